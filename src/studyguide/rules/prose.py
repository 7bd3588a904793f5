"""Text as the rules read it: without markup, quotations masked, split into sentences and words."""

import re
from dataclasses import dataclass
from functools import lru_cache

MASK = "“”"
"""Replaces each quoted word, so that a quotation adds to the length but can't match a rule."""

_LINK = re.compile(r"!?\[([^\[\]]{1,500})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
# A right single quotation mark is also the apostrophe: it closes only where no letter follows.
_QUOTATION = re.compile(
    r'"[^"]{1,2000}"|“[^“”]{1,2000}”|„[^„“”]{1,2000}[“”]|«[^«»]{1,2000}»'
    r"|(?<!\w)‘(?:[^‘’]|’(?=\w)){1,500}’(?!\w)|(?<!\w)'(?:[^']|'(?=\w)){1,500}'(?!\w)"
)
_BREAK = re.compile(r"(?<=[.?!…])\)? (?=\S)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mrs?|Ms|Dr|St|Prof|vs|etc|cf|pp?|ch|vol|no|e\.g|i\.e)|\b[A-Z])\.$"
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*|“”")


def unmarked(text: str) -> str:
    """The text without Markdown, with single spaces and straight apostrophes inside words."""
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return " ".join(re.sub(r"(?<=\w)’(?=\w)", "'", text).split())


def _masked(match: re.Match[str]) -> str:
    # In “It is so.” Is it? the full stop inside the quotation ends the sentence.
    starts_anew = match.string[match.end() : match.end() + 2].lstrip()[:1].isupper()
    end = "." if match[0][-2] == "." and starts_anew else ""
    return " ".join([MASK] * max(1, len(match[0].split()))) + end


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without markup; the full stop in "Mr. Bennet" doesn't end one."""
    found: list[str] = []
    joins = False
    for piece in _BREAK.split(text):
        if joins:
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
        joins = bool(found) and bool(_ABBREVIATION.search(found[-1][-12:]))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The words of a text; each masked word counts as one."""
    return tuple(_WORD.findall(text))


@dataclass(frozen=True)
class Reading:
    """A text ready for matching."""

    plain: str
    """The text without markup, with every quotation masked."""
    sentences: tuple[str, ...]


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Prepares a text for matching; pure, so the result is cached for the next rule."""
    plain = _QUOTATION.sub(_masked, unmarked(text))
    return Reading(plain, sentences(plain))


def quotes(text: str) -> bool:
    """Whether the text quotes at least two words in a row."""
    return f"{MASK} {MASK}" in read(text).plain
