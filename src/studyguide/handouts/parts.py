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
    facilitator: str | None
    name: bool
    """Whether the sheet has a line for its reader's name."""


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
    minutes: int
    step: str
    number: int | None
    ask: Prose
    protocol: str | None
    turns: list[Turn]
    tables: int
    """How many tables talk separately in this row; 0 for none."""
    threes: int
    """How many groups of three there are if people turn to each other in pairs."""


class Saving(TypedDict):
    """A step, or a question by its number, and the minutes left of it; 0 if it is skipped."""

    step: str
    number: int | None
    minutes: int


class Late(TypedDict):
    """What to save if the meeting starts from `minutes` to `upto` minutes late, or in a plan that
    runs over, by how much it does; `missing` minutes can't be saved."""

    minutes: int
    upto: int
    savings: list[Saving]
    missing: int


class Deadline(TypedDict):
    """When a question has to begin; without a number, the closing."""

    number: int | None
    by: str


class Stuck(TypedDict):
    """What to read aloud, in how many minutes if that is known, and which question to ask then."""

    number: int
    places: list[Place]
    minutes: int | None


class FollowUp(TypedDict):
    """What to ask after a question, and the passages it sends people to."""

    ask: Prose
    places: list[Place]
    first: int
    """The first paragraph that it names, or else that the one before it does, to put follow-ups in
    the order of the text; 0 if none does."""


class Question(TypedDict):
    """A question; only the facilitator's view has the `NotRequired` keys."""

    number: int | None
    """The same in every edition; None for a draft."""
    ask: Prose
    planned: bool
    """Whether the meeting has time for it."""
    main: bool
    """Whether the meeting is built around it."""
    places: list[Place]
    """Its own passages."""
    shown: list[Place]
    """Its own passages, else its section's."""
    apart: bool
    """Whether its own paragraphs are named and differ from its section's."""
    protocol: str | None
    lines: int | None
    """How many lines to write on it has on paper; None for as many as fit."""
    turns: list[str]
    """The steps that the planned group takes for it, if there is more than one."""
    row: Row | None
    """Its row in the run sheet, if the edition shows times."""
    kind: NotRequired[str]
    keep: NotRequired[str]
    focus: NotRequired[bool]
    side: NotRequired[str | None]
    follow_ups: NotRequired[list[FollowUp]]
    possible_answers: NotRequired[list[Prose]]
    watch_out: NotRequired[Prose]


class Section(TypedDict):
    """A section of the essay; `facilitator_notes` has one item per paragraph."""

    title: str
    places: list[Place]
    summary: Prose
    questions: list[Question]
    facilitator_notes: NotRequired[list[Prose]]


class Table(TypedDict):
    """A table that people sit at, and the questions that it discusses."""

    number: int
    questions: list[Question]


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
    reflect: bool
    """Whether people note what they think before the talk and after, and a goal of their own."""
    introduction: list[Prose]
    """One item per paragraph."""
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
    steps: list[str]
    """What the plan has time for, by the names of the run sheet's steps."""
    over: int
    """By how many minutes the plan runs over."""
    rows: list[Row]
    """The run sheet, for editions that show times."""
    late: list[Late]
    circles: list[int] | None
    """How many people sit inside and outside in a fishbowl, if one is planned."""
    deadlines: list[Deadline]
    stuck: Stuck | None
    """What to do if nobody has read the text. Only facilitators see these four."""
    bring_back: list[int]
    """The numbers of the questions left out for which there would be time."""
    cluster: bool
    """Whether one question is all that is planned, so that its follow-ups are the talk."""
    tables: list[Table]
    """For the table sheets: what each table discusses."""
    text: list[Paragraph]
    """The essay, for editions that print it."""
