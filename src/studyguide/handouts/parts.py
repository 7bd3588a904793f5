"""The types of a view's parts: plain data, fit for templates, JSON and other processes.

Every key of the guide's model that the reader may see is in the view under its own name, plain text
as text and Markdown as runs. The types here have only the keys that Python reads, and those that
the view adds or changes.
"""

from typing import NotRequired, TypedDict

from studyguide.guide.markup import Run

Prose = list[Run]
"""A text as runs, with no Markdown or HTML left in it."""


class Essay(TypedDict):
    """The text that the group reads; `byline` is author and year, `qr` a QR code's address."""

    title: str
    subtitle: str | None
    author: str | None
    year: str | None
    byline: str
    url: str | None
    address: str
    """The `url` as people type it; empty if there is none."""
    qr: str


class Meeting(TypedDict):
    """When and where; `date` and `next` are written out in the guide's language."""

    minutes: int
    people: int
    start: str | None
    group: str | None
    date: str | None
    place: str | None
    next: str | None


class Place(TypedDict):
    """A passage of the essay: its label for the margin, its numbers, both ends, and a link."""

    label: str
    """Such as ¶ 3–5 with a no-break space, or words for the whole text; empty if none is named."""
    numbers: str
    """Such as 3–5."""
    begins: str | None
    ends: str | None
    link: str
    """The address that opens the essay at the passage; empty without the essay's address."""


class Turn(TypedDict):
    """One step of a protocol: the planner's name for it, and its minutes."""

    turn: str
    minutes: int


class Row(TypedDict):
    """A row of the run sheet; `number` and `ask` are those of its question, if it has one."""

    elapsed: str
    """Hours and minutes since the meeting began."""
    clock: str | None
    end: str
    """By the clock if the meeting's start is known, else elapsed."""
    minutes: int
    step: str
    number: int | None
    ask: Prose
    protocol: str | None
    turns: list[Turn]
    tables: int
    """How many tables talk separately in this row; 0 for none."""


class Question(TypedDict):
    """A question; only the facilitator's view has the `NotRequired` keys."""

    number: int | None
    """The same in every edition; None for a draft."""
    ask: Prose
    planned: bool
    """Whether the meeting has time for it."""
    place: Place | None
    """Its own passage."""
    shown: Place | None
    """Its own passage, else its section's."""
    apart: bool
    """Whether its own paragraphs are named and differ from its section's."""
    protocol: str | None
    turns: list[str]
    """The steps that the planned group takes for it, if there is more than one."""
    row: Row | None
    """Its row in the run sheet, if the edition shows times."""
    kind: NotRequired[str]
    keep: NotRequired[str]
    focus: NotRequired[bool]
    side: NotRequired[str | None]
    follow_ups: NotRequired[list[Prose]]
    possible_answers: NotRequired[list[Prose]]
    watch_out: NotRequired[Prose]


class Section(TypedDict):
    """A section of the essay; `facilitator_notes` has one item per paragraph."""

    title: str
    place: Place | None
    summary: Prose
    questions: list[Question]
    facilitator_notes: NotRequired[list[Prose]]


class Table(TypedDict):
    """A table that people sit at, and the questions that it discusses."""

    number: int
    questions: list[Question]


class Talk(TypedDict):
    """When the tables start and stop talking among themselves."""

    start: str
    end: str


class Paragraph(TypedDict):
    """A paragraph of the essay, with the numbers of the questions whose passages begin in it."""

    number: int
    text: str
    heading: str | None
    questions: list[int]


class Term(TypedDict):
    """A word and what it means."""

    term: str
    means: Prose


class Source(TypedDict):
    """Something to read next."""

    title: str
    author: str | None
    year: str | None
    url: str | None
    why: Prose


class Credits(TypedDict):
    """Who wrote the guide, and the licence that it is under."""

    guide_by: str | None
    license: str | None


class View(TypedDict):
    """Everything that one reader may see of a guide for a meeting, in order."""

    edition: str
    language: str
    direction: str
    essay: Essay
    meeting: Meeting
    introduction: Prose
    content_note: Prose
    norms: list[Prose]
    before_meeting: list[Prose]
    opening: list[Prose]
    sections: list[Section]
    closing: list[Prose]
    after_meeting: list[Prose]
    glossary: list[Term]
    further_reading: list[Source]
    credits: Credits | None
    reading: str
    """When the essay is read: before, silent or aloud."""
    paragraphs: int
    """The number of the last paragraph that the guide names; 0 if it names none."""
    own_questions: bool
    """Whether the plan has time for the group's own questions."""
    rows: list[Row]
    """The run sheet, for editions that show times."""
    late: list[int]
    """Numbers of the questions to skip if the group starts ten minutes late, first one first."""
    tables: list[Table]
    talk: Talk | None
    """Set if each table takes its own section."""
    text: list[Paragraph]
    """The essay, for editions that print it."""
