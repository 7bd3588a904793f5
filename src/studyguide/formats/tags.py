"""Adds to a PDF's tags what WeasyPrint 70 leaves out: the language of words and of links."""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox


class Astray(ValueError):
    """The engine's tags don't follow its boxes, so none can be told whose it is."""


def finish(layout: Any, pdf: Any) -> None:
    """Gives words in another language than the document's theirs, and links and
    numbers what their `aria-label` or `data-heard` says; for `write_pdf(finisher=...)`.

    Raises Astray if it can't be told which tag belongs to which words.
    """
    leaves = [leaf for page in layout.pages for leaf in _leaves(page._page_box)]
    tags = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "S" in one]
    marked = [tag for tag in tags for kid in tag.get("K", ()) if isinstance(kid, int)]
    if len(leaves) != len(marked):
        raise Astray
    for leaf, tag in zip(leaves, marked, strict=True):
        if (language := leaf.style["lang"]) != layout.metadata.lang and language:
            tag["Lang"] = pydyf.String(language)
        if leaf.element is None:
            continue  # the running foot, which isn't read
        if label := leaf.element.get("aria-label") or leaf.element.get("data-heard"):
            tag["Alt" if tag["S"] == "/Link" else "ActualText"] = pydyf.String(label)


def _leaves(box: Any) -> Iterator[Any]:
    """The boxes with words or a picture, in the order in which WeasyPrint tags them."""
    box = getattr(box, "_box", box)  # a placeholder of what is positioned
    if isinstance(box, TextBox | ReplacedBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _leaves(child)
