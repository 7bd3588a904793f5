"""How a single text is spelled in YAML, in the style of the one that it replaces."""

import re
from collections.abc import Iterator

from studyguide.guide.yaml import writer

KEY = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|.*?(?=\s*:(?:\s|$))""")
"""A key as it is written, up to its colon."""


def spellings(header: str, value: str, indent: str | None) -> Iterator[str]:
    """The value as it would be written in place of one that starts like this, then ever less like
    it; without an indent, between brackets."""
    shown = all(mark.isprintable() or mark.isspace() for mark in value)
    if header == "'" and shown and "\n" not in value:
        yield "'" + value.replace("'", "''") + "'"
    if header[:1] in ("|", ">") and shown and indent is not None:
        paragraphs = value.removesuffix("\n").split("\n")
        if header[0] == ">":
            paragraphs = "\n\n".join(_folded(one, indent) for one in paragraphs).split("\n")
        body = "\n".join(indent + line if line else "" for line in paragraphs)
        digit = "".join(re.findall(r"\d", header))
        for end in (header[1:], f"{digit}-", digit, f"{digit}+", "-", "", "+"):
            yield f"{header[0]}{end}\n{body}"
    if not header:
        yield _plain_style(value, indent)
    yield writer._quoted(value)


def blanks(lines: list[str]) -> int:
    """How many blanks the first line with anything else starts with."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


def _plain_style(value: str, indent: str | None) -> str:
    # Without these, French would be in quotes: it has a blank that doesn't break before a ?.
    seen = re.sub(r"(?<=\S)[\u00a0\u202f](?=\S)", "_", value)
    spelled = writer.scalar(seen, indent or "")
    if indent is None:
        return (
            value
            if spelled == seen and not re.search(r"[,\[\]{}]", value)
            else writer._quoted(value)
        )
    if spelled.startswith(">-\n"):
        return ">-\n" + "\n".join(indent + line for line in _folded(value, indent).split("\n"))
    return value if spelled == seen else writer.scalar(value, indent)


def _folded(text: str, indent: str) -> str:
    """The text in short lines; only single blanks between words become ends of lines."""
    lines = [""]
    for word in re.split(r"(?<=[^ \t]) (?=[^ \t])", text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and len(indent) + len(longer) > writer.WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
