"""What a field of a guide may hold, which choices it offers, and who may see it."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from studyguide.guide import markup
from studyguide.guide.shorthand import TEXT_SCHEMA, OneOrMany


class Audience(StrEnum):
    """Who may see a field; a field that names no one is for the facilitator alone."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"


P = Audience.PARTICIPANT
F = Audience.FACILITATOR


class Kind(StrEnum):
    """The three kinds of question in Shared Inquiry (Great Books Foundation)."""

    FACTUAL = "factual"
    INTERPRETIVE = "interpretive"
    EVALUATIVE = "evaluative"


class Keep(StrEnum):
    """How much a question matters when time is short."""

    ALWAYS = "always"
    USUALLY = "usually"
    IF_TIME = "if-time"


class Protocol(StrEnum):
    """How the group works on a question."""

    WHOLE = "whole"
    PAIRS = "pairs"
    WRITE_FIRST = "write-first"
    ONE_TWO_FOUR_ALL = "1-2-4-all"
    ROUND = "round"
    FISHBOWL = "fishbowl"
    CHAT = "chat"


class Side(StrEnum):
    """Where a question leans, as seen from the essay."""

    WITH = "with"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Writing(StrEnum):
    """Which questions get lines to write on."""

    PLANNED = "planned"
    ALL = "all"
    NONE = "none"


class Show(StrEnum):
    """Which questions are on the participants' sheet."""

    ALL = "all"
    PLANNED = "planned"


class Reading(StrEnum):
    """When the essay is read."""

    BEFORE = "before"
    SILENT = "silent"
    ALOUD = "aloud"


TEXT_LIMIT = 10_000
"""The longest text in one field, in characters: about three printed pages, far more than a sheet
of questions needs, and short enough not to keep any later parser busy for long."""


def _schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema(TEXT_SCHEMA | more)


def _sound_prose(text: str) -> str:
    for complaint in markup.complaints(text):
        raise PydanticCustomError(
            complaint.code, "{error}", {"error": complaint.message, "hint": complaint.hint}
        )
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT), _schema()]
"""Plain words, printed as they are."""


@dataclass(frozen=True)
class Markup:
    """Marks a text that may hold inline Markdown; `paragraphs` where it may hold several."""

    paragraphs: bool = False


Prose = Annotated[Text, Markup(), AfterValidator(_sound_prose), _schema()]
"""Words with inline Markdown: emphasis, links (http, https, mailto), code."""


def _matching(pattern: str, what: str, hint: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.IGNORECASE):
            shown = text if len(text) <= 40 else f"{text[:39]}…"
            context = {"error": f"{shown} is not {what}", "hint": hint}
            raise PydanticCustomError("bad-value", "{error}", context)
        return text

    return check


Id = Annotated[
    Text,
    AfterValidator(
        _matching(
            r"[^\s:]{1,80}",
            "an id",
            "an id is one short word, like alignment-tax, without spaces or colons",
        )
    ),
    _schema(),
]
Url = Annotated[
    Text,
    AfterValidator(
        _matching(
            r"https?://[^\s\\]+",
            "a web address",
            "an address starts with https:// and has no spaces",
        )
    ),
    _schema(),
]
Clock = Annotated[
    Text,
    AfterValidator(
        _matching(
            r"([01]?\d|2[0-3])[:.h][0-5]\d", "a time of day", "use the 24-hour clock, like 19:00"
        )
    ),
    _schema(),
]


def _possible(text: str) -> str:
    """Refuses a date in numbers that no calendar has; a day in words may be any words."""
    numbers = r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?![0-9])"
    found = re.match(numbers, text)
    if not found:
        return text
    year, month, day = (int(number) for number in found.groups() if number)
    if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return text
    if month > 12 and 1 <= day <= 12:
        month, day = day, month
    year, month = max(year, 1), min(max(month, 1), 12)
    near = f"{year:04}-{month:02}-{min(max(day, 1), monthrange(year, month)[1]):02}"
    hint = f"write year-month-day, like {near}, or the day in your own words"
    context = {"error": f"there is no date {found[0]}", "hint": hint}
    raise PydanticCustomError("bad-value", "{error}", context)


Day = Annotated[Text, AfterValidator(_possible), _schema()]
"""A date like 2026-12-03, or a day in words."""
Language = Annotated[
    Text,
    AfterValidator(
        _matching(
            r"(?a:[a-z]{2,3}(-[a-z0-9]{2,8})*)",
            "a language code",
            "use a language code such as en, de or pt-BR",
        )
    ),
    _schema(),
]
Paragraphs = Annotated[
    Text,
    AfterValidator(
        _matching(
            r"\d{1,4}(\s*[-–—]\s*\d{1,4})?|whole text",
            "a paragraph number or range",
            "write one number or one range, like 3 or 3-5, or whole text; for several places, put"
            " brackets around them, like [3, 5]",
        )
    ),
    _schema(),
]


LongProse = Annotated[Text, Markup(paragraphs=True), AfterValidator(_sound_prose), _schema()]
"""Inline Markdown in one or more paragraphs."""
Prompts = Annotated[tuple[Prose, ...], OneOrMany()]
"""One text, or a list of them."""


def markup_of(field: FieldInfo) -> Markup | None:
    """What markup a field's text or texts may hold; None for plain words, printed as they are."""
    return next(_markups((*field.metadata, field.annotation)), None)


def _markups(found: Iterable[Any]) -> Iterator[Markup]:
    for one in found:
        if isinstance(one, Markup):
            yield one
        yield from _markups((*getattr(one, "__metadata__", ()), *get_args(one)))
