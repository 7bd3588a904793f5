"""What a whole file is when it is no guide, or was copied with too much or too little around it."""

import re

from studyguide.guide.yaml.hints import Trap

_AS_TEXT = "copy its text into a text editor, and save it there with a name that ends in .yaml"
_DOCUMENTS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document from a word processor (RTF)"),
    (b"\xd0\xcf\x11\xe0", "a document from a word processor (an old Word file)"),
)
# Keys that are only inside sections, and those that only a guide has at its left margin.
_INNER = r"(?:- )?(?:ask|questions|kind|follow_ups|possible_answers|passage|summary|watch_out|was)"
_OUTER = r"(?:studyguide|essay|sections|extends)"


def document(raw: bytes) -> tuple[str, str] | None:
    """What is wrong with a file that is not text but another program's document, and what to do."""
    for start, what in _DOCUMENTS:
        if raw.startswith(start):
            return f"this is {what}, not a guide in plain text", _AS_TEXT
    if not raw.startswith(b"PK\x03\x04"):
        return None
    if b"word/" in raw:
        return "this is a Word document, not a guide in plain text", _AS_TEXT
    if b"opendocument.text" in raw[:200]:
        return "this is a LibreOffice document, not a guide in plain text", _AS_TEXT
    return "this is a zip file, not a guide in plain text", "unpack it, and give the guide in it"


def unfenced(lines: list[str]) -> tuple[list[str], Trap | None]:
    """The lines, with those emptied that a chat put around a guide, and what to say about them."""
    indent = re.match(r"\s*", next((line for line in lines if line.strip()), ""))
    lead = indent[0] if indent else ""
    fence = re.compile(rf"{lead}(?:```+|~~~+)[^`~]*")
    fences = [n for n, line in enumerate(lines) if fence.fullmatch(line)]
    begin = next((n for n, one in enumerate(lines) if re.match(rf"{lead}[a-z_]+:(?:\s|$)", one)), 0)
    if not fences:
        return lines, None
    # The guide may be cut off at its end, or only its last line may have been copied along.
    opened = fences[0] < begin
    ends = fences if opened else [-1, *fences]
    pairs = list(zip(ends[::2], [*ends[1::2], len(lines)], strict=False))
    kept = [""] * len(lines)
    for start, end in pairs:
        kept[start + 1 : end] = lines[start + 1 : end]
    hint = _deleted(lines, fences, opened)
    message = f"{lines[fences[0]].strip()} was copied from a chat and is not part of the guide"
    return kept, Trap(message, hint, fences[0], len(lead), "fence")


def _deleted(lines: list[str], fences: list[int], opened: bool) -> str:
    """Which lines to delete: those that a chat marks code with, and what it says around them."""
    if len(fences) > 2:
        return "delete every line like this, and everything between them that is not the guide"
    above = opened and any(line.strip() for line in lines[: fences[0]])
    below = len(fences) > opened and any(line.strip() for line in lines[fences[-1] + 1 :])
    named = [f"line {number + 1}" for number in fences]
    named[0] += " and everything above it" if above else ""
    named[-1] += " and everything below it" if below else ""
    return "delete " + (", and " if above or below else " and ").join(named)


def refused(lines: list[str]) -> Trap | None:
    """What is wrong with a file as a whole, so that its single lines need not be told."""
    text = "\n".join(lines)
    return _mailed(lines) or _flat(lines, text) or _change_left_out(lines, text)


def _mailed(lines: list[str]) -> Trap | None:
    """A guide from an answered mail, which has a > in front of every line."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None or not all(line.startswith(">") for line in lines if line.strip()):
        return None
    hint = "delete it from each line, or copy the guide from the first mail"
    return Trap("every line starts with >, as in an answered mail", hint, first, 0, "mail")


def _flat(lines: list[str], text: str) -> Trap | None:
    """A guide without any spaces in front of its lines, as some chat and mail programs leave it."""
    if re.search(r"(?m)^[ \t\xa0]+[^\s#]", text) or not re.search(rf"(?m)^{_OUTER}:", text):
        return None
    inner = re.compile(rf"{_INNER}:(?:\s|$)")
    for number, line in enumerate(lines):
        if inner.match(line) and not line.startswith("- "):
            message = "the spaces at the starts of all lines are gone, so nothing shows what"
            message += " belongs to what"
            hint = "copy the guide again from where it came, or get it as an attached file;"
            hint += " chat and mail programs remove these spaces"
            return Trap(message, hint, number, 0, "no-indent")
    return None


def _change_left_out(lines: list[str], text: str) -> Trap | None:
    """A change from which the # was deleted, but not from the line change: above it."""
    if not re.search(r"(?m)^extends\s*:", text) or re.search(r"(?m)^[\"']?change[\"']?\s*:", text):
        return None
    number = next((n for n, line in enumerate(lines) if re.match(r" +was:(?:\s|$)", line)), None)
    if number is None:
        return None
    off = next((n for n, line in enumerate(lines) if re.match(r"#\s*change:\s*$", line)), None)
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    named = re.match(r" *[^\s#:]+:\s*$", lines[above])
    moved = next((n for n, line in enumerate(lines) if re.match(r"\s+change:\s*$", line)), None)
    hint = "write change: at the left margin, on a line of its own above this"
    if moved is not None:
        message, hint = "change: must start at the left margin", "delete the spaces in front of it"
        return Trap(message, hint, moved, lines[moved].index("c"), "no-change")
    if off is not None:
        hint = f"delete the # at the start of line {off + 1}, so that it reads change:"
    if not named:
        hint += "; the line with the id, just above was:, is needed too"
    elif not lines[above].startswith(" "):
        hint += ", and add two spaces at the start of this line"
    place = above if named else number
    column = len(lines[place]) - len(lines[place].lstrip())
    message = "this is a change to a question or a section, but it is not under change:"
    return Trap(message, hint, place, column, "no-change")
