"""The pages on a screen: the sections beside the text, sizes, colours, no wider than a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from instruments import nu
from sheets import soaked
from stress import TITLE, WORD, stress_guide

import guides
from guides import SHIPPED, seated, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import load
from studyguide.handouts.editions import EDITIONS
from studyguide.pipeline.build import build
from studyguide.pipeline.request import BuildRequest

if TYPE_CHECKING:
    from instruments.browser import Browser

pytestmark = pytest.mark.real

USUAL = ("participant", "facilitator")
SCREENS = [edition.name for edition in EDITIONS.values() if edition.on_screen and edition.paged]
PHONE, TABLET, DESK = 360, 768, 1400
MOST = 60_000
"""Bytes that a page of the shipped guide may take: it is sent by post and opened on a phone."""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important } p { margin: 2em 0 }"
"""The spacing that a reader may set without losing anything (WCAG 1.4.12)."""
LOOK = "e => (({ fontSize, color }) => [parseFloat(fontSize), color])(getComputedStyle(e))"
CONTRAST = """e => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(c => c / 255)
        .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    const both = [light(getComputedStyle(e).color), light(paper)].sort((a, b) => b - a);
    return (both[0] + .05) / (both[1] + .05);
}"""

Maker = Callable[..., Path]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """`page(edition, guide, large)` as a file; the guide is the shipped one, or a stress guide."""
    folder = tmp_path_factory.mktemp("screen")
    made: dict[tuple[str, str, bool], Path] = {}
    text = folder / "essay.txt"
    text.write_text("\n\n".join(f"Paragraph {n}. {WORD} {TITLE}" for n in range(20)), "utf-8")

    def one(edition: str, guide: str = "shipped", large: bool = False) -> Path:
        key = (edition, guide, large)
        if key not in made:
            path = shipped_guides()[SHIPPED] if guide == "shipped" else stressed(folder, guide)
            out = folder / f"{guide}-{large}"
            wanted = BuildRequest(
                [edition], ["html"], large_print=large, meeting=seated(edition), text=text
            )
            if guide == "shipped":
                wanted = BuildRequest([edition], ["html"], large_print=large)
            made[key] = build(load(path), out, wanted).handouts[0].path
        return made[key]

    return one


def stressed(folder: Path, language: str) -> Path:
    """A guide with long words for every edition: it has an address and a fishbowl."""
    essay = {"title": f"{TITLE} {WORD}", "author": WORD, "url": "https://farms.example/two/wells"}
    meeting = {"minutes": 120, "people": 12, "start": "19:00", "place": WORD, "group": WORD}
    data = yaml.safe_load(stress_guide(folder, language=language, essay=essay, meeting=meeting))
    for section in data["sections"]:
        for passage in (section["passage"], *(q.get("passage") for q in section["questions"])):
            if isinstance(passage, dict):
                passage.pop("from", None)
    data["sections"][0]["questions"][1] |= {"protocol": "fishbowl", "keep": "always"}
    return write(folder, yaml.safe_dump(data, allow_unicode=True), f"{language}.yaml")


@contextmanager
def opened(browser: "Browser", path: Path, width: int, dark: bool = False) -> Iterator[Any]:
    with browser._page(path, width, dark=dark) as made:
        yield made


def box(made: Any, selector: str) -> dict[str, float]:
    found: dict[str, float] = made.query_selector(selector).bounding_box()
    return found


def all_of(made: Any, selector: str, script: str) -> list[Any]:
    found = made.query_selector_all(selector)
    assert found, f"nothing on the page is {selector}"
    return [one.evaluate(script) for one in found]


# The sections


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("edition", USUAL)
@pytest.mark.parametrize("guide", ["shipped", "ar"])
def test_the_sections_stay_in_sight_beside_the_text(
    guide: str, edition: str, large: bool, browser: "Browser", page: Maker
) -> None:
    with opened(browser, page(edition, guide, large), DESK) as made:
        made.evaluate("window.scrollTo(0, 1500)")
        nav, question = box(made, ".contents"), box(made, ".question .ask p, .question h3")
        assert 0 <= nav["y"] < nav["y"] + nav["height"] <= 800
        assert nav["x"] >= 0
        assert nav["x"] + nav["width"] <= DESK
        if guide == "ar":
            assert nav["x"] >= question["x"] + question["width"]
        else:
            assert nav["x"] + nav["width"] <= question["x"]


@pytest.mark.parametrize("edition", USUAL)
@pytest.mark.parametrize("width", [PHONE, TABLET])
def test_where_there_is_no_room_beside_it_they_come_first(
    width: int, edition: str, browser: "Browser", page: Maker
) -> None:
    with opened(browser, page(edition), width) as made:
        first = box(made, "main > :not(nav)")
        nav = box(made, "nav")
        assert nav["y"] + nav["height"] <= first["y"]
        links = [one.bounding_box()["height"] for one in made.query_selector_all("nav a")]
        assert min(links) >= 40, "a finger finds each of them"


# What stands out, and what doesn't


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_planned_questions_are_larger_and_the_others_as_black(
    width: int, browser: "Browser", page: Maker
) -> None:
    with opened(browser, page("participant"), width) as made:
        ((root, ink),) = all_of(made, "html", LOOK)
        planned = all_of(made, ".question:not(.aside) .ask > p", LOOK)
        others = all_of(made, ".aside .ask > p", LOOK)
        assert planned == [[pytest.approx(1.15 * root, abs=0.1), ink]] * 4
        assert others == [[root, ink]] * 9


@pytest.mark.parametrize("edition", USUAL)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_summaries_are_quieter_than_any_question_and_can_be_read(
    dark: bool, edition: str, browser: "Browser", page: Maker
) -> None:
    with opened(browser, page(edition), DESK, dark) as made:
        ((root, ink),) = all_of(made, "html", LOOK)
        for size, colour in all_of(made, ".summary", LOOK):
            assert 0.9 * root <= size < root
            assert colour != ink
        quiet = ".summary, .where, .facts, .note, .at, .how, .contents a, .contents h2"
        assert min(all_of(made, quiet, CONTRAST)) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_address_can_be_read(width: int, dark: bool, browser: "Browser", page: Maker) -> None:
    with opened(browser, page("participant", "en"), width, dark) as made:
        assert min(all_of(made, ".address", CONTRAST)) >= 4.5
        assert made.inner_text(".address") == "farms.example/two/wells"


def test_a_phone_has_the_address_and_no_code(browser: "Browser", page: Maker) -> None:
    for width, there in ((PHONE, False), (600, False), (TABLET, True), (DESK, True)):
        with opened(browser, page("participant", "en"), width) as made:
            assert made.query_selector(".qr img").is_visible() is there
            assert made.query_selector(".address").is_visible()


def test_in_the_dark_the_code_keeps_its_white(browser: "Browser", page: Maker) -> None:
    with opened(browser, page("participant", "en"), DESK, dark=True) as made:
        paper = "e => getComputedStyle(e).backgroundColor"
        assert all_of(made, ".qr img", paper) == ["rgb(255, 255, 255)"]
        assert all_of(made, "html", paper) != ["rgb(255, 255, 255)"]


def test_lines_break_where_a_reader_would(browser: "Browser", page: Maker) -> None:
    with opened(browser, page("participant"), DESK) as made:
        how = "e => getComputedStyle(e).textWrapStyle"
        assert set(all_of(made, "main p, main li", how)) == {"pretty"}
        assert set(all_of(made, "h1, h2", how)) == {"balance"}


# The margin column


@pytest.mark.parametrize("width", [TABLET, DESK])
@pytest.mark.parametrize("edition", USUAL)
def test_numbers_and_places_stand_in_the_margin_on_the_line_of_their_text(
    edition: str, width: int, browser: "Browser", page: Maker
) -> None:
    baseline = """e => {
        const strut = document.createElement("span");
        strut.style.display = "inline-block";
        e.prepend(strut);
        const found = strut.getBoundingClientRect().bottom;
        strut.remove();
        return found;
    }"""
    with opened(browser, page(edition), width) as made:
        asked = all_of(made, ".ask > p:not(.facts), .ask > h3", baseline)
        assert all_of(made, ".ask > .number", baseline) == pytest.approx(asked, abs=1)
        titles = all_of(made, ".head > h2", baseline)
        assert all_of(made, ".head > .where", baseline) == pytest.approx(titles, abs=1)
        where, title, number = (box(made, one) for one in (".where", ".head h2", ".ask .number"))
        assert where["x"] + where["width"] < title["x"]
        assert number["x"] + number["width"] < title["x"]
        assert box(made, ".ask > p, .ask > h3")["x"] == pytest.approx(title["x"], abs=0.5)


def test_a_long_place_in_the_margin_leaves_no_hole_under_the_title(
    browser: "Browser", tmp_path: Path
) -> None:
    passage = {"from": "In the year of the well and rope", "to": "and nobody came back for it"}
    section = {"title": "Rain", "summary": "It rains.", "passage": passage, "questions": ["Why?"]}
    guide = {"studyguide": 1, "essay": "Rain", "sections": [section]}
    path = tmp_path / "page.html"
    path.write_text(guides.page(yaml.safe_dump(guide), "facilitator", tmp_path).body, "utf-8")
    with opened(browser, path, DESK) as made:
        where, title, summary = (box(made, f".head {one}") for one in (".where", "h2", ".summary"))
        assert where["y"] + where["height"] > summary["y"] + summary["height"]
        assert summary["y"] - (title["y"] + title["height"]) < 12


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
@pytest.mark.parametrize("edition", USUAL)
def test_large_print_has_no_margin_column(
    edition: str, width: int, browser: "Browser", page: Maker
) -> None:
    edges = "e => Math.round(e.getBoundingClientRect().left)"
    with opened(browser, page(edition, large=True), width) as made:
        where = "h2:not(nav *), .where, .summary"
        left = {one.evaluate(edges) for one in made.query_selector_all(where) if one.is_visible()}
        assert len(left) == 1


def test_a_facilitators_page_says_whose_guide_it_is(browser: "Browser", page: Maker) -> None:
    with opened(browser, page("facilitator"), PHONE) as made:
        assert made.query_selector(".credits").is_visible()
        assert not made.query_selector(".circle svg").is_visible()


# Windows of any width, and readers' own settings


@pytest.mark.parametrize("language", soaked(["en", "de", "ar"], lambda one: one == "de"))
@pytest.mark.parametrize("edition", SCREENS)
def test_nothing_is_wider_than_the_window(
    edition: str, language: str, browser: "Browser", page: Maker
) -> None:
    for large in {False, EDITIONS[edition].large_print}:
        with opened(browser, page(edition, language, large), PHONE) as made:
            for width in (320, 360, 599, 640, TABLET, 1024, 1280, 1600):
                made.set_viewport_size({"width": width, "height": 800})
                assert outside(made, width) == [], f"{width} px, large: {large}"


def outside(made: Any, width: int) -> list[str]:
    """The words beyond the sides of a window, and how wide the page is if that is wider.

    A phone zooms out of a page that is too wide, so its own `innerWidth` isn't the window's.
    """
    found: list[str] = made.evaluate(
        """width => {
        const wide = document.scrollingElement, found = [];
        if (wide.scrollWidth > width) found.push(`${wide.scrollWidth} px`);
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let text; text = walk.nextNode();) {
            const range = new Range();
            range.selectNodeContents(text);
            for (const r of range.getClientRects())
                if (r.width > 1 && (r.left < -1 || r.right > width + 1)
                    && text.parentElement.checkVisibility()
                    && !text.parentElement.closest(".heard, .extra, thead"))
                    found.push(text.data.trim());
        }
        return found;
    }""",
        width,
    )
    return found


@pytest.mark.parametrize("edition", USUAL)
@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_a_readers_own_spacing_puts_no_text_over_another(
    width: int, edition: str, browser: "Browser", page: Maker
) -> None:
    with opened(browser, page(edition), width) as made:
        made.add_style_tag(content=SPACED)
        assert outside(made, width) == []
        over = """e => {
            const [number, text] = [e.querySelector(".number"), e.querySelector("p, h3")];
            const [a, b] = [number, text].map(one => one.getBoundingClientRect());
            return a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom;
        }"""
        assert set(all_of(made, ".ask", over)) == {False}


@pytest.mark.parametrize("edition", SCREENS)
def test_axe_and_nu_find_nothing(edition: str, browser: "Browser", page: Maker) -> None:
    path = page(edition, "en")
    assert nu.problems([path]) == []
    for width in (PHONE, DESK):
        for dark in (False, True):
            assert browser.axe(path, width=width, dark=dark) == []


@pytest.mark.parametrize("edition", USUAL)
def test_a_page_is_small_and_needs_no_script(edition: str, page: Maker) -> None:
    made = page(edition).read_bytes()
    assert len(made) <= MOST
    assert b"<script" not in made
