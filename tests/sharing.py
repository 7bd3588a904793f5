"""What every plan promises about its minutes: who has them, and who gives them up."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import reckoning
from case import Case

from studyguide.guide.model import Core
from studyguide.planning.frame import Step

Broken = Iterator[str]


def as_many_questions_as_suit_the_time(case: Case) -> Broken:
    limit = max(case.insisted, reckoning.limit(case.meeting.minutes))
    if len(case.kept) > limit:
        yield f"{len(case.kept)} questions, and {limit} are enough"
    more = case.ranked[: len(case.kept) + 1]
    free = not case.meeting.questions and len(case.kept) < min(limit, len(case.ranked))
    if free and case.needed(more) <= case.meeting.minutes:
        yield f"question {more[-1].number} is left out though there is time"
    if case.ranked and not case.kept:
        yield "there is no question at all"


def an_ordinary_meeting_is_filled_in_order(case: Case) -> Broken:
    if not case.ordinary:
        return
    wishes = reckoning.wishes(case.guide, case.meeting, len(case.kept))
    extra = {step: case.frame.get(step, 0) - case.lean.get(step, 0) for step, _ in wishes}
    granted = [step for step, _ in wishes if extra[step]]
    if granted != [step for step, _ in wishes][: len(granted)]:
        yield "a part of the frame is back before its turn"
    if any(extra[step] not in (0, minutes) for step, minutes in wishes):
        yield "a part of the frame is half back"
    steps = {*case.lean, *extra, Step.BUFFER}
    if not {*case.lean, Step.BUFFER} <= case.frame.keys() <= steps:
        yield "a part of the frame is missing, or one too many"
    spare = case.meeting.minutes - case.needed(case.kept) - sum(extra.values())
    if case.plan.over or case.plan.in_hand < case.tenth:
        yield "less than a tenth of the meeting is in hand"
    # A single question takes the time before the group's own questions do.
    own = [step for step, _ in wishes].index(Step.OWN_QUESTIONS)
    spare -= _alone(case) if len(granted) >= own else 0
    if granted != [step for step, _ in wishes] and wishes[len(granted)][1] <= spare:
        yield f"{wishes[len(granted)]} has no place, though {spare} minutes are spare"


def questions_lengthen_from_the_top(case: Case) -> Broken:
    if not case.ordinary:
        return
    longest = 45 if len(case.kept) == 1 else 20
    full = {at: max(case.usual[at], longest) for at in case.untimed}
    if any(not case.usual[at] <= case.talk[at] <= full[at] for at in case.untimed):
        yield "a question is shorter than usual, or too long"
    for before, after in pairwise(case.untimed):
        if case.talk[after] > case.usual[after] and case.talk[before] < full[before]:
            yield f"question {after} is lengthened before {before}"
    for at in case.untimed if case.plan.in_hand > case.tenth else ():
        if case.talk[at] < full[at]:
            yield f"time is in hand that question {at} could use"


def _alone(case: Case) -> int:
    """The minutes that a single question could use beyond its usual ones."""
    if len(case.kept) != 1 or not case.untimed:
        return 0
    full = {at: max(45, minutes) for at, minutes in case.usual.items()}
    return case.length(case.kept, full) - case.length(case.kept, case.usual)


def a_single_question_takes_the_time(case: Case) -> Broken:
    extras = {Step.OWN_QUESTIONS, Step.DEBRIEF} & case.frame.keys()
    if case.ordinary and len(case.kept) == 1 and extras:
        for at in case.untimed:
            if case.talk[at] < 45:
                yield f"{extras} come before question {at} has its time"


def a_pressed_meeting_gives_up_its_frame_in_order(case: Case) -> Broken:
    if case.ordinary:
        return
    if len(case.kept) != max(case.insisted, min(1, len(case.ranked))):
        yield f"{len(case.kept)} questions are planned"
    spare = _spare_at_usual_length(case)
    if spare < 0:
        return
    # The questions have their usual minutes: what is spare goes to the opening, which is whole or
    # gone, to the closing, and to the content note.
    given, opening = {Step.CLOSING: 1, Step.FRAMING: 3}, case.lean.get(Step.OPENING, 0)
    if opening and spare >= opening:
        given[Step.OPENING] = opening
        spare -= opening
    given[Step.CLOSING] += min(2, spare)
    spare -= min(2, spare)
    if case.guide.content_note and spare >= 2:
        given[Step.FRAMING] += 2
        spare -= 2
    rest = {step: case.lean[step] for step in case.lean if step not in (*given, Step.OPENING)}
    if case.frame != rest | given | {Step.BUFFER: 1 + spare}:
        yield f"the frame is {case.frame}"
    if any(case.talk[at] != case.usual[at] for at in case.untimed):
        yield "a question is shortened before the frame"


def _spare_at_usual_length(case: Case) -> int:
    """What is left beside a minute in hand and the smallest frame; below 0 if it's too little."""
    return case.meeting.minutes - 1 - _smallest(case) - case.length(case.kept, case.usual)


