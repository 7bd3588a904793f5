"""What was probably meant by a line that YAML can't read, or reads as something else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studyguide.guide.yaml import pasted
from studyguide.guide.yaml.dashes import Found, dash
from studyguide.guide.yaml.words import item, quoted, short

_OPENINGS = {
    "*": "text can't start with *",
    "&": "text can't start with &",
    "@": "text can't start with @",
    "`": "text can't start with `",
    "%": "text can't start with %",
    "!": "text can't start with !",
    "?": "text can't start with ? and a space",
    "|": "text can't follow | on the same line",
    ">": "text can't follow > on the same line",
    "[": "text that starts with [ looks like a list",
    "{": "text that starts with { looks like a group of keys",
}
# Characters that look like an ordinary space but are not one to YAML; they are copied from web
# pages and word processors.
_ODD_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
LONGEST = 1000
"""How many characters of a line are looked at; the mistake is near its start."""


@dataclass(frozen=True)
class Trap:
    """What is wrong and what to write instead, at a line and a column counted from 0."""

    message: str
    hint: str
    line: int
    column: int
    code: str = "not-yaml"


def recognise(lines: list[str], line: int, start: int | None, what: str) -> Trap:
    """The trap behind a parser's complaint.

    `line` is where the parser stopped, `start` where the part it was reading began (the real
    mistake is often there), `what` the parser's own words. Lines are counted from 0.
    """
    lines = [text[:LONGEST] for text in lines]
    near = dict.fromkeys(n for n in (line, start, line - 1) if n is not None)
    for number in (n for n in near if 0 <= n < len(lines)):
        # The line above may be right, unless the parser stopped at what belongs to it.
        suspect = number in (line, start) or "mapping values" in what
        found = _blank(lines[number], what)
        if not found and suspect:
            top = pasted.first(lines, number)
            found = dash(lines, top, what)
            number = top if found else number
        for find in _FINDERS:
            found = found or find(lines[number], what)
        if found:
            message, hint, column = found
            return Trap(message, hint, number, column)
    return (
        _block(lines, line)
        or _no_colon(lines, line, start, what)
        or _bare(lines, line, what)
        or _indent(lines, line, what)
    )


def swallowed(lines: list[str], start: int, end: int, column: int) -> Iterator[Trap]:
    """What a text without quotation marks silently lost or swallowed; it runs from line `start` to
    `column` of line `end`. YAML doesn't complain, so participants would read what is left."""
    rest = lines[end][column:] if end < len(lines) else ""
    if re.match(r"\s+#\S", rest):
        message = "everything after this # is treated as a comment and is not printed"
        hint = (
            "put quotation marks around the whole text; if it is a comment, add a space after the #"
        )
        yield Trap(message, hint, end, column + rest.index("#"), "comment-in-text")
    glued = re.match(r"\s*-(?=[^\s\d-])", lines[start])
    for number in range(start + 1, min(end + 1, len(lines))):
        if glued and re.match(r"\s*-", lines[number]):
            message = "a space is missing after the dash"
            hint = f"write {item(lines[start][glued.end() :].strip())}, and so in each item"
            yield Trap(message, hint, start, glued.end() - 1, "no-space")
            return
        if sign := re.match(r"\s*- ", lines[number]):
            message = "this dash is read as part of the text above, and does not start a new item"
            hint = f"line it up with the dash on line {start + 1}"
            hint += ", or put quotation marks around the whole text"
            yield Trap(message, hint, number, sign.end() - 2, "dash-in-text")


def odd_blank(text: str) -> int | None:
    """Where the text has a space before its first letter that is not an ordinary one."""
    found = re.match(rf"[ \-]*[{_ODD_BLANKS}]", text)
    return found.end() - 1 if found else None


