"""The participants' sheet as a typographer measures it: type, rhythm, margin, head and foot."""

import json
import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sheets import (
    MM,
    POINT,
    asked,
    baseline,
    blocks,
    classes,
    inside,
    laid_out,
    letters,
    letters_of_pages,
    lines_of,
    of_class,
    sizes,
    soaked,
    tag,
    whole,
    words,
)
from stress import TITLE, stress_guide

from guides import SHIPPED
from studyguide.files.resources import shipped_guides
from studyguide.formats.boxes import fullness
from studyguide.handouts import themes
from studyguide.handouts.paper import PAPERS

pytestmark = pytest.mark.real

MEDIAN = {"a4": 72, "letter": 76}
"""Characters on a full line of a planned question."""
LONGEST = 84
LOOKS = [None, *themes.shipped_themes()]
LONG_PROMPT = (
    "What does the second farmer say of the well, of the rope and of the seed when the first asks "
    "for water, and how much of it would you have believed in the third year of the drought, "
    "standing at the same well with a bucket of your own and no rope?"
)
WRITERS = {
    "studyguide": 1,
    "essay": "Two farms",
    "meeting": {"minutes": 90, "people": 8, "questions": 4},
    "sections": [
        {
            "title": f"Season {season}",
            "passage": {"paragraphs": f"{season}-9", "from": "In the year of the well they"},
            "summary": "They share a rope.",
            "questions": [
                {"ask": f"{season}.{n}: {LONG_PROMPT}", "passage": "2", "keep": keep}
                for n, keep in ((1, "always"), (2, "if-time"), (3, "always"))
            ],
        }
        for season in (1, 2)
    ],
}


GUIDES: dict[str, Callable[[Path], str]] = {
    "shipped": lambda _: shipped_guides()[SHIPPED].read_text("utf-8"),
    "stress": stress_guide,
    "writers": lambda _: json.dumps(WRITERS),
}


@pytest.fixture(
    scope="module",
    params=soaked(
        [(name, look, paper) for name in GUIDES for look in LOOKS for paper in MEDIAN],
        lambda one: one[0] == "shipped" or (one[0] == "stress" and not one[1]),
    ),
    ids=lambda one: "-".join(map(str, one)),
)
def sheet(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str | None, str, Any]:
    name, look, paper = request.param
    folder = tmp_path_factory.mktemp(name)
    return name, look, paper, laid_out(GUIDES[name](folder), folder, look, paper)


Sheet = tuple[str, str | None, str, Any]


# Measure and rhythm


def test_planned_questions_have_a_measure_to_read(sheet: Sheet) -> None:
    _, _, paper, layout = sheet
    full = [
        len(words(line))
        for made in layout.pages
        for one in asked(made)
        if one.planned
        for line in one.lines[:-1]
    ]
    assert full
    assert statistics.median(full) <= MEDIAN[paper]
    assert max(full) <= LONGEST


def test_writing_lines_belong_to_the_question_above_them(sheet: Sheet) -> None:
    ruled = 0
    for made in sheet[3].pages:
        questions = asked(made)
        for one in questions:
            if one.rules:
                ruled += 1
                first = (one.rules[0] - baseline(one.lines[-1][0])) / MM
                apart = [(b - a) / MM for a, b in pairwise(one.rules)]
                assert first == pytest.approx(8.5, abs=1)
                assert all(8 <= round(gap, 2) <= 9 for gap in apart)
        for one, following in pairwise(questions):
            if one.rules:
                assert (baseline(following.lines[0][0]) - one.rules[-1]) / MM >= 7
    assert ruled >= 1


# Hierarchy


def test_planned_questions_are_larger_than_others_and_summaries_are_the_quietest(
    sheet: Sheet,
) -> None:
    layout = sheet[3]
    planned, others = set[float](), set[float]()
    for made in layout.pages:
        for one in asked(made):
            texts = [text for text in one.lines[0] if tag(text) != "span"]
            into = planned if one.planned else others
            into |= {round(text.style["font_size"] / POINT, 1) for text in texts}
    assert len(planned) == 1
    assert planned > others or min(planned) > max(others)
    for summary in of_class(layout, "summary"):
        assert max(sizes(summary)) <= max(others or planned)
        assert {text.style["font_weight"] for text in letters(summary)} == {300}


def test_the_usual_sheet_is_set_in_the_sizes_of_the_design(tmp_path: Path) -> None:
    layout = laid_out(GUIDES["shipped"](tmp_path), tmp_path, None, "a4")
    (first, *_) = [one for made in layout.pages for one in asked(made) if one.planned]
    (aside, *_) = [one for made in layout.pages for one in asked(made) if not one.planned]
    assert first.lines[0][0].style["font_size"] / POINT == pytest.approx(11.5)
    assert aside.lines[0][0].style["font_size"] / POINT == pytest.approx(10)
    assert {10.0} == sizes(of_class(layout, "summary")[0])


@pytest.mark.parametrize("paper", list(MEDIAN))
@pytest.mark.parametrize("look", [None, "frugal"])
def test_the_shipped_guide_is_one_sheet_of_paper(
    look: str | None, paper: str, tmp_path: Path
) -> None:
    layout = laid_out(GUIDES["shipped"](tmp_path), tmp_path, look, paper)
    assert len(layout.pages) == 2
    assert min(fullness(layout)) > 0.8


# The margin


def test_a_rule_above_each_section_runs_through_the_margin_too(sheet: Sheet) -> None:
    layout = sheet[3]
    width = layout.pages[0]._page_box.width
    sections = of_class(layout, "section")
    assert len(sections) >= 2
    for section in sections:
        if section.border_top_width:
            assert section.border_width() == pytest.approx(width, abs=1)
    assert sum(bool(one.border_top_width) for one in sections) >= 2


