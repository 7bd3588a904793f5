"""What a document can become: the table of formats."""

from typing import TYPE_CHECKING

from studyguide.formats.base import EngineMissing, Format, Output

if TYPE_CHECKING:
    from studyguide.handouts.document import Document

# A member is imported when it renders: the PDF engine takes half a second, and its libraries may
# be missing, while listing the formats needs none of them.


def _text(document: "Document") -> Output:
    from studyguide.formats import text

    return text.render(document)


def _pdf(document: "Document") -> Output:
    from studyguide.formats import pdf

    return pdf.render(document)


def _booklet(document: "Document") -> Output:
    from studyguide.formats import booklet

    return booklet.render(document)


FORMATS = {
    format.name: format
    for format in (
        Format("pdf", "to print", _pdf, "pdf"),
        Format("html", "to open on a phone or in a browser", _text, "html"),
        Format("txt", "to copy into a message", _text, "txt"),
        Format(
            "booklet",
            "to print two-up, fold and staple",
            _booklet,
            "pdf",
            mark="-booklet",
            halves=True,
            usual=False,
        ),
    )
}

__all__ = ["FORMATS", "EngineMissing", "Format", "Output"]
