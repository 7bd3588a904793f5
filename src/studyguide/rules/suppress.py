"""Applying `allow`: the findings a guide sets aside, and the allows that set aside nothing."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from studyguide.guide.model import Guide
from studyguide.problems import Severity
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule, Verdict, Where


def _nothing(guide: Guide) -> Iterator[Finding]:
    """Finds nothing: these two rules look at what the others found, not at the guide."""
    return iter(())


UNUSED_ALLOW = Rule(
    "unused-allow",
    Severity.INFO,
    "An allow that silences nothing today may hide a real finding tomorrow (a lesson from code"
    " linters).",
    ("allow: {closed-question: …} on an open question", "no allow"),
    _nothing,
    EVERY_LANGUAGE,
)
UNKNOWN_RULE = Rule(
    "unknown-rule",
    Severity.WARNING,
    "A misspelt code sets nothing aside, and nobody notices (a lesson from code linters).",
    ("allow: {closed-questoin: …}", "allow: {closed-question: …}"),
    _nothing,
    EVERY_LANGUAGE,
)


GROUNDED = ("sections-overlap", "sections-backwards", "outside-section", "passage-twice")
"""Codes that only show up with the essay's text: without it, no allow for them counts as unused."""


def _places(guide: Guide) -> Iterator[tuple[Where, Mapping[str, str]]]:
    yield (), guide.allow
    for at, section in enumerate(guide.sections):
        yield ("sections", at), section.allow
        for number, question in enumerate(section.questions):
            yield ("sections", at, "questions", number), question.allow


def _stale(place: Where, code: str, codes: tuple[str, ...]) -> Verdict:
    where = (*place, "allow", code)
    if code in codes:
        hint = "you can remove it: there is nothing to set aside"
        return Verdict(UNUSED_ALLOW, Finding(where, f"{code} finds nothing here", hint))
    near = get_close_matches(code, codes, n=1, cutoff=0.5)
    hint = (
        f"did you mean {near[0]}?" if near else "each problem ends with its rule's code in brackets"
    )
    return Verdict(UNKNOWN_RULE, Finding(where, f"there is no rule called {code}", hint))


def set_aside(
    guide: Guide,
    found: Iterable[Verdict],
    kept: Iterable[Verdict],
    codes: tuple[str, ...],
) -> tuple[Verdict, ...]:
    """What is left of `kept` once every `allow` is applied, and what is wrong with the allows.

    `found` is everything the rules found, so an allow for something that another rule overruled
    doesn't count as unused. `codes` are the codes of all rules.
    """
    allowed = {(place, code) for place, reasons in _places(guide) for code in reasons}

    def over(verdict: Verdict) -> set[tuple[Where, str]]:
        where = verdict.finding.where
        return {(where[:depth], verdict.code) for depth in range(len(where) + 1)} & allowed

    used = {place for verdict in found for place in over(verdict)}
    stale = (_stale(place, code, codes) for place, code in allowed - used if code not in GROUNDED)
    return (*(verdict for verdict in kept if not over(verdict)), *stale)
