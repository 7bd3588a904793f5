"""A theme: one stylesheet and, if wanted, a logo, made safe to put into a page."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyguide import pictures
from studyguide.problems import Problem, Severity, Spot, StudyguideError, refuse
from studyguide.shelves import shelf

NAME = "theme.css"
SIZE_LIMIT = 256 * 1024
"""Bytes of a stylesheet; ours are a fiftieth of it."""
LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
FONTS = {".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2"}
ENGINE_RULES = ("page", "font-face")
"""At-rules that only paper needs; on a screen a font would make a small file large."""
KEPT_RULES = (*ENGINE_RULES, "media", "supports", "layer")
"""At-rules that a theme may use; @import and the like could only reach for other files."""


@dataclass(frozen=True)
class Theme:
    """What a theme gives a page, with nothing in it that reaches out of the page."""

    css: str = ""
    """Rules for the screen and for paper."""
    engine_css: str = ""
    """Rules for paper alone: its margins and fonts."""
    logo: str = ""
    """The logo as a `data:` address; empty without one."""
    spot: Spot | None = None
    """Where the stylesheet starts, for what there is to say about it."""


NONE = Theme()


def shipped_themes() -> dict[str, Path]:
    """The shipped themes' folders by name."""
    folder = shelf("templates") / "themes"
    return {path.name: path for path in sorted(folder.iterdir()) if (path / NAME).is_file()}


def find(wanted: str, folder: Path | None, spot: Spot | None = None) -> Path:
    """The folder of a theme that a guide names: one under the guide's folder, or a shipped one.

    With no `folder` the name comes from the command line, and any folder is the user's own.
    """
    if wanted in shipped_themes():
        return shipped_themes()[wanted]
    hint = f"name a folder beside the guide, or one of: {', '.join(shipped_themes())}"
    if "\0" in wanted:
        raise refuse("no-theme", "this is not the name of a theme", hint, spot)
    path = (folder or Path()) / wanted
    if folder and not path.resolve().is_relative_to(folder.resolve()):
        raise refuse("theme-elsewhere", f"{wanted} is not in the guide's folder", hint, spot)
    if not (path / NAME).is_file():
        raise refuse("no-theme", f"{wanted} is not a theme: it has no {NAME}", hint, spot)
    return path


def read(folder: Path) -> Theme:
    """The theme in a folder.

    Raises StudyguideError with the line of everything that it may not do: read a file that is not
    under its own folder, or the network; use @import; end the page's style.
    """
    import tinycss2

    path = _inside(folder, NAME)
    name = str(folder / NAME)
    if not path:
        raise refuse("theme-elsewhere", f"{name} is not in the theme's folder", "copy it there")
    raw = path.read_bytes()[: SIZE_LIMIT + 1]
    if len(raw) > SIZE_LIMIT:
        raise refuse("theme-too-large", f"{name} is larger than 256 KiB", "", Spot(name))
    text = raw.decode("utf-8", "replace")
    reader = _Reader(folder, name, text.splitlines())
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    common: list[Any] = []
    engine: list[Any] = []
    for rule in rules:
        if reader.keeps(rule):
            reader.inline(rule)
            paper = getattr(rule, "lower_at_keyword", "") in ENGINE_RULES
            (engine if paper else common).append(rule)
    css, engine_css = tinycss2.serialize(common), tinycss2.serialize(engine)
    if "</" in css:
        reader.complain(1, 1, "theme-ends-style", "the stylesheet holds </, which ends it", "")
    if reader.problems:
        raise StudyguideError(*reader.problems)
    return Theme(css, engine_css, _logo(folder), Spot(name))


