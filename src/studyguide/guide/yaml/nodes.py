"""A YAML file as nodes: texts, lists and mappings that know where they were written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studyguide.guide.yaml.pasted import Listed
from studyguide.problems import Spot

End = tuple[int, int]
"""The line and the column right behind what was written, both counted from 0: to edit a file, and
no part of what it says."""


@dataclass(frozen=True)
class Scalar:
    """A text as it was written; `plain` where it had no quotation marks around it."""

    value: str
    spot: Spot
    plain: bool = True
    end: End = field(default=(0, 0), compare=False, repr=False)
    listed: Listed | None = field(default=None, compare=False, repr=False)
    """The list that the text holds, if it looks like a pasted one."""

    @property
    def absent(self) -> bool:
        """Whether nothing is written here: an empty key counts as one that was left out."""
        return self.plain and self.value in ("", "~")


@dataclass(frozen=True)
class Sequence:
    """A list; a dash with nothing after it makes no item."""

    items: list["Node"]
    spot: Spot
    end: End = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True)
class Entry:
    """One `key: value` of a mapping; the spot is the key's."""

    spot: Spot
    value: "Node"


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order that they were written."""

    entries: dict[str, Entry]
    spot: Spot
    end: End = field(default=(0, 0), compare=False, repr=False)


Node = Scalar | Sequence | Mapping
Step = str | int

PAIRS = {"glossary": ("term", "means")}
"""The keys that the two sides of `word: meaning` stand for, by the key above."""
PLACES = ("passage",)
"""The keys above lists in which a group of empty keys makes no item."""


def data(node: Node) -> Any:
    """The node as plain texts, lists and dictionaries, with None for what is absent."""
    match node:
        case Scalar(value):
            return None if node.absent else value
        case Sequence(items):
            return [data(item) for item in items]
        case Mapping(entries):
            return {key: data(entry.value) for key, entry in entries.items()}


def parts(node: Node, key: str) -> Node:
    """The node under a key as the parts that the model has there: each `word: meaning` spelt out,
    and no item for a group of empty keys."""
    names = PAIRS.get(key, ())
    match node:
        case Mapping(entries) if names and entries and not entries.keys() & set(names):
            return Sequence(
                [_part(names, entry, word) for word, entry in entries.items()], node.spot
            )
        case Sequence(items) if names:
            return Sequence([_spelt_out(names, item) for item in items], node.spot)
        case Sequence(items) if key in PLACES:
            return Sequence([item for item in items if not _empty(item)], node.spot)
    return node


def _spelt_out(names: tuple[str, ...], item: Node) -> Node:
    if isinstance(item, Mapping) and len(item.entries) == 1:
        ((word, entry),) = item.entries.items()
        return item if word in names else _part(names, entry, word)
    return item


def _part(names: tuple[str, ...], entry: Entry, word: str) -> Mapping:
    sides = (Entry(entry.spot, Scalar(word, entry.spot)), Entry(entry.spot, entry.value))
    return Mapping(dict(zip(names, sides, strict=True)), entry.spot)


def _empty(node: Node) -> bool:
    return isinstance(node, Mapping) and all(absent(one.value) for one in node.entries.values())


def follow(node: Node, path: tuple[Step, ...]) -> tuple[Node, Spot]:
    """The node at the path of the model and where it starts; where the path goes further than what
    was written (a shorthand has nothing inside it), the last node that is there."""
    spot = node.spot
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            value = node.entries[str(step)].value
            node, spot = parts(value, str(step)), value.spot
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            spot = node.spot
        elif isinstance(node, Mapping) and step == 0:
            # A single part stands for a list of one.
            continue
        else:
            break
    return node, spot


def walk(node: Node) -> Iterator[Scalar]:
    """Every text in the node, in order."""
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from walk(item)
        case Mapping(entries):
            for entry in entries.values():
                yield from walk(entry.value)


def absent(node: Node) -> bool:
    """Whether nothing was written here."""
    return isinstance(node, Scalar) and node.absent
