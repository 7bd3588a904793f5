"""When an evening goes otherwise: what to save, and when to go on."""

from typing import Any

import pytest
from meetings import asking, guide, meeting, talk, timed

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


def test_time_in_hand_goes_first_then_the_rounds_and_then_minutes_of_questions() -> None:
    # 6 in hand; the opening wins 3, the closing 2. Of 15, 12 and 12 minutes, 4 are 3 of the first
    # and then 1 of the last in the ranking 1, 4, 7; 9 leave 30.
    assert advice(plan(guide(), meeting(60, 8))) == [
        ([], 0),
        ([OPENING, CLOSING], 0),
        ([OPENING, CLOSING, "1 12", "7 11"], 0),
        ([OPENING, CLOSING, "1 10", "4 10", "7 10"], 0),
    ]


def test_no_question_is_skipped_where_shortening_two_by_a_minute_will_do() -> None:
    # 8 in hand, their own questions 5, four questions of 13: of 15 minutes 2 are missing, of 20
    # minutes 7.
    assert advice(plan(guide(), meeting(75, 24))) == [
        ([], 0),
        ([OWN], 0),
        ([OWN, "7 12", "10 12"], 0),
        ([OWN, "1 12", "4 11", "7 11", "10 11"], 0),
    ]


@pytest.mark.parametrize(
    ("question", "more", "floor"),
    [
        # Three quarters of 10, 12 and 15.
        ({}, {"people": 5}, 8),
        ({}, {"people": 8}, 9),
        ({}, {"people": 12}, 12),
        # Of 13 at tables.
        ({}, {"people": 24}, 10),
        # The protocol needs its 12.
        ({"protocol": "1-2-4-all"}, {"people": 8}, 12),
        ({"minutes": 25}, {"people": 8}, 25),
        # What the author insists on has at least 6, or what its protocol takes.
        ({"keep": "always"}, {"people": 8}, 6),
        ({}, {"people": 8, "questions": 1}, 6),
        ({"keep": "always", "protocol": "chat"}, {"people": 8}, 7),
    ],
)
def test_a_question_keeps_three_quarters_of_its_minutes_or_what_its_author_insists_on(
    question: dict[str, Any], more: dict[str, Any], floor: int
) -> None:
    # In half an hour 3 are in hand, or less: of 20 minutes at least 17 are to be won.
    result = plan(asking(question), meeting(30, **more))
    assert result.late[3].missing > 0
    left = talk(result) | {e.core.number: e.minutes for e in result.late[3].savings if e.core}
    assert left == {1: floor}


def test_who_starts_late_needs_no_time_to_arrive() -> None:
    # 9 in hand, arrivals 3, then 5 and 2: of 20 minutes 1 more is missing, from the focus of 16.
    assert advice(plan(guide(), meeting(90, 8, first_meeting=True))) == [
        ([], 0),
        (["arrivals 0"], 0),
        (["arrivals 0", OWN], 0),
        (["arrivals 0", OWN, DEBRIEF, CLOSING], 0),
    ]


def test_a_meeting_that_runs_over_still_has_people_arrive() -> None:
    # Arrivals 3, framing 3, norms 3, names 8, closing 1 and 6: 24.
    (one,) = plan(asking({"keep": "always"}), meeting(15, 8, first_meeting=True)).late
    assert (one.minutes, saved(one), one.missing) == (9, [], 9)


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
    # without a word; they can have 6, 9 and 9. Of 14 minutes they save 12, so the last goes, and
    # the others have 22.
    asked = asking({}, {"keep": "usually"}, {"keep": "always"})
    assert [one[0] for one in advice(plan(asked, meeting(52, 8)))] == [
        [],
        ["3 11", "2 11", "1 10"],
        ["3 9", "2 9", "1 9"],
        ["3 11", "2 11", "1 0"],
    ]


def test_the_first_question_is_shortened_and_never_skipped() -> None:
    # 28 minutes: 3 in hand, lean frame 10, 12; 2 more for the closing and 1 for the question, which
    # keeps 9 of its 13 minutes.
    assert advice(plan(guide(), meeting(28, 8))) == [
        ([CLOSING], 0),
        ([CLOSING, "1 9"], 7 - 6),
        ([CLOSING, "1 9"], 12 - 6),
        ([CLOSING, "1 9"], 17 - 6),
    ]


