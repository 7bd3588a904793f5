"""Reads a laid-out sheet's boxes: its type, its rules to write on, and where they stand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from guides import page
from studyguide.files.inputs import Inputs
from studyguide.formats import pdf
from studyguide.handouts import themes
from studyguide.handouts.document import Document
from studyguide.handouts.paper import PAPERS

MM, POINT = 96 / 25.4, 96 / 72
"""Pixels."""


def classes(box: Any) -> list[str]:
    element = getattr(box, "element", None)
    return (element.get("class") or "").split() if element is not None else []


def tag(box: Any) -> str:
    element = getattr(box, "element", None)
    return str(element.tag) if element is not None else ""


def inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", None) or ():
        if not {"heard", "extra"} & set(classes(child)):
            yield from inside(child)


def whole(layout: Any) -> Iterator[Any]:
    for made in layout.pages:
        yield from inside(made._page_box)


def blocks(layout: Any, wanted: Callable[[Any], bool]) -> list[Any]:
    return [one for one in whole(layout) if type(one).__name__ == "BlockBox" and wanted(one)]


def of_class(layout: Any, name: str) -> list[Any]:
    return blocks(layout, lambda box: name in classes(box))


def letters(box: Any) -> list[Any]:
    return [one for one in inside(box) if (getattr(one, "text", None) or "").strip()]


def baseline(text: Any) -> float:
    return float(text.position_y + text.baseline)


def lines_of(box: Any) -> list[list[Any]]:
    """The lines of a paragraph, each the texts on it."""
    lines = [one for one in inside(box) if type(one).__name__ == "LineBox"]
    return [texts for line in lines if (texts := letters(line))]


def words(line: list[Any]) -> str:
    return "".join(text.text for text in line).strip()


@dataclass
class Asked:
    """A question on its page: the lines of its prompt, and where its rules to write on are."""

    planned: bool
    lines: list[list[Any]]
    rules: list[float] = field(default_factory=list)


def asked(made: Any) -> list[Asked]:
    """The questions of one page from top to bottom."""
    found = []
    for item in inside(made._page_box):
        if "question" not in classes(item) or tag(item) != "li":
            continue
        prompt = next(one for one in inside(item) if tag(one) == "p" and lines_of(one))
        found.append(Asked("aside" not in classes(item), lines_of(prompt), _rules(item)))
    return found


def _rules(item: Any) -> list[float]:
    ruled = [one for one in inside(item) if "lines" in classes(one)]
    if any(hasattr(one, "replacement") for one in inside(item)):
        return []  # its lines follow a picture
    return [
        line.position_y + line.margin_height()
        for one in ruled
        for line in one.children
        if line.border_bottom_width
    ]


def laid_out(text: str, folder: Path, theme: str | None, paper: str, **options: Any) -> Any:
    look = themes.read(Inputs(), themes.shipped_themes()[theme]) if theme else themes.NONE
    edition = options.pop("edition", "participant")
    made = page(text, edition, folder, theme=look, paper=PAPERS[paper], **options)
    return laid(made)


def laid(document: Document) -> Any:
    """The layout of a document as it is printed."""
    return pdf._fitted(document, pdf.Fetcher())


def letters_of_pages(layout: Any) -> list[Any]:
    return [text for made in layout.pages for text in letters(made._page_box)]


def sizes(box: Any) -> set[float]:
    return {round(text.style["font_size"] / POINT, 1) for text in letters(box)}


def soaked(choices: Iterable[Any], always: Callable[[Any], bool]) -> list[Any]:
    """Parameters of a test of which `make test` takes only some, and `make soak` the others."""
    rest = pytest.mark.soak
    return [one if always(one) else pytest.param(one, marks=rest) for one in choices]
