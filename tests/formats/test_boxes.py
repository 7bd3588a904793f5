"""The build tells of every text that is printed over another, runs off its page or is cut off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stress import LONG_ASK, TITLE, stress_guide, stress_path

from guides import SHIPPED, page
from studyguide.files.resources import shipped_guides
from studyguide.formats import boxes, pdf
from studyguide.formats.boxes import Flaw
from studyguide.handouts.document import Document
from studyguide.handouts.paper import PAPERS
from studyguide.handouts.view import asks
from studyguide.pipeline.build import build
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.problems import Severity

pytestmark = pytest.mark.real


def laid_out(body: str) -> Any:
    """A page of 300 by 200 pixels, laid out."""
    from weasyprint import HTML

    css = "@page { size: 300px 200px; margin: 20px } p { margin: 0; font: 16px/20px sans-serif }"
    return HTML(string=f"<style>{css}</style>{body}").render()


def flaws(body: str) -> list[tuple[str, str, str]]:
    found = boxes.faults(laid_out(body))
    assert {fault.page for fault in found} <= {1}
    return [(str(fault.flaw), fault.words, fault.other) for fault in found]


OVER = "<p style='position: absolute; top: 0'>one</p>"
SVG = "<img alt='a well' src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 "
PICTURE = f"{SVG}width=%2250%22 height=%2250%22/%3E'>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"{OVER}<p style='position: absolute; top: 8px'>two</p>", [("overlap", "one", "two")]),
        (f"{OVER}<p style='position: absolute; top: 20px'>two</p>", []),
        (f"{OVER}<p style='position: absolute; top: 8px; left: 90px'>two</p>", []),
        (f"{OVER}<p style='position: absolute; visibility: hidden; top: 0'>two</p>", []),
        (f"{OVER}<p style='position: absolute; clip: rect(0, 0, 0, 0); top: 0'>two</p>", []),
        (f"{PICTURE}{OVER}", [("overlap", "one", "a well")]),
        ("<p style='margin-left: 270px; white-space: nowrap'>far too long</p>", "runs-off"),
        ("<p style='position: absolute; top: 175px'>on the edge</p>", "runs-off"),
        (f"<div style='position: absolute; left: 250px'>{PICTURE}</div>", "runs-off"),
        ("<div style='height: 25px; overflow: hidden'><p>one<p>two</div>", "clipped"),
        ("<div style='height: 41px; overflow: hidden'><p>one<p>two</div>", []),
        ("<div style='width: 99px; overflow: hidden; white-space: nowrap'><p>an <em>ever"
         "</em> longer line of it</div>", "clipped"),
        ("<div style='height: 20px; overflow: hidden'><p>one<p>two</div><p>three", "clipped"),
        ("<div style='height: 1px; width: 1px; overflow: hidden'><p>to be heard</div>", []),
        (f"{OVER}<p style='transform: rotate(90deg)'>turned</p>", []),
        ("<p>one <em>two</em> <b>three</b><br>four</p><p>five</p>", []),
        ("<p style='line-height: 1; font-size: 20px'>(jpqy)<br>ÀÉ()jpq<br>Ägypten</p>", []),
    ],
)  # fmt: skip
def test_each_flaw_is_found_and_nothing_else(
    body: str, found: str | list[tuple[str, str, str]]
) -> None:
    seen = flaws(body)
    assert ([flaw for flaw, _, _ in seen] == [found]) if isinstance(found, str) else seen == found


def test_a_paragraph_is_told_once_however_many_of_its_lines_are_cut_off() -> None:
    body = f"<div style='height: 15px; overflow: hidden'><p>{'words and ' * 20}</p></div>"
    ((flaw, words, _),) = flaws(body)
    assert flaw == "clipped"
    assert words.startswith("words and")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (f"{OVER}<p style='position: absolute; top: 0'>two</p>", "“two” is printed over “one”"),
        (
            "<div style='height: 20px; overflow: hidden'>one<p>two</div>",
            "“two” is cut off",
        ),
        ("<p style='margin-top: -99px'>one</p>", "“one” runs off page 1"),
    ],
)
def test_the_build_says_which_words_and_what_to_do(body: str, message: str) -> None:
    html = f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    nothing: Any = {"sections": [], "edition": "participant"}
    document = Document(nothing)
    vars(document).update(body=html, engine_css="", line_css={})
    said = [one for one in pdf.render(document).notices if one.severity is not Severity.INFO]
    assert [one.code in set(Flaw) for one in said] == [True]
    assert message in said[0].message
    assert "page 1" in said[0].message
    assert said[0].hint == "shorten it or choose larger paper"


# The whole of a guide


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("edition", ["cards", "slides"])
def test_nothing_is_cut_off_or_over_anything_on_cards_and_slides(
    edition: str, large: bool, tmp_path: Path
) -> None:
    made = page(stress_guide(tmp_path), edition, tmp_path, large=large and edition == "cards")
    layout = pdf._fitted(made, pdf.Fetcher())
    assert boxes.faults(layout) == []
    assert boxes.missing(layout, asks(made.view)) == []


def test_two_paragraphs_out_of_the_flow_are_each_told() -> None:
    one, two = (
        f"<p style='position: absolute; left: 270px; top: {top}px; white-space: nowrap'>{words}</p>"
        for top, words in ((0, "the one that"), (40, "the other one"))
    )
    assert [words for _, words, _ in flaws(one + two)] == ["the one that", "the other one"]


def test_a_card_that_no_size_helps_is_told(tmp_path: Path) -> None:
    ask = " and ".join([LONG_ASK.rstrip("?")] * 3)
    text = stress_guide(tmp_path, sections=[{"title": TITLE, "questions": [{"ask": f"{ask}?"}]}])
    said = pdf.render(page(text, "cards", tmp_path)).notices
    assert {one.code for one in said if one.severity is not Severity.INFO} >= {"clipped"}


def test_a_question_beside_a_tall_picture_is_seen(tmp_path: Path) -> None:
    made = page(stress_guide(tmp_path), "participant", tmp_path)
    layout = pdf._fitted(made, pdf.Fetcher())
    assert boxes.missing(layout, asks(made.view)) == []


def test_a_question_that_goes_on_on_the_next_page_is_seen() -> None:
    foot = "<style>@page { @bottom-left { content: 'Foot' } }</style>"
    layout = laid_out(f"{foot}<p style='orphans: 1; widows: 1; padding-top: 140px'>a<br>b</p>")
    assert len(layout.pages) == 2
    assert boxes.missing(layout, ["a b"]) == []
    assert boxes.missing(layout, ["a c"]) == ["a c"]


def test_a_picture_that_is_hidden_is_not_seen() -> None:
    hidden = laid_out(PICTURE.replace("<img", "<img style='visibility: hidden'"))
    assert boxes.missing(hidden, ["a well"]) == ["a well"]
    assert boxes.missing(laid_out(PICTURE), ["a well"]) == []


def test_the_shipped_guides_cards_and_slides_are_silent(tmp_path: Path) -> None:
    wanted = BuildRequest(["cards", "slides"], ["pdf"])
    built = build(shipped_guides()[SHIPPED], tmp_path, wanted)
    assert [one for one in built.notices if one.severity is not Severity.INFO] == []


# Cards and slides: type


def type_of(layout: Any, kind: str, tag: str) -> dict[str, float]:
    """The size, in points, of an element's type within each card or slide, by the outer's id."""
    return {
        outer.element.get("id"): inner.style["font_size"] * 0.75
        for made in layout.pages
        for outer in named(made, kind)
        for inner in outer.descendants()
        if inner.element is not None and inner.element.get("class") == tag
    }


def named(made: Any, kind: str) -> list[Any]:
    """The boxes on a page of elements with a class."""
    return [
        box
        for box in made._page_box.descendants()
        if box.element is not None and kind in (box.element.get("class") or "").split()
    ]


@pytest.mark.parametrize(
    ("edition", "kind", "tag", "large", "most", "least"),
    [
        ("cards", "card", "ask", False, 16, 9.5),
        ("cards", "card", "ask", True, 26, 18),
        ("slides", "slide", "prompt", False, 37, 18),
    ],
)
def test_a_short_question_has_the_largest_type_and_a_long_one_less(
    edition: str, kind: str, tag: str, large: bool, most: float, least: float, tmp_path: Path
) -> None:
    made = page(stress_guide(tmp_path), edition, tmp_path, large=large)
    sizes = type_of(pdf._fitted(made, pdf.Fetcher()), kind, tag)
    assert sizes["question-5"] == pytest.approx(most), "“In field 1, who waits?”"
    assert least - 0.01 <= sizes["question-1"] < most


def test_a_long_title_moves_the_number_down_and_not_under_it(tmp_path: Path) -> None:
    layout = pdf._fitted(page(stress_guide(tmp_path), "cards", tmp_path), pdf.Fetcher())
    (title, *_) = [
        box
        for box in layout.pages[0]._page_box.descendants()
        if box.element_tag == "h1" and hasattr(box, "margin_height")
    ]
    numbers = [
        box for box in layout.pages[0]._page_box.descendants() if getattr(box, "text", None) == "1"
    ]
    assert numbers[0].position_y >= title.border_box_y() + title.height - 0.01


# The table sheets and the packet


def texts(layout: Any) -> list[list[str]]:
    """The words of each page's boxes, page by page."""
    return [list(_texts(made._page_box)) for made in layout.pages]


