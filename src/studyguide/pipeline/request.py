"""Requests to the pipeline: plain words and numbers, checked when they are used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyguide.handouts.paper import DEFAULT
from studyguide.planning.overrides import MeetingOverrides


@dataclass(frozen=True)
class BuildRequest:
    """What to build from a guide; the command line has an option for every field."""

    edition: Sequence[str] = ()
    """Names from EDITIONS, or all for every edition that can be made; empty for the usual ones."""
    format: Sequence[str] = ()
    """Names from FORMATS; empty for the usual ones of each edition."""
    paper: str = DEFAULT.name
    """A name from PAPERS."""
    large_print: bool = False
    """Whether to use 18-point type."""
    meeting: MeetingOverrides = field(default_factory=MeetingOverrides)
    """How this meeting differs from the one in the guide."""
    theme: str | None = None
    """The folder or name of a theme to use instead of the guide's."""
    templates: Path | None = None
    """A folder of templates that replace ours of the same name."""
    text: Path | None = None
    """A file with the essay's text, to use instead of the one that the guide names."""
    with_drafts: bool = False
    """Whether draft questions are treated like any others."""


@dataclass(frozen=True)
class CheckRequest:
    """What to check a guide against; the command line has an option for every field."""

    theme: str | None = None
    """The folder or name of a theme whose colours to check instead of the guide's."""
    text: Path | None = None
    """A file with the essay's text, to use instead of the one that the guide names."""
