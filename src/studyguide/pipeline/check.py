"""Everything that there is to say about a guide, in the order of its text."""

from dataclasses import replace
from pathlib import Path

from studyguide.essay.resolve import drafts, ground, text_of
from studyguide.files.resources import folder_of
from studyguide.guide.load import Loaded
from studyguide.handouts import themes
from studyguide.handouts.contrast import contrasts
from studyguide.handouts.themes import Theme
from studyguide.planning.plan import plan
from studyguide.problems import Problem, Spot, StudyguideError
from studyguide.rules import review


def check(
    loaded: Loaded, theme: Theme = themes.NONE, text: Path | None = None
) -> tuple[Problem, ...]:
    """What the reading of the guide, its text, the rules and a theme's colours have to say.

    Without a `theme` it is the guide's own. Raises StudyguideError where the essay's text or the
    theme can't be read.
    """
    if theme is themes.NONE and (wanted := loaded.guide.theme):
        theme = themes.read(themes.find(wanted, loaded.folder, loaded.spot(("theme",))))
    found = [*loaded.warnings, *ground(loaded, text_of(loaded, text)).problems, *drafts(loaded)]
    found += [
        verdict.problem(loaded.spot(verdict.finding.where)) for verdict in review(loaded.guide)
    ]
    found += _too_short(loaded)
    found.sort(key=_place)
    return (*found, *colours(theme))


def _too_short(loaded: Loaded) -> list[Problem]:
    """What the planner would refuse: whoever checks first should not be surprised by the build."""
    try:
        plan(loaded.guide)
    except StudyguideError as error:
        spot = loaded.spot(("meeting", "minutes"))
        return [replace(problem, spot=spot) for problem in error.problems]
    return []


def colours(theme: Theme) -> tuple[Problem, ...]:
    """What the colours that a theme declares make hard to read."""
    defaults = (folder_of("templates") / "handout.css").read_text("utf-8")
    return tuple(contrasts(theme, defaults)) if theme.css else ()


def _place(problem: Problem) -> tuple[str, int, int]:
    spot = problem.spot or Spot("")
    return spot.file, spot.line, spot.column
