"""The kinds of value that a guide's fields take."""

from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from studyguide.guide.fields import (
    TEXT_LIMIT,
    Clock,
    Day,
    Id,
    Language,
    Paragraphs,
    Prompts,
    Prose,
    Text,
    Url,
)
from studyguide.guide.shorthand import OneOrMany, OnePart, Pairs, Shorthand


def taken(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: Any) -> str:
    """The code under which a value is refused."""
    with pytest.raises(ValidationError) as caught:
        taken(kind, value)
    return str(caught.value.errors()[0]["type"])


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            Id,
            ["alignment-tax", "駅", "a", "3.10", "a" * 80],
            ["two words", "a:b", "a\tb", "a" * 81],
        ),
        (
            Url,
            ["https://x.example", "http://x.example/a?b=c#d", "HTTPS://X.EXAMPLE"],
            ["x.example", "ftp://x.example", "javascript:alert(1)", "https://", "https://a b"],
        ),
        (
            Clock,
            ["19:00", "7:30", "07.30", "19h00", "0:00", "23:59"],
            ["24:00", "7pm", "7", "19:60", "190:00", "19:00:00"],
        ),
        (
            Day,
            ["2026-12-03", "2028-02-29", "2026-1-5", "20261203", "Thursday", "2026", "31-11-2026"],
            ["2026-13-45", "2027-02-29", "2026-00-10", "0000-01-01", "20261301", "2026/04/31"],
        ),
        (
            Language,
            ["en", "de", "pt-BR", "zh-Hant-TW", "haw"],
            ["e", "English", "en_GB", "../en", "en-", "ſv", "en-\u212a\u212a"],
        ),
        (
            Paragraphs,
            ["3", "3-5", "3 – 5", "3—5", "0", "whole text", "Whole Text"],
            ["3, 5", "three", "3-", "-3", "3-5-7", "¶3", "12345"],
        ),
    ],
)
def test_a_value_is_taken_or_refused_with_our_own_words(
    kind: Any, good: list[str], bad: list[str]
) -> None:
    assert [taken(kind, value) for value in good] == good
    assert [refused(kind, value) for value in bad] == ["bad-value"] * len(bad)


def test_a_refusal_names_the_text_shortened_and_says_what_to_write() -> None:
    with pytest.raises(ValidationError) as caught:
        taken(Clock, "x" * 50)
    context = caught.value.errors()[0]["ctx"]
    assert context["error"] == f"{'x' * 39}… is not a time of day"
    assert "19:00" in context["hint"]


def test_a_text_has_at_least_one_letter_and_at_most_ten_thousand() -> None:
    assert taken(Text, "a" * TEXT_LIMIT) == "a" * TEXT_LIMIT
    assert refused(Text, "") == "string_too_short"
    assert refused(Text, "a" * (TEXT_LIMIT + 1)) == "string_too_long"


@pytest.mark.parametrize("value", [12, 1.5, True, None, ["a"], {"a": "b"}])
def test_nothing_but_a_text_is_taken_for_a_text(value: Any) -> None:
    assert refused(Text, value) == "string_type"


def test_prose_is_checked_for_its_markup_and_a_plain_text_is_not() -> None:
    assert taken(Prose, "*a*") == "*a*"
    assert taken(Text, "a <b>") == "a <b>"
    assert refused(Prose, "a <b>") == "html-in-text"
    assert refused(Prose, "[a](javascript:b)") == "bad-link"
    assert refused(Prose, "a" * (TEXT_LIMIT + 1)) == "string_too_long"


def test_a_bare_text_is_spelt_out_as_the_key_that_it_stands_for() -> None:
    kind = Annotated[dict[str, str], Shorthand("ask")]
    assert taken(kind, "Why?") == {"ask": "Why?"}
    assert taken(kind, {"ask": "Why?", "kind": "factual"}) == {"ask": "Why?", "kind": "factual"}
    assert refused(kind, ["Why?"]) == "dict_type"


def test_a_single_text_stands_for_a_list_of_it() -> None:
    kind = Annotated[tuple[Text, ...], OneOrMany()]
    assert taken(kind, "a") == ("a",)
    assert taken(kind, ["a", "b"]) == ("a", "b")
    assert refused(kind, {"a": "b"}) == "tuple_type"


def test_a_mistake_under_a_shorthand_is_told_once_and_at_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        taken(Prompts, ["a", "b <i>"])
    (error,) = caught.value.errors()
    assert error["loc"] == (1,)


def test_the_schema_offers_both_forms_of_a_shorthand() -> None:
    schema = TypeAdapter(Annotated[dict[str, str], Shorthand("ask")]).json_schema()
    text, whole = schema["anyOf"]
    assert text == {"type": ["string", "number", "boolean"]}
    assert whole["type"] == "object"


PLACE = Annotated[dict[str, str], Shorthand("paragraphs")]
PLACES = Annotated[tuple[PLACE, ...], OnePart()]
WORDS = Annotated[tuple[dict[str, str], ...], Pairs("term", "means")]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("3", ({"paragraphs": "3"},)),
        ({"from": "a"}, ({"from": "a"},)),
        (["3", {"from": "a"}], ({"paragraphs": "3"}, {"from": "a"})),
        ([], ()),
    ],
)
def test_a_single_part_stands_for_a_list_of_it(written: Any, places: Any) -> None:
    assert taken(PLACES, written) == places


@pytest.mark.parametrize("written", [3, None, [["3"]], [None]])
def test_nothing_else_stands_for_a_list_of_parts(written: Any) -> None:
    assert refused(PLACES, written) in ("tuple_type", "dict_type")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"a": "b", "c d": "e"}, [("a", "b"), ("c d", "e")]),
        ([{"a": "b"}, {"term": "c", "means": "d"}], [("a", "b"), ("c", "d")]),
        ([{"means": "d", "term": "c"}], [("c", "d")]),
        ({}, []),
        ([], []),
    ],
)
def test_a_word_with_its_meaning_is_spelt_out(written: Any, words: list[tuple[str, str]]) -> None:
    assert [(one["term"], one["means"]) for one in taken(WORDS, written)] == words


def test_what_has_a_key_of_the_part_is_no_pair() -> None:
    assert refused(WORDS, {"term": "a", "b": "c"}) == "tuple_type"
    assert taken(WORDS, [{"term": "a"}]) == ({"term": "a"},)
    assert taken(WORDS, [{"a": "b", "c": "d"}]) == ({"a": "b", "c": "d"},)


def test_the_schema_offers_one_part_and_pairs_too() -> None:
    text, place, several = TypeAdapter(PLACES).json_schema()["anyOf"]
    assert (text["type"], place["type"], several["type"]) == (
        ["string", "number", "boolean"],
        "object",
        "array",
    )
    listed, pairs = TypeAdapter(WORDS).json_schema()["anyOf"]
    assert len(listed["items"]["anyOf"]) == 2
    assert pairs["propertyNames"] == {"not": {"enum": ["term", "means"]}}
