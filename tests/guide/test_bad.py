"""Broken guides and their exact complaints: adding one is adding two files to tests/bad/."""

from collections.abc import Callable
from pathlib import Path

import pytest
from instruments import ROOT

from studyguide.guide import parts
from studyguide.guide.load import load, validated
from studyguide.guide.yaml import reader
from studyguide.problems import StudyguideError

BAD = ROOT / "tests" / "bad"
HEAD = "studyguide: 1\nessay: The Two Wells\n"
ASKED = "sections:\n  - title: The first winter\n    questions:\n      - ask: Why?\n        "
TAIL = "sections:\n  - title: The first winter\n"


def complaint(path: Path) -> str:
    with pytest.raises(StudyguideError) as refused:
        load(path)
    return str(refused.value)


def refused(raw: bytes) -> StudyguideError:
    """What is said about a file of these bytes."""
    try:
        guide, problems = validated(reader.parse(raw, "guide.yaml"))
    except StudyguideError as error:
        return error
    assert guide is None
    return StudyguideError(*problems)


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.yaml")))
def test_a_broken_guide_gets_exactly_its_complaint(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BAD)
    assert complaint(Path(f"{name}.yaml")) + "\n" == (BAD / f"{name}.txt").read_text("utf-8")


def test_every_broken_guide_has_its_complaint_and_every_complaint_its_guide() -> None:
    guides = {path.stem for path in BAD.glob("*.yaml")}
    assert guides == {path.stem for path in BAD.glob("*.txt")}
    assert len(guides) > 100


def test_no_complaint_speaks_the_parsers_language() -> None:
    spoken = "".join(path.read_text("utf-8") for path in BAD.glob("*.txt"))
    for word in ("mapping", "scalar", "indicator", "token", "pydantic", "NoneType", "Traceback"):
        assert word not in spoken


def aliases() -> bytes:
    lines = ["a: &a [ha]"] + [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines).encode()


def merges() -> bytes:
    lines = ["a: &a {k: v}"] + [
        f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines).encode()


def deep() -> bytes:
    return "\n".join(f"{' ' * depth}a:" for depth in range(1000)).encode()


def text(words: str) -> bytes:
    return f"{HEAD}introduction: '{words}'\n{TAIL}".encode()


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        pytest.param(aliases, ["anchor"] + 8 * (["anchor"] + 9 * ["alias"]), id="aliases"),
        pytest.param(
            merges, ["anchor"] + 8 * (["anchor", "merge-key"] + 9 * ["alias"]), id="merges"
        ),
        pytest.param(lambda: b"[" * 100_000, ["too-deep"], id="brackets"),
        pytest.param(lambda: b"{" * 100_000, ["too-deep"], id="braces"),
        pytest.param(lambda: b"- " * 100_000, ["too-deep"], id="dashes"),
        pytest.param(deep, ["too-deep"], id="a deep map"),
        pytest.param(lambda: b"a: b\n" * 9999, 200 * ["duplicate-key"] + ["too-many"], id="keys"),
        pytest.param(lambda: b"a" * (1024 * 1024), ["not-a-guide"], id="one long word"),
        pytest.param(lambda: text("[" * 50_000), ["too-long-text"], id="brackets in a text"),
        pytest.param(lambda: text("*a " * 3000), ["too-much-markup"], id="stars in a text"),
        pytest.param(lambda: text("a" * 10_001), ["too-long-text"], id="a long text"),
        pytest.param(
            lambda: f"{HEAD}meeting: {{minutes: {'9' * 5000}}}\n{TAIL}".encode(),
            ["not-a-number"],
            id="a number of 5,000 digits",
        ),
        pytest.param(lambda: b"studyguide: " + b"9" * 5000, ["version"], id="a long version"),
        pytest.param(lambda: b"", ["empty-file"], id="nothing"),
        pytest.param(lambda: b"\n \n", ["empty-file"], id="blank lines"),
        pytest.param(lambda: b"\xef\xbb\xbf", ["empty-file"], id="a byte order mark alone"),
    ],
)
def test_a_hostile_file_is_refused_for_what_it_is(
    made: Callable[[], bytes], codes: list[str]
) -> None:
    problems = refused(made()).problems
    # How often each is told matters here, not in which order.
    assert sorted(problem.code for problem in problems) == sorted(codes)


