"""Reading-group handouts from a YAML guide: an essay's sections paired with curated questions."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyguide.guide.load import Loaded, load
    from studyguide.guide.model import Guide
    from studyguide.pipeline.build import Built, Handout, build
    from studyguide.pipeline.check import check
    from studyguide.pipeline.plan import plan
    from studyguide.pipeline.request import BuildRequest, CheckRequest
    from studyguide.planning.overrides import MeetingOverrides
    from studyguide.planning.plan import Plan
    from studyguide.problems import Problem, StudyguideError

__all__ = [
    "BuildRequest",
    "Built",
    "CheckRequest",
    "Guide",
    "Handout",
    "Loaded",
    "MeetingOverrides",
    "Plan",
    "Problem",
    "StudyguideError",
    "build",
    "check",
    "load",
    "plan",
]

_HOMES = {
    "BuildRequest": "pipeline.request",
    "Built": "pipeline.build",
    "CheckRequest": "pipeline.request",
    "Guide": "guide.model",
    "Handout": "pipeline.build",
    "Loaded": "guide.load",
    "MeetingOverrides": "planning.overrides",
    "Plan": "planning.plan",
    "Problem": "problems",
    "StudyguideError": "problems",
    "build": "pipeline.build",
    "check": "pipeline.check",
    "load": "guide.load",
    "plan": "pipeline.plan",
}


def __getattr__(name: str) -> Any:
    # Imported on first use: otherwise every command would wait for the slowest import.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
