"""The planner, on evenings worked out by hand."""

import pytest
from meetings import guide, meeting, numbers, sheet, talk, timed

from studyguide.guide.fields import Protocol
from studyguide.planning.frame import Step
from studyguide.planning.plan import Why, plan
from studyguide.planning.protocols import Stage, Turn

# --- By hand. Every guide has 12 interpretive questions in 4 sections of 3: number 1 is the focus,
# then each section's first: the ranking begins 1, 4, 7, 10.


def test_45_minutes_and_six_people_take_two_questions() -> None:
    # In hand 5, lean frame 3 + 4 + 3 = 10: 30 left. Six people: 12 a question. 12 + 12 = 24 fits,
    # a third (36) does not, though 2.7 questions round up to 3. 6 left: the closing grows from 3
    # to max(5, 1 + 3) = 5, the opening from 4 to ceil(1 + 4.5) = 6; their own questions (5) find
    # 2 and no room; these 2 go to the focus.
    result = plan(guide(), meeting(45, 6))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 6, "opening"),
        (9, 14, "question 1"),
        (23, 12, "question 4"),
        (35, 5, "closing"),
        (40, 5, "buffer"),
    ]


def test_an_hour_and_eight_people_take_three_questions() -> None:
    # In hand 6, lean frame 10: 44 left; three questions of 12 are 36, a fourth (48) is too much,
    # though 3.6 would allow 4. 8 left: closing +2 = 5, opening +3 = ceil(1 + 6) = 7, 3 left: not
    # enough for their own questions, so the focus has 15.
    result = plan(guide(), meeting(60, 8))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 7, "opening"),
        (10, 15, "question 1"),
        (25, 12, "question 4"),
        (37, 12, "question 7"),
        (49, 5, "closing"),
        (54, 6, "buffer"),
    ]


def test_90_minutes_and_eight_people_take_four_questions_and_no_break() -> None:
    # In hand 9, lean frame 10: 71 left, room for five, but four are enough under two hours. 23
    # left: closing 2, opening 3, own questions 5, debrief 2 make 12; 11 left: 8 until the focus
    # has 20, and 3 for the next.
    result = plan(guide(), meeting(90, 8))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 7, "opening"),
        (10, 20, "question 1"),
        (30, 15, "question 4"),
        (45, 12, "question 7"),
        (57, 12, "question 10"),
        (69, 5, "own-questions"),
        (74, 5, "closing"),
        (79, 2, "debrief"),
        (81, 9, "buffer"),
    ]


def test_two_hours_have_a_break_in_the_middle() -> None:
    # In hand 12, lean frame 10: 98 left, four questions of 12 are 48: 50 left. Closing 2, opening
    # 3, break 10, own questions 5, debrief 2 make 22; of 28 the first three questions take 8 each,
    # the fourth 4. The middle of the break could be at 35, 55 or 75: 55 is nearest to 60.
    result = plan(guide(), meeting(120, 8))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 7, "opening"),
        (10, 20, "question 1"),
        (30, 20, "question 4"),
        (50, 10, "break"),
        (60, 20, "question 7"),
        (80, 16, "question 10"),
        (96, 5, "own-questions"),
        (101, 5, "closing"),
        (106, 2, "debrief"),
        (108, 12, "buffer"),
    ]


def test_at_a_first_meeting_names_and_opening_are_one_round() -> None:
    # In hand 9; arrivals 3, framing 3, norms 3, names 8, closing 3 = 20: 61 left, four questions
    # are 48. 13 left: closing 2, own questions 5, debrief 2; 4 for the focus.
    result = plan(guide(), meeting(90, 8, first_meeting=True))
    assert sheet(result) == [
        (0, 3, "arrivals"),
        (3, 3, "framing"),
        (6, 3, "norms"),
        (9, 8, "names"),
        (17, 16, "question 1"),
        (33, 12, "question 4"),
        (45, 12, "question 7"),
        (57, 12, "question 10"),
        (69, 5, "own-questions"),
        (74, 5, "closing"),
        (79, 2, "debrief"),
        (81, 9, "buffer"),
    ]
    assert result.rows[3].protocol is Protocol.ROUND


def test_twenty_people_sit_in_one_circle_without_rounds() -> None:
    # In hand 8, lean frame 10: 57 left; three questions of 15 are 45, four would be 60. 12 left:
    # the opening stays in pairs and the closing in writing; own questions 5, debrief 2, and 5 for
    # the focus.
    result = plan(guide(), meeting(75, 20))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 20, "question 1"),
        (27, 15, "question 4"),
        (42, 15, "question 7"),
        (57, 5, "own-questions"),
        (62, 3, "closing"),
        (65, 2, "debrief"),
        (67, 8, "buffer"),
    ]
    assert result.tables == 0
    opening, closing = result.rows[1], result.rows[6]
    assert (opening.protocol, opening.threes) == (Protocol.PAIRS, 0)
    assert closing.steps == (Stage(Turn.WRITE, 1), Stage(Turn.VOICES, 2))


def test_24_people_sit_at_six_tables_and_harvest_each_question_once() -> None:
    # A question is 10 for four people and 3 for the harvest. In hand 8, lean frame 10: 57 left,
    # four questions are 52; their own questions take the other 5, and nothing is left for more.
    result = plan(guide(), meeting(75, 24))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 13, "question 1"),
        (20, 13, "question 4"),
        (33, 13, "question 7"),
        (46, 13, "question 10"),
        (59, 5, "own-questions"),
        (64, 3, "closing"),
        (67, 8, "buffer"),
    ]
    focus = result.rows[2]
    assert (result.tables, focus.tables) == (6, 6)
    assert focus.steps == (Stage(Turn.TABLES, 10), Stage(Turn.HARVEST, 3))


