"""Reads a PDF back: its text, pages, sizes of type, and everything else it says."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf

from instruments import need

POPPLER = "run `make setup-test` (Debian: poppler-utils)"
EDGES = ("xMin", "yMin", "xMax", "yMax")
Matrix = pikepdf.Matrix
Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""
BLACK: Colour = (0.0, 0.0, 0.0)


class Word(NamedTuple):
    """A word and its box on the page, in points from the page's top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def text(path: Path, *, order: str = "-layout") -> str:
    """Give all text, as it lies on the page (`-layout`) or in reading order (`-raw`)."""
    return _poppler("pdftotext", order, str(path), "-")


def pages(path: Path) -> int:
    """Count pages."""
    found = re.search(r"^Pages:\s+(\d+)$", _poppler("pdfinfo", str(path)), re.MULTILINE)
    assert found, f"pdfinfo does not say how many pages {path.name} has"
    return int(found[1])


def words(path: Path) -> list[Word]:
    """List every word with its page (from 1) and box."""
    page_tag, word_tag = (f"{{http://www.w3.org/1999/xhtml}}{name}" for name in ("page", "word"))
    tree = ElementTree.fromstring(_poppler("pdftotext", "-bbox", str(path), "-"))
    return [
        Word(number, word.text or "", *(float(word.attrib[edge]) for edge in EDGES))
        for number, page in enumerate(tree.iter(page_tag), start=1)
        for word in page.iter(word_tag)
    ]


def fonts_sizes(path: Path) -> Counter[tuple[str, float]]:
    """Count glyphs for each font name and size in points, rounded to a tenth."""
    sizes: Counter[tuple[str, float]] = Counter()
    with pikepdf.open(path) as document:
        for page in document.pages:
            for font, size, glyphs, _ in _shown(page, page.resources, Matrix()):
                sizes[font, size] += glyphs
    return sizes


def inks(path: Path) -> Counter[Colour]:
    """Count glyphs for each colour they are filled with; raises ValueError for one it can't read.

    Of RGB and grey only: what fills text in another colour space is refused, not passed over.
    """
    colours: Counter[Colour] = Counter()
    with pikepdf.open(path) as document:
        for page in document.pages:
            for _, _, glyphs, colour in _shown(page, page.resources, Matrix()):
                colours[colour] += glyphs
    return colours


def contrast(colour: Colour) -> float:
    """A colour's contrast against white, from 1 to 21, by WCAG 2.2's relative luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    ]
    luminance = sum(
        weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return 1.05 / (luminance + 0.05)


def outline(path: Path) -> list[str]:
    """List the titles of the bookmarks, top to bottom."""
    with pikepdf.open(path) as document, document.open_outline() as found:

        def titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
            for item in items:
                yield str(item.title)
                yield from titles(item.children)

        return list(titles(found.root))


def metadata(path: Path) -> dict[str, str]:
    """Give the document information (Title, Author, Producer …)."""
    with pikepdf.open(path) as document:
        return {key.removeprefix("/"): str(value) for key, value in document.docinfo.items()}


def everything_said(path: Path) -> str:
    """Put together all words that can be found in the file, seen or not, to ask what is absent.

    Text in both orders (words broken at a line's end made whole), and every string of every object:
    document information, XMP, bookmarks, alternative and actual texts, links, notes, attachments.
    Runs of white space are one space, so that a sentence is found wherever its lines break.
    """
    seen = [text(path), text(path, order="-raw")]
    whole = [re.sub(r"[-\u2010\u00ad]\s*\n\s*", "", one) for one in seen]
    with pikepdf.open(path) as document:
        hidden = [said for thing in document.objects for said in _strings(thing)]
        for page in document.pages:
            hidden.extend(_marked(page))
    return " ".join(" ".join([*seen, *whole, *hidden]).split())


def _strings(thing: pikepdf.Object) -> Iterator[str]:
    """Every string directly in an object, and in what metadata, attachments and forms contain."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for item in thing.as_list():
            yield from _inside(item)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for _, value in thing.items():
            yield from _inside(value)
    if isinstance(thing, pikepdf.Stream):
        yield from _streamed(thing)


def _inside(value: object) -> Iterator[str]:
    # What is written elsewhere in the file is met there, and only there: objects form circles.
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _strings(value)


def _streamed(stream: pikepdf.Stream) -> Iterator[str]:
    if stream.get("/Type") in ("/Metadata", "/EmbeddedFile"):
        yield stream.read_bytes().decode("utf-8", errors="replace")
    elif stream.get("/Subtype") == "/Form":
        yield from _marked(stream)


def _marked(content: pikepdf.Page | pikepdf.Object) -> Iterator[str]:
    """Strings that a page's or form's marks carry, such as an actual text put over its letters."""
    for operator, operands in _instructions(content):
        if operator in ("BDC", "DP"):
            for operand in operands:
                yield from _inside(operand)


def _instructions(content: pikepdf.Page | pikepdf.Object) -> Iterator[tuple[str, list[Any]]]:
    parsed: Any = pikepdf.parse_content_stream(content)
    for operands, operator in parsed:
        yield str(operator), list(operands)


def _shown(
    content: pikepdf.Page | pikepdf.Object,
    resources: pikepdf.Object,
    here: Matrix,
    ink: Colour = BLACK,
) -> Iterator[tuple[str, float, int, Colour]]:
    """Font, size in points, number of glyphs and colour of each run of text in a page or form."""
    saved: list[tuple[Matrix, pikepdf.Object | None, float, Colour]] = []
    font: pikepdf.Object | None = None
    size, line = 0.0, Matrix()
    for operator, operands in _instructions(content):
        match operator, *operands:
            case "q", *_:
                saved.append((here, font, size, ink))
            case "Q", *_:
                here, font, size, ink = saved.pop()
            case "cm", *numbers:
                here = Matrix(*map(float, numbers)) @ here
            case "Tm", *numbers:
                line = Matrix(*map(float, numbers))
            case "BT", *_:
                line = Matrix()
            case "Tf", name, points:
                font, size = resources.Font[name], float(points)
            case "rg" | "g", *parts:
                red, green, blue = map(float, parts if operator == "rg" else 3 * parts)
                ink = (red, green, blue)
            case "k" | "sc" | "scn", *_:
                raise ValueError(f"a colour that is neither RGB nor grey: {operator}")
            case "Tj" | "TJ", strings if font is not None:
                yield str(font.BaseFont), _points(size, line @ here), _glyphs(font, strings), ink
            case "Do", name if resources.XObject[name].get("/Subtype") == "/Form":
                form = resources.XObject[name]
                placed = Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))) @ here
                yield from _shown(form, form.get("/Resources", resources), placed, ink)


def _points(size: float, scale: Matrix) -> float:
    # The height of the letters: how long an upright unit is after all turning and scaling.
    return round(size * math.hypot(scale.c, scale.d), 1)


def _glyphs(font: pikepdf.Object, strings: pikepdf.Object) -> int:
    parts = [strings] if isinstance(strings, pikepdf.String) else strings.as_list()
    letters = sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
    return letters // 2 if font.Subtype == "/Type0" else letters


def _poppler(program: str, *arguments: str) -> str:
    command = [need(program, POPPLER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
