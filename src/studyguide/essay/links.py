"""Links that open the essay's web page at a passage: URL text fragments, as the WICG specifies."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from urllib.parse import quote as percent

from studyguide.essay.find import Found
from studyguide.essay.normalize import Folded, fold, folded_quote, words
from studyguide.essay.places import Place
from studyguide.essay.text import PARAGRAPH_BREAK, EssayText
from studyguide.guide.reading import Passage

_WHOLE = 8
"""Up to this many words of one paragraph are given in full; otherwise just the two ends."""
_EDGE, _MOST = 4, 12
"""How many words are given at an end: as few as will do."""
_CONTEXT = (4, 8, 16)
"""How many words around them are given where they alone won't do."""


def unseen_fragment(passage: Passage) -> str:
    """What to put after the # of the essay's address where there is no text to look in: the words
    of `from` and `to`; "" if the passage has none."""
    begins, ends = passage.begins, passage.ends
    if begins and ends:
        first, last = (folded_quote(each, caseless=True) for each in (begins, ends))
        if last in first or first in last:  # browsers only look for the end after the start
            return _written([max(begins, ends, key=len)])
    return _written([each for each in (begins, ends) if each])


def fragment(essay: EssayText, found: Found) -> str:
    """What to put after the # of the essay's address, so that it opens at a passage's own place.

    The words are the page's own: as many as it takes for a browser, which goes to the first match,
    to come to this place and no other, with words before or after them if that isn't enough. "" if
    even those are the same somewhere before.
    """
    page = _page(essay)
    return page.fragment(page.at(found.first, found.begin), page.at(found.last, found.end))


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


@lru_cache(maxsize=4)
def _page(essay: EssayText) -> "_Page":
    blocks = [text for text in (essay.title, essay.subtitle) if text]
    paragraphs: list[int] = []
    for paragraph in essay.paragraphs:
        blocks += [text for text in (paragraph.heading, paragraph.text) if text]
        paragraphs.append(len(blocks) - 1)
    return _Page(essay, tuple(blocks), tuple(paragraphs))


@dataclass(frozen=True)
class _Page:
    """The essay as a browser searches it: ignoring case, each block (a heading, a paragraph) by
    itself; the first match counts."""

    essay: EssayText
    blocks: tuple[str, ...]
    paragraphs: tuple[int, ...]
    """Which block each paragraph is."""

    @cached_property
    def text(self) -> str:
        return PARAGRAPH_BREAK.join(self.blocks)

    @cached_property
    def extents(self) -> tuple[Place, ...]:
        """Where each block begins and ends in the text."""
        sizes = [len(block) for block in self.blocks]
        begins = accumulate((size + len(PARAGRAPH_BREAK) for size in sizes), initial=0)
        return tuple((begin, begin + size) for begin, size in zip(begins, sizes, strict=False))

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text, caseless=True)

    @cached_property
    def words(self) -> tuple[Place, ...]:
        return words(self.text)

    def at(self, paragraph: int, offset: int) -> int:
        """Where an offset into the essay's joined text, in that paragraph, is on the page."""
        block = self.extents[self.paragraphs[paragraph - 1]]
        return block[0] + offset - self.essay.extents[paragraph - 1][0]

    def fragment(self, begin: int, end: int) -> str:
        """The fragment for a slice of the page."""
        first, last = self._block(begin), self._block(end - 1)
        opening = self._words(begin, min(end, self.extents[first][1]))
        closing = self._words(max(begin, self.extents[last][0]), end)
        if first == last and len(opening) <= _WHOLE:
            return self._short(begin, end)
        most = min(_MOST, len(opening) // 2) if first == last else _MOST
        starts = self._starts(opening[:most])
        found = next((one for one in starts if self._match(one[0], before=one[1]) == one[0]), None)
        if not found:
            return ""
        start, before = found
        for stop, after in self._stops(closing[-most:]):
            if self._match(stop, after=after, low=start[1], over=True) == stop:
                return _written([self.text[slice(*start)], self.text[slice(*stop)]], before, after)
        return _written([self.text[slice(*start)]], before)

    def _short(self, begin: int, end: int) -> str:
        for count in (0, *_CONTEXT):
            before, after = self._before(begin, count), self._after(end, count)
            if self._match((begin, end), before=before, after=after) == (begin, end):
                return _written([self.text[begin:end]], before, after)
        return ""

    def _starts(self, opening: list[Place]) -> Iterator[tuple[Place, str]]:
        """Terms to begin with and the words before them, the best first."""
        begin = opening[0][0]
        for _, end in opening[_EDGE - 1 :] or opening[-1:]:
            yield (begin, end), ""
        for count in _CONTEXT:
            yield (begin, opening[-1][1]), self._before(begin, count)

    def _stops(self, closing: list[Place]) -> Iterator[tuple[Place, str]]:
        """Terms to end with and the words after them, the best first."""
        end = closing[-1][1]
        for begin, _ in closing[-_EDGE::-1] or closing[:1]:
            yield (begin, end), ""
        for count in _CONTEXT:
            yield (closing[0][0], end), self._after(end, count)

    def _match(
        self, term: Place, *, before: str = "", after: str = "", low: int = 0, over: bool = False
    ) -> Place | None:
        """Where a browser finds the term: the first time from `low` on that it is in one block with
        these words around it; after a match without them, it goes on behind that if `over`."""
        needle = folded_quote(self.text[slice(*term)], caseless=True)
        for place in self.folded.places(needle, low, len(self.text)):
            if place[0] < low or self._block(place[0]) != self._block(place[1] - 1):
                continue
            if self._follows(place[0], before) and self._precedes(place[1], after):
                return place
            low = place[1] if over else low
        return None

    def _follows(self, at: int, before: str) -> bool:
        wanted = folded_quote(before, caseless=True)
        near = self._text_before(at)[-3 * len(before) - 9 :]
        return folded_quote(near, caseless=True).endswith(wanted)

    def _precedes(self, at: int, after: str) -> bool:
        wanted = folded_quote(after, caseless=True)
        near = self._text_after(at)[: 3 * len(after) + 9]
        return folded_quote(near, caseless=True).startswith(wanted)

    def _before(self, at: int, count: int) -> str:
        """The last few words before a place, all from one block."""
        return " ".join(self._text_before(at).split()[-count:]) if count else ""

    def _after(self, at: int, count: int) -> str:
        """The first few words after a place, all from one block."""
        return " ".join(self._text_after(at).split()[:count])

    def _text_before(self, at: int) -> str:
        """What comes before a place in its block, or else the block before."""
        block = self._block(at)
        return self.blocks[block][: at - self.extents[block][0]].strip() or (
            self.blocks[block - 1] if block else ""
        )

    def _text_after(self, at: int) -> str:
        """What comes after a place in its block, or else the block after."""
        block = self._block(at - 1)
        return self.blocks[block][at - self.extents[block][0] :].strip() or "".join(
            self.blocks[block + 1 : block + 2]
        )

    def _block(self, at: int) -> int:
        """Which block a place is in."""
        return max(bisect_right(self.extents, (at, len(self.text) + 1)) - 1, 0)

    def _words(self, begin: int, end: int) -> list[Place]:
        """The words of a slice, cut off where it begins and ends."""
        first = bisect_right(self.words, begin, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0])
        return [(max(begin, low), min(end, high)) for low, high in self.words[first:last]]
