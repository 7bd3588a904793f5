"""A meeting that is too short for what it should hold: what gives way, and in what order."""

from typing import Any

import pytest
from meetings import asking, guide, least_minutes, meeting, sheet, talk

from studyguide.planning.frame import Step
from studyguide.planning.plan import plan
from studyguide.planning.protocols import Turn
from studyguide.problems import StudyguideError

ALWAYS = {"keep": "always"}

# --- What the author insists on.


@pytest.mark.parametrize(
    ("minutes", "framing", "opening", "closing", "hand"),
    [
        # Four questions of 12 are 48 minutes, the lean frame 10, a tenth of 65 is 7.
        (65, 3, 4, 3, 7),
        # One minute less, and the time in hand has to do with what is left, down to one.
        (64, 5, 4, 3, 4),
        (61, 5, 4, 3, 1),
        # The content note takes two minutes or none.
        (60, 3, 4, 3, 2),
        (59, 3, 4, 3, 1),
        # The closing shrinks before the opening goes, and then grows again.
        (58, 3, 4, 2, 1),
        (57, 3, 4, 1, 1),
        (56, 3, 0, 3, 2),
        (55, 3, 0, 3, 1),
        (53, 3, 0, 1, 1),
    ],
)
def test_the_frame_gives_way_before_what_is_kept_always_shrinks(
    minutes: int, framing: int, opening: int, closing: int, hand: int
) -> None:
    result = plan(asking(*[ALWAYS] * 4, content_note="A death is told."), meeting(minutes, 8))
    rows = {row.step: row.minutes for row in result.rows}
    found = [rows.get(step, 0) for step in (Step.FRAMING, Step.OPENING, Step.CLOSING, Step.BUFFER)]
    assert found == [framing, opening, closing, hand]
    assert talk(result) == dict.fromkeys(range(1, 5), 12)


@pytest.mark.parametrize(
    ("minutes", "lengths"),
    [
        # Framing 3, closing 1, in hand 1; four of 12 are 53.
        (52, [12, 12, 12, 11]),
        # 40 left; four of 6 are 24, and 16 more are 4 each.
        (45, [10, 10, 10, 10]),
        (44, [10, 10, 10, 9]),
        (30, [7, 6, 6, 6]),
        (29, [6, 6, 6, 6]),
    ],
)
def test_what_is_kept_always_shrinks_evenly_before_the_meeting_runs_over(
    minutes: int, lengths: list[int]
) -> None:
    result = plan(asking(*[ALWAYS] * 4), meeting(minutes, 8))
    assert list(talk(result).values()) == lengths
    assert {row.step: row.minutes for row in result.rows if not row.core} == {
        Step.FRAMING: 3,
        Step.CLOSING: 1,
        Step.BUFFER: 1,
    }


def test_a_meeting_that_runs_over_has_the_smallest_frame_and_the_shortest_questions() -> None:
    # 6 questions of 6 and the smallest frame are 40; the minute in hand goes first.
    found = [plan(asking(*[ALWAYS] * 6), meeting(minutes, 8)) for minutes in (41, 40, 39)]
    assert [(one.over, one.in_hand) for one in found] == [(0, 1), (0, 0), (1, 0)]
    assert [sheet(one)[1] for one in found] == [(3, 6, "question 1")] * 3
    assert [sheet(one)[7] for one in found] == [(39, 1, "closing")] * 3


def test_six_questions_share_four_minutes() -> None:
    # Framing 3, closing 1, in hand 1, and six of 6 are 41; the ranking is that of the text.
    result = plan(asking(*[ALWAYS] * 6), meeting(45, 8))
    assert list(talk(result).values()) == [7, 7, 7, 7, 6, 6]


def test_nobody_gets_more_than_the_usual_minutes_of_what_is_shared() -> None:
    # 3 + 1 + 1 of 30, 3 for the fact and 6 and 6: 10 left. The fact takes 1, up to its usual 4,
    # then 5 and 4 for the others.
    asked = asking(ALWAYS, ALWAYS | {"kind": "factual"}, ALWAYS)
    assert talk(plan(asked, meeting(30, 8))) == {1: 11, 2: 4, 3: 10}


def test_an_authors_minutes_do_not_shrink_between_those_that_do() -> None:
    # 30 minutes less 4 of the frame and 1 in hand: 25, of which 12 are the author's; 6 and 6 leave
    # 1 for the first.
    asked = asking(ALWAYS, ALWAYS | {"minutes": 12}, ALWAYS)
    assert talk(plan(asked, meeting(30, 8))) == {1: 7, 2: 12, 3: 6}


def test_pinched_questions_at_tables_have_one_harvest_for_all_of_them() -> None:
    # Smallest frame 4, in hand 1; three of 6 and a harvest of 3 are 21. In 26, the first
    # takes the harvest; in 30, the others take 2 each of the other 4. In 24, all run over.
    found = [plan(asking(*[ALWAYS] * 3), meeting(minutes, 24)) for minutes in (30, 26, 24)]
    assert [talk(one) for one in found] == [
        {1: 9, 2: 8, 3: 8},
        {1: 9, 2: 6, 3: 6},
        {1: 6, 2: 6, 3: 6},
    ]
    assert [(one.over, one.in_hand) for one in found] == [(0, 1), (0, 1), (1, 0)]
    assert sheet(found[2])[3:] == [(15, 6, "question 3"), (21, 3, "harvest"), (24, 1, "closing")]


