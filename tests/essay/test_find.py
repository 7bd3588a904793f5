"""Finding passages: exactly what is in the text once typing is folded away, or nothing."""

import pytest
from passages import ESSAY, passage, text_of

from studyguide.essay.find import PassageProblem, find
from studyguide.essay.nearest import nearest
from studyguide.essay.text import EssayText


def quote(essay: EssayText, *parts: str | None) -> str:
    return find(essay, passage(*parts)).quote


def problem(*parts: str | None, essay: EssayText = ESSAY) -> PassageProblem:
    with pytest.raises(PassageProblem) as caught:
        find(essay, passage(*parts))
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


def test_no_numbers_are_offered_that_would_not_do() -> None:
    told = problem("1", "It rained", "is hard")
    assert (told.message, told.hint) == (
        "“It rained” is in ¶3, not in ¶1",
        "check the paragraph numbers",
    )
    assert problem("4", "Art is", "The hive").hint == "write paragraphs: 1-3"


def test_first_words_stand_in_the_first_of_the_paragraphs() -> None:
    assert problem("1-3", "A swarm leaves").code == "passage-disagrees"


@pytest.mark.parametrize("number", ["5", "2-9", "0"])
def test_a_paragraph_that_is_not_there_is_told_with_how_many_there_are(number: str) -> None:
    told = problem(number)
    assert (told.code, told.key) == ("no-such-paragraph", "paragraphs")
    assert "4" in told.hint


def test_a_passage_that_names_nothing_is_told() -> None:
    assert problem().code == "passage-not-found"
