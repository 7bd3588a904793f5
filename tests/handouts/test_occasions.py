"""Cards, slides, table sheets and messages: what each is for, on the paper or screen it is for."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Handout
from instruments import pdf
from instruments.browser import Browser

from guides import GUIDES, SHIPPED, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import Loaded, load
from studyguide.guide.markup import plain
from studyguide.guide.model import Core
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.view import view
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
        [passage] = core.question.passages
        place = squeezed(f"¶{(passage.paragraphs or '').replace('-', '–')}")
        assert re.search(rf"(^|cards){core.number}\D[^?]*·{place}", text)


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
        assert not timer.is_visible(), "a letter alone may come from dictated speech"
        page.locator(".clock").focus()
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


def test_twenty_four_people_get_six_sheets_with_the_clock(tmp_path: Path) -> None:
    evening = MeetingOverrides(people=24, minutes=90, start="19:00")
    planned = evening.fit(LOADED.guide)
    sheets = tables(tmp_path, evening)
    assert len(sheets) == 6
    for number, sheet in enumerate(sheets, start=1):
        assert f"Table {number}" in sheet
        for role in ("Reader", "Timekeeper", "Reporter"):
            assert role in sheet
        for row in planned.rows:
            if row.core:
                time = f"{planned.clock(row.start)} · {row.minutes} minutes"
                assert time in " ".join(sheet.split())


def test_the_number_of_tables_can_be_chosen(tmp_path: Path) -> None:
    assert len(tables(tmp_path, MeetingOverrides(people=20, tables=3))) == 3


def test_every_table_sheets_foot_names_its_own_table(tmp_path: Path) -> None:
    for number, sheet in enumerate(tables(tmp_path, MeetingOverrides(people=9, tables=2)), start=1):
        foot = sheet.strip().splitlines()[-1]
        assert f"Table {number}" in foot


# Messages

PARTS = ["invitation", "reminder", "questions", "thanks"]
EVENING = """\
studyguide: 1
essay: {title: A walk in the rain, url: "https://rain.example/walk"}
content_note: A farewell is told.
meeting:
  minutes: 60
  people: 6
  date: 2026-12-03
  start: "19:00"
  place: Room 4
  next: 2026-12-17
  reading: before
before_meeting: [Mark a sentence that you doubt.]
sections:
  - title: Getting wet
    questions:
      - ask: Why does the walker leave the umbrella at home?
        passage: [{paragraphs: 1-2, from: It rained}, {paragraphs: 9}]
      - Who stays dry?
after_meeting: [Walk home without an umbrella.]
"""
OURS = """\
messages:
  invitation: There is tea from half past six.
  reminder: The door is at the back of the house.
  thanks: Your notes are on the shelf in the hall.
