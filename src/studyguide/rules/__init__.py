"""The table of rules, and a review of a guide against all of them."""

from studyguide.guide.model import Guide, Question, Section
from studyguide.rules import anchoring, balance, completeness
from studyguide.rules.base import Finding, Rule, Verdict, Where
from studyguide.rules.english import form, people, pronouns, wording
from studyguide.rules.metrics import Profile, profile
from studyguide.rules.suppress import UNKNOWN_RULE, UNUSED_ALLOW, set_aside

__all__ = ["RULES", "Finding", "Profile", "Rule", "Verdict", "profile", "review", "rule"]

RULES: tuple[Rule, ...] = (
    form.STACKED,
    form.CLOSED,
    wording.LEADING,
    anchoring.UNANCHORED,
    form.VAGUE,
    form.DOUBLE_BARRELLED,
    form.TOO_LONG,
    people.SPOTLIGHT,
    wording.LOADED,
    wording.CONSENSUS,
    pronouns.DANGLING,
    wording.DOUBLE_NEGATIVE,
    anchoring.ACRONYM,
    form.FORCED,
    anchoring.TRIVIA,
    people.IDIOM,
    balance.NO_INTERPRETIVE,
    # Checks on passages and quotes would rank here, but need the essay's text: see essay.resolve.
    completeness.OVER_TIME,
    completeness.NEAR_DUPLICATE,
    balance.ONE_SIDED,
    balance.FEW_INTERPRETIVE,
    balance.MANY_FACTUAL,
    balance.EVALUATIVE_FIRST,
    balance.NO_EVALUATIVE,
    balance.SEVERAL_FOCUSES,
    completeness.FEW_FOLLOW_UPS,
    balance.NO_QUIET_START,
    completeness.NO_OPENING,
    completeness.NO_CLOSING,
    completeness.LONG_SENTENCES,
    completeness.UNUSED_TERM,
    UNKNOWN_RULE,
    UNUSED_ALLOW,
)
"""Every rule, most useful first."""

SUPPRESSES: dict[str, str] = {
    "leading-form": "closed-question",
    "forced-choice": "closed-question",
    "stacked-questions": "double-barrelled",
}
"""For each rule here, the one it silences: it says the same about that question, and more."""

_CODES = tuple(rule.code for rule in RULES)
_USEFULNESS = {code: at for at, code in enumerate(_CODES)}
_ORDER = {
    field: at for part in (Question, Section, Guide) for at, field in enumerate(part.model_fields)
}


def rule(code: str) -> Rule | None:
    """The rule with this code, or None if there is none."""
    return RULES[_USEFULNESS[code]] if code in _USEFULNESS else None


def _in_text(verdict: Verdict) -> tuple[tuple[tuple[int, str], ...], int]:
    """A sort key that puts verdicts in text order and, at the same place, most useful first."""
    where = verdict.finding.where
    steps = [
        (step, "") if isinstance(step, int) else (_ORDER.get(step, len(_ORDER)), step)
        for step in where
    ]
    return tuple(steps), _USEFULNESS[verdict.code]


def _overruled(found: tuple[Verdict, ...]) -> set[tuple[Where, str]]:
    return {
        (verdict.finding.where, SUPPRESSES[verdict.code])
        for verdict in found
        if verdict.code in SUPPRESSES
    }


def review(guide: Guide) -> tuple[Verdict, ...]:
    """Everything a good editor would say about a guide, in text order.

    Leaves out rules that don't know the guide's language and whatever the guide sets aside with
    `allow`; an allow that silences nothing gets a verdict of its own. Never raises.
    """
    found = tuple(
        Verdict(rule, finding)
        for rule in RULES
        if rule.speaks(guide.language)
        for finding in rule.look(guide)
    )
    overruled = _overruled(found)
    kept = (verdict for verdict in found if (verdict.finding.where, verdict.code) not in overruled)
    return tuple(sorted(set_aside(guide, found, kept, _CODES), key=_in_text))
