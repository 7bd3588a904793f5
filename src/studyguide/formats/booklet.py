"""A booklet: half-size pages imposed two-up, in the order that folds right."""

from io import BytesIO

import pikepdf

from studyguide.formats import pdf
from studyguide.formats.base import Output
from studyguide.handouts.document import Document
from studyguide.problems import Problem, Severity

POINTS = 72 / 25.4
"""Points in a millimetre."""


def order(pages: int) -> list[tuple[int | None, int | None]]:
    """The pages on each side of each sheet, left and right; None for a blank one.

    Sheets are printed on both sides, flipped on the short edge, and folded in one pile: the first
    sheet carries the last and the first page outside, the second and the last but one inside.
    """
    total = -(-pages // 4) * 4

    def at(number: int) -> int | None:
        return number if number <= pages else None

    sides: list[tuple[int | None, int | None]] = []
    for sheet in range(total // 4):
        first, last = 1 + 2 * sheet, total - 2 * sheet
        sides += [(at(last), at(first)), (at(first + 1), at(last - 1))]
    return sides


def render(document: Document) -> Output:
    """The document, which is set for half a sheet, as a PDF with two of its pages a side.

    It is not tagged: a sheet's sides are in no order that could be read aloud.
    """
    single = pdf.render(document)
    half = document.options.paper
    width, height = half.width * POINTS, half.height * POINTS
    right_to_left = document.view["direction"] == "rtl"
    with pikepdf.open(BytesIO(single.content)) as source, pikepdf.new() as booklet:
        for left, right in order(len(source.pages)):
            side = booklet.add_blank_page(page_size=(2 * width, height))
            for number, x in ((left, 0.0), (right, width)):
                if number:
                    at = width - x if right_to_left else x
                    box = pikepdf.Rectangle(at, 0, at + width, height)
                    side.add_overlay(source.pages[number - 1], box)
        booklet.docinfo["/Title"] = document.title
        out = BytesIO()
        # Without this every save makes a new identifier, and no two builds the same bytes.
        booklet.save(out, deterministic_id=True)
        sides = len(booklet.pages)
    notice = Problem(
        "booklet-untagged",
        "a booklet is for paper: a screen reader can't follow its pages",
        "give readers of the screen the PDF or the HTML; print it on both sides, short edge",
        severity=Severity.INFO,
    )
    return Output(out.getvalue(), sides, (*single.notices, notice))
