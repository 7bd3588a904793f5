"""Cards, slides, table sheets and messages: what each is for, on the paper or screen it is for."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Handout
from instruments import pdf
from instruments.browser import Browser

from guides import SHIPPED, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import load
from studyguide.guide.markup import plain
from studyguide.guide.model import Core
from studyguide.pipeline.build import build
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan, plan

pytestmark = pytest.mark.real

LOADED = load(shipped_guides()[SHIPPED])
CORE: tuple[Core, ...] = tuple(LOADED.guide.core)
PLAN: Plan = plan(LOADED.guide)
MM = 25.4 / 72
LIMIT = 600


def squeezed(text: str) -> str:
    return "".join(text.split())


# Cards


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], Path]:
    folder = tmp_path_factory.mktemp("cards")
    return {
        (paper, large): build(LOADED, folder, BuildRequest(["cards"], ["pdf"], paper, large))
        .handouts[0]
        .path
        for paper in ("a4", "letter")
        for large in (False, True)
    }


CARDS = pytest.mark.parametrize(
    ("paper", "large", "columns", "rows"),
    [("a4", False, 2, 4), ("letter", False, 2, 4), ("a4", True, 1, 2), ("letter", True, 1, 2)],
)
SHEETS = {"a4": (210, 297), "letter": (215.9, 279.4)}


@CARDS
def test_every_question_has_one_card_with_its_number_and_passage(
    paper: str, large: bool, columns: int, rows: int, cards: dict[Any, Path]
) -> None:
    width, height = (side / MM for side in SHEETS[paper])
    found: dict[tuple[int, int, int], list[str]] = {}
    for word in pdf.words(cards[paper, large]):
        at = int(word.top / height * rows), int(word.left / width * columns)
        found.setdefault((word.page, *at), []).append(word.text)
    assert len(found) == len(CORE), "as many cards as questions"
    assert max(Counter(page for page, _, _ in found).values()) == rows * columns
    for core, (_, words) in zip(CORE, sorted(found.items()), strict=True):
        text = squeezed(" ".join(words))
        assert squeezed(plain(core.question.ask)) in text
        passage = core.question.passage
        assert passage
        number = f"{core.number}¶{(passage.paragraphs or '').replace('-', '–')}"
        assert number in text


def strokes(path: Path) -> set[tuple[str, int]]:
    """Where thin lines are drawn on the first page: "across" or "down", and millimetres from the
    bottom or the left."""
    import pikepdf

    found: set[tuple[str, int]] = set()
    with pikepdf.open(path) as document:
        saved, here = [], pikepdf.Matrix()
        parsed: Any = pikepdf.parse_content_stream(document.pages[0])
        for operands, operator in parsed:
            if str(operator) == "q":
                saved.append(here)
            elif str(operator) == "Q":
                here = saved.pop()
            elif str(operator) == "cm":
                here = pikepdf.Matrix(*map(float, operands)) @ here
            elif str(operator) == "re":
                x, y, wide, high = map(float, operands)
                box = here.transform(pikepdf.Rectangle(x, y, x + wide, y + high))
                if box.height < 1 < box.width < 70:
                    found.add(("across", round(box.lly * MM)))
                if box.width < 1 < box.height < 70:
                    found.add(("down", round(box.llx * MM)))
    return found


@CARDS
def test_cut_marks_stand_at_every_cut(
    paper: str, large: bool, columns: int, rows: int, cards: dict[Any, Path]
) -> None:
    width, height = SHEETS[paper]
    drawn = strokes(cards[paper, large])
    for row in range(1, rows):
        assert any(abs(at - height * row / rows) < 1.1 for way, at in drawn if way == "across"), row
    for column in range(1, columns):
        cut = width * column / columns
        assert any(abs(at - cut) < 1.1 for way, at in drawn if way == "down"), column


# Slides


def test_a_slide_is_wide_and_has_one_prompt_in_type_for_the_back_row(handout: Handout) -> None:
    import pikepdf

    path = handout(SHIPPED, "slides", "pdf")
    with pikepdf.open(path) as document:
        for page in document.pages:
            _, _, width, height = (float(edge) for edge in page.mediabox.as_list())
            assert width / height == pytest.approx(16 / 9, rel=0.001)
        count = len(document.pages)
    pages = [squeezed(text) for text in pdf.text(path).split("\f")[:count]]
    for core in PLAN.kept:
        assert sum(squeezed(plain(core.question.ask)) in text for text in pages) == 1
    assert max(text.count("?") for text in pages) == 1
    sizes = pdf.fonts_sizes(path)
    letters = sum(len(squeezed(plain(core.question.ask))) for core in PLAN.kept)
    assert sum(count for (_, size), count in sizes.items() if size >= 28) >= letters
    assert min(size for _, size in sizes) >= 18


def shown(page: Any) -> int:
    """Which slide fills the window, from 0; -1 if none does."""
    return int(
        page.evaluate(
            "[...document.querySelectorAll('.slide')].findIndex("
            "one => Math.abs(one.getBoundingClientRect().top) < 2)"
        )
    )


def test_keys_turn_the_slides(browser: Browser, handout: Handout) -> None:
    path = handout(SHIPPED, "slides", "html")
    with browser._page(path, 1280) as page:
        last = int(page.evaluate("document.querySelectorAll('.slide').length")) - 1
        assert last == 7
        for key, expected in (
            ("ArrowRight", 1),
            ("Space", 2),
            ("PageUp", 1),
            ("ArrowLeft", 0),
            ("ArrowLeft", 0),
            ("End", last),
            ("ArrowRight", last),
            ("PageUp", last - 1),
            ("Home", 0),
        ):
            page.keyboard.press(key)
            page.wait_for_function(
                "at => Math.abs(document.querySelectorAll('.slide')[at]"
                ".getBoundingClientRect().top) < 2",
                arg=expected,
                timeout=5000,
            )
            assert shown(page) == expected, key


def test_t_starts_a_timer_with_the_questions_minutes_and_takes_it_away(
    browser: Browser, handout: Handout
) -> None:
    with browser._page(handout(SHIPPED, "slides", "html"), 1280) as page:
        timer = page.locator(".timer")
        assert not timer.is_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("t")
        assert timer.is_visible()
        first = next(row for row in PLAN.rows if row.core)
        minutes, seconds = timer.inner_text().split(":")
        assert first.minutes * 60 - 30 <= int(minutes) * 60 + int(seconds) <= first.minutes * 60
        page.keyboard.press("t")
        assert not timer.is_visible()


def test_slides_snap_and_bring_no_script_from_elsewhere(browser: Browser, handout: Handout) -> None:
    path = handout(SHIPPED, "slides", "html")
    assert "<script src" not in path.read_text("utf-8")
    with browser._page(path, 1280) as page:
        style = "getComputedStyle(document.querySelector('.slide')).scrollSnapAlign"
        assert page.evaluate(style) == "start"
        root = "getComputedStyle(document.documentElement).scrollSnapType"
        assert page.evaluate(root) == "y mandatory"


def test_slides_can_be_read_with_scripts_off(browser: Browser, handout: Handout) -> None:
    path = handout(SHIPPED, "slides", "html")
    with browser._chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        for core in PLAN.kept:
            assert page.get_by_text(plain(core.question.ask)).is_visible()


# Table sheets


def tables(folder: Path, evening: MeetingOverrides) -> list[str]:
    """The text of each page of the table sheets."""
    made = build(LOADED, folder, BuildRequest(["groups"], ["pdf"], meeting=evening))
    return pdf.text(made.handouts[0].path).split("\f")[:-1]


def test_twenty_people_get_five_sheets_with_the_clock(tmp_path: Path) -> None:
    evening = MeetingOverrides(people=20, minutes=90, start="19:00")
    planned = evening.fit(LOADED.guide)
    sheets = tables(tmp_path, evening)
    assert len(sheets) == 5
    for number, sheet in enumerate(sheets, start=1):
        assert f"Table {number}" in sheet
        for role in ("Reader", "Timekeeper", "Reporter"):
            assert role in sheet
        for row in planned.rows:
            if row.core:
                assert f"{planned.clock(row)} · {row.minutes} minutes" in " ".join(sheet.split())


def test_the_number_of_tables_can_be_chosen(tmp_path: Path) -> None:
    assert len(tables(tmp_path, MeetingOverrides(people=20, groups=3))) == 3


def test_every_table_sheets_foot_names_its_own_table(tmp_path: Path) -> None:
    for number, sheet in enumerate(tables(tmp_path, MeetingOverrides(people=9, groups=2)), start=1):
        foot = sheet.strip().splitlines()[-1]
        assert f"Table {number}" in foot


# Messages


def messages(path: Path) -> dict[str, str]:
    parts = re.split(r"^=== (.+) ===$", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_messages_are_short_texts_for_each_occasion(handout: Handout) -> None:
    found = messages(handout(SHIPPED, "messages", "txt"))
    questions = [f"Question {core.number}" for core in PLAN.kept]
    assert list(found) == ["Invitation", "Reminder", *questions, "Thanks"]
    assert {name: len(text) for name, text in found.items() if len(text) >= LIMIT} == {}


def test_messages_of_the_long_guide_say_when_and_where_and_what(handout: Handout) -> None:
    found = messages(handout("long", "messages", "txt"))
    invitation = found["Invitation"]
    for words in ("3 December 2026", "19:00", "the library", "Two Farms and a Well", "120 minutes"):
        assert words in invitation.replace("December 3, 2026", "3 December 2026"), words
    assert "https://farms.example/two-farms-and-a-well" in invitation
    assert "17" in found["Thanks"]


def test_messages_hold_no_markup_of_any_kind(handout: Handout) -> None:
    text = handout("long", "messages", "txt").read_text("utf-8")
    assert "the two harvests" in text, "written with marks in the guide"
    assert not re.search(r"[*_`]\w|\]\(|&\w+;|</?\w+>", text)


def test_a_questions_message_names_its_first_words(handout: Handout) -> None:
    found = messages(handout(SHIPPED, "messages", "txt"))
    for core in PLAN.kept:
        passage = core.question.passage
        assert passage
        assert f"“{passage.begins} …”" in found[f"Question {core.number}"]


WORDY = """\
studyguide: 1
essay:
  title: On the Habit of Giving Very Long Names to Rather Short Pieces of Writing about Wells
  url: https://library.example/collections/essays/wells/on-the-habit-of-giving-long-names