"""
HOST = EVENING.replace("  place:", "  group: Thursday readers\n  facilitator: the reader\n  place:")


def messages(folder: Path, guide: str | Loaded) -> dict[str, str]:
    """The text of each message, by its part; each is a file of its own."""
    loaded = load(write(folder, guide)) if isinstance(guide, str) else guide
    made = build(loaded, folder / "messages", BuildRequest(["messages"])).handouts
    stem = f"{loaded.name}-messages-"
    assert all(one.path.name.startswith(stem) and one.path.suffix == ".txt" for one in made)
    return {one.path.stem.removeprefix(stem): one.path.read_text("utf-8") for one in made}


def questions(found: dict[str, str]) -> list[str]:
    """The questions that are sent, below the line that says which text they are about."""
    first, *asked = found["questions"].rstrip().split("\n\n")
    assert re.fullmatch("Questions about “.+”", first)
    return asked


@pytest.mark.parametrize("guide", [SHIPPED, "long", "hosted"])
def test_messages_are_short_texts_in_a_file_for_each_occasion(guide: str, tmp_path: Path) -> None:
    texts = {"long": GUIDES["long"], "hosted": HOST + OURS}
    found = messages(tmp_path, texts.get(guide, LOADED))
    assert list(found) == PARTS
    one_by_one = [found[part] for part in PARTS if part != "questions"] + questions(found)
    assert [text for text in one_by_one if len(text) >= LIMIT] == []
    for part, text in found.items():
        assert "\n\n\n" not in text, part
        assert text == text.strip() + "\n", part
        assert "===" not in text, "no heading that would have to be cut away"


def test_messages_ask_the_questions_of_the_plan(tmp_path: Path) -> None:
    asked = questions(messages(tmp_path, LOADED))
    assert len(asked) == len(PLAN.kept) > 1
    for core, text in zip(PLAN.kept, asked, strict=True):
        first, place = text.split("\n")
        assert first == f"{core.number}. {plain(core.question.ask)}"
        assert f"“{core.question.passages[0].begins} …”" in place


def test_a_questions_message_names_every_passage_and_the_address(tmp_path: Path) -> None:
    first, second = questions(messages(tmp_path, EVENING))
    assert first.splitlines()[1:] == ["¶ 1–2: “It rained …”", "¶ 9", "https://rain.example/walk"]
    assert second.splitlines() == ["2. Who stays dry?", "https://rain.example/walk"]


def test_a_guide_without_questions_sends_none(tmp_path: Path) -> None:
    bare = "studyguide: 1\nessay: A walk in the rain\nsections: [{title: Getting wet}]\n"
    assert list(messages(tmp_path, bare)) == ["invitation", "reminder", "thanks"]


def test_messages_of_a_guide_that_names_nobody_read_as_if_nobody_were_missing(
    tmp_path: Path,
) -> None:
    found = messages(tmp_path, EVENING)
    when = "When: Thursday, December 3, 2026, 19:00\nWhere: Room 4\nText: https://rain.example/walk"
    assert found["invitation"] == (
        f"Join us for 60 minutes to talk about “A walk in the rain”.\n\n{when}\n\n"
        "Please read it before we meet.\n\nA farewell is told.\n"
    )
    assert found["reminder"] == (
        f"A reminder: we’re meeting soon to talk about “A walk in the rain”.\n\n{when}\n\n"
        "– Mark a sentence that you doubt.\n"
    )
    assert found["thanks"] == (
        "Thank you for coming to talk about “A walk in the rain”.\n\n"
        "Walk home without an umbrella.\n\nNext meeting: Thursday, December 17, 2026.\n"
    )


def test_invitation_and_reminder_name_the_group_and_who_invites(tmp_path: Path) -> None:
    found = messages(tmp_path, HOST)
    assert found["invitation"].startswith(
        "An invitation from Thursday readers: join us for 60 minutes to talk about “A walk"
    )
    assert found["reminder"].startswith(
        "A reminder from Thursday readers: we’re meeting soon to talk about “A walk"
    )
    for part in ("invitation", "reminder", "thanks"):
        assert found[part].endswith("\n\nthe reader\n"), part
    assert "the reader" not in found["questions"]


def test_a_single_minute_is_one(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, HOST))
    seen = view(loaded, EDITIONS["messages"], plan(loaded.guide))
    seen["meeting"]["minutes"] = 1
    assert "join us for 1 minute to talk" in Document(seen, part="invitation").body
    seen["meeting"]["group"] = None
    assert "Join us for 1 minute to talk" in Document(seen, part="invitation").body


@pytest.mark.parametrize("guide", [EVENING, HOST], ids=["nobody", "a host"])
def test_each_message_has_the_guides_own_sentence_and_no_others(guide: str, tmp_path: Path) -> None:
    found = messages(tmp_path, guide + OURS)
    sentences = {
        "invitation": "There is tea from half past six.",
        "reminder": "The door is at the back of the house.",
        "thanks": "Your notes are on the shelf in the hall.",
    }
    for part, sentence in sentences.items():
        assert [name for name, text in found.items() if sentence in text] == [part]
        paragraphs = found[part].rstrip().split("\n\n")
        assert paragraphs[1] == sentence, "right after the first sentence"


def test_messages_of_a_text_read_in_the_room_ask_for_nothing(tmp_path: Path) -> None:
    aloud = HOST.replace("reading: before", "reading: aloud").replace(
        "rain, url", "rain, words: 400, url"
    )
    found = messages(tmp_path, aloud)
    assert "there’s nothing to prepare" in found["invitation"]
    assert "Please read it" not in found["invitation"]
    assert "Mark a sentence" not in found["reminder"]


def test_messages_of_the_long_guide_say_when_and_where_and_what(tmp_path: Path) -> None:
    found = messages(tmp_path, GUIDES["long"])
    invitation = found["invitation"]
    for words in (
        "December 3, 2026",
        "19:00",
        "the library",
        "Two Farms and a Well",
        "120 minutes",
    ):
        assert words in invitation, words
    assert "https://farms.example/two-farms-and-a-well" in invitation
    assert "17" in found["thanks"]


def test_messages_hold_no_markup_of_any_kind(tmp_path: Path) -> None:
    text = "".join(messages(tmp_path, GUIDES["long"]).values())
    assert "the two harvests" in text, "written with marks in the guide"
    assert not re.search(r"[*_`]\w|\]\(|&\w+;|</?\w+>", text)


WORDY = """\
studyguide: 1
essay:
  title: On the Habit of Giving Very Long Names to Rather Short Pieces of Writing about Wells
  url: https://library.example/collections/essays/wells/on-the-habit-of-giving-long-names
