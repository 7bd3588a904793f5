"""What every plan promises for an evening that begins late: what is saved, and that it's enough."""

from collections.abc import Iterator, Mapping, Sequence

import reckoning
from case import Case

from studyguide.guide.fields import Keep
from studyguide.guide.model import Core
from studyguide.planning.frame import Step
from studyguide.planning.late import Late

Broken = Iterator[str]
SEATS = (Step.MOVING, Step.HARVEST)
"""What is there for several questions, and needless without them."""


class Told:
    """One piece of advice, with what is reckoned about it."""

    def __init__(self, case: Case, late: Late) -> None:
        self.case, self.late = case, late
        self.must = late.minutes - case.plan.in_hand
        self.around = [(one.step, one.minutes) for one in late.savings if one.step in case.frame]
        asked = [(one.core.number, one.minutes) for one in late.savings if one.core]
        self.shorter = {number: minutes for number, minutes in asked if minutes}
        self.skipped = [number for number, minutes in asked if not minutes]
        self.left = [core for core in case.kept if core.number not in self.skipped]
        self.talk = case.talk | self.shorter

    def won(
        self, around: Sequence[tuple[Step, int]], left: Sequence[Core], talk: Mapping[int, int]
    ) -> int:
        """The minutes that it wins to do this instead of what is planned."""
        frame = sum(self.case.frame[step] - minutes for step, minutes in around)
        return frame + self.case.length(self.case.kept) - self.case.length(left, talk)

    def shortest(self, left: Sequence[Core]) -> Mapping[int, int]:
        """The questions as short as they may be; a harvest in one may be shorter than one for all
        of them."""
        floor = self.case.floor
        tabled = [core.number for core in left if self.case.tabled(core)]
        ways = [floor, *(floor | {at: 9} for at in tabled if floor[at] < 9 <= self.case.talk[at])]
        return min(ways, key=lambda way: self.case.length(left, way))


def late_advice_is_there(case: Case) -> Broken:
    over = case.plan.over
    if [one.minutes for one in case.plan.late] != ([over] if over else [5, 10, 15, 20]):
        yield "advice is missing"


def late_advice_wins_what_it_says(case: Case) -> Broken:
    for one in case.plan.late:
        told = Told(case, one)
        won = told.won(told.around, told.left, told.talk)
        if (
            any(each.won < 1 for each in one.savings)
            or sum(each.won for each in one.savings) != won
        ):
            yield f"{one.minutes} minutes: it wins {won}, and says something else"
        if one.missing != max(0, told.must - won):
            yield f"{one.minutes} minutes: {one.missing} are said to be missing"
        seats = {step: sum(e.won for e in one.savings if e.step is step) for step in SEATS}
        moved = reckoning.moved(case.kept, case.meeting) - reckoning.moved(told.left, case.meeting)
        apart = any(row.step is Step.HARVEST for row in case.plan.rows)
        silent = apart and not any(case.tabled(core) for core in told.left)
        if seats != {Step.MOVING: moved, Step.HARVEST: 3 * silent}:
            yield f"{one.minutes} minutes: {seats} are won between questions"


def late_savings_come_in_order(case: Case) -> Broken:
    for one in case.plan.late:
        told, every = Told(case, one), list(_around(case))
        before = f"{one.minutes} minutes: "
        if told.around != [each for each in every if each in told.around]:
            yield f"{before}out of turn around the questions"
        if told.skipped != _skippable(case)[: len(told.skipped)]:
            yield f"{before}skipped are {told.skipped}"
        wrong = [at for at in told.shorter if not case.floor[at] <= told.talk[at] < case.talk[at]]
        if wrong or set(told.shorter) & set(told.skipped):
            yield f"{before}questions {wrong} are shortened too much"
        if (told.shorter or one.missing) and told.around != every:
            yield f"{before}a question is shortened before anything else"
        if one.missing and told.skipped != _skippable(case):
            yield f"{before}the end moves, and a question could be skipped"
        best = told.won(told.around, told.left, told.shortest(told.left))
        if one.missing and best != told.won(told.around, told.left, told.talk):
            yield f"{before}the end moves, and a question could be shortened"
        for earlier in told.skipped[-1:]:
            left = [core for core in case.kept if core in told.left or core.number == earlier]
            if told.won(every, left, told.shortest(left)) >= told.must:
                yield f"{before}question {earlier} is skipped, and shortening would do"


