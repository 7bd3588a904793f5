"""Nodes back to YAML text: a merged guide to read, and an overlay to start from."""

import re
from collections.abc import Iterator

from studyguide.guide.yaml import pasted
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Sequence, absent, data
from studyguide.problems import harmless

WIDTH = 92
"""The longest line, in characters."""
SCHEMA_LINE = "# yaml-language-server: $schema=guide.schema.json"
"""Gives completion and inline errors in editors; the schema is beside the guide."""
# What YAML or our reader could mistake for something other than text when it is not quoted.
_SPECIAL = re.compile(r"""^$|^[\s~!&*?|>%@`"'#,\[\]{}=<-]|:(?=\s|$)|\s#|\s$|^---""")


def whole(node: Node) -> str:
    """The guide as YAML; a comment names the file of each part that comes from another file."""
    lines = [SCHEMA_LINE, f"# from {harmless(node.spot.file)}"]
    lines += _mapping(node, "", node.spot.file) if isinstance(node, Mapping) else []
    return "\n".join(lines) + "\n"


def overlay(name: str, guide: Mapping) -> str:
    """An overlay over the guide `name` in which everything except that is commented out.

    Lines of explanation start with ##, so that removing # from all the others leaves valid YAML: an
    overlay that changes nothing.
    """
    lines = [
        SCHEMA_LINE,
        "studyguide: 1",
        f"extends: {scalar(name)}",
        "",
        "## Nothing is changed yet. To change something, delete the # at the start of three kinds",
        "## of lines: the key at the left (like #change:), the id below it (like #  some-id:), and",
        "## everything below that id, including the line was:. Then write your own words.",
        "",
        "## Your meeting. Anything you leave out stays as it is. You can add other keys, like",
        "## questions: 5 (how many questions you want), tables: 4, start:, date: and place:.",
        *_commented(_meeting(guide)),
        "",
        "## What comes before and after the questions: each of these replaces the guide's own.",
        *_commented(list(_around(guide))),
        "",
        "## Change texts by their ids. Keep each line was: with its text: it is how the program",
        "## can tell you when the guide you started from has changed. To a question you can also",
        "## add keep: always, to have it whatever the time, or minutes: 15, which it then takes.",
        "#change:",
    ]
    changes, order, known = _changes(guide)
    lines += [*changes, "", *_additions(known), "", *_ORDERING, *order]
    return "\n".join(lines) + "\n"


def _name(text: str) -> str:
    """The text as a key or inside brackets: on one line, quoted unless it is one plain word."""
    return text if re.fullmatch(r"[^\W_][\w.-]{0,99}", text) else _quoted(text)


_ORDERING = ("## Put a section's questions in a different order.", "#order:")


def _changes(guide: Mapping) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Commented lines to change each part and to reorder each section, and all pairs of ids."""
    lines: list[str] = []
    order: list[str] = []
    known: list[tuple[str, str]] = []
    for section in _items(guide, "sections"):
        lines += _change(section, "title", "summary")
        ids = []
        for question in _items(section, "questions"):
            lines += _change(question, "ask")
            ids += [_name(one)] if (one := _text(question, "id")) else []
        if ids and (here := _text(section, "id")):
            order.append(f"#  {_name(here)}: [{', '.join(ids)}]")
            known += [(_name(here), one) for one in ids]
    return lines, order, known


def _additions(known: list[tuple[str, str]]) -> list[str]:
    """How to leave questions out and how to add one, or a section, with ids from the guide."""
    section_id, question_id = known[0] if known else ("a-section", "a-question")
    return [
        "## Leave out questions or whole sections: put their ids between the brackets,",
        f"## like [{', '.join(one for _, one in known[-2:])}].",
        "#drop: []",
        "",
        "## Add questions of your own: after another one or, with first: true, at the start of the",
        "## section. Add sections of your own in the same way. Like this:",
        "## add:",
        f"##   - to: {section_id}",
        f"##     after: {question_id}",
        "##     question:",
        "##       ask: Which sentence of this section would you read aloud to a friend?",
        "##       keep: always",
        "##       minutes: 10",
        "##   - section:",
        "##       id: our-own",
        "##       title: What we came with",
        "##       questions:",
        "##         - Which of your own questions has the text not answered?",
        f"##     after: {section_id}",
    ]


AROUND = ("introduction", "content_note", "norms", "before_meeting", "opening", "closing")
"""What sets a guide's tone, besides its questions."""


def _around(guide: Mapping) -> Iterator[str]:
    entries = {key: guide.entries[key] for key in AROUND if key in guide.entries}
    return _mapping(Mapping(entries, guide.spot), "", guide.spot.file)


def scalar(text: str, indent: str = "") -> str:
    """The text as one YAML value: plain where that is safe, otherwise quoted; long ones are folded.

    Our reader gets exactly the same text back; an editor may show it as a number or a yes.
    """
    if "\n" in text:
        return _literal(text, indent)
    if text != text.strip() or not text.isprintable() or pasted.suspect(text):
        return _quoted(text)
    if len(indent) + len(text) > WIDTH and "  " not in text:
        return ">-\n" + "\n".join(_wrapped(text, indent))
    return _quoted(text) if _SPECIAL.search(text) else text


def _literal(text: str, indent: str) -> str:
    if text != text.strip() or "\n " in text or not text.replace("\n", "").isprintable():
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
        name = _name(key)
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
        # The dash goes on the line of the first key; comments before that key go above the dash.
        while lines and lines[0].lstrip().startswith("# from"):
            yield lines.pop(0)
        if lines:
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]


def _origin(node: Node, indent: str, file: str) -> Iterator[str]:
    if node.spot.file != file:
        yield f"{indent}# from {harmless(node.spot.file)}, line {node.spot.line}"


def _meeting(guide: Mapping) -> list[str]:
    entry = guide.entries.get("meeting")
    file = entry.value.spot.file if entry else ""
    written = Mapping({"meeting": entry}, guide.spot) if entry else Mapping({}, guide.spot)
    return list(_mapping(written, "", file)) or ["meeting:", "  minutes: 60", "  people: 8"]


def _change(part: Node, *keys: str) -> Iterator[str]:
    """The commented change to one part: its id, its present text, and that text to overwrite."""
    if not _text(part, "id"):
        return
    yield f"#  {_name(_text(part, 'id'))}:"
    yield from _commented([f"    was: {scalar(_text(part, keys[0]), '      ')}"])
    for key in keys:
        if text := _text(part, key):
            yield from _commented([f"    {key}: {scalar(text, '      ')}"])


def _commented(lines: list[str]) -> Iterator[str]:
    for block in lines:
        for line in block.split("\n"):
            yield f"#{line}".rstrip()


def _items(node: Node, key: str) -> list[Node]:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return entry.value.items if entry and isinstance(entry.value, Sequence) else []


def _text(node: Node, key: str) -> str:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return data(entry.value) or "" if entry and isinstance(entry.value, Scalar) else ""
