"""The ranking of core questions, from the one a meeting should keep longest."""

from collections import defaultdict
from heapq import heapify, heappop, heappush, heapreplace

from studyguide.guide.fields import Keep, Kind, Side
from studyguide.guide.model import Core, Guide

KEPT: tuple[Keep | None, ...] = (Keep.ALWAYS, Keep.USUALLY, None, Keep.IF_TIME)
"""What an author says about keeping a question, the strongest first."""

Rank = tuple[int, ...]


def ranking(guide: Guide) -> tuple[Core, ...]:
    """All core questions, the one to keep longest first.

    The order: the marked focus; `always`, `usually`, unmarked, `if-time`. Within each: the focus if
    none is marked; then, one at a time, whichever brings a section not yet covered, isn't factual,
    brings a side not yet heard or a kind not yet present; text order. An evaluative question comes
    after an interpretive one of its section, if there is one, unless it is the focus or `always`.
    """
    return _Ranking(guide).ranked()


def focus(guide: Guide) -> Core | None:
    """The question the meeting is built around: the first marked one, or else the first
    interpretive one among those the author most wants to keep; None if there is neither."""
    marked = (core for core in guide.core if core.question.focus)
    interpretive = (core for core in guide.core if core.question.kind is Kind.INTERPRETIVE)
    return next(marked, None) or min(interpretive, key=_kept, default=None)


def _kept(core: Core) -> int:
    return KEPT.index(core.question.keep)


class _Ranking:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.place = [
            at
            for at, section in enumerate(guide.sections)
            for question in section.questions
            if not question.draft
        ]
        self.focus = focus(guide)
        self.covered: set[int] = set()
        # A neutral question takes no side, so it never adds one that is still missing.
        self.heard: set[Side | None] = {Side.NEUTRAL, None}
        self.kinds: set[Kind] = set()
        self.interpretive: dict[int, list[Core]] = defaultdict(list)
        for core in guide.core:
            if core.question.kind is Kind.INTERPRETIVE:
                self.interpretive[self._section(core)].append(core)
        self.grounded: set[int] = set()
        """Sections of which an interpretive question is ranked already."""

    def _section(self, core: Core) -> int:
        return self.place[core.number - 1]

    def rank(self, core: Core) -> Rank:
        question, focal = core.question, core is self.focus
        return (
            not (focal and question.focus),
            _kept(core),
            not focal,
            self._section(core) in self.covered,
            question.kind is Kind.FACTUAL,
            question.side in self.heard,
            question.kind in self.kinds,
            core.number,
        )

    def ranked(self) -> tuple[Core, ...]:
        # A rank only ever gets worse, so if the best stored rank still holds, that one is next.
        # This ranks a guide of a hundred thousand lines in a second rather than an hour.
        waiting = [(self.rank(core), core.number) for core in self.guide.core]
        heapify(waiting)
        ranked: dict[int, Core] = {}
        while waiting:
            known, number = waiting[0]
            core = self.guide.core[number - 1]
            if number in ranked:
                heappop(waiting)
            elif (now := self.rank(core)) != known:
                heapreplace(waiting, (now, number))
            else:
                heappop(waiting)
                first = self._before(core)
                if first is not core:
                    heappush(waiting, (known, number))
                ranked[first.number] = first
                self._note(first)
        return tuple(ranked.values())

    def _before(self, core: Core) -> Core:
        """The question itself, or the interpretive one that has to come before it."""
        section, question = self._section(core), core.question
        free = question.keep is Keep.ALWAYS or core is self.focus
        if question.kind is not Kind.EVALUATIVE or free or section in self.grounded:
            return core
        return min(self.interpretive[section], key=self.rank, default=core)

    def _note(self, core: Core) -> None:
        self.covered.add(self._section(core))
        self.heard.add(core.question.side)
        self.kinds.add(core.question.kind)
        if core.question.kind is Kind.INTERPRETIVE:
            self.grounded.add(self._section(core))