def test_what_is_kept_always_is_never_skipped() -> None:
    # 4 in hand, lean frame 10, two of 12 that can have 6 each.
    asked = asking({"focus": True}, {"keep": "always"})
    assert advice(plan(asked, meeting(38, 8))) == [
        (["2 11"], 0),
        (["1 9", "2 9"], 0),
        (["1 7", "2 6"], 0),
        (["1 6", "2 6"], 16 - 12),
    ]


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
    result = plan(asked, meeting(60, 8, tables=2))
    assert advice(result)[3] == (["3 0", "moving 0"], 0)
    assert [one.won for one in result.late[3].savings] == [13, 1]


def test_only_the_change_of_seats_that_nobody_needs_is_saved() -> None:
    # 8 in hand, lean frame 10, four of 13 and three minutes to move: 73. Of 20 minutes 12 are to be
    # won; without the last fishbowl there are two changes.
    bowl = {"protocol": "fishbowl", "minutes": 13}
    result = plan(asking({"minutes": 13}, bowl, {"minutes": 13}, bowl), meeting(73, 8, tables=2))
    assert advice(result)[3] == (["4 0", "moving 0"], 0)
    assert [one.won for one in result.late[3].savings] == [13, 1]


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
        (["2 0", "harvest 0"], 0),
        (["2 0", "harvest 0"], 0),
        (["2 0", "harvest 0"], 11 - 8),
        (["2 0", "harvest 0"], 16 - 8),
    ]


def test_whoever_shortens_the_only_long_question_at_tables_harvests_it_apart() -> None:
    # 3 in hand, lean frame 10, and 17 minutes for what usually takes 3 and a harvest of 3.
    result = plan(asking({"kind": "factual"}), meeting(30, 24))
    assert advice(result) == [(["1 15"], 0), (["1 10"], 0), (["1 3"], 12 - 11), (["1 3"], 17 - 11)]
    assert [one.won for one in result.late[3].savings] == [11]


def test_whoever_shortens_questions_at_tables_leaves_one_its_harvest() -> None:
    # 4 in hand, lean frame 10, two of 13. Both can have 6, but then they need a harvest of 3, which
    # one of 9 holds: of 11 minutes 8 and 7 would do with it, 9 and 6 without.
    result = plan(asking(*[{"keep": "always"}] * 2), meeting(40, 24))
    assert advice(result) == [
        (["2 12"], 0),
        (["1 10", "2 10"], 0),
        (["1 9", "2 6"], 0),
        (["1 9", "2 6"], 16 - 11),
    ]


def test_whoever_skips_a_lengthened_question_wins_all_of_it() -> None:
    # 5 in hand, lean frame 10, 10 and 15; restored 5 + 2, and 3 more for the second, which keeps
    # 12: of 15 minutes, 13 are won without skipping it, and 18 by that alone.
    result = plan(asking({"minutes": 10}, {}), meeting(50, 20))
    assert advice(result)[3] == (["2 0"], 0)
    assert [one.won for one in result.late[3].savings] == [18]


# --- At the latest.


def test_each_row_may_begin_as_much_later_as_is_in_hand() -> None:
    result = plan(guide(), meeting(90, 8, start="19:00"))
    latest = {row.step: result.latest(row) for row in result.rows if not row.core}
    # 3 for a lean closing without a debrief; 2 for the debrief.
    assert (latest[Step.CLOSING], latest[Step.DEBRIEF]) == (90 - 3, 90 - 2)
    assert result.clock(latest[Step.CLOSING]) == "20:27"
    assert [result.latest(row) for row in result.rows if row.core] == [19, 39, 54, 66]


def test_a_closing_that_is_shorter_than_lean_may_begin_later() -> None:
    # Framing 3, a question of 10, closing 1, in hand 1.
    result = plan(guide(), meeting(15, 8))
    assert result.latest(result.rows[2]) == 15 - 1


def test_a_meeting_that_runs_over_has_no_minute_to_begin_anything_later() -> None:
    result = plan(timed(*[10] * 6, keep="always"), meeting(60, 8))
    assert [result.latest(row) for row in result.rows] == [row.start for row in result.rows]
