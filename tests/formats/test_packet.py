"""The packet: the questions' numbers beside the text, and notes to the foot of the last page."""

from pathlib import Path
from typing import Any

import pytest
import weasyprint.document
from instruments import pdf

from guides import LONG, LONG_ESSAY, build_handouts, write
from studyguide.formats.boxes import faults, fullness

pytestmark = pytest.mark.real

SIDES = [("a4", False), ("letter", False), ("a5", False), ("a4", True), ("a5", True)]


def built(folder: Path, paper: str = "a4", large: bool = False, more: str = "") -> Path:
    """The long guide's packet; `more` ends its essay."""
    guide = write(folder, LONG, "long.yaml")
    (folder / "two-farms.txt").write_text(LONG_ESSAY + more, encoding="utf-8")
    made = build_handouts(
        guide, folder / "out", edition=["packet"], format=["pdf"], paper=paper, large_print=large
    )
    return made[0].path


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The layouts that files were written from."""
    found: list[Any] = []
    written = weasyprint.document.Document.write_pdf

    def remember(document: Any, *words: Any, **options: Any) -> Any:
        found.append(document)
        return written(document, *words, **options)

    monkeypatch.setattr(weasyprint.document.Document, "write_pdf", remember)
    return found


def ruled(layout: Any) -> list[int]:
    """How many lines for notes each page has."""
    return [sum(map(_line, made._page_box.descendants())) for made in layout.pages]


def _line(box: Any) -> bool:
    plain = box.element is not None and box.element.tag == "div" and not box.element.get("class")
    return bool(plain and getattr(box, "border_bottom_width", 0))


@pytest.mark.parametrize(("paper", "large"), SIDES)
def test_notes_take_what_is_left_of_the_last_page(
    paper: str, large: bool, layouts: list[Any], tmp_path: Path
) -> None:
    built(tmp_path, paper, large)
    (layout,) = layouts
    *others, last = ruled(layout)
    assert sum(others) == 0
    assert last >= 4
    assert fullness(layout)[-1] > 0.93
    assert faults(layout) == []


@pytest.mark.parametrize("paragraphs", range(0, 12, 2))
def test_wherever_the_questions_end_there_are_at_least_four_lines(
    paragraphs: int, layouts: list[Any], tmp_path: Path
) -> None:
    built(tmp_path, more="".join(f"\n\nAnd month {n} was like it." for n in range(paragraphs)))
    *others, last = ruled(layouts[0])
    assert sum(others) == 0
    assert last >= 4


def seen(box: Any) -> str:
    """The words of a box that are seen, not only heard."""
    if hasattr(box, "text"):
        return str(box.text)
    shown = getattr(box, "children", None) if not box.style["clip"] else None
    return "".join(map(seen, shown or ()))


def test_the_margin_holds_the_numbers_alone(layouts: list[Any], tmp_path: Path) -> None:
    built(tmp_path)
    marks = [
        box
        for box in layouts[0].pages[0]._page_box.descendants()
        if box.element_tag == "p"
        and box.element.get("class") == "marks"
        and hasattr(box, "children")
    ]
    assert [seen(one).strip() for one in marks if seen(one)] == [
        str(number) for number in range(1, 13)
    ]


def test_a_number_has_a_name_that_a_screen_reader_says_in_full(tmp_path: Path) -> None:
    guide = write(tmp_path, LONG, "long.yaml")
    (made,) = build_handouts(guide, tmp_path / "out", edition=["packet"], format=["html"])
    page = made.path.read_text(encoding="utf-8")
    assert '<a href="#question-4" aria-label="Question 4">4</a>' in page
    assert "Question 4" in pdf.text(built(tmp_path, large=True))