def _texts(box: Any) -> Iterator[str]:
    if text := getattr(box, "text", None):
        yield text
    for child in getattr(box, "children", None) or ():
        yield from _texts(child)


def tables(folder: Path, **options: Any) -> Any:
    from studyguide.guide.load import load
    from studyguide.handouts.document import RenderOptions
    from studyguide.handouts.editions import EDITIONS
    from studyguide.handouts.view import view
    from studyguide.planning.plan import plan

    loaded = load(stress_path(folder))
    planned = plan(loaded.guide, MeetingOverrides(tables=2).meeting(loaded.guide.meeting))
    made = Document(view(loaded, EDITIONS["groups"], planned), RenderOptions(**options))
    return pdf._fitted(made, pdf.Fetcher())


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
def test_a_table_is_the_heading_of_its_sheet_and_counts_its_own_pages(
    large: bool, tmp_path: Path
) -> None:
    layout = tables(tmp_path, large=large)
    feet = [
        "".join(box.text for box in child.descendants() if getattr(box, "text", None))
        for made in layout.pages
        for child in made._page_box.children
        if getattr(child, "at_keyword", "") == "@bottom-right"
    ]
    each = len(layout.pages) // 2
    assert feet == [
        f"Table {table} · {number} / {each}" for table in (1, 2) for number in range(1, each + 1)
    ]
    headings = [
        "".join(box.element.itertext())
        for made in layout.pages
        for box in made._page_box.descendants()
        if box.element_tag in ("h1", "h2") and hasattr(box, "children")
    ]
    assert sorted(set(headings)) == ["Table 1", "Table 2"]


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_there_is_a_line_for_each_role_at_a_table(paper: str, large: bool, tmp_path: Path) -> None:
    layout = tables(tmp_path, large=large, paper=PAPERS[paper])
    ruled = [
        box.width * 25.4 / 96
        for made in layout.pages
        for box in made._page_box.descendants()
        if box.element_tag == "dd" and getattr(box, "border_bottom_width", 0)
    ]
    assert len(ruled) == 6, "three at each of two tables"
    assert min(ruled) > 60


# The norms


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_the_ground_rules_are_named_once(edition: str, large: bool, tmp_path: Path) -> None:
    made = page(stress_guide(tmp_path), edition, tmp_path, large=large)
    layout = pdf._fitted(made, pdf.Fetcher())
    assert sum("Ground" in text for one in texts(layout) for text in one) == 1
