"""Where the things that ship with the program lie: templates, guides and fonts."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def folder_of(name: str) -> Path:
    """The folder of shipped `templates` or `guides`, or one in it: inside an installed package,
    else at the top of the checkout that the package runs from."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def shipped_bytes() -> Iterator[bytes]:
    """The bytes of every template and font that ships with the program, always in one order."""
    templates = (path for path in sorted(folder_of("templates").rglob("*")) if path.is_file())
    return (path.read_bytes() for path in (*templates, *fonts().values()))


def resource(name: str) -> bytes:
    """The bytes of a shipped file, like `templates/handout.css`; raises FileNotFoundError."""
    return _path(name).read_bytes()


def changed(name: str) -> int:
    """When a shipped file was last changed, as a number; 0 where there is no such file."""
    try:
        return _path(name).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _path(name: str) -> Path:
    folder, _, rest = name.partition("/")
    return folder_of(folder) / rest


def shipped_guides() -> dict[str, Path]:
    """The shipped guides by name."""
    return {path.stem: path for path in sorted(folder_of("guides").glob("*.yaml"))}


def font(name: str) -> bytes | None:
    """The bytes of a shipped font file, None where there is none of that name."""
    path = fonts().get(name)
    return path.read_bytes() if path else None


@cache
def fonts() -> dict[str, Path]:
    """The shipped font files by file name, as the two font packages bring them."""
    found: dict[str, Path] = {}
    for package in ("font_source_serif_pro", "font_source_sans_pro"):
        folder = Path(import_module(package).__file__ or "").parent / "files"
        found |= {path.name: path for path in folder.glob("*.ttf")}
    return found
