"""The facilitator's page on a screen: folded on a phone, open where there is room and in print."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from instruments import nu, pdf
from stress import TITLE, stress_guide

from guides import SHIPPED, page
from studyguide.files.resources import shipped_guides
from studyguide.handouts.paper import PAPERS

if TYPE_CHECKING:
    from instruments.browser import Browser

pytestmark = pytest.mark.real

EVENING = {"minutes": 120, "people": 12, "start": "19:00"}
LOOKS: dict[str, dict[str, Any]] = {
    "a4": {},
    "a5": {"paper": PAPERS["a5"]},
    "large": {"large": True},
}
TALL = 9500
"""Pixels, the most that the shipped page may be high on a phone; open it is twice that."""
PHONE, DESK = 360, 1280
SEEN = "e => e.checkVisibility({ contentVisibilityAuto: true })"


def shipped(folder: Path, **options: Any) -> Path:
    """The shipped guide's page as a file."""
    return written(shipped_guides()[SHIPPED].read_text("utf-8"), folder, **options)


def stressed(folder: Path, language: str = "en", **options: Any) -> Path:
    """The page of a guide with long words, as a file."""
    text = stress_guide(folder, language=language, meeting=EVENING, essay=TITLE)
    return written(text, folder, **options)


def written(text: str, folder: Path, **options: Any) -> Path:
    path = folder / "page.html"
    path.write_text(page(text, "facilitator", folder, **options).body, "utf-8")
    return path


@contextmanager
def opened(browser: "Browser", path: Path, width: int) -> Iterator[Any]:
    with browser._page(path, width) as made:
        yield made


def seen(made: Any, selector: str) -> list[bool]:
    """Whether each of these elements can be seen."""
    return [one.evaluate(SEEN) for one in made.query_selector_all(selector)]


def test_on_a_phone_the_material_is_folded_until_it_is_asked_for(
    browser: "Browser", tmp_path: Path
) -> None:
    with opened(browser, shipped(tmp_path), PHONE) as made:
        assert made.evaluate("document.scrollingElement.scrollHeight") < TALL
        assert set(seen(made, ".question .points")) == {False}
        assert set(seen(made, ".question h3, .question summary, .run tr")) == {True}
        made.click("#question-2 summary")
        assert set(seen(made, "#question-2 .points")) == {True}
        assert set(seen(made, "#question-3 .points")) == {False}


def test_what_can_be_tapped_is_high_enough_for_a_finger(browser: "Browser", tmp_path: Path) -> None:
    with opened(browser, shipped(tmp_path), PHONE) as made:
        high = [one.bounding_box()["height"] for one in made.query_selector_all("summary")]
    assert len(high) > 13
    assert min(high) >= 44


@pytest.mark.parametrize("look", LOOKS)
def test_where_there_is_room_everything_is_open_and_nothing_says_it_is_folded(
    look: str, browser: "Browser", tmp_path: Path
) -> None:
    with opened(browser, shipped(tmp_path, **LOOKS[look]), DESK) as made:
        assert set(seen(made, ".points, .notes p")) == {True}
        assert set(seen(made, "summary")) == {False}


@pytest.mark.parametrize("look", LOOKS)
def test_a_phone_prints_what_it_has_folded(look: str, browser: "Browser", tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    with opened(browser, shipped(tmp_path, **LOOKS[look]), PHONE) as made:
        folded = [one.text_content() for one in made.query_selector_all(".points li")]
        path.write_bytes(made.pdf(format="A5"))
    printed = squeezed(pdf.text(path, order="-raw"))
    assert len(folded) > 60
    # The start is enough: the rest of one may stand on the next page.
    assert [one for one in folded if squeezed(one)[:25] not in printed] == []


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [320, 599])
def test_rows_are_stacked_on_a_phone_and_nothing_is_wider_than_it(
    width: int, look: str, language: str, browser: "Browser", tmp_path: Path
) -> None:
    with opened(browser, stressed(tmp_path, language, **LOOKS[look]), width) as made:
        assert made.evaluate("document.scrollingElement.scrollWidth") <= width
        for row in made.query_selector_all(".run tbody tr"):
            what = row.query_selector(".what").bounding_box()
            assert what["width"] > width * 0.45
            ways = row.query_selector(".ways")
            if ways and ways.evaluate(SEEN) and ways.text_content():
                assert ways.bounding_box()["y"] > what["y"] + 10


