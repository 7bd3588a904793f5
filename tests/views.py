"""Views of guides, for tests."""

from pathlib import Path
from typing import Any

from guides import write
from studyguide.essay.resolve import ground, text_of
from studyguide.guide.fields import Audience, Protocol
from studyguide.guide.load import load
from studyguide.handouts.editions import EDITIONS, Need
from studyguide.handouts.parts import Question, View
from studyguide.handouts.view import view
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan, Row

OPEN = [one.name for one in EDITIONS.values() if one.audience is Audience.PARTICIPANT]
CLOSED = [one.name for one in EDITIONS.values() if one.audience is Audience.FACILITATOR]
PLANNED_ONLY = [one.name for one in EDITIONS.values() if one.planned_only]
TIMED = [*CLOSED, *PLANNED_ONLY]
WHOLE = [one.name for one in EDITIONS.values() if one.needs in (None, Need.TEXT)]
"""The editions with questions for everybody, rather than for some tables or those who observe."""


def seen(path: Path, edition: str, text: Path | None = None, **meeting: Any) -> tuple[View, Plan]:
    """The view of a guide's file, made as a build makes it, and the plan that it was made from."""
    loaded = load(path)
    plan = MeetingOverrides(**meeting).fit(loaded.guide)
    return view(loaded, EDITIONS[edition], plan, ground(loaded, text_of(loaded, text))), plan


def seen_in(folder: Path, guide: str, edition: str, **meeting: Any) -> tuple[View, Plan]:
    """The same of a guide that is first written into a folder."""
    return seen(write(folder, guide), edition, **meeting)


def concerns(edition: str, row: Row) -> bool:
    """Whether a planned question is any use to the edition's reader."""
    needs = EDITIONS[edition].needs
    fishbowl = row.protocol is Protocol.FISHBOWL
    return bool(row.tables if needs is Need.TABLES else needs is not Need.FISHBOWL or fishbowl)


def questions(view: View) -> list[Question]:
    return [question for section in view["sections"] for question in section["questions"]]


def numbers(asked: list[Question]) -> list[int | None]:
    return [question["number"] for question in asked]
