"""Which draft questions a guide offers: the six best of each section, mixed, and the next few."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from studyguide.authoring.offers import Offer
from studyguide.guide.fields import Kind
from studyguide.guide.model import Guide
from studyguide.rules import review

BEST, OTHERS = 6, 6
"""How many questions a section offers, and how many more stand below them as comments."""
MOST_EVALUATIVE = 2
"""Of a section's six: most of a talk goes to what the text means."""
_SAME_MOVE, _SAME_PATTERN, _SAME_PARAGRAPH, _EARLIER = 0.22, 0.5, 0.06, 0.13
_SIMILAR = 0.66
_JUDGED = 80
"""How many offers of a section the rules look at: more than are ever taken."""


@dataclass
class Taken:
    """What the guide offers so far, so that it does not repeat itself."""

    offers: list[Offer] = field(default_factory=list)
    patterns: Counter[str] = field(default_factory=Counter)

    def take(self, offer: Offer) -> None:
        """Counts the offer as one of the guide."""
        self.offers.append(offer)
        self.patterns[offer.pattern] += 1


def best(
    offers: Sequence[Offer], paragraphs: Sequence[int], taken: Taken
) -> tuple[list[Offer], list[Offer]]:
    """The best six of a section's offers in the order to ask them, and all that were not taken.

    A good draft loses by every one taken before it that is like it: the same move, the same
    pattern, the same paragraph. No sentence gets more than two of the six, and no quote two; one
    at least asks for a judgement. No rule complains of what is given. `paragraphs` gives the
    paragraph of every sentence of the essay; `taken` is what the sections before it have, and is
    added to.
    """
    sound = _sound([one for one in offers if not _said(one, taken.offers)])
    here: list[Offer] = []
    for chosen in _in_turn(sound, paragraphs, taken, here):
        if len(here) == BEST - 1 and not any(one.kind is Kind.EVALUATIVE for one in here):
            judging = [one for one in sound if one.kind is Kind.EVALUATIVE]
            chosen = next(_in_turn(judging, paragraphs, taken, here), chosen)
        here.append(chosen)
        if len(here) == BEST:
            break
    ordered = _ordered(here, taken)
    for offer in ordered:
        taken.take(offer)
    return ordered, [offer for offer in sound if offer not in here]


def others(
    rest: Sequence[Offer], best: Sequence[Offer], paragraphs: Sequence[int], taken: Taken
) -> list[Offer]:
    """The next six of what a section's best left over."""
    found: list[Offer] = []
    here = list(best)
    rest = [one for one in rest if not _said(one, taken.offers)]
    for chosen in _in_turn(rest, paragraphs, taken, here, lenient=True):
        here.append(chosen)
        found.append(chosen)
        if len(found) == OTHERS:
            break
    for offer in found:
        taken.take(offer)
    return found


def _sound(offers: Sequence[Offer]) -> list[Offer]:
    """Those of which no rule complains."""
    candidates = _promising(offers)
    if not candidates:
        return []
    questions = [
        {"ask": one.ask, "kind": one.kind, "follow_ups": one.follow_ups} for one in candidates
    ]
    section = {"title": "A section", "passage": "1", "questions": questions}
    guide = Guide.model_validate({"essay": "An essay", "sections": [section]})
    bad = {
        verdict.finding.where[3]
        for verdict in review(guide)
        if len(verdict.finding.where) > 3 and verdict.code != "near-duplicate"
    }
    return [one for at, one in enumerate(candidates) if at not in bad]


def _promising(offers: Sequence[Offer]) -> list[Offer]:
    """The best few of every pattern, so that a frequent move doesn't crowd the others out."""
    uses: Counter[str] = Counter()
    found: list[Offer] = []
    for offer in offers:
        uses[offer.pattern] += 1
        if uses[offer.pattern] <= 6:
            found.append(offer)
    return found[:_JUDGED]


def _in_turn(
    offers: Sequence[Offer],
    paragraphs: Sequence[int],
    taken: Taken,
    here: list[Offer],
    *,
    lenient: bool = False,
) -> Iterator[Offer]:
    """One offer after the other, each the best beside those in `here`, to which the caller adds."""
    waiting, looked = list(offers), 0
    while waiting:
        fresh, looked = here[looked:], len(here)
        waiting = [one for one in waiting if not _said(one, fresh)]
        fitting = [one for one in waiting if lenient or _fits(one, here)]
        if not fitting:
            return
        best = max(fitting, key=lambda one: (_value(one, paragraphs, taken, here), -one.first))
        waiting.remove(best)
        yield best


def _said(offer: Offer, others: Iterable[Offer]) -> bool:
    """Whether one of the others asks nearly the same."""
    return any(alike(offer.ask, one.ask) for one in others)


def _fits(offer: Offer, here: Sequence[Offer]) -> bool:
    if any(one.pattern == offer.pattern for one in here):
        return False
    about = [one for one in here if one.last == offer.last]
    if len(about) >= 2 or any(one.quote == offer.quote for one in about):
        return False
    evaluative = sum(one.kind is Kind.EVALUATIVE for one in here)
    return offer.kind is not Kind.EVALUATIVE or evaluative < MOST_EVALUATIVE


def _value(offer: Offer, paragraphs: Sequence[int], taken: Taken, here: Sequence[Offer]) -> float:
    return (
        offer.score
        - _SAME_MOVE * sum(one.move == offer.move for one in here)
        - _SAME_PATTERN * sum(one.pattern == offer.pattern for one in here)
        - _SAME_PARAGRAPH * sum(paragraphs[one.last] == paragraphs[offer.last] for one in here)
        - _EARLIER * taken.patterns[offer.pattern]
    )


def _ordered(best: Iterable[Offer], taken: Taken) -> list[Offer]:
    """Best first, judgements after readings; never the pattern that the section before ends on."""
    ordered = sorted(best, key=lambda one: one.kind is Kind.EVALUATIVE)
    if taken.offers and ordered and ordered[0].pattern == taken.offers[-1].pattern:
        ordered.append(ordered.pop(0)) if len(ordered) > 1 else ordered.clear()
        ordered.sort(key=lambda one: one.kind is Kind.EVALUATIVE)
    return ordered


def alike(one: str, two: str) -> bool:
    """Whether two questions are nearly the same."""
    mine, theirs = _words(one), _words(two)
    return len(mine & theirs) > _SIMILAR * len(mine | theirs)


@lru_cache(maxsize=16384)
def _words(ask: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\s“”?.,]+", ask.lower()))
