"""What a guide is: its parts, what each part may hold, and who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from studyguide.guide.fields import (
    F,
    Id,
    Keep,
    Kind,
    Language,
    LongProse,
    P,
    Prompts,
    Prose,
    Protocol,
    Show,
    Side,
    Text,
    Writing,
)
from studyguide.guide.meeting import Meeting, Messages
from studyguide.guide.part import Part
from studyguide.guide.reading import Essay, Passage, Passages, Source, Term
from studyguide.guide.shorthand import OneOrMany, Pairs, Shorthand

Reasons = Annotated[dict[str, Text], Field(default_factory=dict)]


def _not_empty(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    # Pydantic's own `min_length` counts only the valid parts, and would complain twice.
    if not parts:
        hint = "write at least one, starting with a dash"
        context = {"error": "there are no sections here", "hint": hint}
        raise PydanticCustomError("no-section", "{error}", context)
    return parts


class FollowUp(Part):
    """What to ask after a core question."""

    ask: Annotated[Prose, F]
    """The follow-up itself."""
    passages: Annotated[Passages, F] = Field((), alias="passage")
    """Where it sends people, if not to the question's own passage: one place, or a list of them."""


FollowUps = Annotated[tuple[Annotated[FollowUp, Shorthand("ask")], ...], OneOrMany()]


class Question(Part):
    """One core question: what is asked, and what helps the facilitator ask it well."""

    id: Annotated[Id | None, F] = None
    """A short name, so that another guide can change this question."""
    ask: Annotated[Prose, P]
    """The question itself."""
    kind: Annotated[Kind, F] = Kind.INTERPRETIVE
    """factual (the text says it), interpretive (readers differ) or evaluative (readers judge)."""
    passages: Annotated[Passages, P] = Field((), alias="passage")
    """The words that the question is about: one place, or a list of places to compare. Mostly they
    are within the section's passage, but they need not be."""
    focus: Annotated[bool, F] = False
    """Whether the meeting is built around this question; if none is, the first interpretive one."""
    minutes: Annotated[int | None, F] = Field(None, ge=1, le=120)
    """How long it takes, kept to the minute; if left out, the planner goes by the kind of question
    and the size of the group."""
    keep: Annotated[Keep | None, F] = None
    """What happens to it when time is short: always keeps it, even if the meeting then runs over;
    usually keeps it before questions without this key, if-time after them."""
    protocol: Annotated[Protocol | None, P] = None
    """How the group works on it: whole, pairs, write-first, 1-2-4-all, round, fishbowl or chat; if
    left out, together, or at tables where the meeting has them."""
    lines: Annotated[int | None, P] = Field(None, ge=0, le=12)
    """How many lines there are to write on, from 0 to 12; if left out, as many as fit."""
    follow_ups: Annotated[FollowUps, F] = ()
    """What to ask next: to clarify, to find evidence, to try a counter-example. Each is a text, or
    has ask: and the passage: that it is about."""
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
    passages: Annotated[Passages, P] = Field((), alias="passage")
    """Where the section is in the essay: one place, or a list of places."""
    summary: Annotated[Prose | None, P] = None
    """A summary: two or three lines in your own words."""
    facilitator_notes: Annotated[LongProse | None, F] = None
    """What the facilitator should know before asking the questions."""
    questions: Annotated[tuple[Annotated[Question, Shorthand("ask")], ...], OneOrMany(), P] = ()
    """The core questions, in the order of the text."""
    allow: Annotated[Reasons, F]
    """Rules set aside for this section, each with your reason."""


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
    introduction: Annotated[LongProse | None, P] = None
    """Why to read this text, and why now: a short paragraph, or a few."""
    content_note: Annotated[Prose | None, P] = None
    """What could distress someone in the room; short and specific."""
    theme: Annotated[Text | None, F] = None
    """How the handouts look: the name of a shipped theme, or a theme folder beside the guide."""
    meeting: Annotated[Meeting, P] = Meeting()
    """How long the group meets, where, and with how many people."""
    show: Annotated[Show, P] = Show.ALL
    """Which questions are on the participants' sheet: all (those that the meeting has no time for
    are smaller) or planned."""
    writing: Annotated[Writing, P] = Writing.PLANNED
    """Which questions have lines to write on: planned (others too where a page has room), all or
    none."""
    reflect: Annotated[bool, P] = True
    """Whether the participants' sheet asks, on the lines of the main question, what people think
    before the talk and after, and, where pages have room, for a goal of their own."""
    facilitator_notes: Annotated[LongProse | None, F] = None
    """What the facilitator should know before the meeting."""
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
    glossary: Annotated[tuple[Term, ...], Pairs("term", "means"), P] = ()
    """Words that someone in the room may not know, each as `word: its meaning` or with term: and
    means:."""
    further_reading: Annotated[tuple[Annotated[Source, Shorthand("title")], ...], P] = ()
    """What to read next."""
    credits: Annotated[Credits | None, P] = None
    """Who made the guide."""
    messages: Annotated[Messages, P] = Messages()
    """Sentences of your own in the messages to the group."""
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
    def passages(self) -> Iterator[tuple[tuple[str | int, ...], tuple[Passage, ...]]]:
        """The passages of every section, question and follow-up that has any, in order, each with
        the path of what has them through the guide."""
        for where, part in self.places:
            yield where, part.passages
            for f, follow_up in enumerate(part.follow_ups if isinstance(part, Question) else ()):
                yield (*where, "follow_ups", f), follow_up.passages

    @property
    def paragraphs(self) -> int:
        """The highest paragraph number that the guide names; 0 where it names none."""
        passages = (passage for _, several in self.passages for passage in several)
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
