"""What a page can become: the table of formats."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyguide.formats import booklet, pdf, text
from studyguide.formats.base import Output
from studyguide.handouts.paper import Paper

if TYPE_CHECKING:
    from studyguide.handouts.templates import Page


@dataclass(frozen=True)
class Format:
    """One format: its file's ending, and what makes it of a page and the paper in the printer."""

    name: str
    about: str
    render: Callable[["Page", Paper], Output]
    ending: str
    mark: str = ""
    """What stands before the ending, where two formats share it."""
    on_paper: bool = False
    halves: bool = False
    """Whether its pages are half the paper's size."""
    usual: bool = True
    """Whether it is made when nobody names a format."""


FORMATS = {
    format.name: format
    for format in (
        Format("pdf", "to print", pdf.render, "pdf", on_paper=True),
        Format("html", "to open on a phone or in a browser", text.render, "html"),
        Format("txt", "to copy into a message", text.render, "txt"),
        Format(
            "booklet",
            "to print two-up, fold and staple",
            booklet.render,
            "pdf",
            mark="-booklet",
            on_paper=True,
            halves=True,
            usual=False,
        ),
    )
}

__all__ = ["FORMATS", "Format", "Output"]
