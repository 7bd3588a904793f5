"""What a file that is not yet a guide gets told."""

from typing import Annotated

import pytest
from pydantic import ValidationError

from studyguide.guide import lists, parts, validation
from studyguide.guide.fields import Text
from studyguide.guide.load import validated
from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.guide.yaml import nodes, reader
from studyguide.problems import Problem, Severity

HEAD = "studyguide: 1\nessay: The Two Wells\n"
TAIL = "sections:\n  - title: The first winter\n"
QUESTION = f"{HEAD}{TAIL}    questions:\n      - "


def told(text: str) -> list[Problem]:
    guide, problems = validated(reader.parse(text.encode(), "guide.yaml"))
    assert (guide is None) == any(problem.severity == "error" for problem in problems) or guide
    return list(problems)


def only(text: str) -> Problem:
    (problem,) = told(text)
    return problem


@pytest.mark.parametrize(("word", "meant"), sorted(validation.MEANT.items()))
def test_every_word_that_stands_for_another_stands_for_a_real_key(word: str, meant: str) -> None:
    homes = [part for part in parts.within(Guide) if meant in parts.keys(part)]
    assert homes
    # Where the word is a key itself it would never be looked up.
    assert any(word not in parts.keys(part) for part in homes)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"{HEAD}intro: a\n{TAIL}", "did you mean introduction?"),
        (f"{HEAD}Closing: a\n{TAIL}", "did you mean closing?"),
        (f"{HEAD}after-meeting: a\n{TAIL}", "did you mean after_meeting?"),
        (f"{HEAD}people: 8\n{TAIL}", "people belongs under meeting:"),
        (f"{HEAD}title: a\n{TAIL}", "title belongs under essay: or sections:"),
        (
            f"{HEAD}credits: {{wombat: a}}\n{TAIL}",
            "the keys you can use here are guide_by, license",
        ),
        (f"{QUESTION}{{ask: a, from: b}}", "from belongs under passage:"),
        (f"{HEAD}questions: 6\n{TAIL}", "questions belongs under meeting:"),
        (f"{HEAD}questions: [a, b]\n{TAIL}", "questions belongs under sections:"),
        (f"{HEAD}name: true\n{TAIL}", "name belongs under meeting:"),
        (f"{HEAD}thanks: a\n{TAIL}", "thanks belongs under messages:"),
        (f"{HEAD}meeting: {{host: a}}\n{TAIL}", "did you mean facilitator?"),
        (f"{TAIL}    lines: 3\nessay: a\nstudyguide: 1\n", "lines belongs under questions:"),
        (
            f"{QUESTION}{{ask: a, follow_ups: [{{ask: b, minutes: 3}}]}}",
            "minutes belongs under meeting: or questions:",
        ),
        (f"{QUESTION}{{ask: a, passage: {{begin: b}}}}", "did you mean from?"),
    ],
)
def test_an_unknown_key_names_the_key_or_the_part_that_was_meant(text: str, hint: str) -> None:
    problem = only(text)
    assert (problem.code, problem.hint) == ("unknown-key", hint)


def test_a_misspelt_required_key_is_told_once() -> None:
    problem = only(f"studyguide: 1\nesay: a\n{TAIL}")
    assert problem.hint == "did you mean essay?"


def test_every_mistake_is_told_and_each_at_its_own_line() -> None:
    problems = told(f"{HEAD}language: English\nmeeting: {{minutes: 5}}\n{TAIL}    id: a b\n")
    assert [problem.spot.line for problem in problems if problem.spot] == [3, 4, 7]


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("ten", 12),
        ("10 min", 10),
        ("10-12", 10),
        ("'1,200'", 1200),
        ("'1 200'", 1200),
        ("10.5", 12),
        ("1h30", 12),
        ("0x10", 12),
        ("'1:30'", 12),
        ("9" * 5000, 12),
    ],
)
def test_the_example_for_a_number_is_the_number_that_was_meant(written: str, example: int) -> None:
    problem = only(f"{QUESTION}{{ask: a, minutes: {written}}}")
    assert problem.code == "not-a-number"
    assert problem.hint == f"write only digits, like minutes: {example}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"{QUESTION}Why: to read?", "put the whole text in quotation marks: 'Why: to read?'"),
        (f"{QUESTION}What is it for: to read?", "'What is it for: to read?'"),
        (f"{QUESTION}What's it for: to read?", '"What\'s it for: to read?"'),
        (f"{HEAD}opening:\n  - One word: which?\n{TAIL}", "'One word: which?'"),
    ],
)
def test_a_text_with_a_colon_is_shown_in_quotes(text: str, hint: str) -> None:
    problem = only(text)
    assert problem.code == "colon-in-text"
    assert problem.hint.endswith(hint)


