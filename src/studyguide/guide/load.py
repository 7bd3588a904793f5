"""A YAML file in, a guide out, once every problem with its form has been collected."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from studyguide.files.inputs import InputError, Inputs, Missing, NotAFile, TooLarge
from studyguide.files.resources import shipped_guides
from studyguide.guide import images, markup, terms
from studyguide.guide.lists import glued, undashed
from studyguide.guide.merge import merge
from studyguide.guide.model import FORMAT_VERSION, Guide
from studyguide.guide.overlay import Overlay, shaped
from studyguide.guide.validation import complaints, not_a_guide
from studyguide.guide.yaml import nodes, reader
from studyguide.guide.yaml.nodes import Mapping, Node, Step
from studyguide.problems import Problem, Severity, Spot, StudyguideError, errors, refuse

LIMIT = 50
"""The most guides in a chain in which each extends the next; people write two or three."""
SHIPPED = " (shipped)"
"""What messages add to the name of a file that the reader can't change."""

Pictures = dict[tuple[str, str], str]
"""The address of each picture, by the text that shows it and its name there: files in two folders
may have the same name. (Where two files contain the same text, the first one's picture is used.)"""


@dataclass(frozen=True)
class Loaded:
    """A guide together with its source; its `warnings` don't stop a build."""

    guide: Guide
    path: Path
    node: Node
    warnings: tuple[Problem, ...] = ()
    extends: Spot | None = None
    """The line that says what the guide extends, if it does."""
    pictures: Pictures = field(default_factory=dict, repr=False)
    """The `data:` address of every picture."""
    inputs: Inputs = field(default_factory=Inputs, compare=False, repr=False)
    """The gate the guide was read through; the files it names are read through the same one."""

    @property
    def name(self) -> str:
        """What the guide is called: its file's name without the extension."""
        return self.path.name.split(".")[0] or self.path.name

    @property
    def folder(self) -> Path:
        """The folder that the guide's pictures are in."""
        return self.path.parent

    def spot(self, where: tuple[Step, ...]) -> Spot:
        """Where a part of the guide is written: if it isn't, where its nearest ancestor is; if it
        comes from a shipped guide, the line that extends that guide."""
        spot = nodes.follow(self.node, where)[1]
        shipped = spot.file.endswith(SHIPPED)
        return self.extends if self.extends and shipped else spot


def load(path: str | Path) -> Loaded:
    """The guide in a YAML file, and where each part of it was written.

    Raises StudyguideError with all problems found, each with its file, line and column.
    """
    path, inputs = Path(path), Inputs()
    written = _Reading(inputs).read(path, str(path), [])
    guide, problems = validated(written.node)
    problems += written.notices
    pictures: Pictures = {}
    if guide is not None:
        problems += tuple(_contradictions(guide, written.node))
        pictures, missing = _pictures(inputs, written)
        problems += missing
    problems = tuple(_editable(problem, written.extends) for problem in problems)
    if guide is None or errors(problems):
        raise StudyguideError(*sorted(problems, key=_place))
    warnings = tuple(sorted(problems, key=_place))
    return Loaded(guide, path, written.node, warnings, written.extends, pictures, inputs)


def validated(node: Node) -> tuple[Guide | None, tuple[Problem, ...]]:
    """The node as a guide, or None, and what is wrong with its form."""
    if not isinstance(node, Mapping):
        return None, (not_a_guide(node),)
    problems = list(_version(node))
    if errors(problems):
        return None, tuple(problems)
    problems += glued(node)
    lists = undashed(node)
    problems += lists.values()
    problems += terms.misread(node)
    try:
        guide = Guide.model_validate(nodes.data(node))
    except ValidationError as error:
        found = complaints(error.errors(include_url=False), node)
        return None, (*problems, *(one for one in found if one.spot not in lists))
    return (None if errors(lists.values()) else guide), tuple(problems)


def _editable(problem: Problem, extends: Spot | None) -> Problem:
    """The problem, moved to a line the reader can change: a shipped guide's lines can't be."""
    if not (extends and problem.spot and problem.spot.file.endswith(SHIPPED)):
        return problem
    where = f"{problem.spot.file}, line {problem.spot.line}"
    return replace(problem, spot=extends, message=f"{problem.message} (in {where})")


def _place(problem: Problem) -> tuple[str, int, int]:
    spot = problem.spot or Spot("")
    return spot.file, spot.line, spot.column


def _version(node: Mapping) -> Iterator[Problem]:
    written = node.entries.get("studyguide")
    # A misspelt one is reported as an unknown key; it need not be reported as missing too.
    others = [key for key in node.entries if key != "studyguide"]
    value = nodes.data(written.value) if written else None
    if written and value is not None and value != str(FORMAT_VERSION):
        message = f"this file is for another version; this program reads version {FORMAT_VERSION}"
        hint = "install a newer studyguide, or write studyguide: 1"
        yield Problem("version", message, hint, written.value.spot)
    elif value is None and not any(key.lower() in ("studyguide", "version") for key in others):
        yield Problem(
            "no-version",
            "the line studyguide: 1 is missing",
            "put it at the top, so that later versions of the program can still read this file",
            written.spot if written else node.spot,
            Severity.WARNING,
        )


