"""The table of formats that a document can be rendered in."""

from typing import TYPE_CHECKING

from studyguide.formats.base import EngineMissing, Format, Output

if TYPE_CHECKING:
    from studyguide.handouts.document import Document
    from studyguide.handouts.editions import Edition

# Each format's module is imported when it renders: importing the PDF engine takes half a second
# and fails without its system libraries, and listing the formats doesn't need it.


def _text(document: "Document") -> Output:
    from studyguide.formats import text

    return text.render(document)


def _pdf(document: "Document") -> Output:
    from studyguide.formats import pdf

    return pdf.render(document)


def _booklet(document: "Document") -> Output:
    from studyguide.formats import booklet

    return booklet.render(document)


def _paged(edition: "Edition") -> bool:
    return edition.paged


def _shown(edition: "Edition") -> bool:
    return edition.paged and edition.on_screen


def _plain(edition: "Edition") -> bool:
    return not edition.paged


def _folded(edition: "Edition") -> bool:
    return edition.paged and edition.folds


FORMATS = {
    format.name: format
    for format in (
        Format("pdf", _pdf, _paged, "pdf"),
        Format("html", _text, _shown, "html"),
        Format("txt", _text, _plain, "txt"),
        Format(
            "booklet",
            _booklet,
            _folded,
            "pdf",
            mark="-booklet",
            halves=True,
            usual=False,
        ),
    )
}


def formats_of(edition: "Edition") -> tuple[Format, ...]:
    """The formats that an edition comes in."""
    return tuple(format for format in FORMATS.values() if format.takes(edition))


__all__ = ["FORMATS", "EngineMissing", "Format", "Output", "formats_of"]