@pytest.mark.parametrize("start", [None, "19:00"])
def test_on_a_phone_a_row_begins_with_its_time_and_the_minutes_stand_under_it(
    start: str | None, browser: "Browser", tmp_path: Path
) -> None:
    text = shipped_guides()[SHIPPED].read_text("utf-8")
    if start:
        text = text.replace("\nmeeting:\n", f'\nmeeting:\n  start: "{start}"\n')
    with opened(browser, written(text, tmp_path), PHONE) as made:
        rows = made.query_selector_all(".run tbody tr")
        time = ".clock" if start else ".elapsed"
        found = [
            [row.query_selector(name).bounding_box() for name in (time, ".long", ".what")]
            for row in rows
        ]
    assert len(found) == 10
    for at, minutes, what in found:
        assert at["x"] == minutes["x"] < what["x"]
        assert at["y"] == pytest.approx(what["y"], abs=6)
        assert 20 <= minutes["y"] - at["y"] <= 36, "on the next line"


def test_no_word_of_the_run_sheet_is_broken_on_a_phone(browser: "Browser", tmp_path: Path) -> None:
    broken = """() => [...document.querySelectorAll(".run td")].flatMap(cell => {
        const found = [], walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let text; text = walk.nextNode();) for (const word of text.data.matchAll(/\\S+/g)) {
            const range = new Range();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) found.push(word[0]);
        }
        return found;
    })"""
    with opened(browser, shipped(tmp_path), PHONE) as made:
        assert [word for word in made.evaluate(broken) if "-" not in word] == []
    with opened(browser, stressed(tmp_path), PHONE) as made:
        assert len(made.evaluate(broken)) == 1, "the search finds the word longer than the line"


def test_the_sections_come_first_and_stay_in_sight_beside_the_text(
    browser: "Browser", tmp_path: Path
) -> None:
    path = shipped(tmp_path)
    assert path.read_text("utf-8").index("<nav") < path.read_text("utf-8").index("<section")
    with opened(browser, path, DESK) as made:
        made.evaluate("window.scrollTo(0, 4000)")
        nav, text = made.query_selector("nav"), made.query_selector(".run")
        box, beside = nav.bounding_box(), text.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= beside["x"]
    assert 0 <= box["y"] < 200
    with opened(browser, path, 800) as made:
        box, below = (made.query_selector(one).bounding_box() for one in ("nav", ".run"))
    assert box["y"] + box["height"] <= below["y"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_planned_question_is_larger_and_the_others_are_as_black(
    width: int, browser: "Browser", tmp_path: Path
) -> None:
    look = "e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]"
    with opened(browser, shipped(tmp_path), width) as made:
        root = float(made.evaluate("getComputedStyle(document.documentElement).fontSize")[:-2])
        ink = made.evaluate("getComputedStyle(document.documentElement).color")
        core, rest = (
            {tuple(one.evaluate(look)) for one in made.query_selector_all(f"{which} h3")}
            for which in (".planned > .ask", ".question:not(.planned) > .ask")
        )
    ((size, colour),) = core
    assert float(size[:-2]) == pytest.approx(1.15 * root, abs=0.1)
    assert rest == {(f"{root:g}px", ink)}
    assert colour == ink


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_strip_is_to_scale_on_a_screen(
    width: int, language: str, browser: "Browser", tmp_path: Path
) -> None:
    with opened(browser, stressed(tmp_path, language), width) as made:
        strip = made.query_selector(".strip").bounding_box()
        minutes = [int(one.text_content()) for one in made.query_selector_all("td.long")]
        bars = made.evaluate(
            """[...document.querySelectorAll(".strip rect")].map(
                bar => [bar.x.baseVal.value, bar.width.baseVal.value])"""
        )
    assert len(bars) == len(minutes)
    for (_, wide), long in zip(bars, minutes, strict=True):
        assert wide / strip["width"] == pytest.approx(long / sum(minutes), rel=0.01)
    firsts = [left for left, _ in bars]
    assert firsts == sorted(firsts, reverse=language == "ar")


@pytest.mark.parametrize("look", LOOKS)
def test_axe_and_nu_find_nothing(look: str, browser: "Browser", tmp_path: Path) -> None:
    path = stressed(tmp_path, **LOOKS[look])
    assert nu.problems([path]) == []
    for width in (PHONE, DESK):
        for dark in (False, True):
            assert browser.axe(path, width=width, dark=dark) == []
