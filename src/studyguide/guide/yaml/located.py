"""A guide's text with the place of every node in it: lines, offsets, comments and brackets."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from studyguide.guide.yaml import nodes, reader
from studyguide.guide.yaml.nodes import PLACES, Mapping, Node, Scalar, Sequence, Step
from studyguide.problems import StudyguideError

Path = tuple[Step, ...]
Plain = Any
"""A text, number or truth value, or lists and dictionaries of them."""

SHORTHAND = {
    "essay": "title",
    "passage[]": "paragraphs",
    "follow_ups[]": "ask",
    "question": "ask",
    "questions[]": "ask",
    "further_reading[]": "title",
}
"""The key that a text without one stands for, by the key above it; [] is an item of a list."""
ONE_OR_MANY = frozenset(
    "after_meeting before_meeting closing drop follow_ups norms opening passage possible_answers "
    "questions".split()
)
"""The keys where a single text stands for a list of one; under passage, single keys do too."""

NEWLINE = re.compile(r"\r\n|\r|\n")
BLANK_LINES = re.compile(r"(?:\r\n|\r|\n)((?:[ \t]*(?:\r\n|\r|\n))*)")
BLANKS_BEFORE = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)*\Z")


class Located:
    """A text and where its nodes are in it."""

    def __init__(self, given: str) -> None:
        self.bom = "\ufeff" if given.startswith("\ufeff") else ""
        text = given.removeprefix(self.bom)
        found = NEWLINE.search(text)
        self.newline = found[0] if found else "\n"
        # Everything below can count on a last line that ends; `first` takes the end off again.
        self.unended = not text.endswith(("\n", "\r"))
        self.text = text + self.newline if self.unended else text
        self.starts = [0, *(end.end() for end in NEWLINE.finditer(self.text))]
        self.root = reader.parse(self.text.encode(), "")
        offsets = dict(reversed(list(self.offsets(self.root))))
        self.step = offsets.get("keys") or offsets.get("list") or 2
        self.dash, self.width = offsets.get("list", self.step), offsets.get("dash", 2)
        self.json = bool(re.compile(r'\{\s*"').match(self.text, self.start(self.root)))

    def offsets(self, node: Node) -> Iterator[tuple[str, int]]:
        """How much further in keys and lists are than the key above them, and items than dashes."""
        if isinstance(node, Scalar) or self.flow(node):
            return
        parts = node.items if isinstance(node, Sequence) else values(node)
        for part in parts:
            further = part.spot.column - node.spot.column
            if isinstance(node, Sequence) and part.spot.line == node.spot.line:
                yield "dash", further
            elif isinstance(node, Mapping) and not isinstance(part, Scalar) and not self.flow(part):
                yield "keys" if isinstance(part, Mapping) else "list", further
            yield from self.offsets(part)

    def first(self, candidates: Iterable[str], expected: Callable[[Plain], Plain]) -> str:
        """The first of the texts that says what is expected after what this one says."""
        for new in candidates:
            tries = [(new, self.text)]
            if self.unended:
                # A text in | at the very end says something else when a line end follows.
                cut, old = new.removesuffix(self.newline), self.text.removesuffix(self.newline)
                tries = [(cut, old), (cut, self.text), (new, self.text)]
            for now, before in tries:
                if says(now) == expected(says(before)):
                    return self.bom + now
        raise ValueError("this can't be written here without changing something else")

    # Where things are

    def reach(self, path: Path) -> tuple[Path, Path, Node]:
        """The path to the last node on the path that is written, the steps after it, and the node;
        steps into a bare text lead to the text."""
        node, real = self.root, ()  # type: tuple[Node, Path]
        for number, step in enumerate(path):
            if isinstance(node, Scalar) and not node.absent:
                listed = number > 0 and path[number - 1] in ONE_OR_MANY and step == 0
                if not listed and step != short_key(path[:number]):
                    return real, path[number:], node
                continue
            if isinstance(node, Mapping) and number and step == 0 and path[number - 1] in PLACES:
                continue
            below = child(node, step)
            if below is None:
                return real, path[number:], node
            node, real = below, (*real, step)
        return real, (), node

    def node(self, path: Path) -> Node:
        """The node at a path, or the last one on the way to it."""
        return self.reach(path)[2]

    def paired(self, path: Path) -> tuple[Path, bool]:
        """A path into the glossary as it leads through what is written where that is
        `word: meaning`, and whether it leads to the word; any other path as it is."""
        names = nodes.PAIRS.get(str(path[0]), ()) if path else ()
        holder, way, rest = child(self.root, path[0]) if names else None, path[:1], path[1:]
        if isinstance(holder, Sequence) and len(rest) == 2:
            holder, way, rest = child(holder, rest[0]), path[:2], (0, *rest[1:])
            holder = holder if isinstance(holder, Mapping) and len(holder.entries) == 1 else None
        if not isinstance(holder, Mapping) or set(names) & holder.entries.keys() or not rest:
            return path, False
        word = next((one for n, one in enumerate(holder.entries) if n == rest[0]), None)
        if word is None or rest[1:] not in ((), names[:1], names[1:]):
            return path, False
        return (*way, word), rest[1:] == names[:1]

    def keyed(self, path: Path) -> bool:
        """Whether what is at the path stands under a key."""
        return bool(path) and isinstance(self.node(path[:-1]), Mapping)

    def start(self, node: Node | nodes.Entry) -> int:
        """Where a node or a key starts, as an offset."""
        return self.starts[node.spot.line - 1] + node.spot.column - 1

    def end(self, node: Node) -> int:
        """Where a node ends, as an offset."""
        return self.starts[node.end[0]] + node.end[1]

    def line(self, offset: int) -> int:
        """The number of the line, from 0, that an offset is in."""
        return bisect_right(self.starts, offset) - 1

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, its line break aside."""
        found = NEWLINE.search(self.text, offset)
        return found.start() if found else len(self.text)

    def flow(self, node: Node) -> bool:
        """Whether a list or keys stand between brackets."""
        return not isinstance(node, Scalar) and self.text[self.start(node)] in "[{"

    def within_brackets(self, path: Path) -> bool:
        """Whether a path leads through a list or keys in brackets."""
        return any(self.flow(self.node(path[:length])) for length in range(len(path)))

    def comment(self, line: int) -> int:
        """The column of a line's # where it has nothing else, or -1."""
        found = re.compile(r"[ \t]*#").match(self.text, self.starts[line])
        return found.end() - 1 - self.starts[line] if found else -1

    def inline(self, offset: int) -> bool:
        """Whether something else stands in front of the offset on its line."""
        return bool(self.text[self.starts[self.line(offset)] : offset].strip())

    def extent(self, node: Scalar) -> tuple[int, int, int]:
        """Where a text starts, where what may have a comment behind it ends, where all of it does:
        for a block that is its | or >, and its last line."""
        start, end = self.start(node), self.end(node)
        block = None if node.plain else re.compile(r"[|>][-+\d]*").match(self.text, start)
        return (start, block.end(), end) if block else (start, end, self.line_end(end))

    def heads(self, holder: Sequence | Mapping) -> Iterator[tuple[int, Node]]:
        """Where each key or item starts, a block's items at their dashes, and its value."""
        if isinstance(holder, Mapping):
            yield from ((self.start(entry), entry.value) for entry in holder.entries.values())
            return
        for item in holder.items:
            start, line = self.start(item), item.spot.line
            while not self.flow(holder) and line > 0:
                line -= 1
                dash = self.starts[line] + holder.spot.column
                if re.fullmatch("[ -]*-", self.text[self.starts[line] : dash]):
                    start, line = dash - 1, 0
            yield start, item

    def spans(self, holder: Sequence | Mapping) -> list[tuple[int, int]]:
        """From where to where each key or item goes; in a block from the start of a line to the end
        of one, with its comments."""
        found: list[tuple[int, int]] = []
        column = holder.spot.column - 1
        for start, node in self.heads(holder):
            end = self.end(node)
            if not self.flow(holder):
                above, last = self.line(start), self.line(end)
                if not self.inline(start):
                    floor = found[-1][1] if found else -1
                    while self.starts[above - 1] > floor and 0 <= self.comment(above - 1) <= column:
                        above -= 1
                    start = self.starts[above]
                while last + 1 < len(self.starts) and self.comment(last + 1) > column:
                    last += 1
                end = self.line_end(max(end, self.starts[last]))
            found.append((start, end))
        return found


