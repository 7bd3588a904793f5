"""What the planner promises for any guide and any meeting."""

import pytest
import reckoning
from hypothesis import assume, given, settings
from meetings import least_minutes
from promises import broken
from strategies import MINUTES, evenings, many

from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Guide
from studyguide.planning.plan import Plan, plan
from studyguide.planning.ranking import ranking
from studyguide.problems import StudyguideError

Evening = tuple[Guide, Meeting]
EVENINGS = settings(max_examples=many(100), deadline=None)


def planned(guide: Guide, meeting: Meeting, **changes: int) -> Plan:
    """The plan; an evening too short for one is none of the property's business."""
    try:
        return plan(guide, meeting.model_copy(update=changes))
    except StudyguideError as error:
        assume(error.problems[0].code != "meeting-too-short")
        raise


def kept(planned: Plan) -> set[int]:
    return {core.number for core in planned.kept}


@settings(max_examples=many(400), deadline=None)
@given(evenings())
def test_every_plan_keeps_every_promise(evening: Evening) -> None:
    assert broken(*evening, planned(*evening), ranking(evening[0])) == []


@EVENINGS
@given(evenings())
def test_the_least_minutes_work_and_one_less_does_not(evening: Evening) -> None:
    guide, meeting = evening
    least = least_minutes(guide, meeting)
    assert least == reckoning.least_minutes(guide, meeting, ranking(guide))
    assert plan(guide, meeting.model_copy(update={"minutes": least})).rows
    if least > 15 and not reckoning.insisted(ranking(guide), meeting):
        with pytest.raises(StudyguideError, match=rf"takes {least}\b.*meeting-too-short"):
            plan(guide, meeting.model_copy(update={"minutes": least - 1}))


@EVENINGS
@given(evenings(), MINUTES, MINUTES)
def test_a_longer_meeting_never_loses_a_question(evening: Evening, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    before = planned(*evening, minutes=shorter)
    assert kept(before) <= kept(planned(*evening, minutes=longer))


@settings(max_examples=many(10), deadline=None)
@given(evenings())
def test_minute_by_minute_no_question_is_lost(evening: Evening) -> None:
    guide, meeting = evening
    before: set[int] = set()
    for minutes in range(least_minutes(guide, meeting), 481):
        longer = kept(plan(guide, meeting.model_copy(update={"minutes": minutes})))
        assert before <= longer
        before = longer


@EVENINGS
@given(evenings())
def test_a_longer_meeting_never_runs_over_by_more(evening: Evening) -> None:
    guide, meeting = evening
    over = planned(guide, meeting).over
    longer = plan(guide, meeting.model_copy(update={"minutes": meeting.minutes + 1}))
    # Once it fits at all, it needn't run over, since its frame can be smaller than the lean one.
    assert longer.over in (0, over - 1)


@EVENINGS
@given(evenings())
def test_the_same_evening_is_planned_the_same_twice(evening: Evening) -> None:
    guide, meeting = evening
    first = planned(guide, meeting)
    assert first == plan(guide.model_copy(deep=True), meeting.model_copy(deep=True))
