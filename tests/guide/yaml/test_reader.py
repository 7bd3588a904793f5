"""YAML in, nodes out: what is read, and what is refused before anything is built."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from instruments import ROOT
from strategies import many

from studyguide.guide.yaml import reader
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Sequence, data
from studyguide.guide.yaml.parser import PurePython
from studyguide.problems import StudyguideError


def codes(raw: bytes) -> list[str]:
    with pytest.raises(StudyguideError) as refused:
        reader.parse(raw, "guide.yaml")
    return [problem.code for problem in refused.value.problems]


def by_both(raw: bytes) -> list[Node | str]:
    """What libyaml makes of a file and what PyYAML's own parser does: its nodes or a refusal."""
    found: list[Node | str] = []
    for loader in (yaml.CSafeLoader, PurePython):
        try:
            found.append(reader.parse(raw, "guide.yaml", loader))
        except StudyguideError as refusal:
            found.append(str(refusal))
    return found


def test_every_value_knows_its_file_line_column_and_the_line_itself() -> None:
    node = reader.parse("é: a\nb:\n  - {c: d}\n".encode(), "guide.yaml")
    assert isinstance(node, Mapping)
    items = node.entries["b"].value
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    spot = inner.entries["c"].value.spot
    assert (spot.file, spot.line, spot.column, spot.text) == ("guide.yaml", 3, 9, "  - {c: d}")
    assert (inner.entries["c"].spot.line, inner.entries["c"].spot.column) == (3, 6)


@pytest.mark.parametrize(
    "text",
    ["no", "12:30", "3.10", "1984", "2024-02-30", "=", "0x1F", "1e3", "null", ".nan", "2026-12-03"],
)
def test_a_plain_text_stays_as_it_was_written(text: str) -> None:
    assert data(reader.parse(f"a: {text}".encode(), "guide.yaml")) == {"a": text}


def test_quotes_are_remembered_in_every_style() -> None:
    node = reader.parse(b"- a\n- 'b'\n- \"c\"\n- |\n  d\n- >\n  e\n", "guide.yaml")
    assert isinstance(node, Sequence)
    plain = [item.plain for item in node.items if isinstance(item, Scalar)]
    assert plain == [True, False, False, False, False]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_end(end: str) -> None:
    with pytest.raises(StudyguideError) as caught:
        reader.parse(end.join(["a: b", "c: d", "a: e"]).encode(), "guide.yaml")
    assert str(caught.value).startswith("guide.yaml:3:1: error: a appears twice")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: &b c", ["anchor"]),
        (b"a: !b c", ["tag"]),
        (b"a: ! c", ["tag"]),
        (b"a: !!str c", ["tag"]),
        (b"a: *b", ["alias"]),
        (b"<<: {a: b}", ["merge-key"]),
        (b"a: b\na: c\na: d", ["duplicate-key", "duplicate-key"]),
        (b"a: b\n'a': c", ["duplicate-key"]),
        (b"? [a]\n: b", ["not-a-key"]),
        (b"{[a]: b}", ["not-a-key"]),
        (b"a: b\n---\nc: d", ["two-documents"]),
        (b"a: b\n--- c", ["two-documents"]),
        (b'a: "\\0"', ["control-character"]),
        (b'a: "\\uFFFF"', ["control-character"]),
        (b"a: &b [*b, !c d]\ne: f: g", ["anchor", "alias", "tag", "not-yaml"]),
    ],
)
def test_what_guides_do_without_is_refused(raw: bytes, expected: list[str]) -> None:
    assert codes(raw) == expected


def test_fifty_levels_are_read_and_fifty_one_refused() -> None:
    reader.parse(b"[" * 50 + b"]" * 50, "guide.yaml")
    assert codes(b"[" * 51 + b"]" * 51) == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Which one?, Which two?]", ["Which one?", "Which two?"]),
        ("[Pourquoi ?, Or ? And\n ?how]", ["Pourquoi ?", "Or ? And ?how"]),
        ("{Who?: Why?, what?ever: 'no?'}", {"Who?": "Why?", "what?ever": "no?"}),
        ("[12:30?, a:b, http://x.org/?y, -?]", ["12:30?", "a:b", "http://x.org/?y", "-?"]),
        ("[😀?\t,\té ?\n,\tb]\t", ["😀?", "é ?", "b"]),
        ("b\tc\t# d", "b\tc"),
        ("'b'\t", "b"),
        ("|\t\n  b\tc", "b\tc"),
    ],
)
def test_both_parsers_read_question_marks_and_tabs_as_text(text: str, expected: object) -> None:
    by_libyaml, by_pyyaml = by_both(f"a:\t{text}".encode())
    assert not isinstance(by_libyaml, str)
    assert data(by_libyaml) == {"a": expected}
    assert by_pyyaml == by_libyaml


@given(st.lists(st.text(st.sampled_from("ab?? é😀:-#'\"[]{}\t\n,"), max_size=9), max_size=4))
@example(["a", "{b: ", "}"])
@settings(max_examples=many(400), deadline=None)
def test_both_parsers_read_a_list_of_questions_alike_or_refuse_it(texts: list[str]) -> None:
    by_libyaml, by_pyyaml = by_both(f"a: [{', '.join(texts)}]\n".encode())
    refused = isinstance(by_libyaml, str) and isinstance(by_pyyaml, str)
    assert refused or by_pyyaml == by_libyaml


@pytest.mark.parametrize("folder", ["good", "bad"])
def test_both_parsers_say_the_same_about_every_guide(folder: str) -> None:
    for path in sorted((ROOT / "tests" / folder).glob("*.yaml")):
        by_libyaml, by_pyyaml = by_both(path.read_bytes())
        assert by_pyyaml == by_libyaml, path.name


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a: [What follows:, and why?]", "found a colon before one of , ? [ ] { }"),
        (b"a: {b:}", "found a colon before one of , ? [ ] { }"),
        (b"{a: b, ?\n}", "text can't start with ? and a space"),
        (b": a", "did not find expected key"),
        (b"[]]", "did not find expected <document start>"),
        (b"a: [b\n\t, c]", "this line is indented with a tab"),
        (b"a: |\n  \tb", "this line is indented with a tab"),
        (b"- |#1 why\n  b", "text can't follow | on the same line"),
        (b'"\\uD800"', "the text has a character that can't be printed"),
        (b'"\\UFFFFFFFF"', "the text has a character that can't be printed"),
        (b"- !%of b", "text can't start with !"),
    ],
)
def test_both_parsers_refuse_a_file_with_the_same_words(raw: bytes, said: str) -> None:
    by_libyaml, by_pyyaml = by_both(raw)
    assert isinstance(by_libyaml, str)
    assert said in by_libyaml
    assert by_pyyaml == by_libyaml


def test_a_version_of_many_digits_is_no_traceback_with_either_parser() -> None:
    found = by_both(b"%YAML 1." + b"9" * 5000 + b"\n--- a")
    assert all("[not-yaml]" in str(refusal) for refusal in found)
