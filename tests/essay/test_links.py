"""Links to a passage: a browser that follows one comes to the very place that was found."""

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from passages import ESSAY, REPETITIVE, found_at, passage, slices, text_of
from strategies import many

from studyguide.essay.find import find
from studyguide.essay.links import fragment, unseen_fragment
from studyguide.essay.text import EssayText, Paragraph
from studyguide.guide.reading import Passage

if TYPE_CHECKING:
    from pathlib import Path

    from instruments.browser import Browser


def link(essay: EssayText, one: Passage) -> str:
    return fragment(essay, find(essay, one))


# How they are written


def test_a_link_without_the_text_is_made_of_the_two_quotes() -> None:
    assert unseen_fragment(passage("1", "a well-known, low", "this & that")) == (
        ":~:text=a%20well%2Dknown%2C%20low,this%20%26%20that"
    )


def test_a_link_has_one_term_where_there_is_one_quote_or_one_holds_the_other() -> None:
    assert unseen_fragment(passage(None, "It rained")) == ":~:text=It%20rained"
    assert unseen_fragment(passage(None, None, "It rained")) == ":~:text=It%20rained"
    assert unseen_fragment(passage(None, "It rained", "rained")) == ":~:text=It%20rained"
    assert unseen_fragment(passage("1-2")) == ""


def test_a_short_passage_is_linked_whole_and_a_long_one_by_its_ends() -> None:
    assert link(ESSAY, passage(None, "The hive", "slept")) == (
        ":~:text=The%20hive%20stood%20open%3B%20the%20keeper%20slept"
    )
    assert (
        link(ESSAY, passage("2-4"))
        == ":~:text=A%20swarm%20leaves%20because,it%20when%20it%20works."
    )


def test_words_that_stand_twice_are_linked_with_the_words_around_them() -> None:
    told = link(ESSAY, passage("3", "Nobody is", "to blame"))
    assert told == ":~:text=It%20rained.-,Nobody%20is%20to%20blame,-.%20The%20hive%20stood"


def test_the_first_of_two_places_needs_no_more_words() -> None:
    assert link(ESSAY, passage(None, "Nobody is")) == ":~:text=Nobody%20is%20to%20blame."


def test_the_page_s_own_typing_is_linked_but_no_soft_hyphens() -> None:
    essay = text_of("One day it’s an argu\u00adment.")
    assert link(essay, passage(None, "it's an")) == ":~:text=it%E2%80%99s%20an%20argument."


def test_the_words_before_a_paragraph_are_those_of_its_heading() -> None:
    essay = EssayText(
        "No more",
        None,
        (Paragraph(1, "It rains."), Paragraph(2, "It rains.", "Later"), Paragraph(3, "No more")),
        6,
    )
    assert link(essay, passage("2")) == ":~:text=Later-,It%20rains.,-No%20more"
    assert link(essay, passage("1")) == ":~:text=It%20rains."
    assert link(essay, passage("3")) == ":~:text=It%20rains.-,No%20more", "not the title"


def test_a_place_that_no_words_tell_from_an_earlier_one_has_no_fragment() -> None:
    essay = text_of("Over.", "Rain.", "Over.", "Rain.", "Over.")
    assert link(essay, passage("5")) == ""


def test_where_only_the_end_cannot_be_told_the_link_opens_at_the_beginning() -> None:
    refrain = "so it goes and so it goes on"
    essay = text_of(f"First of all, it rained and rained. {refrain}", refrain, refrain, "Over.")
    assert link(essay, passage("1-2")).startswith(":~:text=First%20of%20all%2C%20it")
    assert "," in link(essay, passage("1-3"))


def test_the_end_is_looked_for_behind_the_beginning() -> None:
    essay = text_of("And so it ends.", "Here is a tale of a ferry, and so it ends. And so it ends.")
    made = link(essay, passage("2", "Here is", "ferry, and so it ends."))
    assert made == ":~:text=Here%20is%20a%20tale,and%20so%20it%20ends."


def test_a_browser_goes_on_behind_an_end_with_other_words_after_it() -> None:
    essay = text_of("At first there was a little rain.", "rain " * 20 + "sun")
    found = found_at(essay, 0, len(essay.text) - 4)
    assert fragment(essay, found) == ":~:text=At%20first%20there%20was", "it would step over it"


