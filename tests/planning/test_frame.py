"""The frame: what no meeting goes without, in what order the rest comes back, and the reading."""

import pytest
from meetings import guide, meeting

from studyguide.guide.fields import Reading
from studyguide.planning.frame import Step, cut_down, lean, restore
from studyguide.planning.plan import plan
from studyguide.problems import StudyguideError


def test_a_lean_frame_is_ten_minutes_however_many_people_there_are() -> None:
    frame = {Step.FRAMING: 3, Step.OPENING: 4, Step.CLOSING: 3}
    for people in (2, 8, 12, 13, 20, 60, 200):
        assert lean(guide(), meeting(90, people)) == frame


@pytest.mark.parametrize(("people", "names"), [(2, 2), (8, 8), (12, 12), (13, 5), (200, 5)])
def test_strangers_have_arrivals_and_norms_and_open_with_their_names(
    people: int, names: int
) -> None:
    assert lean(guide(), meeting(90, people, first_meeting=True)) == {
        Step.FRAMING: 3,
        Step.CLOSING: 3,
        Step.ARRIVALS: 3,
        Step.NORMS: 3,
        Step.NAMES: names,
    }


def test_a_frame_is_cut_down_by_its_closing_first_and_then_its_opening() -> None:
    assert cut_down(lean(guide(), meeting(15, 8))) == (
        {Step.FRAMING: 3, Step.OPENING: 4, Step.CLOSING: 3},
        {Step.FRAMING: 3, Step.OPENING: 4, Step.CLOSING: 1},
        {Step.FRAMING: 3, Step.CLOSING: 1},
    )


def test_strangers_never_go_without_their_names_nor_anybody_without_the_text() -> None:
    text = guide(essay={"title": "An essay", "words": 300})
    strangers = lean(text, meeting(30, 8, first_meeting=True))
    assert [(one[Step.NAMES], one[Step.READING]) for one in cut_down(strangers)] == [(8, 4)] * 3


ORDER = (
    Step.FRAMING,
    Step.CLOSING,
    Step.OPENING,
    Step.BREAK,
    Step.OWN_QUESTIONS,
    Step.DEBRIEF,
)


@pytest.mark.parametrize(
    ("spare", "restored"),
    [
        (1, [0, 0, 0, 0, 0, 0]),
        (2, [2, 0, 0, 0, 0, 0]),
        (3, [2, 0, 0, 0, 0, 0]),
        (4, [2, 2, 0, 0, 0, 0]),
        (6, [2, 2, 0, 0, 0, 0]),
        (7, [2, 2, 3, 0, 0, 0]),
        (16, [2, 2, 3, 0, 0, 0]),
        (17, [2, 2, 3, 10, 0, 0]),
        (21, [2, 2, 3, 10, 0, 0]),
        (22, [2, 2, 3, 10, 5, 0]),
        (23, [2, 2, 3, 10, 5, 0]),
        (24, [2, 2, 3, 10, 5, 2]),
        (99, [2, 2, 3, 10, 5, 2]),
    ],
)
def test_parts_come_back_in_their_order_and_the_first_without_room_ends_it(
    spare: int, restored: list[int]
) -> None:
    # Eight people: the closing grows to 5, the opening to 7.
    noted, evening = guide(content_note="A death is told."), meeting(120, 8)
    bare = lean(noted, evening)
    full = restore(noted, evening, bare, spare, 2)
    assert [full.get(step, 0) - bare.get(step, 0) for step in ORDER] == restored


def test_there_are_no_rounds_above_twelve_people_and_no_opening_among_strangers() -> None:
    def extra(people: int, **more: bool) -> list[int]:
        evening = meeting(90, people, **more)
        bare = lean(guide(), evening)
        full = restore(guide(), evening, bare, 99, 2)
        return [full.get(step, 0) - bare.get(step, 0) for step in (Step.CLOSING, Step.OPENING)]

    assert [extra(12), extra(13)] == [[4, 6], [0, 0]]
    assert [extra(12, first_meeting=True), extra(13, first_meeting=True)] == [[4, 0], [0, 0]]


@pytest.mark.parametrize(("minutes", "kept", "pause"), [(119, 4, 0), (120, 2, 10), (120, 1, 0)])
def test_a_break_needs_a_long_meeting_and_two_questions(
    minutes: int, kept: int, pause: int
) -> None:
    evening = meeting(minutes, 8)
    full = restore(guide(), evening, lean(guide(), evening), 99, kept)
    assert full.get(Step.BREAK, 0) == pause


# --- Reading.


@pytest.mark.parametrize(
    ("words", "when", "second", "minutes"),
    [
        (999, None, False, 9),
        (999, None, True, 14),
        (1000, None, False, None),
        (None, None, False, None),
        (1500, "silent", False, 12),
        (1501, "silent", False, 13),
        (1800, "silent", True, 22),
        (1500, "aloud", False, 10),
        (1500, "aloud", True, 10),
    ],
)
def test_a_short_text_is_read_in_the_room_and_a_long_one_if_the_meeting_says_so(
    words: int | None, when: str | None, second: bool, minutes: int | None
) -> None:
    # 999 / 150 = 6.66 and 2; 999 / 90 = 11.1 and 2; 1500 / 150 = 10, and 2 unless it's aloud;
    # 1501 words begin another minute; 1800 / 90 = 20 and 2.
    text = guide(essay={"title": "An essay", "words": words})
    evening = meeting(90, 8, reading=when, second_language=second)
    rows = {row.step: row for row in plan(text, evening).rows}
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
    assert first[:5] == [Step.ARRIVALS, Step.FRAMING, Step.NORMS, Step.READING, Step.NAMES]
