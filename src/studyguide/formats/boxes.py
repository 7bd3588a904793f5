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
    """An upper limit on how many more writing lines each question could have that has some, unless
    the guide says how many.

    It shares out the space left at the ends of all pages; most layouts have room for fewer.
    """
    heights = [height for height, grows in _every_ruled(document) if grows]
    return int(_white(document) // sum(heights)) if heights else 0


def could_rule_spare(document: Any) -> int:
    """The same limit for the questions whose writing lines aren't shown; 0 if there are none."""
    spare = sum("spare" in _classes(element) for element in _root(document).iter())
    height = max((height for height, _ in _every_ruled(document)), default=0.0)
    return int(_white(document) // (spare * height)) if spare and height else 0


def _white(document: Any) -> float:
    """The space left at the ends of all pages, the back of the last sheet among them."""
    heights = [page._page_box.height for page in document.pages]
    white = [(1 - full) * high for full, high in zip(fullness(document), heights, strict=True)]
    return float(sum(white) + (heights[-1] if len(heights) % 2 else 0))


def _root(document: Any) -> Any:
    """The element that the page was made from."""
    children = document.pages[0]._page_box.children
    return next(child.element for child in children if child.element_tag == "html")


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split() if element is not None else []


def _every_ruled(document: Any) -> Iterator[tuple[float, bool]]:
    for page in document.pages:
        yield from _ruled(page._page_box)


def _ruled(box: Any, asked: bool = False) -> Iterator[tuple[float, bool]]:
    """Yields the height of a line for each block of writing lines, and whether it may have more."""
    names = _classes(getattr(box, "element", None))
    if "lines" in names and box.children:
        yield float(box.children[0].margin_height()), asked and "exact" not in names
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
