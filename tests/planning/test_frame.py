"""The frame: what no meeting goes without, and in what order the rest comes back."""

from typing import Any

import pytest

from studyguide.guide.model import Guide, Meeting
from studyguide.planning.frame import Step, lean, restore


def guide(**more: Any) -> Guide:
    return Guide.model_validate({"essay": "An essay", "sections": [{"title": "A section"}]} | more)


def meeting(minutes: int = 90, people: int = 8, **more: Any) -> Meeting:
    return Meeting.model_validate({"minutes": minutes, "people": people} | more)


def test_a_lean_frame_is_ten_minutes() -> None:
    assert lean(guide(), meeting()) == {Step.FRAMING: 3, Step.OPENING: 4, Step.CLOSING: 3}


def test_from_13_people_moving_to_tables_takes_a_minute_once() -> None:
    assert lean(guide(), meeting(people=13))[Step.OPENING] == 5
    first = lean(guide(), meeting(people=13, first_meeting=True))
    assert (first[Step.NAMES], Step.OPENING in first) == (6, False)


@pytest.mark.parametrize(
    ("spare", "restored"),
    [
        (1, [0, 0, 0, 0, 0, 0]),
        (2, [2, 0, 0, 0, 0, 0]),
        (3, [2, 0, 0, 0, 0, 0]),
        (4, [2, 2, 0, 0, 0, 0]),
        (7, [2, 2, 3, 0, 0, 0]),
        (11, [2, 2, 3, 0, 0, 0]),
        (12, [2, 2, 3, 5, 0, 0]),
        (14, [2, 2, 3, 5, 2, 0]),
        (19, [2, 2, 3, 5, 2, 5]),
        (24, [2, 2, 3, 5, 2, 10]),
        (99, [2, 2, 3, 5, 2, 10]),
    ],
)
def test_parts_come_back_in_their_order_and_the_first_without_room_ends_it(
    spare: int, restored: list[int]
) -> None:
    order = (Step.FRAMING, Step.CLOSING, Step.OPENING, Step.OWN_QUESTIONS, Step.DEBRIEF, Step.BREAK)
    noted, evening = guide(content_note="A death is told."), meeting(120)
    bare = lean(noted, evening)
    full = restore(noted, evening, bare, spare, 2)
    assert [full.get(step, 0) - bare.get(step, 0) for step in order] == restored


@pytest.mark.parametrize(
    ("minutes", "kept", "pause"), [(89, 4, 0), (90, 4, 5), (119, 4, 5), (120, 2, 10), (120, 1, 0)]
)
def test_a_break_needs_a_long_meeting_and_two_questions(
    minutes: int, kept: int, pause: int
) -> None:
    evening = meeting(minutes)
    full = restore(guide(), evening, lean(guide(), evening), 99, kept)
    assert full.get(Step.BREAK, 0) == pause