def test_words_in_the_margin_share_a_baseline_with_what_they_stand_beside(sheet: Sheet) -> None:
    layout = sheet[3]
    pairs = [
        (box, one)
        for kind, name, beside in (
            ("prompts", "h2", "p"),
            ("head", "p", "h2"),
            ("ask", "span", "p"),
        )
        for part in whole(layout)
        if kind in classes(part)
        for box, one in [_pair(part, name, beside)]
        if box and one
    ]
    assert len(pairs) > 5
    off = {
        (box.text, round((baseline(box) - baseline(one)) / POINT, 2))
        for box, one in pairs
        if abs(baseline(box) - baseline(one)) > 0.3 * POINT
    }
    assert off == set()


def _pair(part: Any, name: str, beside: str) -> tuple[Any, Any]:
    """The first text in the margin, and the first on the line that it stands beside."""
    kinds = ("where", "number")
    margin = [
        box
        for box in inside(part)
        if tag(box) == name and (name == "h2" or set(kinds) & set(classes(box))) and letters(box)
    ]
    text = [
        box for box in inside(part) if tag(box) == beside and lines_of(box) and box not in margin
    ]
    text = [box for box in text if not set(kinds) & set(classes(box))]
    if not margin or not text:
        return None, None
    # A place's float starts at the last line of a long title.
    return letters(margin[0])[0], lines_of(text[0])[-1 if beside == "h2" else 0][0]


def test_a_questions_paragraph_stands_at_its_end_and_not_beside_its_number(sheet: Sheet) -> None:
    found = 0
    for made in sheet[3].pages:
        for one in asked(made):
            for place in (text for line in one.lines for text in line if "¶" in text.text):
                found += 1
                assert place.position_x > one.lines[0][0].position_x
                texts = [text for line in one.lines for text in line]
                after = texts[texts.index(place) + 1 :]
                assert {text.element.get("class") for text in after} <= {"at", "how", None}
                assert all(text.element.tag in ("span", "a") for text in after)
    assert found


# Head and foot


TITLES = [
    "Two farms",
    "All Alignment Research is Capabilities Research",
    "The Ones Who Stay at the Well and the Ones Who Go",
    "On the Keeping of Wells in Years of Want: An Account in Three Seasons",
    TITLE,
]


def titled(title: str, folder: Path, paper: str, **essay: str) -> Any:
    guide = {"studyguide": 1, "essay": {"title": title, **essay}}
    sections = [{"title": "Sowing", "questions": [{"ask": "What is sown?"}]}]
    return laid_out(json.dumps(guide | {"sections": sections}), folder, None, paper)


@pytest.mark.parametrize(
    "essay", [{}, {"url": "https://farms.example/two"}], ids=["plain", "coded"]
)
@pytest.mark.parametrize("paper", list(MEDIAN))
@pytest.mark.parametrize("title", TITLES)
def test_a_title_takes_one_line_or_breaks_evenly(
    title: str, paper: str, essay: dict[str, str], tmp_path: Path
) -> None:
    (heading,) = blocks(titled(title, tmp_path, paper, **essay), lambda box: tag(box) == "h1")
    lines = lines_of(heading)
    (size,) = sizes(heading)
    assert 17 <= size <= 20
    widths = [sum(text.width for text in line) for line in lines]
    if len(lines) > 1:
        assert size == 17
        assert min(widths) > 0.5 * max(widths)


def test_a_short_title_is_large_and_a_middling_one_is_made_to_fit(tmp_path: Path) -> None:
    found = []
    for title in TITLES[:2]:
        (heading,) = blocks(titled(title, tmp_path, "a4"), lambda box: tag(box) == "h1")
        found.append((len(lines_of(heading)), *sizes(heading)))
    assert found[0] == (1, 20.0)
    assert found[1][0] == 1
    assert 17 <= found[1][1] < 20


@pytest.mark.parametrize("title", [*TITLES, 'Of “wells” \\ and "ropes" & <seeds>', "x" * 200])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_foot_is_one_line_on_the_paper(paper: str, title: str, tmp_path: Path) -> None:
    for made in titled(title, tmp_path, paper).pages:
        feet = [box for box in made._page_box.children if type(box).__name__ == "MarginBox"]
        texts = [text for foot in feet for text in letters(foot)]
        assert len({round(baseline(text)) for text in texts}) == 1
        paper_box = made._page_box
        assert all(t.position_y + t.height < paper_box.margin_height() - 4 * MM for t in texts)
        assert all(
            foot.position_x >= 0
            and foot.position_x + foot.margin_width() <= paper_box.margin_width()
            for foot in feet
        )
        (said,) = (
            "".join(t.text for t in letters(f)) for f in feet if "/" not in letters(f)[0].text
        )
        whole_title = title.split(": ")[0]
        assert said == whole_title or said.endswith("…")


# Ink


def test_all_text_is_black(sheet: Sheet) -> None:
    colours = {
        tuple(round(255 * part) for part in text.style["color"].to("srgb").coordinates)
        for text in letters_of_pages(sheet[3])
    }
    assert colours == {(0, 0, 0)}


# Pictures


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_tall_picture_is_no_taller_than_seven_centimetres(
    paper: str, large: bool, tmp_path: Path
) -> None:
    layout = laid_out(stress_guide(tmp_path), tmp_path, None, paper, large=large)
    pictures = [
        box
        for box in whole(layout)
        if getattr(box, "replacement", None) is not None
        and "rope" in (box.element.get("alt") or "")
    ]
    assert len(pictures) == 1
    assert pictures[0].height <= 70 * MM + 1
    assert pictures[0].height > 60 * MM
