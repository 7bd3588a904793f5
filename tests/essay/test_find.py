"""Finding passages: exactly once typing is folded away, or not at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import many

from studyguide.essay.find import Found, PassageProblem, find, overlaps
from studyguide.essay.links import fragment
from studyguide.essay.nearest import nearest
from studyguide.essay.normalize import words
from studyguide.essay.quote import selector
from studyguide.essay.readers.blocks import one_line
from studyguide.essay.text import EssayText, Paragraph
from studyguide.guide.model import Passage


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


def quote(essay: EssayText, *parts: str | None) -> str:
    return find(essay, passage(*parts)).quote


def problem(
    *parts: str | None, essay: EssayText = ESSAY, within: Found | None = None
) -> PassageProblem:
    with pytest.raises(PassageProblem) as caught:
        find(essay, passage(*parts), within=within)
    assert caught.value.hint
    return caught.value


# What the three parts mean


def test_paragraphs_alone_are_whole_paragraphs() -> None:
    found = find(ESSAY, passage("2-3"))
    assert (found.first, found.last) == (2, 3)
    assert found.quote == ESSAY.paragraphs[1].text + "\n\n" + ESSAY.paragraphs[2].text


def test_the_whole_text_is_all_of_it() -> None:
    assert quote(ESSAY, "whole text") == ESSAY.text


def test_first_words_alone_go_on_to_the_end_of_their_paragraph() -> None:
    assert quote(ESSAY, None, "the start is") == "the start is hard."


def test_last_words_alone_start_with_their_paragraph() -> None:
    assert quote(ESSAY, None, None, "it rained.") == "It rained."


def test_both_ends_may_stand_in_different_paragraphs() -> None:
    found = find(ESSAY, passage(None, "the start is", "because it is well"))
    assert (found.first, found.last) == (1, 2)
    assert found.quote == "the start is hard.\n\nA swarm leaves because it is well"


def test_within_paragraphs_a_quote_need_be_unique_only_there() -> None:
    assert (
        quote(ESSAY, "3", "Nobody is")
        == "Nobody is to blame. The hive stood open; the keeper slept."
    )
    assert quote(ESSAY, "2-3", "Nobody is", "The hive stood").startswith(
        "Nobody is to blame.\n\nIt"
    )


def test_a_question_is_looked_for_in_its_section() -> None:
    section = find(ESSAY, passage("3-4"))
    assert find(ESSAY, passage(None, "Nobody is"), within=section).first == 3
    assert find(ESSAY, passage("whole text"), within=section).quote == ESSAY.text
    assert problem(None, "The keeper starts", within=section).code == "passage-disagrees"
    assert problem("1", within=section).code == "passage-disagrees"


def test_paragraphs_of_a_question_end_where_its_section_ends() -> None:
    section = find(ESSAY, passage("3", "It rained", "to blame"))
    assert find(ESSAY, passage("3"), within=section) == section


def test_the_two_ends_may_share_words() -> None:
    assert quote(ESSAY, "4", "Art, again, is", "again, is what we") == "Art, again, is what we"


# Typing does not matter, words do

TYPED = [
    ("He said “don’t go” — twice", 'He said "don\'t go" -- twice'),
    ("He said “don’t go” — twice", "He said 'don't go'-twice"),
    ("a well\u2011known, low\u2010lying field", "a well-known, low-lying field"),
    ("wait… what then", "wait... what then"),
    ("wait . . . what then", "wait… what then"),
    ("ten\u00a0kilos\u2009of\u202fhoney", "ten kilos of honey"),
    ("an argu\u00adment\u200b with\ufeff the cold", "an argument with the cold"),
    ("an argument with the cold", "an argu\u00adment with the\n  cold"),
    ("cafe\u0301 society", "café society"),
    ("the ﬁrst oﬃce", "the first office"),
    ("Ｆｕｌｌ width", "Full width"),
    ("« Bonjour », dit-il", "“ Bonjour ”, dit-il"),
    ("5−3 is 2", "5-3 is 2"),
]


@pytest.mark.parametrize(("printed", "typed"), TYPED)
def test_typing_does_not_matter_and_the_quote_is_as_printed(printed: str, typed: str) -> None:
    essay = text_of(f"Before it. {printed} and after it.")
    assert quote(essay, None, typed, typed) == printed


def test_unseen_characters_around_a_word_come_with_it() -> None:
    assert (
        quote(text_of("so \u200bsoft\u00ad, so it goes"), None, "soft", "soft")
        == "\u200bsoft\u00ad"
    )


def test_capitals_matter_only_where_nothing_else_decides() -> None:
    essay = text_of("They polish it. The Polish poet laughed.")
    assert quote(essay, None, "Polish poet", "laughed") == "Polish poet laughed"
    assert quote(essay, None, "polish", "polish") == "polish"
    assert quote(essay, None, "the polish POET", "laughed") == "The Polish poet laughed"


def test_marks_around_a_quote_are_not_looked_for() -> None:
    assert quote(ESSAY, "3", "“It rained…”", "'…to blame.'") == "It rained. Nobody is to blame."


@pytest.mark.parametrize("part", ["tart is", "star", "keepe", "Art i"])
def test_a_quote_never_matches_inside_a_word(part: str) -> None:
    assert problem(None, part).code == "passage-not-found"


def test_half_a_character_never_matches() -> None:
    for printed, part in (
        ("a ½ cup", "1"),
        ("cafe\u0301", "cafe"),
        ("so… it", "so."),
        ("がく", "か"),
    ):
        assert problem(None, part, essay=text_of(printed)).code == "passage-not-found"


def test_scripts_without_spaces_are_found_inside_a_line() -> None:
    assert quote(text_of("春が来て、花が咲いた。"), None, "花が", "咲いた") == "花が咲いた"


@pytest.mark.parametrize("almost", ["The keeper start early", "A swarm leave because", "It rain"])
def test_similar_is_never_found(almost: str) -> None:
    assert problem(None, almost).code == "passage-not-found"


# What is said when it is not there


def test_not_found_shows_the_nearest_words_and_their_paragraph() -> None:
    told = problem(None, "The hive stod open and")
    assert (told.code, told.key) == ("passage-not-found", "from")
    assert "¶3" in told.hint
    assert "The hive stood open;" in told.hint


def test_nothing_near_is_not_made_up() -> None:
    assert nearest(ESSAY, "quantum flux capacitors") is None


def test_found_twice_says_where_and_which_longer_words_are_alone() -> None:
    told = problem(None, "Nobody is to blame.")
    assert (told.code, told.key) == ("passage-twice", "from")
    assert "¶2 and ¶3" in told.message
    assert "paragraphs: 2" in told.hint
    told = problem(
        "1", "the keeper starts", "keeper", essay=text_of("The keeper starts. A keeper.")
    )
    assert (told.code, told.key) == ("passage-twice", "to")


def test_last_words_before_the_first_words_run_backwards() -> None:
    assert problem(None, "It rained", "The keeper starts").code == "passage-backwards"
    assert problem("3-2").code == "passage-backwards"
    assert "2-3" in problem("3-2").hint


def test_parts_that_disagree_are_told_with_what_to_write() -> None:
    told = problem("1-2", "It rained")
    assert (told.code, told.key) == ("passage-disagrees", "from")
    assert "¶3" in told.message
    told = problem("2", "A swarm leaves", "It rained")
    assert (told.code, told.hint) == ("passage-disagrees", "write paragraphs: 2-3")
    assert problem("whole text", "It rained").code == "passage-disagrees"


def test_first_words_stand_in_the_first_of_the_paragraphs() -> None:
    assert problem("1-3", "A swarm leaves").code == "passage-disagrees"


@pytest.mark.parametrize("number", ["5", "2-9", "0"])
def test_a_paragraph_that_is_not_there_is_told_with_how_many_there_are(number: str) -> None:
    told = problem(number)
    assert (told.code, told.key) == ("no-such-paragraph", "paragraphs")
    assert "4" in told.hint


def test_a_passage_that_names_nothing_is_told() -> None:
    assert problem().code == "passage-not-found"


# Sections


def test_sections_that_touch_do_not_overlap() -> None:
    first = find(ESSAY, passage("1-3", None, "It rained"))
    second = find(ESSAY, passage("3-4", "Nobody is"))
    assert overlaps(ESSAY, [first, None, second]) == ()


def test_overlap_is_by_words_and_names_them() -> None:
    first, second = (
        find(ESSAY, passage("1-3", None, "to blame")),
        find(ESSAY, passage("3", "Nobody")),
    )
    (clash,) = overlaps(ESSAY, [first, None, second])
    assert (clash.kind, clash.earlier, clash.later) == ("overlap", 0, 2)
    assert clash.shared == "Nobody is to blame"


def test_sections_in_the_wrong_order_run_backwards() -> None:
    (clash,) = overlaps(ESSAY, [find(ESSAY, passage("3")), find(ESSAY, passage("1"))])
    assert (clash.kind, clash.earlier, clash.later) == ("backwards", 0, 1)


# Selectors


def slice_of(essay: EssayText, words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = essay.text.index(words, at + 1)
    return at, at + len(words)


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


@st.composite
def slices(draw: Any, paragraphs: Any = PARAGRAPHS) -> Any:
    essay = text_of(*draw(paragraphs))
    standing = words(essay.text)
    first = draw(st.integers(0, len(standing) - 1))
    last = draw(st.integers(first, len(standing) - 1))
    return essay, standing[first][0], standing[last][1]


@pytest.mark.real
@settings(max_examples=many(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(slices())
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
@given(slices(paragraphs=MINGLED))
def test_a_selector_finds_exactly_its_slice_wherever_a_quote_can(case: Any) -> None:
    essay, begin, end = case
    found = find(essay, selector(essay, begin, end))
    assert (found.begin, found.end) == (begin, end)


# Links


def test_a_link_without_the_text_is_made_of_the_two_quotes() -> None:
    assert fragment(passage("1", "a well-known, low", "this & that")) == (
        ":~:text=a%20well%2Dknown%2C%20low,this%20%26%20that"
    )


def test_a_link_has_one_term_where_there_is_one_quote_or_one_holds_the_other() -> None:
    assert fragment(passage(None, "It rained")) == ":~:text=It%20rained"
    assert fragment(passage(None, None, "It rained")) == ":~:text=It%20rained"
    assert fragment(passage(None, "It rained", "rained")) == ":~:text=It%20rained"
    assert fragment(passage("1-2")) == ""


def test_a_short_passage_is_linked_whole_and_a_long_one_by_its_ends() -> None:
    assert fragment(passage(None, "The hive", "slept"), ESSAY) == (
        ":~:text=The%20hive%20stood%20open%3B%20the%20keeper%20slept"
    )
    assert (
        fragment(passage("2-4"), ESSAY)
        == ":~:text=A%20swarm%20leaves%20because,it%20when%20it%20works."
    )


def test_words_that_stand_twice_are_linked_with_the_words_around_them() -> None:
    told = fragment(passage("3", "Nobody is", "to blame"), ESSAY)
    assert told == ":~:text=It%20rained.-,Nobody%20is%20to%20blame,-.%20The%20hive%20stood"


def test_the_page_s_own_typing_is_linked_but_no_soft_hyphens() -> None:
    essay = text_of("One day it’s an argu\u00adment.")
    assert fragment(passage(None, "it's an"), essay) == ":~:text=it%E2%80%99s%20an%20argument."
