"""When an evening goes otherwise: what to save, when to go on, and what could come back."""

import pytest
from meetings import asking, guide, meeting, numbers, timed

from studyguide.planning.frame import Step
from studyguide.planning.late import Late
from studyguide.planning.plan import Plan, plan

Advice = list[tuple[list[str], int]]
OWN, DEBRIEF, OPENING, CLOSING = "own-questions 0", "debrief 0", "opening 4", "closing 3"


def advice(planned: Plan) -> Advice:
    """What to save at 5, 10, 15 and 20 minutes, a question as its number, each with what is left of
    it; and what is missing even then."""
    assert [one.minutes for one in planned.late] == [5, 10, 15, 20]
    return [(saved(one), one.missing) for one in planned.late]


def saved(one: Late) -> list[str]:
    return [
        f"{each.core.number if each.core else each.step} {each.minutes}" for each in one.savings
    ]


def test_time_in_hand_goes_first_then_the_rounds_and_then_a_question() -> None:
    # 6 in hand; the opening wins 3, the closing 2, the first question of 15 minutes 3, and the
    # last of the ranking 1, 4, 7 wins 12: more than 9 by itself, but not 14.
    assert advice(plan(guide(), meeting(60, 8))) == [
        ([], 0),
        ([OPENING, CLOSING], 0),
        (["7 0"], 0),
        ([OPENING, "7 0"], 0),
    ]


def test_their_own_questions_and_the_debrief_go_before_the_rounds() -> None:
    # 9 in hand, 5 and 2, then 3 and 2.
    assert advice(plan(guide(), meeting(90, 8))) == [
        ([], 0),
        ([OWN], 0),
        ([OWN, DEBRIEF], 0),
        ([OWN, DEBRIEF, OPENING, CLOSING], 0),
    ]


def test_a_break_is_skipped_in_place_of_what_it_makes_needless() -> None:
    # 12 in hand, 5, 2 and 10: of 20 minutes, 8 are to be won.
    found = advice(plan(guide(), meeting(120, 8)))
    assert found == [([], 0), ([], 0), ([OWN], 0), (["break 0"], 0)]


def test_questions_are_skipped_from_the_end_of_the_ranking() -> None:
    # 6 in hand, lean frame 10, three of 12. The ranking is 3, 2, 1: kept always, usually, and
    # without a word.
    asked = asking({}, {"keep": "usually"}, {"keep": "always"})
    assert [one[0] for one in advice(plan(asked, meeting(52, 8)))] == [
        [],
        ["1 0"],
        ["1 0"],
        ["1 0", "2 0"],
    ]


def test_the_first_question_is_shortened_and_never_skipped() -> None:
    # 28 minutes: 3 in hand, lean frame 10, 12; 2 more for the closing and 1 for the question.
    assert advice(plan(guide(), meeting(28, 8))) == [
        ([CLOSING], 0),
        ([CLOSING, "1 12"], 7 - 3),
        ([CLOSING, "1 12"], 12 - 3),
        ([CLOSING, "1 12"], 17 - 3),
    ]


def test_what_is_kept_always_is_never_skipped() -> None:
    # 4 in hand, lean frame 10, two of 12.
    asked = asking({"focus": True}, {"keep": "always"})
    assert advice(plan(asked, meeting(38, 8))) == [([], 1), ([], 6), ([], 11), ([], 16)]


def test_a_meeting_that_runs_over_says_what_would_end_it_on_time() -> None:
    # Ten questions of 6 run over by 4 minutes; the last in the ranking is 9.
    wanted = plan(guide(), meeting(60, 8, questions=10)).late
    assert [(one.minutes, saved(one), one.missing) for one in wanted] == [(4, ["9 0"], 0)]
    always = plan(timed(*[10] * 6, keep="always"), meeting(60, 8)).late
    assert [(one.minutes, saved(one), one.missing) for one in always] == [(4, [], 4)]


def test_whoever_skips_a_fishbowl_does_not_move_for_it_either() -> None:
    # Two tables: 13, 13, 13 and a minute to move; 6 in hand, 2 more for the closing and 2 for the
    # first question. Of 20 minutes 14 are to be won: the fishbowl and its change of seats.
    asked = asking({}, {}, {"protocol": "fishbowl", "minutes": 13})
    assert advice(plan(asked, meeting(60, 8, tables=2)))[3] == (["3 0"], 0)


def test_a_guide_without_questions_has_only_its_frame_to_save() -> None:
    # 10 in hand, 5 and 2, and 1 and 2 of the rounds.
    assert advice(plan(guide(0, 1), meeting(30, 4))) == [
        ([], 0),
        ([], 0),
        ([OWN], 0),
        ([OWN, DEBRIEF, OPENING, CLOSING], 0),
    ]


def test_whoever_skips_the_only_long_question_at_tables_harvests_the_others() -> None:
    # 4 in hand, lean frame 10, 6 and 12: 32. Without the second, the first needs a harvest of 3, so
    # skipping it wins 9.
    assert advice(plan(timed(6, 12), meeting(32, 24))) == [
        (["2 0"], 0),
        (["2 0"], 0),
        (["2 0"], 11 - 9),
        (["2 0"], 16 - 9),
    ]


def test_whoever_skips_all_that_is_short_at_tables_harvests_nothing() -> None:
    # In hand 4, lean frame 10, 16 together, 5 and 3 at tables: 38. Skipping the second wins 8.
    asked = asking({"minutes": 16, "protocol": "whole"}, {"minutes": 5})
    assert advice(plan(asked, meeting(38, 20, tables=5))) == [
        (["2 0"], 0),
        (["2 0"], 0),
        (["2 0"], 11 - 8),
        (["2 0"], 16 - 8),
    ]


def test_whoever_shortens_the_only_long_question_at_tables_harvests_it_apart() -> None:
    # 4 in hand, their own questions 5, debrief 2, and 19 minutes for what usually takes 3 and a
    # harvest of 3: 13 to be won of 16, so their own questions go, too.
    result = plan(asking({"kind": "factual"}), meeting(40, 24))
    assert advice(result)[3] == ([OWN, "1 3"], 0)
    assert [one.won for one in result.late[3].savings] == [5, 13]


def test_whoever_skips_a_lengthened_question_wins_all_of_it() -> None:
    # 6 in hand, lean frame 10, 10 and 15; restored 5 + 2, and 4 more for the second: 19 to be won,
    # of which 14 are needed.
    result = plan(asking({"minutes": 10}, {}), meeting(52, 20))
    assert advice(result)[3] == (["2 0"], 0)
    assert [one.won for one in result.late[3].savings] == [19]


# --- At the latest.


def test_each_row_may_begin_as_much_later_as_is_in_hand() -> None:
    result = plan(guide(), meeting(90, 8, start="19:00"))
    latest = {row.step: result.latest(row) for row in result.rows if not row.core}
    # 5 for the closing and 2 for the debrief.
    assert (latest[Step.CLOSING], latest[Step.DEBRIEF]) == (90 - 7, 90 - 2)
    assert result.clock(latest[Step.CLOSING]) == "20:23"
    assert [result.latest(row) for row in result.rows if row.core] == [19, 39, 54, 66]


def test_a_meeting_that_runs_over_has_no_minute_to_begin_anything_later() -> None:
    result = plan(timed(*[10] * 6, keep="always"), meeting(60, 8))
    assert [result.latest(row) for row in result.rows] == [row.start for row in result.rows]


# --- What could come back.


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
