"""What the commands say of plans and handouts, as text or as data for programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyguide.files.resources import shipped_guides
from studyguide.formats import FORMATS, formats_of
from studyguide.guide.fields import Protocol
from studyguide.guide.markup import plain
from studyguide.guide.model import Core, Guide
from studyguide.handouts.editions import EDITIONS, Copies
from studyguide.planning.plan import Plan, Row
from studyguide.planning.timing import elapsed, question_minutes

if TYPE_CHECKING:
    from studyguide.pipeline.build import Built, Handout
    from studyguide.rules.base import Rule

WIDTH = 72
"""Columns of a question on the terminal."""


def count(number: int, thing: str) -> str:
    """A number and its thing: 1 page, 2 pages."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def run_sheet(plan: Plan, language: str) -> str:
    """The plan as a table for the terminal."""
    shown = {
        "minutes": plan.meeting.minutes,
        "people": plan.meeting.people,
        "rows": [
            {
                "at": plan.clock(row) or elapsed(row.start),
                "minutes": row.minutes,
                "step": str(row.step),
                "protocol": None if row.protocol is Protocol.WHOLE else row.protocol,
                "tables": row.groups,
                **(_asked(row.core) if row.core else {"number": None}),
            }
            for row in plan.rows
        ],
        "late": [core.number for core in plan.late],
        "left_out": [{**_asked(left.core), "why": str(left.why)} for left in plan.left_out],
    }
    from studyguide.handouts.templates import printed

    return printed("plan.txt.j2", {"plan": shown}, language=language, html=False).rstrip("\n")


def plan_record(plan: Plan) -> dict[str, Any]:
    """The plan for a program: `rows` and `left_out`."""
    return {
        "rows": [
            {
                "start": plan.clock(row) or elapsed(row.start),
                "minutes": row.minutes,
                "what": str(row.step),
                "question": _question(row),
                "protocol": str(row.protocol) if row.protocol else None,
            }
            for row in plan.rows
        ],
        "left_out": [
            {
                "question": {"number": left.core.number, "ask": left.core.question.ask},
                "why": str(left.why),
            }
            for left in plan.left_out
        ],
    }


def choices() -> str:
    """The shipped guides, the editions and the formats, a line each."""
    from studyguide.handouts.templates import printed

    context = {
        "guides": list(shipped_guides()),
        "editions": [
            {"name": one.name, "formats": [made.name for made in formats_of(one)]}
            for one in EDITIONS.values()
        ],
        "formats": list(FORMATS),
    }
    return printed("list.txt.j2", context, language="en", html=False).rstrip("\n")


def made(handout: "Handout") -> str:
    """One file that was written: its path, pages and size."""
    pages = f"{count(handout.pages, 'page')}, " if handout.pages else ""
    return f"{handout.path}  ({pages}{max(1, round(handout.size / 1024))} KB)"


def to_print(built: "Built") -> str:
    """What to print and how often; how to get paper where no PDF was made."""
    copies = {
        Copies.PERSON: built.plan.meeting.people,
        Copies.TABLE: 1,
        Copies.MEETING: 1,
    }
    wanted = [
        f"{copies[handout.edition.copies]} × {handout.path.name}{_sides(handout)}"
        for handout in built.handouts
        if handout.pages and handout.edition.name != "slides"
    ]
    if wanted:
        return f"Print {'; '.join(wanted)}."
    if any(Path(handout.path).suffix == ".html" for handout in built.handouts):
        return "Open the HTML in a browser; its print command gives paper."
    return ""


def _sides(handout: "Handout") -> str:
    if handout.format.halves:
        return ", both sides, flipped on the short edge"
    return ", both sides" if (handout.pages or 0) > 1 and handout.edition.both_sides else ""


def _question(row: Row) -> dict[str, Any] | None:
    return {"number": row.core.number, "ask": row.core.question.ask} if row.core else None


def _asked(core: Core) -> dict[str, Any]:
    """A question's number, and as much of it as a line holds."""
    room = WIDTH - len(f"{core.number}. ")
    return {"number": core.number, "ask": _short(plain(core.question.ask), room)}


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def figures(guide: Guide) -> str:
    """A guide's profile: what it asks, on which sides, how, how long, how easy to read."""
    # Only here: the rules' patterns take longer to compile than a build has to spare.
    from studyguide.rules import profile

    facts = profile(guide)
    asked = facts.minutes if facts.minutes_named == facts.questions else fit_minutes(guide)
    lines = [
        f"{count(facts.questions, 'question')}: {_shares(facts.kinds)}",
        f"sides: {_shares(facts.sides)}",
        f"protocols: {_shares(facts.protocols)}",
        f"minutes: {asked} for all questions; the meeting has {facts.meeting_minutes}",
        f"sections with an interpretive question: {facts.sections_covered} of {facts.sections}",
    ]
    if facts.mean_sentence:
        ease = f", reading ease {facts.reading_ease:.0f}" if facts.reading_ease else ""
        lines.append(f"mean sentence: {facts.mean_sentence:.0f} words{ease}")
    return "\n".join(lines)


def fit_minutes(guide: Guide) -> int:
    """The minutes that all core questions would take with so many people."""
    return sum(question_minutes(core.question, guide.meeting.people) for core in guide.core)


def explanation(rule: "Rule") -> str:
    """What a rule finds, why, and a better question."""
    bad, good = rule.better
    return f"{rule.code} ({rule.severity})\n{rule.why}\n\n  not:  {bad}\n  but:  {good}"


def _shares(counts: Mapping[Any, int]) -> str:
    named = [f"{number} {name}" for name, number in counts.items() if number]
    return ", ".join(named) or "none named"
