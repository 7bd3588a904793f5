"""What a guide is: its parts, what each part may hold, and who may see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from studyguide.guide.fields import (
    Clock,
    Day,
    F,
    Id,
    Keep,
    Kind,
    Language,
    LongProse,
    OneOrMany,
    P,
    Paragraphs,
    Prompts,
    Prose,
    Protocol,
    Reading,
    Shorthand,
    Side,
    Text,
    Url,
)

Reasons = Annotated[dict[str, Text], Field(default_factory=dict)]


def _not_empty(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    # Pydantic's own `min_length` counts only the valid parts, and would complain twice.
    if not parts:
        hint = "write at least one, starting with a dash"
        context = {"error": "there are no sections here", "hint": hint}
        raise PydanticCustomError("no-section", "{error}", context)
    return parts


class Part(BaseModel):
    """The base of every part of a guide: immutable, and rejects unknown keys.

    Each field's docstring is its public documentation.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, str_strip_whitespace=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, written: Any) -> Any:
        # An empty key counts as left out; an unknown one is a mistake even when it is empty.
        if not isinstance(written, dict):
            return written
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value for key, value in written.items() if value is not None or key not in known
        }


class Essay(Part):
    """The text that the group reads."""

    title: Annotated[Text, P]
    """The essay's title."""
    subtitle: Annotated[Text | None, P] = None
    """The essay's subtitle, if it has one."""
    author: Annotated[Text | None, P] = None
    """Who wrote it."""
    year: Annotated[Text | None, P] = None
    """When it was published."""
    url: Annotated[Url | None, P] = None
    """Where it can be read online; the handout prints it with a QR code."""
    words: Annotated[int | None, P] = Field(None, ge=1, le=1_000_000)
    """How long it is, in words; used to work out the reading time."""
    file: Annotated[Text | None, F] = None
    """Your own copy of the text, in the guide's folder; it is never printed or passed on."""


class Passage(Part):
    """A place in the essay: paragraph numbers, its first few words, its last few, or all three."""

    paragraphs: Annotated[Paragraphs | None, P] = None
    """Paragraph numbers, counted from the first after the title: 3, 3-5 or whole text."""
    begins: Annotated[Text | None, P] = Field(None, alias="from")
    """The first few words of the passage."""
    ends: Annotated[Text | None, P] = Field(None, alias="to")
    """The last few words of the passage."""

    @property
    def whole(self) -> bool:
        """Whether the passage is the whole text."""
        return bool(self.paragraphs) and not any(mark.isdigit() for mark in self.paragraphs or "")

    @property
    def span(self) -> tuple[int, int] | None:
        """The numbers of the first and last paragraph, or None where none are given."""
        numbers = [int(number) for number in re.findall(r"\d+", self.paragraphs or "")]
        return (numbers[0], numbers[-1]) if numbers else None


Where = Annotated[Passage, Shorthand("paragraphs")]


class Question(Part):
    """One core question: what is asked, and what helps the facilitator ask it well."""

    id: Annotated[Id | None, F] = None
    """A short name, so that another guide can change this question."""
    ask: Annotated[Prose, P]
    """The question itself."""
    kind: Annotated[Kind, F] = Kind.INTERPRETIVE
    """factual (the text says it), interpretive (readers differ) or evaluative (readers judge)."""
    passage: Annotated[Where | None, P] = None
    """The words the question is about; narrower than the section's passage."""
    focus: Annotated[bool, F] = False
    """Whether the meeting is built around this question; if none is, the first interpretive one."""
    minutes: Annotated[int | None, F] = Field(None, ge=1, le=120)
    """How long it takes, in minutes; if left out, it depends on the kind and the group's size."""
    keep: Annotated[Keep, F] = Keep.USUALLY
    """Whether to keep it when time is short: always, usually or if-time."""
    protocol: Annotated[Protocol | None, P] = None
    """How the group works on it: whole, pairs, write-first, 1-2-4-all or round."""
    follow_ups: Annotated[Prompts, F] = ()
    """What to ask next: to clarify, to find evidence, to try a counter-example."""
    possible_answers: Annotated[Prompts, F] = ()
    """Two or more answers that can each be defended from the text."""
    watch_out: Annotated[Prose | None, F] = None
    """What people often get wrong, and the paragraph to go back to."""
    side: Annotated[Side | None, F] = None
    """Which way the question leans, for or against the essay: with, against or neutral."""
    draft: Annotated[bool, F] = False
    """Whether it is still a draft by the program; participants see it only once it no longer is."""
    allow: Annotated[Reasons, F]
    """Rules set aside for this question, each with your reason."""


class Section(Part):
    """One part of the essay, with the questions about it."""

    id: Annotated[Id | None, F] = None
    """A short name, so that another guide can change this section."""
    title: Annotated[Text, P]
    """The section's title."""
    passage: Annotated[Where | None, P] = None
    """Where the section is in the essay."""
    summary: Annotated[Prose | None, P] = None
    """A summary: two or three lines in your own words."""
    facilitator_notes: Annotated[LongProse | None, F] = None
    """What the facilitator should know before asking the questions."""
    questions: Annotated[tuple[Annotated[Question, Shorthand("ask")], ...], OneOrMany(), P] = ()
    """The core questions, in the order of the text."""
    allow: Annotated[Reasons, F]
    """Rules set aside for this section, each with your reason."""


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


