"""Rules set aside in place, with a reason: what they silence, and which of them silence nothing."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from studyguide.guide.model import Guide
from studyguide.problems import Severity
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule, Verdict, Where


def _nothing(guide: Guide) -> Iterator[Finding]:
    """These two look at what the other rules found, not at the guide."""
    return iter(())


UNUSED_ALLOW = Rule(
    "unused-allow",
    Severity.INFO,
    "A rule set aside where it has nothing to say will hide a real finding later (the habit of code"
    " linters).",
    ("allow: {closed-question: …} on an open question", "no allow"),
    _nothing,
    EVERY_LANGUAGE,
)
UNKNOWN_RULE = Rule(
    "unknown-rule",
    Severity.WARNING,
    "A misspelt rule is set aside nowhere, and nobody notices (the habit of code linters).",
    ("allow: {closed-questoin: …}", "allow: {closed-question: …}"),
    _nothing,
    EVERY_LANGUAGE,
)


GROUNDED = ("sections-overlap", "sections-backwards")
"""What only the essay's text can find: without it nobody can say that an allow is unused."""


def _places(guide: Guide) -> Iterator[tuple[Where, Mapping[str, str]]]:
    yield (), guide.allow
    for at, section in enumerate(guide.sections):
        yield ("sections", at), section.allow
        for number, question in enumerate(section.questions):
            yield ("sections", at, "questions", number), question.allow


def _stale(place: Where, code: str, codes: tuple[str, ...]) -> Verdict:
    where = (*place, "allow", code)
    if code in codes:
        hint = "take it out: there is nothing to set aside"
        return Verdict(UNUSED_ALLOW, Finding(where, f"{code} finds nothing here", hint))
    near = get_close_matches(code, codes, n=1, cutoff=0.5)
    hint = (
        f"perhaps {near[0]}" if near else "the codes stand in brackets at the end of each problem"
    )
    return Verdict(UNKNOWN_RULE, Finding(where, f"there is no rule {code}", hint))


def set_aside(
    guide: Guide,
    found: Iterable[Verdict],
    kept: Iterable[Verdict],
    codes: tuple[str, ...],
) -> tuple[Verdict, ...]:
    """What is left of `kept` once every `allow` is heard, and what is wrong with the allows.

    `found` is everything that the rules found: an allow of something that another rule has
    overruled is not called unused. `codes` are all the rules that there are.
    """
    allowed = {(place, code) for place, reasons in _places(guide) for code in reasons}

    def over(verdict: Verdict) -> set[tuple[Where, str]]:
        where = verdict.finding.where
        return {(where[:depth], verdict.code) for depth in range(len(where) + 1)} & allowed

    used = {place for verdict in found for place in over(verdict)}
    stale = (_stale(place, code, codes) for place, code in allowed - used if code not in GROUNDED)
    return (*(verdict for verdict in kept if not over(verdict)), *stale)
