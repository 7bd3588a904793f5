"""Finds and reads what ships with the program: templates, guides and fonts."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def folder_of(name: str) -> Path:
    """The folder of the shipped `templates` or `guides`, or a folder inside them.

    It is in the package if that is installed, else at the top of the checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def shipped_bytes() -> Iterator[bytes]:
    """Yields the bytes of every shipped template and font, always in the same order."""
    templates = (path for path in sorted(folder_of("templates").rglob("*")) if path.is_file())
    return (path.read_bytes() for path in (*templates, *fonts().values()))


def resource(name: str) -> bytes:
    """The bytes of a shipped file, such as `templates/handout.css`; raises FileNotFoundError."""
    return _path(name).read_bytes()


def changed(name: str) -> int:
    """When a shipped file was last changed, in nanoseconds; 0 if there is no such file."""
    try:
        return _path(name).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _path(name: str) -> Path:
    folder, _, rest = name.partition("/")
    return folder_of(folder) / rest


def shipped_guides() -> dict[str, Path]:
    """The paths of the shipped guides, by name."""
    return {path.stem: path for path in sorted(folder_of("guides").glob("*.yaml"))}


def font(name: str) -> bytes | None:
    """The bytes of a shipped font file; None if there is none of that name."""
    path = fonts().get(name)
    return path.read_bytes() if path else None


@cache
def fonts() -> dict[str, Path]:
    """The paths of the shipped font files, from the two font packages, by file name."""
    found: dict[str, Path] = {}
    for package in ("font_source_serif_pro", "font_source_sans_pro"):
        folder = Path(import_module(package).__file__ or "").parent / "files"
        found |= {path.name: path for path in folder.glob("*.ttf")}
    return found
