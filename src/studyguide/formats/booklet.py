"""A booklet: half-size pages imposed two-up, in the order that folds right."""

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
            drawn = []
            for number, x in ((left, 0.0), (right, width)):
                if number:
                    at = width - x if right_to_left else x
                    form = booklet.copy_foreign(source.pages[number - 1].as_form_xobject())
                    # A name of our own: the library would make one up anew each time.
                    name = side.add_resource(form, Name.XObject, Name(f"/Page{number}"))
                    drawn.append(f"q 1 0 0 1 {at:.3f} 0 cm {name} Do Q")
            side.contents_add("\n".join(drawn).encode())
        booklet.docinfo["/Title"] = document.title
        credits = document.view["credits"]
        if credits and credits["guide_by"]:
            booklet.docinfo["/Author"] = credits["guide_by"]
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
