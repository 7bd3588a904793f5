"""Which guides the words of a command line mean."""

from collections.abc import Sequence
from pathlib import Path

from studyguide.files.resources import shipped_guides
from studyguide.problems import misused


def chosen(guides: Sequence[str] | None) -> list[Path]:
    """The guides that the words name, files before shipped guides; with no words, those of this
    folder or of its `guides/`. Raises StudyguideError where there are none."""
    shipped = shipped_guides()
    if guides:
        paths = [Path(name) if _exists(name) else shipped.get(name, Path(name)) for name in guides]
        # One file named twice, in whatever way, is built once.
        return list({_same(path): path for path in reversed(paths)}.values())[::-1]
    if found := here():
        return found
    hint = f"name a file, or one of: {', '.join(shipped)}"
    raise misused("no-guide", "there is no guide here, nor in guides/", hint)


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
    """The guides of this folder, else those of its `guides/`."""
    for folder in (Path(), Path("guides")):
        if found := sorted(p for p in folder.glob("*.y*ml") if p.suffix in (".yaml", ".yml")):
            return found
    return []
