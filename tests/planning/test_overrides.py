"""One evening's changes to a meeting: what they change, refuse, and add to a file's name."""

import pytest

from studyguide.files.resources import shipped_guides
from studyguide.guide.load import load
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Guide
from studyguide.planning.overrides import MeetingOverrides
from studyguide.problems import StudyguideError

GUIDE: Guide = load(shipped_guides()["alignment-is-capabilities"]).guide
PLANNED = GUIDE.meeting
FIRST = "-no-first-meeting" if PLANNED.first_meeting else "-first-meeting"


def test_an_evening_without_changes_is_the_guides_own_meeting() -> None:
    assert MeetingOverrides().meeting(PLANNED) is PLANNED
    assert MeetingOverrides().suffix(PLANNED) == ""


def test_a_change_takes_the_place_of_the_guides_value_and_of_no_other() -> None:
    changed = MeetingOverrides(minutes=45, start="19:00").meeting(PLANNED)
    assert (changed.minutes, changed.start) == (45, "19:00")
    kept = {"minutes", "start"}
    assert changed.model_dump(exclude=kept) == PLANNED.model_dump(exclude=kept)


def test_an_evening_fits_the_guide_to_the_changed_meeting() -> None:
    plan = MeetingOverrides(minutes=45, people=6, questions=1).fit(GUIDE)
    assert sum(row.minutes for row in plan.rows) == 45
    assert plan.meeting.people == 6
    assert len(plan.kept) == 1
    assert MeetingOverrides(people=12, tables=3).fit(GUIDE).tables == 3


@pytest.mark.parametrize(
    ("evening", "option"),
    [
        (MeetingOverrides(minutes=-5), "--minutes"),
        (MeetingOverrides(people=0), "--people"),
        (MeetingOverrides(start="half past seven"), "--start"),
        (MeetingOverrides(reading="twice"), "--reading"),
        (MeetingOverrides(questions=0), "--questions"),
        (MeetingOverrides(tables=0), "--groups"),
        (MeetingOverrides(people=9, tables=5), "--groups"),
        (MeetingOverrides(date="19:00"), "--date"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_option(
    evening: MeetingOverrides, option: str
) -> None:
    with pytest.raises(StudyguideError) as refused:
        evening.fit(GUIDE)
    [problem] = refused.value.problems
    assert problem.code == "bad-option"
    assert problem.message.startswith(f"{option}: ")
    assert problem.hint


def test_two_bad_values_are_told_together() -> None:
    with pytest.raises(StudyguideError) as refused:
        MeetingOverrides(minutes=-5, people=0).fit(GUIDE)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("evening", "suffix"),
    [
        (MeetingOverrides(minutes=45), "-45min"),
        (MeetingOverrides(minutes=45, people=6), "-45min-6people"),
        (MeetingOverrides(start="19:00"), "-1900"),
        (MeetingOverrides(date="2026-12-03"), "-2026-12-03"),
        (MeetingOverrides(reading="aloud"), "-aloud"),
        (MeetingOverrides(questions=2), "-2questions"),
        (MeetingOverrides(tables=3), "-3groups"),
        (MeetingOverrides(first_meeting=not PLANNED.first_meeting), FIRST),
        (MeetingOverrides(minutes=PLANNED.minutes), ""),
        (MeetingOverrides(start=""), ""),
    ],
)
def test_a_files_name_tells_what_was_changed(evening: MeetingOverrides, suffix: str) -> None:
    assert evening.suffix(PLANNED) == suffix


def test_a_changed_meeting_is_checked_like_a_written_one() -> None:
    assert isinstance(MeetingOverrides(people=12).meeting(PLANNED), Meeting)
    with pytest.raises(StudyguideError, match="--start"):
        MeetingOverrides(start="25:00").meeting(PLANNED)


def test_the_number_of_groups_is_refused_in_the_words_of_its_option() -> None:
    with pytest.raises(StudyguideError) as refused:
        MeetingOverrides(people=9, tables=5).meeting(PLANNED)
    [problem] = refused.value.problems
    assert problem.message == "--groups: 9 people can't talk at 5 tables"
    assert problem.hint == "write a number of tables from 1 to 4"
