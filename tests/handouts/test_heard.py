"""What a screen reader hears of the sheet, and what the main question asks before the talk."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import heard
import pytest
from conftest import Handout
from instruments import ROOT, pdf

from guides import GERMAN, SHIPPED, TINY, build_handouts, page, write
from studyguide.files.resources import shipped_guides
from studyguide.formats import tags
from studyguide.handouts.document import Document
from studyguide.pipeline.build import build
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides

if TYPE_CHECKING:
    from instruments.browser import Browser

GOLDEN = ROOT / "tests" / "golden"
EMPTY = re.compile(r"^( *)(item|definition|td|p)$(?!\n\1 )", re.M)
"""A block with neither words nor anything in it."""


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_a_page_is_heard_as_it_was_listened_to_and_found_good(
    edition: str, handout: Handout, browser: "Browser", request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"german-{edition}.heard.txt"
    on_screen = heard.in_browser(browser, handout("german", edition, "html"))
    in_pdf = heard.in_pdf(handout("german", edition, "pdf"))
    now = f"In a browser\n\n{on_screen}\nIn the PDF\n\n{in_pdf}"
    if request.config.getoption("--renew-golden"):
        golden.write_text(now, "utf-8")
    assert now == golden.read_text("utf-8"), "read it as a listener, then --renew-golden"


@pytest.mark.parametrize("guide", ["tiny", "german", "arabic", SHIPPED])
def test_nothing_empty_is_heard(guide: str, handout: Handout, browser: "Browser") -> None:
    said = heard.in_browser(browser, handout(guide, "participant", "html"))
    said += heard.in_pdf(handout(guide, "participant", "pdf"))
    assert EMPTY.findall(said) == []


def test_the_search_for_what_is_empty_finds_it(browser: "Browser", tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<!DOCTYPE html><dl><dt>Place<dd></dl><ul><li>a<li></ul><ul><li><p>b</ul>")
    assert EMPTY.findall(heard.in_browser(browser, file)) == [("", "definition"), ("  ", "item")]


def test_a_line_to_fill_in_says_so_in_the_pdf_and_nothing_on_a_screen(
    handout: Handout, browser: "Browser"
) -> None:
    assert "item: Place\n  item: to fill in\n" in heard.in_pdf(
        handout("tiny", "participant", "pdf")
    )
    assert "Place" not in heard.in_browser(browser, handout("tiny", "participant", "html"))


# Numbers, norms, links


def test_a_question_is_heard_as_one_with_its_number(handout: Handout, browser: "Browser") -> None:
    said = heard.in_browser(browser, handout(SHIPPED, "participant", "html"))
    numbers = [int(number) for number in re.findall(r"^ +item: Question (\d+)$", said, re.M)]
    assert numbers == list(range(1, 14))


def test_norms_are_a_list_under_their_name(handout: Handout, browser: "Browser") -> None:
    on_screen = heard.in_browser(browser, handout("tiny", "participant", "html"))
    in_pdf = heard.in_pdf(handout("tiny", "participant", "pdf"))
    listed = r"h2: Ground rules\n *list\n( *item: .+\.\n){4} *h2"
    for said in (on_screen, in_pdf):
        assert re.search(listed, said)
        assert said.count("Ground rules") == 1


def test_every_norm_is_one_element_whoever_wrote_it(tmp_path: Path) -> None:
    own = page(f"{TINY}norms: [Point to *the* page., Wait.]\n", "participant", tmp_path).body
    usual = page(GERMAN, "participant", tmp_path).body
    assert re.findall("<li>.*</li>", own[own.index('class="norms"') :])[:2] == [
        "<li>Point to <em>the</em> page.</li>",
        "<li>Wait.</li>",
    ]
    assert '<li><span lang="en">Point to the passage.</span></li>' in usual


def test_a_link_into_the_essay_says_where_it_leads(tmp_path: Path) -> None:
    passages = [{"paragraphs": "3"}, {"paragraphs": "4-5"}, {"paragraphs": "whole text"}]
    section = {"title": "Seed", "passage": passages, "questions": ["What grows?"]}
    essay = {"title": "Two farms", "url": "https://farms.example/"}
    guide: dict[str, Any] = {"studyguide": 1, "essay": essay, "sections": [section]}
    file = write(tmp_path, json.dumps(guide))
    body = build_handouts(file, tmp_path, format=["html"])[0].path.read_text("utf-8")
    assert re.findall(r'aria-label="([^"]*)">([^<]*)</a>', body) == [
        ("Open the essay at paragraph 3", "¶&nbsp;3"),
        ("Open the essay at paragraphs 4–5", "¶&nbsp;4–5"),
        ("Open the essay: whole text", "whole text"),
    ]


def test_what_is_only_heard_is_marked_as_english_on_a_german_page(handout: Handout) -> None:
    body = handout("german", "participant", "html").read_text("utf-8")
    assert 'alt="QR code linking to the essay" lang="en">' in body
    assert 'aria-label="Open the essay at paragraphs 1–3" lang="en">' in body
    english = handout("tiny", "participant", "html").read_text("utf-8")
    assert english.count("lang=") == 1


# Before the talk and after


def reflecting(**more: Any) -> str:
    questions = [{"ask": f"What of {n}?", "kind": "factual"} for n in range(1, 3)]
    focus = {"ask": "What for?", "focus": True, **more.pop("focus", {})}
    sections = [{"title": "Seed", "questions": [*questions, focus]}]
    return json.dumps({"studyguide": 1, "essay": "Two farms", "sections": sections, **more})


def fields(made: Document) -> list[str]:
    """The ids of the questions with fields for before and after."""
    parts = re.split(r'<li class="question[^"]*" id="', made.body)[1:]
    return [part.partition('"')[0] for part in parts if "Before we talk" in part]


def test_the_main_question_asks_what_people_think_before_and_after(tmp_path: Path) -> None:
    made = page(reflecting(), "participant", tmp_path)
    assert fields(made) == ["question-3"]
    assert "<div><p>Before we talk</p></div><div><p>After</p></div><div></div>" in made.body
    assert made.body.count("My goal for this talk") == 1


@pytest.mark.parametrize("more", [{"reflect": False}, {"writing": "none"}])
def test_a_guide_can_leave_that_out(more: dict[str, Any], tmp_path: Path) -> None:
    made = page(reflecting(**more), "participant", tmp_path)
    assert fields(made) == []
    assert "My goal" not in made.body


@pytest.mark.parametrize(("lines", "there"), [(0, False), (1, False), (2, True), (5, True)])
def test_an_authors_number_of_lines_is_kept(lines: int, there: bool, tmp_path: Path) -> None:
    made = page(reflecting(focus={"lines": lines}), "participant", tmp_path)
    assert bool(fields(made)) == there
    block = re.search(r'What for\?.*?(<div class="lines.*?</div>\n)?</li>', made.body, re.S)
    assert block
    assert block[0].count("<div>") == lines


def test_a_main_question_that_is_not_planned_has_no_fields(tmp_path: Path) -> None:
    made = page(reflecting(), "participant", tmp_path)
    asked = [one for section in made.view["sections"] for one in section["questions"]]
    assert [one["main"] for one in asked] == [False, False, True]
    assert all(one["planned"] for one in asked if one["main"])


@pytest.mark.real
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_shipped_sheet_takes_no_page_more_for_it(paper: str, tmp_path: Path) -> None:
    text = shipped_guides()[SHIPPED].read_text("utf-8")
    without = write(tmp_path, f"{text}\nreflect: false\n", "without.yaml")
    files = [shipped_guides()[SHIPPED], without]
    made = [build_handouts(file, tmp_path, format=["pdf"], paper=paper)[0] for file in files]
    assert [one.pages for one in made] == [2, 2]
    assert "Before we talk" in pdf.text(made[0].path)


@pytest.mark.real
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_shipped_sheet_takes_no_page_more_once_the_evening_is_known(
    paper: str, tmp_path: Path
) -> None:
    evening = MeetingOverrides(date="2026-12-03", start="19:00", people=20, tables=4)
    (made,) = build_handouts(
        shipped_guides()[SHIPPED], tmp_path, format=["pdf"], paper=paper, meeting=evening
    )[:1]
    assert made.pages == 2
    assert "Thursday, 3 December 2026" in pdf.text(made.path)


@pytest.mark.real
def test_a_goal_of_ones_own_has_a_line_where_there_is_room(tmp_path: Path) -> None:
    roomy = build_handouts(write(tmp_path, reflecting()), tmp_path, format=["pdf"])[0].path
    assert "My goal for this talk" in pdf.text(roomy)
    full = shipped_guides()[SHIPPED]
    assert "My goal" not in pdf.text(build_handouts(full, tmp_path, format=["pdf"])[0].path)


def test_a_pdf_says_which_words_are_in_another_language(handout: Handout) -> None:
    said = heard.in_pdf(handout("german", "participant", "pdf"))
    assert "h2: (en) Ground rules" in said
    assert "item: (en) Question 1" in said
    assert "h1: Über das Warten" in said
    assert "[link: (en) Open the essay at paragraphs 1–3]" in said
    assert "(en)" not in heard.in_pdf(handout("tiny", "participant", "pdf"))


@pytest.mark.real
def test_a_pdf_whose_tags_do_not_follow_its_boxes_is_written_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "_leaves", lambda _: iter(()))
    built = build(write(tmp_path, GERMAN), tmp_path, BuildRequest(format=["pdf"]))
    assert {one.code for one in built.notices} == {"untagged"}
    assert "(en)" not in heard.in_pdf(built.handouts[0].path)