def test_pinched_questions_pay_for_the_chairs() -> None:
    # Smallest frame 4, 6 at tables and a harvest of 3, 12 for a fishbowl, and 3 to move: 28, and a
    # minute in hand.
    bowl = {"protocol": "fishbowl", "keep": "always"}
    found = [plan(asking(ALWAYS, bowl), meeting(at, 20, tables=5)) for at in (30, 29, 28, 27)]
    assert [talk(one)[1] for one in found] == [10, 9, 6, 6]
    assert [talk(one)[2] for one in found] == [12, 12, 12, 12]
    assert [(one.over, one.in_hand) for one in found] == [(0, 1), (0, 1), (0, 0), (1, 0)]


# --- Too short for the frame.


@pytest.mark.parametrize(
    ("minutes", "people", "parts"),
    [
        # Three people want 10 minutes: what is left of 15 after framing 3, closing 1, in hand 1.
        (15, 3, {"framing": 3, "question 1": 10, "closing": 1, "buffer": 1}),
        # Eight people want 12.
        (15, 8, {"framing": 3, "question 1": 10, "closing": 1, "buffer": 1}),
        (17, 8, {"framing": 3, "question 1": 12, "closing": 1, "buffer": 1}),
        (18, 8, {"framing": 3, "question 1": 12, "closing": 2, "buffer": 1}),
        (20, 8, {"framing": 3, "question 1": 12, "closing": 3, "buffer": 2}),
        # The opening comes back: 3 + 4 + 12 + 1 + 1.
        (21, 8, {"framing": 3, "opening": 4, "question 1": 12, "closing": 1, "buffer": 1}),
        (24, 8, {"framing": 3, "opening": 4, "question 1": 12, "closing": 3, "buffer": 2}),
        # The lean frame fits: 10 + 12 + 3.
        (25, 8, {"framing": 3, "opening": 4, "question 1": 12, "closing": 3, "buffer": 3}),
        # Seven tables, the harvest among the ten minutes.
        (15, 30, {"framing": 3, "question 1": 10, "closing": 1, "buffer": 1}),
        (15, 200, {"framing": 3, "question 1": 10, "closing": 1, "buffer": 1}),
    ],
)
def test_a_short_meeting_gives_up_its_frame_before_its_question(
    minutes: int, people: int, parts: dict[str, int]
) -> None:
    assert {name: length for _, length, name in sheet(plan(guide(), meeting(minutes, people)))} == (
        parts
    )


def test_a_closing_of_one_minute_is_written() -> None:
    closing = plan(guide(), meeting(15, 3)).rows[-2]
    assert [(one.turn, one.minutes) for one in closing.steps] == [(Turn.WRITE, 1)]


@pytest.mark.parametrize(
    ("question", "more", "least"),
    [
        # Framing 3, the question, closing 1, in hand 1.
        ({}, {"people": 2}, 15),
        ({"minutes": 20}, {}, 25),
        # Arrivals 3, norms 3, names 5; at tables 6 and a harvest, or no harvest of its own.
        ({}, {"first_meeting": True, "people": 24}, 25),
        ({"minutes": 12}, {"first_meeting": True, "people": 24}, 28),
        ({"protocol": "1-2-4-all"}, {}, 17),
        # The chairs stand for it from the start.
        ({"protocol": "fishbowl"}, {}, 17),
        ({"protocol": "fishbowl"}, {"people": 40}, 17),
        # Arrivals 3, norms 3, names 8 or 12 or 5.
        ({}, {"first_meeting": True}, 25),
        ({}, {"first_meeting": True, "people": 12}, 29),
        ({}, {"first_meeting": True, "people": 13}, 22),
        # 1500 words are 12 minutes, in another language 17 and 2.
        ({}, {"reading": "silent"}, 23),
        ({}, {"reading": "silent", "second_language": True}, 30),
        ({}, {"reading": "aloud"}, 21),
    ],
)
def test_the_least_minutes_are_told_and_work(
    question: dict[str, Any], more: dict[str, Any], least: int
) -> None:
    asked = asking(question, essay={"title": "An essay", "words": 1500})
    group = {"people": 8} | more
    assert least_minutes(asked, meeting(60, **group)) == least
    assert plan(asked, meeting(least, **group)).kept
    if least > 15:
        with pytest.raises(StudyguideError, match=f"takes {least} .*meeting-too-short"):
            plan(asked, meeting(least - 1, **group))


def test_a_meeting_too_short_says_how_long_it_must_be() -> None:
    with pytest.raises(StudyguideError) as caught:
        plan(guide(), meeting(24, 8, first_meeting=True))
    (problem,) = caught.value.problems
    assert problem.code == "meeting-too-short"
    assert problem.message == "24 minutes is too short for 8 people: even one question takes 25"
    assert problem.hint == "allow at least 25 minutes"


def test_a_meeting_filled_by_reading_may_read_before() -> None:
    text = guide(essay={"title": "An essay", "words": 9000})
    with pytest.raises(StudyguideError, match="reading: before"):
        plan(text, meeting(60, 8, reading="silent"))


def test_a_frame_that_does_not_fit_is_refused_without_questions_too() -> None:
    # Arrivals 3, framing 3, norms 3, names 12, closing 1, in hand 1.
    bare = guide(sections=1, questions=0)
    with pytest.raises(StudyguideError, match="without questions takes 23"):
        plan(bare, meeting(22, 12, first_meeting=True))
    assert plan(bare, meeting(23, 12, first_meeting=True)).kept == ()


def test_where_the_author_insists_no_meeting_is_too_short() -> None:
    # Arrivals 3, framing 3, norms 3, names 8, closing 1 and 6: 24.
    result = plan(asking(ALWAYS), meeting(15, 8, first_meeting=True))
    assert (result.over, talk(result)) == (9, {1: 6})
    assert Step.NAMES in {row.step for row in result.rows}
