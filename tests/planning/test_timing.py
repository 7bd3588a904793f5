"""The table of minutes and the reckoning with it."""

from typing import Any

import pytest
from meetings import meeting

from studyguide.guide.fields import Kind, Protocol, Reading
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Question
from studyguide.planning.timing import (
    READERS,
    buffer,
    clock,
    closing,
    elapsed,
    least_minutes,
    moving,
    names,
    opening,
    question_limit,
    question_minutes,
)


def question(**more: Any) -> Question:
    return Question.model_validate({"ask": "What?"} | more)


def group(people: int, tables: int | None = None) -> Meeting:
    return meeting(60, people, tables=tables)


@pytest.mark.parametrize(
    ("people", "factual", "other"),
    [
        (2, 3, 10),
        (5, 3, 10),
        (6, 4, 12),
        (8, 4, 12),
        (9, 5, 15),
        (20, 5, 15),
        # Tables of four and five, and the harvest, for which 3 + 3 are too short.
        (21, 3, 10 + 3),
        (200, 3, 10 + 3),
    ],
)
def test_a_question_takes_longer_the_more_people_talk_together(
    people: int, factual: int, other: int
) -> None:
    assert question_minutes(question(kind=Kind.FACTUAL), group(people)) == factual
    assert question_minutes(question(kind=Kind.INTERPRETIVE), group(people)) == other
    assert question_minutes(question(kind=Kind.EVALUATIVE), group(people)) == other


def test_the_size_that_counts_is_that_of_the_fullest_table() -> None:
    # 24 people at 4 tables are six a table; 17 at 3 are two of six and one of five; 40 at 4, ten.
    assert question_minutes(question(), group(24, tables=4)) == 12 + 3
    assert question_minutes(question(), group(17, tables=3)) == 12 + 3
    assert question_minutes(question(), group(40, tables=4)) == 15 + 3
    assert question_minutes(question(), group(40, tables=1)) == 15


def test_the_whole_group_takes_as_long_as_its_size_and_harvests_nothing() -> None:
    for protocol in (Protocol.WHOLE, Protocol.FISHBOWL, Protocol.CHAT):
        assert question_minutes(question(protocol=protocol), group(40)) == 15
        assert question_minutes(question(protocol=protocol), group(12, tables=3)) == 15


def test_a_harvest_is_added_where_it_makes_nine_minutes() -> None:
    # A factual round: half a minute each and two to talk; 7 at a table make 6 and 3, 5 make 5.
    asked = question(kind=Kind.FACTUAL, protocol=Protocol.ROUND)
    assert question_minutes(asked, group(28, tables=4)) == 6 + 3
    assert question_minutes(asked, group(20, tables=4)) == 5
    assert question_minutes(asked, group(28, tables=1)) == 14 + 2
    # Five minutes of pairs and the harvest would be eight.
    assert question_minutes(question(kind=Kind.FACTUAL, protocol=Protocol.PAIRS), group(24)) == 5


@pytest.mark.parametrize("protocol", [None, *Protocol])
@pytest.mark.parametrize("minutes", [1, 8, 9, 25, 120])
def test_an_authors_minutes_stand_tables_and_harvest_included(
    protocol: Protocol | None, minutes: int
) -> None:
    for people in (2, 8, 16, 25, 200):
        asked = question(protocol=protocol, minutes=minutes)
        assert question_minutes(asked, group(people)) == minutes
        assert least_minutes(asked, group(people)) == minutes


@pytest.mark.parametrize(
    ("more", "people", "least"),
    [
        ({}, 2, 6),
        ({}, 20, 6),
        ({}, 24, 6),
        ({"kind": Kind.EVALUATIVE}, 8, 6),
        ({"kind": Kind.FACTUAL}, 8, 3),
        ({"kind": Kind.FACTUAL}, 24, 3),
        ({"protocol": Protocol.PAIRS, "kind": Kind.FACTUAL}, 8, 5),
        ({"protocol": Protocol.ONE_TWO_FOUR_ALL}, 8, 12),
        ({"protocol": Protocol.ONE_TWO_FOUR_ALL}, 24, 7),
        ({"protocol": Protocol.ROUND}, 12, 6 + 2),
        ({"protocol": Protocol.FISHBOWL}, 8, 12),
        ({"protocol": Protocol.FISHBOWL}, 25, 10),
        ({"protocol": Protocol.FISHBOWL}, 5, 6),
        ({"protocol": Protocol.CHAT}, 40, 7),
    ],
)
def test_a_pinched_question_keeps_its_protocols_shortest_form(
    more: dict[str, Any], people: int, least: int
) -> None:
    assert least_minutes(question(**more), group(people)) == least


def test_no_protocol_is_pressed_under_its_shortest_form_with_time_either() -> None:
    assert question_minutes(question(protocol=Protocol.ONE_TWO_FOUR_ALL), group(5)) == 12
    assert question_minutes(question(kind=Kind.FACTUAL, protocol=Protocol.PAIRS), group(8)) == 5
    # Half a minute each of 12 people and two of talk; of 60 in one circle, 32.
    asked = question(kind=Kind.FACTUAL, protocol=Protocol.ROUND)
    assert question_minutes(asked, group(12)) == 8
    assert question_minutes(asked, group(60, tables=1)) == 32


def test_rounds_grow_with_the_group_up_to_twelve() -> None:
    # ceil(1 + 0.75 n) and ceil(1 + 0.5 n), never under 5; above twelve as lean as can be.
    assert [opening(people) for people in (2, 5, 6, 12, 13, 200)] == [5, 5, 6, 10, 4, 4]
    assert [closing(people) for people in (2, 8, 9, 12, 13, 200)] == [5, 5, 6, 7, 3, 3]
    assert [names(people) for people in (2, 12, 13, 200)] == [2, 12, 5, 5]


def test_a_tenth_is_kept_in_hand_rounded_up() -> None:
    assert [buffer(minutes) for minutes in (15, 20, 60, 61, 480)] == [2, 2, 6, 7, 48]


def test_moving_takes_one_minute_then_three_then_five() -> None:
    assert [moving(people) for people in (2, 12, 13, 20, 21, 200)] == [1, 1, 3, 3, 5, 5]


def test_there_are_at_most_three_questions_in_fifty_minutes_and_four_in_two_hours() -> None:
    limits = {15: 1, 24: 1, 25: 2, 50: 3, 60: 4, 120: 4, 134: 4, 135: 5, 150: 5, 180: 6, 240: 8}
    assert {minutes: question_limit(minutes) for minutes in limits} == limits


@pytest.mark.parametrize(
    ("reading", "words", "second", "minutes"),
    [
        (Reading.BEFORE, 9000, True, 0),
        (Reading.SILENT, 1, False, 3),
        (Reading.SILENT, 900, False, 8),
        (Reading.SILENT, 900, True, 12),
        (Reading.ALOUD, 900, True, 6),
        (Reading.ALOUD, 901, False, 7),
    ],
)
def test_reading_takes_its_words_and_a_moment_to_settle(
    reading: Reading, words: int, second: bool, minutes: int
) -> None:
    assert READERS[reading](words, second) == minutes


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