def says(text: str) -> Plain:
    """What a text says, or None if it can't be read."""
    try:
        return nodes.data(reader.parse(text.encode(), ""))
    except StudyguideError:
        return None


def values(node: Mapping) -> list[Node]:
    """The values of a mapping, in order."""
    return [entry.value for entry in node.entries.values()]


def child(node: Node, step: Step) -> Node | None:
    """What is at a key or an index of a node, None where there is nothing."""
    if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
        return node.entries[step].value
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def short_key(path: Path) -> str | None:
    """The key that a bare text at the path stands for."""
    if path and isinstance(path[-1], int):
        return SHORTHAND.get(f"{path[-2]}[]") if len(path) > 1 else None
    if path and path[-1] in PLACES:
        return SHORTHAND[f"{path[-1]}[]"]
    return SHORTHAND.get(str(path[-1])) if path else None


def within(index: int, last: int) -> None:
    """Raises IndexError for an index that is not from 0 to the last."""
    if not 0 <= index <= last:
        raise IndexError(f"{index} is not from 0 to {last}")


def said(path: Path) -> str:
    """A path as a message shows it."""
    return " › ".join(map(str, path)) or "the top"


def at(tree: Plain, path: Path, do: Callable[[Plain], Plain]) -> Plain:
    """The data with what is at the path replaced by what `do` makes of it."""
    if not path:
        return do(tree)
    copy = tree.copy()
    copy[path[0]] = at(tree[path[0]], path[1:], do)
    return copy


def permuted(items: list[Any], step: int, index: int) -> list[Any]:
    """The items with the one at `step` moved to `index`, which counts without it."""
    left = [*items[:step], *items[step + 1 :]]
    return [*left[:index], items[step], *left[index:]]
