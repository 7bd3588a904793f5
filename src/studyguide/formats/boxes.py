"""Measures a laid-out document: how full it is, what does not fit, what is missing.

WeasyPrint's boxes are not a public API; only this module and room.py read them. Sizes are in CSS
pixels, 96 to the inch, as in the boxes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import BlockContainerBox, LineBox

TINY = 4.0
"""Size of type, in pixels, below which nobody can read it: 3 points."""
SLACK = 1.0
"""Pixels that a box may stick out, to allow for rounding and for letters that overhang."""


HAIR = 2.0
"""Pixels: a box that shows no more than this of its words was made to hide them."""
HIGH, DEEP = 0.62, 0.16
"""How far letters reach above and below the baseline, in sizes of their type: less than most do,
since a doubtful overlap isn't one."""
SIZES = "data-sizes"
"""The attribute of an element whose type is fitted: its sizes, in points, best first."""


class Flaw(StrEnum):
    """What may be wrong with a printed text, by the code of the problem that tells it."""

    RUNS_OFF = "runs-off"
    CLIPPED = "clipped"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Fault:
    """A text or picture that can't be read on its page; `other` is what it is printed over."""

    flaw: Flaw
    page: int
    words: str
    other: str = ""


Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class _Piece(NamedTuple):
    """A text within one line, or a picture, and where its ink is."""

    edges: Edges
    limits: Edges
    """What the boxes around it that hide their overflow leave to be seen."""
    line: Any
    block: Any
    fitted: str
    """The id of the element around it whose type is fitted."""
    said: Any
    """The box of its line, or of the picture."""


def fullness(document: Any) -> list[float]:
    """How far down each page its content reaches: 0 for an empty page, 1 for a full one."""
    return [_reach(page) for page in document.pages]


def root(document: Any) -> Any:
    """The element that the page was made from."""
    children = document.pages[0]._page_box.children
    return next(child.element for child in children if child.element_tag == "html")


def faults(document: Any) -> list[Fault]:
    """Every text and picture that runs off its page, is cut off or is printed over another one.

    Of a paragraph it is told once.
    """
    found: dict[tuple[Any, ...], Fault] = {}
    for number, page in enumerate(document.pages, start=1):
        pieces = list(_pieces(page._page_box, _Around(_paper(page))))
        for flaw, one, other in _flaws(pieces, _paper(page)):
            names = (flaw, number, id(one.block), other and id(other.block))
            if names not in found:
                found[names] = Fault(flaw, number, _said(one), _said(other) if other else "")
    return list(found.values())


def crowded(document: Any) -> dict[str, list[float]]:
    """The elements whose type is fitted and whose words don't fit, by id, with their sizes.

    Words fit if they are on one page, are all seen, and stand over nothing.
    """
    sized = {e.get("id"): e.get(SIZES) for e in root(document).iter() if e.get(SIZES)}
    if not sized:
        return {}
    full: set[str] = set()
    before: set[str] = set()
    for page in document.pages:
        pieces = list(_pieces(page._page_box, _Around(_paper(page))))
        for _, one, other in _flaws(pieces, _paper(page)):
            full |= {one.fitted, other.fitted if other else ""}
        here = {piece.fitted for piece in pieces}
        full |= here & before
        before = here
    return {id: [*map(float, sizes.split())] for id, sizes in sized.items() if id in full}


def missing(document: Any, texts: Iterable[str]) -> list[str]:
    """The texts that can't be seen on paper: left out, hidden, transparent or tiny."""
    # Footers last: they would stand in the middle of a text that goes on on the next page.
    boxes = [box for page in document.pages for box in page._page_box.children]
    boxes.sort(key=lambda box: box.element_tag != "html")
    seen = "".join(_squeezed(text) for box in boxes for text in _read(box))
    return [text for text in texts if _squeezed(text) not in seen]


def _read(box: Any) -> Iterator[str]:
    style: Any = getattr(box, "style", None)
    if style is not None and style["opacity"] == 0:
        return
    if (text := getattr(box, "text", None)) and _inked(style):
        yield text
    elif _pictured(box):
        # In a question's plain text its pictures' descriptions stand for them.
        yield _named(box)
    for child in getattr(box, "children", None) or ():
        yield from _read(child)


def _inked(style: Any) -> bool:
    shown = style["visibility"] == "visible" and style["color"].alpha > 0
    return bool(shown and style["font_size"] >= TINY)


