"""The passage to write for a slice of the text: it finds that slice again."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from passages import ESSAY, passage, slice_of, slices, text_of
from strategies import many

from studyguide.essay.find import find
from studyguide.essay.normalize import words
from studyguide.essay.quote import selector
from studyguide.essay.readers.blocks import one_line


def test_a_selector_quotes_three_words_at_each_end() -> None:
    written = selector(
        ESSAY, *slice_of(ESSAY, "Art is long, says the keeper, and the start is hard.")
    )
    assert written == passage("1", "Art is long,", "start is hard.")


def test_a_selector_quotes_more_where_three_words_stand_twice() -> None:
    essay = text_of("We may not go. Perhaps. We may not stay. So be it.")
    assert (
        selector(essay, *slice_of(essay, "We may not stay. So be it.")).begins == "We may not stay."
    )


def test_a_short_slice_is_told_from_its_twin_by_the_words_after_it() -> None:
    essay = text_of("the cat saw the dog", "so the cat ran")
    for words_, nth in (("the", 1), ("the cat", 0), ("the", 2), ("the cat", 1)):
        begin, end = slice_of(essay, words_, nth)
        found = find(essay, selector(essay, begin, end))
        assert (found.begin, found.end) == (begin, end)


def test_punctuation_at_an_edge_may_stay_outside() -> None:
    begin, end = slice_of(ESSAY, "keeper slept")
    found = find(ESSAY, selector(ESSAY, begin, end))
    assert (found.begin, found.end) == (begin, end)


def test_a_slice_with_its_twin_on_both_sides_gets_the_narrowest_passage_around_it() -> None:
    essay = text_of("It is late. Never again. It rains. Never again.")
    begin, end = slice_of(essay, "Never again.", 1)
    assert find(essay, selector(essay, begin, end)).quote == "rains. Never again."


def test_a_slice_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="without words"):
        selector(text_of("one two"), 3, 3)


TOKENS = [
    *[
        "the",
        "The",
        "rain,",
        "rain’s",
        "“rain”",
        "—",
        "--",
        "-",
        "…",
        "...",
        ".",
        "a",
        "a",
        "b",
        "'",
    ],
    *[
        "cafe\u0301",
        "café",
        "naïve",
        "so\u00adft",
        "soft",
        "\u200bzero",
        "non\u2011stop",
        "non-stop",
    ],
    *["漢字かな", "が", "か\u3099", "½", "İ", "ﬁ", "\u0301x", "´", "never", "again."],
]
PARAGRAPHS = st.lists(
    st.lists(
        st.one_of(st.sampled_from(TOKENS), st.text(min_size=1, max_size=4)), min_size=1, max_size=12
    )
    .map(" ".join)
    .map(one_line)
    .filter(words),
    min_size=1,
    max_size=4,
)


@pytest.mark.real
@settings(max_examples=many(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(slices(PARAGRAPHS.map(lambda some: text_of(*some))))
def test_a_selector_always_finds_its_slice_and_nothing_narrower(case: Any) -> None:
    essay, begin, end = case
    found = find(essay, selector(essay, begin, end))
    assert found.begin <= begin
    assert end <= found.end
    again = find(essay, selector(essay, found.begin, found.end))
    assert again == found


# Two long paragraphs that share some of their words, with a word that stands everywhere.
MINGLED = st.permutations(range(40)).map(
    lambda order: [
        " ".join(f"word{number} the" for number in order[:15]),
        " ".join(f"the word{number}" for number in order[9:30]),
    ]
)


@settings(max_examples=many(300), deadline=None)
@given(slices(MINGLED.map(lambda some: text_of(*some))))
def test_a_selector_finds_exactly_its_slice_wherever_a_quote_can(case: Any) -> None:
    essay, begin, end = case
    found = find(essay, selector(essay, begin, end))
    assert (found.begin, found.end) == (begin, end)
