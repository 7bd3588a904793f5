"""The table of minutes and the reckoning with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.guide.fields import Kind, Protocol
from studyguide.guide.model import Question
from studyguide.planning.timing import (
    Stage,
    Turn,
    clock,
    closing,
    elapsed,
    meeting_for,
    opening,
    question_limit,
    question_minutes,
    stages,
    tables,
)


def question(
    kind: Kind = Kind.INTERPRETIVE, protocol: Protocol | None = None, minutes: int | None = None
) -> Question:
    return Question.model_validate(
        {"ask": "What?", "kind": kind, "protocol": protocol, "minutes": minutes}
    )


@pytest.mark.parametrize(
    ("people", "factual", "interpretive"),
    [
        (2, 3, 10),
        (5, 3, 10),
        (6, 4, 12),
        (8, 4, 12),
        (9, 5, 15),
        (12, 5, 15),
        (13, 6, 13),
        (20, 8, 15),
    ],
)
def test_a_question_takes_longer_in_a_bigger_group(
    people: int, factual: int, interpretive: int
) -> None:
    assert question_minutes(question(Kind.FACTUAL), people) == factual
    assert question_minutes(question(Kind.INTERPRETIVE), people) == interpretive
    assert question_minutes(question(Kind.EVALUATIVE), people) == interpretive


def test_an_authors_minutes_stand_and_reports_come_on_top() -> None:
    assert question_minutes(question(minutes=25), 8) == 25
    assert question_minutes(question(minutes=25), 16) == 29


def test_no_protocol_is_pressed_under_its_shortest_form() -> None:
    assert question_minutes(question(protocol=Protocol.ONE_TWO_FOUR_ALL, minutes=6), 5) == 12
    assert question_minutes(question(Kind.FACTUAL, Protocol.PAIRS), 8) == 5
    # Half a minute each of 12 people, and two minutes of talk.
    assert question_minutes(question(Kind.FACTUAL, Protocol.ROUND), 12) == 8


def test_no_table_has_fewer_than_four_people_or_more_than_five() -> None:
    assert tables(12) == 0
    for people in range(13, 201):
        assert tables(people) * 4 <= people <= tables(people) * 5


def test_1_2_4_all_has_the_minutes_that_gave_it_its_name() -> None:
    assert stages(Protocol.ONE_TWO_FOUR_ALL, 8, 12) == (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 2),
        Stage(Turn.FOURS, 4),
        Stage(Turn.ALL, 5),
    )


def test_one_four_is_everybody() -> None:
    steps = stages(Protocol.ONE_TWO_FOUR_ALL, 5, 12)
    assert steps == (Stage(Turn.ALONE, 1), Stage(Turn.PAIRS, 2), Stage(Turn.ALL, 9))


def test_one_pair_is_everybody() -> None:
    assert stages(Protocol.PAIRS, 2, 10) == (Stage(Turn.ALONE, 2), Stage(Turn.ALL, 8))


def test_at_tables_the_reports_take_the_place_of_the_talk_among_all() -> None:
    # 16 people, four tables: 14 minutes are 10 at the tables, in the proportion 1 : 2 : 4.
    steps = stages(Protocol.ONE_TWO_FOUR_ALL, 16, 14)
    assert steps == (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 3),
        Stage(Turn.FOURS, 6),
        Stage(Turn.REPORT, 4),
    )


def test_longer_steps_keep_their_proportion() -> None:
    # 20 minutes of the 1 : 4 of writing first.
    assert stages(Protocol.WRITE_FIRST, 8, 20) == (Stage(Turn.WRITE, 4), Stage(Turn.ALL, 16))


@settings(deadline=None)
@given(st.sampled_from(list(Protocol)), st.integers(2, 200), st.none() | st.integers(1, 120))
def test_steps_sum_to_their_question_and_none_is_empty(
    protocol: Protocol, people: int, minutes: int | None
) -> None:
    whole = question_minutes(question(protocol=protocol, minutes=minutes), people)
    for longer in (whole, whole + 1, whole + 7):
        steps = stages(protocol, people, longer)
        assert sum(step.minutes for step in steps) == longer
        assert all(step.minutes >= 1 for step in steps)


def test_rounds_grow_with_the_group_and_fours_do_not() -> None:
    # ceil(1 + 0.75 n) and ceil(1 + 0.5 n), never under 5; in fours always 5.
    assert [opening(people) for people in (2, 5, 6, 12, 13, 60)] == [5, 5, 6, 10, 5, 5]
    assert [closing(people) for people in (2, 8, 9, 12, 13, 60)] == [5, 5, 6, 7, 5, 5]


def test_there_are_at_most_three_questions_in_fifty_minutes_and_four_in_two_hours() -> None:
    limits = {15: 1, 24: 1, 25: 2, 50: 3, 60: 4, 120: 4, 134: 4, 135: 5, 150: 5, 180: 6, 240: 8}
    assert {minutes: question_limit(minutes) for minutes in limits} == limits


@given(st.integers(1, 2000))
def test_the_shortest_meeting_for_a_content_is_the_first_that_holds_it(content: int) -> None:
    least = meeting_for(content)
    assert least * 9 // 10 >= content > (least - 1) * 9 // 10


@pytest.mark.parametrize(
    ("start", "minutes", "time"),
    [
        ("19:00", 75, "20:15"),
        ("19.00", 5, "19.05"),
        ("19h00", 0, "19h00"),
        ("19H30", 45, "20H15"),
        ("9:05", 60, "10:05"),
        ("9:05", 3, "9:08"),
        ("23:50", 20, "00:10"),
        ("22:00", 480, "06:00"),
    ],
)
def test_the_time_of_day_is_written_as_the_start_is(start: str, minutes: int, time: str) -> None:
    assert clock(start, minutes) == time


def test_elapsed_time_is_in_hours_and_minutes() -> None:
    assert [elapsed(minutes) for minutes in (0, 9, 60, 135)] == ["0:00", "0:09", "1:00", "2:15"]
