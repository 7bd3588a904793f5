"""What a rule is and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studyguide.guide.model import Guide
from studyguide.problems import Problem, Severity, Spot

Where = tuple[str | int, ...]
"""A path into the guide's data, like ("sections", 0, "questions", 2, "ask"); () is the whole guide.

A part written in its short form has no node of its own there: look for the nearest one above."""

ENGLISH = frozenset({"en"})
EVERY_LANGUAGE: frozenset[str] | None = None


@dataclass(frozen=True)
class Finding:
    """One place that a rule complains about: what is wrong, and what to write instead."""

    where: Where
    message: str
    hint: str
    severity: Severity | None = None
    """How much this one matters, where it differs from its rule."""


@dataclass(frozen=True)
class Rule:
    """One habit of experienced facilitators, and how to see that a guide breaks it."""

    code: str
    severity: Severity
    why: str
    """One sentence, with its source."""
    better: tuple[str, str]
    """A pair that teaches the rule: so not, but so."""
    look: Callable[[Guide], Iterator[Finding]]
    languages: frozenset[str] | None = ENGLISH
    """The languages that the rule knows, by their first subtag; None: every language."""

    def speaks(self, language: str) -> bool:
        """Whether the rule knows a guide's language, written like en or en-GB."""
        return self.languages is None or language.lower().split("-")[0] in self.languages


@dataclass(frozen=True)
class Verdict:
    """A finding with the rule that it comes from."""

    rule: Rule
    finding: Finding

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """How much it matters: the finding's own word, else the rule's."""
        return self.finding.severity or self.rule.severity

    def problem(self, spot: Spot | None = None) -> Problem:
        """The same as a problem, at the place in a file that `finding.where` stands for."""
        found = self.finding
        return Problem(self.code, found.message, found.hint, spot, self.severity)
