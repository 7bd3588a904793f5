"""Renders a document as one HTML file for any screen, or as plain text to send."""

from studyguide.formats.base import Output
from studyguide.handouts.document import Document


def render(document: Document) -> Output:
    """The document's body in UTF-8, empty if it says nothing; it loads nothing from elsewhere."""
    return Output(document.body.encode())
