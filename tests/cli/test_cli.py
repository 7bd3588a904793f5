"""The command line: exit codes, what is said where, and what is imported for it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command
from instruments.terminal import on_terminal
from typer.testing import CliRunner

from guides import SHIPPED, TINY, write
from studyguide.cli.app import app
from studyguide.formats import FORMATS
from studyguide.guide.schema import guide_schema
from studyguide.handouts.editions import EDITIONS

BAD = TINY.replace("sections", "sektions")
COMMANDS = ["build", "check", "list", "schema"]


def imported(folder: Path, *words: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    code = """
import sys
from studyguide.cli.app import app
try:
    app(prog_name="studyguide")
finally:
    print("\\n", " ".join(sys.modules), file=sys.stderr)
"""
    command = [sys.executable, "-c", code, *words]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


# Help, version, list, schema


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_names_every_command(word: str) -> None:
    ran = CliRunner().invoke(app, [word])
    assert ran.exit_code == 0
    assert all(command in ran.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    ran = CliRunner().invoke(app, [command, "--help"])
    assert ran.exit_code == 0
    assert "Usage:" in ran.output


def test_version_is_the_packages(studyguide: Command) -> None:
    ran = studyguide("--version")
    assert ran.returncode == 0
    assert re.fullmatch(r"studyguide \d+\.\d+\.\d+\n", ran.stdout)


def test_list_names_guides_editions_and_formats() -> None:
    ran = CliRunner().invoke(app, ["list"])
    assert ran.exit_code == 0
    listed = {line.split()[0] for line in ran.output.splitlines() if line.startswith("  ")}
    assert listed >= {SHIPPED, *EDITIONS, *FORMATS}


def test_schema_is_printed_as_json() -> None:
    ran = CliRunner().invoke(app, ["schema"])
    assert ran.exit_code == 0
    assert json.loads(ran.output) == guide_schema()


# Exit codes


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_good_guide_ends_with_0(command: str, studyguide: Command, tmp_path: Path) -> None:
    more = ["--format", "html"] if command == "build" else []
    ran = studyguide(command, str(write(tmp_path)), *more)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", ["bad.yaml", "no-such-file.yaml"])
def test_a_bad_guide_ends_with_1_and_says_where(
    command: str, name: str, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, BAD, "bad.yaml")
    ran = studyguide(command, name)
    assert ran.returncode == 1
    assert re.search(rf"^{name}:\d+:\d+: error: ", ran.stderr, re.MULTILINE)
    assert "Traceback" not in ran.stderr


def test_a_warning_is_told_and_ends_with_0(studyguide: Command, tmp_path: Path) -> None:
    ran = studyguide("check", str(write(tmp_path, TINY.removeprefix("studyguide: 1\n"))))
    assert ran.returncode == 0
    assert "warning" in ran.stderr
    assert "[no-version]" in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--colour"],
        ["build", SHIPPED, "--edition", "poster"],
        ["build", SHIPPED, "--format", "docx"],
        ["build", SHIPPED, "--paper", "a3"],
        ["check", "--report", "xml"],
        ["build"],
        ["check"],
        [],
    ],
    ids=lambda words: " ".join(words) or "nothing",
)
def test_a_command_that_is_not_understood_ends_with_2(
    words: list[str], studyguide: Command, tmp_path: Path
) -> None:
    ran = studyguide(*words)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


# Which guides


def test_without_a_guide_an_empty_folder_is_told_what_there_is(studyguide: Command) -> None:
    ran = studyguide("build")
    assert ran.returncode == 2
    assert SHIPPED in ran.stderr


def test_a_hidden_file_is_no_guide(studyguide: Command, tmp_path: Path) -> None:
    (tmp_path / ".config.yaml").write_text("repos: []\n")
    (tmp_path / "guides").mkdir()
    write(tmp_path / "guides", name="rain.yaml")
    ran = studyguide("check")
    assert ran.returncode == 0, ran.stderr
    assert "rain.yaml" in ran.stdout


def test_without_a_guide_those_of_the_folder_are_built(studyguide: Command, tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    write(tmp_path, name="a.yaml")
    write(tmp_path, name="b.yml")
    write(tmp_path / "guides", name="c.yaml")
    assert studyguide("build", "--format", "html").returncode == 0
    made = {path.name.partition("-")[0] for path in (tmp_path / "handouts").iterdir()}
    assert made == {"a", "b"}


def test_without_a_guide_here_those_in_guides_are_built(
    studyguide: Command, tmp_path: Path
) -> None:
    (tmp_path / "guides").mkdir()
    write(tmp_path / "guides", name="c.yaml")
    assert studyguide("build", "--format", "html").returncode == 0
    made = {path.name.partition("-")[0] for path in (tmp_path / "handouts").iterdir()}
    assert made == {"c"}


def test_a_shipped_guide_is_known_by_its_name(studyguide: Command, tmp_path: Path) -> None:
    ran = studyguide("build", SHIPPED, "--format", "html", "-o", "out")
    assert ran.returncode == 0, ran.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"{SHIPPED}-facilitator.html", f"{SHIPPED}-participant.html"]


# What is said


def test_build_tells_pages_sizes_and_what_to_print(studyguide: Command, tmp_path: Path) -> None:
    guide = TINY + "meeting: {people: 7}\n"
    ran = studyguide("build", str(write(tmp_path, guide)))
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"guide-participant\.pdf +\(\d+ pages?, \d+ KB\)", ran.stdout)
    assert re.search(r"guide-participant\.html +\(\d+ KB\)", ran.stdout)
    last = ran.stdout.splitlines()[-1]
    assert "7 × guide-participant.pdf" in last
    assert "1 × guide-facilitator.pdf" in last


def test_in_a_pipe_there_is_no_progress_and_no_colour(studyguide: Command, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write(tmp_path, name=name)
    write(tmp_path, BAD, "c.yaml")
    ran = studyguide("build", "--format", "html")
    assert ran.returncode == 1
    for said in (ran.stdout, ran.stderr):
        assert "\x1b" not in said
        assert "\r" not in said
    assert " of 3" not in ran.stderr


@pytest.mark.real
def test_on_a_terminal_several_guides_show_progress(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write(tmp_path, name=name)
    code, said = on_terminal(tmp_path, "build", "--format", "html")
    assert code == 0
    assert "1 of 2" in said
    assert "2 of 2" in said


def test_on_a_terminal_a_mistake_is_shown_with_a_caret_in_colour(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    code, said = on_terminal(tmp_path, "check")
    assert code == 1
    assert "\x1b[31m" in said
    assert re.search(r"^ +sektions:.*\r?\n +\^", said, re.MULTILINE)


def test_no_color_takes_the_colours_away_and_leaves_the_caret(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    code, said = on_terminal(tmp_path, "check", NO_COLOR="1")
    assert code == 1
    assert "\x1b" not in said
    assert re.search(r"^ +\^", said, re.MULTILINE)


# Asking


def test_bare_in_a_pipe_shows_help_and_asks_nothing(studyguide: Command) -> None:
    ran = studyguide()
    assert ran.returncode == 2
    assert "Usage: studyguide" in ran.stdout
    assert "Which guide" not in ran.stdout


@pytest.mark.real
def test_bare_on_a_terminal_asks_and_builds_what_was_answered(tmp_path: Path) -> None:
    write(tmp_path, name="rain.yaml")
    code, said = on_terminal(tmp_path, typed="1\n5\n90\n2026-12-03\n19:00\ny\n")
    assert code == 0, said
    assert said.index("Which guide") < said.index("How many people") < said.index("5 × ")
    made = sorted((tmp_path / "handouts").iterdir())
    pages = [path.read_text("utf-8") for path in made if path.suffix == ".html"]
    assert len(pages) == 2
    assert all("Thursday, December 3, 2026" in page for page in pages)
    assert any("Arrivals" in page for page in pages), "they meet for the first time"


@pytest.mark.real
def test_bare_on_a_terminal_takes_what_the_guide_says_for_an_empty_answer(tmp_path: Path) -> None:
    write(tmp_path, TINY + "meeting: {people: 7}\n", name="rain.yaml")
    code, said = on_terminal(tmp_path, typed="\n" * 8)
    assert code == 0, said
    assert "7 × rain-participant" in said


def test_a_wrong_answer_is_told_without_a_traceback(tmp_path: Path) -> None:
    code, said = on_terminal(tmp_path, typed="no-such-guide\n" + "\n" * 8)
    assert code == 1
    assert "no such file" in said
    assert "Traceback" not in said


# Reports for machines


def test_a_json_report_is_a_list_of_problems(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, BAD)
    ran = studyguide("check", "guide.yaml", "--report", "json")
    assert ran.returncode == 1
    found = json.loads(ran.stdout)
    assert [(one["file"], one["line"], one["column"]) for one in found if one["line"] == 3]
    keys = {"file", "line", "column", "severity", "code", "message", "hint"}
    assert all(set(one) == keys for one in found)
    assert ran.stderr == ""


@pytest.mark.parametrize("command", [["check"], ["build", "--format", "html"]])
def test_a_json_report_of_a_good_guide_is_an_empty_list(
    command: list[str], studyguide: Command, tmp_path: Path
) -> None:
    ran = studyguide(*command, str(write(tmp_path)), "--report", "json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout) == []


def test_a_github_report_is_made_of_annotations(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, BAD)
    ran = studyguide("check", "guide.yaml", "--report", "github")
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert lines
    assert all(line.startswith("::error file=guide.yaml,line=") for line in lines)


@pytest.mark.parametrize("report", ["text", "json", "github"])
def test_escapes_in_a_guide_reach_no_terminal(
    report: str, studyguide: Command, tmp_path: Path
) -> None:
    evil = r'"\e[2Jsektions\u202e\r\n::error::x"'
    write(tmp_path, TINY.replace("sections", evil), "evil\x1b[2J.yaml")
    ran = studyguide("check", "--report", report)
    assert ran.returncode == 1
    said = ran.stdout + ran.stderr
    assert "control-character" in said
    for mark in "\x1b\r\u202e":
        assert mark not in said
    assert not re.search(r"^::error::x", said, re.MULTILINE)


def test_escapes_in_a_title_and_a_file_name_reach_no_terminal(
    studyguide: Command, tmp_path: Path
) -> None:
    title = r'"\e[31mA walk in the rain"'
    write(tmp_path, TINY.replace("A walk in the rain", title), "a\x1bb.yaml")
    write(tmp_path, name="c\x1b[2Jd\u202e.yaml")
    ran = studyguide("build", "--format", "html")
    assert "Traceback" not in ran.stderr
    assert not set("\x1b\u202e") & set(ran.stdout + ran.stderr)
    made = list((tmp_path / "handouts").iterdir())
    assert len(made) == 2, "the guide with the strange name alone is fine"
    for path in made:
        assert not set("\x1b\u202e") & set(path.name)


def test_a_reader_that_leaves_early_is_no_traceback(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m studyguide schema | head -c 10"
    ran = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


# Imports

HEAVY = {"weasyprint", "pydyf", "fontTools", "jinja2", "babel", "segno", "markdown_it", "PIL"}
HEAVY |= {"yaml", "pikepdf", "studyguide.guide.model", "studyguide.handouts.templates"}
MODEL = {"studyguide.guide.model", "yaml", "markdown_it"}
NEEDED: dict[tuple[str, ...], set[str]] = {
    ("--help",): set(),
    ("--version",): set(),
    ("build", "--help"): set(),
    ("list",): {"jinja2", "studyguide.guide.model", "studyguide.handouts.templates"},
    ("schema",): {"studyguide.guide.model"},
    ("check", "guide.yaml"): MODEL,
    ("plan", "guide.yaml"): MODEL | {"jinja2", "studyguide.handouts.templates"},
    ("build", "guide.yaml", "--format", "html"): MODEL
    | {"jinja2", "studyguide.handouts.templates"},
}
"""What each command may import of the heavy packages."""


@pytest.mark.real
@pytest.mark.parametrize("words", NEEDED, ids=" ".join)
def test_a_command_imports_only_what_it_needs(words: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path)
    assert imported(tmp_path, *words) & HEAVY - NEEDED[words] == set()


@pytest.mark.real
def test_a_pdf_does_import_the_engine(tmp_path: Path) -> None:
    write(tmp_path)
    assert "weasyprint" in imported(tmp_path, "build", "guide.yaml", "--format", "pdf")


def test_the_package_alone_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys, studyguide; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not (HEAVY | {"pydantic"}) & set(ran.stdout.split())


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands(shell: str, studyguide: Command) -> None:
    asked = {
        "COMP_WORDS": "studyguide bu",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "studyguide bu",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    ran = studyguide(env=asked | {"_STUDYGUIDE_COMPLETE": f"complete_{shell}"})
    assert "build" in ran.stdout
    assert "check" not in ran.stdout
    assert ran.stderr == ""
