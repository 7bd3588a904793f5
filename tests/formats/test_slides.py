"""Slides in a real browser: with buttons, keys and touch, at any width, and without a script."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from instruments import pdf
from instruments.browser import RUN_AXE, WCAG, Browser
from stress import stress_path

from guides import build_handouts

pytestmark = pytest.mark.real

WIDTHS = (360, 1280)
BIG = 44
"""CSS pixels that a button needs for a finger (WCAG 2.5.5)."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slides")
    guide = stress_path(folder)
    (made,) = build_handouts(guide, folder / "out", edition=["slides"], format=["html"])
    return made.path


@contextmanager
def opened(browser: Browser, path: Path, width: int = 1280) -> Iterator[Any]:
    with browser._page(path, width) as page:
        yield page


def place(page: Any, number: int) -> None:
    """Waits until the slide is there, and says so; a timeout is a failure."""
    page.wait_for_function(f"document.querySelector('.place').textContent.startsWith('{number} /')")


def broken(browser: Browser, page: Any) -> list[str]:
    """What breaks WCAG 2.2 in the state that the page is in."""
    page.evaluate(browser._axe)
    found: list[str] = page.evaluate(RUN_AXE, WCAG)
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_buttons_change_slides_and_start_the_timer(
    width: int, browser: Browser, path: Path
) -> None:
    with opened(browser, path, width) as page:
        place(page, 1)
        for name, number in (("Next", 2), ("Next", 3), ("Previous", 2), ("Next", 3)):
            page.get_by_role("button", name=name, exact=True).click()
            place(page, number)
        timer = page.get_by_role("timer")
        assert timer.count() == 0
        clock = page.get_by_role("button", name="Timer", exact=True)
        clock.click()
        assert timer.inner_text() in ("20:00", "19:59"), "the third slide's question has 20 minutes"
        assert clock.get_attribute("aria-pressed") == "true"
        clock.click()
        assert timer.count() == 0
        assert clock.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_button_is_big_enough_and_all_of_it_is_in_the_window(
    width: int, browser: Browser, path: Path
) -> None:
    with opened(browser, path, width) as page:
        page.get_by_role("button", name="Timer", exact=True).click()
        boxes = [one.bounding_box() for one in page.get_by_role("button").all()]
        assert len(boxes) == 3
        for box in boxes:
            assert min(box["width"], box["height"]) >= BIG
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= 800


def test_touch_works_too(browser: Browser, path: Path) -> None:
    context = browser._chromium.new_context(
        viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True
    )
    with context:
        page = context.new_page()
        page.goto(path.as_uri())
        page.get_by_role("button", name="Next", exact=True).tap()
        place(page, 2)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_state(
    width: int, dark: bool, browser: Browser, path: Path
) -> None:
    with browser._page(path, width, dark=dark) as page:
        assert broken(browser, page) == [], "first slide"
        page.get_by_role("button", name="Timer", exact=True).click()
        page.keyboard.press("End")
        page.wait_for_function("document.querySelector('.next').ariaDisabled === 'true'")
        assert broken(browser, page) == [], "last slide, timer running"


def test_keys_do_what_the_buttons_do(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        for key, number in (("ArrowRight", 2), (" ", 3), ("PageUp", 2), ("Home", 1)):
            page.keyboard.press(key)
            place(page, number)


def test_a_letter_does_something_only_while_the_buttons_have_the_focus(
    browser: Browser, path: Path
) -> None:
    with opened(browser, path) as page:
        timer = page.locator(".timer")
        page.keyboard.press("t")
        assert timer.is_hidden()
        page.get_by_role("button", name="Next", exact=True).focus()
        page.keyboard.press("t")
        assert timer.is_visible()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_focused_button_is_pressed_and_nothing_else_happens(
    key: str, browser: Browser, path: Path
) -> None:
    with opened(browser, path) as page:
        page.get_by_role("button", name="Timer", exact=True).focus()
        page.keyboard.press(key)
        assert page.locator(".timer").is_visible()
        assert page.evaluate("scrollY") == 0


def test_without_a_script_there_are_no_dead_buttons_and_every_slide(
    browser: Browser, path: Path
) -> None:
    context = browser._chromium.new_context(java_script_enabled=False)
    with context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.get_by_role("button").count() == 0
        assert page.get_by_text("In field 1, who waits?").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_cut_off_and_a_long_question_has_smaller_type(
    width: int, browser: Browser, path: Path
) -> None:
    with opened(browser, path, width) as page:
        assert not page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
        size = "one => parseFloat(getComputedStyle(one).fontSize)"
        long = page.locator("#question-1 .prompt").evaluate(size)
        short = page.locator("#question-5 .prompt").evaluate(size)
        assert long < short if width > 600 else long <= short


def test_a_long_question_fits_the_projected_window(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        assert page.locator("#question-1").evaluate("one => one.offsetHeight") <= 720


def test_a_browser_prints_slides_in_landscape(browser: Browser, path: Path, tmp_path: Path) -> None:
    printed = tmp_path / "slides.pdf"
    printed.write_bytes(browser.print_pdf(path))
    wide = {round(word.right) for word in pdf.words(printed)}
    assert max(wide) > 500
    text = pdf.text(printed)
    assert "Timer" not in text
    assert "which of the words" in " ".join(text.split())


def test_the_nu_checker_finds_nothing(
    path: Path, nu: Callable[[Sequence[Path]], list[str]]
) -> None:
    assert nu([path]) == []
