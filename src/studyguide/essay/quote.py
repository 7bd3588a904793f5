"""Writing the passage for a slice of the essay: the few words that find exactly that slice."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from studyguide.essay.places import Window, dashed, folded, paragraph_at, places, words_of
from studyguide.essay.text import EssayText
from studyguide.guide.fields import TEXT_LIMIT
from studyguide.guide.reading import Passage

FEWEST_WORDS, MOST_WORDS = 3, 8
"""How many words to quote at each end; more only if fewer would be ambiguous."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def selector(essay: EssayText, begin: int, end: int) -> Passage:
    """The passage to write for a slice of the essay's joined text, in whole words.

    `find` returns exactly that slice for it. It quotes the fewest words at each end that occur only
    once, so that nobody has to know which of several places counts, but at least three if the slice
    has them. If eight aren't enough it quotes more, past the slice's other end if need be. Only if
    the same words are on both sides of a slice (a refrain at the edge of its paragraph) can no
    quote tell them apart: the passage is then the narrowest one around the slice that can be told
    apart. Raises ValueError for a slice without words.
    """
    standing = words_of(essay)
    inside = slice(*_overlapping(standing, begin, end))
    if not standing[inside]:
        raise ValueError("a slice without words")
    begin, end = _whole_words(essay, begin, end, standing[inside])
    count = inside.stop - inside.start
    first, last = paragraph_at(essay, begin), paragraph_at(essay, end - 1)
    low, high = essay.extents[first - 1][0], essay.extents[last - 1][1]
    size = len(essay.text)
    opening = _Edge(essay, "from", Window(low, high, *essay.extents[first - 1]))
    ending = _Edge(essay, "to", Window(low, high, *essay.extents[last - 1]))
    start, stop = opening.quote(begin, count), ending.quote(end, count)
    if (start or begin == low) and (stop or end == high):  # the edge of a paragraph needs no words
        return _passage(dashed(first, last), start, stop)
    everywhere = Window(0, size, 0, size)
    start = _Edge(essay, "from", everywhere).quote(begin, count)
    stop = _Edge(essay, "to", everywhere).quote(end, count)
    if start and stop:
        return _passage(None, start, stop)
    begin, end = opening.told_apart(begin), ending.told_apart(end)
    start, stop = opening.quote(begin, FEWEST_WORDS), ending.quote(end, FEWEST_WORDS)
    return _passage(dashed(first, last), start, stop)


def _overlapping(standing: tuple[tuple[int, int], ...], begin: int, end: int) -> tuple[int, int]:
    """The range of word numbers that a slice touches."""
    return bisect_right(standing, begin, key=lambda word: word[1]), bisect_left(
        standing, end, key=lambda word: word[0]
    )


def _whole_words(
    essay: EssayText, begin: int, end: int, inside: tuple[tuple[int, int], ...]
) -> tuple[int, int]:
    """The slice with both edges moved out of words; punctuation at an edge may be left out."""
    text = folded(essay, False)
    first, last = inside[0][0], inside[-1][1]
    return (
        begin if begin > first and text.begins_at(begin) else first,
        end if end < last and text.ends_at(end) else last,
    )


@dataclass(frozen=True)
class _Edge:
    """One end of a slice, and how to choose a quote for it."""

    essay: EssayText
    key: str
    """from or to"""
    window: Window
    """Where the quote may be."""

    def quote(self, edge: int, count: int) -> str | None:
        """The shortest quote that begins (from) or ends (to) at the edge and nowhere else."""
        far = self._inward(edge)
        fewest = min(FEWEST_WORDS, count, len(far))
        size = _least(fewest, len(far), lambda size: self._alone(edge, far[size - 1]))
        return None if size is None else self._text(edge, far[size - 1])

    def told_apart(self, edge: int) -> int:
        """The nearest edge, this one or further out, that a quote can tell from every other.

        The edge of the paragraph always qualifies: it needs no words.
        """
        standing = words_of(self.essay)
        if self.key == "from":
            first, last = _overlapping(standing, self.window.begin, edge + 1)
            outward, own = [word[0] for word in reversed(standing[first:last])], self.window.begin
        else:
            first, last = _overlapping(standing, edge - 1, self.window.end)
            outward, own = [word[1] for word in standing[first:last]], self.window.end
        outward = [edge, *(at for at in outward if at != edge)]
        size = _least(1, len(outward), lambda size: self._longest_alone(outward[size - 1]))
        return own if size is None else outward[size - 1]

    def _longest_alone(self, edge: int) -> bool:
        return self._alone(edge, self._inward(edge)[-1])

    def _inward(self, edge: int) -> list[int]:
        """How far a quote can reach from the edge, word by word, within the limit for a text."""
        standing = words_of(self.essay)
        if self.key == "from":
            end = min(self.window.end, edge + TEXT_LIMIT)
            first, last = _overlapping(standing, edge, end)
            ends = [word[1] for word in standing[first:last]]
            return [at for at in ends if at <= end] or ends[:1]
        begin = max(self.window.begin, edge - TEXT_LIMIT)
        first, last = _overlapping(standing, begin, edge)
        begins = [word[0] for word in reversed(standing[first:last])]
        return [at for at in begins if at >= begin] or begins[:1]

    def _text(self, edge: int, far: int) -> str:
        text = self.essay.text[min(edge, far) : max(edge, far)]
        return " ".join(text.translate(_UNSEEN).split())

    def _alone(self, edge: int, far: int) -> bool:
        [standing] = places(self.essay, self._text(edge, far), self.key, [self.window])
        return len(standing) == 1 and standing[0][0 if self.key == "from" else 1] == edge


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """The smallest number from low to high that `holds`, provided every larger one does too.

    It is nearly always one of the first few, so it tries those first, then doubles its steps.
    """
    failed, step = low - 1, 1
    while failed < high:
        tried = min(failed + step, high)
        if holds(tried):
            between = range(failed + 1, tried + 1)
            return between[bisect_left(between, True, key=holds)]
        failed = tried
        step = 1 if tried < MOST_WORDS else step * 2
    return None


def _passage(paragraphs: str | None, begins: str | None, ends: str | None) -> Passage:
    return Passage.model_validate({"paragraphs": paragraphs, "from": begins, "to": ends})
