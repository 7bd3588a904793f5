"""Somebody else's guide, a little different: overlays are laid over guides as nodes, so that every
value keeps the file and the line where it was written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from studyguide import source
from studyguide.model import Part, Question
from studyguide.nodes import Entry, Mapping, Node, Scalar, Sequence, data
from studyguide.problems import Problem, Spot, StudyguideError, refuse
from studyguide.shape import complaints
from studyguide.shelves import shipped_guides
from studyguide.values import Id, OneOrMany, Shorthand, Text

MERGED = ("essay", "meeting", "credits", "allow")
"""Parts that an overlay changes key by key; of any other key it gives the whole."""


class Addition(Part):
    """A question of one's own, and where it goes."""

    to: Id
    """The section that it is added to."""
    after: Id | None = None
    """The question that it follows; else it becomes the section's last."""
    first: bool = False
    """Whether it becomes the section's first."""
    question: Annotated[Question, Shorthand("ask")]
    """The question itself."""


class Overlay(Part):
    """What an overlay says besides the keys of a guide."""

    extends: Text
    """The guide to start from: a shipped one's name, or a file in this folder."""
    change: dict[Id, dict[str, Any]] = Field(default_factory=dict)
    """By id, what becomes different of a question or a section; `was` is the text it had."""
    drop: Annotated[tuple[Id, ...], OneOrMany()] = ()
    """The ids of questions and sections to leave out."""
    add: tuple[Addition, ...] = ()
    """Questions of one's own."""
    order: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """By section, its questions' ids in another order."""


SHIPPED = " (shipped)"
"""What messages put behind the name of a file that its reader can't change."""


def read(path: Path, name: str) -> tuple[Node, Spot | None]:
    """The nodes of a guide's file laid over what it extends, to any depth; and, if it extends
    something, the line that says so.

    Raises StudyguideError with the problems of the first file that has some.
    """
    return _read(path, name, [])


def _read(path: Path, name: str, above: list[tuple[Path, str]]) -> tuple[Node, Spot | None]:
    node = source.read(path, name)
    if not (isinstance(node, Mapping) and "extends" in node.entries):
        return node, None
    here = [*above, (path.resolve(), name)]
    overlay = _shaped(node)
    spot = node.entries["extends"].value.spot
    base_path, base_name = _base(overlay.extends, path, name, spot)
    if base_path.resolve() in [known for known, _ in here]:
        circle = " → ".join([*(known for _, known in here), base_name])
        hint = "let one of them stand alone"
        raise refuse("circle", f"guides extend each other in a circle: {circle}", hint, spot)
    base, _ = _read(base_path, base_name, here)
    if not isinstance(base, Mapping):
        hint = "extend a guide with essay: and sections:"
        raise refuse("not-a-guide", f"{base_name} is not a guide: it has no keys", hint, spot)
    return _Laying(base, node, base_name).done(), spot


def _shaped(node: Mapping) -> Overlay:
    known = {name for name in Overlay.model_fields if name in node.entries}
    control = Mapping({name: node.entries[name] for name in known}, node.spot)
    try:
        return Overlay.model_validate(data(control))
    except ValidationError as error:
        raise StudyguideError(
            *complaints(error.errors(include_url=False), control, Overlay)
        ) from None


def _base(wanted: str, path: Path, name: str, spot: Spot) -> tuple[Path, str]:
    """The file that an overlay extends, and what messages call it."""
    folder = path.parent
    beside = folder / wanted
    inside = "\0" not in wanted and beside.resolve().is_relative_to(folder.resolve())
    if inside and beside.is_file():
        return beside, str(Path(name).parent / wanted)
    if wanted in shipped_guides():
        return shipped_guides()[wanted], f"{wanted}.yaml{SHIPPED}"
    if not inside:
        raise refuse("extends-elsewhere", f"{wanted} is not in this folder", "copy it here", spot)
    near = get_close_matches(
        wanted, [*shipped_guides(), *(p.name for p in folder.glob("*.yaml"))], 1
    )
    hint = f"did you mean {near[0]}?" if near else f"shipped are {', '.join(shipped_guides())}"
    raise refuse("no-such-guide", f"there is no guide {wanted} here or shipped", hint, spot)


