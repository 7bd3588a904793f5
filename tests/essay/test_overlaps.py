"""Sections that share words or run backwards, whichever of their places it is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from passages import ESSAY, REPETITIVE, found_at, passage, slices_of
from strategies import many

from studyguide.essay.find import Found, find
from studyguide.essay.overlaps import overlaps


def at(*parts: str | None) -> list[Found]:
    return [find(ESSAY, passage(*parts))]


def test_sections_that_touch_do_not_overlap() -> None:
    assert overlaps(ESSAY, [at("1-3", None, "It rained"), [], at("3-4", "Nobody is")]) == ()


def test_overlap_is_by_words_and_names_them() -> None:
    first, second = at("1-3", None, "to blame"), at("3", "Nobody")
    (clash,) = overlaps(ESSAY, [first, [], second])
    assert (clash.kind, clash.earlier, clash.later) == ("overlap", 0, 2)
    assert clash.shared == "Nobody is to blame"


def test_sections_in_the_wrong_order_run_backwards() -> None:
    (clash,) = overlaps(ESSAY, [at("3"), at("1")])
    assert (clash.kind, clash.earlier, clash.later) == ("backwards", 0, 1)


def test_any_place_of_a_section_may_overlap_and_is_named() -> None:
    (clash,) = overlaps(ESSAY, [at("1") + at("4"), at("2") + at("3") + at("4", "Art")])
    assert (clash.kind, clash.earlier, clash.later, clash.piece) == ("overlap", 0, 1, 2)
    assert clash.shared.startswith("Art, again")


def test_two_sections_that_share_two_places_clash_once() -> None:
    assert len(overlaps(ESSAY, [at("1") + at("2"), at("1") + at("2")])) == 1


def test_the_order_is_that_of_the_first_places() -> None:
    assert overlaps(ESSAY, [at("1") + at("4"), at("2"), at("3")]) == ()
    (clash,) = overlaps(ESSAY, [at("4") + at("1"), at("2")])
    assert (clash.kind, clash.earlier, clash.later) == ("backwards", 0, 1)


def test_a_section_whose_first_place_is_not_found_has_no_order() -> None:
    assert overlaps(ESSAY, [at("2"), [None, *at("1")], at("3")]) == ()
    (clash,) = overlaps(ESSAY, [at("3"), [None], at("2")])
    assert (clash.kind, clash.earlier, clash.later) == ("backwards", 0, 2)
    (clash,) = overlaps(ESSAY, [at("2"), [None, *at("2")]])
    assert (clash.kind, clash.piece) == ("overlap", 1)


@settings(max_examples=many(200), deadline=None)
@given(st.data())
def test_sections_overlap_where_any_character_is_in_both(data: st.DataObject) -> None:
    essay = data.draw(REPETITIVE)
    pieces = st.lists(slices_of(essay), max_size=3)
    sections = [
        [found_at(essay, *one) for one in some]
        for some in data.draw(st.lists(pieces, min_size=2, max_size=3))
    ]
    covered = [{at for one in some for at in range(one.begin, one.end)} for some in sections]
    expected = {
        (earlier, later)
        for later, _ in enumerate(covered)
        for earlier in range(later)
        if covered[earlier] & covered[later]
    }
    clashes = [clash for clash in overlaps(essay, sections) if clash.kind == "overlap"]
    assert {(clash.earlier, clash.later) for clash in clashes} == expected
    for clash in clashes:
        assert clash.shared
        assert clash.shared in sections[clash.later][clash.piece].quote
