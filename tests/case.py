"""A plan beside what it was made from, with what its promises are reckoned from."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import reckoning

from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan


class Case:
    """A plan with what it was made from, and what is reckoned about it again and again."""

    def __init__(self, guide: Guide, meeting: Meeting, plan: Plan, ranked: Sequence[Core]) -> None:
        self.guide, self.meeting, self.plan, self.ranked = guide, meeting, plan, ranked
        self.talk = {row.core.number: row.minutes for row in plan.rows if row.core}
        self.kept = self.ranked[: len(self.talk)]
        """In the order of the ranking."""
        between = (Step.QUESTION, Step.MOVING, Step.HARVEST)
        self.frame = {row.step: row.minutes for row in plan.rows if row.step not in between}
        """What is around the questions, and the break."""
        self.tenth = reckoning.tenth(meeting.minutes)

    @cached_property
    def lean(self) -> dict[Step, int]:
        return reckoning.lean(self.guide, self.meeting)

    @cached_property
    def insisted(self) -> int:
        return reckoning.insisted(self.ranked, self.meeting)

    @cached_property
    def usual(self) -> dict[int, int]:
        return {
            core.number: reckoning.usual(core.question, self.meeting) for core in self.guide.core
        }

    @cached_property
    def least(self) -> dict[int, int]:
        return {core.number: reckoning.least(core.question, self.meeting) for core in self.kept}

    @cached_property
    def floor(self) -> dict[int, int]:
        """The minutes down to which a late start may shorten each question."""
        fewest = {
            core.number: reckoning.fewest(core.question, self.meeting, at < self.insisted)
            for at, core in enumerate(self.kept)
        }
        return {at: min(minutes, fewest[at]) for at, minutes in self.talk.items()}

    def tabled(self, core: Core) -> bool:
        """Whether a question is talked about at several tables."""
        return len(reckoning.seated(core.question, self.meeting)) > 1

    def needed(self, cores: Sequence[Core]) -> int:
        """Minutes for these questions in the lean frame, each at its usual length, and the time in
        hand."""
        return sum(self.lean.values()) + self.length(cores, self.usual) + self.tenth

    def length(self, cores: Sequence[Core], talk: Mapping[int, int] | None = None) -> int:
        """Minutes for these questions, as planned or as in `talk`, and for what is between them."""
        return reckoning.length(cores, self.talk if talk is None else talk, self.meeting)

    @cached_property
    def ordinary(self) -> bool:
        """Whether the meeting holds what it keeps without any pinching."""
        return self.needed(self.kept) <= self.meeting.minutes

    @property
    def untimed(self) -> list[int]:
        """The questions without minutes of their author, in the order of the ranking."""
        return [core.number for core in self.kept if core.question.minutes is None]
