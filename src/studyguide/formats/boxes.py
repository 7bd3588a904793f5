"""Measures a laid-out document: how full its pages are, what runs off them, what is missing.

WeasyPrint's boxes are not a public API; only this module reads them. Sizes are in CSS pixels, 96 to
the inch, as in the boxes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

TINY = 4.0
"""Size of type, in pixels, below which nobody can read it: 3 points."""
SLACK = 1.0
"""Pixels that a box may stick out, to allow for rounding and for letters that overhang."""


@dataclass(frozen=True)
class Overflow:
    """Text that runs off its page: the page's number, from 1, and how the text begins."""

    page: int
    words: str


def fullness(document: Any) -> list[float]:
    """How far down each page its content reaches: 0 for an empty page, 1 for a full one."""
    return [_reach(page) for page in document.pages]


def could_rule(document: Any) -> int:
    """An upper limit on how many more writing lines each question could have.

    It shares out the space left at the ends of all pages; most layouts have room for fewer.
    """
    heights = [height for page in document.pages for height in _ruled(page._page_box)]
    if not heights:
        return 0
    boxes = [page._page_box for page in document.pages]
    if len(boxes) % 2:
        boxes.append(boxes[-1])
    filled = [_reach(page) for page in document.pages]
    filled += [0.0] * (len(boxes) - len(filled))
    white = sum((1 - part) * box.height for part, box in zip(filled, boxes, strict=True))
    return int(white // sum(heights))


def _ruled(box: Any, asked: bool = False) -> Iterator[float]:
    """Yields the height of a writing line, for each question that has any."""
    element = getattr(box, "element", None)
    names = str(element.get("class")).split() if element is not None else []
    if asked and "lines" in names and box.children:
        yield float(box.children[0].margin_height())
        return
    for child in getattr(box, "children", None) or ():
        yield from _ruled(child, asked or "question" in names)


def overflows(document: Any) -> list[Overflow]:
    """Every text that runs off the paper, or is cut off by a box that hides its overflow."""
    found: list[Overflow] = []
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        paper = (0.0, 0.0, box.margin_width(), box.margin_height())
        found += [Overflow(number, words) for words in _outside(box, paper)]
    return found


def missing(document: Any, texts: Iterable[str]) -> list[str]:
    """The texts that can't be seen on paper: left out, hidden, transparent or tiny."""
    seen = "".join(_squeezed(text) for page in document.pages for text in _read(page._page_box))
    return [text for text in texts if _squeezed(text) not in seen]


def _read(box: Any) -> Iterator[str]:
    style: Any = getattr(box, "style", None)
    if style is not None and style["opacity"] == 0:
        return
    if (text := getattr(box, "text", None)) and _inked(style):
        yield text
    for child in getattr(box, "children", None) or ():
        yield from _read(child)


def _inked(style: Any) -> bool:
    shown = style["visibility"] == "visible" and style["color"].alpha > 0
    return bool(shown and style["font_size"] >= TINY)


def _squeezed(text: str) -> str:
    """The text without spaces and hyphens, which line breaks may add or remove."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).casefold()


def _reach(page: Any) -> float:
    box = page._page_box
    top, height = box.content_box_y(), box.height
    bottoms = [top]
    for child in box.children:
        if child.element_tag == "html":
            bottoms += [one.position_y + one.height for one in _visible(child)]
    return float(min(1.0, (max(bottoms) - top) / height)) if height else 1.0


def _visible(box: Any) -> Iterator[Any]:
    """Yields the boxes that print: lines of text, pictures, and empty boxes with a border."""
    children = getattr(box, "children", None)
    if not children:
        drawn = hasattr(box, "text") or hasattr(box, "replacement")
        if drawn or getattr(box, "border_bottom_width", None):
            yield box
        return
    for child in children:
        yield from _visible(child)


def _outside(box: Any, limits: tuple[float, ...]) -> Iterator[str]:
    left, top, right, bottom = map(float, limits)
    if getattr(box, "style", None) and box.style["overflow"] != "visible" and box.element_tag:
        x, y = box.padding_box_x(), box.padding_box_y()
        left, top = max(left, x), max(top, y)
        right = min(right, x + box.padding_width())
        bottom = min(bottom, y + box.padding_height())
    text = getattr(box, "text", None)
    if text and text.strip():
        x, y = box.position_x, box.position_y
        across = x < left - SLACK or x + box.width > right + SLACK
        if across or y < top - SLACK or y + box.height > bottom + SLACK:
            yield text.strip()[:60]
    for child in getattr(box, "children", None) or ():
        yield from _outside(child, (left, top, right, bottom))
