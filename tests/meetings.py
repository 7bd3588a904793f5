"""Guides and meetings for tests of the planner, and its plans in a form to compare with."""

from collections.abc import Iterable
from typing import Any

from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning.fit import fewest
from studyguide.planning.plan import Plan
from studyguide.planning.ranking import ranking


def guide(questions: int = 12, sections: int = 4, **more: Any) -> Guide:
    """A guide of interpretive questions, spread evenly over its sections."""
    part = {"title": "A section", "questions": ["What does it mean?"] * (questions // sections)}
    return Guide.model_validate({"essay": "An essay", "sections": [part] * sections} | more)


def asking(*questions: dict[str, Any], **more: Any) -> Guide:
    """A guide of these questions, all in one section."""
    asked = [{"ask": "What does it mean?"} | question for question in questions]
    part = {"title": "A section", "questions": asked}
    return Guide.model_validate({"essay": "An essay", "sections": [part]} | more)


def timed(*minutes: int, **same: Any) -> Guide:
    """A guide of questions whose minutes the author gave."""
    return asking(*({"minutes": each} | same for each in minutes))


def meeting(minutes: int, people: int, **more: Any) -> Meeting:
    return Meeting.model_validate({"minutes": minutes, "people": people} | more)


def sheet(planned: Plan) -> list[tuple[int, int, str]]:
    """The run sheet as start, minutes and what; a question as its number."""
    return [
        (row.start, row.minutes, f"question {row.core.number}" if row.core else row.step.value)
        for row in planned.rows
    ]


def talk(planned: Plan) -> dict[int, int]:
    """The minutes of each question by its number."""
    return {row.core.number: row.minutes for row in planned.rows if row.core}


def numbers(cores: Iterable[Core]) -> list[int]:
    return [core.number for core in cores]


def least_minutes(guide: Guide, evening: Meeting | None = None) -> int:
    """The shortest meeting that can be planned with the same people and reading."""
    return fewest(guide, evening or guide.meeting, ranking(guide)[:1])
