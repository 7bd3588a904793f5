"""What the commands say of plans and handouts, as text or as data for programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyguide.guide.fields import Protocol
from studyguide.guide.markup import plain
from studyguide.guide.model import Guide
from studyguide.handouts.editions import Copies
from studyguide.planning.plan import LeftOut, Plan, Row, Why
from studyguide.planning.timing import elapsed, question_minutes

if TYPE_CHECKING:
    from studyguide.pipeline.build import Built, Handout
    from studyguide.rules.base import Rule

WIDTH = 72
"""Columns of a question on the terminal."""

STEPS = {
    "arrivals": "Arrivals",
    "names": "Names",
    "norms": "How we talk",
    "framing": "Welcome and framing",
    "reading": "Reading",
    "opening": "Opening",
    "break": "Break",
    "own-questions": "Their own questions",
    "closing": "Closing",
    "debrief": "Look back on the talk",
    "buffer": "In hand",
}
WHY = {
    Why.NO_TIME: "no time",
    Why.ENOUGH_QUESTIONS: "enough questions for the minutes",
    Why.OVER_QUESTIONS_LIMIT: "over the number asked for",
}


def count(number: int, thing: str) -> str:
    """A number and its thing: 1 page, 2 pages."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def run_sheet(plan: Plan) -> str:
    """The plan as a table for the terminal."""
    meeting = plan.meeting
    people = count(meeting.people, "person").replace("persons", "people")
    lines = [f"{meeting.minutes} minutes, {people}", ""]
    for row in plan.rows:
        at = plan.clock(row) or elapsed(row.start)
        lines.append(f"{at:>6}  {row.minutes:>3} min  {_what(row)}{_how(row)}")
    for title, cores in (("Ten minutes late? Skip", plan.late),):
        if cores:
            lines += ["", f"{title} {', '.join(str(core.number) for core in cores)}."]
    if plan.left_out:
        lines += ["", "Left out, the first to bring back first:"]
        lines += [f"  {_asked(left)}  ({WHY[left.why]})" for left in plan.left_out]
    return "\n".join(lines)


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


def _what(row: Row) -> str:
    if row.core is None:
        return STEPS[row.step]
    return _short(f"{row.core.number}. {plain(row.core.question.ask)}")


def _how(row: Row) -> str:
    shown = row.protocol and row.protocol is not Protocol.WHOLE
    tables = f", {row.groups} tables" if row.groups else ""
    return f"  [{row.protocol}{tables}]" if shown else (f"  [{tables[2:]}]" if tables else "")


def _question(row: Row) -> dict[str, Any] | None:
    return {"number": row.core.number, "ask": row.core.question.ask} if row.core else None


def _asked(left: LeftOut) -> str:
    return _short(f"{left.core.number}. {plain(left.core.question.ask)}")


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1].rstrip()}…"


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
