"""Checks a guide: its mistakes, its questions, its passages and its theme's colours."""

from dataclasses import dataclass, replace
from pathlib import Path

from studyguide.essay.resolve import ground, text_of
from studyguide.files.inputs import Inputs
from studyguide.files.resources import resource
from studyguide.guide.load import Loaded, load
from studyguide.guide.model import Guide
from studyguide.handouts import themes
from studyguide.handouts.contrast import contrasts
from studyguide.handouts.themes import Theme
from studyguide.pipeline.plan import RUNS_OVER, overruns
from studyguide.pipeline.readiness import unfinished
from studyguide.pipeline.request import CheckRequest
from studyguide.planning.plan import plan
from studyguide.problems import Problem, Spot, StudyguideError
from studyguide.rules import review

USUAL = CheckRequest()


@dataclass(frozen=True)
class Checked:
    """The problems of a guide, in the order of its text but for a plan that runs over, which comes
    first; and the guide, or None if it can't be read."""

    problems: tuple[Problem, ...]
    guide: Guide | None = None


def check(guide: str | Path | Loaded, request: CheckRequest = USUAL) -> tuple[Problem, ...]:
    """All problems of a guide, its errors included; empty if there are none.

    Raises StudyguideError only for a request that can't be met, such as a theme that is missing.
    """
    return inspect(guide, request).problems


def inspect(guide: str | Path | Loaded, request: CheckRequest = USUAL) -> Checked:
    """Like `check`, but returns the guide as well."""
    asked = (
        themes.read(inputs := Inputs(), themes.find(inputs, request.theme, None))
        if request.theme
        else None
    )
    try:
        loaded = guide if isinstance(guide, Loaded) else load(guide)
        return Checked(_problems(loaded, asked, request.text), loaded.guide)
    except StudyguideError as error:
        return Checked(error.problems)


def _problems(loaded: Loaded, asked: Theme | None, text: Path | None) -> tuple[Problem, ...]:
    """The problems in the guide's file, passages, questions, timing and colours."""
    theme = asked or themes.chosen(loaded, None)
    found = [*loaded.warnings, *ground(loaded, text_of(loaded, text)).problems, *unfinished(loaded)]
    found += [
        verdict.problem(loaded.spot(verdict.finding.where)) for verdict in review(loaded.guide)
    ]
    found += _timing(loaded)
    found.sort(key=_place)
    return (*found, *colours(theme), *themes.unused_logos(theme))


def _timing(loaded: Loaded) -> list[Problem]:
    """That the plan runs over, or what the planner would refuse, so that a build after a clean
    check holds no surprise."""
    try:
        return list(overruns(loaded, plan(loaded.guide)))
    except StudyguideError as error:
        spot = loaded.spot(("meeting", "minutes"))
        return [replace(problem, spot=spot) for problem in error.problems]


def colours(theme: Theme) -> tuple[Problem, ...]:
    """The problems of a theme whose colours are hard to read."""
    defaults = resource("templates/handout.css").decode()
    return tuple(contrasts(theme, defaults)) if theme.css else ()


def _place(problem: Problem) -> tuple[bool, str, int, int]:
    """Where a problem stands among the others: an evening that is too long comes first."""
    spot = problem.spot or Spot("")
    return problem.code != RUNS_OVER, spot.file, spot.line, spot.column
