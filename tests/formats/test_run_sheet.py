"""The run sheet on paper, read at arm's length: its boxes as they are printed."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from stress import stress_guide

from guides import SHIPPED, page
from studyguide.files.resources import shipped_guides
from studyguide.formats import pdf
from studyguide.formats.boxes import fullness
from studyguide.handouts.document import Document
from studyguide.handouts.paper import PAPERS

pytestmark = pytest.mark.real

POINT, MM = 96 / 72, 96 / 25.4
"""CSS pixels in a point and in a millimetre."""
EVENING = {"minutes": 120, "people": 12, "start": "19:00"}
LOOKS = [(paper, large) for paper in PAPERS for large in (False, True)]
WAYS = [*((*look, "en") for look in LOOKS), ("a4", False, "ar"), ("a5", True, "ar")]
"""Every paper and size of type, and the other direction of writing."""


def shipped(folder: Path, **options: Any) -> Document:
    """The shipped guide's facilitator's edition."""
    return page(shipped_guides()[SHIPPED].read_text("utf-8"), "facilitator", folder, **options)


def stressed(folder: Path, language: str = "en", **options: Any) -> Document:
    """The same edition of a guide with long words and questions, for an evening with a clock."""
    text = stress_guide(folder, language=language, meeting=EVENING)
    return page(text, "facilitator", folder, **options)


def laid_out(document: Document) -> Any:
    return pdf._fitted(document, pdf.Fetcher())


def boxes(layout: Any, wanted: str) -> Iterator[tuple[int, Any]]:
    """Every box of the elements with this name or class, with its page."""
    for number, made in enumerate(layout.pages):
        yield from _boxes(made._page_box, wanted, number, None)


def _boxes(box: Any, wanted: str, number: int, around: Any) -> Iterator[tuple[int, Any]]:
    element = getattr(box, "element", None)
    named = (element.tag, *(element.get("class") or "").split()) if element is not None else ()
    if wanted in named and element is not around:
        yield number, box
    for child in getattr(box, "children", None) or ():
        yield from _boxes(child, wanted, number, element if element is not None else around)


def texts(box: Any) -> Iterator[Any]:
    """The pieces of text in a box, each on a line of its own."""
    if (getattr(box, "text", None) or "").strip():
        yield box
    for child in getattr(box, "children", None) or ():
        yield from texts(child)


def printed(box: Any) -> Iterator[Any]:
    """The pieces of text in a box, and the drawings."""
    if (getattr(box, "text", None) or "").strip() or hasattr(box, "replacement"):
        yield box
    for child in getattr(box, "children", None) or ():
        yield from printed(child)


def lines(box: Any) -> int:
    """On how many lines the box's text stands."""
    return len({round(one.position_y + one.baseline, 1) for one in texts(box)})


def rows(document: Document) -> list[tuple[int, bool]]:
    """The minutes of each row, and whether it is a question's."""
    return [(row["minutes"], row["number"] is not None) for row in document.view["rows"]]


# The strip


def drawn(document: Document, folder: Path) -> list[tuple[float, float, bool]]:
    """The strip's rectangles in the PDF: left edge, width, whether filled."""
    path = folder / "made.pdf"
    path.write_bytes(pdf.render(document).content)
    with pikepdf.open(path) as made:
        steps = [step for one in made.pages for step in instructions(one, one.Resources)]
    return [
        (float(left), float(width), steps[at + 1][1] == "B")
        for at, ((left, _, width, height, *_), operator) in enumerate(steps)
        if operator == "re" and float(height) == 30 and steps[at + 1][1] in ("B", "S")
    ]


def instructions(content: Any, resources: Any) -> Iterator[tuple[list[Any], str]]:
    """What a page draws, and the drawings in it; every instruction has four operands or more."""
    parsed: Any = pikepdf.parse_content_stream(content)
    for operands, operator in parsed:
        yield [*operands, 0, 0, 0, 0], str(operator)
        if str(operator) == "Do" and (form := resources.XObject[operands[0]]).Subtype == "/Form":
            yield from instructions(form, form.get("/Resources", resources))


@pytest.mark.parametrize(("paper", "large", "language"), WAYS)
def test_the_strip_shows_the_minutes_to_scale(
    paper: str, large: bool, language: str, tmp_path: Path
) -> None:
    document = stressed(tmp_path, language, paper=PAPERS[paper], large=large)
    found, planned = drawn(document, tmp_path), rows(document)
    assert len(found) == len(planned)
    whole, wide = sum(minutes for minutes, _ in planned), sum(width for _, width, _ in found)
    starts = accumulate((minutes for minutes, _ in planned[:-1]), initial=0)
    for start, (minutes, asked), (left, width, filled) in zip(starts, planned, found, strict=True):
        before = whole - start - minutes if language == "ar" else start
        assert width / wide == pytest.approx(minutes / whole, rel=0.01)
        assert left / wide == pytest.approx(before / whole, rel=0.01, abs=0.001)
        assert filled == asked
    ((_, strip),) = boxes(laid_out(document), "strip")
    assert strip.width == pytest.approx(wide, rel=0.001)


