"""Links that open the essay's web page at a passage: URL text fragments, as the WICG specifies."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from studyguide.essay.find import Found, find
from studyguide.essay.normalize import folded_quote
from studyguide.essay.places import folded, words_of
from studyguide.essay.text import EssayText
from studyguide.guide.model import Passage

_WHOLE = 8
"""Up to this many words of one paragraph are given in full; otherwise just the two ends."""
_EDGE, _MOST, _CONTEXT = 4, 12, 4

Words = tuple[int, int]


def fragment(
    passage: Passage, essay: EssayText | None = None, *, within: Found | None = None
) -> str:
    """What to put after the # of the essay's address, or "" if the passage quotes no words.

    With the essay, the words are the page's own: as many as it takes to occur only once, plus words
    before or after them if that isn't enough. A term never crosses a paragraph, because browsers
    look for each within one block. Without the essay, they are the words of `from` and `to`.
    Raises PassageProblem if the passage isn't in the essay.
    """
    if essay:
        return _Page(essay, find(essay, passage, within=within)).fragment()
    begins, ends = passage.begins, passage.ends
    if begins and ends:
        first, last = (folded_quote(each, caseless=True) for each in (begins, ends))
        if last in first or first in last:  # browsers only look for the end after the start
            return _written([max(begins, ends, key=len)])
    return _written([each for each in (begins, ends) if each])


def _written(terms: Sequence[str], before: str = "", after: str = "") -> str:
    parts = [_escaped(term) for term in terms]
    if before:
        parts.insert(0, f"{_escaped(before)}-")
    if after:
        parts.append(f"-{_escaped(after)}")
    return f":~:text={','.join(parts)}" if parts else ""


def _escaped(term: str) -> str:
    """Percent-escaped, including the hyphen, which would mark a prefix or a suffix."""
    printed = " ".join(term.replace("\u00ad", "").split())
    return percent(printed, safe="", errors="replace").replace("-", "%2D")


@dataclass(frozen=True)
class _Page:
    """The essay as a browser searches it: case is ignored and the first match counts."""

    essay: EssayText
    found: Found

    def fragment(self) -> str:
        first, last = self._words(self.found.first), self._words(self.found.last)
        alone = self.found.first == self.found.last
        if alone and len(first) <= _WHOLE:
            return self._framed([(first[0][0], first[-1][1])])
        most = min(_MOST, len(first) // 2) if alone else _MOST
        starts = [(first[0][0], end) for _, end in first[:most]]
        stops = [(begin, last[-1][1]) for begin, _ in last[-most:]]
        return self._framed([self._shortest(starts), self._shortest(stops[::-1])])

    def _words(self, number: int) -> list[Words]:
        """The passage's words in one of its paragraphs."""
        low, high = self.essay.extents[number - 1]
        low, high = max(low, self.found.begin), min(high, self.found.end)
        standing = [word for word in words_of(self.essay) if low < word[1] and word[0] < high]
        return [(max(low, begin), min(high, end)) for begin, end in standing]

    def _shortest(self, places: list[Words]) -> Words:
        enough = places[_EDGE - 1 :] or places[-1:]
        return next((place for place in enough if self._alone(place)), places[-1])

    def _alone(self, place: Words) -> bool:
        needle = folded_quote(self.essay.text[slice(*place)], caseless=True)
        standing = folded(self.essay, True).places(needle, 0, len(self.essay.text))
        return len(list(standing)) == 1

    def _framed(self, places: list[Words]) -> str:
        before = "" if self._alone(places[0]) else self._before(places[0][0])
        after = "" if self._alone(places[-1]) else self._after(places[-1][1])
        return _written([self.essay.text[slice(*place)] for place in places], before, after)

    def _before(self, at: int) -> str:
        """The last few words before `at`, all from one paragraph."""
        pieces = [self.essay.text[low : min(high, at)] for low, high in self.essay.extents]
        pieces = [
            piece for (low, _), piece in zip(self.essay.extents, pieces, strict=True) if low < at
        ]
        return " ".join(pieces[-1].split()[-_CONTEXT:]) if pieces else ""

    def _after(self, at: int) -> str:
        """The first few words after `at`, all from one paragraph."""
        later = ((max(low, at), high) for low, high in self.essay.extents if high > at)
        low, high = next(later, (at, at))
        return " ".join(self.essay.text[low:high].split()[:_CONTEXT])