@pytest.mark.real
def test_of_ten_thousand_broken_sections_the_first_hundred_are_told() -> None:
    raw = (HEAD + "sections:\n" + "  - titel: x\n" * 10_000).encode()
    problems = refused(raw).problems
    assert [problem.code for problem in problems].count("unknown-key") == 100
    assert problems[-1].code == "too-many"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("essay: x\nb: café".encode("latin-1"), "guide.yaml:2:7: error: the file is not in UTF-8"),
        ("é: é\nb: ".encode() + b"\xe9", "guide.yaml:2:4: error: the file is not in UTF-8"),
        ("essay: x".encode("utf-16-le"), "guide.yaml:1:1: error: the file is not in UTF-8"),
        ("essay: x".encode("utf-32"), "guide.yaml:1:1: error: the file is not in UTF-8"),
        ("essay: x".encode("utf-16") + b"\0", "guide.yaml:1:9: error: the file is not in UTF-8"),
        (b"essay: x\nb: a\0", "guide.yaml:2:5: error: the file has a character that can't be"),
        (b"a: \x1b[2J", "guide.yaml:1:4: error: the file has a character that can't be printed"),
        ("a: é\x80".encode(), "guide.yaml:1:5: error: the file has a character that can't be"),
        ("a: \uffff".encode(), "guide.yaml:1:4: error: the file has a character that can't be"),
        ("a: b\u2028c: d".encode(), "guide.yaml:1:5: error: the file has a character that can't"),
        ("a: b\x85c: d".encode(), "guide.yaml:1:5: error: the file has a character that can't be"),
    ],
)
def test_a_file_that_is_no_text_is_refused_at_the_character(raw: bytes, said: str) -> None:
    assert str(refused(raw)).startswith(said)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04\x14word/document.xml", "this is a Word document, not a guide"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "this is a LibreOffice"),
        (b"PK\x03\x04\x14guide.yaml", "this is a zip file, not a guide"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is a document from a word processor (an old Word"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF, not a guide"),
        (b"{\\rtf1\\ansi", "this is a document from a word processor (RTF), not a guide"),
    ],
)
def test_another_programs_document_is_called_what_it_is(raw: bytes, said: str) -> None:
    (problem,) = refused(raw).problems
    assert problem.code == "not-text"
    assert problem.message.startswith(said)


@pytest.mark.parametrize("mark", ["• ", "– ", "* ", "1. ", "a) ", "(2) ", "+ "])
@pytest.mark.parametrize("key", sorted(parts.lists() - {"add", "drop"}))
def test_a_pasted_list_is_never_read_as_one_text(key: str, mark: str) -> None:
    home = dict.fromkeys(("follow_ups", "passage", "possible_answers"), ASKED)
    home |= {"questions": f"{TAIL}    "}
    start, end = (home[key], "") if key in home else ("", "" if key == "sections" else TAIL)
    indent = " " * (len(start) - start.rfind("\n") - 1)
    listed = [f"{indent}  {mark}{word} it?\n" for word in ("What is", "Who says")]
    for behind in ("", " |", " >"):
        raw = f"{HEAD}{start}{key}:{behind}\n{''.join(listed)}{end}".encode()
        (problem,) = refused(raw).problems
        assert f"{mark.strip()} does not start an item of a list" in problem.message
        assert problem.spot
        assert problem.spot.text == listed[0].rstrip("\n")


def test_a_guide_from_a_chat_is_fine_once_the_lines_named_are_deleted(tmp_path: Path) -> None:
    for name, named in (
        ("around", [0, 5]),
        ("at-the-end", [4]),
        ("and-a-chat-around", [*range(3), *range(7, 10)]),
    ):
        lines = (BAD / f"a-fence-{name}.yaml").read_text("utf-8").splitlines()
        path = tmp_path / "guide.yaml"
        path.write_text("\n".join(line for n, line in enumerate(lines) if n not in named))
        assert load(path).warnings == ()


@pytest.mark.real
def test_a_huge_file_of_marks_is_read_or_refused() -> None:
    lines = {
        "bullets": "norms:\n" + "  • a\n" * 150_000,
        "dashes": "norms:\n" + "  – a\n" * 150_000,
        "numbers on one line": "norms: " + "1. " * 300_000,
        "items": "norms:\n" + "  - 1. a\n" * 90_000,
        "a block": "norms: |\n" + "  1. a\n" * 120_000,
        "blanks": "norms: |\n" + " " * 900_000 + "\n  a",
        "a broken end": "norms:\n" + "• a\n" * 150_000,
        "fences": "```\n" * 200_000,
    }
    for text in lines.values():
        refused((HEAD + text + "\n").encode())


def test_a_complaint_never_holds_a_raw_command_for_the_terminal() -> None:
    for path in BAD.glob("*.txt"):
        assert not any(ord(mark) < 32 and mark != "\n" for mark in path.read_text("utf-8"))
