"""Files to start from: an overlay, a theme; no file that is there is written over."""

import contextlib
import json
from pathlib import Path

from studyguide import written
from studyguide.files import write_whole
from studyguide.load import load
from studyguide.nodes import Mapping
from studyguide.problems import refuse
from studyguide.schema import guide_schema
from studyguide.shelves import shelf, shipped_guides
from studyguide.themes import NAME

SCHEMA = "guide.schema.json"
"""The schema's file beside every guide that we write: its first line names it."""


def customize(base: Path, name: str, output: Path | None) -> list[Path]:
    """Writes an overlay over a guide, and the schema beside it; gives both paths.

    A shipped guide is extended by its name, another by its file, which must then lie in the
    overlay's folder. Raises StudyguideError where the overlay's file is there already.
    """
    shipped = base in shipped_guides().values()
    path = output or Path(f"my-{base.stem}.yaml")
    if not shipped and not base.resolve().is_relative_to(path.parent.resolve()):
        hint = f"write it there: -o {base.parent / path.name}"
        raise refuse("extends-elsewhere", f"{base} is not in the folder of {path}", hint)
    extends = base.stem if shipped else base.resolve().relative_to(path.parent.resolve()).as_posix()
    node = load(base).node
    assert isinstance(node, Mapping)  # noqa: S101 - every guide that loads is one
    return guide(path, written.overlay(extends, node))


def guide(path: Path, text: str) -> list[Path]:
    """Writes a guide's file that is not there yet, and the schema beside it; gives both paths."""
    _new(path, text)
    schema = path.parent / SCHEMA
    write_whole(schema, (json.dumps(guide_schema(), indent=2, ensure_ascii=False) + "\n").encode())
    return [path, schema]


def theme(folder: Path) -> list[Path]:
    """Writes a theme that changes nothing into a folder; gives its path."""
    path = folder / NAME
    _new(path, (shelf("templates") / NAME).read_text("utf-8"))
    return [path]


def _new(path: Path, text: str) -> None:
    taken = False
    # What can't even be looked at (too long a name) is told by writing it.
    with contextlib.suppress(OSError):
        taken = path.exists() or path.is_symlink()
    if taken:
        raise refuse(
            "exists", f"{path} is there already", "choose another name with -o, or move it"
        )
    write_whole(path, text.encode())
