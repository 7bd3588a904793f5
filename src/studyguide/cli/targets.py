"""Finds the guides named on the command line."""

from collections.abc import Sequence
from pathlib import Path

from studyguide.files.resources import shipped_guides
from studyguide.problems import misused

ENDINGS = (".yaml", ".yml")


def chosen(guides: Sequence[str] | None) -> list[Path]:
    """The paths of the named guides: a file if there is one, else a shipped guide.

    Without names, the guides in this folder or in its `guides/`; raises UsageError if there are
    none.
    """
    shipped = shipped_guides()
    if guides:
        paths = [Path(name) if _exists(name) else shipped.get(name, Path(name)) for name in guides]
        # A file named twice, even by different paths, is built once.
        return list({_same(path): path for path in reversed(paths)}.values())[::-1]
    if found := here():
        return found
    hint = f"name a file, or one of: {', '.join(shipped)}"
    raise misused("no-guide", "there is no guide here or in guides/", hint)


def _same(path: Path) -> str:
    try:
        return str(path.resolve())
    except (OSError, ValueError, RuntimeError):
        return str(path)


def _exists(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def here() -> list[Path]:
    """The paths of the guides in this folder, else of those in its `guides/`."""
    for folder in (Path(), Path("guides")):
        if found := sorted(path for path in folder.glob("[!.]*.y*ml") if path.suffix in ENDINGS):
            return found
    return []
