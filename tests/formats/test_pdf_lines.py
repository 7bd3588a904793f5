"""Lines to write on: who gets some, how many, and how a sheet's white is shared out among them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from instruments.browser import Browser

from guides import build_handouts, page, write
from studyguide.formats import pdf
from studyguide.handouts.paper import PAPERS

pytestmark = pytest.mark.real

Lines = dict[int, int]
"""How many lines each question has, by its number; 0 stands for those that nobody asked."""
OWN = 0


def guide(questions: int, planned: int, own: dict[int, int] | None = None, **more: Any) -> str:
    """A guide whose first questions are planned; `own` says how many lines some questions have."""
    asked: list[dict[str, Any]] = [
        {"ask": f"What is planted in field {number}?", "kind": "interpretive"}
        for number in range(1, questions + 1)
    ]
    for number, lines in (own or {}).items():
        asked[number - 1]["lines"] = lines
    for one in asked[:planned]:
        one["keep"] = "always"
    meeting = {"minutes": 90, "people": 8, "questions": planned} | more.pop("meeting", {})
    data = {"studyguide": 1, "essay": "Two farms", "meeting": meeting, "reflect": False}
    sections = [{"title": "Sowing", "questions": asked}]
    return yaml.safe_dump({**data, "sections": sections, **more}, sort_keys=False)


def laid_out(text: str, folder: Path, edition: str = "participant", **options: Any) -> Any:
    return pdf._fitted(page(text, edition, folder, **options), pdf.Fetcher())


def inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", None) or ():
        yield from inside(child)


def ruled(box: Any, number: int = OWN) -> Iterator[tuple[int, float]]:
    """Every line to write on, with its question's number and its width."""
    element = getattr(box, "element", None)
    name = (element.get("id") or "") if element is not None else ""
    number = int(name.removeprefix("question-")) if name.startswith("question-") else number
    kind = (element.get("class") or "").split() if element is not None else []
    for child in getattr(box, "children", None) or ():
        if "lines" in kind:
            assert child.border_bottom_width > 0, "a line can be seen"
            yield number, child.width
        else:
            yield from ruled(child, number)


def lines(layout: Any) -> Lines:
    counted: Lines = {}
    for made in layout.pages:
        for number, width in ruled(made._page_box):
            assert width > 200
            counted[number] = counted.get(number, 0) + 1
    return counted


def words(layout: Any) -> str:
    boxes = (box for made in layout.pages for box in inside(made._page_box))
    return " ".join(text for box in boxes if (text := getattr(box, "text", None)))


# Who gets lines


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("writing", ["planned", "all", "none"])
def test_a_question_has_exactly_the_lines_that_its_author_wants(
    writing: str, paper: str, large: bool, tmp_path: Path
) -> None:
    own = {1: 0, 2: 1, 3: 5, 5: 0, 6: 7, 7: 12}
    text = guide(8, 4, own, writing=writing)
    found = lines(laid_out(text, tmp_path, paper=PAPERS[paper], large=large))
    assert {number: found.get(number, 0) for number in own} == own
    assert (4 in found) == (writing != "none")


def test_lines_of_the_authors_stay_as_they_are_where_a_name_is_asked_for(tmp_path: Path) -> None:
    found = lines(laid_out(guide(3, 2, {1: 0, 3: 6}, meeting={"name": True}), tmp_path))
    assert found.get(1, 0) == 0
    assert found[2] >= 2
    assert found[3] == 6


def test_without_writing_there_are_no_lines_at_all(tmp_path: Path) -> None:
    layout = laid_out(guide(5, 3, writing="none"), tmp_path)
    assert lines(layout) == {}
    assert "Your own question" not in words(layout)
    assert "Your own question" in words(laid_out(guide(5, 3), tmp_path))


def test_a_name_does_not_bring_back_lines_that_the_guide_has_none_of(tmp_path: Path) -> None:
    layout = laid_out(guide(5, 3, writing="none", meeting={"name": True}), tmp_path)
    assert lines(layout) == {}
    assert "Name" in words(layout)


@pytest.mark.parametrize("more", [{"writing": "all"}, {"meeting": {"name": True}}])
def test_every_question_has_the_same_lines_where_all_write(
    more: dict[str, Any], tmp_path: Path
) -> None:
    found = lines(laid_out(guide(40, 3, **more), tmp_path))
    assert found.pop(OWN) == 2
    assert set(found) == set(range(1, 41))
    assert len(set(found.values())) == 1


