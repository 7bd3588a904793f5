"""The passage of a section or a draft question: written so that it is found again."""

from studyguide.essay.find import Found, PassageProblem, find
from studyguide.essay.normalize import words
from studyguide.essay.places import dashed, paragraph_at
from studyguide.essay.quote import MOST_WORDS, selector
from studyguide.essay.text import EssayText
from studyguide.guide.reading import Passage

_HIGHEST = 9999
"""The highest paragraph number that a guide can hold."""
_REACH = 200
"""Characters in which eight words are looked for."""


def anchor(
    essay: EssayText, begin: int, end: int, within: Found | None = None
) -> tuple[Passage, Found] | None:
    """The passage to write for a slice of the essay, and where it is found.

    At most eight words are quoted at each end; where those are not enough, the slice's paragraphs
    are named without words. None where even that can't be found inside the section.
    """
    first, last = paragraph_at(essay, begin), paragraph_at(essay, max(begin, end - 1))
    if first > _HIGHEST or last > _HIGHEST:
        return None
    numbered = Passage(paragraphs=dashed(first, last))
    try:
        # Where many sentences are alike, trying ever longer quotes takes long and comes to nothing.
        alike = _stands_often(essay, begin, first, +1) or _stands_often(essay, end, last, -1)
        passage = numbered if alike else selector(essay, begin, end)
    except ValueError:  # no words
        return None
    for tried in (passage if _short(passage) else None, numbered):
        if tried is None:
            continue
        try:
            found = find(essay, tried, within=[within] if within else ())
        except PassageProblem:
            continue
        if not found.notes:
            return tried, found
    return None


def _stands_often(essay: EssayText, edge: int, paragraph: int, step: int) -> bool:
    """Whether the eight words from a paragraph's edge inward stand elsewhere in it as well."""
    low, high = essay.extents[paragraph - 1]
    if edge <= low if step > 0 else edge >= high:
        return False  # a paragraph's own edge needs no words
    text = (
        essay.text[edge:high][:_REACH] if step > 0 else essay.text[max(low, edge - _REACH) : edge]
    )
    some = words(text)[:MOST_WORDS] if step > 0 else words(text)[-MOST_WORDS:]
    quote = text[some[0][0] : some[-1][1]] if some else ""
    return bool(quote) and essay.text.count(quote, low, high) > 1


def _short(passage: Passage) -> bool:
    quotes = [quote for quote in (passage.begins, passage.ends) if quote]
    return all(
        quote.isprintable() and len(quote) <= 200 and len(words(quote)) <= MOST_WORDS
        for quote in quotes
    )
