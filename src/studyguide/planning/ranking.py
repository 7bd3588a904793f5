"""The ranking of core questions, from the one a meeting should keep longest."""

from heapq import heapify, heappop, heapreplace

from studyguide.guide.fields import Keep, Kind, Side
from studyguide.guide.model import Core, Guide


def ranking(guide: Guide) -> tuple[Core, ...]:
    """All core questions, the one to keep longest first; the first is the meeting's focus.

    The order: the focus; those marked `always`; then, one at a time, whichever brings a section not
    yet covered, a side not yet heard or a kind not yet present; `usually` before `if-time`; text
    order. Among questions kept alike, factual ones come last: a marked focus and `always` are the
    author's own choice and outrank the kind.
    """
    place = [place for place, section in enumerate(guide.sections) for _ in section.questions]
    focus = _focus(guide)
    covered: set[int] = set()
    # A neutral question takes no side, so it never adds one that is still missing.
    heard: set[Side | None] = {Side.NEUTRAL, None}
    kinds: set[Kind] = set()

    def rank(core: Core) -> tuple[int, ...]:
        question = core.question
        return (
            core is not focus,
            question.keep is not Keep.ALWAYS,
            question.kind is Kind.FACTUAL,
            place[core.number - 1] in covered,
            question.side in heard,
            question.kind in kinds,
            question.keep is Keep.IF_TIME,
            core.number,
        )

    # A rank only ever gets worse, so if the best stored rank still holds, that one is next. This
    # ranks a guide of a hundred thousand lines in a second rather than an hour.
    waiting = [(rank(core), core.number) for core in guide.core]
    heapify(waiting)
    ranked: list[Core] = []
    while waiting:
        known, number = waiting[0]
        core = guide.core[number - 1]
        if (now := rank(core)) != known:
            heapreplace(waiting, (now, number))
            continue
        heappop(waiting)
        ranked.append(core)
        covered.add(place[number - 1])
        heard.add(core.question.side)
        kinds.add(core.question.kind)
    return tuple(ranked)


def _focus(guide: Guide) -> Core | None:
    """The first question marked as the focus, or else the first interpretive one, if any."""
    marked = (core for core in guide.core if core.question.focus)
    interpretive = (core for core in guide.core if core.question.kind is Kind.INTERPRETIVE)
    return next(marked, None) or next(interpretive, None)
