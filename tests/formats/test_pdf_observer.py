"""The page for those who watch a fishbowl: what is on it, and that one question takes one page."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from instruments import pdf as read
from instruments.browser import Browser

from guides import page, write
from studyguide.formats import pdf
from studyguide.formats.boxes import faults, fullness
from studyguide.guide.load import load
from studyguide.handouts.paper import PAPERS
from studyguide.pipeline.build import build
from studyguide.pipeline.request import BuildRequest

pytestmark = pytest.mark.real

TITLE = "A Short Account of Two Farms and of the Well That They Share"
ASK = (
    "What does the first farm do in the spring that the second, in its own way and with less "
    "water, does only when the corn is cut?"
)
WATCHED = (
    "Who speaks, and who doesn’t?",
    "Who points to the text?",
    "Who builds on another’s words?",
    "A sentence worth keeping",
    "A question for the circle",
)


def guide(people: int = 12, asks: Sequence[str] = (ASK,), others: Sequence[str] = ()) -> str:
    fishbowls: list[dict[str, Any]] = [
        {"ask": ask, "protocol": "fishbowl", "keep": "always", "passage": {"paragraphs": 2}}
        for ask in asks
    ]
    rest = [{"ask": ask, "keep": "always", "watch_out": "Go back."} for ask in others]
    data = {
        "studyguide": 1,
        "essay": TITLE,
        "meeting": {"minutes": 120, "people": people, "start": "19:00"},
        "sections": [{"title": "Sowing", "questions": [*rest, *fishbowls]}],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def body(text: str, folder: Path) -> str:
    return page(text, "observer", folder).body


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_question_takes_one_page(paper: str, large: bool, tmp_path: Path) -> None:
    made = page(guide(), "observer", tmp_path, paper=PAPERS[paper], large=large)
    layout = pdf._fitted(made, pdf.Fetcher())
    assert len(layout.pages) == 1
    assert fullness(layout)[0] > 0.6, "there is room to write"
    assert faults(layout) == []


def test_two_questions_take_a_page_each(tmp_path: Path) -> None:
    made = page(guide(asks=["Who digs?", "Who counts?"]), "observer", tmp_path)
    assert len(pdf._fitted(made, pdf.Fetcher()).pages) == 2


def test_it_names_the_essay_the_question_and_what_to_watch_for(tmp_path: Path) -> None:
    text = body(guide(others=["Why count at all?"]), tmp_path)
    assert f"<h1>{TITLE}</h1>" in text
    assert re.findall(r'class="number">(\d+)<', text) == ["2"], "numbers are the guide's"
    assert f"<h2>{ASK}</h2>" in text
    assert "¶&nbsp;2" in text
    assert re.findall(r"<h3>(.*?)</h3>", text) == list(WATCHED)
    assert text.count('<div class="lines exact"') == len(WATCHED)
    assert "Why count at all?" not in text, "nobody observes it"
    assert "Go back." not in text


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (12, r"After (\d+) minutes the circles swap\."),
        (25, r"After (\d+) minutes, say what you saw"),
    ],
)
def test_it_says_when_the_observers_turn_comes(people: int, said: str, tmp_path: Path) -> None:
    made = page(guide(people), "observer", tmp_path)
    (row,) = [row for row in made.view["rows"] if row["number"]]
    found = re.search(said, made.body)
    assert found
    assert row["turns"][0]["turn"] == "inner"
    assert int(found[1]) == row["turns"][0]["minutes"]
    assert ("swap" in made.body) == any(one["turn"] == "swap" for one in row["turns"])


def test_a_file_is_accessible_on_paper_and_on_a_screen(
    tmp_path: Path,
    verapdf: Callable[..., list[str]],
    nu: Callable[[Sequence[Path]], list[str]],
    browser: Browser,
) -> None:
    for large in (False, True):
        wanted = BuildRequest(["observer"], ["pdf", "html"], large_print=large)
        built = build(load(write(tmp_path, guide())), tmp_path, wanted)
        made = {one.path.suffix: one.path for one in built.handouts}
        assert verapdf(made[".pdf"]) == []
        assert min(size for _, size in read.fonts_sizes(made[".pdf"])) >= (18 if large else 9.5)
        assert nu([made[".html"]]) == []
        assert browser.axe(made[".html"], width=360) == []
        assert not browser.scrolls_sideways(made[".html"], 360)
