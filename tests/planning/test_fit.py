"""What an author insists on, and what is left when time is short or long."""

import pytest
from meetings import asking, guide, meeting, numbers, sheet, talk, timed

from studyguide.planning.frame import Step
from studyguide.planning.plan import plan
from studyguide.planning.protocols import Turn

ALWAYS = {"keep": "always"}

# --- Minutes of the author's.


def test_an_authors_minutes_are_honoured_even_beyond_twenty() -> None:
    assert (10, 35, "question 1") in sheet(plan(timed(35), meeting(90, 8)))


def test_an_authors_minutes_are_not_stretched_whatever_is_to_spare() -> None:
    # 90 minutes less lean frame 10, restored 2 + 3 + 5 + 2, and 5 + 7 of talk are 56 in hand.
    result = plan(timed(5, 7), meeting(90, 8))
    assert talk(result) == {1: 5, 2: 7}
    assert result.in_hand == 56


def test_an_authors_minutes_hold_the_harvest_too() -> None:
    [question] = [row for row in plan(timed(20), meeting(60, 24)).rows if row.core]
    assert question.minutes == 20
    assert [(one.turn, one.minutes) for one in question.steps] == [
        (Turn.TABLES, 17),
        (Turn.HARVEST, 3),
    ]


def test_spare_time_lengthens_the_others_around_what_the_author_timed() -> None:
    # 90 minutes, 9 in hand, lean frame 10: 71 left, 12 + 10 + 12 are 34; restored 12; 25 left: 8
    # each for the first and the third, and 9 more in hand.
    result = plan(asking({}, {"minutes": 10}, {}), meeting(90, 8))
    assert talk(result) == {1: 20, 2: 10, 3: 20}
    assert result.in_hand == 18


# --- Kept always.


def test_six_questions_of_ten_minutes_in_ninety_are_six_questions_of_ten_minutes() -> None:
    # 10 + 60 + 9 in hand are 79; closing 2, opening 3 and their own questions 5 make 89: the last
    # minute is in hand, too.
    result = plan(timed(*[10] * 6, keep="always"), meeting(90, 8))
    assert talk(result) == dict.fromkeys(range(1, 7), 10)
    assert (result.over, result.in_hand) == (0, 10)


def test_in_an_hour_they_run_over_with_the_smallest_frame_and_nothing_in_hand() -> None:
    # Framing 3, closing 1, and 60.
    result = plan(timed(*[10] * 6, keep="always"), meeting(60, 8))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 10, "question 1"),
        (13, 10, "question 2"),
        (23, 10, "question 3"),
        (33, 10, "question 4"),
        (43, 10, "question 5"),
        (53, 10, "question 6"),
        (63, 1, "closing"),
    ]
    assert (result.over, result.in_hand) == (4, 0)


def test_a_focus_before_what_is_kept_always_stays_with_it() -> None:
    # The ranking is 1, 3, 2: kept is its beginning down to the last `always`.
    result = plan(asking({"focus": True}, {}, ALWAYS), meeting(15, 8))
    assert (numbers(result.kept), result.over) == ([1, 3], 4 + 6 + 6 - 15)


# --- As many as wanted.


def test_the_number_wanted_is_the_number_planned() -> None:
    # 60 minutes, framing 3, closing 1, in hand 1: 55 left. Six of 6 are 36; of 19 more each of six
    # takes 3, and the first in the ranking 1, 4, 7, 10, 2, 3 one more.
    result = plan(guide(), meeting(60, 8, questions=6))
    assert talk(result) == {1: 10, 2: 9, 3: 9, 4: 9, 7: 9, 10: 9}
    assert (result.over, result.in_hand) == (0, 1)


@pytest.mark.parametrize(
    ("wanted", "planned", "over"), [(1, 1, 0), (9, 9, 0), (10, 10, 4), (12, 12, 16), (30, 12, 16)]
)
def test_wanted_is_planned_or_all_there_are(wanted: int, planned: int, over: int) -> None:
    # 6 a question: nine fit beside the smallest frame, 4, and a minute in hand.
    result = plan(guide(), meeting(60, 8, questions=wanted))
    assert (len(result.kept), result.over) == (planned, over)


