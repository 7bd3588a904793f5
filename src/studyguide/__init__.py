"""Reading-group handouts from a YAML guide: an essay's sections paired with curated questions."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyguide.guide.load import load_guide
    from studyguide.guide.model import Guide
    from studyguide.pipeline.build import build_handouts
    from studyguide.problems import Problem, StudyguideError

__all__ = ["Guide", "Problem", "StudyguideError", "build_handouts", "load_guide"]

_HOMES = {
    "Guide": "model",
    "Problem": "problems",
    "StudyguideError": "problems",
    "build_handouts": "build",
    "load_guide": "load",
}


def __getattr__(name: str) -> Any:
    # Given when asked for: an eager import would cost every command the slowest one.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
