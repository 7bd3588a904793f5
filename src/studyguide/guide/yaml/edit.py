"""Edits to a guide's YAML: one value, item or key is changed, and every other byte stays.

An edit is spliced into the text and read back. It is returned only if the file then says what it
said before with just that change; where nothing like that can be written, it is a ValueError. A
text that can't be read to begin with is a StudyguideError. A comment right above an item or key at
most as far in, and one behind it or right below it but further in, belong to it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from studyguide.guide.yaml import nodes, reader, writer
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Sequence, Step
from studyguide.problems import StudyguideError

Path = tuple[Step, ...]
Plain = Any
"""A text, number or truth value, or lists and dictionaries of them."""

SHORTHAND = {
    "essay": "title",
    "passage": "paragraphs",
    "question": "ask",
    "questions[]": "ask",
    "further_reading[]": "title",
}
"""The key that a text without one stands for, by the key above it; [] is an item of a list."""
ONE_OR_MANY = frozenset(
    "after_meeting before_meeting closing drop follow_ups norms opening possible_answers "
    "questions".split()
)
"""The keys where a single text stands for a list of one."""

_NEWLINE = re.compile(r"\r\n|\r|\n")
_BLANK_LINES = re.compile(r"(?:\r\n|\r|\n)((?:[ \t]*(?:\r\n|\r|\n))*)")
_BLANKS_BEFORE = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)*\Z")


def change(text: str, path: Path, value: str) -> str:
    """The text with `value` at the path, in the style that stood there; missing keys are added,
    and a bare text becomes a group of keys only where it needs to.

    Raises LookupError for a path that can't be there, ValueError where there is more than a text.
    """
    doc = _Doc(text)
    real, rest, node = doc.reach(path)
    if rest:
        return _grown(doc, path, value)
    if not isinstance(node, Scalar):
        raise ValueError(f"at {_said(path)} there is more than one text")
    if nodes.data(node) == value:
        return text
    return doc.first(doc.respelled(real, node, value), lambda old: _at(old, real, lambda _: value))


def add(text: str, path: Path, index: int, item: Plain) -> str:
    """The text with an item put into the list at the path, before the one at `index` or at the end;
    a list that is empty, missing or a single text becomes one with dashes or brackets.

    Raises LookupError for a path or an index that can't be there, ValueError for what is no list.
    """
    doc = _Doc(text)
    item = item if isinstance(item, _Moved) else _plain(item)
    real, rest, node = doc.reach(path)
    if rest or nodes.absent(node):
        _within(index, 0)
        return _grown(doc, path, [item])
    if isinstance(node, Scalar) and path[-1] in ONE_OR_MANY:
        return add(doc.wrapped(real, node, ""), path, index, item)
    if not isinstance(node, Sequence):
        raise ValueError(f"at {_said(path)} there is no list")
    _within(index, len(node.items))

    def expected(items: list[Plain]) -> list[Plain]:
        return [*items[:index], _plain(item), *items[index:]]

    new = doc.inserted(node, index, [item])
    return doc.first([new], lambda old: _at(old, real, expected))


def remove(text: str, path: Path) -> str:
    """The text without the item or the key at the path, and without the comments that are its own;
    where it was the last, its key stays and is empty, or brackets are.

    Raises LookupError for a path where nothing is written.
    """
    doc = _listed(_Doc(text), path)
    holder = doc.node(path[:-1])
    if isinstance(holder, Scalar):
        raise LookupError(f"there is nothing at {_said(path)}")
    empties = not doc.flow(holder) and doc.keyed(path[:-1])

    def expected(parts: Plain) -> Plain:
        left = parts.copy()
        del left[path[-1]]
        return None if empties and not left else left

    steps = list(holder.entries) if isinstance(holder, Mapping) else range(len(holder.items))
    new = doc.removed(holder, list(steps).index(path[-1]), empties)
    return doc.first([new], lambda old: _at(old, path[:-1], expected))


def move(text: str, path: Path, index: int, into: Path | None = None) -> str:
    """The text with the item at the path moved to `index` of its list as it is without that item,
    or of the list at `into`; its comments go with it.

    Raises LookupError for a path or an index that can't be there, ValueError for what is no item of
    a list, for a move into itself, and for comments on their way into brackets.
    """
    doc, source, step = _listed(_Doc(text), path), path[:-1], path[-1]
    holder = doc.node(source)
    if not isinstance(holder, Sequence) or not isinstance(step, int):
        raise ValueError(f"{_said(path)} is no item of a list")
    if into is None or into == source:
        _within(index, len(holder.items) - 1)
        new = doc.permuted(holder, step, index)
        return doc.first([new], lambda old: _at(old, source, lambda a: _permuted(a, step, index)))
    if into[: len(path)] == path:
        raise ValueError(f"{_said(path)} can't be moved into itself")
    item, without = doc.taken(holder, step), remove(text, path)
    if into[: len(source)] == source and isinstance(later := into[len(source)], int):
        into = (*source, later - (later > step), *into[len(source) + 1 :])
    return add(without, into, index, item)


@dataclass(frozen=True)
class _Moved:
    """An item as it was written: in lines from its dash on and, where that is possible, inline."""

    data: Plain
    lines: list[str]
    inline: str | None


class _Text:
    """A text and where its nodes are in it."""

    def __init__(self, given: str) -> None:
        self.bom = "\ufeff" if given.startswith("\ufeff") else ""
        text = given.removeprefix(self.bom)
        found = _NEWLINE.search(text)
        self.newline = found[0] if found else "\n"
        # Everything below can count on a last line that ends; `first` takes the end off again.
        self.unended = not text.endswith(("\n", "\r"))
        self.text = text + self.newline if self.unended else text
        self.starts = [0, *(end.end() for end in _NEWLINE.finditer(self.text))]
        self.root = reader.parse(self.text.encode(), "")
        offsets = dict(reversed(list(self.offsets(self.root))))
        self.step = offsets.get("keys") or offsets.get("list") or 2
        self.dash, self.width = offsets.get("list", self.step), offsets.get("dash", 2)
        self.json = bool(re.compile(r'\{\s*"').match(self.text, self.start(self.root)))

    def offsets(self, node: Node) -> Iterator[tuple[str, int]]:
        """How much further in keys and lists are than the key above them, and items than dashes."""
        if isinstance(node, Scalar) or self.flow(node):
            return
        parts = node.items if isinstance(node, Sequence) else _values(node)
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
                if _says(now) == expected(_says(before)):
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
                if not listed and step != _short(path[:number]):
                    return real, path[number:], node
                continue
            inner = _inner(node, step)
            if inner is None:
                return real, path[number:], node
            node, real = inner, (*real, step)
        return real, (), node

    def node(self, path: Path) -> Node:
        return nodes.follow(self.root, path)[0]

    def keyed(self, path: Path) -> bool:
        """Whether what is at the path stands under a key."""
        return bool(path) and isinstance(self.node(path[:-1]), Mapping)

    def start(self, node: Node | nodes.Entry) -> int:
        return self.starts[node.spot.line - 1] + node.spot.column - 1

    def end(self, node: Node) -> int:
        return self.starts[node.end[0]] + node.end[1]

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def line_end(self, offset: int) -> int:
        found = _NEWLINE.search(self.text, offset)
        return found.start() if found else len(self.text)

    def flow(self, node: Node) -> bool:
        """Whether a list or keys stand between brackets."""
        return not isinstance(node, Scalar) and self.text[self.start(node)] in "[{"

    def within_brackets(self, path: Path) -> bool:
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


class _Doc(_Text):
    """A text to edit: each method returns the whole new text, or several to choose from."""

    def respelled(self, real: Path, node: Scalar, value: str) -> Iterator[str]:
        """The text with another value in the place of one, in the same style if that can be."""
        start, after, end = self.extent(node)
        holder, old = self.node(real[:-1]), self.text[start:end]
        header = self.text[start:after] if old[:1] in ("|", ">") else old[:1]
        column = (
            holder.spot.column - 1 + (self.width if isinstance(holder, Sequence) else self.step)
        )
        if header[:1] in ("|", ">"):
            lines = _NEWLINE.split(old)[1:]
            column = _blanks(lines) - _blanks(node.value.split("\n")) if node.value else column
        indent = None if self.within_brackets(real) else " " * column
        for spelling in _spellings("" if node.plain else header, value, indent):
            head, block, lines_below = spelling.partition("\n")
            behind = self.text[after : self.line_end(after)]
            body = self.newline + lines_below.replace("\n", self.newline) if block else ""
            yield self.text[:start] + self.lead(node) + head + behind + body + self.text[end:]

    def lead(self, node: Node) -> str:
        """What has to stand between a key with nothing behind it and its first value."""
        before = self.text[: self.start(node)]
        if self.text[self.start(node) : self.end(node)]:
            return ""
        if not before.rstrip().endswith(":"):
            return ": "
        return "" if before[-1].isspace() else " "

    def wrapped(self, real: Path, node: Scalar, key: str) -> str:
        """The text with a bare text as a list of one or, with a key, as keys."""
        start, after, end = self.extent(node)
        text, prefix = self.text, f"{key}: " if key else "-".ljust(self.width)
        before, further = text[:start], self.step if key else self.dash + self.width
        if self.within_brackets(real):
            inside = text[start:after]
            new = before + (f"{{{prefix}{inside}}}" if key else f"[{inside}]") + text[after:]
        else:
            holder, last = self.node(real[:-1]), before[before.rfind(":") + 1 :]
            if isinstance(holder, Mapping) and not last.strip(" \t") and last:
                column = holder.spot.column - 1 + (self.step if key else self.dash)
                before = before[: -len(last)] + self.newline + " " * column
            inside = _NEWLINE.sub(lambda end: end[0] + " " * further, text[start:end])
            new = before + prefix + re.sub(r"(?m)^ +$", "", inside) + text[end:]
        return self.first([new], lambda old: _at(old, real, lambda a: {key: a} if key else [a]))

    def filled(self, real: Path, node: Scalar, value: Plain) -> str:
        """The text with keys or a list where there is a key with nothing behind it."""
        text, (start, after, _) = self.text, self.extent(node)
        if self.within_brackets(real):
            return text[:start] + self.lead(node) + self.flowing(value) + text[after:]
        further = self.dash if isinstance(value, list) else self.step
        column = self.node(real[:-1]).spot.column - 1 + further
        line = self.line(after)
        # A comment further in would become the new item's own.
        while line + 1 < len(self.starts) and self.comment(line + 1) > column:
            line += 1
        before = text[:start].rstrip(" ") if after > start else text[:start]
        end = self.line_end(max(after, self.starts[line]))
        below = self.newline.join(self.block(value, column))
        return before + text[after:end] + self.newline + below + text[end:]

    def inserted(self, holder: Sequence | Mapping, index: int, value: Plain) -> str:
        """The text with a list's one item or with one key put in at an index."""
        spans, text = self.spans(holder), self.text
        column, n = holder.spot.column - 1, min(max(index, 1), len(spans) - 1)
        gap = text[spans[n - 1][1] : spans[n][0]] if len(spans) > 1 else ""
        if self.flow(holder):
            new = self.flowing(value)[1:-1]
            comma = (gap if re.fullmatch(r"\s*,\s*", gap) else ", ") if spans else ""
            if index == 0:
                start = spans[0][0] if spans else self.start(holder) + 1
                return text[:start] + new + comma + text[start:]
            start = spans[index - 1][1]
            return text[:start] + comma + new + text[start:]
        new = self.newline.join(self.block(value, column))
        blank = found[1] if (found := _BLANK_LINES.match(gap)) else ""
        if index:
            start = spans[index - 1][1]
            return text[:start] + self.newline + blank + new + text[start:]
        start = spans[0][0] if spans else self.starts[holder.spot.line - 1]
        if self.inline(start):
            new, blank = new.lstrip(" "), blank + " " * column
        return text[:start] + new + self.newline + blank + text[start:]

    def removed(self, holder: Sequence | Mapping, index: int, empties: bool) -> str:
        """The text without one item or key."""
        spans, text = self.spans(holder), self.text
        start, end = spans[index]
        if self.flow(holder):
            if index + 1 < len(spans):
                left, between, right = (
                    text[:start],
                    text[end : spans[index + 1][0]],
                    spans[index + 1][0],
                )
            elif index:
                left, between, right = (
                    text[: spans[index - 1][1]],
                    text[spans[index - 1][1] : start],
                    end,
                )
            else:
                left, right = text[:start], self.end(holder) - 1
                between = text[end:right]
            # Comments stay, whatever they were about.
            kept = re.sub(r"\A((?:[^#,]|#[^\r\n]*)*),", r"\1", between) if "#" in between else ""
            return left + kept + text[right:]
        if len(spans) == 1 and not empties:
            none = "[]" if isinstance(holder, Sequence) else "{}"
            column = 0 if self.inline(start) else holder.spot.column - 1
            return text[:start] + " " * column + none + text[end:]
        if index or len(spans) == 1:
            floor = spans[index - 1][1] if index else 0
            found = _BLANKS_BEFORE.search(text[floor:start])
            return text[: floor + found.start() if found else start] + text[end:]
        while end < len(text) and text[end].isspace():
            end += 1
        return text[:start] + text[end if self.inline(start) else self.starts[self.line(end)] :]

    def permuted(self, holder: Sequence, step: int, index: int) -> str:
        """The text with one item at another index; what is between the items stays there."""
        spans = self.spans(holder)
        pieces = [self.text[start:end] for start, end in spans]
        behind_dash = not self.flow(holder) and self.inline(spans[0][0])
        if behind_dash:
            pieces[0] = " " * (holder.spot.column - 1) + pieces[0]
        pieces = _permuted(pieces, step, index)
        if behind_dash:
            pieces[0] = pieces[0].lstrip(" ")
        edges = [0, *(edge for span in spans for edge in span), len(self.text)]
        gaps = [self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        return "".join(one for pair in zip(gaps, [*pieces, ""], strict=True) for one in pair)

    def taken(self, holder: Sequence, step: int) -> _Moved:
        """An item as it was written, to be put into another list."""
        start, end = self.spans(holder)[step]
        item, written = holder.items[step], self.text[start:end]
        said = nodes.data(item)
        if self.flow(holder):
            return _Moved(said, _NEWLINE.split("-".ljust(self.width) + written), written)
        indent = re.compile(f"^ {{0,{holder.spot.column - 1}}}")
        lines = [indent.sub("", line) for line in _NEWLINE.split(written)]
        inline = None if self.commented(item, start, end) else self.flowing(said)
        return _Moved(said, lines, inline)

    def commented(self, item: Node, start: int, end: int) -> bool:
        """Whether there is a comment, and so a # outside of the texts of an item."""
        outside = ""
        for text in nodes.walk(item):
            first, after, last = self.extent(text)
            outside += self.text[start:first]
            start = after
            if not text.plain and self.text[first] in "|>":
                outside += self.text[after : self.line_end(after)]
                start = last
        return "#" in outside + self.text[start:end]

    # How new things are written

    def block(self, value: Plain, column: int) -> Iterator[str]:
        """The lines of keys or of a list, from a column on."""
        pad = " " * column
        if isinstance(value, dict):
            for key, one in value.items():
                name = f"{pad}{writer._name(key)}:"
                if isinstance(one, dict | list) and one:
                    yield name
                    further = self.dash if isinstance(one, list) else self.step
                    yield from self.block(one, column + further)
                else:
                    yield f"{name} {self.text_or_empty(one, column + self.step)}"
            return
        for item in value:
            if isinstance(item, _Moved):
                yield from (pad + line if line.strip() else line for line in item.lines)
                continue
            dash = pad + "-".ljust(self.width)
            if isinstance(item, dict | list) and item:
                first, *others = self.block(item, column + self.width)
                yield from (dash + first.lstrip(" "), *others)
            else:
                yield dash + self.text_or_empty(item, column + self.width)

    def text_or_empty(self, value: Plain, column: int) -> str:
        if not isinstance(value, str):
            return self.flowing(value)
        return next(_spellings("", value, " " * column)).replace("\n", self.newline)

    def flowing(self, value: Plain) -> str:
        """The value on one line, between brackets unless it is a text."""
        match value:
            case _Moved():
                if value.inline is None:
                    raise ValueError("comments can't be moved between brackets")
                return value.inline
            case dict():
                names = {
                    key: writer._quoted(key) if self.json else writer._name(key) for key in value
                }
                inside = (f"{names[key]}: {self.flowing(one)}" for key, one in value.items())
                return f"{{{', '.join(inside)}}}"
            case list():
                return f"[{', '.join(map(self.flowing, value))}]"
        return next(_spellings('"' if self.json else "", value, None))


def _spellings(header: str, value: str, indent: str | None) -> Iterator[str]:
    """The value as it would be written in place of one that starts like this, then ever less like
    it; without an indent, between brackets."""
    shown = all(mark.isprintable() or mark.isspace() for mark in value)
    if header == "'" and shown and "\n" not in value:
        yield "'" + value.replace("'", "''") + "'"
    if header[:1] in ("|", ">") and shown and indent is not None:
        paragraphs = value.removesuffix("\n").split("\n")
        if header[0] == ">":
            paragraphs = "\n\n".join(_folded(one, indent) for one in paragraphs).split("\n")
        body = "\n".join(indent + line if line else "" for line in paragraphs)
        digit = "".join(re.findall(r"\d", header))
        for end in (header[1:], f"{digit}-", digit, f"{digit}+", "-", "", "+"):
            yield f"{header[0]}{end}\n{body}"
    if not header:
        yield _plain_style(value, indent)
    yield writer._quoted(value)


def _blanks(lines: list[str]) -> int:
    """How many blanks the first line with anything else starts with."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


def _plain_style(value: str, indent: str | None) -> str:
    # Without these, French would be in quotes: it has a blank that doesn't break before a ?.
    seen = re.sub(r"(?<=\S)[\u00a0\u202f](?=\S)", "_", value)
    spelled = writer.scalar(seen, indent or "")
    if indent is None:
        return (
            value
            if spelled == seen and not re.search(r"[,\[\]{}]", value)
            else writer._quoted(value)
        )
    if spelled.startswith(">-\n"):
        return ">-\n" + "\n".join(indent + line for line in _folded(value, indent).split("\n"))
    return value if spelled == seen else writer.scalar(value, indent)


def _folded(text: str, indent: str) -> str:
    """The text in short lines; only single blanks between words become ends of lines."""
    lines = [""]
    for word in re.split(r"(?<=[^ \t]) (?=[^ \t])", text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and len(indent) + len(longer) > writer.WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


# On data, to know what is to be read back


def _plain(item: Plain) -> Plain:
    """The item with texts for numbers and truth values, without what is None in a dictionary."""
    match item:
        case str():
            return item
        case bool():
            return str(item).lower()
        case int() | float():
            return str(item)
        case _Moved():
            return item.data
        case dict():
            return {str(key): _plain(one) for key, one in item.items() if one is not None}
        case list() | tuple():
            return [_plain(one) for one in item]
    raise ValueError(f"{item!r} can't be written in a guide")


def _at(tree: Plain, path: Path, do: Callable[[Plain], Plain]) -> Plain:
    """The data with what is at the path replaced by what `do` makes of it."""
    if not path:
        return do(tree)
    copy = tree.copy()
    copy[path[0]] = _at(tree[path[0]], path[1:], do)
    return copy


def _permuted(items: list[Any], step: int, index: int) -> list[Any]:
    left = [*items[:step], *items[step + 1 :]]
    return [*left[:index], items[step], *left[index:]]


def _says(text: str) -> Plain:
    """What a text says, or None if it can't be read."""
    try:
        return nodes.data(reader.parse(text.encode(), ""))
    except StudyguideError:
        return None


# On paths


def _grown(doc: _Doc, path: Path, value: Plain) -> str:
    """The text with a value at a path that isn't written yet, and with the keys on the way."""
    real, rest, node = doc.reach(path)
    walked = path[: len(path) - len(rest)]
    missing = LookupError(f"there is nothing at {_said(path)}")
    if isinstance(node, Sequence) or not all(isinstance(step, str) for step in rest):
        raise missing
    if isinstance(node, Scalar) and not node.absent:
        key = "" if walked != real and walked[-1] == 0 else _short(walked)
        if key is None or (key and walked != real):
            raise missing
        return _grown(_Doc(doc.wrapped(real, node, key)), path, value)
    for step in reversed(rest[1:] if isinstance(node, Mapping) else rest):
        value = {step: value}
    if isinstance(node, Scalar):
        new = doc.filled(real, node, value)
        return doc.first([new], lambda old: _at(old, real, lambda _: _plain(value)))
    entry = {rest[0]: value}
    new = doc.inserted(node, len(node.entries), entry)
    return doc.first([new], lambda old: _at(old, real, lambda keys: keys | _plain(entry)))


def _listed(doc: _Doc, path: Path) -> _Doc:
    """The text with something of its own at the path: a single text becomes a list of one."""
    real, rest, node = doc.reach(path)
    if rest or not path or (real != path and path[-1] != 0):
        raise LookupError(f"there is nothing at {_said(path)}")
    if real != path and isinstance(node, Scalar):
        return _Doc(doc.wrapped(real, node, ""))
    return doc


def _values(node: Mapping) -> list[Node]:
    return [entry.value for entry in node.entries.values()]


def _inner(node: Node, step: Step) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
        return node.entries[step].value
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _short(path: Path) -> str | None:
    """The key that a bare text at the path stands for."""
    if path and isinstance(path[-1], int):
        return SHORTHAND.get(f"{path[-2]}[]") if len(path) > 1 else None
    return SHORTHAND.get(str(path[-1])) if path else None


def _within(index: int, last: int) -> None:
    if not 0 <= index <= last:
        raise IndexError(f"{index} is not from 0 to {last}")


def _said(path: Path) -> str:
    return " › ".join(map(str, path)) or "the top"
