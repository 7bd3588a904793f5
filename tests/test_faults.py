"""Faults that the program had: none of them may come back."""

import multiprocessing
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
from conftest import Command
from instruments.terminal import on_terminal
from packaging.requirements import Requirement
from PIL import Image

from guides import TINY, write
from studyguide import Problem, StudyguideError, check, load
from studyguide.pipeline.build import build_all
from studyguide.problems import Severity

pytestmark = pytest.mark.real

ROOT = Path(__file__).resolve().parents[1]
BROKEN = TINY.replace("sections", "sektions")
FIRST = f"{TINY}meeting: {{people: 6, minutes: 60, first_meeting: true}}\n"


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("handouts/*"))


def facilitators(folder: Path) -> str:
    (page,) = folder.glob("handouts/*-facilitator*.html")
    return page.read_text("utf-8")


# People who know each other


NAMES = '<tr class="row-names">'
"""The row of the run sheet in which people say their names."""


def test_no_to_a_first_meeting_is_heard_where_the_guide_says_yes(tmp_path: Path) -> None:
    write(tmp_path, FIRST, "rain.yaml")
    code, said = on_terminal(tmp_path, typed="1\n\n\n\n\nn\n")
    assert code == 0, said
    assert NAMES not in facilitators(tmp_path)
    assert [name for name in made(tmp_path) if "False" in name or "True" in name] == []


def test_yes_to_a_first_meeting_is_heard_where_the_guide_says_no(tmp_path: Path) -> None:
    write(tmp_path, FIRST.replace("true", "false"), "rain.yaml")
    code, said = on_terminal(tmp_path, typed="1\n\n\n\n\ny\n")
    assert code == 0, said
    assert NAMES in facilitators(tmp_path)
    assert [name for name in made(tmp_path) if "False" in name or "True" in name] == []


@pytest.mark.parametrize(("option", "names"), [("first", True), ("no-first", False)])
@pytest.mark.parametrize("written", ["true", "false"])
def test_an_option_says_whether_they_meet_for_the_first_time(
    written: str, option: str, names: bool, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, FIRST.replace("true", written), "rain.yaml")
    ran = studyguide("build", "rain.yaml", "--format", "html", f"--{option}-meeting")
    assert ran.returncode == 0, ran.stderr
    assert (NAMES in facilitators(tmp_path)) == names
    changed = "" if names == (written == "true") else f"-{option}-meeting"
    assert made(tmp_path) == [
        f"rain-{edition}{changed}.html" for edition in ("facilitator", "participant")
    ]


# An essay that is a link to itself


@pytest.mark.parametrize("command", [["check"], ["build", "--format", "html"]], ids=" ".join)
def test_an_essay_that_is_a_link_to_itself_is_an_error_at_its_line(
    command: list[str], studyguide: Command, tmp_path: Path
) -> None:
    essay = "essay:\n  title: A walk in the rain\n  file: loop.txt"
    write(tmp_path, TINY.replace("essay: A walk in the rain", essay))
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    ran = studyguide(*command, "guide.yaml")
    assert ran.returncode == 1
    assert re.search(r"^guide\.yaml:4:\d+: error: .*loop\.txt", ran.stderr, re.MULTILINE)
    assert "Traceback" not in ran.stderr
    assert made(tmp_path) == []


# Tables