def test_a_guide_without_questions_still_gets_its_frame() -> None:
    # 30 minutes, in hand 3, lean frame 10: 17 left, restored 2 + 1 + 5 + 2 = 10, the rest in hand.
    bare = guide(sections=1, questions=0)
    result = plan(bare, meeting(30, 4))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 5, "opening"),
        (8, 5, "own-questions"),
        (13, 5, "closing"),
        (18, 2, "debrief"),
        (20, 10, "buffer"),
    ]
    assert (result.kept, result.left_out, result.focus) == ((), (), None)


# --- The frame.


def test_a_content_note_is_the_first_thing_that_gets_its_time_back() -> None:
    # 28 minutes, in hand 3, lean frame 10, a question of 12: 3 left, 2 for the note, 1 for the
    # focus.
    result = plan(guide(content_note="A death is told."), meeting(28, 8))
    assert sheet(result)[0] == (0, 5, "framing")
    assert sheet(result)[-2] == (22, 3, "closing")


def test_a_lean_opening_is_in_pairs_and_a_lean_closing_is_written() -> None:
    # 10 + 12 + 3 are the 25 minutes.
    rows = {row.step: row for row in plan(guide(), meeting(25, 8)).rows}
    assert rows[Step.OPENING].protocol is Protocol.PAIRS
    assert rows[Step.CLOSING].protocol is Protocol.WRITE_FIRST
    assert rows[Step.CLOSING].steps == (Stage(Turn.WRITE, 1), Stage(Turn.VOICES, 2))


@pytest.mark.parametrize(
    ("people", "opening", "voices"),
    [
        (2, Protocol.WHOLE, Turn.ROUND),
        (3, Protocol.WHOLE, Turn.ROUND),
        (4, Protocol.PAIRS, Turn.ROUND),
        (5, Protocol.PAIRS, Turn.VOICES),
    ],
)
def test_a_handful_of_people_open_together_and_all_read_out_their_line(
    people: int, opening: Protocol, voices: Turn
) -> None:
    # 10 + 10 + 3 are the 23 minutes.
    rows = {row.step: row for row in plan(guide(), meeting(23, people)).rows}
    assert (rows[Step.OPENING].protocol, rows[Step.OPENING].threes) == (opening, people // 5)
    assert rows[Step.CLOSING].steps == (Stage(Turn.WRITE, 1), Stage(voices, 2))


def test_with_time_everybody_opens_and_closes() -> None:
    rows = {row.step: row for row in plan(guide(), meeting(60, 12)).rows}
    assert (rows[Step.OPENING].protocol, rows[Step.OPENING].minutes) == (Protocol.ROUND, 10)
    assert (rows[Step.CLOSING].protocol, rows[Step.CLOSING].minutes) == (Protocol.ROUND, 7)


def test_the_guide_brings_its_own_meeting() -> None:
    assert plan(guide(meeting={"minutes": 45, "people": 6})) == plan(guide(), meeting(45, 6))


def test_a_break_needs_two_hours_and_its_ten_minutes() -> None:
    # 120 minutes less 12 in hand, lean frame 10 and restored 2 + 3 are 93: two questions of 41
    # leave 11 of them, two of 42 leave 9, and what follows the break stays away with it.
    def pause(minutes: int, length: int = 120) -> int:
        rows = plan(timed(minutes, minutes), meeting(length, 8)).rows
        return sum(row.minutes for row in rows if row.step is Step.BREAK)

    assert [pause(41), pause(42), pause(10, 119), pause(10, 120)] == [10, 0, 0, 10]
    steps = {row.step for row in plan(timed(42, 42), meeting(120, 8)).rows}
    assert Step.OWN_QUESTIONS not in steps


def test_one_question_has_no_break_before_or_after_it() -> None:
    steps = [row.step for row in plan(guide(sections=1, questions=1), meeting(120, 8)).rows]
    assert Step.BREAK not in steps


def test_after_a_long_reading_the_break_still_waits_for_the_first_question() -> None:
    # 7500 words aloud are 50 minutes; framing 3, reading 50, opening 7: the first question begins
    # at the meeting's very middle.
    text = guide(questions=2, sections=2, essay={"title": "An essay", "words": 7500})
    steps = [row.step for row in plan(text, meeting(120, 8, reading="aloud")).rows]
    assert steps[3:6] == [Step.QUESTION, Step.BREAK, Step.QUESTION]


# --- Why a question was left out.


def test_the_planners_limit_and_the_clock_are_told_apart() -> None:
    # 45 minutes hold two of the three questions that they allow.
    reasons = [left.why for left in plan(guide(), meeting(45, 6)).left_out]
    assert reasons == [Why.NO_TIME] + [Why.ENOUGH_QUESTIONS] * 9


def test_the_number_wanted_is_named_as_the_reason() -> None:
    result = plan(guide(), meeting(90, 8, questions=2))
    assert numbers(result.kept) == [1, 4]
    assert {left.why for left in result.left_out} == {Why.OVER_QUESTIONS_LIMIT}


# --- The clock.


def test_times_of_day_go_past_midnight_too() -> None:
    result = plan(guide(), meeting(60, 8, start="23.30"))
    assert [result.clock(row.start) for row in result.rows] == [
        "23.30",
        "23.33",
        "23.40",
        "23.55",
        "00.07",
        "00.19",
        "00.24",
    ]


def test_without_a_start_there_is_no_time_of_day() -> None:
    result = plan(guide(), meeting(60, 8))
    assert {result.clock(row.start) for row in result.rows} == {None}
    assert talk(result) == {1: 15, 4: 12, 7: 12}
