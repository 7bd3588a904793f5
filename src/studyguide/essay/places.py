"""Where a quote occurs in the essay, and in which paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from studyguide.essay.normalize import Folded, fold, folded_quote, words
from studyguide.essay.text import EssayText

# Quotation marks and ellipses that someone put around a quote.
_AROUND = re.compile(r"""^(?:[\s"'“”‘’«»…]|\.{3})+|(?:[\s"'“”‘’«»…]|\.{3})+$""")


@dataclass(frozen=True)
class Window:
    """Where a quote may be: all of it in begin:end, and the edge it marks in low:high."""

    begin: int
    end: int
    low: int
    high: int


def places(essay: EssayText, quote: str, key: str, window: Window) -> list[tuple[int, int]]:
    """A few places at most, from the first way of reading the quote that finds any.

    The ways: as written; ignoring case; without any quotation marks or dots around it; and both.
    """
    bare = _AROUND.sub("", quote)
    for wanted, caseless in ((quote, False), (quote, True), (bare, False), (bare, True)):
        needle = folded_quote(wanted, caseless=caseless)
        standing = folded(essay, caseless).places(needle, window.begin, window.end)
        if some := list(islice(_fitting(standing, key, window), 5)):
            return some
    return []


def _fitting(
    places: Iterable[tuple[int, int]], key: str, window: Window
) -> Iterator[tuple[int, int]]:
    for begin, end in places:
        edge = begin if key == "from" else end - 1
        if end <= window.end and window.low <= edge < window.high:
            yield begin, end


def paragraph_at(essay: EssayText, at: int) -> int:
    """The number of the paragraph that a place in the joined text is in."""
    return bisect_right(essay.extents, (at, len(essay.text) + 1)) or 1


def paragraphs_at(essay: EssayText, places: list[tuple[int, int]]) -> list[int]:
    """The numbers of the paragraphs in which the places begin, without duplicates."""
    return list(dict.fromkeys(paragraph_at(essay, begin) for begin, _ in places))


def numbers(essay: EssayText, begin: int, end: int) -> str:
    """The numbers of the paragraphs that a slice of the joined text touches, like 3 or 3-5."""
    return dashed(paragraph_at(essay, begin), paragraph_at(essay, end - 1))


def dashed(first: int, last: int) -> str:
    """Two paragraph numbers as a guide writes them: 3, or 3-5."""
    return str(first) if first == last else f"{first}-{last}"


@lru_cache(maxsize=8)
def folded(essay: EssayText, caseless: bool) -> Folded:
    """The essay's joined text, ready for searching."""
    return fold(essay.text, caseless=caseless)


@lru_cache(maxsize=4)
def words_of(essay: EssayText) -> tuple[tuple[int, int], ...]:
    """Where each word of the joined text begins and ends."""
    return words(essay.text)
