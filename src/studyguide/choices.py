"""What a guide chooses from: kinds of question, protocols, sides, and when to read."""

from enum import StrEnum


class Kind(StrEnum):
    """The three kinds of question of Shared Inquiry (Great Books Foundation)."""

    FACTUAL = "factual"
    INTERPRETIVE = "interpretive"
    EVALUATIVE = "evaluative"


class Keep(StrEnum):
    """How much a question matters when time is short."""

    ALWAYS = "always"
    USUALLY = "usually"
    IF_TIME = "if-time"


class Protocol(StrEnum):
    """How the group takes a question."""

    WHOLE = "whole"
    PAIRS = "pairs"
    WRITE_FIRST = "write-first"
    ONE_TWO_FOUR_ALL = "1-2-4-all"
    ROUND = "round"


class Side(StrEnum):
    """Where a question leans, as seen from the essay."""

    WITH = "with"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Reading(StrEnum):
    """When the essay is read."""

    BEFORE = "before"
    SILENT = "silent"
    ALOUD = "aloud"
