"""Everything a guide asks aloud, with its place: openings, core questions and closings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studyguide.guide.model import Guide, Question, Section
from studyguide.problems import Severity
from studyguide.rules import prose
from studyguide.rules.base import Finding, Where
from studyguide.rules.english import grammar


@dataclass(frozen=True)
class Asked:
    """One text that is asked aloud, with its surroundings."""

    guide: Guide
    where: Where
    raw: str
    section: Section | None = None
    question: Question | None = None

    @property
    def reading(self) -> prose.Reading:
        """The text, ready for matching."""
        return prose.read(self.raw)

    @property
    def asks(self) -> tuple[str, ...]:
        """Its questions, without tails such as “Why or why not?”; empty where no sentence ends in
        a question mark, as in “Name three reasons.”: use `reading.sentences` for those."""
        return grammar.asks(self.reading.sentences)

    @property
    def anchored(self) -> bool:
        """Whether the question or its section has a passage."""
        return any(part.passages for part in (self.question, self.section) if part)

    def finding(self, message: str, hint: str, severity: Severity | None = None) -> Finding:
        """A finding about this text."""
        return Finding(self.where, message, hint, severity)


def core(guide: Guide) -> Iterator[Asked]:
    """Every core question, in text order."""
    for at, section in enumerate(guide.sections):
        for number, question in enumerate(section.questions):
            where: Where = ("sections", at, "questions", number, "ask")
            yield Asked(guide, where, question.ask, section, question)


def aloud(guide: Guide) -> Iterator[Asked]:
    """Every text that is asked aloud, in meeting order."""
    for at, prompt in enumerate(guide.opening):
        yield Asked(guide, ("opening", at), prompt)
    yield from core(guide)
    for at, prompt in enumerate(guide.closing):
        yield Asked(guide, ("closing", at), prompt)


Look = Callable[[Asked], Finding | None]


def each_core(look: Look) -> Callable[[Guide], Iterator[Finding]]:
    """Applies a look at one question to every core question; openings and closings are exempt."""
    return lambda guide: (found for asked in core(guide) if (found := look(asked)))


def each_aloud(look: Look) -> Callable[[Guide], Iterator[Finding]]:
    """Applies a look at one text to every text that is asked aloud."""
    return lambda guide: (found for asked in aloud(guide) if (found := look(asked)))
