"""A booklet's sheets fold into pages that can be read one after the other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from guides import ARABIC, TINY, page
from studyguide.formats.booklet import order, render
from studyguide.handouts.paper import PAPERS
from studyguide.problems import Severity

pytestmark = pytest.mark.real

Leaf = tuple[int | None, int | None]


def leafed_through(sides: list[Leaf]) -> list[int | None]:
    """The pages in the order that a reader meets them, once the pile is folded and stapled.

    Each sheet lies with its front down and its back up, the first sheet at the bottom; folded, its
    right half is read on the way in (front, then back), its left half on the way out.
    """
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    way_in = [number for front, back in sheets for number in (front[1], back[0])]
    way_out = [number for front, back in reversed(sheets) for number in (back[1], front[0])]
    return way_in + way_out


@given(some.integers(1, 40))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages: int) -> None:
    read = leafed_through(order(pages))
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {None}
    assert len(read) % 4 == 0
    assert len(read) - pages < 4, "no sheet more than it takes"


def test_eight_pages_lie_on_two_sheets_as_a_printer_expects() -> None:
    assert order(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_a_single_page_stands_at_the_front_alone() -> None:
    assert order(1) == [(None, 1), (None, None)]


def test_no_pages_need_no_sheet() -> None:
    assert order(0) == []


def centres(content: bytes, folder: Path) -> list[tuple[str, float]]:
    """The page numbers as printed on the first side, and how far across it each stands (0 to 1)."""
    from instruments import pdf

    path = folder / "booklet.pdf"
    path.write_bytes(content)
    width = 297 * 72 / 25.4
    found = [word for word in pdf.words(path) if word.page == 1 and word.top > 540]
    return [(word.text, (word.left + word.right) / 2 / width) for word in found]


@pytest.mark.parametrize(("text", "right"), [(TINY, True), (ARABIC, False)], ids=["ltr", "rtl"])
def test_the_first_page_is_outside_on_the_side_where_its_script_opens_a_book(
    text: str, right: bool, tmp_path: Path
) -> None:
    half = page(text, "participant", tmp_path, paper=PAPERS["a4"].half)
    made = render(half)
    places = [place for word, place in centres(made.content, tmp_path)]
    assert places
    outside = min(places) > 0.5 if right else max(places) < 0.5
    assert outside


def test_a_booklet_says_that_it_is_not_for_screen_readers(tmp_path: Path) -> None:
    made = render(page(TINY, "participant", tmp_path, paper=PAPERS["a4"].half))
    said = {one.code: one.severity for one in made.notices}
    assert said["booklet-untagged"] is Severity.INFO
