"""The ranking of the core questions, rule by rule."""

from typing import Any

import reckoning
from hypothesis import given, settings
from meetings import numbers
from strategies import guides, many

from studyguide.guide.model import Guide
from studyguide.planning.ranking import focus, ranking

FACTUAL, EVALUATIVE = {"kind": "factual"}, {"kind": "evaluative"}


def asked(*sections: list[dict[str, Any]]) -> Guide:
    """A guide of these sections, each with its questions."""
    parts = [
        {"title": "A section", "questions": [{"ask": "What?"} | question for question in questions]}
        for questions in sections
    ]
    return Guide.model_validate({"essay": "An essay", "sections": parts})


def ranked(*sections: list[dict[str, Any]]) -> list[int]:
    """The numbers in the order of the ranking."""
    return numbers(ranking(asked(*sections)))


def test_a_question_marked_as_the_focus_comes_first_whatever_it_is() -> None:
    assert ranked([{"keep": "always"}, FACTUAL | {"focus": True, "keep": "if-time"}]) == [2, 1]


def test_of_two_marked_questions_the_first_is_the_focus_and_the_other_like_any() -> None:
    assert ranked([{}, {"focus": True}], [{}, {"focus": True}]) == [2, 3, 1, 4]


def test_without_a_mark_the_first_interpretive_question_of_the_best_kept_is_the_focus() -> None:
    assert ranked([EVALUATIVE | {"keep": "always"}, {"keep": "if-time"}]) == [1, 2]
    assert ranked([{"keep": "if-time"}, {}, {"keep": "usually"}]) == [3, 2, 1]
    assert ranked([FACTUAL, EVALUATIVE, {}]) == [3, 2, 1]


def test_a_default_focus_comes_first_only_among_what_is_kept_like_it() -> None:
    # 2 is the focus, and 1 is wanted more.
    guide = asked([FACTUAL | {"keep": "usually"}, {}, {}])
    assert numbers(ranking(guide)) == [1, 2, 3]
    assert numbers(core for core in [focus(guide)] if core) == [2]


def test_always_comes_before_usually_then_unmarked_then_if_time_facts_too() -> None:
    keeps = [{"keep": "if-time"}, {}, FACTUAL | {"keep": "usually"}, FACTUAL | {"keep": "always"}]
    assert ranked(keeps) == [4, 3, 2, 1]


def test_what_is_kept_usually_comes_before_another_section_side_and_kind() -> None:
    rest = EVALUATIVE | {"side": "against"}
    assert ranked([{"keep": "usually"}, {"keep": "usually"}], [{}, rest]) == [1, 2, 3, 4]


def test_a_section_not_yet_covered_comes_before_a_question_that_is_not_factual() -> None:
    assert ranked([{}, {}], [FACTUAL]) == [1, 3, 2]


def test_a_question_that_is_not_factual_comes_before_a_side_not_yet_heard() -> None:
    assert ranked([{}, FACTUAL | {"side": "against"}, {}]) == [1, 3, 2]


def test_a_section_not_yet_covered_comes_before_a_side_not_yet_heard() -> None:
    assert ranked([{}, {"side": "against"}], [{}]) == [1, 3, 2]


def test_a_side_not_yet_heard_comes_before_a_kind_not_yet_there() -> None:
    assert ranked([{}, EVALUATIVE, {"side": "with"}]) == [1, 3, 2]


def test_a_neutral_question_brings_no_side_to_be_heard() -> None:
    assert ranked([{}, {"side": "neutral"}, EVALUATIVE]) == [1, 3, 2]


def test_a_kind_not_yet_there_comes_before_the_order_of_the_text() -> None:
    assert ranked([{}, {}, EVALUATIVE]) == [1, 3, 2]


def test_questions_that_are_alike_stay_in_the_order_of_the_text() -> None:
    assert ranked([{}, {}, {}]) == [1, 2, 3]


def test_every_question_chosen_changes_what_the_next_should_bring() -> None:
    # 1 is the focus. The other section is wanted, and 5 brings a side with it; now 3 and 6 bring
    # the side against, and 3 is first in the text; then nothing is wanted any more.
    first = [{"side": "neutral"}, {}, {"side": "against"}]
    second = [{}, {"side": "with"}, {"side": "against"}]
    assert ranked(first, second) == [1, 5, 3, 2, 4, 6]


def test_two_sections_that_look_the_same_are_two_sections() -> None:
    assert ranked([{}, {}], [{}, {}]) == [1, 3, 2, 4]


def test_drafts_are_not_ranked() -> None:
    assert ranked([{"draft": True}, {}], [{"draft": True}], [{}]) == [1, 2]


# --- Who judges must have read.


def test_an_evaluative_question_waits_for_an_interpretive_one_of_its_section() -> None:
    # 2 would bring another section, and is first there; 3 has to come before it.
    assert ranked([{}], [EVALUATIVE, {}]) == [1, 3, 2]
    # The best of several: 4 brings a side.
    assert ranked([{}], [EVALUATIVE, {}, {"side": "with"}]) == [1, 4, 2, 3]


def test_the_interpretive_question_is_taken_even_from_below_what_the_other_is_kept_by() -> None:
    wanted = EVALUATIVE | {"keep": "usually"}
    assert ranked([{}, {}], [wanted, {"keep": "if-time"}]) == [4, 3, 1, 2]


def test_an_evaluative_question_waits_for_nothing_that_is_not_there() -> None:
    assert ranked([{}, {}], [EVALUATIVE, FACTUAL]) == [1, 3, 2, 4]


def test_an_evaluative_question_waits_for_one_of_its_own_section_only() -> None:
    assert ranked([{}, {"keep": "usually"}], [EVALUATIVE | {"keep": "usually"}, {}]) == [2, 4, 3, 1]


def test_an_evaluative_question_that_is_the_focus_or_kept_always_waits_for_none() -> None:
    assert ranked([{}], [EVALUATIVE | {"focus": True}, {}])[0] == 2
    assert ranked([{}], [EVALUATIVE | {"keep": "always"}, {}])[0] == 2


def test_once_one_has_been_read_the_section_may_be_judged() -> None:
    assert ranked([{}, EVALUATIVE, EVALUATIVE, {}]) == [1, 2, 3, 4]


@settings(max_examples=many(150), deadline=None)
@given(guides())
def test_each_place_goes_to_the_best_of_all_that_wait(guide: Guide) -> None:
    order = ranking(guide)
    assert numbers(order) == numbers(reckoning.ranking(guide))
    assert sorted(numbers(order)) == numbers(guide.core)
    assert focus(guide) is reckoning.focus(guide)
