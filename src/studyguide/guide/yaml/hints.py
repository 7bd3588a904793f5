"""What a line that YAML can't read, or reads as something else, was probably meant to be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OPENINGS = {
    "*": "a text can't start with *",
    "&": "a text can't start with &",
    "@": "a text can't start with @",
    "`": "a text can't start with `",
    "%": "a text can't start with %",
    "!": "a text can't start with !",
    "?": "a text can't start with ? and a space",
    "|": "a text can't start with | in the same line",
    ">": "a text can't start with > in the same line",
    "[": "a text that starts with [ looks like a list",
    "{": "a text that starts with { looks like a group of keys",
}
# Blanks that look like the space bar's and are none to YAML: copied from web pages and word
# processors.
_ODD_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
LONGEST = 1000
"""Characters of a line that are looked at; a trap stands at its start."""


@dataclass(frozen=True)
class Trap:
    """What is wrong and what to write, at a line and a column counted from 0."""

    message: str
    hint: str
    line: int
    column: int
    code: str = "not-yaml"


Found = tuple[str, str, int] | None


def recognise(lines: list[str], line: int, start: int | None, what: str) -> Trap:
    """The trap behind a parser's complaint.

    `line` is where the parser stopped, `start` where the part began that it was reading (the true
    mistake is often there), `what` its own words. Lines are counted from 0.
    """
    lines = [text[:LONGEST] for text in lines]
    for number in dict.fromkeys(n for n in (line, start, line - 1) if n is not None):
        if 0 <= number < len(lines):
            for find in _FINDERS:
                if found := find(lines[number], what):
                    message, hint, column = found
                    return Trap(message, hint, number, column)
    return (
        _block(lines, line)
        or _no_colon(lines, line, start, what)
        or _bare(lines, line, what)
        or _indent(lines, line, what)
    )


def swallowed(lines: list[str], start: int, end: int, column: int) -> Iterator[Trap]:
    """What a text without quotes lost or took in unseen; it runs from line `start` to `column` of
    line `end`. YAML says nothing about it, and a participant would read the rest."""
    rest = lines[end][column:] if end < len(lines) else ""
    if re.match(r"\s+#\S", rest):
        message = "what stands after this # is not printed: YAML takes it for a comment"
        hint = "put quotes around the whole text; a comment has a space after its #"
        yield Trap(message, hint, end, column + rest.index("#"), "comment-in-text")
    for number in range(start + 1, min(end + 1, len(lines))):
        if dash := re.match(r"\s*- ", lines[number]):
            message = "this dash is part of the text above: no new text starts here"
            hint = (
                f"move it below the dash of line {start + 1}, or put quotes around the whole text"
            )
            yield Trap(message, hint, number, dash.end() - 2, "dash-in-text")


def quoted(text: str) -> str:
    """The text, shortened, in the quotes that need the least escaping."""
    shown = short(text)
    if "'" in shown and not re.search(r'["\\]', shown):
        return f'"{shown}"'
    return "'" + shown.replace("'", "''") + "'"


def short(text: str) -> str:
    """The text's first 40 characters, for a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def odd_blank(text: str) -> int | None:
    """Where before its first letter the text has a blank that is not the space bar's."""
    found = re.match(rf"[ \-]*[{_ODD_BLANKS}]", text)
    return found.end() - 1 if found else None


