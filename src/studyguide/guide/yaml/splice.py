"""How a piece of a guide's text is spelled anew, so that all around it stays as it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.guide.yaml import nodes, writer
from studyguide.guide.yaml.located import (
    BLANK_LINES,
    BLANKS_BEFORE,
    NEWLINE,
    Located,
    Path,
    Plain,
    at,
    permuted,
)
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Sequence
from studyguide.guide.yaml.spelling import KEY, blanks, spellings


@dataclass(frozen=True)
class Moved:
    """An item as it was written: in lines from its dash on and, where that is possible, inline."""

    data: Plain
    lines: list[str]
    inline: str | None


class Splicer(Located):
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
            lines = NEWLINE.split(old)[1:]
            column = blanks(lines) - blanks(node.value.split("\n")) if node.value else column
        indent = None if self.within_brackets(real) else " " * column
        for spelling in spellings("" if node.plain else header, value, indent):
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
            inside = NEWLINE.sub(lambda end: end[0] + " " * further, text[start:end])
            new = before + prefix + re.sub(r"(?m)^ +$", "", inside) + text[end:]
        return self.first([new], lambda old: at(old, real, lambda a: {key: a} if key else [a]))

    def listed(self, real: Path, node: Mapping) -> str:
        """The text with keys as the only item of a list."""
        start, end, dash = self.start(node), self.end(node), "-".ljust(self.width)
        inside = self.text[start:end]
        if self.flow(node):
            new = f"[{inside}]"
        else:
            new = dash + NEWLINE.sub(lambda end: end[0] + " " * len(dash), inside)
        return self.first(
            [self.text[:start] + new + self.text[end:]], lambda old: at(old, real, lambda a: [a])
        )

    def renamed(self, real: Path, word: str) -> str:
        """The text with another key in the place of the last one on the path."""
        holder = self.node(real[:-1])
        entry = holder.entries[str(real[-1])] if isinstance(holder, Mapping) else None
        if entry is None:
            raise LookupError("there is no such key")
        start = self.start(entry)
        old = KEY.match(self.text, start)
        return self.text[:start] + writer._name(word) + self.text[old.end() if old else start :]

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
        blank = found[1] if (found := BLANK_LINES.match(gap)) else ""
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
            found = BLANKS_BEFORE.search(text[floor:start])
            return text[: floor + found.start() if found else start] + text[end:]
        while end < len(text) and text[end].isspace():
            end += 1
        return text[:start] + text[end if self.inline(start) else self.starts[self.line(end)] :]

    def permuted(self, holder: Sequence | Mapping, step: int, index: int) -> str:
        """The text with one item at another index; what is between the items stays there."""
        spans = self.spans(holder)
        pieces = [self.text[start:end] for start, end in spans]
        behind_dash = not self.flow(holder) and self.inline(spans[0][0])
        if behind_dash:
            pieces[0] = " " * (holder.spot.column - 1) + pieces[0]
        pieces = permuted(pieces, step, index)
        if behind_dash:
            pieces[0] = pieces[0].lstrip(" ")
        edges = [0, *(edge for span in spans for edge in span), len(self.text)]
        gaps = [self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        return "".join(one for pair in zip(gaps, [*pieces, ""], strict=True) for one in pair)

    def taken(self, holder: Sequence, step: int) -> Moved:
        """An item as it was written, to be put into another list."""
        start, end = self.spans(holder)[step]
        item, written = holder.items[step], self.text[start:end]
        said = nodes.data(item)
        if self.flow(holder):
            return Moved(said, NEWLINE.split("-".ljust(self.width) + written), written)
        indent = re.compile(f"^ {{0,{holder.spot.column - 1}}}")
        lines = [indent.sub("", line) for line in NEWLINE.split(written)]
        inline = None if self.commented(item, start, end) else self.flowing(said)
        return Moved(said, lines, inline)

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
            if isinstance(item, Moved):
                yield from (pad + line if line.strip() else line for line in item.lines)
                continue
            dash = pad + "-".ljust(self.width)
            if isinstance(item, dict | list) and item:
                first, *others = self.block(item, column + self.width)
                yield from (dash + first.lstrip(" "), *others)
            else:
                yield dash + self.text_or_empty(item, column + self.width)

    def text_or_empty(self, value: Plain, column: int) -> str:
        """The value behind a key or a dash."""
        if not isinstance(value, str):
            return self.flowing(value)
        return next(spellings("", value, " " * column)).replace("\n", self.newline)

    def flowing(self, value: Plain) -> str:
        """The value on one line, between brackets unless it is a text."""
        match value:
            case Moved():
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
            case None:
                # An empty key stays one; in a list, an empty item would be read as nothing at all.
                return ""
        return next(spellings('"' if self.json else "", value, None))