def test_words_across_two_paragraphs_are_no_match_to_a_browser() -> None:
    essay = text_of("We say it", "rained a lot.", "It rained a lot.")
    assert link(essay, passage("3")) == ":~:text=It%20rained%20a%20lot."


# What a browser does, step by step as the specification has it
# (https://wicg.github.io/scroll-to-text-fragment/, “find a range from a text directive”), on words.


class Page:
    """A page whose blocks have words of letters only; places on it count words."""

    def __init__(self, blocks: list[str]) -> None:
        self.words = [(at, word) for at, block in enumerate(blocks) for word in block.split()]

    def search(self, term: list[str], low: int) -> int | None:
        """Where the term is next, all of it in one block."""
        for at in range(low, len(self.words) - len(term) + 1):
            some = self.words[at : at + len(term)]
            if [word for _, word in some] == term and len({block for block, _ in some}) == 1:
                return at
        return None

    def opened(self, fragment: str) -> tuple[int, int] | None:
        """The range that a browser finds."""
        parts = fragment.removeprefix(":~:text=").split(",")
        before = unquote(parts.pop(0)[:-1]).split() if parts[0].endswith("-") else []
        after = unquote(parts.pop()[1:]).split() if parts[-1].startswith("-") else []
        start, end = [unquote(part).split() for part in [*parts, ""][:2]]
        low: int | None = 0
        while low is not None:
            at = self.search([*before] or start, low)
            if at is None:
                return None
            low, begin = at + 1, at + len(before)
            if before and self.search(start, begin) != begin:
                continue
            stop, sure = self._end(begin + len(start), end, after)
            if stop is not None:
                return begin, stop
            low = None if sure else low
        return None

    def _end(self, stop: int, end: list[str], after: list[str]) -> tuple[int | None, bool]:
        """Where the range ends; if nowhere, whether the browser then gives up."""
        while True:
            if end:
                found = self.search(end, stop)
                if found is None:
                    return None, True
                stop = found + len(end)
            suffix = self.search(after, stop) if after else stop
            if suffix is None or suffix == stop:
                return suffix, True
            if not end:
                return None, False


@pytest.mark.real
@settings(max_examples=many(1500), deadline=None)
@given(slices(REPETITIVE))
def test_a_browser_comes_to_the_very_place(case: Any) -> None:
    essay, begin, end = case
    made = fragment(essay, found_at(essay, begin, end))
    assume(made)
    blocks = [paragraph.text for paragraph in essay.paragraphs]
    first, last = len(essay.text[:begin].split()), len(essay.text[:end].split())
    found = Page(blocks).opened(made)
    assert found
    assert found[0] == first
    assert found[1] == last or made.count(",") - made.count("-,") - made.count(",-") == 0


@settings(max_examples=many(300), deadline=None)
@given(slices(REPETITIVE))
def test_only_a_place_with_the_same_words_before_it_goes_without(case: Any) -> None:
    essay, begin, end = case
    if fragment(essay, found_at(essay, begin, end)):
        return
    opening = essay.text[begin:end].split("\n\n")[0]
    assert essay.text.index(opening) < begin, "its first words are somewhere before"


IN_VIEW = """number => {
    const { top } = document.querySelectorAll("p")[number - 1].getBoundingClientRect()
    return 0 <= top && top < innerHeight
}"""


@pytest.mark.parametrize(
    ("one", "paragraph"),
    [
        (passage(None, "Nobody is"), 2),
        (passage("3", "Nobody is", "to blame"), 3),
        (passage("2-4"), 2),
        (passage(None, None, "when it works."), 4),
    ],
)
def test_chromium_scrolls_to_it(
    one: Passage, paragraph: int, browser: "Browser", tmp_path: "Path"
) -> None:
    path = tmp_path / "essay.html"
    texts = "".join(f"<p>{paragraph.text}</p>" for paragraph in ESSAY.paragraphs)
    style = "<style>p { margin: 0 0 2000px }</style>"
    path.write_text(f"<!doctype html><title>Bees</title>{style}{texts}", encoding="utf-8")
    with browser._page(path, 1024) as page:
        assert not page.evaluate(IN_VIEW, paragraph)
        page.goto("about:blank")
        page.goto(f"{path.as_uri()}#{link(ESSAY, one)}")
        page.wait_for_function(IN_VIEW, arg=paragraph, timeout=10_000)
