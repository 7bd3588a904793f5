"""Large print in any theme: its colours and logo, and nothing else that a theme says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sheets import classes
from tinycss2.color5 import parse_color

from guides import LONG, TINY, page
from studyguide.files.inputs import Inputs
from studyguide.formats import pdf
from studyguide.formats.boxes import faults
from studyguide.handouts import themes
from studyguide.handouts.paper import PAPERS
from studyguide.handouts.themes import Theme

pytestmark = pytest.mark.real

TYPE = 18
"""Points, the least that large print may have (UKAAF G003)."""
MARGINS = {"a4": 25, "letter": 25, "a5": 15}
PIXELS_A_POINT, PIXELS_A_MM = 96 / 72, 96 / 25.4
FLOWING = ("participant", "facilitator")
HOSTILE = """\
:root { --accent: #b3123f; --body: 6pt; --small: 5pt; --title: 7pt; --margin: 3mm; }
* { font-size: 6pt !important; line-height: 1; }
.ask { position: absolute; left: 90mm; color: var(--accent); }
main { columns: 3; text-transform: uppercase; font-style: italic; }
h1 { display: none; }
@media print { p { margin-left: -20mm; background: url(dot.png) #fff; border: 9mm solid red } }
@page { margin: 1mm; font-size: 5pt; @top-center { content: "x"; font-size: 5pt } }
"""


def with_logo(folder: Path, css: str) -> Theme:
    """A theme with a stylesheet and a red logo."""
    folder.mkdir(exist_ok=True)
    (folder / "theme.css").write_text(css)
    Image.new("RGB", (30, 20), "red").save(folder / "logo.png")
    Image.new("RGB", (3, 2), "red").save(folder / "dot.png")
    return themes.read(Inputs(), folder)


def shipped(name: str, folder: Path) -> Theme:
    return with_logo(folder / name, (themes.shipped_themes()[name] / "theme.css").read_text())


def laid_out(text: str, edition: str, folder: Path, **options: Any) -> Any:
    return pdf._fitted(page(text, edition, folder, large=True, **options), pdf.Fetcher())


def inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", None) or ():
        yield from inside(child)


def everything(layout: Any) -> Iterator[Any]:
    """Every box of every page, those of footers among them."""
    for made in layout.pages:
        yield from inside(made._page_box)


def texts(layout: Any) -> list[Any]:
    return [box for box in everything(layout) if (getattr(box, "text", None) or "").strip()]


def places(layout: Any) -> list[tuple[str, float, float, float]]:
    return [(box.text, box.position_x, box.position_y, box.width) for box in texts(layout)]


def inks(layout: Any) -> set[tuple[int, ...]]:
    return {_rgb(box.style["color"]) for box in texts(layout)}


def _rgb(colour: Any) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in colour.to("srgb").coordinates)


def ruled(layout: Any) -> set[tuple[int, ...]]:
    """The colours of the lines to write on."""
    lines = [box for box in everything(layout) if "lines" in classes(box)]
    return {_rgb(one.style["border_bottom_color"]) for box in lines for one in box.children}


def narrow_margins(layout: Any, paper: str) -> list[float]:
    """The margins, in millimetres, of pages that have less than they should."""
    sides = ("margin_left", "margin_right", "margin_top", "margin_bottom")
    found = [getattr(made._page_box, side) for made in layout.pages for side in sides]
    return [
        round(one / PIXELS_A_MM, 1) for one in found if one < MARGINS[paper] * PIXELS_A_MM - 0.1
    ]


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("edition", FLOWING)
@pytest.mark.parametrize("name", list(themes.shipped_themes()))
def test_every_letter_and_every_margin_is_as_large_as_in_large_print(
    name: str, edition: str, paper: str, tmp_path: Path
) -> None:
    theme = shipped(name, tmp_path)
    layout = laid_out(LONG, edition, tmp_path, theme=theme, paper=PAPERS[paper])
    small = {
        (box.text, round(box.style["font_size"] / PIXELS_A_POINT, 1))
        for box in texts(layout)
        if box.style["font_size"] < TYPE * PIXELS_A_POINT - 0.01
    }
    assert len(texts(layout)) > 100
    assert small == set()
    assert narrow_margins(layout, paper) == []
    assert faults(layout) == []


@pytest.mark.parametrize("name", list(themes.shipped_themes()))
def test_a_themes_colours_and_logo_are_there_and_text_is_black(name: str, tmp_path: Path) -> None:
    theme = shipped(name, tmp_path)
    layout = laid_out(LONG, "participant", tmp_path, theme=theme, paper=PAPERS["a4"])
    # What it says of print comes last: text is black there.
    named = dict(re.findall(r"(--[\w-]+):\s*(#\w+);", theme.css))
    wanted = {name: _rgb(parse_color(named[name])) for name in ("--ink", "--line")}
    assert inks(layout) == {wanted["--ink"]} == {(0, 0, 0)}
    assert ruled(layout) == {wanted["--line"]}
    logos = [box for box in everything(layout) if getattr(box, "replacement", None)]
    images = [box for box in logos if box.element.get("src") == theme.logo]
    assert len(images) == 1
    assert images[0].width > 0


def test_a_theme_may_have_another_ink(tmp_path: Path) -> None:
    theme = with_logo(tmp_path / "ours", ":root { --ink: #123456; --soft: #345678 }")
    layout = laid_out(LONG, "participant", tmp_path, theme=theme)
    foot = (0, 0, 0)
    assert inks(layout) == {(0x12, 0x34, 0x56), (0x34, 0x56, 0x78), foot}


@pytest.mark.parametrize("edition", ["participant", "facilitator", "cards"])
def test_large_print_is_laid_out_as_without_a_theme(edition: str, tmp_path: Path) -> None:
    css = with_logo(tmp_path / "hostile", HOSTILE)
    theme = Theme(css.css, css.engine_css)
    assert theme.engine_css
    plain = laid_out(TINY, edition, tmp_path)
    themed = laid_out(TINY, edition, tmp_path, theme=theme)
    assert places(plain)
    assert places(themed) == places(plain)


def test_a_theme_still_rules_ordinary_print(tmp_path: Path) -> None:
    theme = with_logo(tmp_path / "ours", "@page { margin: 33mm } .ask { font-size: 14pt }")
    layout = pdf._fitted(page(TINY, "participant", tmp_path, theme=theme), pdf.Fetcher())
    assert layout.pages[0]._page_box.margin_left == pytest.approx(33 * PIXELS_A_MM)
