"""Rules, the findings they report, and the verdict that joins the two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studyguide.guide.model import Guide
from studyguide.problems import Problem, Severity, Spot

Where = tuple[str | int, ...]
"""A path into the guide's data, like ("sections", 0, "questions", 2, "ask"); () is the whole guide.

A part written in its short form has no node of its own: use the nearest one above it."""

ENGLISH = frozenset({"en"})
EVERY_LANGUAGE: frozenset[str] | None = None


@dataclass(frozen=True)
class Finding:
    """One place that a rule comments on: what it noticed, and what to try instead."""

    where: Where
    message: str
    hint: str
    severity: Severity | None = None
    """Set where this finding matters more or less than its rule usually does."""


@dataclass(frozen=True)
class Rule:
    """A habit of experienced facilitators, and how to spot where a guide departs from it."""

    code: str
    severity: Severity
    why: str
    """One sentence, with its source."""
    better: tuple[str, str]
    """A pair that illustrates the rule: what to avoid, then what to write."""
    look: Callable[[Guide], Iterator[Finding]]
    languages: frozenset[str] | None = ENGLISH
    """The primary subtags of the languages the rule knows; None means every language."""

    def speaks(self, language: str) -> bool:
        """Whether the rule knows a guide's language, given as en or en-GB."""
        return self.languages is None or language.lower().split("-")[0] in self.languages


@dataclass(frozen=True)
class Verdict:
    """A finding together with the rule that made it."""

    rule: Rule
    finding: Finding

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """How much it matters: the finding's own severity, or else the rule's."""
        return self.finding.severity or self.rule.severity

    def problem(self, spot: Spot | None = None) -> Problem:
        """The verdict as a problem, at the spot in a file that `finding.where` points to."""
        found = self.finding
        return Problem(self.code, found.message, found.hint, spot, self.severity)