def _pictured(box: Any) -> bool:
    return hasattr(box, "replacement") and box.style["visibility"] == "visible"


def _named(box: Any) -> str:
    return str(box.element.get("alt") or "") if box.element is not None else ""


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


def _paper(page: Any) -> Edges:
    box = page._page_box
    return 0.0, 0.0, float(box.margin_width()), float(box.margin_height())


def _flaws(pieces: list[_Piece], paper: Edges) -> Iterator[tuple[Flaw, _Piece, _Piece | None]]:
    for piece in pieces:
        if not _within(piece.edges, paper):
            yield Flaw.RUNS_OFF, piece, None
        elif not _within(piece.edges, piece.limits):
            yield Flaw.CLIPPED, piece, None
    for one, other in _over(pieces):
        yield Flaw.OVERLAP, one, other


def _within(edges: Edges, limits: Edges) -> bool:
    left, top, right, bottom = limits
    across = edges[0] >= left - SLACK and edges[2] <= right + SLACK
    return across and edges[1] >= top - SLACK and edges[3] <= bottom + SLACK


def _seen(piece: _Piece) -> _Piece:
    """The piece with the edges of what is left of it where it is cut off."""
    left, top, right, bottom = piece.limits
    x, y, far, low = piece.edges
    return piece._replace(edges=(max(x, left), max(y, top), min(far, right), min(low, bottom)))


def _over(pieces: list[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Yields the pieces that share some of their page, in the order they stand in on it."""
    open_: list[_Piece] = []
    for piece in sorted((_seen(piece) for piece in pieces), key=lambda one: one.edges[1]):
        left, top, right, bottom = piece.edges
        open_ = [one for one in open_ if one.edges[3] - top > SLACK]
        for one in open_:
            wide = min(right, one.edges[2]) - max(left, one.edges[0])
            high = min(bottom, one.edges[3]) - top
            if wide > SLACK and high > SLACK and (one.line is None or one.line is not piece.line):
                yield one, piece
        open_.append(piece)


class _Around(NamedTuple):
    """What a box stands in."""

    limits: Edges
    line: Any = None
    block: Any = None
    fitted: str = ""


def _pieces(box: Any, around: _Around) -> Iterator[_Piece]:
    text = getattr(box, "text", None)
    if text is not None:
        if text.strip() and _inked(box.style):
            yield _Piece(_ink(box), *around, around.line or box)
        return
    if _pictured(box):
        yield _Piece(_frame(box), *around, box)
        return
    children = getattr(box, "children", None)
    if not children:
        return
    style = box.style
    around = _inside(box, style, around)
    left, top, right, bottom = around.limits
    # Cut to nothing is what only a screen reader says; of what is turned, the place is not known.
    if style["clip"] or style["transform"] or min(right - left, bottom - top) <= HAIR:
        return
    for child in children:
        yield from _pieces(child, around)


def _inside(box: Any, style: Any, around: _Around) -> _Around:
    """What the children of a box stand in."""
    box = getattr(box, "_box", box)  # the engine wraps a box that isn't in the flow
    if isinstance(box, LineBox):
        return around._replace(line=box)
    if isinstance(box, BlockContainerBox) and box.element is not None:
        fitted = box.element.get("id") if box.element.get(SIZES) else around.fitted
        around = around._replace(block=box, line=None, fitted=fitted or "")
    if box.element_tag and style["overflow"] != "visible":
        left, top, right, bottom = around.limits
        x, y = float(box.padding_box_x()), float(box.padding_box_y())
        right, bottom = min(right, x + box.padding_width()), min(bottom, y + box.padding_height())
        around = around._replace(limits=(max(left, x), max(top, y), right, bottom))
    return around


def _ink(box: Any) -> Edges:
    """The edges of a text's letters, without the room that its font leaves above and below."""
    left, base, size = box.position_x, box.position_y + box.baseline, box.style["font_size"]
    return left, base - HIGH * size, left + box.width, base + DEEP * size


def _frame(box: Any) -> Edges:
    left, top = box.content_box_x(), box.content_box_y()
    return left, top, left + box.width, top + box.height


def _said(piece: _Piece) -> str:
    """The words of a line, as many as a message has room for."""
    return " ".join("".join(_read(piece.said)).split())[:60]
