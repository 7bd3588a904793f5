"""The traps of YAML, and what was probably meant."""

import pytest

from studyguide.guide.yaml import hints, reader
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
    assert message == f"a text can't start with {mark}"
    assert hint == f"put the whole text in quotes: '{mark}home, what?'"
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
    assert hints.quoted(written) == shown
    read = reader.parse(f"- {shown}".encode(), "guide.yaml")
    assert isinstance(read, reader.Sequence)
    (text,) = read.items
    assert isinstance(text, reader.Scalar)
    assert text.value == written


def test_a_long_text_is_shown_shortened() -> None:
    assert hints.short("a" * 40) == "a" * 40
    assert hints.short("a" * 41) == "a" * 39 + "…"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a: b: c\n", "a colon and a space inside a text look like a key to YAML", 1, 5),
        ("norms:\n\t- b\n", "a tab moves this line in", 2, 1),
        ("norms:\n  -\tb\n", "a tab moves this line in", 2, 4),
        ("a: 'b\nc: d\n", "the quote ' is opened here and never closed", 1, 4),
        ('a: "b" c\n', "a text that starts with a quoted word ends, for YAML, at the", 1, 4),
        ("a: 'b's c'\n", "a text in single quotes ends, for YAML, at its next apostrophe", 1, 4),
        ("a: | b\n", "a text can't start with | in the same line", 1, 4),
        ("a: [b\nc: d\n", "a text that starts with [ looks like a list", 1, 4),
        ("a: {b: c\nd: e\n", "the { is opened here and never closed", 1, 4),
        ("a: {b: c: d}\n", "between { and }, a text with a colon, a comma or a bracket", 1, 4),
        ("a:b\nc: d\n", "a space is missing after the colon", 1, 2),
        ("a:\u00a0b\nc: d\n", "a space is missing after the colon", 1, 2),
        ("norms:\n  - a\n\u00a0 - b\nc: d\n", "a blank in front of this line is not one of", 3, 1),
        ("a: b\nc d\ne: f\n", "this line has no colon, and is not a part of the text above", 2, 1),
        ("- b\n  kind: c\n", "kind: stands below a text that has no key itself", 2, 3),
        ("- a: >-\n  b\n  c: d\n", "this text belongs to line 1 and is not moved in further", 2, 3),
        ("- a: b\n   c: d\n", "this line is moved in further than line 1, and fits nothing", 2, 4),
        ("- a: b\n c: d\n", "this line is moved in less far than line 1, and fits nothing", 2, 2),
        ('a: "\\q"\n', "a \\ between double quotes starts a special character", 1, 5),
        ("a: b #1 c\n", "what stands after this # is not printed: YAML takes it for a co", 1, 6),
        ("- a\n  - b\n", "this dash is part of the text above: no new text starts here", 2, 3),
        ("a: b\n- c\n", "this line does not go on with what line 1 began", 2, 1),
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
