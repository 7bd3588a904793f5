"""The margin of a sheet: a place stands on the baseline of its title, and over nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guides import page
from studyguide.files.inputs import Inputs
from studyguide.formats import pdf
from studyguide.formats.boxes import faults
from studyguide.handouts import themes
from studyguide.handouts.paper import PAPERS

pytestmark = pytest.mark.real

FIRST = ["In the year of the well", "When the rain came at last", "Nobody had counted on it"]


def guide(places: int, **more: Any) -> str:
    """A guide whose section and questions each name so many places, with no summary beside them."""
    passages = [
        {"paragraphs": f"{10 * n + 1}-{10 * n + 9}", "from": FIRST[n % len(FIRST)]}
        for n in range(places)
    ]
    questions = [
        {
            "ask": f"What of field {n}?",
            "passage": [{"paragraphs": str(10 * m + n)} for m in range(places)],
        }
        for n in range(1, 6)
    ]
    sections = [
        {"title": title, "passage": passages, "questions": questions}
        for title in ("Sowing", "Reaping")
    ]
    return json.dumps({"studyguide": 1, "essay": "Two farms", "sections": sections, **more})


def inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", None) or ():
        yield from inside(child)


def texts(layout: Any) -> Iterator[tuple[int, str, Any]]:
    """Each text that can be seen with its page and the innermost of its named elements."""
    for number, made in enumerate(layout.pages):
        yield from _texts(made._page_box, number, "")


def _texts(box: Any, number: int, kind: str) -> Iterator[tuple[int, str, Any]]:
    element = getattr(box, "element", None)
    if element is not None:
        kind = element.get("class") or {"h2": "h2"}.get(element.tag, kind)
    if (getattr(box, "text", None) or "").strip() and kind != "extra":
        yield number, kind, box
    for child in getattr(box, "children", None) or ():
        yield from _texts(child, number, kind)


@pytest.mark.parametrize("theme", [None, *themes.shipped_themes()])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_nothing_is_printed_over_anything_in_any_theme(
    edition: str, language: str, theme: str | None, tmp_path: Path
) -> None:
    look = themes.read(Inputs(), themes.shipped_themes()[theme]) if theme else themes.NONE
    made = page(guide(4, language=language), edition, tmp_path, theme=look)
    layout = pdf._fitted(made, pdf.Fetcher())
    assert faults(layout) == []


@pytest.mark.parametrize("places", [1, 2, 3])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_nothing_is_printed_over_anything_on_any_paper(
    paper: str, places: int, tmp_path: Path
) -> None:
    made = page(guide(places), "participant", tmp_path, paper=PAPERS[paper])
    assert faults(pdf._fitted(made, pdf.Fetcher())) == []


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_a_place_stands_on_the_baseline_of_its_title(edition: str, tmp_path: Path) -> None:
    layout = pdf._fitted(page(guide(2), edition, tmp_path), pdf.Fetcher())
    lines = {box.text: box.position_y + box.baseline for _, _, box in texts(layout)}
    places = [at for text, at in lines.items() if text.startswith("¶\N{NO-BREAK SPACE}1–9")]
    assert places
    assert min(abs(lines["Reaping"] - at) for at in places) < 0.5
