"""The planner, on evenings worked out by hand."""

from typing import Any

import pytest

from studyguide.guide.fields import Protocol, Reading
from studyguide.guide.model import Core, Guide, Meeting
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan, Why, plan
from studyguide.planning.timing import Stage, Turn
from studyguide.problems import StudyguideError


def guide(questions: int = 12, sections: int = 4, **more: Any) -> Guide:
    """A guide of interpretive questions, spread evenly over its sections."""
    part = {"title": "A section", "questions": ["What does it mean?"] * (questions // sections)}
    return Guide.model_validate({"essay": "An essay", "sections": [part] * sections} | more)


def timed(*minutes: int) -> Guide:
    """A guide of questions whose minutes the author gave."""
    questions = [{"ask": "What does it mean?", "minutes": each} for each in minutes]
    part = {"title": "A section", "questions": questions}
    return Guide.model_validate({"essay": "An essay", "sections": [part]})


def meeting(minutes: int, people: int, **more: Any) -> Meeting:
    return Meeting.model_validate({"minutes": minutes, "people": people} | more)


def sheet(planned: Plan) -> list[tuple[int, int, str]]:
    """The run sheet as start, minutes and what; a question as its number."""
    return [
        (row.start, row.minutes, f"question {row.core.number}" if row.core else row.step.value)
        for row in planned.rows
    ]


def numbers(cores: tuple[Core, ...]) -> list[int]:
    return [core.number for core in cores]


# --- By hand. Every guide has 12 interpretive questions in 4 sections of 3: number 1 is the focus,
# then each section's first: the ranking begins 1, 4, 7, 10.


def test_45_minutes_and_six_people_take_two_questions() -> None:
    # Buffer 5, lean frame 3 + 4 + 3 = 10: 30 left. Six people: 12 a question. 12 + 12 = 24 fits,
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
    # Buffer 6, lean frame 10: 44 left; three questions of 12 are 36, a fourth (48) is too much,
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


def test_90_minutes_and_eight_people_take_four_questions_and_a_break() -> None:
    # Buffer 9, lean frame 10: 71 left, room for five, but four are enough under two hours. 23
    # left: closing 2, opening 3, own questions 5, debrief 2, break 5 make 17; 6 for the focus.
    # The break's middle could lie at 30.5, 42.5 or 54.5 of 90 minutes: 42.5 is nearest to 45.
    result = plan(guide(), meeting(90, 8))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 7, "opening"),
        (10, 18, "question 1"),
        (28, 12, "question 4"),
        (40, 5, "break"),
        (45, 12, "question 7"),
        (57, 12, "question 10"),
        (69, 5, "own-questions"),
        (74, 5, "closing"),
        (79, 2, "debrief"),
        (81, 9, "buffer"),
    ]


def test_a_first_meeting_hears_names_instead_of_the_opening() -> None:
    # Buffer 9; arrivals 5, names 8, norms 3, framing 3, closing 3 = 22: 59 left, four questions
    # are 48. 11 left: closing 2, own questions 5, debrief 2; the break needs 5 and finds 2, which
    # go to the focus.
    result = plan(guide(), meeting(90, 8, first_meeting=True))
    assert sheet(result) == [
        (0, 5, "arrivals"),
        (5, 8, "names"),
        (13, 3, "norms"),
        (16, 3, "framing"),
        (19, 14, "question 1"),
        (33, 12, "question 4"),
        (45, 12, "question 7"),
        (57, 12, "question 10"),
        (69, 5, "own-questions"),
        (74, 5, "closing"),
        (79, 2, "debrief"),
        (81, 9, "buffer"),
    ]