def test_only_planned_questions_have_lines_where_the_sheet_is_full(tmp_path: Path) -> None:
    found = lines(laid_out(guide(34, 3), tmp_path))
    assert set(found) == {OWN, 1, 2, 3}


@pytest.mark.parametrize("edition", ["participant", "facilitator", "packet", "groups"])
def test_only_the_participants_sheet_asks_for_a_name(edition: str, tmp_path: Path) -> None:
    made = page(guide(4, 2, meeting={"name": True, "people": 24, "tables": 6}), edition, tmp_path)
    assert ("<dt>Name</dt>" in made.body) == (edition == "participant")
    nameless = page(guide(4, 2), edition, tmp_path)
    assert "<dt>Name</dt>" not in nameless.body


def test_table_sheets_have_their_lines_whatever_the_participants_have(tmp_path: Path) -> None:
    meeting = {"people": 24, "tables": 2, "questions": 2}
    found = [
        lines(laid_out(guide(4, 2, writing=writing, meeting=meeting), tmp_path, "groups"))
        for writing in ("planned", "none")
    ]
    assert found[0] == found[1]
    assert sum(found[0].values()) > 0


# How white is shared out


def sheets(layout: Any) -> int:
    return (len(layout.pages) + 1) // 2


@pytest.mark.parametrize("questions", [4, 8, 16, 26])
def test_lines_never_cost_a_sheet_of_paper(questions: int, tmp_path: Path) -> None:
    made = page(guide(questions, min(3, questions)), "participant", tmp_path)
    fewest = pdf._laid_out(made, pdf.Fetcher(), made.line_css[False, 2])
    assert sheets(pdf._fitted(made, pdf.Fetcher())) == sheets(fewest)


def test_a_sheet_with_white_gives_lines_to_the_questions_that_are_not_planned_too(
    tmp_path: Path,
) -> None:
    found = lines(laid_out(guide(8, 3), tmp_path))
    assert set(found) == set(range(9))
    assert len({found[number] for number in range(1, 9)}) == 1


@pytest.mark.parametrize(("questions", "fits"), [(12, True), (22, False)])
def test_lines_for_everybody_come_before_more_lines_for_the_planned(
    questions: int, fits: bool, tmp_path: Path
) -> None:
    made = page(guide(questions, 3), "participant", tmp_path)
    two = [
        pdf._laid_out(made, pdf.Fetcher(), made.line_css[everyone, 2]) for everyone in (False, True)
    ]
    assert (sheets(two[0]) == sheets(two[1])) == fits
    found = lines(pdf._fitted(made, pdf.Fetcher()))
    assert (questions in found) == fits


def test_what_is_left_goes_to_the_planned_where_not_everybody_can_have_lines(
    tmp_path: Path,
) -> None:
    found = lines(laid_out(guide(19, 2), tmp_path))
    assert set(found) == {OWN, 1, 2}
    assert found[1] == found[2] >= 3


def test_lines_of_the_authors_take_no_share_of_what_is_left(tmp_path: Path) -> None:
    own = dict.fromkeys(range(2, 17), 2)
    layout = laid_out(guide(16, 1, own), tmp_path)
    assert len(layout.pages) == 2
    assert lines(layout) == {OWN: 2, 1: 4} | own


@pytest.mark.parametrize(("questions", "planned"), [(1, 1), (3, 3), (8, 3), (13, 4), (20, 2)])
def test_a_sheet_is_laid_out_five_times_at_most(
    questions: int, planned: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []
    lay_out = pdf._laid_out

    def counted(document: Any, fetcher: Any, more: str = "") -> Any:
        tries.append(more)
        return lay_out(document, fetcher, more)

    monkeypatch.setattr(pdf, "_laid_out", counted)
    laid_out(guide(questions, planned), tmp_path)
    assert len(tries) == len(set(tries)) <= 5
    if questions == planned:
        assert len(tries) <= 3, "there is nobody else to give lines to"


# In a browser


def test_a_browser_prints_the_lines_that_the_author_wants(browser: Browser, tmp_path: Path) -> None:
    text = guide(5, 2, {2: 7, 4: 5})
    made = build_handouts(write(tmp_path, text), tmp_path, edition=["participant"], format=["html"])
    with browser._page(made[0].path, 1280) as opened:
        opened.emulate_media(media="print")
        shown = opened.evaluate(
            "[...document.querySelectorAll('.question')].map(one =>"
            " [...one.querySelectorAll('.lines div')].filter(line => line.offsetHeight).length)"
        )
    assert shown == [3, 7, 0, 5, 0]
