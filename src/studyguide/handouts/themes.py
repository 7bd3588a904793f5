"""Reads a theme, a stylesheet with an optional logo, and makes it safe to put into a page."""

import base64
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studyguide.files.inputs import InputError, Inputs, Outside, TooLarge, Unreadable, within
from studyguide.files.resources import folder_of
from studyguide.guide import images
from studyguide.guide.load import Loaded
from studyguide.problems import Problem, Severity, Spot, StudyguideError, refuse

NAME = "theme.css"
SIZE_LIMIT = 256 * 1024
"""Bytes allowed in a stylesheet; ours are a fiftieth of that."""
LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
PICTURES = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".svg", ".gif", ".webp", ".avif", ".heic"),
    *(".bmp", ".tif", ".tiff", ".pdf", ".eps", ".ai", ".psd", ".ico"),
)
"""Endings of files that may be meant as a logo."""
FONTS = {".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2"}
EMBEDDED = 8 * 1024 * 1024
"""Bytes allowed for all the files that a stylesheet embeds: a page must open on a phone."""
DEPTH = 50
"""How deep brackets may nest; a typical stylesheet needs five."""
TOLD = 50
"""How many problems to report in a stylesheet: nobody reads more."""
FETCHING = ("url", "src", "image", "attr")
"""Functions that make a page load files, as do -webkit-image-set and similar."""
ENGINE_RULES = ("page", "font-face")
"""At-rules that only paper needs: embedding fonts would make the HTML large."""
KEPT_RULES = (*ENGINE_RULES, "media", "supports", "layer")
"""At-rules that a theme may use; @import and the like could only load other files."""


@dataclass(frozen=True)
class Theme:
    """What a theme adds to a page, with nothing in it that loads from elsewhere."""

    css: str = ""
    """CSS rules for screen and paper."""
    engine_css: str = ""
    """CSS rules for paper only, such as margins and fonts."""
    logo: str = ""
    """The logo as a `data:` address; empty if there is none."""
    spot: Spot | None = None
    """Where the stylesheet starts, for problems with it."""


NONE = Theme()


def shipped_themes() -> dict[str, Path]:
    """The folders of the shipped themes, by name."""
    folder = folder_of("templates/themes")
    return {path.name: path for path in sorted(folder.iterdir()) if (path / NAME).is_file()}


def chosen(loaded: Loaded, asked: str | None) -> Theme:
    """The theme that the user asked for by name or folder, else the guide's own, else NONE.

    Raises StudyguideError if there is no such theme or it can't be used.
    """
    inputs = loaded.inputs
    if asked:
        return read(inputs, find(inputs, asked, None))
    if not loaded.guide.theme:
        return NONE
    spot = loaded.spot(("theme",))
    return read(inputs, find(inputs, loaded.guide.theme, loaded.folder, spot))


def find(inputs: Inputs, wanted: str, folder: Path | None, spot: Spot | None = None) -> Path:
    """The folder of the wanted theme: a shipped one, or one under the guide's `folder`.

    Without a `folder`, the name comes from the command line and may be any folder. Raises
    StudyguideError if the folder isn't a theme, or is outside the guide's.
    """
    if wanted in shipped_themes():
        return shipped_themes()[wanted]
    hint = f"name a folder beside the guide, or one of: {', '.join(shipped_themes())}"
    path = (folder or Path()) / wanted
    try:
        place = within(folder, wanted) if folder else path
        found = inputs.has(place, NAME)
    except Outside:
        message = f"{wanted} is not in the guide's folder"
        raise refuse("theme-elsewhere", message, hint, spot) from None
    except InputError:
        found = False
    if not found:
        raise refuse("no-theme", f"{wanted} is not a theme: it has no {NAME}", hint, spot)
    return path


