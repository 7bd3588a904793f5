"""YAML in, nodes out: what is read, and what is refused before anything is built."""

import os
from pathlib import Path

import pytest

from studyguide.guide.yaml import reader
from studyguide.guide.yaml.nodes import Mapping, Scalar, Sequence, data
from studyguide.problems import StudyguideError


def codes(raw: bytes) -> list[str]:
    with pytest.raises(StudyguideError) as refused:
        reader.parse(raw, "guide.yaml")
    return [problem.code for problem in refused.value.problems]


def refused(path: Path) -> str:
    with pytest.raises(StudyguideError) as caught:
        reader.read(path, "guide.yaml")
    return str(caught.value)


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
    assert str(caught.value).startswith("guide.yaml:3:1: error: a stands twice")


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


def test_a_file_of_one_mebibyte_is_read_and_one_byte_more_refused(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_bytes(b"a: b\n#".ljust(reader.SIZE_LIMIT, b"x"))
    assert data(reader.read(path, "guide.yaml")) == {"a": "b"}
    path.write_bytes(b"a: b\n#".ljust(reader.SIZE_LIMIT + 1, b"x"))
    assert "[too-large]" in refused(path)


def test_what_is_not_there_or_not_a_file_is_said(tmp_path: Path) -> None:
    assert "[no-such-file]" in refused(tmp_path / "guide.yaml")
    assert "[not-a-file]" in refused(tmp_path)
    assert "[unreadable]" in refused(tmp_path / ("g" * 300))
    assert "[no-such-file]" in refused(Path("a\0b"))
    (tmp_path / "loop").symlink_to("loop")
    assert refused(tmp_path / "loop").startswith("guide.yaml:1:1: error: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "guide.yaml")
    assert "[not-a-file]" in refused(tmp_path / "guide.yaml")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_opened_is_said(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_text("a: b")
    path.chmod(0)
    assert "[unreadable]" in refused(path)
