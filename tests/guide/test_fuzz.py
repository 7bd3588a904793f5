"""Never a traceback for bad input: whatever stands in a file, it loads or is told what is wrong."""

import string

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from instruments import ROOT
from strategies import many

from studyguide.cli.report import Report, Terminal, problems
from studyguide.guide.load import load, validated
from studyguide.guide.yaml import reader
from studyguide.guide.yaml.nodes import Node
from studyguide.problems import Problem, Severity, StudyguideError

GUIDES = [path.read_bytes() for path in sorted((ROOT / "tests" / "good").glob("*.yaml"))]
BROKEN = [path.read_bytes() for path in sorted((ROOT / "tests" / "bad").glob("*.yaml"))]
MARKS = st.sampled_from(
    [
        *":-?*&!%@`'\"|>[]{},#~=\\<\t\n\r ",
        *["\x00", "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u202e", "\ud7ff", "\ufffe", "😀"],
        *[": ", "- ", " #", "\n- ", "<<: ", "---\n", "\ufeff", "  ", "&a", "*a", "!!int", "é"],
        *["ask: ", "title: ", "![a](b)", "[a](b:c)", "<b>", "9" * 30],
    ]
)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def examples(count: int) -> settings:
    """So many tries, without a clock: a slow machine is no failure."""
    return settings(max_examples=many(count), deadline=None, suppress_health_check=SLOW)


def lines_of(raw: bytes) -> list[str]:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = raw.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def sound(problem: Problem, lines: list[str]) -> bool:
    """Whether a problem says something, and of a place that is in the file."""
    spot = problem.spot
    assert spot is not None
    assert 1 <= spot.line <= len(lines)
    assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1
    assert problem.code == problem.code.lower()
    assert set(problem.code) <= set(string.ascii_lowercase + string.digits + "-")
    assert problem.message
    said = str(problem)
    assert not set(said) & {chr(number) for number in [*range(32), 127]}
    assert len(said) < 1000
    return True


def read(raw: bytes) -> Node | None:
    """The file's nodes, or None where it was refused as it should be."""
    lines = lines_of(raw)
    node, told = None, []
    try:
        node = reader.parse(raw, "guide.yaml")
        guide, found = validated(node)
        told = list(found)
        assert guide is not None or any(one.severity is Severity.ERROR for one in told)
    except StudyguideError as error:
        told = list(error.problems)
        assert told
    assert all(sound(problem, lines) for problem in told)
    for report in Report:
        problems(told, report, Terminal(watched=True, colour=True))
    return node


@examples(300)
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xfe\xff\xd8\x00\xd8\x00")
def test_any_bytes_are_read_or_refused_with_a_place(raw: bytes) -> None:
    read(raw)


@examples(300)
@given(st.lists(MARKS | st.text(max_size=5), max_size=30).map("".join))
def test_any_heap_of_marks_is_read_or_refused_with_a_place(text: str) -> None:
    read(text.encode("utf-8", "surrogatepass"))


@st.composite
def mutated(draw: st.DrawFn, guides: list[bytes]) -> bytes:
    """A guide with lines and letters removed, doubled, moved or put in."""
    text = draw(st.sampled_from(guides)).decode("utf-8")
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from("delete double swap indent insert cut letter".split())):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = " " * draw(st.integers(0, 12)) + lines[at].lstrip()
            case "insert":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(MARKS) + lines[at][place:]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "letter":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + lines[at][place + 1 :]
        text = "\n".join(lines)
    return text.encode("utf-8")


@pytest.mark.real
@examples(500)
@given(mutated(GUIDES))
def test_a_good_guide_with_slips_is_read_or_refused_with_a_place(raw: bytes) -> None:
    read(raw)


@examples(300)
@given(mutated(BROKEN))
def test_a_broken_guide_broken_further_is_refused_with_a_place(raw: bytes) -> None:
    read(raw)


@pytest.mark.parametrize("raw", GUIDES)
def test_a_good_guide_cut_off_anywhere_is_read_or_refused_with_a_place(raw: bytes) -> None:
    for end in range(0, len(raw), 7):
        read(raw[:end])


@examples(100)
@given(raw=mutated(GUIDES))
def test_what_loads_once_loads_alike_again(
    raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(raw)
    outcomes: list[tuple[object, str]] = []
    for _ in range(2):
        try:
            outcomes.append((load(path).guide, ""))
        except StudyguideError as error:
            outcomes.append((None, str(error)))
    assert outcomes[0] == outcomes[1]
