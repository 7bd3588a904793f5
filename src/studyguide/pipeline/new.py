"""Writes files to start from (overlays, first guides, themes), never overwriting a user's own."""

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
"""The schema file written beside every new guide, whose first line refers to it."""


def customize(base: Path, name: str, output: Path | None) -> list[Path]:
    """Writes an overlay that extends a guide, and the schema beside it; returns both paths.

    A shipped guide is extended by its name, any other by its path, which must then be under the
    overlay's folder. Raises StudyguideError if it isn't, or if the overlay's file already exists.
    """
    shipped = base in shipped_guides().values()
    path = output or Path(f"my-{base.stem}.yaml")
    if not shipped and not base.resolve().is_relative_to(path.parent.resolve()):
        hint = f"write the new guide beside it: -o {base.parent / path.name}"
        raise refuse("extends-elsewhere", f"{base} is outside the folder of {path}", hint)
    extends = base.stem if shipped else base.resolve().relative_to(path.parent.resolve()).as_posix()
    node = load(base).node
    assert isinstance(node, Mapping)  # noqa: S101 - true of every guide that loads
    return guide(path, writer.overlay(extends, node))


def guide(path: Path, text: str) -> list[Path]:
    """Writes a new guide file, and the schema beside it; returns both paths."""
    _new(path, text)
    schema = path.parent / SCHEMA
    write_whole(schema, (json.dumps(guide_schema(), indent=2, ensure_ascii=False) + "\n").encode())
    return [path, schema]


@dataclass(frozen=True)
class Drafted:
    """A first guide: the files written, and how many of a model's suggestions were accepted and
    how many dropped (both 0 without a model)."""

    paths: list[Path]
    accepted: int
    dropped: int


def new(essay: Path, output: Path | None = None, model: str | None = None) -> Drafted:
    """Writes a first guide drafted from an essay, with the model's suggestions if one is named.

    Raises StudyguideError if the essay can't be read, the model can't be asked, or the guide's
    file already exists.
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
    """Writes a minimal guide with comments, and the schema beside it; returns both paths."""
    from studyguide.authoring import blank as minimal

    return guide(output or Path("my-guide.yaml"), minimal())


def theme(folder: Path) -> list[Path]:
    """Writes a theme to a folder that leaves everything as it is; returns its path, in a list."""
    path = folder / NAME
    _new(path, resource(f"templates/{NAME}").decode())
    return [path]


def _new(path: Path, text: str) -> None:
    _free(path)
    write_whole(path, text.encode())


def _free(path: Path) -> None:
    taken = False
    # A path that can't even be checked (its name is too long) fails when it is written.
    with contextlib.suppress(OSError):
        taken = path.exists() or path.is_symlink()
    if taken:
        raise refuse("exists", f"{path} already exists", "choose another name, or move that file")