def _split(line: str) -> tuple[str, str]:
    """A line's dashes and key, and its text."""
    found = re.match(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?", line)
    lead = found[0] if found else ""
    return lead, line[len(lead) :].rstrip()


def _blank(line: str, what: str) -> Found:
    if lead := re.match(r"[ \-]*\t", line):
        return "this line is indented with a tab", "use spaces instead of the tab", lead.end() - 1
    if (column := odd_blank(line)) is not None:
        message = "a space at the start of this line is not an ordinary space"
        return message, "delete the spaces there and type them again", column
    return None


def _escape(line: str, what: str) -> Found:
    hint = "use single quotes around the text, or write \\\\ instead of \\"
    if "unknown escape" in what or "hexdecimal" in what or "hexadecimal" in what:
        return "inside double quotes, \\ starts a special character", hint, line.find("\\")
    if "Unicode character escape" in what:
        message = "the text has a character that can't be printed"
        return message, "remove the \\ code for it", max(line.find("\\u"), line.find("\\U"), 0)
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
    hint = f"put the whole text in quotation marks: {quoted(text)}"
    if (colon := text.find(": ")) >= 0:
        if not lead.strip():
            hint = "put the whole text in quotation marks; it starts on a line above"
        message = "a colon and a space in the text make it look like a key"
        return message, hint, len(lead) + colon
    if text.endswith(":") and lead.strip():
        message = "a colon at the end of the text makes it look like a key"
        return message, hint, len(lead + text) - 1
    return None


def _quotes(line: str, what: str) -> Found:
    lead, text = _split(line)
    if text[:1] not in ("'", '"'):
        return None
    mark = text[0]
    if "end of stream" in what or text.count(mark) == 1:
        hint = f"add {mark} at the end of the text"
        if mark == "'":
            hint += "; if it is an apostrophe, put double quotes around the whole text"
        return f"the quotation mark {mark} opened here is never closed", hint, len(lead)
    if not re.search(rf"{mark}\s*[^\s,\]}}#{mark}]", text[1:]):
        return None
    if mark == '"':
        message = "text that starts with a quotation mark ends at the next one"
        return message, f"put single quotes around the whole text: {quoted(text)}", len(lead)
    inside = text[1:-1] if text.endswith("'") and " '" not in text else text
    message = "text in single quotes ends at the next apostrophe"
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
    hint = f"put the whole text in quotation marks: {quoted(text)}"
    if text[0] in "|>":
        hint = f"start the text on the next line, or {hint}"
    return _OPENINGS[text[0]], hint, len(lead)


def _group(text: str, column: int) -> Found:
    if text.count("{") > text.count("}"):
        return "the { opened here is never closed", "close it with }", column
    message = "between { and }, text with a colon, comma or bracket needs quotation marks"
    return message, "add them, or write one key per line, without { and }", column


_FINDERS: tuple[Callable[[str, str], Found], ...] = (
    _escape,
    _no_space,
    _colon,
    _quotes,
    _opening,
)


def _above(lines: list[str], line: int) -> int | None:
    return next((n for n in range(line - 1, -1, -1) if lines[n].strip()), None)


def _column(line: str, dashes: bool) -> int:
    """The column where a line's words start or, with `dashes`, where its first dash is."""
    found = re.match(r"\s*" if dashes else r"\s*(?:- +)*", line)
    return found.end() if found else 0


def _block(lines: list[str], line: int) -> Trap | None:
    """A text below > or | that is not indented."""
    for number in (line, line - 1):
        above = _above(lines, number)
        if above is None or not re.search(r"(?:: +|- +)[|>][+-]?\d?[+-]?$", lines[above].rstrip()):
            continue
        if 0 <= _column(lines[number], dashes=True) <= _column(lines[above], dashes=False):
            message = f"this text belongs to line {above + 1} but is not indented further"
            hint = "add more spaces at the start of each of its lines"
            return Trap(message, hint, number, _column(lines[number], dashes=True))
    return None


def _no_colon(lines: list[str], line: int, start: int | None, what: str) -> Trap | None:
    """A line that is neither a key nor part of the text above it."""
    sure = "':'" in what and start is not None
    number = start if sure and start is not None else line - 1
    if not 0 <= number < len(lines) or not (sure or "mapping values" in what):
        return None
    lead, word, rest = re.match(r"(\s*)(\S*)(.*)", lines[number]).groups()  # type: ignore[union-attr]
    a_key = re.fullmatch(r"[a-z_]+", word)
    if not word or not (sure or a_key):
        return None
    hint = "to continue the text above, indent this line; for a new list item, start with a dash"
    if a_key:
        hint = f"if it is a key, write {short(word)}:{short(rest.rstrip())}; {hint}"
    if not lead and not a_key:
        hint += "; if it is not part of the guide, delete it"
    message = "this line has no colon, and is not part of the text above"
    return Trap(message, hint, number, len(lead))


def _bare(lines: list[str], line: int, what: str) -> Trap | None:
    """Keys below a text that has no key itself: a bare question that was given a kind."""
    above, key = _above(lines, line), re.match(r"\s+([a-z_]+):(?:\s|$)", lines[line])
    if "mapping values" not in what or above is None or not key:
        return None
    text = re.match(r"\s*- +(?![\w-]+: )(.*)", lines[above])
    if text and _column(lines[above], dashes=True) < _column(lines[line], dashes=True):
        message = f"{key[1]}: comes below text that has no key of its own"
        hint = f"give the text above a key; for a question, write - ask: {short(text[1])}"
        return Trap(message, hint, line, _column(lines[line], dashes=True))
    return None


def _indent(lines: list[str], line: int, what: str) -> Trap:
    """No trap in the line itself: most likely it is indented too far, or not far enough."""
    text = lines[line]
    column = _column(text, dashes=True)
    above = _above(lines, line)
    if above is None or text.lstrip().startswith("#"):
        message = f"this can't be read as YAML ({what})"
        return Trap(message, "check the dashes and colons here", line, column)
    before = _column(lines[above], dashes=text.lstrip().startswith("-"))
    if column == before:
        message = f"this line does not fit with line {above + 1}"
        hint = "check both lines for a missing dash, colon or quotation mark"
        return Trap(message, hint, line, column)
    way = "further" if column > before else "less"
    message = f"this line is indented {way} than line {above + 1}, and lines up with nothing above"
    hint = "keys of the same part, and dashes of the same list, must start in the same column"
    return Trap(message, hint, line, column)
