"""Small essays for passages to be found in, made up here or by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from studyguide.essay.find import Found
from studyguide.essay.normalize import words
from studyguide.essay.text import EssayText, Paragraph
from studyguide.guide.reading import Passage


def text_of(*paragraphs: str) -> EssayText:
    return EssayText(None, None, tuple(Paragraph(n, p) for n, p in enumerate(paragraphs, 1)), 1)


def passage(
    paragraphs: str | None = None, begins: str | None = None, ends: str | None = None
) -> Passage:
    return Passage.model_validate({"paragraphs": paragraphs, "from": begins, "to": ends})


ESSAY = text_of(
    "The keeper starts early. Art is long, says the keeper, and the start is hard.",
    "A swarm leaves because it is well. Nobody is to blame.",
    "It rained. Nobody is to blame. The hive stood open; the keeper slept.",
    "Art, again, is what we call it when it works.",
)


def slice_of(essay: EssayText, words: str, nth: int = 0) -> tuple[int, int]:
    """Where words of a text are, counted from 0 if they are there more than once."""
    at = -1
    for _ in range(nth + 1):
        at = essay.text.index(words, at + 1)
    return at, at + len(words)


def found_at(essay: EssayText, begin: int, end: int) -> Found:
    """A slice of the text as if it had been found."""
    first, last = (
        next(n for n, (low, high) in enumerate(essay.extents, 1) if low <= at < high)
        for at in (begin, end - 1)
    )
    return Found(first, last, begin, end, essay.text[begin:end])


REPETITIVE = st.lists(
    st.lists(st.sampled_from("aab"), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4
).map(lambda paragraphs: text_of(*paragraphs))
"""Texts in which nearly everything occurs more than once."""


@st.composite
def slices(draw: Any, essays: st.SearchStrategy[EssayText]) -> tuple[EssayText, int, int]:
    """A text, and where a slice of it begins and ends, in whole words."""
    essay = draw(essays)
    begin, end = draw(slices_of(essay))
    return essay, begin, end


@st.composite
def slices_of(draw: Any, essay: EssayText) -> tuple[int, int]:
    """A slice of this text, in whole words."""
    standing = words(essay.text)
    first = draw(st.integers(0, len(standing) - 1))
    last = draw(st.integers(first, len(standing) - 1))
    return standing[first][0], standing[last][1]
