"""What a format is, and what it makes of a document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyguide.problems import Problem, StudyguideError

if TYPE_CHECKING:
    from studyguide.handouts.document import Document
    from studyguide.handouts.editions import Edition


class EngineMissing(StudyguideError):
    """The PDF engine's system libraries are not on this machine."""


@dataclass(frozen=True)
class Output:
    """A file's bytes, its pages (None for a screen), and what there is to say about it."""

    content: bytes
    pages: int | None = None
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Format:
    """One format: its file's ending, and what makes it of a document."""

    name: str
    render: Callable[["Document"], Output]
    takes: Callable[["Edition"], bool]
    """Whether an edition comes in it."""
    ending: str
    mark: str = ""
    """What stands before the ending, where two formats share it."""
    halves: bool = False
    """Whether its pages are half the paper's size; its document is then set for that size."""
    usual: bool = True
    """Whether it is made when nobody names a format."""