@dataclass
class _Reader:
    """Reads the rules of one stylesheet and remembers what is wrong with them."""

    folder: Path
    name: str
    lines: list[str]

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []

    def complain(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(code, message, hint, Spot(self.name, line, column, text)))

    def keeps(self, rule: Any) -> bool:
        """Whether the rule may stay; says why where it may not."""
        at = (rule.source_line, rule.source_column)
        if rule.type == "error":
            self.complain(
                *at, "bad-css", f"this is not CSS: {rule.message}", "look for a missing }"
            )
        elif rule.type == "at-rule" and rule.lower_at_keyword not in KEPT_RULES:
            keyword = rule.lower_at_keyword
            self.complain(
                *at, "theme-at-rule", f"a theme can't use @{keyword}", f"put all rules into {NAME}"
            )
        else:
            return True
        return False

    def inline(self, rule: Any) -> None:
        """Puts the files that the rule names into it."""
        for tokens in (rule.prelude, rule.content):
            self._tokens(tokens or [])

    def _tokens(self, tokens: list[Any]) -> None:
        for place, token in enumerate(tokens):
            if token.type == "url":
                tokens[place] = self._embedded(token, token.value)
            elif token.type == "function" and token.lower_name in (
                "url",
                "src",
                "image",
                "image-set",
                "attr",
            ):
                said = [one for one in token.arguments if one.type == "string"]
                tokens[place] = self._embedded(token, said[0].value if said else "")
            for inner in ("content", "arguments"):
                if isinstance(getattr(token, inner, None), list):
                    self._tokens(getattr(token, inner))

    def _embedded(self, token: Any, wanted: str) -> Any:
        import tinycss2

        address = wanted if re.match(r"data:(image/(png|jpeg)|font/)", wanted, re.I) else ""
        path = None if address or ":" in wanted else _inside(self.folder, wanted)
        try:
            if path and path.suffix.lower() in FONTS:
                raw = path.read_bytes()[: pictures.BYTES]
                kind = FONTS[path.suffix.lower()]
                address = f"data:{kind};base64,{base64.b64encode(raw).decode()}"
            elif path:
                address = pictures.address(self.folder, wanted)
        except StudyguideError as error:
            wanted = f"{wanted}: {error.problems[0].message}"
        if not address:
            hint = "a theme may use PNG, JPEG and font files from its own folder"
            at = (token.source_line, token.source_column)
            self.complain(*at, "theme-elsewhere", f"the theme may not read {wanted}", hint)
        return tinycss2.parse_one_component_value(f'url("{address}")')


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name under the folder, links followed; None where there is none."""
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    return path if path.is_file() and path.is_relative_to(folder.resolve()) else None


def _logo(folder: Path) -> str:
    for name in LOGOS:
        if (folder / name).exists():
            return pictures.address(folder, name)
    return ""


def contrasts(theme: Theme, defaults: str) -> Iterator[Problem]:
    """Colours that the theme declares and that people can't read (WCAG 2.2, 1.4.3 and 1.4.11).

    `defaults` is the stylesheet whose variables the theme overrides. Text needs 4.5:1 against its
    paper, writing lines 3:1.
    """
    from tinycss2.color3 import parse_color

    values = _variables(defaults) | _variables(theme.css)
    for name, least in (("ink", 4.5), ("soft", 4.5), ("accent", 4.5), ("line", 3.0)):
        colour, paper = (parse_color(values.get(key, "")) for key in (name, "paper"))
        if not colour or not paper or colour == "currentColor" or paper == "currentColor":
            continue
        ratio = _contrast(colour[:3], paper[:3])
        if ratio < least:
            message = (
                f"--{name} on --paper has a contrast of {ratio:.1f} to 1, and needs {least} to 1"
            )
            hint = "make one darker or the other lighter"
            yield Problem("low-contrast", message, hint, theme.spot, Severity.WARNING)


def _variables(css: str) -> dict[str, str]:
    """The variables of the first `:root` rules, those for a dark screen left out."""
    light = re.sub(r"/\*.*?\*/", "", css, flags=re.S).split("@media")[0]
    found = re.findall(r"--([\w-]+)\s*:\s*([^;}]+)", light)
    return {name: value.strip() for name, value in found}


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast of two colours (WCAG 2.2, relative luminance), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
