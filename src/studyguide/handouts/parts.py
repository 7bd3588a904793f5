"""The parts of a view: plain data, as it goes into templates, JSON and other processes.

Every key of the guide's model that the reader may see stands in the view under its own name, plain
words as text, Markdown as runs. What is written down here are the keys that Python reads, and those
that the view adds or changes.
"""

from typing import NotRequired, TypedDict

from studyguide.guide.markup import Run

Prose = list[Run]
"""A text as runs, without Markdown or HTML in it."""


class Essay(TypedDict):
    """The text that the group reads; `byline` is author and year, `qr` a picture's address."""

    title: str
    subtitle: str | None
    author: str | None
    year: str | None
    byline: str
    url: str | None
    address: str
    """The `url` as people type it; empty without one."""
    qr: str


class Meeting(TypedDict):
    """When and where; `date` and `next` in words of the guide's language."""

    minutes: int
    people: int
    start: str | None
    group: str | None
    date: str | None
    place: str | None
    next: str | None


class Place(TypedDict):
    """Where in the essay: a label for the margin, its numbers alone, both ends, and a link."""

    label: str
    """Like ¶ 3–5 with a no-break space, or words for the whole text; empty where none is named."""
    numbers: str
    """Like 3–5."""
    begins: str | None
    ends: str | None
    link: str
    """What opens the essay at the passage; empty without the essay's address."""


class Turn(TypedDict):
    """One step of a protocol: its name in the planner, and its minutes."""

    turn: str
    minutes: int


class Row(TypedDict):
    """A row of the run sheet; `number` and `ask` are those of its question, if it has one."""

    elapsed: str
    """Hours and minutes since the meeting began."""
    clock: str | None
    end: str
    """By the clock where the meeting's start is known, else elapsed."""
    minutes: int
    step: str
    number: int | None
    ask: Prose
    protocol: str | None
    turns: list[Turn]
    tables: int
    """How many tables sit apart in this row; 0 for none."""


class Question(TypedDict):
    """A question; `NotRequired` is what only the facilitator's view has."""

    number: int | None
    """The same in every edition; None for a draft."""
    ask: Prose
    planned: bool
    """Whether the meeting has room for it."""
    place: Place | None
    """Its own passage."""
    shown: Place | None
    """Its own passage, else its section's."""
    apart: bool
    """Whether its paragraphs are named and differ from its section's."""
    protocol: str | None
    turns: list[str]
    """The steps that so many people take it in, if there is more than one."""
    row: Row | None
    """Its row of the run sheet, where the edition shows times."""
    kind: NotRequired[str]
    keep: NotRequired[str]
    focus: NotRequired[bool]
    side: NotRequired[str | None]
    follow_ups: NotRequired[list[Prose]]
    possible_answers: NotRequired[list[Prose]]
    watch_out: NotRequired[Prose]


class Section(TypedDict):
    """A stretch of the essay; `facilitator_notes` are a paragraph each."""

    title: str
    place: Place | None
    summary: Prose
    questions: list[Question]
    facilitator_notes: NotRequired[list[Prose]]


class Table(TypedDict):
    """A table of the room: the questions that it takes."""

    number: int
    questions: list[Question]


class Talk(TypedDict):
    """From when to when tables talk by themselves."""

    start: str
    end: str


class Paragraph(TypedDict):
    """A paragraph of the essay, with the questions whose passages begin in it."""

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
    """Who made the guide, and what others may do with it."""

    guide_by: str | None
    license: str | None


class View(TypedDict):
    """All that one reader may see of a guide in a meeting, complete and in order."""

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
    """The highest paragraph that the guide names; 0 where it names none."""
    own_questions: bool
    """Whether the meeting has time for the group's own questions."""
    rows: list[Row]
    """The run sheet, for editions that show times."""
    late: list[int]
    """What the facilitator skips, first one first, when the group starts ten minutes late."""
    tables: list[Table]
    talk: Talk | None
    """Set where each table takes a section of its own."""
    text: list[Paragraph]
    """The essay, for editions that print it."""
