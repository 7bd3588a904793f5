"""Lists pasted from a word processor or a chat: their marks, and the items that were meant."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_BULLETS = "•●○◦▪▫■□▸►‣⁃∙·➢✓✔☐\uf0a7\uf0b7"
_MARK = re.compile(
    rf"(?P<bullet>[{_BULLETS}])\s*"
    r"|(?P<star>[*+])\s+|(?P<dash>[–—−])\s+|(?P<hyphen>-)[ \t]+"
    r"|(?P<glued>[-–−])(?=[^\W\d_])"
    r"|(?P<number>\(?[0-9]{1,2}[.)])(?:\s+|(?=[^\W\d_]))|(?P<letter>\(?(?:[a-z]|[ivx]{2,4})[.)]|[A-Z]\))\s+"
)
SURE = ("bullet", "star")
"""Marks that no sentence has at the start of a line; the others may be there by chance."""
_ENDS = re.compile(r"[.?!:…][\"'”’»)\]]*$")
SHOWN = 3
"""How many items of a list a hint repeats."""


@dataclass(frozen=True)
class Row:
    """A line of a text: where it starts, counted from 0, the text without the spaces around it,
    and the whole line of the file."""

    line: int
    column: int
    text: str
    whole: str


@dataclass(frozen=True)
class Listed:
    """The list that a text holds: its first mark (empty where every line is a question), the row
    with that mark, and its items; `within` where a mark starts a line below the first."""

    mark: str
    row: Row
    items: tuple[str, ...]
    within: bool


def mark(text: str) -> tuple[str, str, str] | None:
    """The kind of mark that a text starts with, the mark itself, and the text behind it."""
    found = _MARK.match(text)
    if not found or found.end() == len(text):
        return None
    kind = str(found.lastgroup)
    return kind, found[kind], text[found.end() :]


def suspect(text: str) -> bool:
    """Whether a text could look like a list once it is wrapped, unless it has quotation marks."""
    return bool(mark(text) or any(sign in text for sign in _BULLETS))


def found(lines: list[str], event: Any) -> Listed | None:
    """The list that a text in the file, as the parser found it, is or ends with."""
    start, end, style = event.start_mark, event.end_mark, event.style or ""
    if style in ("|", ">"):
        return listed(block(lines, start.line), style)
    quoted = style in ("'", '"')
    # A line break between quotation marks is one that is meant, unlike the end of a line.
    if quoted and "\n" in event.value:
        line = lines[start.line]
        texts = [text.strip() for text in event.value.split("\n")]
        rows = [Row(start.line, start.column, text, line) for text in texts if text]
        if told := listed(rows, "|"):
            return told
    first, last = (start.line, start.column + quoted), (end.line, end.column - quoted)
    return listed(plain(lines, first, last), style)


def first(lines: list[str], number: int) -> int:
    """The first of the lines that end with this one and all start with a mark of one kind."""
    kind = mark(lines[number].strip())
    while kind and number:
        above = mark(lines[number - 1].strip())
        if not above or above[0] != kind[0] or kind[0] == "hyphen":
            break
        number -= 1
    return number


def run(lines: list[str], number: int) -> list[str]:
    """The items on this line and on those below that start with a mark of its kind."""
    kind, items = mark(lines[number].strip()), []
    for line in lines[number : number + SHOWN + 1]:
        found = mark(line.strip())
        if not kind or not found or found[0] != kind[0]:
            break
        items.append(found[2].strip())
    return items


def plain(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> list[Row]:
    """The rows of a text in the file, from its first character to the one after its last."""
    rows = []
    for number in range(start[0], min(end[0] + 1, len(lines))):
        text = lines[number][: end[1]] if number == end[0] else lines[number]
        before = start[1] if number == start[0] else len(text) - len(text.lstrip())
        rows.append(Row(number, before, text[before:].strip(), lines[number]))
    return [row for row in rows if row.text]


def block(lines: list[str], start: int) -> list[Row]:
    """The rows of a text that is indented below the > or | on line `start`."""
    rows: list[Row] = []
    for number in range(start + 1, len(lines)):
        text = lines[number].strip()
        column = len(lines[number]) - len(lines[number].lstrip())
        if text and (column < rows[0].column if rows else column == 0):
            break
        if text:
            rows.append(Row(number, column, text, lines[number]))
    return rows


def listed(rows: list[Row], style: str) -> Listed | None:
    """The list that a text of these rows is, or ends with; None for any other text.

    Where line breaks count for nothing (in quotation marks and below >), a wrapped sentence may
    start a line with a dash or a number; quotation marks are also how to say that it is all text.
    """
    if not rows:
        return None
    marks = [mark(row.text) for row in rows]
    # Below | the lines are broken where the author wants it, elsewhere perhaps where they are full.
    many = Counter(one[0] for one in marks[1:] if one and (style == "|" or _new(one)))
    starts = [0] if marks[0] else []
    for number in range(1, len(rows)):
        if (found := marks[number]) and (
            (marks[0] and found[0] == marks[0][0])
            or (style not in ("'", '"') and found[0] in SURE)
            or (style == "|" and found[0] == "hyphen")
            or (style in ("", "|") and _starts(found, rows[number - 1 : number + 1], many))
        ):
            starts.append(number)
    if style in ("'", '"') and starts == [0]:
        return None
    if not starts:
        asked = len(rows) > 1 and all(row.text.endswith("?") for row in rows)
        texts = tuple(row.text for row in rows[:SHOWN])
        return Listed("", rows[0], texts, False) if asked and style in ("", "|") else None
    first = marks[starts[0]] or ("", "", "")
    return Listed(first[1], rows[starts[0]], _items(rows, marks, starts), starts[-1] > 0)


def _new(found: tuple[str, str, str]) -> bool:
    """Whether the words after a bullet or number could start a sentence."""
    rest = found[2].lstrip("\"'“‘«¿¡(")
    return rest[:1].isalpha() and not rest[:1].islower()


def _starts(found: tuple[str, str, str], rows: Sequence[Row], many: Counter[str]) -> bool:
    """Whether a mark that a sentence may have too starts an item here, below the row before."""
    above, here = rows
    if found[0] != "hyphen" and many[found[0]] > 1:
        return True
    if not _new(found) or found[0] == "hyphen":
        return False
    # A dash and a name below a quotation say who said it; a name doesn't end with a full stop.
    whole = found[0] != "dash" or _ENDS.search(here.text)
    return bool(whole and _ENDS.search(above.text))


def _items(
    rows: list[Row], marks: list[tuple[str, str, str] | None], starts: list[int]
) -> tuple[str, ...]:
    """The first items, without their marks, each with the lines that continue it."""
    if len(rows) == 1 and (found := marks[0]):
        return _split(found)
    begins = starts if starts[0] == 0 else [0, *starts]
    items = []
    for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        found = marks[begin]
        texts = [found[2] if found and begin in starts else rows[begin].text]
        items.append(" ".join([*texts, *(row.text for row in rows[begin + 1 : end])]))
        if len(items) > SHOWN:
            break
    return tuple(items)


def _split(found: tuple[str, str, str]) -> tuple[str, ...]:
    """The items of a list on a single line, like • a • b; text with other marks stays whole."""
    kind, sign, rest = found
    between = {"bullet": rf"\s+{re.escape(sign)}\s*", "number": r"\s+\(?[0-9]{1,2}[.)]\s+"}
    if kind not in between:
        return (rest,)
    return tuple(filter(None, re.split(between[kind], rest, maxsplit=SHOWN)))
