"""What a screen reader says of a page: in a browser, and from the tags of a PDF."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from instruments.browser import Browser

BROWSERS = {
    "paragraph": "p",
    "listitem": "item",
    "Figcaption": "caption",
    "image": "image",
    "img": "image",
    "columnheader": "th",
    "rowheader": "th",
    "cell": "td",
    "row": "tr",
    "DisclosureTriangle": "button",
    "navigation": "navigation",
}
BROWSERS |= {
    name: name
    for name in "banner main list term definition figure link table Details button".split()
}
PDFS = {"P": "p", "L": "list", "LI": "item", "Caption": "caption", "Figure": "image"}
PDFS |= {"Link": "link", "Table": "table", "TR": "tr", "TH": "th", "TD": "td"}
PDFS |= {f"H{level}": f"h{level}" for level in range(1, 7)}


@dataclass(frozen=True)
class Node:
    """A part of a page: its role, empty if readers don't name it; its own words; its parts."""

    role: str = ""
    words: str = ""
    parts: tuple["Node", ...] = ()
    line: float = 0.0
    """Where its words stand on a printed page, to tell where a line begins."""


def in_browser(browser: Browser, page: Path) -> str:
    """A page as Chromium's accessibility tree tells it: a line for each block, its role first."""
    with browser._page(page, 1280) as opened:
        session = opened.context.new_cdp_session(opened)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return _told(_browser_node({node["nodeId"]: node for node in nodes}, nodes[0]))


def _browser_node(nodes: dict[str, Any], node: dict[str, Any]) -> Node:
    name, kind = node.get("name", {}).get("value", ""), node.get("role", {}).get("value", "")
    if kind == "StaticText":
        return Node(words=name)
    levels = [one["value"]["value"] for one in node.get("properties", ()) if one["name"] == "level"]
    role = f"h{levels[0]}" if kind == "heading" else BROWSERS.get(kind, "")
    if role == "link":
        return Node(role, name)
    parts = (nodes[child] for child in node.get("childIds", ()) if child in nodes)
    own = name if role in ("image", "navigation") else ""
    return Node(role, own, tuple(_browser_node(nodes, part) for part in parts))


def in_pdf(file: Path) -> str:
    """The tags of a PDF, told likewise; `(en)` where they say that the words are English."""
    with pikepdf.open(file) as document:
        words = {page.objgen: _marked_words(page) for page in document.pages}
        return _told(_pdf_node(document.Root.StructTreeRoot.K, words, None))


def _pdf_node(kid: Any, words: dict[Any, dict[int, tuple[str, float]]], page: Any) -> Node:
    if isinstance(kid, int):
        text, line = words[page][kid]
        return Node(words=text, line=line)
    if isinstance(kid, pikepdf.Array):
        return Node(parts=tuple(_pdf_node(one, words, page) for one in kid.as_list()))
    page = kid.Pg.objgen if "/Pg" in kid else page
    role = PDFS.get(str(kid.get("/S", ""))[1:], "")
    said = str(kid.get("/Alt", kid.get("/ActualText", "")))
    inside = () if said or "/K" not in kid else (_pdf_node(kid.K, words, page),)
    if "/Lang" in kid:
        foreign = f"({kid.Lang}) "
        said, inside = (
            (foreign + said, inside)
            if said
            else ("", (Node(words=foreign, line=_line(inside)), *inside))
        )
    return Node(role, said, inside)


def _line(nodes: tuple[Node, ...]) -> float:
    return next((found for one in nodes if (found := one.line or _line(one.parts))), 0.0)


def _marked_words(page: pikepdf.Page) -> dict[int, tuple[str, float]]:
    """The words of each marked part of a page, and the height at which they stand."""
    found: dict[int, tuple[str, float]] = {}
    fonts = {name: _letters(font) for name, font in page.resources.Font.items()}
    mark, font, line = -1, dict[bytes, str](), 0.0
    instructions: Iterable[Any] = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1))
                found[mark] = ("", 0.0)
            case "EMC":
                if mark >= 0 and not found[mark][0]:
                    # The engine draws nothing for a space alone; readers see the gap.
                    found[mark] = (" ", line)
                mark = -1
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tm":
                line = float(operands[5])
            case "TJ" if mark >= 0:
                parts = [bytes(one) for one in operands[0] if isinstance(one, pikepdf.String)]
                codes = [one[at : at + 2] for one in parts for at in range(0, len(one), 2)]
                words = "".join(font.get(code, "") for code in codes)
                found[mark] = (found[mark][0] + words, line)
    return found


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each code of a font stands for."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }


def _told(node: Node) -> str:
    return "".join(f"{line}\n" for line in _lines(node))


def _lines(top: Node) -> Iterator[str]:
    """Each block's role and words; words after a block within another have a line of their own."""
    lines: list[tuple[int, str, str]] = [(0, "", "")]
    last = 0.0

    def tell(node: Node, depth: int) -> None:
        nonlocal last
        if node.role and node.role != "link":
            lines.append((depth, node.role, node.words))
            for part in node.parts:
                tell(part, depth + 1)
            lines.append((depth, "", ""))
            return
        at, role, words = lines[-1]
        if node.role == "link":
            words += "[link: "
        if node.words:
            broken = node.line != last and words and not words.endswith(("[link: ", " "))
            words += (" " if broken else "") + node.words
            last = node.line
        lines[-1] = (at, role, words)
        for part in node.parts:
            tell(part, depth)
        if node.role == "link":
            at, role, words = lines[-1]
            lines[-1] = (at, role, f"{words}]")

    tell(top, 0)
    for depth, role, words in lines:
        said = " ".join(words.split())
        if role or said:
            yield f"{'  ' * depth}{role}{': ' if role and said else ''}{said}"