def test_a_comma_between_braces_never_loses_words_in_silence() -> None:
    for essay in ("{title: Wells, and rain}", "{title: a, words: 1,200}", "{title: a,b , c}"):
        problem = told(f"studyguide: 1\nessay: {essay}\n{TAIL}")[0]
        assert problem.code == "comma-in-text"


def test_a_text_with_a_key_or_a_dash_glued_to_it_is_told() -> None:
    assert only(f"{QUESTION}ask:What is it?").hint.startswith("write ask: What is it?;")
    assert only(f"{HEAD}norms:\n  -Listen.\n{TAIL}").hint.startswith("write - Listen.;")
    assert only(f"{HEAD}norms:\n  -\u00a0Listen.\n{TAIL}").code == "no-space"


@pytest.mark.parametrize("text", ["'ask:me'", "ask me", "-5 degrees", "--", "->", "url://x"])
def test_a_text_that_only_looks_glued_is_let_be(text: str) -> None:
    node = reader.parse(f"a: {text}".encode(), "guide.yaml")
    assert list(lists.glued(node)) == []


@pytest.mark.parametrize(
    ("items", "hints"),
    [
        ("[• Listen., • Ask.]", ["write - Listen."]),
        ("[1. Listen., 2. Ask.]", ["write - Listen."]),
        ("[3. Juni war ein Tag., Listen.]", []),
        ("['• Listen.', '• Ask.']", []),
    ],
)
def test_items_with_a_second_mark_are_a_warning(items: str, hints: list[str]) -> None:
    problems = told(f"{HEAD}norms: {items}\n{TAIL}")
    assert [problem.hint for problem in problems] == hints
    assert all(problem.severity is Severity.WARNING for problem in problems)


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_dash_without_its_space_is_told_below_an_item_and_below_a_bar(dash: str) -> None:
    for listed in (
        f"\n  - Listen.\n    {dash}Ask.",
        f" |\n  {dash}Listen.\n  {dash}Ask.",
        f" >\n  {dash}Listen.\n  {dash}Ask.",
    ):
        problem = only(f"{HEAD}norms:{listed}\n{TAIL}")
        assert problem.code == "no-dashes"
        assert problem.spot
        assert problem.spot.text.strip().startswith(dash)
    wrapped = f"{HEAD}norms:\n  - Listen to a well\n    -known voice, and then ask.\n{TAIL}"
    assert told(wrapped) == []


def test_a_pasted_list_leaves_room_for_other_mistakes() -> None:
    problems = told(f"{HEAD}language: English\nglossary: • a\n{TAIL}    questions: 1. Why?\n")
    assert [problem.code for problem in problems] == ["no-dashes", "no-dashes", "bad-value"]


def test_a_space_from_a_web_page_is_named() -> None:
    problems = told(f"{HEAD}\u00a0introduction: a\n{TAIL}")
    assert [problem.message for problem in problems] == [
        "a space at the start of this line is not an ordinary space"
    ]


def test_findings_about_another_part_than_a_guide_name_that_parts_keys() -> None:
    class Letter(Part):
        """A letter."""

        greeting: Annotated[Text, "everybody"]
        """Its first word."""

    node = reader.parse(b"greting: a\nwombat: b\n", "letter.yaml")
    with pytest.raises(ValidationError) as caught:
        Letter.model_validate(nodes.data(node))
    problems = validation.complaints(caught.value.errors(), node, Letter)
    assert [problem.hint for problem in problems] == [
        "did you mean greeting?",
        "the keys you can use here are greeting",
    ]


def test_a_file_without_keys_is_not_a_guide() -> None:
    for text in ("a", "- a", "[]"):
        assert only(text).code == "not-a-guide"