@dataclass
class _Laying:
    """One overlay being laid over its base; both are left as they are."""

    base: Mapping
    over: Mapping
    base_name: str
    problems: list[Problem] = field(default_factory=list)

    def done(self) -> Mapping:
        entries = dict(self.base.entries)
        for key, entry in self.over.entries.items():
            if key in Overlay.model_fields:
                continue
            under = entries.get(key)
            entries[key] = _merged(under, entry) if key in MERGED and under else entry
        merged = Mapping(entries, self.over.spot)
        # A base's list is not ours to change: its sections are copied once, then worked on.
        self.sections = _sections(merged)
        for name in ("change", "drop", "add", "order"):
            if said := self.over.entries.get(name):
                getattr(self, f"_{name}")(said.value)
        if self.problems:
            raise StudyguideError(*self.problems)
        if old := entries.get("sections"):
            entries["sections"] = Entry(old.spot, Sequence(self.sections, old.value.spot))
        return merged

    def _change(self, changes: Node) -> None:
        for name, change in _entries(changes):
            found = self._find(name, change.spot, _text(change.value, "was"))
            if not found:
                continue
            items, place = found
            self._was(items[place], change.value)
            new = {key: one for key, one in _entries(change.value) if key != "was"}
            old = items[place]
            entries = old.entries if isinstance(old, Mapping) else {}
            items[place] = Mapping(entries | new, old.spot)

    def _was(self, old: Node, change: Node) -> None:
        was = _text(change, "was")
        now = _text(old, "ask") or _text(old, "title")
        if was and now and _folded(was) != _folded(now):
            spot = dict(_entries(change))["was"].value.spot
            message = f"the text of {self.base_name} is no longer what this change was made for"
            hint = (
                f"was: “{was}”; now: “{now}”; look at the change, then write the new text at was:"
            )
            self.problems.append(Problem("changed-underneath", message, hint, spot))

    def _drop(self, names: Node) -> None:
        for name in _scalars(names):
            if found := self._find(name.value, name.spot):
                items, place = found
                del items[place]

    def _add(self, additions: Node) -> None:
        for addition in additions.items if isinstance(additions, Sequence) else ():
            entries = dict(_entries(addition))
            to = entries["to"].value
            found = self._find(data(to), to.spot)
            if not found:
                continue
            section = found[0][found[1]]
            questions = _questions(section)
            if questions is None:
                message = f"{data(to)} is a question, and questions are added to sections"
                self.problems.append(Problem("not-a-section", message, "", to.spot))
                continue
            place = len(questions)
            if "after" in entries:
                after = entries["after"].value
                numbers = [n for n, one in enumerate(questions) if _text(one, "id") == data(after)]
                if not numbers:
                    self._gone(data(after), after.spot)
                    continue
                place = numbers[0] + 1
            elif "first" in entries and str(data(entries["first"].value)).lower() in (
                "true",
                "yes",
            ):
                place = 0
            questions.insert(place, entries["question"].value)

    def _order(self, orders: Node) -> None:
        for name, entry in _entries(orders):
            found = self._find(name, entry.spot)
            questions = _questions(found[0][found[1]]) if found else None
            if questions is None:
                continue
            wanted = list(_scalars(entry.value))
            at = {_text(one, "id"): n for n, one in enumerate(questions)}
            for missing in (one for one in wanted if one.value not in at):
                self._gone(missing.value, missing.spot)
            known = list(dict.fromkeys(one.value for one in wanted if one.value in at))
            # Those that are named take, in the new order, the places that they had together.
            places = sorted(at[one] for one in known)
            moved = [questions[at[one]] for one in known]
            for place, question in zip(places, moved, strict=True):
                questions[place] = question

    def _find(self, name: str, spot: Spot, was: str = "") -> tuple[list[Node], int] | None:
        """The list that holds the section or the question, and its place in it."""
        for s, section in enumerate(self.sections):
            if _text(section, "id") == name:
                return self.sections, s
            for q, question in enumerate(_questions(section) or ()):
                if _text(question, "id") == name:
                    return _questions(section) or [], q
        self._gone(name, spot, was)
        return None

    def _gone(self, name: str, spot: Spot, was: str = "") -> None:
        known = [_text(one, "id") for one in self._parts()]
        near = get_close_matches(name, [one for one in known if one], 1)
        hint = f"did you mean {near[0]}?" if near else "see `studyguide show` for its ids"
        if was:
            hint = f"it was: “{was}”; {hint}"
        message = f"{self.base_name} has no question or section {name}"
        self.problems.append(Problem("gone", message, hint, spot))

    def _parts(self) -> Iterator[Node]:
        for section in self.sections:
            yield section
            yield from _questions(section) or ()


def _merged(under: Entry, over: Entry) -> Entry:
    if isinstance(under.value, Mapping) and isinstance(over.value, Mapping):
        entries = under.value.entries | over.value.entries
        return Entry(over.spot, Mapping(entries, over.value.spot))
    return over


def _sections(guide: Mapping) -> list[Node]:
    """The guide's sections, each with a list of questions of its own."""
    entry = guide.entries.get("sections")
    if not entry or not isinstance(entry.value, Sequence):
        return []
    return [_opened(section) for section in entry.value.items]


def _opened(section: Node) -> Node:
    if not isinstance(section, Mapping) or "questions" not in section.entries:
        return section
    entry = section.entries["questions"]
    value = entry.value
    items: list[Node] = list(value.items) if isinstance(value, Sequence) else [value]
    questions = Entry(entry.spot, Sequence(items, value.spot))
    return Mapping(section.entries | {"questions": questions}, section.spot)


def _questions(section: Node) -> list[Node] | None:
    """The list of a section's questions, to be worked on; None for what has none."""
    if isinstance(section, Mapping) and (entry := section.entries.get("questions")):
        return entry.value.items if isinstance(entry.value, Sequence) else None
    return None


def _entries(node: Node) -> list[tuple[str, Entry]]:
    return list(node.entries.items()) if isinstance(node, Mapping) else []


def _scalars(node: Node) -> Iterator[Scalar]:
    items = node.items if isinstance(node, Sequence) else [node]
    yield from (item for item in items if isinstance(item, Scalar) and not item.absent)


def _text(node: Node, key: str) -> str:
    """The text at a key of the node; empty where there is none."""
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return entry.value.value if entry and isinstance(entry.value, Scalar) else ""


def _folded(text: str) -> str:
    """The text as far as two of them count as the same: line breaks and quotes may differ."""
    plain = unicodedata.normalize("NFC", text).translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(plain.split())
