"""Renders a booklet: half-size pages, two to a side, in the order for folding."""

from io import BytesIO

import pikepdf
from pikepdf import Name

from studyguide.formats import pdf
from studyguide.formats.base import Output
from studyguide.handouts.document import Document
from studyguide.problems import Problem, Severity

POINTS = 72 / 25.4
"""Points in a millimetre."""


def order(pages: int) -> list[tuple[int | None, int | None]]:
    """The pages on each side of each sheet, left and right; None for a blank one.

    Sheets are printed on both sides, flipped on the short edge, and folded in one pile: the first
    sheet has the last and the first page outside, the second and the last but one inside.
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
    """The document, which is laid out for half a sheet, as a PDF with two of its pages per side.

    The PDF is untagged, as its pages are not in reading order. Raises StudyguideError if something
    would be missing from it.
    """
    single = pdf.render(document)
    half = document.options.paper
    width, height = half.width * POINTS, half.height * POINTS
    right_to_left = document.view["direction"] == "rtl"
    with pikepdf.open(BytesIO(single.content)) as source, pikepdf.new() as booklet:
        for left, right in order(len(source.pages)):
            side = booklet.add_blank_page(page_size=(2 * width, height))
            drawn = []
            for number, x in ((left, 0.0), (right, width)):
                if number:
                    at = width - x if right_to_left else x
                    form = booklet.copy_foreign(source.pages[number - 1].as_form_xobject())
                    # Our own name, because pikepdf makes up a random one each time.
                    name = side.add_resource(form, Name.XObject, Name(f"/Page{number}"))
                    drawn.append(f"q 1 0 0 1 {at:.3f} 0 cm {name} Do Q")
            side.contents_add("\n".join(drawn).encode())
        booklet.docinfo["/Title"] = document.title
        credits = document.view["credits"]
        if credits and credits["guide_by"]:
            booklet.docinfo["/Author"] = credits["guide_by"]
        out = BytesIO()
        # Otherwise each save makes a new identifier, and no two builds give the same bytes.
        booklet.save(out, deterministic_id=True)
        sides = len(booklet.pages)
    notice = Problem(
        "booklet-untagged",
        "a booklet is only for paper: a screen reader can't follow its pages",
        "give screen reader users the PDF or HTML; print it two-sided, flipped on the short edge",
        severity=Severity.INFO,
    )
    return Output(out.getvalue(), sides, (*single.notices, notice))
