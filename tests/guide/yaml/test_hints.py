"""The traps of YAML, and what was probably meant."""

import pytest

from studyguide.guide.yaml import reader, words
from studyguide.guide.yaml.nodes import Scalar, Sequence
from studyguide.problems import StudyguideError


def only_problem(text: str) -> tuple[str, str, int, int]:
    """Message, hint, line and column of the one complaint about a file."""
    with pytest.raises(StudyguideError) as refused:
        reader.parse(text.encode(), "guide.yaml")
    (problem,) = refused.value.problems
    assert problem.spot is not None
    return problem.message, problem.hint, problem.spot.line, problem.spot.column


@pytest.mark.parametrize("mark", ["*", "@", "`", "%"])
def test_a_text_that_starts_with_a_mark_is_shown_in_quotes(mark: str) -> None:
    message, hint, line, column = only_problem(f"norms:\n  - {mark}home, what?\n")
    assert message == f"text can't start with {mark}"
    assert hint == f"put the whole text in quotation marks: '{mark}home, what?'"
    assert (line, column) == (2, 5)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a: b", "'a: b'"),
        ("what's: b", '"what\'s: b"'),
        ('the "so-called": b', "'the \"so-called\": b'"),
        ('what\'s "so-called": b', "'what''s \"so-called\": b'"),
        ("what's C:\\x: b", "'what''s C:\\x: b'"),
    ],
)
def test_the_quotes_that_are_shown_are_yaml_for_the_text(written: str, shown: str) -> None:
    assert words.quoted(written) == shown
    read = reader.parse(f"- {shown}".encode(), "guide.yaml")
    assert isinstance(read, Sequence)
    (text,) = read.items
    assert isinstance(text, Scalar)
    assert text.value == written


def test_a_long_text_is_shown_shortened() -> None:
    assert words.short("a" * 40) == "a" * 40
    assert words.short("a" * 41) == "a" * 39 + "…"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a: b: c\n", "a colon and a space in the text make it look like a key", 1, 5),
        ("norms:\n\t- b\n", "this line is indented with a tab", 2, 1),
        ("norms:\n  -\tb\n", "this line is indented with a tab", 2, 4),
        ("a: 'b\nc: d\n", "the quotation mark ' opened here is never closed", 1, 4),
        ('a: "b" c\n', "text that starts with a quotation mark ends at the next one", 1, 4),
        ("a: 'b's c'\n", "text in single quotes ends at the next apostrophe", 1, 4),
        ("a: | b\n", "text can't follow | on the same line", 1, 4),
        ("a: [b\nc: d\n", "text that starts with [ looks like a list", 1, 4),
        ("a: {b: c\nd: e\n", "the { opened here is never closed", 1, 4),
        ("a: {b: c: d}\n", "between { and }, text with a colon, comma or bracket needs", 1, 4),
        ("a:b\nc: d\n", "a space is missing after the colon", 1, 2),
        ("a:\u00a0b\nc: d\n", "a space is missing after the colon", 1, 2),
        ("norms:\n  - a\n\u00a0 - b\nc: d\n", "a space at the start of this line is not an", 3, 1),
        ("a: b\nc d\ne: f\n", "this line has no colon, and is not part of the text above", 2, 1),
        ("- b\n  kind: c\n", "kind: comes below text that has no key of its own", 2, 3),
        ("- a: >-\n  b\n  c: d\n", "this text belongs to line 1 but is not indented further", 2, 3),
        ("- a: b\n   c: d\n", "this line is indented further than line 1, and lines up", 2, 4),
        ("- a: b\n c: d\n", "this line is indented less than line 1, and lines up with", 2, 2),
        ('a: "\\q"\n', "inside double quotes, \\ starts a special character", 1, 5),
        ("a: b #1 c\n", "everything after this # is treated as a comment and is not", 1, 6),
        ("- a\n  - b\n", "this dash is read as part of the text above, and does not", 2, 3),
        ("a: b\n- c\n", "this line does not fit with line 1", 2, 1),
    ],
)
def test_a_trap_is_named_at_its_place(text: str, message: str, line: int, column: int) -> None:
    said, hint, *place = only_problem(text)
    assert said.startswith(message)
    assert hint
    assert tuple(place) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c\n",
        "a: '#1'\n",
        "a: C#\n",
        "a: >-\n  b\n  - c\n",
        "a: 'b\n  - c'\n",
        "# - a\nb: c\n",
    ],
)
def test_a_comment_and_a_dash_that_are_meant_are_let_be(text: str) -> None:
    reader.parse(text.encode(), "guide.yaml")


def test_an_endless_line_is_looked_at_only_at_its_start() -> None:
    message, _, line, _ = only_problem("a: b\n" + "c" * 900_000 + "\nd: e\n")
    assert message.startswith("this line has no colon")
    assert line == 2
