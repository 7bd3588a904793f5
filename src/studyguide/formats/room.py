"""How many more lines to write on a laid-out document has room for.

Like boxes.py, it reads WeasyPrint's boxes, which are not a public API.
"""

from collections.abc import Iterator
from typing import Any

from studyguide.formats.boxes import fullness, root


def could_rule(document: Any) -> int:
    """An upper limit on how many more writing lines each question could have that has some, unless
    the guide says how many.

    It shares out the space left at the ends of all pages; most layouts have room for fewer.
    """
    heights = [height for height, grows in _every_ruled(document) if grows]
    return int(_white(document) // sum(heights)) if heights else 0


def could_rule_spare(document: Any) -> int:
    """The same limit for the questions whose writing lines aren't shown; 0 if there are none."""
    spare = sum("spare" in _classes(element) for element in root(document).iter())
    height = max((height for height, _ in _every_ruled(document)), default=0.0)
    return int(_white(document) // (spare * height)) if spare and height else 0


def _white(document: Any) -> float:
    """The space left at the ends of all pages, the back of the last sheet among them."""
    heights = [page._page_box.height for page in document.pages]
    white = [(1 - full) * high for full, high in zip(fullness(document), heights, strict=True)]
    return float(sum(white) + (heights[-1] if len(heights) % 2 else 0))


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