def test_the_strip_has_the_numbers_of_the_questions_and_says_what_it_is(tmp_path: Path) -> None:
    document = shipped(tmp_path)
    strip = document.body.partition("<svg class=")[2].partition("</svg>")[0]
    assert strip.count("</text>") == sum(asked for _, asked in rows(document)) > 3
    assert "aria-label" not in strip
    assert "The table below says the same.</title>" in strip


# The table


@pytest.mark.parametrize(("paper", "large", "language"), WAYS)
def test_no_row_is_torn_over_pages(paper: str, large: bool, language: str, tmp_path: Path) -> None:
    document = stressed(tmp_path, language, paper=PAPERS[paper], large=large)
    layout = laid_out(document)
    bodies = [one for _, one in boxes(layout, "tbody")]
    printed = [row.element for body in bodies for row in body.children]
    assert len(printed) == len(set(printed)) == len(rows(document))


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_row_has_a_rule_above_it_and_its_times_in_14_points(
    paper: str, tmp_path: Path
) -> None:
    document = stressed(tmp_path, paper=PAPERS[paper])
    layout = laid_out(document)
    cells = [one for _, one in boxes(layout, "td")]
    assert min(one.border_top_width for one in cells) > 0.3 * POINT
    assert {one.style["border_collapse"] for one in cells} == {"separate"}
    for name in ("elapsed", "clock", "long"):
        times = [one for _, one in boxes(layout, name) if one.element.tag == "td"]
        assert len(times) == len(rows(document))
        assert {round(one.style["font_size"] / POINT, 2) for one in times} == {14}
        assert {lines(one) for one in times} == {1}


@pytest.mark.parametrize(("paper", "large"), LOOKS)
def test_a_turn_stays_on_one_line_with_its_minutes(paper: str, large: bool, tmp_path: Path) -> None:
    layout = laid_out(stressed(tmp_path, paper=PAPERS[paper], large=large))
    turns = [one for _, one in boxes(layout, "turn")]
    assert len(turns) == len({one.element for one in turns}) > 2
    assert {lines(one) for one in turns} == {1}


@pytest.mark.parametrize(("paper", "large", "language"), WAYS)
def test_long_words_stay_in_the_column_of_their_row(
    paper: str, large: bool, language: str, tmp_path: Path
) -> None:
    layout = laid_out(stressed(tmp_path, language, paper=PAPERS[paper], large=large))
    for _, cell in boxes(layout, "td"):
        for text in texts(cell):
            assert text.position_x >= cell.content_box_x() - 1
            assert text.position_x + text.width <= cell.content_box_x() + cell.width + 1


def test_large_print_with_a_clock_leaves_the_other_times_out(tmp_path: Path) -> None:
    assert 'class="elapsed"' in stressed(tmp_path).body
    assert 'class="elapsed"' not in stressed(tmp_path, large=True).body
    assert 'class="elapsed"' in shipped(tmp_path, large=True).body, "it has no clock"


# The pages


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_first_page_holds_the_run_sheet_and_what_to_do_when_late_or_stuck(
    paper: str, tmp_path: Path
) -> None:
    layout = laid_out(shipped(tmp_path, paper=PAPERS[paper]))
    assert {number for name in ("run", "aid") for number, _ in boxes(layout, name)} == {0}
    (_, late), (_, stuck) = boxes(layout, "aid")
    assert late.position_y == stuck.position_y
    assert late.position_x + late.width < stuck.position_x


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_what_to_do_when_late_is_printed_once_and_on_one_page(
    paper: str, language: str, tmp_path: Path
) -> None:
    layout = laid_out(stressed(tmp_path, language, paper=PAPERS[paper]))
    assert len(list(boxes(layout, "aid"))) == 2
    assert len({number for number, _ in boxes(layout, "aid")}) == 1


@pytest.mark.parametrize("paper", list(PAPERS))
def test_no_page_but_the_last_is_more_than_a_third_empty(paper: str, tmp_path: Path) -> None:
    *full, _ = fullness(laid_out(shipped(tmp_path, paper=PAPERS[paper])))
    assert min(full) > 2 / 3


@pytest.mark.parametrize("paper", list(PAPERS))
def test_no_page_ends_with_a_heading_alone(paper: str, tmp_path: Path) -> None:
    layout = laid_out(shipped(tmp_path, paper=PAPERS[paper]))
    for made in layout.pages:
        (body,) = (one for one in made._page_box.children if one.element_tag == "html")
        last = max(printed(body), key=lambda one: float(one.position_y))
        assert last.element.tag not in ("h2", "h3", "h4")


@pytest.mark.parametrize("paper", list(PAPERS))
def test_what_helps_with_a_question_is_not_torn(paper: str, tmp_path: Path) -> None:
    layout = laid_out(shipped(tmp_path, paper=PAPERS[paper]))
    for name in ("ask", "points"):
        found = [one.element for _, one in boxes(layout, name)]
        assert len(found) == len(set(found)) > 12
