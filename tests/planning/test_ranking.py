"""The ranking of the core questions, rule by rule."""

from typing import Any

from hypothesis import given, settings
from strategies import guides, many

from studyguide.guide.fields import Keep, Kind
from studyguide.guide.model import Guide
from studyguide.planning.ranking import ranking


def ranked(*sections: list[dict[str, Any]]) -> list[int]:
    """The numbers in the order of the ranking."""
    parts = [
        {"title": "A section", "questions": [{"ask": "What?"} | question for question in questions]}
        for questions in sections
    ]
    guide = Guide.model_validate({"essay": "An essay", "sections": parts})
    return [core.number for core in ranking(guide)]


def test_a_question_marked_as_the_focus_comes_first_whatever_it_is() -> None:
    assert ranked([{"keep": "always"}, {"kind": "factual", "focus": True}]) == [2, 1]


def test_without_a_mark_the_first_interpretive_question_is_the_focus() -> None:
    assert ranked([{"kind": "evaluative", "keep": "always"}, {"keep": "if-time"}]) == [2, 1]


def test_questions_to_keep_always_come_next_facts_among_them_too() -> None:
    fact = {"kind": "factual", "keep": "always"}
    assert ranked([{}, {}, fact]) == [1, 3, 2]


def test_a_section_not_yet_covered_comes_before_a_side_not_yet_heard() -> None:
    assert ranked([{}, {"side": "against"}], [{}]) == [1, 3, 2]


def test_a_side_not_yet_heard_comes_before_a_kind_not_yet_there() -> None:
    assert ranked([{}, {"kind": "evaluative"}, {"side": "with"}]) == [1, 3, 2]


def test_a_neutral_question_brings_no_side_to_be_heard() -> None:
    assert ranked([{}, {"side": "neutral"}, {"kind": "evaluative"}]) == [1, 3, 2]


def test_a_kind_not_yet_there_comes_before_what_is_kept_usually() -> None:
    assert ranked([{}, {}, {"kind": "evaluative", "keep": "if-time"}]) == [1, 3, 2]


def test_what_is_kept_usually_comes_before_what_is_kept_if_there_is_time() -> None:
    assert ranked([{}, {"keep": "if-time"}, {}]) == [1, 3, 2]


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


@settings(max_examples=many(80), deadline=None)
@given(guides())
def test_every_question_is_ranked_once_and_facts_come_last_among_their_like(guide: Guide) -> None:
    order = ranking(guide)
    assert sorted(core.number for core in order) == [core.number for core in guide.core]
    followers = [core.question for core in order[1:]]
    tiers = [(q.keep is not Keep.ALWAYS, q.kind is Kind.FACTUAL) for q in followers]
    assert tiers == sorted(tiers)


@settings(max_examples=many(80), deadline=None)
@given(guides())
def test_each_place_goes_to_the_best_of_all_that_wait(guide: Guide) -> None:
    # The same rules again, the slow way: at every place look at everything that is left.
    place = [index for index, part in enumerate(guide.sections) for _ in part.questions]
    order = list(ranking(guide))
    for index in range(1, len(order)):
        chosen = order[:index]
        covered = {place[core.number - 1] for core in chosen}
        heard = {core.question.side for core in chosen if core.question.side in ("with", "against")}
        kinds = {core.question.kind for core in chosen}
        worth = [
            (
                core.question.keep is Keep.ALWAYS,
                core.question.kind is not Kind.FACTUAL,
                place[core.number - 1] not in covered,
                core.question.side in ("with", "against") and core.question.side not in heard,
                core.question.kind not in kinds,
                core.question.keep is not Keep.IF_TIME,
                -core.number,
            )
            for core in order[index:]
        ]
        assert worth[0] == max(worth)
