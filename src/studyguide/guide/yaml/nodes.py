"""A YAML file as nodes: texts, lists and mappings that know where they were written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studyguide.problems import Spot


@dataclass(frozen=True)
class Scalar:
    """A text as it was written; `plain` where no quotes stood around it."""

    value: str
    spot: Spot
    plain: bool = True

    @property
    def absent(self) -> bool:
        """Whether nothing stands here: an empty key means that the key is not there."""
        return self.plain and self.value in ("", "~")


@dataclass(frozen=True)
class Sequence:
    """A list; a dash with nothing behind it leaves no item."""

    items: list["Node"]
    spot: Spot


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


Node = Scalar | Sequence | Mapping
Step = str | int


def data(node: Node) -> Any:
    """The node as plain texts, lists and dictionaries; None stands for what is absent."""
    match node:
        case Scalar(value):
            return None if node.absent else value
        case Sequence(items):
            return [data(item) for item in items]
        case Mapping(entries):
            return {key: data(entry.value) for key, entry in entries.items()}


def follow(node: Node, path: tuple[Step, ...]) -> tuple[Node, Spot]:
    """The node at the path and where it starts; where the path goes on past what was written (a
    shorthand has no inside), the last node that is there."""
    spot = node.spot
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            entry = node.entries[str(step)]
            node, spot = entry.value, entry.value.spot
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            spot = node.spot
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
