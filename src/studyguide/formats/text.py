"""A document as its template prints it: one HTML file for any screen, or plain text to send."""

from studyguide.formats.base import Output
from studyguide.handouts.document import Document


def render(document: Document) -> Output:
    """The page in UTF-8, with nothing that it would have to fetch."""
    return Output(document.body.encode())
