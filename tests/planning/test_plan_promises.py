"""What the planner promises for any guide and any meeting."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import MINUTES, evenings, many

from studyguide.guide.model import Core, Guide, Meeting
from studyguide.planning import timing
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan, Why, least_minutes, plan
from studyguide.planning.ranking import ranking
from studyguide.planning.timing import Turn
from studyguide.problems import StudyguideError

EVENINGS = settings(max_examples=many(100), deadline=None)


def planned(guide: Guide, meeting: Meeting, questions: int | None = None) -> Plan:
    """The plan; an evening too short for one is none of the property's business."""
    try:
        return plan(guide, meeting, questions=questions)
    except StudyguideError as error:
        assume(error.problems[0].code != "meeting-too-short")
        raise


def numbers(cores: tuple[Core, ...]) -> list[int]:
    return [core.number for core in cores]


@EVENINGS
@given(evenings())
def test_the_least_minutes_work_and_one_less_does_not(evening: tuple[Guide, Meeting]) -> None:
    guide, meeting = evening
    least = least_minutes(guide, meeting)
    if least <= 480:
        assert plan(guide, meeting.model_copy(update={"minutes": least})).rows
    if least > 15:
        with pytest.raises(StudyguideError, match=rf"takes {least}\b.*meeting-too-short"):
            plan(guide, meeting.model_copy(update={"minutes": least - 1}))


@EVENINGS
@given(evenings())
def test_the_rows_fill_the_meeting_without_gaps_or_overlaps(evening: tuple[Guide, Meeting]) -> None:
    rows = planned(*evening).rows
    assert rows[0].start == 0
    assert all(row.end == after.start for row, after in pairwise(rows))
    assert rows[-1].end == evening[1].minutes == sum(row.minutes for row in rows)
    assert all(row.minutes > 0 for row in rows)


@EVENINGS
@given(evenings())
def test_a_protocols_steps_fill_its_question(evening: tuple[Guide, Meeting]) -> None:
    for row in planned(*evening).rows:
        if row.core:
            assert sum(stage.minutes for stage in row.steps) == row.minutes
            assert all(stage.minutes > 0 for stage in row.steps)
            reports = [stage.minutes for stage in row.steps if stage.turn is Turn.REPORT]
            assert sum(reports) == row.reporting == row.groups * timing.REPORT


@EVENINGS
@given(evenings(), st.none() | st.integers(1, 20))
def test_kept_is_the_beginning_of_the_ranking_and_left_out_the_rest(
    evening: tuple[Guide, Meeting], questions: int | None
) -> None:
    result, ranked = planned(*evening, questions), numbers(ranking(evening[0]))
    left = [each.core.number for each in result.left_out]
    assert numbers(result.kept) == sorted(ranked[: len(result.kept)])
    assert left == ranked[len(result.kept) :]
    assert len(result.kept) <= (questions or timing.question_limit(result.meeting.minutes))


@EVENINGS
@given(evenings())
def test_the_next_question_really_has_no_room(evening: tuple[Guide, Meeting]) -> None:
    guide, meeting = evening
    result = planned(guide, meeting)
    missing = [each.core for each in result.left_out if each.why is Why.NO_TIME][:1]
    lean = {Step.ARRIVALS, Step.NAMES, Step.NORMS, Step.READING}
    fixed = sum(row.minutes for row in result.rows if row.step in lean) + 3 + 3
    if not meeting.first_meeting:
        fixed += 5 if meeting.people > 12 else 4
    least = [timing.question_minutes(core.question, meeting.people) for core in result.kept]
    for core in missing:
        more = timing.question_minutes(core.question, meeting.people)
        assert fixed + sum(least) + more > meeting.minutes * 9 // 10


@EVENINGS
@given(evenings())
def test_a_question_is_never_shorter_than_written_nor_lengthened_beyond_twenty(
    evening: tuple[Guide, Meeting],
) -> None:
    for row in planned(*evening).rows:
        if row.core:
            least = timing.question_minutes(row.core.question, evening[1].people)
            assert least <= row.minutes <= max(least, 20)
            assert row.minutes >= (row.core.question.minutes or 3)


@EVENINGS
@given(evenings())
def test_the_reserve_is_a_tenth_and_more_only_when_every_question_has_twenty_minutes(
    evening: tuple[Guide, Meeting],
) -> None:
    result = planned(*evening)
    reserve, tenth = result.rows[-1], -(-evening[1].minutes // 10)
    assert reserve.step is Step.BUFFER
    assert reserve.minutes >= tenth
    if reserve.minutes > tenth:
        assert all(row.minutes >= 20 for row in result.rows if row.core)


@EVENINGS
@given(evenings())
def test_a_break_lies_between_two_questions(evening: tuple[Guide, Meeting]) -> None:
    steps = [row.step for row in planned(*evening).rows]
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        if step is Step.BREAK:
            assert before is after is Step.QUESTION
    assert Step.BREAK not in (steps[0], steps[-1])
    assert steps.count(Step.BREAK) <= 1


@EVENINGS
@given(evenings())
def test_skipping_makes_up_for_ten_minutes_and_skips_no_more_than_it_must(
    evening: tuple[Guide, Meeting],
) -> None:
    result = planned(*evening)
    length = {row.core.number: row.minutes for row in result.rows if row.core}
    late = numbers(result.late)
    won = [result.rows[-1].minutes]
    for number in late:
        won.append(won[-1] + length[number])
    assert all(before < 10 for before in won[:-1])
    assert won[-1] >= 10 or len(late) == max(0, len(length) - 1)
    kept = [core.number for core in ranking(evening[0])][: len(length)]
    assert late == kept[::-1][: len(late)]


@EVENINGS
@given(evenings(), MINUTES)
def test_a_longer_meeting_never_loses_a_question(
    evening: tuple[Guide, Meeting], other: int
) -> None:
    guide, meeting = evening
    shorter, longer = sorted((meeting.minutes, other))
    before = planned(guide, meeting.model_copy(update={"minutes": shorter}))
    after = plan(guide, meeting.model_copy(update={"minutes": longer}))
    assert set(numbers(before.kept)) <= set(numbers(after.kept))


@settings(max_examples=many(12), deadline=None)
@given(evenings())
def test_minute_by_minute_no_question_is_lost(evening: tuple[Guide, Meeting]) -> None:
    guide, meeting = evening
    kept: set[int] = set()
    for minutes in range(max(15, least_minutes(guide, meeting)), 241):
        longer = set(numbers(plan(guide, meeting.model_copy(update={"minutes": minutes})).kept))
        assert kept <= longer
        kept = longer


@EVENINGS
@given(evenings())
def test_the_same_evening_is_planned_the_same_twice(evening: tuple[Guide, Meeting]) -> None:
    guide, meeting = evening
    first = planned(guide, meeting)
    again = plan(guide.model_copy(deep=True), meeting.model_copy(deep=True))
    assert first == again
