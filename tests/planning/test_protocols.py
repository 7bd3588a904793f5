"""The steps of the protocols, and how they share a question's minutes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import many

from studyguide.guide.fields import Protocol
from studyguide.planning.protocols import Stage, Turn, shortest, stages

FOURS, PAIRS = Protocol.ONE_TWO_FOUR_ALL, Protocol.PAIRS


def steps(protocol: Protocol | None, people: int, minutes: int, at: int = 0) -> list[str]:
    """The steps of a question, like "alone 1"."""
    return [f"{one.turn} {one.minutes}" for one in stages(protocol, people, at, minutes)]


def test_1_2_4_all_has_the_minutes_that_gave_it_its_name() -> None:
    assert stages(FOURS, 8, 0, 12) == (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 2),
        Stage(Turn.FOURS, 4),
        Stage(Turn.ALL, 5),
    )


def test_one_four_is_everybody_and_so_is_one_pair() -> None:
    assert steps(FOURS, 5, 12) == ["alone 1", "pairs 2", "all 9"]
    assert steps(FOURS, 7, 12) == ["alone 1", "pairs 2", "all 9"]
    assert steps(FOURS, 3, 12) == ["alone 1", "all 11"]
    assert steps(PAIRS, 2, 10) == ["alone 2", "all 8"]
    assert steps(PAIRS, 4, 10) == ["alone 2", "pairs 4", "all 4"]


def test_at_tables_only_the_harvest_is_for_everybody() -> None:
    # 20 minutes at five tables of four: 17 beside the harvest, as 1 : 2 : 4.
    assert steps(FOURS, 20, 20, 5) == ["alone 2", "pairs 5", "tables 10", "harvest 3"]
    assert steps(None, 24, 13, 6) == ["tables 10", "harvest 3"]
    # 15 as 1 : 2 : 2, and as 1 : 4.
    assert steps(PAIRS, 24, 18, 6) == ["alone 3", "pairs 6", "tables 6", "harvest 3"]
    assert steps(Protocol.WRITE_FIRST, 24, 18, 6) == ["write 3", "tables 12", "harvest 3"]


def test_a_round_gives_everybody_half_a_minute() -> None:
    assert shortest(Protocol.ROUND, 8, 0) == (Stage(Turn.ROUND, 4), Stage(Turn.ALL, 2))
    assert shortest(Protocol.ROUND, 9, 0) == (Stage(Turn.ROUND, 5), Stage(Turn.ALL, 2))
    # At each of five tables of five: 6 minutes beside the harvest, as 3 : 2.
    assert shortest(Protocol.ROUND, 25, 5) == (Stage(Turn.ROUND, 3), Stage(Turn.TABLES, 2))
    assert steps(Protocol.ROUND, 25, 9, 5) == ["round 4", "tables 2", "harvest 3"]


def test_more_time_lengthens_the_talk_and_not_the_swap_the_sending_or_the_harvest() -> None:
    # 22 minutes beside 2 for the swap are 20, as 4 : 4 : 2; 13 beside 1 for sending, as 2 : 4.
    assert steps(Protocol.FISHBOWL, 12, 22) == ["inner 8", "swap 2", "outer 8", "all 4"]
    assert steps(Protocol.CHAT, 12, 13) == ["type 4", "send 1", "all 8"]


def test_a_fishbowl_has_two_circles_or_one_that_five_people_watch() -> None:
    two, one = ["inner 4", "swap 2", "outer 4", "all 2"], ["inner 8", "observers 2"]
    assert [steps(Protocol.FISHBOWL, people, 12) for people in (6, 22, 28, 200)] == [two] * 4
    assert [steps(Protocol.FISHBOWL, people, 10) for people in (23, 27)] == [one] * 2
    assert steps(Protocol.FISHBOWL, 5, 12) == ["all 12"]


def test_a_chat_types_sends_together_and_talks() -> None:
    assert steps(Protocol.CHAT, 8, 7) == ["type 2", "send 1", "all 4"]


def test_too_few_minutes_shrink_every_step_and_then_drop_the_first() -> None:
    # 6 minutes of 12 are half of 1 : 2 : 4 : 5; 3 are the last three steps.
    assert steps(FOURS, 8, 6) == ["alone 1", "pairs 1", "fours 2", "all 2"]
    assert steps(FOURS, 8, 3) == ["pairs 1", "fours 1", "all 1"]
    assert steps(Protocol.FISHBOWL, 12, 6) == ["inner 2", "swap 1", "outer 2", "all 1"]
    assert steps(Protocol.CHAT, 8, 2) == ["send 1", "all 1"]
    assert steps(PAIRS, 24, 1, 6) == ["tables 1"]


def test_a_fishbowl_with_too_few_minutes_for_its_steps_is_an_inner_circle() -> None:
    assert [steps(Protocol.FISHBOWL, 12, minutes) for minutes in (4, 3, 1)] == [
        ["inner 1", "swap 1", "outer 1", "all 1"],
        ["inner 3"],
        ["inner 1"],
    ]
    assert [steps(Protocol.FISHBOWL, 25, minutes) for minutes in (2, 1)] == [
        ["inner 1", "observers 1"],
        ["inner 1"],
    ]


def test_longer_steps_keep_their_proportion() -> None:
    # 20 minutes of the 1 : 4 of writing first.
    assert steps(Protocol.WRITE_FIRST, 8, 20) == ["write 4", "all 16"]


def test_tables_report_what_nine_minutes_gave_them_time_to_say() -> None:
    assert steps(None, 24, 8, 6) == ["tables 8"]
    assert steps(None, 24, 9, 6) == ["tables 6", "harvest 3"]
    assert steps(None, 24, 12, 6) == ["tables 9", "harvest 3"]


def test_a_harvest_keeps_its_minutes_where_what_goes_before_it_shrinks() -> None:
    # 6 minutes beside it, as 1 : 2 : 4; and as 20 : 2, where 40 people sit at each of two tables.
    assert steps(FOURS, 24, 9, 6) == ["alone 1", "pairs 2", "tables 3", "harvest 3"]
    assert steps(Protocol.ROUND, 80, 9, 2) == ["round 5", "tables 1", "harvest 3"]


@pytest.mark.parametrize("people", [2, 3])
def test_a_table_that_is_one_pair_is_not_cut_into_pairs(people: int) -> None:
    # As in one circle of so many: "in pairs" and "at your table" would be the same people. 9
    # minutes beside the harvest, as 1 : 4 and as 1 : 6.
    at_table = people * 4, 12, 4
    assert steps(PAIRS, *at_table) == ["alone 2", "tables 7", "harvest 3"]
    assert steps(FOURS, *at_table) == ["alone 1", "tables 8", "harvest 3"]


def test_a_table_of_four_or_more_is_cut_into_pairs_and_never_into_fours() -> None:
    for people in (4, 5, 8, 12):
        assert steps(FOURS, people * 4, 10, 4) == ["alone 1", "pairs 2", "tables 4", "harvest 3"]
    # The fullest table counts: two of three and one of four.
    assert steps(PAIRS, 10, 8, 3) == ["alone 2", "pairs 3", "tables 3"]


@settings(max_examples=many(200), deadline=None)
@given(
    st.none() | st.sampled_from(list(Protocol)),
    st.integers(2, 200),
    st.integers(0, 100),
    st.integers(1, 120),
)
def test_steps_sum_to_their_question_and_none_is_empty(
    protocol: Protocol | None, people: int, tables: int, minutes: int
) -> None:
    at = tables if 1 < tables <= people // 2 else 0
    found = list(stages(protocol, people, at, minutes))
    assert sum(step.minutes for step in found) == minutes
    assert all(step.minutes >= 1 for step in found)
    if at and minutes >= 9:
        *found, harvest = found
        assert harvest == Stage(Turn.HARVEST, 3)
    left = sum(step.minutes for step in found)
    form = shortest(protocol, people, at)
    turns = [one.turn for one in form]
    if left < len(turns):
        turns = turns[:1] if turns[0] is Turn.INNER else turns[-left:]
    assert [one.turn for one in found] == turns
    if left >= sum(one.minutes for one in form):
        assert all(given.minutes >= one.minutes for given, one in zip(found, form, strict=True))
