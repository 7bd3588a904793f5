"""Where a quote occurs in the essay, and in which paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from studyguide.essay.normalize import Folded, fold, folded_quote, words
from studyguide.essay.text import EssayText

Place = tuple[int, int]
"""Where something begins and ends in the essay's joined text."""
MOST = 5
"""As many places of a quote are told apart; where there are more, one more is found."""
# Quotation marks and ellipses that someone put around a quote.
_AROUND = re.compile(r"""^(?:[\s"'“”‘’«»…]|\.{3})+|(?:[\s"'“”‘’«»…]|\.{3})+$""")


@dataclass(frozen=True)
class Window:
    """Where a quote may be: all of it in begin:end, and the edge it marks in low:high."""

    begin: int
    end: int
    low: int
    high: int


def places(
    essay: EssayText, quote: str, key: str, windows: Sequence[Window]
) -> tuple[tuple[Place, ...], ...]:
    """A few places at most in each window, from the first way of reading the quote that finds any.

    The place that counts comes first: for `from` the first in the text, for `to` the last.
    The ways: as written; ignoring case; without any quotation marks or dots around it; and both.
    """
    bare = _AROUND.sub("", quote)
    for wanted, caseless in ((quote, False), (quote, True), (bare, False), (bare, True)):
        needle = folded_quote(wanted, caseless=caseless)
        text = folded(essay, caseless)
        standing = tuple(_few(text, needle, key, window) for window in windows)
        if any(standing):
            return standing
    return ((),) * len(windows)


def _few(text: Folded, needle: str, key: str, window: Window) -> tuple[Place, ...]:
    standing = text.places(needle, window.begin, window.end, backwards=key == "to")
    return tuple(islice(_fitting(standing, key, window), MOST + 1))


def _fitting(places: Iterable[Place], key: str, window: Window) -> Iterator[Place]:
    for begin, end in places:
        edge = begin if key == "from" else end - 1
        if end <= window.end and window.low <= edge < window.high:
            yield begin, end


def paragraph_at(essay: EssayText, at: int) -> int:
    """The number of the paragraph that a place in the joined text is in."""
    return bisect_right(essay.extents, (at, len(essay.text) + 1)) or 1


def numbers(essay: EssayText, begin: int, end: int) -> str:
    """The numbers of the paragraphs that a slice of the joined text touches, like 3 or 3-5."""
    return dashed(paragraph_at(essay, begin), paragraph_at(essay, end - 1))


def dashed(first: int, last: int) -> str:
    """Two paragraph numbers as a guide writes them: 3, or 3-5."""
    return str(first) if first == last else f"{first}-{last}"


def paragraphs_of(essay: EssayText, begin: int, end: int) -> Place:
    """The slice of the joined text widened to whole paragraphs."""
    low, _ = essay.extents[paragraph_at(essay, begin) - 1]
    _, high = essay.extents[paragraph_at(essay, end - 1) - 1]
    return low, high


def stretches(essay: EssayText, pieces: Iterable[Place]) -> tuple[Place, ...]:
    """The same text in as few pieces as possible, in order: those that touch or overlap become
    one."""
    joined: list[Place] = []
    for begin, end in sorted(pieces):
        if joined and not any(map(str.isalnum, essay.text[joined[-1][1] : begin])):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


@lru_cache(maxsize=8)
def folded(essay: EssayText, caseless: bool) -> Folded:
    """The essay's joined text, ready for searching."""
    return fold(essay.text, caseless=caseless)


@lru_cache(maxsize=4)
def words_of(essay: EssayText) -> tuple[Place, ...]:
    """Where each word of the joined text begins and ends."""
    return words(essay.text)
