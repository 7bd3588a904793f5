"""The evening in a view: the run sheet, and what to do when it goes otherwise."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from studyguide.handouts import parts
from studyguide.handouts.parts import Prose
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan
from studyguide.planning.plan import Row as PlanRow
from studyguide.planning.timing import ALOUD_RATE, elapsed

if TYPE_CHECKING:
    from studyguide.essay.resolve import Grounds
    from studyguide.guide.model import Guide


def time(plan: Plan, minutes: int) -> str:
    """When something is, this many minutes after the beginning: by the clock if the meeting's start
    is known, else hours and minutes."""
    return plan.clock(minutes) or elapsed(minutes)


def rows(plan: Plan, read: Callable[[str], Prose]) -> list[parts.Row]:
    """The run sheet; `read` makes runs of a text."""
    return [_row(plan, row, read) for row in plan.rows]


def _row(plan: Plan, row: PlanRow, read: Callable[[str], Prose]) -> parts.Row:
    return {
        "elapsed": elapsed(row.start),
        "clock": plan.clock(row.start),
        "minutes": row.minutes,
        "step": str(row.step),
        "number": row.core.number if row.core else None,
        "ask": read(row.core.question.ask) if row.core else [],
        "protocol": str(row.protocol) if row.protocol else None,
        "turns": [{"turn": str(one.turn), "minutes": one.minutes} for one in row.steps],
        "tables": row.tables,
        "threes": row.threes,
    }


def late(plan: Plan) -> list[parts.Late]:
    """What to save after a late start; delays with the same advice are told together."""
    told: list[parts.Late] = []
    for one in plan.late:
        savings: list[parts.Saving] = [
            {
                "step": str(saving.step),
                "number": saving.core.number if saving.core else None,
                "minutes": saving.minutes,
            }
            for saving in one.savings
        ]
        if told and not one.missing and told[-1]["savings"] == savings:
            told[-1]["upto"] = one.minutes
        else:
            told.append(
                {
                    "minutes": one.minutes,
                    "upto": one.minutes,
                    "savings": savings,
                    "missing": one.missing,
                }
            )
    return told


def circles(plan: Plan) -> list[int] | None:
    """How many people sit inside and outside in a fishbowl; None if there is none."""
    people, outside = plan.meeting.people, plan.observers
    if not outside:
        return None
    inside = people - outside if outside < people else -(-people // 2)
    return [inside, people - inside]


def deadlines(plan: Plan) -> list[parts.Deadline]:
    """When each question after the first has to begin, and when the closing does, whatever is
    being talked about then; the closing has no number. A plan that runs over has none: nothing in
    it is on time."""
    if plan.over:
        return []
    questions = [row for row in plan.rows if row.core][1:]
    closing = [row for row in plan.rows if row.step is Step.CLOSING]
    return [
        {
            "number": row.core.number if row.core else None,
            "by": time(plan, plan.latest(row)),
        }
        for row in (*questions, *closing)
    ]


def stuck(
    plan: Plan, guide: "Guide", questions: Sequence[parts.Question], grounds: "Grounds"
) -> parts.Stuck | None:
    """What to read aloud if nobody has read the text, and which question to ask then: the focus, or
    else the first one planned; None if neither has a numbered place."""
    kept = sorted(plan.kept, key=lambda core: core is not plan.focus)
    shown = {one["number"]: one["shown"] for one in questions}
    for core in kept:
        for at, place in enumerate(shown[core.number]):
            if place["numbers"]:
                where = guide.place(core)
                found = grounds.found.get((*(where if core.question.passages else where[:2]), at))
                minutes = ceil(len(found.quote.split()) / ALOUD_RATE) if found else None
                return {"number": core.number, "places": [place], "minutes": minutes}
    return None
