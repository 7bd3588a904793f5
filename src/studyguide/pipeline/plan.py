"""Plans a guide's meeting, and says if it runs over."""

from collections.abc import Iterator
from pathlib import Path

from studyguide.guide.fields import Keep, Reading
from studyguide.guide.load import Loaded, load
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Severity

NONE = MeetingOverrides()
RUNS_OVER = "runs-over"
"""The code of the warning about a plan that doesn't fit its meeting."""


def plan(guide: str | Path | Loaded, meeting: MeetingOverrides = NONE) -> Plan:
    """The guide's plan for its meeting, with the overrides applied.

    Raises StudyguideError if the guide can't be loaded or doesn't fit the meeting.
    """
    loaded = guide if isinstance(guide, Loaded) else load(guide)
    return meeting.fit(loaded.guide)


def overruns(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """Yields a warning if the plan takes longer than its meeting, as the author wants it to."""
    if plan.over:
        minutes = plan.meeting.minutes
        unit = "minute" if plan.over == 1 else "minutes"
        message = f"runs {plan.over} {unit} over: {minutes + plan.over} minutes are planned"
        spot = loaded.spot(("meeting", "minutes"))
        hint = ", or ".join(_ways_out(plan))
        yield Problem(RUNS_OVER, f"{message} for {minutes}", hint, spot, Severity.WARNING)


def _ways_out(plan: Plan) -> Iterator[str]:
    """Yields what would make the meeting end on time, as far as it is the author's own choice."""
    yield "raise minutes: under meeting"
    if plan.reading is not Reading.BEFORE:
        yield "have the text read before (reading: before)"
    if plan.meeting.questions:
        yield "ask for fewer questions"
    if any(core.question.minutes for core in plan.kept):
        yield "lower the minutes: of a question"
    if any(core.question.keep is Keep.ALWAYS for core in plan.kept):
        yield "take keep: always off one"
