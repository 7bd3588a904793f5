"""The meeting that a guide is for, and what is sent to those who come."""

from typing import Annotated

from pydantic import Field

from studyguide.guide.fields import Clock, Day, F, P, Reading, Text
from studyguide.guide.part import Part


class Meeting(Part):
    """The meeting that the guide is for."""

    minutes: Annotated[int, P] = Field(60, ge=15, le=480)
    """How long it lasts, in minutes."""
    people: Annotated[int, P] = Field(8, ge=2, le=200)
    """How many people come, not counting the facilitator."""
    start: Annotated[Clock | None, P] = None
    """When it starts, like 19:00; the run sheet then shows clock times."""
    group: Annotated[Text | None, P] = None
    """The group's name."""
    date: Annotated[Day | None, P] = None
    """The day, like 2026-12-03 or in your own words."""
    place: Annotated[Text | None, P] = None
    """Where the group meets."""
    next: Annotated[Day | None, P] = None
    """When the group meets again."""
    reading: Annotated[Reading | None, P] = None
    """before, silent or aloud; if left out, silent for a short text and before for a long one."""
    first_meeting: Annotated[bool, P] = False
    """Whether the group is meeting for the first time."""
    facilitator: Annotated[Text | None, P] = None
    """Who leads the meeting; messages are signed with this name."""
    questions: Annotated[int | None, F] = Field(None, ge=1, le=100)
    """How many core questions you want; if left out, as many as suit the time."""
    tables: Annotated[int | None, F] = Field(None, ge=1, le=100)
    """How many tables people sit at, or 1 for a single circle; if left out, one circle for up to 20
    people, and tables of four for more."""
    name: Annotated[bool, P] = False
    """Whether the participants' sheet has a line for a name, and lines under every question, as
    pupils need them."""
    second_language: Annotated[bool, F] = False
    """Whether most people read the text in a language that is not their first; they then get more
    time to read."""


class Messages(Part):
    """Sentences of your own in the messages that are sent to the group."""

    invitation: Annotated[Text | None, P] = None
    """Added to the invitation."""
    reminder: Annotated[Text | None, P] = None
    """Added to the reminder."""
    thanks: Annotated[Text | None, P] = None
    """Added to the thanks after the meeting."""
