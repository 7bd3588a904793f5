"""The types of formats and of their output."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyguide.problems import Problem, StudyguideError

if TYPE_CHECKING:
    from studyguide.handouts.document import Document
    from studyguide.handouts.editions import Edition


class EngineMissing(StudyguideError):
    """The PDF engine's system libraries are not installed."""


@dataclass(frozen=True)
class Output:
    """A file's bytes, its number of pages (None for a screen), and any notices about it."""

    content: bytes
    pages: int | None = None
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Format:
    """One format: its name, its renderer, the editions it takes and its file name's ending."""

    name: str
    render: Callable[["Document"], Output]
    takes: Callable[["Edition"], bool]
    """Whether an edition comes in this format."""
    ending: str
    mark: str = ""
    """What to put before the ending, to tell two formats with the same ending apart."""
    halves: bool = False
    """Whether its pages are half the paper's size; the document is then laid out for that size."""
    usual: bool = True
    """Whether it is made when the user names no format."""
