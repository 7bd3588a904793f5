"""One evening's changes to a meeting: what they change, refuse, and add to a file's name."""

import pytest

from studyguide.load import load
from studyguide.model import Guide, Meeting
from studyguide.planning.evening import Evening
from studyguide.problems import StudyguideError
from studyguide.shelves import shipped_guides

GUIDE: Guide = load(shipped_guides()["alignment-is-capabilities"]).guide
PLANNED = GUIDE.meeting


def test_an_evening_without_changes_is_the_guides_own_meeting() -> None:
    assert Evening().meeting(PLANNED) is PLANNED
    assert Evening().suffix(PLANNED) == ""


def test_a_change_takes_the_place_of_the_guides_value_and_of_no_other() -> None:
    changed = Evening(minutes=45, start="19:00").meeting(PLANNED)
    assert (changed.minutes, changed.start) == (45, "19:00")
    kept = {"minutes", "start"}
    assert changed.model_dump(exclude=kept) == PLANNED.model_dump(exclude=kept)


def test_an_evening_fits_the_guide_to_the_changed_meeting() -> None:
    plan = Evening(minutes=45, people=6, questions=1).fit(GUIDE)
    assert sum(row.minutes for row in plan.rows) == 45
    assert plan.meeting.people == 6
    assert len(plan.kept) == 1


@pytest.mark.parametrize(
    ("evening", "option"),
    [
        (Evening(minutes=-5), "--minutes"),
        (Evening(people=0), "--people"),
        (Evening(start="half past seven"), "--start"),
        (Evening(reading="twice"), "--reading"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_option(evening: Evening, option: str) -> None:
    with pytest.raises(StudyguideError) as refused:
        evening.fit(GUIDE)
    [problem] = refused.value.problems
    assert problem.code == "bad-option"
    assert problem.message.startswith(f"{option}: ")
    assert problem.hint


def test_two_bad_values_are_told_together() -> None:
    with pytest.raises(StudyguideError) as refused:
        Evening(minutes=-5, people=0).fit(GUIDE)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("evening", "suffix"),
    [
        (Evening(minutes=45), "-45min"),
        (Evening(minutes=45, people=6), "-45min-6people"),
        (Evening(start="19:00"), "-1900"),
        (Evening(date="2026-12-03"), "-2026-12-03"),
        (Evening(reading="aloud"), "-aloud"),
        (Evening(questions=2), "-2questions"),
        (Evening(groups=3), "-3groups"),
        (Evening(minutes=PLANNED.minutes), ""),
    ],
)
def test_a_files_name_tells_what_was_changed(evening: Evening, suffix: str) -> None:
    assert evening.suffix(PLANNED) == suffix


def test_a_changed_meeting_is_checked_like_a_written_one() -> None:
    assert isinstance(Evening(people=12).meeting(PLANNED), Meeting)
    with pytest.raises(StudyguideError, match="--start"):
        Evening(start="25:00").meeting(PLANNED)
