"""Who may see what a guide says."""

from enum import StrEnum


class Audience(StrEnum):
    """Who may see a field; a field that names nobody is the facilitator's alone."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"


P = Audience.PARTICIPANT
F = Audience.FACILITATOR
