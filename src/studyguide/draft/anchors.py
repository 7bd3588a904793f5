"""The passage of a section or a draft question: written so that it is found again."""

from studyguide.essays.folding import words
from studyguide.essays.passages import Found, PassageProblem, find
from studyguide.essays.selector import MOST_WORDS, selector
from studyguide.essays.text import EssayText
from studyguide.model import Passage


def anchor(
    essay: EssayText, begin: int, end: int, within: Found | None = None
) -> tuple[Passage, Found] | None:
    """The passage to write for a slice of the essay, and where it is found.

    At most eight words are quoted at each end; where those are not enough, the slice's paragraphs
    are named without words. None where even that can't be found inside the section.
    """
    try:
        passage = selector(essay, begin, end)
    except ValueError:  # no words, or a paragraph number that a guide can't hold
        return None
    numbered = Passage(paragraphs=passage.paragraphs) if passage.paragraphs else None
    for tried in (passage if _short(passage) else None, numbered):
        if tried is None:
            continue
        try:
            return tried, find(essay, tried, within=within)
        except PassageProblem:
            continue
    return None


def _short(passage: Passage) -> bool:
    quotes = [quote for quote in (passage.begins, passage.ends) if quote]
    return all(
        quote.isprintable() and len(quote) <= 200 and len(words(quote)) <= MOST_WORDS
        for quote in quotes
    )
