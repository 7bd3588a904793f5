"""The essay's closest words to a quote that isn't in it: used in hints, never as a match."""

from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from studyguide.essay.normalize import folded_quote, words
from studyguide.essay.text import EssayText

_COMPARED = 24
"""How many words of a quote are compared: enough to place it, few enough to be quick."""
_FINALISTS = 16
_CORRECTED = 4


def nearest(essay: EssayText, quote: str) -> tuple[int, int] | None:
    """Where the words most like the quote begin and end, or None if nothing comes close."""
    text = _caseless_words(essay)
    wanted = [folded_quote(word, caseless=True) for word in quote.split()[:_COMPARED]]
    if not text or not wanted:
        return None
    size = min(len(wanted), len(text))
    known = _as_spelled_there(wanted, {word for word, _, _ in text})
    hits = [word in known for word, _, _ in text]
    score = sum(hits[:size])
    scores = [score]
    for at in range(size, len(hits)):
        score += hits[at] - hits[at - size]
        scores.append(score)
    finalists = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:_FINALISTS]
    matcher = SequenceMatcher(None, b=" ".join(wanted), autojunk=False)
    best, likeness = 0, 0.0
    for at in finalists:
        matcher.set_seq1(" ".join(word for word, _, _ in text[at : at + size]))
        if matcher.ratio() > likeness:
            best, likeness = at, matcher.ratio()
    return (text[best][1], text[best + size - 1][2]) if likeness >= 0.5 else None


def _as_spelled_there(wanted: list[str], vocabulary: set[str]) -> set[str]:
    """The quote's words and, for the first few unknown ones, the most similar word in the text."""
    unknown = [word[:40] for word in wanted if word not in vocabulary][:_CORRECTED]
    alike = [match for word in unknown for match in get_close_matches(word, vocabulary, n=1)]
    return {*wanted, *alike}


@lru_cache(maxsize=4)
def _caseless_words(essay: EssayText) -> tuple[tuple[str, int, int], ...]:
    text = essay.text
    return tuple(
        (folded_quote(text[begin:end], caseless=True), begin, end) for begin, end in words(text)
    )
