"""When tables report: at the end of a long question, or once for several short ones."""

import pytest
from meetings import asking, meeting, sheet, talk, timed

from studyguide.planning.frame import Step
from studyguide.planning.plan import plan
from studyguide.planning.protocols import Turn

TOGETHER = {"protocol": "whole"}


def test_short_questions_at_tables_are_harvested_once() -> None:
    # In hand 6, lean frame 10, 5 + 8 and 3 are 32: 28 left, their own questions 5, debrief 2, and
    # 21 more in hand.
    result = plan(timed(5, 8), meeting(60, 24))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 5, "question 1"),
        (12, 8, "question 2"),
        (20, 3, "harvest"),
        (23, 5, "own-questions"),
        (28, 3, "closing"),
        (31, 2, "debrief"),
        (33, 27, "buffer"),
    ]
    assert not any(one.turn is Turn.HARVEST for row in result.rows for one in row.steps)


def test_a_question_of_nine_minutes_harvests_for_all() -> None:
    result = plan(timed(5, 9, 8), meeting(60, 24))
    assert Step.HARVEST not in {row.step for row in result.rows}
    [second] = [row for row in result.rows if row.core and row.core.number == 2]
    assert [(one.turn, one.minutes) for one in second.steps] == [
        (Turn.TABLES, 6),
        (Turn.HARVEST, 3),
    ]


def test_a_long_question_in_one_circle_harvests_nothing_for_the_tables() -> None:
    # The harvest comes after the last question at tables, whatever follows.
    asked = asking({"minutes": 5}, {"minutes": 6}, {"minutes": 20} | TOGETHER)
    assert [name for _, _, name in sheet(plan(asked, meeting(75, 24)))][2:6] == [
        "question 1",
        "question 2",
        "harvest",
        "question 3",
    ]


def test_one_circle_has_nothing_to_harvest() -> None:
    for people, tables in ((20, None), (24, 1)):
        result = plan(timed(5, 9), meeting(60, people, tables=tables))
        assert Step.HARVEST not in {row.step for row in result.rows}
        assert not any(one.turn is Turn.HARVEST for row in result.rows for one in row.steps)


def test_tables_report_before_they_change_seats() -> None:
    asked = asking({"minutes": 5}, {"minutes": 20, "protocol": "fishbowl"})
    assert [name for _, _, name in sheet(plan(asked, meeting(75, 24)))][2:6] == [
        "question 1",
        "harvest",
        "moving",
        "question 2",
    ]


@pytest.mark.parametrize(("minutes", "asked"), [(30, [1, 2]), (29, [1])])
def test_the_minutes_for_a_harvest_may_be_what_leaves_a_question_out(
    minutes: int, asked: list[int]
) -> None:
    # In hand 3, lean frame 10: 9 together, 5 at tables and 3 are 17, which 30 minutes have left.
    guide = asking({"minutes": 9} | TOGETHER, {"minutes": 5})
    assert list(talk(plan(guide, meeting(minutes, 24)))) == asked


def test_a_question_that_grows_to_nine_minutes_needs_no_other_harvest() -> None:
    # In hand 4, lean frame 10, 3 and a harvest of 3: 20 left for a single question. With the
    # harvest's 3 it has 26 minutes, of which the last 3 are its own harvest.
    result = plan(asking({"kind": "factual"}), meeting(40, 24))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 26, "question 1"),
        (33, 3, "closing"),
        (36, 4, "buffer"),
    ]


def test_a_break_comes_after_the_harvest_of_what_was_said_at_tables() -> None:
    # In hand 12, lean frame 10; break 10, their own questions 5, debrief 2.
    asked = asking({"minutes": 5}, {"minutes": 30} | TOGETHER)
    assert sheet(plan(asked, meeting(120, 24))) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 5, "question 1"),
        (12, 3, "harvest"),
        (15, 10, "break"),
        (25, 30, "question 2"),
        (55, 5, "own-questions"),
        (60, 3, "closing"),
        (63, 2, "debrief"),
        (65, 55, "buffer"),
    ]


def test_a_break_comes_between_the_harvest_and_a_change_of_seats() -> None:
    asked = asking({"minutes": 8}, {"minutes": 20, "protocol": "fishbowl"})
    assert [name for _, _, name in sheet(plan(asked, meeting(120, 24)))][2:7] == [
        "question 1",
        "harvest",
        "break",
        "moving",
        "question 2",
    ]