def _smallest(case: Case) -> int:
    """The lean frame without the opening, its closing a minute long."""
    return sum(case.lean.values()) - case.lean.get(Step.OPENING, 0) - 2


def only_the_last_resort_is_to_shorten_questions(case: Case) -> Broken:
    if case.ordinary or _spare_at_usual_length(case) >= 0:
        return
    least = _smallest(case) + case.length(case.kept, case.least)
    over, hand = least - case.meeting.minutes, min(1, case.meeting.minutes - least)
    if case.plan.over != max(0, over) or case.plan.in_hand != max(0, hand):
        yield f"it runs {case.plan.over} over with {case.plan.in_hand} in hand"
    if hand < 1 and not case.insisted:
        yield "nothing is in hand, and nobody insists"
    if hand < 1 and case.talk != case.least:
        yield "it is full, and a question is longer than it must be"
    frame = {step: minutes for step, minutes in case.lean.items() if step is not Step.OPENING}
    if {s: m for s, m in case.frame.items() if s is not Step.BUFFER} != frame | {Step.CLOSING: 1}:
        yield "a question is shortened, and the frame is not the smallest"
    if any(not case.least[at] <= case.talk[at] <= case.usual[at] for at in case.untimed):
        yield "a question is too short or too long"


def pressed_questions_share_what_is_left(case: Case) -> Broken:
    if case.ordinary:
        return
    tabled = {core.number for core in case.kept if case.tabled(core)}
    for place, at in enumerate(case.untimed):
        # Six minutes and the harvest of all the tables are nine.
        if case.talk[at] == case.least[at] or (at in tabled and case.talk[at] == 9):
            continue
        waiting = [one for one in case.untimed if case.talk[one] < case.usual[one]]
        for other in waiting:
            ahead = place < case.untimed.index(other)
            if case.talk[at] > case.talk[other] + ahead:
                yield f"question {at} has minutes that {other} should have"


def what_could_come_back_fits(case: Case) -> Broken:
    back, left = case.plan.bring_back, [one.core for one in case.plan.left_out]
    if back and case.meeting.questions:
        yield "more questions are offered than the author wants"
    if list(back) != left[: len(back)]:
        yield "the offer is out of turn"
    room = case.plan.in_hand - case.tenth
    costs = [_cost(case, left[:number]) for number in range(len(back) + 2)]
    if back and costs[len(back)] > room:
        yield f"{len(back)} questions take {costs[len(back)]} minutes, and {room} are to spare"
    if len(left) > len(back) and not case.meeting.questions and costs[len(back) + 1] <= room:
        yield f"question {left[len(back)].number} would fit, too"


def _cost(case: Case, more: Sequence[Core]) -> int:
    talk = case.usual | case.talk
    return case.length([*case.kept, *more], talk) - case.length(case.kept)