class Term(Part):
    """A word that someone in the room may not know."""

    term: Annotated[Text, P]
    """The word."""
    means: Annotated[Prose, P]
    """What it means, in one plain sentence."""


class Source(Part):
    """Something to read next."""

    title: Annotated[Text, P]
    """Its title."""
    author: Annotated[Text | None, P] = None
    """Who wrote it."""
    year: Annotated[Text | None, P] = None
    """When it was published."""
    url: Annotated[Url | None, P] = None
    """Where it can be read."""
    why: Annotated[Prose | None, P] = None
    """What it adds, in a few words."""


class Credits(Part):
    """Who made the guide, and what others may do with it."""

    guide_by: Annotated[Text | None, P] = None
    """Who wrote the guide."""
    license: Annotated[Text | None, P] = None
    """Its licence, like CC BY 4.0."""


@dataclass(frozen=True)
class Core:
    """A core question in its place: its number, the same in every edition, and its section."""

    number: int
    section: Section
    question: Question


FORMAT_VERSION = 1


class Guide(Part):
    """A whole guide: an essay, section by section, with questions for each."""

    studyguide: Annotated[int, P] = Field(FORMAT_VERSION, ge=1)
    """The version of this format: 1."""
    language: Annotated[Language, P] = "en"
    """The guide's language, like en, de or pt-BR."""
    essay: Annotated[Annotated[Essay, Shorthand("title")], P]
    """The title of the text that the group reads, or several keys about it."""
    introduction: Annotated[Prose | None, P] = None
    """A short paragraph that says why to read this text, and why now."""
    content_note: Annotated[Prose | None, P] = None
    """What could distress someone in the room; short and specific."""
    theme: Annotated[Text | None, F] = None
    """How the handouts look: the name of a shipped theme, or a theme folder beside the guide."""
    meeting: Annotated[Meeting, P] = Meeting()
    """How long the group meets, where, and with how many people."""
    norms: Annotated[Prompts, P] = ()
    """How the group wants to talk together; if left out, four norms that suit most groups."""
    before_meeting: Annotated[Prompts, P] = ()
    """What to think about while reading."""
    opening: Annotated[Prompts, P] = ()
    """What everyone answers first; if left out, a prompt that works for any text."""
    sections: Annotated[tuple[Section, ...], P, AfterValidator(_not_empty)] = Field(
        json_schema_extra={"minItems": 1}
    )
    """The essay's sections, in order."""
    closing: Annotated[Prompts, P] = ()
    """What everyone answers last; if left out, a prompt that works for any text."""
    after_meeting: Annotated[Prompts, P] = ()
    """What to do or think about afterwards."""
    glossary: Annotated[tuple[Term, ...], P] = ()
    """Words that someone in the room may not know."""
    further_reading: Annotated[tuple[Annotated[Source, Shorthand("title")], ...], P] = ()
    """What to read next."""
    credits: Annotated[Credits | None, P] = None
    """Who made the guide."""
    allow: Annotated[Reasons, F]
    """Rules set aside for the whole guide, each with your reason."""

    @property
    def places(self) -> Iterator[tuple[tuple[str | int, ...], Section | Question]]:
        """Every section and every question, in order, each with its path through the guide."""
        for s, section in enumerate(self.sections):
            yield ("sections", s), section
            for q, question in enumerate(section.questions):
                yield ("sections", s, "questions", q), question

    @property
    def paragraphs(self) -> int:
        """The highest paragraph number that the guide names; 0 where it names none."""
        passages = [part.passage for _, part in self.places if part.passage]
        return max((passage.span[1] for passage in passages if passage.span), default=0)

    @cached_property
    def core(self) -> tuple[Core, ...]:
        """Every core question with its number, in the order of the text; drafts have none."""
        pairs = [
            (section, question)
            for section in self.sections
            for question in section.questions
            if not question.draft
        ]
        return tuple(Core(number, *pair) for number, pair in enumerate(pairs, start=1))

    def place(self, core: Core) -> tuple[str | int, ...]:
        """The path to a core question through the guide."""
        return next(where for where, part in self.places if part is core.question)

    @cached_property
    def drafts(self) -> int:
        """How many questions are still drafts."""
        return sum(question.draft for section in self.sections for question in section.questions)

    def with_drafts(self) -> "Guide":
        """The same guide, with every draft treated as a question."""
        sections = tuple(
            section.model_copy(
                update={
                    "questions": tuple(
                        question.model_copy(update={"draft": False})
                        for question in section.questions
                    )
                }
            )
            for section in self.sections
        )
        # A copy would keep the old guide's numbers.
        return Guide.model_construct(**(dict(self) | {"sections": sections}))