def late_savings_are_needed(case: Case) -> Broken:
    for one in case.plan.late:
        told, needed = Told(case, one), list(_around(case))
        for each in reversed(tuple(needed)):
            without = [other for other in needed if other != each]
            if told.won(without, told.left, told.talk) >= told.must:
                needed = without
        if told.around != needed:
            yield f"{one.minutes} minutes: {told.around} instead of {needed}"
        for at, minutes in told.shorter.items():
            for longer in range(minutes + 1, case.talk[at] + 1):
                talk = told.talk | {at: longer}
                won = told.won(told.around, told.left, talk)
                if won >= min(told.must, told.won(told.around, told.left, told.talk)):
                    yield f"{one.minutes} minutes: question {at} could have {longer} minutes"


def the_longest_question_is_shortened_first(case: Case) -> Broken:
    for one in case.plan.late:
        told = Told(case, one)
        left = [core.number for core in told.left]
        tabled = {core.number for core in told.left if case.tabled(core)}
        for place, at in enumerate(left):
            # Nine minutes at tables hold the harvest of all.
            floor = [case.floor[at], *([9] if at in tabled else [])]
            if told.talk[at] in floor:
                continue
            for other in told.shorter:
                ahead = place < left.index(other)
                if told.talk[at] > told.talk[other] + ahead:
                    yield f"{one.minutes} minutes: {other} is shortened, and {at} is longer"


def whoever_does_what_is_told_ends_on_time(case: Case) -> Broken:
    for one in case.plan.late:
        asked = {each.core.number: each.minutes for each in one.savings if each.core}
        around = {each.step: each.minutes for each in one.savings if not each.core}
        between = {step: sum(e.won for e in one.savings if e.step is step) for step in SEATS}
        now, begins = 0 if case.plan.over else one.minutes, 0
        for row in case.plan.rows:
            if row.step is Step.CLOSING:
                begins = now - sum(between.values())
            if row.core:
                now += asked.get(row.core.number, row.minutes)
            elif row.step is not Step.BUFFER:
                now += row.minutes if row.step in SEATS else around.get(row.step, row.minutes)
        now -= sum(between.values())
        if now > case.meeting.minutes + one.missing:
            yield f"{one.minutes} minutes: the end is at {now}"
        (closing,) = [row for row in case.plan.rows if row.step is Step.CLOSING]
        if begins > case.plan.latest(closing) + one.missing:
            yield f"{one.minutes} minutes: the closing begins at {begins}"


def whoever_begins_at_the_latest_ends_on_time(case: Case) -> Broken:
    plan, end = case.plan, case.meeting.minutes + case.plan.over
    for at, row in enumerate(plan.rows):
        rest = sum(one.minutes for one in plan.rows[at:] if one.step is not Step.BUFFER)
        if row.step is Step.CLOSING:
            # Whatever happened before, its lean form is held, and then everybody goes.
            rest = min(row.minutes, 3)
        if row.step is not Step.BUFFER and plan.latest(row) + rest != end:
            yield f"{row.step} at {plan.latest(row)} does not end on time"


def _around(case: Case) -> Iterator[tuple[Step, int]]:
    """What may be saved around the questions, in order: extras, then rounds."""
    arrivals = () if case.plan.over else (Step.ARRIVALS,)
    for step in (*arrivals, Step.OWN_QUESTIONS, Step.DEBRIEF, Step.BREAK):
        if step in case.frame:
            yield step, 0
    for step, least in ((Step.OPENING, 4), (Step.CLOSING, 3)):
        if case.frame.get(step, 0) > least:
            yield step, least


def _skippable(case: Case) -> list[int]:
    """The questions that may be skipped, from the end of the ranking."""
    return [core.number for core in case.kept[:0:-1] if core.question.keep is not Keep.ALWAYS]
