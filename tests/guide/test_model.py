"""What a guide is: every field documented and with an audience, every question numbered."""

import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from pydantic import ValidationError

from studyguide.guide.fields import Audience
from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.guide.reading import Passage


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from parts_in(inner)


def all_parts() -> list[type[Part]]:
    found: list[type[Part]] = [Guide]
    for part in found:
        for field in part.model_fields.values():
            found += [inner for inner in parts_in(field.annotation) if inner not in found]
    return found


FIELDS = [(part, name) for part in all_parts() for name in part.model_fields]


def guide(**more: Any) -> Guide:
    return Guide.model_validate({"essay": "The Two Wells", "sections": [{"title": "a"}]} | more)


def test_all_parts_are_found() -> None:
    names = {part.__name__ for part in all_parts()}
    assert names >= {"Guide", "Essay", "Section", "Question", "Passage", "Meeting", "Term"}
    assert names >= {"Source", "Credits", "FollowUp", "Messages"}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Meeting", "name"),
        ("Meeting", "facilitator"),
        ("Question", "lines"),
        ("Question", "passages"),
        ("Guide", "messages"),
    ],
)
def test_what_is_on_paper_for_participants_is_theirs(part: str, name: str) -> None:
    (found,) = (one for one in all_parts() if one.__name__ == part)
    assert Audience.PARTICIPANT in found.model_fields[name].metadata


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_every_field_names_one_audience_and_says_what_it_is(part: type[Part], name: str) -> None:
    field = part.model_fields[name]
    named = [mark for mark in field.metadata if isinstance(mark, Audience)]
    assert len(named) == 1
    assert field.description is not None
    assert field.description.endswith(".")


@pytest.mark.parametrize("part", all_parts())
def test_every_part_is_frozen_and_has_a_docstring_of_its_own(part: type[Part]) -> None:
    assert part.model_config.get("frozen")
    assert part.model_config.get("extra") == "forbid"
    assert part.__doc__
    assert part.__doc__ != Part.__doc__


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Section", "facilitator_notes"),
        ("Question", "kind"),
        ("Question", "focus"),
        ("Question", "minutes"),
        ("Question", "keep"),
        ("Question", "follow_ups"),
        ("Question", "possible_answers"),
        ("Question", "watch_out"),
        ("Question", "side"),
        ("Question", "allow"),
        ("Meeting", "questions"),
        ("Meeting", "tables"),
        ("Meeting", "second_language"),
        ("Guide", "facilitator_notes"),
        ("Essay", "file"),
    ],
)
def test_what_helps_the_facilitator_is_not_for_participants(part: str, name: str) -> None:
    (found,) = (one for one in all_parts() if one.__name__ == part)
    assert Audience.FACILITATOR in found.model_fields[name].metadata


def test_core_questions_are_numbered_once_in_the_order_of_the_text() -> None:
    sections = [
        {"title": "a", "questions": ["one", "two"]},
        {"title": "b"},
        {"title": "c", "questions": "three"},
    ]
    core = guide(sections=sections).core
    numbered = [(one.number, one.section.title, one.question.ask) for one in core]
    assert numbered == [(1, "a", "one"), (2, "a", "two"), (3, "c", "three")]


def test_places_lead_to_every_section_and_question() -> None:
    sections = [{"title": "a", "questions": ["one"]}, {"title": "b", "questions": ["two"]}]
    ways = [where for where, _ in guide(sections=sections).places]
    assert ways == [
        ("sections", 0),
        ("sections", 0, "questions", 0),
        ("sections", 1),
        ("sections", 1, "questions", 0),
    ]


@pytest.mark.parametrize(
    ("written", "span", "whole"),
    [
        ("3", (3, 3), False),
        ("3-5", (3, 5), False),
        ("3 – 5", (3, 5), False),
        ("whole text", None, True),
        (None, None, False),
    ],
)
def test_a_passage_knows_its_paragraphs(
    written: str | None, span: tuple[int, int] | None, whole: bool
) -> None:
    passage = Passage.model_validate({"paragraphs": written})
    assert (passage.span, passage.whole) == (span, whole)


def test_the_highest_paragraph_is_found_in_sections_and_questions() -> None:
    assert guide().paragraphs == 0
    sections = [
        {"title": "a", "passage": "2-4", "questions": [{"ask": "b", "passage": "9"}]},
        {"title": "c", "passage": "whole text"},
    ]
    assert guide(sections=sections).paragraphs == 9


def test_an_empty_key_is_absent_but_an_unknown_one_is_a_mistake_even_so() -> None:
    assert guide(introduction=None, meeting=None).meeting.minutes == 60
    with pytest.raises(ValidationError, match="wombat"):
        guide(wombat=None)


def test_a_guide_has_at_least_one_section() -> None:
    with pytest.raises(ValidationError) as caught:
        guide(sections=[])
    assert [error["type"] for error in caught.value.errors()] == ["no-section"]


def test_one_broken_section_is_one_mistake() -> None:
    with pytest.raises(ValidationError) as caught:
        guide(sections=[{"title": ""}])
    assert [error["loc"] for error in caught.value.errors()] == [("sections", 0, "title")]


def test_a_guide_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        guide().language = "de"  # type: ignore[misc]


def test_the_words_of_a_choice_are_what_a_facilitator_would_write() -> None:
    for part, name in FIELDS:
        for inner in _choices(part.model_fields[name].annotation):
            for choice in inner:
                assert choice.value == choice.value.lower()
                assert " " not in choice.value


def _choices(annotation: Any) -> Iterator[type[Enum]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, Enum):
            yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from _choices(inner)


def test_all_passages_have_the_path_of_what_has_them() -> None:
    follow_ups = ["b", {"ask": "c", "passage": ["7", {"from": "d"}]}]
    question = {"ask": "a", "passage": ["2", "9"], "follow_ups": follow_ups}
    made = guide(sections=[{"title": "a", "passage": "1-9", "questions": ["z", question]}])
    found = {where: [one.paragraphs for one in places] for where, places in made.passages if places}
    assert found == {
        ("sections", 0): ["1-9"],
        ("sections", 0, "questions", 1): ["2", "9"],
        ("sections", 0, "questions", 1, "follow_ups", 1): ["7", None],
    }


def test_the_highest_paragraph_may_be_a_follow_ups() -> None:
    question = {"ask": "a", "passage": ["2", "8"], "follow_ups": [{"ask": "b", "passage": "12"}]}
    assert guide(sections=[{"title": "a", "questions": [question]}]).paragraphs == 12


def test_a_place_of_empty_keys_is_no_place() -> None:
    for written in ({}, {"paragraphs": None}, [{"from": None, "to": None}], [], None):
        made = guide(sections=[{"title": "a", "passage": written}])
        assert made.sections[0].passages == ()
    with pytest.raises(ValidationError, match="wombat"):
        guide(sections=[{"title": "a", "passage": [{"wombat": None}]}])


def test_nothing_says_how_much_a_question_matters_until_its_author_does() -> None:
    core = guide(sections=[{"title": "a", "questions": ["b"]}]).core
    assert core[0].question.keep is None