def read(inputs: Inputs, folder: Path) -> Theme:
    """The theme in a folder.

    Raises StudyguideError, with a line for each problem, if the theme loads anything from outside
    its folder, uses @import, or would end the page's style element.
    """
    import tinycss2

    name = str(folder / NAME)
    text = _sheet(inputs, folder, name)
    reader = _Reader(inputs, folder, name, re.split(r"\r\n|[\r\n\f]", text))
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    common: list[Any] = []
    engine: list[Any] = []
    for rule in rules:
        if reader.keeps(rule):
            reader.inline(rule)
            paper = getattr(rule, "lower_at_keyword", "") in ENGINE_RULES
            (engine if paper else common).append(rule)
    logo = reader.logo()
    if reader.problems:
        raise StudyguideError(*reader.problems)
    css, engine_css = tinycss2.serialize(common), tinycss2.serialize(engine)
    if "</" in css:
        line = next((n for n, one in enumerate(reader.lines, start=1) if "</" in one), 1)
        reader.complain(line, 1, "theme-ends-style", "</ would end the page's style", "remove it")
        raise StudyguideError(*reader.problems)
    return Theme(css, engine_css, logo, Spot(name))


def unused_logos(theme: Theme) -> Iterator[Problem]:
    """Yields a warning for each file in the theme's folder that is meant as a logo and isn't one:
    its name or its kind differs from what LOGOS says."""
    folder = Path(theme.spot.file).parent if theme.spot else None
    found = sorted(folder.iterdir()) if folder and folder.is_dir() else []
    for path in found:
        kind = path.suffix.lower()
        # Windows shows logo.png.png as logo.png.
        stem = path.stem.lower().removesuffix(kind)
        if path.name in LOGOS or stem != "logo" or kind not in PICTURES:
            continue
        lower = path.with_name(path.name.lower())
        if lower.name in LOGOS and lower.exists() and lower.samefile(path):
            continue  # this disk takes capital and small letters for the same
        message = f"{path.name} is not used: a theme's logo is called logo.png or logo.jpg"
        hint = "save it as a PNG or JPEG picture with that name"
        if f"{stem}{kind}" in LOGOS:
            hint = f"rename it to {stem}{kind}, in small letters"
        yield Problem("unused-logo", message, hint, Spot(str(path)), Severity.WARNING)


def _sheet(inputs: Inputs, folder: Path, name: str) -> str:
    try:
        raw = inputs.read_within(folder, NAME, SIZE_LIMIT)
    except Outside:
        raise refuse(
            "theme-elsewhere", f"{name} is not in the theme's folder", "copy it there"
        ) from None
    except TooLarge:
        raise refuse(
            "theme-too-large", f"{name} is larger than 256 KiB", "make it shorter", Spot(name)
        ) from None
    except InputError as error:
        raise refuse("unreadable", f"{name} can't be read ({error})") from None
    return raw.decode("utf-8-sig", "replace")


