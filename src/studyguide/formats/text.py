"""A page as it is: one self-contained HTML file for any screen, or plain text to send."""

from typing import TYPE_CHECKING

from studyguide.formats.base import Output
from studyguide.handouts.paper import Paper

if TYPE_CHECKING:
    from studyguide.handouts.templates import Page


def render(page: "Page", paper: Paper) -> Output:
    """The page in UTF-8; the paper doesn't matter to a screen."""
    return Output(page.body.encode())
