"""Which of several places is a passage's: the first `from` and the last `to`, by brute force; and
what is said of it, which has to be true."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import ESSAY, REPETITIVE, found_at, passage, slice_of, slices, slices_of, text_of
from strategies import many

from studyguide.essay.find import Found, PassageProblem, find
from studyguide.essay.notes import Note
from studyguide.essay.quote import selector
from studyguide.essay.text import EssayText
from studyguide.guide.reading import Passage

Slice = tuple[int, int]


def of(words: str, nth: int = 0, essay: EssayText = ESSAY) -> Found:
    return found_at(essay, *slice_of(essay, words, nth))


def note(found: Found) -> Note:
    [one] = found.notes
    return one


# The first and the last


@pytest.mark.parametrize(
    ("parts", "words", "nth"),
    [
        ((None, "Nobody is"), "Nobody is to blame.", 0),
        ((None, None, "to blame."), "It rained. Nobody is to blame.", 0),
        ((None, "Nobody", "to blame"), "Nobody is to blame.\n\nIt rained. Nobody is to blame", 0),
        (("3", "Nobody is", "to blame"), "Nobody is to blame", 1),
        (("2-3", None, "to blame"), "A swarm leaves because it is well. Nobody is", 0),
        (("1", "keeper", "the"), "keeper starts early. Art is long, says the keeper, and the", 0),
    ],
)
def test_the_first_from_and_the_last_to_count(
    parts: tuple[str | None, ...], words: str, nth: int
) -> None:
    found = find(ESSAY, passage(*parts))
    assert found.begin == slice_of(ESSAY, words, nth)[0]
    assert found.quote.startswith(words)
    if parts[2:]:
        assert found.quote.endswith(f" {parts[2]}")


def test_within_paragraphs_nothing_is_said_of_it() -> None:
    assert find(ESSAY, passage("1", "the", "the")).notes == ()


def test_without_paragraphs_it_says_where_and_which_counts_and_what_would_be_plain() -> None:
    told = note(find(ESSAY, passage(None, "Nobody is to blame.")))
    assert (told.code, told.key) == ("passage-twice", "from")
    assert told.message == "“Nobody is to blame.” occurs twice, in ¶2 and ¶3; the first counts"
    assert told.hint == "say where, with paragraphs: 2", "no longer words of ¶2 are plain"
    told = note(find(ESSAY, passage(None, None, "Nobody is")))
    assert told.key == "to"
    assert told.message == "“Nobody is” occurs twice, in ¶2 and ¶3; the last counts"
    assert told.hint == "quote more, like to: rained. Nobody is; or say where, with paragraphs: 3"


def test_both_ends_may_be_told() -> None:
    found = find(ESSAY, passage(None, "Nobody", "blame"))
    assert [(told.key, told.message.rsplit("; ")[1]) for told in found.notes] == [
        ("from", "the first counts"),
        ("to", "the last counts"),
    ]


def test_in_a_section_only_its_own_places_are_told() -> None:
    section = [of("Art is long"), of("Nobody", 0), of("It rained. Nobody is to blame. The hive")]
    found = find(ESSAY, passage(None, "Nobody"), within=section)
    assert found.first == 2
    assert note(found).message == (
        "“Nobody” occurs twice in its section, in ¶2 and ¶3; the first counts"
    )
    assert find(ESSAY, passage(None, "Nobody"), within=section[2:]).notes == ()


def test_more_places_than_anyone_wants_to_read_are_not_listed() -> None:
    essay = text_of("a", *["a b"] * 9, "a b c")
    told = note(find(essay, passage(None, None, "b")))
    assert told.message == "“b” occurs more than five times; the last, in ¶11, counts"


def test_a_place_that_is_neither_first_nor_last_is_named() -> None:
    essay = text_of("x one", "x two", "x stop", "x four")
    section = [of(words, essay=essay) for words in ("x one", "x stop", "x four")]
    found = find(essay, passage(None, "x", "stop"), within=section)
    assert found.first == 3
    assert note(found).message.endswith("in ¶1, ¶3 and ¶4; the one in ¶3 counts")


def test_the_last_to_of_a_section_is_in_its_last_place() -> None:
    section = [of("Nobody is to blame.", 1), of("Nobody is to blame.", 0)]
    assert find(ESSAY, passage(None, None, "to blame"), within=section).first == 3
    assert find(ESSAY, passage(None, "Nobody"), within=section).first == 2


# Leaving the section

LATER = [of("It rained. Nobody is to blame."), of("Art, again, is what we call it")]


def test_a_question_may_leave_its_section_and_is_told() -> None:
    found = find(ESSAY, passage(None, "A swarm leaves"), within=LATER)
    assert found == find(ESSAY, passage(None, "A swarm leaves"))
    told = note(found)
    assert (told.code, told.key) == ("outside-section", "from")
    assert told.message == "this is in ¶2, outside its section (¶3 and ¶4)"
    assert "allow: {outside-section: why}" in told.hint
    assert told.hint.endswith("check the words")
    told = note(find(ESSAY, passage("1-2"), within=LATER))
    assert told.key == "paragraphs"
    assert told.hint.endswith("check the numbers")


def test_what_is_partly_outside_keeps_all_of_its_text() -> None:
    section = [found_at(ESSAY, ESSAY.extents[1][0], ESSAY.extents[3][1])]
    found = find(ESSAY, passage("1-3"), within=section)
    assert found == find(ESSAY, passage("1-3"))
    assert note(found).message == "this is in ¶1-3, partly outside its section (¶2-4)"


def test_between_two_places_of_a_section_is_partly_outside_it() -> None:
    section = [of("A swarm leaves"), of("Art, again")]
    found = find(ESSAY, passage(None, "A swarm", "Art, again"), within=section)
    assert note(found).message == ("this is in ¶2-4, partly outside its section (¶2 and ¶4)")


def test_words_outside_in_a_paragraph_of_the_section_are_told_by_its_words() -> None:
    found = find(ESSAY, passage("3", "The hive stood", "open"), within=LATER[:1])
    assert note(found).message == (
        "this is in ¶3, outside its section (¶3, “It rained. Nobody is to blame.”)"
    )
    section = [of("is to blame. The hive stood open; the keeper slept")]
    found = find(ESSAY, passage("3", "Nobody", "blame"), within=section)
    assert note(found).message == (
        "this is in ¶3, partly outside its section (¶3, from “is to blame. The” to “open; the"
        " keeper slept”)"
    )


def test_a_whole_paragraph_is_in_a_section_that_has_a_part_of_it() -> None:
    found = find(ESSAY, passage("3"), within=LATER)
    assert found == find(ESSAY, passage("3"))
    assert found.notes == ()
    found = find(ESSAY, passage(None, "Nobody is"), within=LATER)
    assert found.quote.endswith("the keeper slept."), "from alone runs to the paragraph's end"
    assert found.notes == ()


def test_the_whole_text_is_no_slip() -> None:
    assert find(ESSAY, passage("whole text"), within=LATER).notes == ()


def test_pieces_that_touch_are_one_place() -> None:
    section = [found_at(ESSAY, *ESSAY.extents[at]) for at in (2, 1)]
    assert find(ESSAY, passage("2-3"), within=section).notes == ()


def test_a_follow_up_is_looked_for_near_its_question_before_its_section() -> None:
    section = [found_at(ESSAY, ESSAY.extents[1][0], ESSAY.extents[3][1])]
    near = [found_at(ESSAY, *ESSAY.extents[2])]
    found = find(ESSAY, passage(None, "Nobody is"), within=section, near=near)
    assert (found.first, found.notes) == (3, ())
    assert find(ESSAY, passage(None, "A swarm"), within=section, near=near).notes == ()
    assert note(find(ESSAY, passage("1"), within=section, near=near)).code == "outside-section"
    assert find(ESSAY, passage("1"), near=near).notes == (), "it has no section to leave"


def test_a_follow_up_near_a_question_that_left_the_section_is_not_told_again() -> None:
    near = [found_at(ESSAY, *ESSAY.extents[0])]
    assert find(ESSAY, passage(None, "Art is long"), within=LATER, near=near).notes == ()


# By brute force


@dataclass(frozen=True)
class Case:
    essay: EssayText
    passage: Passage
    near: Sequence[Slice]
    within: Sequence[Slice]

    def find(self, passage: Passage | None = None) -> Found:
        near, within = (
            [found_at(self.essay, *one) for one in some] for some in (self.near, self.within)
        )
        return find(self.essay, passage or self.passage, near=near, within=within)


@st.composite
def cases(draw: Any) -> Case:
    essay = draw(REPETITIVE)
    quotes = st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map(" ".join)
    begins, ends = draw(st.none() | quotes), draw(st.none() | quotes)
    first = draw(st.integers(1, len(essay.paragraphs)))
    last = draw(st.integers(first, len(essay.paragraphs)))
    numbered = draw(st.booleans()) or not (begins or ends)
    pieces = st.lists(slices_of(essay), max_size=3)
    named = passage(f"{first}-{last}" if numbered else None, begins, ends)
    return Case(essay, named, draw(pieces), draw(pieces))


def candidates(case: Case, piece: Slice) -> list[Slice]:
    """Every slice in a piece of the text that begins and ends as the passage says."""
    text, extents, wanted = case.essay.text, case.essay.extents, case.passage
    words = [match.span() for match in re.finditer(r"\w", text)]
    span = wanted.span or (1, len(extents))
    named = extents[span[0] - 1][0], extents[span[1] - 1][1]

    def standing(quote: str | None) -> list[Slice]:
        pattern = (quote or "").replace(" ", r"\s+")
        found = (re.compile(pattern).match(text, begin) for begin, _ in words)
        return [
            one.span() for one in found if one and named[0] <= one.start() and one.end() <= named[1]
        ]

    def around(at: int) -> Slice:
        return next(one for one in extents if one[0] <= at < one[1])

    def first(at: int) -> bool:
        inside = piece[0] <= at < piece[1]
        return inside and (not wanted.span or around(at) == extents[span[0] - 1])

    def last(end: int) -> bool:
        inside = piece[0] < end <= piece[1]
        return inside and (not wanted.span or around(end - 1) == extents[span[1] - 1])

    starts = [one for one in standing(wanted.begins) if first(one[0])] if wanted.begins else []
    stops = [one for one in standing(wanted.ends) if last(one[1])] if wanted.ends else []
    wide = around(piece[0])[0], around(piece[1] - 1)[1]
    if wanted.begins and wanted.ends:
        return [(a, d) for a, _ in starts for _, d in stops if a < d]
    if wanted.begins:
        ends = [named[1] if wanted.span else around(b - 1)[1] for _, b in starts]
        return [(a, end) for (a, _), end in zip(starts, ends, strict=True) if end <= wide[1]]
    if wanted.ends:
        begins = [named[0] if wanted.span else around(c)[0] for c, _ in stops]
        return [(begin, d) for (_, d), begin in zip(stops, begins, strict=True) if begin >= wide[0]]
    return [named] if wide[0] <= named[0] and named[1] <= wide[1] else []


def merged(essay: EssayText, pieces: Sequence[Slice]) -> list[Slice]:
    """The pieces, with those that have no word between them as one."""
    inside = {at for low, high in pieces for at in range(low, high)}
    inside |= {
        at
        for (_, low), (high, _) in pairwise(
            match.span() for match in re.finditer(r"\w", essay.text)
        )
        if low - 1 in inside and high in inside
        for at in range(low, high)
    }
    begins = [at for at in sorted(inside) if at - 1 not in inside]
    ends = [at + 1 for at in sorted(inside) if at + 1 not in inside]
    return list(zip(begins, ends, strict=True))


def expected(case: Case) -> tuple[Slice, bool] | None:
    """Where the passage is, and whether that is outside its section."""
    backwards = bool(case.passage.ends and not case.passage.begins)
    everything = [(0, len(case.essay.text))]
    for pieces in (case.near, case.within, everything):
        left = pieces is everything and bool(case.within)
        for piece in sorted(merged(case.essay, pieces), reverse=backwards):
            if some := candidates(case, piece):
                if backwards:
                    return max(some, key=lambda one: one[1]), left
                first = min(begin for begin, _ in some)
                return (first, max(end for begin, end in some if begin == first)), left
    return None


@pytest.mark.real
@settings(max_examples=many(1500), deadline=None)
@given(cases())
def test_every_passage_is_where_brute_force_finds_it(case: Case) -> None:
    try:
        found = case.find()
    except PassageProblem:
        assert expected(case) is None
    else:
        left = any(told.code == "outside-section" for told in found.notes)
        assert (found.place, left) == expected(case)


@pytest.mark.real
@settings(max_examples=many(1000), deadline=None)
@given(cases())
def test_what_is_said_of_a_passage_is_true_and_its_hints_work(case: Case) -> None:
    try:
        found = case.find()
    except PassageProblem as problem:
        for paragraphs in re.findall(r"write paragraphs: (\S+)", problem.hint):
            case.find(case.passage.model_copy(update={"paragraphs": paragraphs}))
        return
    for told in found.notes:
        if told.code == "outside-section":
            inside = {at for low, high in case.within for at in range(low, high)}
            shared = inside & set(range(*found.place))
            assert ("partly" in told.message) == bool(shared)
            continue
        assert not case.passage.span
        named = re.findall(r"paragraphs: (\S+)", told.hint)
        longer = re.findall(rf"like {told.key}: ([^;]+)", told.hint)
        assert named or longer or "until they occur only once" in told.hint
        key = "begins" if told.key == "from" else "ends"
        for one in [{"paragraphs": one} for one in named] + [{key: one} for one in longer]:
            again = case.find(case.passage.model_copy(update=one))
            assert again.place == found.place
            assert (told.code, told.key) not in {(one.code, one.key) for one in again.notes}


@settings(max_examples=many(300), deadline=None)
@given(slices(REPETITIVE), st.data())
def test_what_occurs_once_is_found_whatever_its_section(case: Any, data: st.DataObject) -> None:
    essay, begin, end = case
    exact = find(essay, selector(essay, begin, end))
    section = [found_at(essay, *data.draw(slices_of(essay))) for _ in range(2)]
    found = find(essay, selector(essay, begin, end), within=section)
    assert found.place == exact.place
    if any(one.begin <= exact.begin and exact.end <= one.end for one in section):
        assert found.notes == ()
    elif all(exact.last < one.first or one.last < exact.first for one in section):
        assert note(found).code == "outside-section"