def test_more_may_be_wanted_than_the_planner_would_take() -> None:
    # 120 minutes hold 6 of 12 minutes: 12 in hand, lean frame 10, restored 22, 4 for the focus.
    result = plan(guide(), meeting(120, 8, questions=6))
    assert talk(result) == {1: 16, 2: 12, 3: 12, 4: 12, 7: 12, 10: 12}


def test_fewer_may_be_wanted_than_there_is_time_for() -> None:
    # 71 beside the lean frame and 9 in hand; restored 12, two questions of 20, and 19 to spare.
    result = plan(guide(), meeting(90, 8, questions=2))
    assert (talk(result), result.in_hand) == ({1: 20, 4: 20}, 9 + 19)


def test_kept_always_beats_the_number_wanted() -> None:
    asked = asking({}, ALWAYS, {}, ALWAYS)
    assert numbers(plan(asked, meeting(60, 8, questions=1)).kept) == [2, 4]
    assert numbers(plan(asked, meeting(60, 8, questions=3)).kept) == [1, 2, 4]


# --- One question alone.


def test_a_single_question_takes_the_time_up_to_45_minutes() -> None:
    # 60: 6 in hand, lean frame 10, closing 2, opening 3: 39 left. 90: 9 + 10 + 5 leave 66; 45 for
    # the question, then 5 and 2 for own questions and debrief: 14 more in hand.
    alone = guide(questions=1, sections=1)
    results = [plan(alone, meeting(minutes, 8)) for minutes in (60, 90)]
    assert [(talk(one), one.in_hand) for one in results] == [({1: 39}, 6), ({1: 45}, 9 + 14)]


def test_45_minutes_with_a_single_question_are_its_minutes() -> None:
    # 5 in hand, lean frame 10, closing 2, opening 3: 25 left.
    assert sheet(plan(guide(questions=1, sections=1), meeting(45, 8))) == [
        (0, 3, "framing"),
        (3, 7, "opening"),
        (10, 25, "question 1"),
        (35, 5, "closing"),
        (40, 5, "buffer"),
    ]


@pytest.mark.parametrize(
    ("minutes", "question", "own", "debrief", "hand"),
    [
        # A tenth in hand, lean frame 10, closing 2, opening 3, and 45 are 67 of 67.
        (67, 45, 0, 0, 7),
        (66, 44, 0, 0, 7),
        # 72: 8 in hand, and 4 more, which are too few for own questions.
        (72, 45, 0, 0, 12),
        (73, 45, 5, 0, 8),
        (75, 45, 5, 2, 8),
    ],
)
def test_what_45_minutes_leave_goes_to_own_questions_and_the_debrief(
    minutes: int, question: int, own: int, debrief: int, hand: int
) -> None:
    rows = {row.step: row.minutes for row in plan(guide(1, 1), meeting(minutes, 8)).rows}
    steps = (Step.QUESTION, Step.OWN_QUESTIONS, Step.DEBRIEF, Step.BUFFER)
    assert [rows.get(step, 0) for step in steps] == [question, own, debrief, hand]


def test_a_single_question_of_the_authors_minutes_leaves_them_their_own_questions() -> None:
    # 45: 5 in hand, lean frame 10, closing 2, opening 3, 15: 10 left, 5 and 2 of them.
    rows = {row.step: row.minutes for row in plan(timed(15), meeting(45, 8)).rows}
    assert (rows[Step.QUESTION], rows[Step.OWN_QUESTIONS], rows[Step.DEBRIEF]) == (15, 5, 2)


def test_the_only_question_that_is_wanted_takes_the_time_too() -> None:
    assert talk(plan(guide(), meeting(60, 8, questions=1))) == {1: 39}


def test_two_questions_end_at_twenty_minutes_each() -> None:
    result = plan(guide(questions=2, sections=1), meeting(120, 8))
    assert talk(result) == {1: 20, 2: 20}


def test_what_takes_longer_than_twenty_minutes_by_itself_is_left_as_long() -> None:
    # A round of 40 people in one circle: 20 and 2.
    asked = asking({"protocol": "round"}, {"protocol": "round"})
    assert talk(plan(asked, meeting(120, 40, tables=1))) == {1: 22, 2: 22}
