"""The hash of all that a file's bytes depend on besides the code of this checkout."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from studyguide.files.resources import shipped_bytes
from studyguide.handouts.document import RenderOptions
from studyguide.handouts.parts import View

PACKAGES = (
    "studyguide",
    "babel",
    "brotli",
    "cssselect2",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "pikepdf",
    "pillow",
    "pydyf",
    "pyphen",
    "segno",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
    "zopfli",
)
"""Whatever draws or writes a part of a file."""
LIBRARIES = {
    "pango-1.0": "pango_version_string",
    "harfbuzz": "hb_version_string",
    "fontconfig": "FcGetVersion",
}
"""System libraries that shape and choose letters, each with what tells its version."""
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep the fonts that a guide in another script is set in."""


def digest(view: View, options: RenderOptions, formats: Sequence[str]) -> str:
    """The SHA-256 of the view, its looks, its formats, and the machine that renders them."""
    whole = [view, _looks(options), list(formats), _machine()]
    raw = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _looks(options: RenderOptions) -> object:
    looks = asdict(options)
    # Where a stylesheet or a template lies changes no byte; what it says does.
    looks["theme"].pop("spot")
    looks["templates"] = sorted((one.name, one.text) for one in options.templates)
    return looks


@cache
def _machine() -> dict[str, str]:
    """The versions, fonts, templates and libraries that are here; they don't change meanwhile."""
    found = {"python": sys.version.split()[0], "subsetter": _subsetter()}
    found |= {name: _library(name, ask) for name, ask in LIBRARIES.items()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = ""
    found["shipped"] = _digest(shipped_bytes())
    found["system fonts"] = _digest(line.encode() for line in _system_fonts())
    return found


def _digest(parts: Iterator[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def _subsetter() -> str:
    """Whether fonts are cut down by HarfBuzz or by fontTools: their bytes differ."""
    from ctypes.util import find_library

    return find_library("harfbuzz-subset") or ""


def _library(name: str, ask: str) -> str:
    from ctypes import CDLL, c_char_p, c_int
    from ctypes.util import find_library

    try:
        tell = getattr(CDLL(find_library(name) or ""), ask)
        tell.restype = c_char_p if ask.endswith("string") else c_int
        return str(tell())
    except (OSError, AttributeError):
        return ""


def _system_fonts() -> Iterator[str]:
    """Every font file on this machine with its size and time."""
    for folder in FONT_FOLDERS:
        for place, _, names in os.walk(Path(folder).expanduser()):
            for name in sorted(names):
                path = Path(place) / name
                with suppress(OSError):
                    status = path.stat()
                    yield f"{path} {status.st_size} {status.st_mtime_ns}"
