"""YAML in, nodes out: the parser's events are checked one by one before anything is built."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from yaml.scanner import ScannerError

from studyguide.guide.yaml import hints, pasted, whole
from studyguide.guide.yaml.nodes import End, Entry, Mapping, Node, Scalar, Sequence, absent
from studyguide.guide.yaml.parser import LOADER, complaint
from studyguide.guide.yaml.words import item, short
from studyguide.problems import Problem, Spot, StudyguideError, refuse

# The two parsers have different names for the plain style, and the same names for these.
_QUOTED = ("'", '"', "|", ">")

SIZE_LIMIT = 1024 * 1024
"""The most bytes in one file; the longest guide so far has a twentieth of that."""
DEPTH_LIMIT = 50
"""The most levels of nesting; a guide has seven."""
PROBLEM_LIMIT = 200
"""The most problems collected in one file: nobody reads more, and a hostile file has many."""

# What YAML or HTML forbids: C0 and C1 except tab and line ends, surrogates, noncharacters.
_UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NEVER_SHOWN = re.compile(f"[{_UNPRINTABLE}]")
# In the file itself, also what counts as the end of a line in YAML but not in an editor.
_NEVER_WRITTEN = re.compile(f"[{_UNPRINTABLE}\x85\u2028\u2029]")


def parse(raw: bytes, name: str, loader: Any = LOADER) -> Node:
    """The nodes of a file's bytes, the same with either parser.

    Raises StudyguideError with everything wrong with the file's form: not UTF-8 or UTF-16, not
    YAML, a duplicate key, an anchor, an alias, a tag, a second document, nested too deeply.
    """
    text = _decoded(raw, name)
    builder = _Builder(name, _lines(text))
    if trap := whole.refused(builder.lines):
        raise StudyguideError(builder.problem(trap))
    kept, trap = whole.unfenced(builder.lines)
    if trap:
        builder.problems.append(builder.problem(trap))
        text = "\n".join(kept)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise StudyguideError(*builder.with_syntax(error)) from None
    if builder.problems:
        raise StudyguideError(*builder.problems)
    if builder.root is None or absent(builder.root):
        hint = "start with the lines studyguide: 1, essay: and sections:"
        raise refuse("empty-file", "there is no guide in this file yet", hint, builder.spot(0, 0))
    return builder.root


def _decoded(raw: bytes, name: str) -> str:
    if told := whole.document(raw):
        raise refuse("not-text", *told, Spot(name))
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    not_utf_8 = "the file is not in UTF-8"
    hint = "save it again and choose UTF-8 as the encoding"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        # Everything up to the first bad byte can be read; the rest is only there to show the line.
        good = len(raw[: error.start].decode(encoding, "ignore"))
        spot = _spot(raw.decode(encoding, "replace"), good, name)
        raise refuse("not-utf-8", not_utf_8, hint, spot) from None
    if "\0" in text[:4]:
        # UTF-16 or UTF-32 without a byte order mark: every other character would be NUL.
        raise refuse("not-utf-8", not_utf_8, hint, Spot(name))
    # PyYAML would say the same, but without a line.
    if found := _NEVER_WRITTEN.search(text):
        raise refuse(
            "control-character",
            f"the file has a character that can't be printed ({_number(found[0])})",
            "delete it and retype the words around it",
            _spot(text, found.start(), name),
        )
    return text


def _lines(text: str) -> list[str]:
    """The lines as an editor counts them; `splitlines` splits in more places."""
    return re.split(r"\r\n|\r|\n", text)


def _spot(text: str, index: int, name: str) -> Spot:
    before = _lines(text[:index])
    return Spot(name, len(before), len(before[-1]) + 1, _lines(text)[len(before) - 1])


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


@dataclass
class _Open:
    """A list or a mapping that has not ended yet."""

    node: Sequence | Mapping
    key: Scalar | None = None
    keyed: bool = False


@dataclass
class _Builder:
    """Builds nodes from the parser's events one by one, so that nothing is built unchecked."""

    name: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    open: list[_Open] = field(default_factory=list)
    last: End = (0, 0)
    """Where the last text, or the last list or mapping with a bracket, ended."""

    def spot(self, line: int, column: int) -> Spot:
        # The parser puts the end of the text on a line after the last one.
        line = min(line, len(self.lines) - 1)
        text = self.lines[line]
        return Spot(self.name, line + 1, min(column, len(text)) + 1, text)

    def at(self, event: Any) -> Spot:
        return self.spot(event.start_mark.line, event.start_mark.column)

    def problem(self, trap: hints.Trap) -> Problem:
        """The trap as a problem at its place."""
        return Problem(trap.code, trap.message, trap.hint, self.spot(trap.line, trap.column))

    def complain(self, spot: Spot, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, hint, spot))
        if len(self.problems) == PROBLEM_LIMIT:
            message = "the file has more problems than these"
            self.complain(spot, "too-many", message, "fix these first")
            raise StudyguideError(*self.problems)

    def with_syntax(self, error: yaml.MarkedYAMLError) -> list[Problem]:
        """All problems so far, and the parser's complaint in words a facilitator understands."""
        mark, start = error.problem_mark or error.context_mark, error.context_mark
        line = min(mark.line if mark else 0, len(self.lines) - 1)
        trap = hints.recognise(self.lines, line, start.line if start else None, complaint(error))
        last = self.problem(trap)
        # `*home, what?` is first an alias and then not YAML: one mistake, reported once.
        return [problem for problem in self.problems if problem.spot != last.spot] + [last]

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    hint = "a file holds only one guide: remove the line ---"
                    self.complain(
                        self.at(event), "two-documents", "a second guide starts here", hint
                    )
            case yaml.AliasEvent():
                message = f"*{event.anchor} repeats another part of the file, which guides can't do"
                hint = "write the words out; if the text starts with *, put it in quotation marks"
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
                self.place(self.closed(event))

    def scalar(self, event: Any) -> Scalar:
        self.refuse_marks(event)
        spot, plain = self.at(event), event.style not in _QUOTED
        if found := _NEVER_SHOWN.search(event.value):
            message = f"the text has a character that can't be printed ({_number(found[0])})"
            self.complain(spot, "control-character", message, "remove it, or the \\ code for it")
        if plain:
            end = event.end_mark
            for trap in hints.swallowed(self.lines, spot.line - 1, end.line, end.column):
                where = self.spot(trap.line, trap.column)
                self.complain(where, trap.code, trap.message, trap.hint)
        elif re.match(r"[|>][-+\d]*#", spot.text[spot.column - 1 :]):
            # Only libyaml treats this as a comment; what the facilitator wrote would be lost.
            problem = "did not find expected comment or line break"
            mark = event.start_mark
            raise ScannerError("while scanning a block scalar", mark, problem, mark)
        self.last = self.end(event)
        return Scalar(event.value, spot, plain, self.last, pasted.found(self.lines, event))

    def closed(self, event: Any) -> Node:
        # Without a bracket, the parser ends it only where the next thing starts.
        if event.start_mark.column != event.end_mark.column:
            self.last = self.end(event)
        return replace(self.open.pop().node, end=self.last)

    def end(self, event: Any) -> End:
        """Where an event's text ends; blank lines after a block count only if they are kept."""
        start, line, column = event.start_mark, event.end_mark.line, event.end_mark.column
        if column > 0 or line <= start.line:
            return line, column
        line -= 1
        kept = re.match(r"[|>]\d?\+", self.lines[start.line][start.column :])
        while not kept and line > start.line and not self.lines[line].strip():
            line -= 1
        return line, len(self.lines[line])

    def refuse_marks(self, event: Any) -> None:
        if event.anchor:
            message = f"&{event.anchor} names this part for reuse, which guides can't do"
            hint = f"remove &{event.anchor}; if the text starts with &, put it in quotation marks"
            self.complain(self.at(event), "anchor", message, hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = f"remove {tag}; if the text starts with !, put it in quotation marks"
            message = f"{tag} is read as an instruction, not as text"
            self.complain(self.at(event), "tag", message, hint)

    def enter(self, node: Sequence | Mapping) -> None:
        if len(self.open) == DEPTH_LIMIT:
            message = f"this is nested more than {DEPTH_LIMIT} levels deep"
            deep = Problem("too-deep", message, "a guide needs only seven", node.spot)
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
        """The node as a key; None, with a problem reported, where it can't be one."""
        before = node.spot.text[: node.spot.column - 1].rstrip()
        bare = not isinstance(node, Scalar) or node.plain
        # Only a ? makes an empty key; libyaml places it after the next mark.
        if (before.endswith("?") and bare) or node == Scalar("", node.spot):
            hint = 'put the whole text in quotation marks: "? …"'
            self.complain(node.spot, "not-a-key", "text can't start with ? and a space", hint)
        elif not isinstance(node, Scalar):
            hint = "write the key as a single word, and the rest below it"
            message = "there should be a key here, not a list or a group of keys"
            self.complain(node.spot, "not-a-key", message, hint)
        elif node.value == "<<":
            message = "<< copies in another part, which guides can't do"
            self.complain(node.spot, "merge-key", message, "write the words out")
        elif first := parent.entries.get(node.value):
            return self.twice(node, first.spot)
        else:
            return node
        return None

    def twice(self, node: Scalar, first: Spot) -> Scalar | None:
        """Complains about a key that this part has already; most often a dash is missing."""
        key, part = short(node.value), self.open[-1].node
        message = f"{key} appears twice in this part; the first is on line {first.line}"
        hint = "remove one of them, or put both texts under one key"
        within = self.open[-2].node if len(self.open) > 1 else None
        starts = isinstance(part, Mapping) and next(iter(part.entries)) == node.value
        if found := pasted.mark(node.value):
            message = f"{found[1]} does not start an item of a list; only a dash does"
            hint = f"write {item(first.text.strip().removeprefix(found[1]).strip())}"
            hint += ", and the same with the others"
            if any(one.spot == first for one in self.problems):
                return None
            node = replace(node, spot=first)
        elif first.line == node.spot.line or within is None:
            pass
        elif starts and isinstance(within, Sequence):
            hint = f"if a new item starts here, a dash is missing: write - {key}: … with the dash"
            hint += f" below the one on line {first.line}; if not, remove one of them"
            # What follows belongs to the second item, and appears only once in that.
            self.complain(node.spot, "duplicate-key", message, hint)
            self.open[-1].node = Mapping({}, node.spot)
            return node
        elif starts:
            hint = f"if these are two items of a list, start each with a dash, like - {key}: …;"
            hint += " if not, remove one of them"
            self.complain(node.spot, "duplicate-key", message, hint)
            self.open[-1].node = Mapping({}, node.spot)
            return node
        elif isinstance(within, Sequence):
            hint += "; if a new item starts above this line, it needs a dash in front"
        self.complain(node.spot, "duplicate-key", message, hint)
        return None
