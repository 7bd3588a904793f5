"""The hash of everything that a file's bytes depend on, except the code of this checkout."""

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
"""Python packages that draw or write some part of a file."""
LIBRARIES = {
    "pango-1.0": "pango_version_string",
    "harfbuzz": "hb_version_string",
    "fontconfig": "FcGetVersion",
}
"""System libraries that choose fonts and shape text, each with its version function."""
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
"""Where systems keep fonts, which a guide in another script may be set in."""


def digest(view: View, options: RenderOptions, formats: Sequence[str]) -> str:
    """The SHA-256, in hex, of the view, its options, its formats, and the machine."""
    whole = [view, _looks(options), list(formats), _machine()]
    raw = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _looks(options: RenderOptions) -> object:
    looks = asdict(options)
    # Only the content of a stylesheet or a template affects the bytes, not its path.
    looks["theme"].pop("spot")
    looks["templates"] = sorted((one.name, one.text) for one in options.templates)
    return looks


@cache
def _machine() -> dict[str, str]:
    """The versions, templates, fonts and libraries here, which don't change during a run."""
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
    """The HarfBuzz subsetter's library, empty if fontTools does its job: their bytes differ."""
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
    """Yields every font file on this machine with its size and modification time."""
    for folder in FONT_FOLDERS:
        for place, _, names in os.walk(Path(folder).expanduser()):
            for name in sorted(names):
                path = Path(place) / name
                with suppress(OSError):
                    status = path.stat()
                    yield f"{path} {status.st_size} {status.st_mtime_ns}"