def _contradictions(guide: Guide, node: Node) -> Iterator[Problem]:
    """What is wrong although each value by itself is right: two values that don't agree."""
    seen: dict[str, Spot] = {}
    for where, passages in guide.passages:
        for place, passage in enumerate(passages):
            spot = nodes.follow(node, (*where, "passage", place, "paragraphs"))[1]
            first, last = passage.span or (1, 1)
            if first > last:
                message = f"the paragraphs run backwards: {first}-{last}"
                yield Problem("paragraphs-backwards", message, f"write {last}-{first}", spot)
            elif first == 0:
                hint = "the first paragraph after the title is 1"
                yield Problem("paragraph-zero", "there is no paragraph 0", hint, spot)
    for where, part in guide.places:
        if part.id:
            spot = nodes.follow(node, (*where, "id"))[1]
            if part.id in seen:
                other = seen[part.id]
                file = "" if other.file == spot.file else f" of {other.file}"
                message = f"the id {part.id} is already used on line {other.line}{file}"
                hint = "give every section and every question its own id"
                yield Problem("duplicate-id", message, hint, spot)
            seen.setdefault(part.id, spot)


def _pictures(inputs: Inputs, written: "_Written") -> tuple[Pictures, tuple[Problem, ...]]:
    """The address of each picture, looked for beside the file whose text shows it, and what is
    wrong with those that can't be shown; only texts with a picture are parsed again."""

    @cache
    def looked_at(folder: Path, name: str) -> str | StudyguideError:
        try:
            return images.address(inputs, folder, name)
        except StudyguideError as error:
            return error

    found: Pictures = {}
    problems: list[Problem] = []
    for text in nodes.walk(written.node):
        if "![" not in text.value:
            continue
        for name in markup.pictures(text.value):
            seen = looked_at(written.folders[text.spot.file], name)
            if isinstance(seen, StudyguideError):
                problems += [replace(problem, spot=text.spot) for problem in seen.problems]
            else:
                found = {(part, name): seen for part in markup.parts(text.value)} | found
    return found, tuple(problems)


@dataclass(frozen=True)
class _Written:
    """A file's nodes merged over the guide it extends; the line that says so, the folder of each
    file by its name in messages, and anything to report about the overlays."""

    node: Node
    extends: Spot | None
    folders: dict[str, Path]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Reading:
    """Reads a file and everything it extends, to any depth, through one gate."""

    inputs: Inputs

    def read(self, path: Path, name: str, above: list[tuple[Path, str]]) -> _Written:
        """Raises StudyguideError with the problems of the first file that has any."""
        node = reader.parse(self._bytes(path, name), name)
        folders = {name: path.parent}
        if not isinstance(node, Mapping):
            return _Written(node, None, folders)
        if "extends" not in node.entries:
            for key in (key for key in Overlay.model_fields if key in node.entries):
                message = f"{key}: changes another guide, but this file does not say which"
                hint = "write extends: followed by the guide to start from"
                raise refuse("no-extends", message, hint, node.entries[key].spot)
            return _Written(node, None, folders)
        # Before the merge: it would take a text in the place of a list for an item of one.
        if lists := errors(undashed(node).values()):
            raise StudyguideError(*lists)
        said = shaped(node)
        spot = node.entries["extends"].value.spot
        base_path, base_name = self._base(said.extends, path, name, spot)
        here = [*above, (path.resolve(), name)]
        _finite(here, base_path, base_name, spot)
        base = self.read(base_path, base_name, here)
        if not isinstance(base.node, Mapping):
            hint = "extend a guide that has essay: and sections:"
            raise refuse("not-a-guide", f"{base_name} is not a guide: it has no keys", hint, spot)
        merged, notices = merge(base.node, node, said, base_name)
        return _Written(merged, spot, base.folders | folders, base.notices + notices)

    def _bytes(self, path: Path, name: str) -> bytes:
        try:
            return self.inputs.read(path, reader.SIZE_LIMIT)
        except InputError as error:
            raise _unread(error, Spot(name)) from None

    def _base(self, wanted: str, path: Path, name: str, spot: Spot) -> tuple[Path, str]:
        """The file that an overlay extends, and its name in messages."""
        folder = path.parent
        try:
            inside = True
            here = self.inputs.has(folder, wanted)
        except InputError:
            inside = here = False
        if here:
            return folder / wanted, str(Path(name).parent / wanted)
        shipped = shipped_guides()
        if wanted in shipped:
            return shipped[wanted], f"{wanted}.yaml{SHIPPED}"
        if not inside:
            message = f"{wanted} is not in this folder"
            raise refuse("extends-elsewhere", message, "copy it here", spot)
        near = get_close_matches(wanted, [*shipped, *(p.name for p in folder.glob("*.yaml"))], 1)
        hint = f"did you mean {near[0]}?" if near else f"shipped guides: {', '.join(shipped)}"
        message = f"there is no guide {wanted} in this folder or among the shipped ones"
        raise refuse("no-such-guide", message, hint, spot)


def _finite(here: list[tuple[Path, str]], base: Path, name: str, spot: Spot) -> None:
    """Raises StudyguideError for guides that extend each other in a circle, or endlessly."""
    if base.resolve() in [known for known, _ in here]:
        circle = " → ".join([*(known for _, known in here), name])
        hint = "remove extends: from one of them"
        raise refuse("circle", f"guides extend each other in a circle: {circle}", hint, spot)
    if len(here) == LIMIT:
        message = f"more than {LIMIT} guides extend one another in a row"
        raise refuse("too-deep", message, "extend a guide closer to the first one", spot)


def _unread(error: InputError, spot: Spot) -> StudyguideError:
    match error:
        case Missing():
            hint = "check the name and the folder"
            return refuse("no-such-file", "there is no such file", hint, spot)
        case NotAFile():
            return refuse("not-a-file", "this is not a file", "give the name of a YAML file", spot)
        case TooLarge():
            hint = "check that it is a guide"
            return refuse("too-large", "the file is larger than 1 MiB", hint, spot)
    hint = "check its name, and that you are allowed to open it"
    return refuse("unreadable", f"the file can't be read ({error})", hint, spot)
