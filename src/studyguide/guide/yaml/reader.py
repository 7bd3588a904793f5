"""YAML in, nodes out: the parser's events are judged one by one before anything is built."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.scanner import ScannerError

from studyguide.guide.yaml import hints
from studyguide.guide.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence, absent
from studyguide.guide.yaml.parser import LOADER, complaint
from studyguide.problems import Problem, Spot, StudyguideError, refuse

# The two parsers name the plain style differently, and these alike.
_QUOTED = ("'", '"', "|", ">")

SIZE_LIMIT = 1024 * 1024
"""Bytes of one file; the longest guide that people wrote for us is a twentieth of it."""
DEPTH_LIMIT = 50
"""Levels of nesting; a guide has seven."""
PROBLEM_LIMIT = 200
"""Problems of a file's form that are collected: nobody reads more, and a hostile file has many."""

# What YAML or HTML forbids: C0 and C1 but for tab and line ends, half characters, noncharacters.
_UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NEVER_SHOWN = re.compile(f"[{_UNPRINTABLE}]")
# In the file itself also what YAML takes for the end of a line and an editor does not.
_NEVER_WRITTEN = re.compile(f"[{_UNPRINTABLE}\x85\u2028\u2029]")


def parse(raw: bytes, name: str, loader: Any = LOADER) -> Node:
    """The nodes of a file's bytes, the same with either parser.

    Raises StudyguideError with every problem of the file's form: not UTF-8 or UTF-16, not YAML, a
    duplicate key, an anchor, an alias, a tag, a second document, nested too deep.
    """
    text = _decoded(raw, name)
    builder = _Builder(name, _lines(text))
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise StudyguideError(*builder.with_syntax(error)) from None
    if builder.problems:
        raise StudyguideError(*builder.problems)
    if builder.root is None or absent(builder.root):
        hint = "start with the lines studyguide: 1, essay: and sections:"
        raise refuse("empty-file", "nothing is written in this file", hint, builder.spot(0, 0))
    return builder.root


def _decoded(raw: bytes, name: str) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    not_utf_8 = "the file is not in UTF-8"
    hint = "save it again and choose UTF-8 as its encoding"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        # Everything up to the first bad byte reads well; the rest only shows the line.
        good = len(raw[: error.start].decode(encoding, "ignore"))
        spot = _spot(raw.decode(encoding, "replace"), good, name)
        raise refuse("not-utf-8", not_utf_8, hint, spot) from None
    if "\0" in text[:4]:
        # UTF-16 or UTF-32 that doesn't say so: every other character would be NUL.
        raise refuse("not-utf-8", not_utf_8, hint, Spot(name))
    # PyYAML would say the same without a line.
    if found := _NEVER_WRITTEN.search(text):
        raise refuse(
            "control-character",
            f"the file has a character that can't be printed ({_number(found[0])})",
            "delete it and type the words around it again",
            _spot(text, found.start(), name),
        )
    return text


def _lines(text: str) -> list[str]:
    """The lines as an editor counts them; `splitlines` knows more ends of a line."""
    return re.split(r"\r\n|\r|\n", text)


def _spot(text: str, index: int, name: str) -> Spot:
    before = _lines(text[:index])
    return Spot(name, len(before), len(before[-1]) + 1, _lines(text)[len(before) - 1])


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


@dataclass
class _Open:
    """A list or a mapping whose end has not come yet."""

    node: Sequence | Mapping
    key: Scalar | None = None
    keyed: bool = False