content_note: {long}
meeting: {{people: 4, date: 2026-12-03, start: "19:00", reading: before, place: {place}}}
before_meeting: [{prompt}, {prompt}]
sections:
  - title: Names
    questions: [{ask}]
after_meeting: [{prompt}]
"""


def test_messages_of_a_wordy_guide_are_short_too(tmp_path: Path) -> None:
    filled = WORDY.format(
        long="A long winter is told, with hunger and with a farewell. " * 4,
        place="the small room on the second floor of the old library behind the market",
        prompt='"Read slowly, with a pencil, and mark the one sentence that you doubt the most."',
        ask='"Which of the names does the author trust least, what in the text tells us so, and '
        'who in the room would give it back to the people whose wells were named by others?"',
    )
    made = build(load(write(tmp_path, filled)), tmp_path, BuildRequest(["messages"]))
    found = messages(made.handouts[0].path)
    assert {name: len(text) for name, text in found.items() if len(text) >= LIMIT} == {}


# The masthead


LONG_ADDRESS = "https://www.a-library-of-some-length.example/essays/" + "and-more-words/" * 5
BUSY = f"""studyguide: 1
essay: {{title: A Title Long Enough to Need a Second Line, author: Nobody, url: "{LONG_ADDRESS}"}}
meeting: {{date: 2026-12-03, start: "19:30", place: Town library, group: Readers, next: 2026-12-17}}
sections:
  - title: What is wrong
    passage: {{paragraphs: 1-3, from: Most people who bother with it}}
    questions: Which habit does the author dislike most?
"""


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
def test_a_long_address_and_a_full_masthead_print_over_nothing(
    tmp_path: Path, paper: str, large: bool
) -> None:
    wanted = BuildRequest(["participant"], ["pdf"], paper, large)
    made = build(load(write(tmp_path, BUSY)), tmp_path, wanted).handouts[0]
    words = [word for word in pdf.words(made.path) if word.page == 1]
    assert len(words) > 30
    for number, one in enumerate(words):
        for other in words[number + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            # Boxes are as high as the font: lines that are set close share a little of them.
            assert across <= 0.5 or down <= 5, (one, other)