def _split(line: str) -> tuple[str, str]:
    """A line's dashes and key, and its text."""
    found = re.match(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?", line)
    lead = found[0] if found else ""
    return lead, line[len(lead) :].rstrip()


def _blank(line: str, what: str) -> Found:
    if lead := re.match(r"[ \-]*\t", line):
        return "a tab moves this line in", "use spaces instead of the tab", lead.end() - 1
    if (column := odd_blank(line)) is not None:
        message = "a blank in front of this line is not one of the space bar's"
        return message, "delete the blanks there and type them again", column
    return None


def _escape(line: str, what: str) -> Found:
    hint = "put single quotes around the text, or write \\\\ for \\"
    if "unknown escape" in what or "hexdecimal" in what or "hexadecimal" in what:
        return "a \\ between double quotes starts a special character", hint, line.find("\\")
    if "Unicode character escape" in what:
        message = "the text has a character that can't be printed"
        return message, "remove the \\ that makes it", max(line.find("\\u"), line.find("\\U"), 0)
    return None


def _no_space(line: str, what: str) -> Found:
    if found := re.match(r"(\s*(?:- +)*)([a-z_]+):(?=[^ /])", line):
        hint = f"write {found[2]}: {short(line[found.end() :].strip())}"
        return "a space is missing after the colon", hint, found.end() - 1
    return None


def _colon(line: str, what: str) -> Found:
    lead, text = _split(line)
    if "mapping values are not allowed" not in what or text[:1] in ("{", "["):
        return None
    hint = f"put the whole text in quotes: {quoted(text)}"
    if (colon := text.find(": ")) >= 0:
        if not lead.strip():
            hint = "put the whole text in quotes, from its start in a line above"
        return "a colon and a space inside a text look like a key to YAML", hint, len(lead) + colon
    if text.endswith(":") and lead.strip():
        return "a colon at the end of a text looks like a key to YAML", hint, len(lead + text) - 1
    return None


def _quotes(line: str, what: str) -> Found:
    lead, text = _split(line)
    if text[:1] not in ("'", '"'):
        return None
    mark = text[0]
    if "end of stream" in what or text.count(mark) == 1:
        hint = "close it at the end of the text"
        if mark == "'":
            hint += "; for an apostrophe, put double quotes around the whole text"
        return f"the quote {mark} is opened here and never closed", hint, len(lead)
    if not re.search(rf"{mark}\s*[^\s,\]}}#{mark}]", text[1:]):
        return None
    if mark == '"':
        message = "a text that starts with a quoted word ends, for YAML, at the second quote"
        return message, f"put single quotes around the whole text: {quoted(text)}", len(lead)
    inside = text[1:-1] if text.endswith("'") and " '" not in text else text
    message = "a text in single quotes ends, for YAML, at its next apostrophe"
    return message, f"put double quotes around the whole text: {quoted(inside)}", len(lead)


def _opening(line: str, what: str) -> Found:
    lead, text = _split(line)
    if text[:1] not in _OPENINGS or re.fullmatch(r"[|>][+-]?\d?[+-]?", text):
        return None
    if text[0] in "[{":
        if re.match(r"\{\s*\w+:\s", text):
            return _group(text, len(lead))
        if text[-1] in "]},":
            return None
    return _OPENINGS[text[0]], f"put the whole text in quotes: {quoted(text)}", len(lead)


def _group(text: str, column: int) -> Found:
    if text.count("{") > text.count("}"):
        return "the { is opened here and never closed", "close it with }", column
    message = "between { and }, a text with a colon, a comma or a bracket needs quotes"
    return message, "put quotes around it, or write one key a line without { and }", column


_FINDERS: tuple[Callable[[str, str], Found], ...] = (
    _blank,
    _escape,
    _no_space,
    _colon,
    _quotes,
    _opening,
)


def _above(lines: list[str], line: int) -> int | None:
    return next((n for n in range(line - 1, -1, -1) if lines[n].strip()), None)


def _column(line: str, dashes: bool) -> int:
    """Where a line's words start, or with `dashes` its first dash."""
    found = re.match(r"\s*" if dashes else r"\s*(?:- +)*", line)
    return found.end() if found else 0


def _block(lines: list[str], line: int) -> Trap | None:
    """A text below > or | that is not moved in."""
    for number in (line, line - 1):
        above = _above(lines, number)
        if above is None or not re.search(r"(?:: +|- +)[|>][+-]?\d?[+-]?$", lines[above].rstrip()):
            continue
        if 0 <= _column(lines[number], dashes=True) <= _column(lines[above], dashes=False):
            message = (
                f"this text belongs to line {above + 1} and is not moved in further than its key"
            )
            hint = "put more spaces in front of each of its lines"
            return Trap(message, hint, number, _column(lines[number], dashes=True))
    return None


def _no_colon(lines: list[str], line: int, start: int | None, what: str) -> Trap | None:
    """A line that is neither a key nor a part of the text above it."""
    sure = "':'" in what and start is not None
    number = start if sure and start is not None else line - 1
    if not 0 <= number < len(lines) or not (sure or "mapping values" in what):
        return None
    lead, word, rest = re.match(r"(\s*)(\S*)(.*)", lines[number]).groups()  # type: ignore[union-attr]
    a_key = re.fullmatch(r"[a-z_]+", word)
    if not word or not (sure or a_key):
        return None
    hint = "to go on with the text above, move the line in; for a new text, start it with a dash"
    if a_key:
        hint = f"for a key, write {short(word)}:{short(rest.rstrip())}; {hint}"
    message = "this line has no colon, and is not a part of the text above it"
    return Trap(message, hint, number, len(lead))


def _bare(lines: list[str], line: int, what: str) -> Trap | None:
    """Keys below a text that has none itself: a bare question that got a kind."""
    above, key = _above(lines, line), re.match(r"\s+([a-z_]+):(?:\s|$)", lines[line])
    if "mapping values" not in what or above is None or not key:
        return None
    text = re.match(r"\s*- +(?![\w-]+: )(.*)", lines[above])
    if text and _column(lines[above], dashes=True) < _column(lines[line], dashes=True):
        message = f"{key[1]}: stands below a text that has no key itself"
        hint = f"give the text above its key, for a question - ask: {short(text[1])}"
        return Trap(message, hint, line, _column(lines[line], dashes=True))
    return None


def _indent(lines: list[str], line: int, what: str) -> Trap:
    """No trap in the line itself: most likely it is moved in too far, or not far enough."""
    text = lines[line]
    column = _column(text, dashes=True)
    above = _above(lines, line)
    if above is None or text.lstrip().startswith("#"):
        message = f"this can't be read as YAML ({what})"
        return Trap(message, "look at the dashes and the colons", line, column)
    before = _column(lines[above], dashes=text.lstrip().startswith("-"))
    if column == before:
        message = f"this line does not go on with what line {above + 1} began"
        return Trap(
            message, "look for a missing dash, colon or quote in the two lines", line, column
        )
    way = "further" if column > before else "less far"
    message = f"this line is moved in {way} than line {above + 1}, and fits nothing above it"
    hint = "keys of one part, and dashes of one list, start in the same column"
    return Trap(message, hint, line, column)