def test_twenty_people_sit_in_five_fours_that_report() -> None:
    # Five fours: a question is 10 and a minute a table, 15. Buffer 8; framing 3, opening in pairs
    # 4 and 1 to move, closing 3 = 11: 56 left; three questions are 45, four would be 60. 11 left:
    # closing 5, opening 5 (and 1 to move), own questions 5: 3 left, debrief 2, and 1 for the focus.
    result = plan(guide(), meeting(75, 20))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 6, "opening"),
        (9, 16, "question 1"),
        (25, 15, "question 4"),
        (40, 15, "question 7"),
        (55, 5, "own-questions"),
        (60, 5, "closing"),
        (65, 2, "debrief"),
        (67, 8, "buffer"),
    ]
    opening, focus = result.rows[1], result.rows[2]
    assert (opening.protocol, opening.groups, opening.moving) == (Protocol.ROUND, 5, 1)
    assert (focus.groups, focus.reporting) == (5, 5)
    assert focus.steps == (Stage(Turn.FOURS, 11), Stage(Turn.REPORT, 5))


def test_a_guide_without_questions_still_gets_its_frame() -> None:
    # 30 minutes, buffer 3, lean frame 10: 17 left, restored 2 + 2 + 5 + 2 = 11, the rest reserve.
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
    assert (result.kept, result.left_out, result.late, result.focus) == ((), (), (), None)


def test_a_content_note_is_the_first_thing_that_gets_its_time_back() -> None:
    # 28 minutes, buffer 3, lean frame 10, a question of 12: 3 left, 2 for the note, 1 for the
    # focus.
    result = plan(guide(content_note="A death is told."), meeting(28, 8))
    assert sheet(result)[0] == (0, 5, "framing")
    assert sheet(result)[-2] == (22, 3, "closing")


def test_a_lean_opening_is_in_pairs_and_a_lean_closing_is_written() -> None:
    ways = {row.step: row.protocol for row in plan(guide(), meeting(25, 8)).rows}
    assert ways[Step.OPENING] is Protocol.PAIRS
    assert ways[Step.CLOSING] is Protocol.WRITE_FIRST


def test_the_guide_brings_its_own_meeting() -> None:
    assert plan(guide(meeting={"minutes": 45, "people": 6})) == plan(guide(), meeting(45, 6))


def test_a_long_break_grows_out_of_a_short_one() -> None:
    # 120 minutes less buffer 12, lean frame 10 and restored 2 + 3 + 5 + 2 are 86. Two questions of
    # 38 leave 10 of them, two of 40 leave 6, two of 42 leave 2.
    def pause(minutes: int) -> int:
        rows = plan(timed(minutes, minutes), meeting(120, 8)).rows
        return sum(row.minutes for row in rows if row.step is Step.BREAK)

    assert [pause(38), pause(40), pause(42)] == [10, 5, 0]


def test_one_question_has_no_break_before_or_after_it() -> None:
    steps = [row.step for row in plan(guide(sections=1, questions=1), meeting(120, 8)).rows]
    assert Step.BREAK not in steps


def test_after_a_long_reading_the_break_still_waits_for_the_first_question() -> None:
    # 7500 words aloud are 50 minutes; framing 3, reading 50, opening 7: the first question begins
    # at the meeting's very middle.
    text = guide(questions=2, sections=2, essay={"title": "An essay", "words": 7500})
    steps = [row.step for row in plan(text, meeting(120, 8, reading="aloud")).rows]
    assert steps[3:6] == [Step.QUESTION, Step.BREAK, Step.QUESTION]


# --- What the author wrote.


def test_an_authors_minutes_are_honoured_even_beyond_twenty() -> None:
    assert (10, 35, "question 1") in sheet(plan(timed(35), meeting(90, 8)))


def test_what_is_skipped_when_late_is_last_in_the_ranking_until_ten_minutes_are_won() -> None:
    # The buffer of 60 minutes is 6, so one question of 12 is enough; that of 100 minutes is 10.
    assert numbers(plan(guide(), meeting(60, 8)).late) == [7]
    assert plan(guide(), meeting(100, 8)).late == ()


def test_the_focus_is_never_skipped() -> None:
    # 28 minutes hold only the focus, and a buffer of 3 does not make up for ten.
    assert plan(guide(), meeting(28, 8)).late == ()


def test_a_limit_of_questions_is_named_as_the_reason() -> None:
    result = plan(guide(), meeting(90, 8), questions=2)
    assert numbers(result.kept) == [1, 4]
    assert {left.why for left in result.left_out} == {Why.OVER_QUESTIONS_LIMIT}