@pytest.mark.parametrize("command", ["build", "plan"])
@pytest.mark.parametrize(
    "words",
    [["--groups=-1"], ["--groups", "0"], ["--groups", "21"], ["--groups", "7", "--people", "6"]],
    ids=" ".join,
)
def test_tables_that_cannot_be_are_refused_with_a_hint(
    words: list[str], command: str, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, f"{TINY}meeting: {{people: 20}}\n")
    more = ["--edition", "groups", "--format", "html"] if command == "build" else []
    ran = studyguide(command, "guide.yaml", *words, *more)
    assert ran.returncode in (1, 2)
    hint = r"write a number (?:of tables )?from 1 to \d+"
    assert re.search(rf"error: --groups: .* — {hint} \[", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    assert made(tmp_path) == []


def test_the_plan_has_as_many_tables_as_were_asked_for(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path)
    ran = studyguide("plan", "guide.yaml", "--groups", "3", "--people", "20")
    assert ran.returncode == 0, ran.stderr
    assert set(re.findall(r"\d+ tables", ran.stdout)) == {"3 tables"}


def test_each_table_that_was_asked_for_gets_a_sheet(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path)
    words = ["--edition", "groups", "--format", "html", "--groups", "3", "--people", "20"]
    ran = studyguide("build", "guide.yaml", *words)
    assert ran.returncode == 0, ran.stderr
    (name,) = made(tmp_path)
    page = (tmp_path / "handouts" / name).read_text("utf-8")
    assert re.findall(r">Table (\d+)</h", page) == ["1", "2", "3"]


# Empty lines


def test_a_check_with_nothing_but_errors_prints_no_empty_line(
    studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, BROKEN)
    ran = studyguide("check", "guide.yaml")
    assert ran.returncode == 1
    assert re.fullmatch(r"\d+ problems?\n", ran.stdout)


# Two papers in one folder


def print_rules(page: str) -> list[str]:
    """What a page's stylesheet says of print alone."""
    return re.findall(r"@media print \{.*?\n\}", page, re.DOTALL)


def said(page: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split()


@pytest.mark.parametrize("papers", [("a4", "a5"), ("a5", "a4")], ids=" ".join)
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_two_papers_in_one_folder_keep_both_pages(
    edition: str, papers: tuple[str, str], studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path)
    words = ["build", "guide.yaml", "--edition", edition, "--format", "html", "--paper"]
    for paper in papers:
        assert studyguide(*words, paper).returncode == 0
    assert made(tmp_path) == [f"guide-{edition}-a5.html", f"guide-{edition}.html"]
    small, usual = ((tmp_path / "handouts" / name).read_text("utf-8") for name in made(tmp_path))
    # A narrow run sheet has no column of its own, and so no heading, for how a question goes.
    assert said(small) == said(usual.replace(">How</th>", "></th>")), "the same words"
    assert set(print_rules(usual)) != set(print_rules(small))


def author(path: Path) -> str | None:
    with pikepdf.open(path) as document:
        said = document.docinfo.get("/Author")
        return None if said is None else str(said)


@pytest.mark.parametrize(
    ("credits", "expected"),
    [
        ("credits: {guide_by: the studyguide tests}\n", "the studyguide tests"),
        ("credits: {license: CC BY 4.0}\n", None),
        ("", None),
    ],
    ids=["by somebody", "by nobody", "no credits"],
)
def test_the_author_of_a_pdf_is_whoever_wrote_the_guide(
    credits: str, expected: str | None, studyguide: Command, tmp_path: Path
) -> None:
    essay = "{title: A walk in the rain, author: Anonymous}"
    write(tmp_path, TINY.replace("A walk in the rain", essay) + credits)
    words = ["--edition", "participant", "--format", "pdf", "--format", "booklet"]
    assert studyguide("build", "guide.yaml", *words).returncode == 0
    assert author(tmp_path / "handouts" / "guide-participant.pdf") == expected
    assert author(tmp_path / "handouts" / "guide-participant-booklet.pdf") in (expected, None)


# Guides that are broken

ALONE = """
import multiprocessing, runpy, sys

class NoEngine:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            print("the engine is imported", file=sys.stderr)

def started(*words):
    print("a process is started", file=sys.stderr)
    raise SystemExit(9)

sys.meta_path.insert(0, NoEngine())
multiprocessing.get_context = started
sys.argv = ["studyguide", "build", *sys.argv[1:]]
runpy.run_module("studyguide", run_name="__main__")
"""


def test_ten_broken_guides_start_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(tmp_path, BROKEN, f"{number}.yaml") for number in range(10)]
    monkeypatch.setattr(multiprocessing, "get_context", None)
    results = list(build_all(paths, tmp_path / "handouts"))
    assert all(isinstance(one, StudyguideError) for one in results)
    assert len(results) == 10
    assert made(tmp_path) == []


def test_ten_broken_guides_do_not_import_the_engine(tmp_path: Path) -> None:
    names = [write(tmp_path, BROKEN, f"{number}.yaml").name for number in range(10)]
    ran = subprocess.run(
        [sys.executable, "-c", ALONE, *names], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.returncode == 1, ran.stderr
    assert "the engine is imported" not in ran.stderr
    assert "a process is started" not in ran.stderr
    assert [name for name in names if f"{name}:3:1: error: " not in ran.stderr] == []


def test_two_sound_guides_start_processes_so_that_the_test_above_says_something(
    tmp_path: Path,
) -> None:
    names = [write(tmp_path, TINY, f"{number}.yaml").name for number in range(2)]
    ran = subprocess.run(
        [sys.executable, "-c", ALONE, *names], cwd=tmp_path, capture_output=True, text=True
    )
    assert "a process is started" in ran.stderr


# A base's pictures


@pytest.mark.parametrize("command", [["check"], ["build", "--format", "html"]], ids=" ".join)
def test_a_picture_beside_a_base_in_a_folder_below_is_found(
    command: list[str], studyguide: Command, tmp_path: Path
) -> None:
    for place, colour in (("sub/deep", "navy"), ("sub", "olive")):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (3, 2), colour).save(tmp_path / place / "well.png")
    deep = TINY.replace("essay:", "introduction: 'Look: ![a well](well.png)'\nessay:")
    write(tmp_path / "sub" / "deep", deep, "base.yaml")
    middle = "studyguide: 1\nextends: deep/base.yaml\nopening: 'And here: ![another](well.png)'\n"
    write(tmp_path / "sub", middle, "middle.yaml")
    write(tmp_path, "studyguide: 1\nextends: sub/middle.yaml\n", "top.yaml")
    ran = studyguide(*command, "top.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "picture" not in ran.stderr
    if command[0] == "build":
        page = facilitators(tmp_path)
        shown = dict(
            re.findall(r'<img src="(data:image/png;base64,[^"]+)" alt="(a well|another)">', page)
        )
        assert sorted(shown.values()) == ["a well", "another"], "each its own picture"


def test_a_picture_that_is_only_beside_the_overlay_is_not_the_bases(
    studyguide: Command, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    Image.new("RGB", (3, 2)).save(tmp_path / "well.png")
    deep = TINY.replace("essay:", "introduction: '![a well](well.png)'\nessay:")
    write(tmp_path / "sub", deep, "base.yaml")
    write(tmp_path, "studyguide: 1\nextends: sub/base.yaml\n", "top.yaml")
    ran = studyguide("check", "top.yaml")
    assert ran.returncode == 1
    assert "sub/base.yaml:2:15: error: there is no picture well.png" in ran.stderr


# A new question with the old one's follow-ups

ASKED = """\
studyguide: 1
essay: A walk in the rain
sections:
  - title: Getting wet
    questions:
      - id: leave
        ask: Why does the walker leave the umbrella at home?
        follow_ups: [Which word says so?]
"""
NEW = "Who stays dry, and how?"


def kept(folder: Path, change: str, base: str = ASKED) -> list[Problem]:
    """What is said of kept follow-ups when `change` is what becomes different of the question."""
    write(folder, base, "base.yaml")
    over = f"studyguide: 1\nextends: base.yaml\nchange:\n  leave:\n{change}"
    path = write(folder, over, "over.yaml")
    found = [one for one in load(path).warnings if one.code == "kept-follow-ups"]
    assert [one for one in check(path) if one.code == "kept-follow-ups"] == found
    return found


def test_a_new_question_that_keeps_the_olds_follow_ups_says_so(tmp_path: Path) -> None:
    (problem,) = kept(tmp_path, f"    minutes: 7\n    ask: {NEW}\n")
    assert problem.severity is not Severity.ERROR
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.line) == (str(tmp_path / "over.yaml"), 6)
    assert "leave" in problem.message
    assert "follow_ups" in problem.message
    assert problem.hint


def test_the_command_says_it_too(studyguide: Command, tmp_path: Path) -> None:
    kept(tmp_path, f"    ask: {NEW}\n")
    for command in (["check"], ["build", "--format", "html"]):
        ran = studyguide(*command, "over.yaml")
        assert ran.returncode == 0, ran.stderr
        assert re.search(r"^over\.yaml:5:\d+: .*\[kept-follow-ups\]$", ran.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    "change",
    [
        f"    ask: {NEW}\n    follow_ups: [Where does it say so?]\n",
        f"    ask: {NEW}\n    follow_ups:\n",
        f"    ask: {NEW}\n    follow_ups: []\n",
        "    ask: Why does the walker leave the umbrella at home?\n",
        '    ask: "Why does the walker leave the umbrella at home?"\n',
        "    ask: >-\n      Why does the walker leave\n      the umbrella at home?\n",
        "    minutes: 7\n",
        "    was: Why does the walker leave the umbrella at home?\n    minutes: 7\n",
    ],
    ids=[
        "written anew",
        "left empty",
        "an empty list",
        "the same text",
        "in quotes",
        "on two lines",
        "no text",
        "only the old one",
    ],
)
def test_nothing_is_said_where_nothing_old_is_kept(change: str, tmp_path: Path) -> None:
    assert kept(tmp_path, change) == []


def test_a_question_that_had_no_follow_ups_keeps_none(tmp_path: Path) -> None:
    bare = ASKED.replace("        follow_ups: [Which word says so?]\n", "")
    for base in (bare, f"{bare}        follow_ups:\n", f"{bare}        follow_ups: []\n"):
        assert kept(tmp_path, f"    ask: {NEW}\n", base) == []


# The engine's next version


def test_the_engines_next_version_is_not_let_in_unseen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (engine,) = [
        one for one in map(Requirement, project["dependencies"]) if one.name == "weasyprint"
    ]
    for refused in ("71", "71.0", "71.0.1", "72.0", "69.0"):
        assert refused not in engine.specifier
    for taken in ("70.0", "70.1", version("weasyprint")):
        assert taken in engine.specifier