@dataclass
class _Reader:
    """Reads the rules of one stylesheet and collects the problems in them."""

    inputs: Inputs
    folder: Path
    name: str
    lines: list[str]

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self.embedded = 0

    def complain(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(code, message, hint, Spot(self.name, line, column, text)))
        if len(self.problems) == TOLD:
            raise StudyguideError(*self.problems)

    def keeps(self, rule: Any) -> bool:
        """Whether the rule may stay; if not, adds a problem that says why."""
        at = (rule.source_line, rule.source_column)
        if rule.type == "error":
            hint = "look for a missing }"
            self.complain(*at, "bad-css", f"this is not CSS: {rule.message}", hint)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "charset":
            # Editors and tools write it; it can go, as the page has its own encoding.
            return False
        elif rule.type == "at-rule" and rule.lower_at_keyword not in KEPT_RULES:
            self._no_rule(rule, rule.lower_at_keyword)
        else:
            return True
        return False

    def _no_rule(self, token: Any, keyword: str) -> None:
        message, hint = f"a theme can't use @{keyword}", f"put all the rules in {NAME}"
        self.complain(token.source_line, token.source_column, "theme-at-rule", message, hint)

    def inline(self, rule: Any) -> None:
        """Embeds the files that the rule refers to."""
        for tokens in (rule.prelude, rule.content):
            self._tokens(tokens or [], 1)

    def _tokens(self, tokens: list[Any], depth: int) -> None:
        for place, token in enumerate(tokens):
            at = (token.source_line, token.source_column)
            if depth > DEPTH:
                message = f"brackets are nested more than {DEPTH} deep"
                self.complain(*at, "bad-css", message, "look for a missing } or )")
                raise StudyguideError(*self.problems)
            if token.type == "error":
                hint = "look for a missing quote or bracket"
                self.complain(*at, "bad-css", f"this is not CSS: {token.message}", hint)
            elif token.type == "at-keyword" and not _nested(token.lower_value):
                self._no_rule(token, token.lower_value)
            elif token.type == "url":
                tokens[place] = self._embedded(token, token.value)
            elif token.type == "function" and _fetches(token.lower_name):
                said = [one for one in token.arguments if one.type in ("string", "url")]
                tokens[place] = self._embedded(token, said[0].value if said else "")
            else:
                for inner in ("content", "arguments"):
                    if isinstance(getattr(token, inner, None), list):
                        self._tokens(getattr(token, inner), depth + 1)

    def _embedded(self, token: Any, wanted: str) -> Any:
        from tinycss2.ast import URLToken

        at = (token.source_line, token.source_column)
        hint = "a theme may use PNG, JPEG and font files from its own folder"
        address = ""
        try:
            address = self._address(wanted)
        except StudyguideError as error:
            hint = f"{error.problems[0].message}; {hint}"
        if not address:
            what = wanted[:80] or f"a file with {getattr(token, 'lower_name', 'url')}()"
            self.complain(*at, "theme-elsewhere", f"the theme may not load {what}", hint)
        self.embedded += len(address)
        if self.embedded > EMBEDDED:
            message = "this theme's files add up to more than 8 MiB"
            self.complain(*at, "theme-too-large", message, "make the pictures smaller")
            raise StudyguideError(*self.problems)
        # The address is base64, so nothing in it can end the quotes.
        return URLToken(*at, address, f'url("{address}")')

    def _address(self, wanted: str) -> str:
        """The file as a `data:` address; empty if it is missing or may not be read."""
        kind = FONTS.get(Path(wanted).suffix.lower())
        try:
            if not kind:
                # The caller refuses an address without a file, and lists what a theme may use.
                if not self.inputs.has(self.folder, wanted):
                    return ""
                return images.address(self.inputs, self.folder, wanted)
            raw = self.inputs.read_within(self.folder, wanted, images.BYTES)
        except TooLarge:
            raise refuse("theme-too-large", "it is larger than 4 MiB") from None
        except Unreadable as error:
            raise refuse("unreadable", f"it can't be read ({error})") from None
        except InputError:
            return ""
        return f"data:{kind};base64,{base64.b64encode(raw).decode()}"

    def logo(self) -> str:
        """The logo as a `data:` address; empty if there is none or it has a problem."""
        for name in LOGOS:
            path = self.folder / name
            with suppress(InputError):
                self.inputs.has(self.folder, name)  # records it, in case it is added later
            if not (path.exists() or path.is_symlink()):
                continue
            try:
                return images.address(self.inputs, self.folder, name)
            except StudyguideError as error:
                spot = Spot(str(path))
                self.problems += [replace(one, spot=spot) for one in error.problems]
        return ""


def _nested(keyword: str) -> bool:
    """Whether the at-rule may be inside another; @page has rules for its margin boxes."""
    return keyword in KEPT_RULES or keyword.startswith(("top-", "bottom-", "left-", "right-"))


def _fetches(name: str) -> bool:
    return name in FETCHING or name.endswith("image-set")
