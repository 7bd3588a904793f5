"""What could come back: the questions that were left out, where there is time for them."""

import pytest
from meetings import asking, guide, meeting, numbers, timed

from studyguide.planning.plan import plan


def test_time_in_hand_offers_what_was_left_out_as_far_as_it_reaches() -> None:
    # 120 minutes: 12 in hand, lean frame 10, four of 5 are 20, restored 22: 56 more are in hand.
    result = plan(timed(*[5] * 30), meeting(120, 8))
    assert result.in_hand == 12 + 56
    assert numbers(result.bring_back) == list(range(5, 5 + 56 // 5))
    assert numbers(one.core for one in result.left_out) == list(range(5, 31))


@pytest.mark.parametrize(("minutes", "back"), [(56, [5]), (57, [])])
def test_what_comes_back_leaves_a_tenth_in_hand(minutes: int, back: list[int]) -> None:
    asked = timed(5, 5, 5, 5, minutes, 1)
    assert numbers(plan(asked, meeting(120, 8)).bring_back) == back


def test_nothing_is_offered_where_nothing_is_to_spare_or_the_number_is_the_authors() -> None:
    assert plan(guide(), meeting(60, 8)).bring_back == ()
    assert plan(timed(*[5] * 30), meeting(120, 8, questions=4)).bring_back == ()
    assert plan(timed(*[10] * 6, keep="always"), meeting(60, 8)).bring_back == ()


@pytest.mark.parametrize(("minutes", "back"), [(4, [5]), (5, [])])
def test_what_comes_back_brings_its_change_of_seats(minutes: int, back: list[int]) -> None:
    # 90 minutes, two tables: 9 in hand, lean frame 10, four questions are 54, restored 12: 5 more
    # in hand, of which the chairs for a fishbowl take one.
    rest = ({"minutes": each} for each in (15, 15, 12, 12))
    asked = asking(*rest, {"minutes": minutes, "protocol": "fishbowl"})
    assert numbers(plan(asked, meeting(90, 8, tables=2)).bring_back) == back


@pytest.mark.parametrize(("minutes", "back"), [(61, [5]), (62, [])])
def test_what_comes_back_may_bring_a_harvest_of_its_own(minutes: int, back: list[int]) -> None:
    # 120 minutes: 12 in hand, lean frame 10, four of 5 and their harvest are 23, restored 17: 58
    # more in hand; with a longer question at tables the harvest's 3 are free, too.
    asked = timed(5, 5, 5, 5, minutes)
    assert numbers(plan(asked, meeting(120, 24)).bring_back) == back


@pytest.mark.parametrize(("minutes", "back"), [(7, [5]), (8, []), (10, [5]), (11, [])])
def test_what_comes_back_to_the_first_tables_brings_their_harvest(
    minutes: int, back: list[int]
) -> None:
    # 88 minutes: 9 in hand, lean frame 10, four of 13 are 52, restored 5 + 2: 10 more in hand, of
    # which a question of less than nine minutes needs 3 for the harvest.
    rest = [{"minutes": 13, "protocol": "whole"}] * 4
    asked = asking(*rest, {"minutes": minutes})
    assert numbers(plan(asked, meeting(88, 24)).bring_back) == back
