"""What is said about a glossary that is not words with their meanings."""

import pytest

from studyguide.guide import terms
from studyguide.guide.load import validated
from studyguide.guide.yaml import reader
from studyguide.problems import Problem, Severity

HEAD = "studyguide: 1\nessay: The Two Wells\nglossary:"
TAIL = "sections:\n  - title: The first winter\n"


def told(glossary: str) -> list[Problem]:
    _, problems = validated(reader.parse(f"{HEAD}{glossary}\n{TAIL}".encode(), "guide.yaml"))
    return list(problems)


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        ("thaw", "thaw", ""),
        ("thaw: melting", "thaw", "melting"),
        ("thaw:melting", "thaw", "melting"),
        ("thaw – melting – of ice", "thaw", "melting – of ice"),
        ("thaw = melting", "thaw", "melting"),
        ("well-known", "well-known", ""),
    ],
)
def test_a_word_and_its_meaning_are_told_apart(text: str, word: str, meaning: str) -> None:
    assert terms.pair(text) == (word, meaning)


def test_a_meaning_with_a_colon_is_shown_in_quotation_marks() -> None:
    assert terms.as_pair("thaw – this: melting") == "- thaw: 'this: melting'"
    assert terms.as_pair("term: thaw") == "- thaw: followed by its meaning"


@pytest.mark.parametrize(
    ("glossary", "code", "place"),
    [
        (" thaw", "not-a-term", (3, 11)),
        (" [thaw]", "not-a-term", (3, 12)),
        ("\n  - thaw: melting\n  - tithe", "not-a-term", (5, 5)),
        ("\n  thaw: melting\n  tithe:", "not-a-term", (5, 3)),
        ("\n  - thaw: melting\n  - tithe:", "not-a-term", (5, 5)),
        ("\n  thaw: melting\n  tithe: [a, tenth]", "not-a-text", (5, 10)),
        ("\n  thaw: melting\n  tithe: a <b>", "html-in-text", (5, 10)),
        ("\n  - thaw: melting\n  - tithe: a <b>", "html-in-text", (5, 12)),
        ("\n  - thaw: melting\n    tithe: a tenth", "not-a-term", (5, 5)),
        ("\n  - term: thaw\n    means: a\n    ice age: cold", "not-a-term", (6, 5)),
        ("\n  - term: thaw\n    wombat: a\n    means: b", "unknown-key", (5, 5)),
        ("\n  - term: thaw\n    maens: a", "unknown-key", (5, 5)),
        ("\n  - term: thaw", "missing-key", (4, 5)),
        ("\n  - term: thaw\n  - means: melting", "not-a-term", (5, 5)),
        ("\n  term: thaw\n  means: melting", "not-a-list", (4, 3)),
        ("\n  word: thaw\n  meaning: melting", "keys-as-words", (4, 3)),
        ("\n  - word: thaw\n  - meaning: melting", "keys-as-words", (4, 5)),
        ("\n  - a: b\n  - word: thaw\n  - mean: melting", "keys-as-words", (5, 5)),
        ("\n  – thaw: melting", "no-dashes", (4, 3)),
        ("\n  thaw: melting\n  -tithe: a tenth", "no-dashes", (5, 3)),
        ("\n  a) thaw: melting\n  b) tithe: a tenth", "no-dashes", (4, 3)),
        ("\n  - thaw: melting\n      • tithe – a tenth", "no-dashes", (5, 7)),
        ("\n  thaw: melting\n    • tithe – a tenth", "no-dashes", (5, 5)),
        ("\n  - term: thaw\n    means: melting\n      • tithe – a tenth", "no-dashes", (6, 7)),
        ("\n  - [thaw]", "not-keys", (4, 5)),
    ],
)
def test_each_mistake_is_told_once_and_at_its_place(
    glossary: str, code: str, place: tuple[int, int]
) -> None:
    (problem,) = {(one.code, one.spot) for one in told(glossary)}
    assert problem[0] == code
    assert problem[1]
    assert (problem[1].line, problem[1].column) == place


def test_keys_without_a_dash_are_shown_one() -> None:
    (problem,) = told("\n  term: thaw\n  means: melting")
    assert problem.hint == "start each item with a dash and a space, like - term: …"


def test_both_keys_of_a_term_may_be_misspelt() -> None:
    problems = told("\n  - word: thaw\n    meaning: melting")
    assert [problem.hint for problem in problems] == ["did you mean term?", "did you mean means?"]


@pytest.mark.parametrize(
    "glossary",
    [
        "\n  mean: the average\n  median: the middle",
        "\n  word: what is said\n  deed: what is done",
        "\n  z. B.: for example\n  d. h.: that is",
        "\n  a. m.: before noon\n  p. m.: after noon",
        "\n  '• thaw': melting\n  \"-ing\": an ending",
        "\n  1887: a year\n  404: not found",
        "\n  thaw: melting - of ice",
        " {}",
        "",
    ],
)
def test_words_that_look_like_something_else_are_let_be(glossary: str) -> None:
    assert told(glossary) == []


def test_marks_behind_dashes_are_a_warning() -> None:
    (problem,) = told("\n  - 1. thaw: melting\n  - 2. tithe: a tenth")
    assert (problem.code, problem.severity) == ("two-marks", Severity.WARNING)
    assert told('\n  - "1. thaw": melting\n  - "2. tithe": a tenth') == []
