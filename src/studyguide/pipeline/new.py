"""Files to start from: an overlay, a theme; no file that is there is written over."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from studyguide.files.atomic import write_whole
from studyguide.files.inputs import Inputs
from studyguide.files.resources import resource, shipped_guides
from studyguide.guide.load import load
from studyguide.guide.schema import guide_schema
from studyguide.guide.yaml import writer
from studyguide.guide.yaml.nodes import Mapping
from studyguide.handouts.themes import NAME
from studyguide.problems import refuse

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
    return guide(path, writer.overlay(extends, node))


def guide(path: Path, text: str) -> list[Path]:
    """Writes a guide's file that is not there yet, and the schema beside it; gives both paths."""
    _new(path, text)
    schema = path.parent / SCHEMA
    write_whole(schema, (json.dumps(guide_schema(), indent=2, ensure_ascii=False) + "\n").encode())
    return [path, schema]


@dataclass(frozen=True)
class Drafted:
    """A first guide: the files written, and how many of a model's suggestions were accepted and
    how many dropped (both 0 without one)."""

    paths: list[Path]
    accepted: int
    dropped: int


def new(essay: Path, output: Path | None = None, model: str | None = None) -> Drafted:
    """Writes a first guide drafted from an essay.

    Raises StudyguideError for an essay that can't be read, a model that can't be asked, and a guide
    that is there already.
    """
    from studyguide.authoring import draft
    from studyguide.authoring.guide import outline
    from studyguide.authoring.llm import Suggested, asker, suggest
    from studyguide.essay.text import read_essay

    path = output or Path(f"{essay.stem}.yaml")
    _free(path)
    text = read_essay(Inputs(), essay)
    found = suggest(text, outline(text), asker(model)) if model else Suggested((), 0)
    beside = essay.resolve().parent == path.resolve().parent
    written_out = draft(
        text, name=essay.stem, file=essay.name if beside else None, suggested=found.accepted
    )
    return Drafted(guide(path, written_out), sum(map(len, found.accepted)), found.dropped)


def blank(output: Path | None) -> list[Path]:
    """Writes the commented minimal guide; gives the paths."""
    from studyguide.authoring import blank as minimal

    return guide(output or Path("my-guide.yaml"), minimal())


def theme(folder: Path) -> list[Path]:
    """Writes a theme that changes nothing into a folder; gives its path."""
    path = folder / NAME
    _new(path, resource(f"templates/{NAME}").decode())
    return [path]


def _new(path: Path, text: str) -> None:
    _free(path)
    write_whole(path, text.encode())


def _free(path: Path) -> None:
    taken = False
    # What can't even be looked at (too long a name) is told by writing it.
    with contextlib.suppress(OSError):
        taken = path.exists() or path.is_symlink()
    if taken:
        raise refuse(
            "exists", f"{path} is there already", "choose another name with -o, or move it"
        )