content_note: {long}
meeting: {{people: 4, date: 2026-12-03, start: "19:00", reading: before, place: {place}{more}}}
before_meeting: [{prompt}, {prompt}]
sections:
  - title: Names
    questions: [{ask}]
after_meeting: [{prompt}]
"""
SENTENCE = (
    "Bring a cup of your own and somebody who has never read with us; there is room for two more"
)


def wordy(own: str = "", prompt: str = "Read slowly, with a pencil, and mark one sentence.") -> str:
    """A guide whose messages have much to say; with `own` as its sentence, it names people too."""
    filled = WORDY.format(
        long="A long winter is told, with hunger and with a farewell. " * 4,
        place="the small room on the second floor of the old library behind the market",
        prompt=f'"{prompt}"',
        ask='"Which of the names does the author trust least, what in the text tells us so, and '
        'who in the room would give it back to the people whose wells were named by others?"',
        more=", group: Thursday readers, facilitator: the reader" if own else "",
    )
    return f"{filled}messages: {{invitation: {own}, reminder: {own}, thanks: {own}}}\n"


@pytest.mark.parametrize("own", ["", SENTENCE], ids=["", "with a sentence of its own"])
def test_messages_of_a_wordy_guide_are_short_too(own: str, tmp_path: Path) -> None:
    found = messages(tmp_path, wordy(own))
    assert {name: len(text) for name, text in found.items() if len(text) >= LIMIT} == {}
    assert "A long winter is told" in found["invitation"], "a warning is cut, never left out"
    assert found["reminder"].count("– Read slowly") == 2, "both fit"
    assert all(own in found[part] for part in ("invitation", "reminder", "thanks"))


@pytest.mark.parametrize("length", range(20, 140, 20))
def test_what_the_guide_says_itself_leaves_less_for_the_rest(length: int, tmp_path: Path) -> None:
    own = ("Bring a cup " * 20)[:length].strip()
    prompt = "Read slowly, with a pencil, and mark the one sentence that you doubt. " * 2
    found = messages(tmp_path, wordy(own, prompt))
    for part in ("invitation", "reminder"):
        assert own in found[part]
        assert 500 < len(found[part]) < LIMIT
    assert "– Read slowly, with a pencil" in found["reminder"]


def test_a_sentence_that_is_longer_than_a_message_still_leaves_the_warning(tmp_path: Path) -> None:
    found = messages(tmp_path, wordy("Bring a cup " * 80))
    assert "\n\nA long winter is told, with hunger" in found["invitation"]
    assert "\n\n– Read slowly, with a pencil" in found["reminder"]


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