def test_a_limit_of_questions_may_be_higher_than_the_planners_own() -> None:
    # 71 minutes beside the lean frame: five of 12.
    result = plan(guide(), meeting(90, 8), questions=12)
    assert len(result.kept) == 5
    assert {left.why for left in result.left_out} == {Why.NO_TIME}


def test_the_planners_limit_and_the_clock_are_told_apart() -> None:
    # 45 minutes hold two of the three questions that they allow.
    reasons = [left.why for left in plan(guide(), meeting(45, 6)).left_out]
    assert reasons == [Why.NO_TIME] + [Why.ENOUGH_QUESTIONS] * 9


def test_no_questions_at_all_can_not_be_asked_for() -> None:
    with pytest.raises(StudyguideError, match="too-few-questions"):
        plan(guide(), meeting(60, 8), questions=0)


# --- Reading.


@pytest.mark.parametrize(
    ("words", "when", "minutes"),
    [
        (799, None, 6),
        (800, None, None),
        (None, None, None),
        (1200, "silent", 9),
        (1200, "aloud", 8),
    ],
)
def test_a_short_text_is_read_in_the_room_and_a_long_one_if_the_meeting_says_so(
    words: int | None, when: str | None, minutes: int | None
) -> None:
    # 799 / 200 * 1.5 = 5.99; 1200 / 200 * 1.5 = 9; 1200 / 150 = 8.
    text = guide(essay={"title": "An essay", "words": words})
    rows = {row.step: row for row in plan(text, meeting(90, 8, reading=when)).rows}
    assert (rows[Step.READING].minutes if Step.READING in rows else None) == minutes


def test_a_short_text_can_be_read_before() -> None:
    text = guide(essay={"title": "An essay", "words": 300})
    result = plan(text, meeting(60, 8, reading="before"))
    assert result.reading is Reading.BEFORE
    assert Step.READING not in {row.step for row in result.rows}


def test_reading_in_the_room_is_refused_while_nobody_knows_how_long_the_text_is() -> None:
    with pytest.raises(StudyguideError, match=r"words: 1200.*reading-needs-words"):
        plan(guide(), meeting(60, 8, reading="aloud"))


def test_the_frame_stands_in_the_order_of_the_evening() -> None:
    text = guide(essay={"title": "An essay", "words": 300})
    usual = [row.step for row in plan(text, meeting(60, 6)).rows if not row.core]
    assert usual[:3] == [Step.FRAMING, Step.READING, Step.OPENING]
    first = [row.step for row in plan(text, meeting(60, 6, first_meeting=True)).rows]
    assert first[:5] == [Step.ARRIVALS, Step.NAMES, Step.NORMS, Step.FRAMING, Step.READING]


# --- Too short.


def test_a_meeting_too_short_says_how_long_it_must_be() -> None:
    # Lean frame 10 and 12 for the focus are 22 of nine tenths: 24.4, so 25 minutes.
    with pytest.raises(StudyguideError) as caught:
        plan(guide(), meeting(20, 8))
    (problem,) = caught.value.problems
    assert problem.code == "meeting-too-short"
    assert problem.message == "20 minutes is too short for 8 people: even one question takes 25"
    assert problem.hint == "allow at least 25 minutes"


def test_a_meeting_filled_by_reading_may_read_before() -> None:
    text = guide(essay={"title": "An essay", "words": 9000})
    with pytest.raises(StudyguideError, match="reading: before"):
        plan(text, meeting(60, 8, reading="silent"))


def test_a_frame_that_does_not_fit_is_refused_without_questions_too() -> None:
    # Arrivals 5, names 12, norms 3, framing 3, closing 3: 26 of nine tenths, 28.9.
    bare = guide(sections=1, questions=0)
    with pytest.raises(StudyguideError, match="without questions takes 29"):
        plan(bare, meeting(28, 12, first_meeting=True))
    assert plan(bare, meeting(29, 12, first_meeting=True)).kept == ()


# --- The clock.


def test_rows_carry_the_time_of_day_past_midnight_too() -> None:
    result = plan(guide(), meeting(60, 8, start="23.30"))
    assert [result.clock(row) for row in result.rows] == [
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
    assert {result.clock(row) for row in result.rows} == {None}