@dataclass
class _Builder:
    """Builds nodes from the parser's events one by one, so that nothing is composed unseen."""

    name: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    open: list[_Open] = field(default_factory=list)

    def spot(self, line: int, column: int) -> Spot:
        # The parser sees the end of the text in a line after the last one.
        line = min(line, len(self.lines) - 1)
        text = self.lines[line]
        return Spot(self.name, line + 1, min(column, len(text)) + 1, text)

    def at(self, event: Any) -> Spot:
        return self.spot(event.start_mark.line, event.start_mark.column)

    def complain(self, spot: Spot, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, hint, spot))
        if len(self.problems) == PROBLEM_LIMIT:
            self.complain(spot, "too-many", "there is more wrong after this", "mend these first")
            raise StudyguideError(*self.problems)

    def with_syntax(self, error: yaml.MarkedYAMLError) -> list[Problem]:
        """All problems, and the parser's complaint as a facilitator would understand it."""
        mark, start = error.problem_mark or error.context_mark, error.context_mark
        line = min(mark.line if mark else 0, len(self.lines) - 1)
        trap = hints.recognise(self.lines, line, start.line if start else None, complaint(error))
        last = Problem("not-yaml", trap.message, trap.hint, self.spot(trap.line, trap.column))
        # `*home, what?` is an alias first and no YAML then: one mistake, told once.
        return [problem for problem in self.problems if problem.spot != last.spot] + [last]

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    hint = "a file holds one guide: remove the line ---"
                    self.complain(
                        self.at(event), "two-documents", "a second document starts here", hint
                    )
            case yaml.AliasEvent():
                message = f"*{event.anchor} stands for something written elsewhere"
                hint = "write the words out; for a text that starts with *, put quotes around it"
                self.complain(self.at(event), "alias", message, hint)
                self.place(Scalar("*", self.at(event)))
            case yaml.ScalarEvent():
                self.place(self.scalar(event))
            case yaml.SequenceStartEvent():
                self.refuse_marks(event)
                self.enter(Sequence([], self.at(event)))
            case yaml.MappingStartEvent():
                self.refuse_marks(event)
                self.enter(Mapping({}, self.at(event)))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.place(self.open.pop().node)

    def scalar(self, event: Any) -> Scalar:
        self.refuse_marks(event)
        spot, plain = self.at(event), event.style not in _QUOTED
        if found := _NEVER_SHOWN.search(event.value):
            message = f"the text has a character that can't be printed ({_number(found[0])})"
            self.complain(spot, "control-character", message, "remove it, or the \\ that makes it")
        if plain:
            end = event.end_mark
            for trap in hints.swallowed(self.lines, spot.line - 1, end.line, end.column):
                where = self.spot(trap.line, trap.column)
                self.complain(where, trap.code, trap.message, trap.hint)
        elif re.match(r"[|>][-+\d]*#", spot.text[spot.column - 1 :]):
            # libyaml alone takes this for a comment; what the facilitator wrote would be lost.
            problem = "did not find expected comment or line break"
            mark = event.start_mark
            raise ScannerError("while scanning a block scalar", mark, problem, mark)
        return Scalar(event.value, spot, plain)

    def refuse_marks(self, event: Any) -> None:
        if event.anchor:
            message = f"&{event.anchor} names this part for reuse, which guides don't do"
            hint = f"remove &{event.anchor}; for a text that starts with &, put quotes around it"
            self.complain(self.at(event), "anchor", message, hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = f"remove {tag}; for a text that starts with !, put quotes around it"
            self.complain(self.at(event), "tag", f"{tag} asks for a special type", hint)

    def enter(self, node: Sequence | Mapping) -> None:
        if len(self.open) == DEPTH_LIMIT:
            message = f"this is nested more than {DEPTH_LIMIT} levels deep"
            deep = Problem("too-deep", message, "a guide needs seven", node.spot)
            raise StudyguideError(*self.problems, deep)
        self.open.append(_Open(node))

    def place(self, node: Node) -> None:
        if not self.open:
            self.root = node if self.documents == 1 else self.root
            return
        parent = self.open[-1]
        if isinstance(parent.node, Sequence):
            if not absent(node):
                parent.node.items.append(node)
        elif not parent.keyed:
            parent.key = self.key(parent.node, node)
            parent.keyed = True
        else:
            if parent.key is not None:
                parent.node.entries[parent.key.value] = Entry(parent.key.spot, node)
            parent.keyed = False

    def key(self, parent: Mapping, node: Node) -> Scalar | None:
        """The node as a key; None, and a problem, where it can't be one."""
        before = node.spot.text[: node.spot.column - 1].rstrip()
        bare = not isinstance(node, Scalar) or node.plain
        # Nothing but a ? makes an empty key; libyaml sees it behind the next mark.
        if (before.endswith("?") and bare) or node == Scalar("", node.spot):
            hint = 'put quotes around the whole text: "? …"'
            self.complain(node.spot, "not-a-key", "a text can't start with ? and a space", hint)
        elif not isinstance(node, Scalar):
            hint = "write the key as one word, and the rest below it"
            message = "a list or a group stands where a key belongs"
            self.complain(node.spot, "not-a-key", message, hint)
        elif node.value == "<<":
            message = "<< merges another part in, which guides don't do"
            self.complain(node.spot, "merge-key", message, "write the words out")
        elif first := parent.entries.get(node.value):
            key = hints.short(node.value)
            message = f"{key} stands twice in this part; it stood first in line {first.spot.line}"
            hint = "remove one of the two, or put both texts under one"
            self.complain(node.spot, "duplicate-key", message, hint)
        else:
            return node
        return None
