"""Texts from a guide as messages show them."""

import re
from collections.abc import Sequence

_KEY = re.compile(r"[a-z_]+: ")
_QUOTES_NEEDED = re.compile(r"^[\s&*?|>%@`\"'\[\]{}!#]|: |:$|\s#|^- ")


def quoted(text: str) -> str:
    """The text, shortened, in whichever quotation marks need the least escaping."""
    shown = short(text)
    if "'" in shown and not re.search(r'["\\]', shown):
        return f'"{shown}"'
    return "'" + shown.replace("'", "''") + "'"


def short(text: str) -> str:
    """The text's first 40 characters, for a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def item(text: str) -> str:
    """The text, shortened, as an item of a list, in quotation marks if it needs them there."""
    key = _KEY.match(text)
    if key and not _QUOTES_NEEDED.search(text[key.end() :]):
        return f"- {short(text)}"
    return f"- {quoted(text) if _QUOTES_NEEDED.search(text) else short(text)}"


def items(texts: Sequence[str], shown: int = 3) -> str:
    """The first of the texts as a list, in words: each goes on a line of its own."""
    first, *others = [item(text) for text in texts[:shown]]
    more = ", and so on" if len(texts) > shown else ""
    if not others:
        return first
    lines = "lines" if len(others) > 1 or more else "line"
    return f"{first} and, on the next {lines}, {' and '.join(others)}{more}"
