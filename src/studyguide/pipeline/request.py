"""What can be asked of the pipeline: plain words and numbers, checked when they are used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyguide.handouts.paper import DEFAULT
from studyguide.planning.overrides import MeetingOverrides


@dataclass(frozen=True)
class BuildRequest:
    """What to make of a guide; the command line has an option for every field."""

    edition: Sequence[str] = ()
    """Names of EDITIONS; none for the usual ones."""
    format: Sequence[str] = ()
    """Names of FORMATS; none for the usual ones of each edition."""
    paper: str = DEFAULT.name
    """A name of PAPERS."""
    large_print: bool = False
    """Whether to set everything in 18 point."""
    meeting: MeetingOverrides = field(default_factory=MeetingOverrides)
    """What is different in this meeting."""
    theme: str | None = None
    """A theme's folder or name that takes the place of the guide's own."""
    templates: Path | None = None
    """A folder of templates that take the place of ours, by name."""
    text: Path | None = None
    """The essay's text, in place of the file that the guide names."""
    with_drafts: bool = False
    """Whether drafted questions are taken for questions."""


@dataclass(frozen=True)
class CheckRequest:
    """What to check a guide against; the command line has an option for every field."""

    theme: str | None = None
    """A theme's folder or name, whose colours are checked in place of the guide's own."""
    text: Path | None = None
    """The essay's text, in place of the file that the guide names."""
