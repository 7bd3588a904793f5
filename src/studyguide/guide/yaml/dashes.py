"""What was probably meant by a line that should start with a dash, or should not."""

import re

from studyguide.guide.yaml import pasted
from studyguide.guide.yaml.words import item, items, short

Found = tuple[str, str, int] | None
"""A message, a hint, and a column counted from 0."""


def dash(lines: list[str], number: int, what: str) -> Found:
    """What is wrong with the dash, or what stands in its place, on a line that YAML can't read."""
    line = lines[number]
    lead = re.match(r"\s*(?:- +)*", line)
    start = lead.end() if lead else 0
    above = _dash_above(lines, number)
    below = "" if above is None else f", lined up with the dash on line {above + 1}"
    found = _other_mark(line[start:], start)
    if not found and (glued := re.match(r"[-–—](?=[^\W\d])", line[start:])):
        if glued[0] != "-":
            found = glued[0], line[start + 1 :].strip(), start
        else:
            hint = f"write {item(line[start + 1 :].strip())}{below}"
            return "a space is missing after the dash", hint, start
    if found:
        sign, rest, column = found
        if "-" in line[:column]:
            return f"{sign} is not needed behind a dash", f"write {item(rest)}", column
        hint = f"write {items(pasted.run(lines, number) or [rest])}{below}"
        return f"{sign} does not start an item of a list; only a dash does", hint, column
    return _behind_key(line, what)


def _dash_above(lines: list[str], number: int) -> int | None:
    """The line above with a dash in the column where this line starts, if it is the same list."""
    column = len(lines[number]) - len(lines[number].lstrip())
    for above in range(number - 1, -1, -1):
        text = lines[above].lstrip()
        start = len(lines[above]) - len(text)
        if text and start <= column:
            return above if start == column and text.startswith("- ") else None
    return None


def _other_mark(text: str, column: int) -> tuple[str, str, int] | None:
    found = pasted.mark(text)
    if not found or found[0] in ("hyphen", "glued"):
        return None
    return found[1], found[2].strip(), column


def _behind_key(line: str, what: str) -> Found:
    found = re.match(r"(\s*(?:- +)*)([\w-]+):\s+-\s+(.*)", line)
    if not found or "sequence entries" not in what:
        return None
    lead, key, rest = found.groups()
    hint = f"write {key}: alone on this line, and each item with its dash on a line below"
    if not re.match(r"[a-z_]+:\s", rest):
        text = f"{key}: {short(rest.strip())}"
        hint = f"if it is one text, remove the dash: {text}; if it is a list, {hint}"
    return f"a dash can't come right after {key}:", hint, line.index("-", len(lead + key) + 1)
