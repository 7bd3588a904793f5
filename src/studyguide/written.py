"""Nodes as YAML text again: a merged guide to read, and an overlay to start from."""

import re
from collections.abc import Iterator

from studyguide.nodes import Mapping, Node, Scalar, Sequence, absent, data
from studyguide.problems import harmless

WIDTH = 92
"""Columns of a line."""
SCHEMA_LINE = "# yaml-language-server: $schema=guide.schema.json"
"""What gives completion and inline errors in editors; the schema lies beside the guide."""
# What YAML or our reader could take for something other than text when it is not quoted.
_SPECIAL = re.compile(r"""^$|^[\s~!&*?|>%@`"'#,\[\]{}=<-]|:(?=\s|$)|\s#|\s$|^---""")


def whole(node: Node) -> str:
    """The guide as YAML; a comment says the file of every part that is not from the one above."""
    lines = [SCHEMA_LINE, f"# from {harmless(node.spot.file)}"]
    lines += _mapping(node, "", node.spot.file) if isinstance(node, Mapping) else []
    return "\n".join(lines) + "\n"


def overlay(name: str, guide: Mapping) -> str:
    """An overlay over the shipped guide `name` in which everything but that is commented out."""
    lines = [
        SCHEMA_LINE,
        "studyguide: 1",
        f"extends: {scalar(name)}",
        "",
        "# Nothing is changed yet: take the # away from the start of what you want to change.",
        "",
        "# Your meeting; every key that you leave out stays as it is.",
        *_commented(_one(guide, "meeting")),
        "",
        "# Change texts by their ids. Leave the line was: as it is: it says so when the guide that",
        "# you start from has changed since.",
        "# change:",
    ]
    ids: dict[str, list[str]] = {}
    for section in _items(guide, "sections"):
        lines += _change(section, "title", "summary")
        ids[_text(section, "id")] = []
        for question in _items(section, "questions"):
            ids[_text(section, "id")].append(_text(question, "id"))
            lines += _change(question, "ask")
    first = next(iter(ids), "")
    questions = ids.get(first) or [""]
    lines += [
        "",
        "# Leave questions or whole sections out.",
        f"# drop: [{questions[-1]}]",
        "",
        "# Add questions of your own: after another, or first: true.",
        "# add:",
        f"#   - to: {first}",
        f"#     after: {questions[0]}",
        "#     question:",
        "#       ask: Which sentence of this section would you read aloud to a friend?",
        "#       passage: 1-2",
        "",
        "# Put a section's questions into another order.",
        "# order:",
        f"#   {first}: [{', '.join(reversed(questions))}]",
    ]
    return "\n".join(lines) + "\n"


def scalar(text: str, indent: str = "") -> str:
    """The text as one YAML value: plain where that is safe, else quoted, long ones folded.

    What our reader and an editor make of it is the text itself.
    """
    if "\n" in text:
        return _literal(text, indent)
    if text != text.strip() or not text.isprintable():
        return _quoted(text)
    if len(indent) + len(text) > WIDTH and "  " not in text:
        return ">-\n" + "\n".join(_wrapped(text, indent))
    return _quoted(text) if _SPECIAL.search(text) else text


def _literal(text: str, indent: str) -> str:
    if text != text.strip() or "\t" in text or re.search(r"[^\S\n ]|\n ", text):
        return _quoted(text)
    return "|-\n" + "\n".join(indent + line if line else "" for line in text.split("\n"))


def _quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    inside = "".join(
        escapes.get(mark) or (mark if mark.isprintable() else f"\\U{ord(mark):08x}")
        for mark in text
    )
    return f'"{inside}"'


def _wrapped(text: str, indent: str) -> Iterator[str]:
    line = indent
    for word in text.split(" "):
        if len(line) > len(indent) and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = indent
        line += word if len(line) == len(indent) else f" {word}"
    yield line


def _mapping(node: Mapping, indent: str, file: str) -> Iterator[str]:
    for key, entry in node.entries.items():
        if absent(entry.value):
            continue
        yield from _origin(entry.value, indent, file)
        here = entry.value.spot.file
        name = scalar(key)
        match entry.value:
            case Scalar(value):
                yield f"{indent}{name}: {scalar(value, indent + '  ')}"
            case Sequence(items) if items:
                yield f"{indent}{name}:"
                yield from _sequence(entry.value, indent + "  ", here)
            case Mapping(entries) if entries:
                yield f"{indent}{name}:"
                yield from _mapping(entry.value, indent + "  ", here)


def _sequence(node: Sequence, indent: str, file: str) -> Iterator[str]:
    for item in node.items:
        if absent(item):
            continue
        yield from _origin(item, indent, file)
        if isinstance(item, Scalar):
            yield f"{indent}- {scalar(item.value, indent + '  ')}"
            continue
        if isinstance(item, Mapping):
            lines = list(_mapping(item, indent + "  ", item.spot.file))
        else:
            lines = list(_sequence(item, indent + "  ", item.spot.file))
        # The dash stands on the line of the first key; comments before it stand above the dash.
        while lines and lines[0].lstrip().startswith("# from"):
            yield lines.pop(0)
        if lines:
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]


def _origin(node: Node, indent: str, file: str) -> Iterator[str]:
    if node.spot.file != file:
        yield f"{indent}# from {harmless(node.spot.file)}, line {node.spot.line}"


def _one(guide: Mapping, key: str) -> list[str]:
    entry = guide.entries.get(key)
    if not entry:
        return ["meeting:", "  minutes: 60", "  people: 8"] if key == "meeting" else []
    return list(_mapping(Mapping({key: entry}, guide.spot), "", guide.spot.file))


def _change(part: Node, *keys: str) -> Iterator[str]:
    """The commented change of one part: its id, the text it has, and that text to write over."""
    if not _text(part, "id"):
        return
    yield f"#   {_text(part, 'id')}:"
    yield from _commented([f"    was: {scalar(_text(part, keys[0]), '      ')}"])
    for key in keys:
        if text := _text(part, key):
            yield from _commented([f"    {key}: {scalar(text, '      ')}"])


def _commented(lines: list[str]) -> Iterator[str]:
    for block in lines:
        for line in block.split("\n"):
            yield f"# {line}".rstrip()


def _items(node: Node, key: str) -> list[Node]:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return entry.value.items if entry and isinstance(entry.value, Sequence) else []


def _text(node: Node, key: str) -> str:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return str(data(entry.value)) if entry and isinstance(entry.value, Scalar) else ""
