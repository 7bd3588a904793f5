"""Large print of every edition, on every paper and in every theme, read from its boxes."""

from pathlib import Path
from typing import Any

import pytest
from sheets import (
    MM,
    POINT,
    baseline,
    classes,
    inside,
    laid,
    laid_out,
    letters,
    letters_of_pages,
    soaked,
)
from stress import stressed

from guides import LONG, SHIPPED
from studyguide.files.inputs import Inputs
from studyguide.files.resources import shipped_guides
from studyguide.formats import pdf
from studyguide.formats.boxes import fullness
from studyguide.handouts import themes
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.paper import PAPERS

pytestmark = pytest.mark.real

TYPE = 18
MARGINS = {"a4": 25, "letter": 25, "a5": 15}
FLOWING = ("participant", "facilitator")
ABOVE = 9
"""Millimetres above a section's title, which it has anywhere but at the top of a page."""
LOOKS = [None, *themes.shipped_themes()]
CHOICES = [
    (edition.name, paper, look)
    for edition in EDITIONS.values()
    if edition.large_print
    for paper in edition.papers
    for look in LOOKS
]
Sheet = tuple[str, str, Any]


@pytest.fixture(
    scope="module",
    params=soaked(CHOICES, lambda one: one[1] == "a4"),
    ids=lambda one: "-".join(map(str, one)),
)
def sheet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """An edition, its paper, and its layout: laid out once, as lines to write on change no type."""
    edition, paper, look = request.param
    theme = themes.read(Inputs(), themes.shipped_themes()[look]) if look else themes.NONE
    folder = tmp_path_factory.mktemp(edition)
    document = stressed(edition, folder, paper=PAPERS[paper], large=True, theme=theme)
    if not document.line_css:
        return edition, paper, laid(document)
    return edition, paper, pdf._laid_out(document, pdf.Fetcher(), document.line_css[False, 3])


def test_every_letter_has_the_size_of_large_print(sheet: Sheet) -> None:
    texts = letters_of_pages(sheet[2])
    assert len(texts) > 20
    assert {t.text for t in texts if t.style["font_size"] < TYPE * POINT - 0.01} == set()


def test_every_margin_has_the_width_of_large_print(sheet: Sheet) -> None:
    edition, paper, layout = sheet
    least = (MARGINS[paper] - 0.1) * MM
    for made in layout.pages:
        box = made._page_box
        (flow,) = (child for child in box.children if child.element_tag == "html")
        inks = letters(flow)
        assert min(ink.position_x for ink in inks) >= least
        assert max(ink.position_x + ink.width for ink in inks) <= box.margin_width() - least
        assert min(ink.position_y for ink in inks) >= least
        assert max(map(baseline, inks)) <= box.margin_height() - least
        if edition != "cards":  # they are cut apart, and have margins of their own
            assert min(box.margin_top, box.margin_bottom) >= least


def test_nothing_is_in_capitals_or_italics_or_hyphenated(sheet: Sheet) -> None:
    texts = letters_of_pages(sheet[2])
    for name, usual in (
        ("font_style", "normal"),
        ("text_transform", "none"),
        ("font_variant_caps", "normal"),
        ("letter_spacing", "normal"),
    ):
        assert {text.style[name] for text in texts} == {usual}
    assert [text.text for text in texts if text.text.rstrip().endswith(("-", "\u2010"))] == []
    assert {text.style["text_align_all"] for text in texts} <= {"start", "left", "right", "center"}


def pages_of(layout: Any, kind: str) -> list[tuple[Any, int]]:
    """The elements of a class that have text, each with the pages that it is on."""
    return [
        (box.element, number)
        for number, made in enumerate(layout.pages)
        for box in inside(made._page_box)
        if kind in classes(box) and letters(box)
    ]


@pytest.mark.parametrize("edition", FLOWING)
@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("name", ["shipped", "long"])
def test_no_summary_is_split_and_no_page_has_the_credits_alone(
    name: str, paper: str, edition: str, tmp_path: Path
) -> None:
    text = LONG if name == "long" else shipped_guides()[SHIPPED].read_text("utf-8")
    layout = laid_out(text, tmp_path, None, paper, edition=edition, large=True)
    summaries = set(pages_of(layout, "summary"))
    assert summaries
    assert len({element for element, _ in summaries}) == len(summaries)
    for element, number in pages_of(layout, "credits"):
        made = layout.pages[number]
        (root,) = (box for box in made._page_box.children if box.element_tag == "html")
        credit = "".join(element.itertext()).split()
        said = " ".join(text.text for text in letters(root)).split()
        assert len(said) > len(credit)


@pytest.mark.parametrize("edition", FLOWING)
@pytest.mark.parametrize("paper", list(PAPERS))
def test_no_page_is_left_emptier_than_the_next_heading_and_summary_are_long(
    paper: str, edition: str, tmp_path: Path
) -> None:
    text = shipped_guides()[SHIPPED].read_text("utf-8")
    layout = laid_out(text, tmp_path, None, paper, edition=edition, large=True)
    heads = 0
    for before, after, full in zip(layout.pages, layout.pages[1:], fullness(layout), strict=False):
        first = next(
            (box for box in inside(after._page_box) if "head" in classes(box) or letters([box])),
            None,
        )
        if first is None or "head" not in classes(first):
            continue
        heads += 1
        needed = first.margin_height() + ABOVE * MM
        assert needed > (1 - full) * before._page_box.height
    assert heads
