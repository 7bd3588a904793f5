"""How commands describe plans, handouts, guides and rules, as text or as data for programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyguide.files.resources import shipped_guides
from studyguide.formats import FORMATS, formats_of
from studyguide.guide.markup import plain
from studyguide.guide.model import Core, Guide
from studyguide.handouts import evening
from studyguide.handouts.editions import EDITIONS, Copies
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan, Row
from studyguide.planning.timing import elapsed, question_minutes

if TYPE_CHECKING:
    from studyguide.pipeline.build import Built, Handout
    from studyguide.rules.base import Rule

WIDTH = 72
"""Width of a question on the terminal, in columns."""


def count(number: int, thing: str) -> str:
    """A number with its noun, singular or plural: 1 page, 2 pages."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def run_sheet(plan: Plan, language: str) -> str:
    """The plan as a table for the terminal, and what to do when it goes otherwise."""
    shown = {
        "minutes": plan.meeting.minutes,
        "people": plan.meeting.people,
        "over": plan.over,
        "rows": [
            {
                **row,
                "ask": _fitting(row["number"], plain(core.question.ask)) if core else "",
            }
            for row, core in zip(
                # The terminal prints the questions' own text, not runs.
                evening.rows(plan, lambda text: []),
                (planned.core for planned in plan.rows),
                strict=True,
            )
        ],
        "opened": any(row.step in (Step.NAMES, Step.OPENING) for row in plan.rows),
        "late": evening.late(plan),
        "deadlines": evening.deadlines(plan),
        "bring_back": [core.number for core in plan.bring_back],
        "left_out": [{**_asked(left.core), "why": str(left.why)} for left in plan.left_out],
    }
    from studyguide.handouts.templates import printed

    return printed("plan.txt.j2", {"plan": shown}, language=language, html=False).rstrip("\n")


def plan_record(plan: Plan) -> dict[str, Any]:
    """The plan as plain data for `--report json`: the meeting, its `rows`, what is `left_out`, and
    what to do after a `late` start."""
    return {
        "minutes": plan.meeting.minutes,
        "people": plan.meeting.people,
        "tables": plan.tables,
        "over": plan.over,
        "rows": [
            {
                "start": plan.clock(row.start) or elapsed(row.start),
                "minutes": row.minutes,
                "what": str(row.step),
                "question": _question(row),
                "protocol": str(row.protocol) if row.protocol else None,
                "tables": row.tables,
                "turns": [{"turn": str(one.turn), "minutes": one.minutes} for one in row.steps],
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
        "bring_back": [core.number for core in plan.bring_back],
        "late": evening.late(plan),
    }


def choices() -> str:
    """The shipped guides, editions and formats as text, one per line."""
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
    """One line about a file that was written: its path, pages and size in KB."""
    pages = f"{count(handout.pages, 'page')}, " if handout.pages else ""
    return f"{handout.path}  ({pages}{max(1, round(handout.size / 1024))} KB)"


def to_print(built: "Built") -> str:
    """What to print and how many copies, or how to print without a PDF; may be empty."""
    copies = {
        Copies.PERSON: built.plan.meeting.people,
        Copies.TABLE: 1,
        Copies.OBSERVER: built.plan.observers,
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
        return "To print, open the HTML in a browser and print from there."
    return ""


def _sides(handout: "Handout") -> str:
    if handout.format.halves:
        return ", both sides, flipped on the short edge"
    return ", both sides" if (handout.pages or 0) > 1 and handout.edition.both_sides else ""


def _question(row: Row) -> dict[str, Any] | None:
    return {"number": row.core.number, "ask": row.core.question.ask} if row.core else None


def _asked(core: Core) -> dict[str, Any]:
    """A question's number, and as much of its text as fits on a line."""
    return {"number": core.number, "ask": _fitting(core.number, plain(core.question.ask))}


def _fitting(number: int | None, ask: str) -> str:
    """As much of a question as fits on a line behind its number."""
    return _short(ask, WIDTH - len(f"{number}. "))


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def figures(guide: Guide) -> str:
    """A guide's profile as text: its questions by kind, side and protocol, its time, its prose."""
    # Imported late: compiling the rules' patterns would slow down every build.
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
        lines.append(f"average sentence: {facts.mean_sentence:.0f} words{ease}")
    return "\n".join(lines)


def fit_minutes(guide: Guide) -> int:
    """The minutes that all core questions would take, with as many people as the guide expects."""
    return sum(question_minutes(core.question, guide.meeting) for core in guide.core)


def explanation(rule: "Rule") -> str:
    """A rule's code, severity and reason, with a bad question and a better one."""
    bad, good = rule.better
    return f"{rule.code} ({rule.severity})\n{rule.why}\n\n  avoid:  {bad}\n  try:    {good}"


def _shares(counts: Mapping[Any, int]) -> str:
    named = [f"{number} {name}" for name, number in counts.items() if number]
    return ", ".join(named) or "none given"
