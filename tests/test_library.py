"""The library: a few names, quiet and typed, and a command line with an option for every field."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

import studyguide
from guides import SHIPPED, TINY, write
from studyguide import (
    BuildRequest,
    Built,
    CheckRequest,
    Guide,
    Handout,
    Loaded,
    MeetingOverrides,
    Plan,
    Problem,
    StudyguideError,
    build,
    check,
    load,
    plan,
)
from studyguide.cli import options
from studyguide.cli.app import app
from studyguide.cli.options import REQUEST
from studyguide.files.resources import shipped_guides
from studyguide.planning.overrides import OPTIONS
from studyguide.problems import Severity

NAMES = """
    BuildRequest Built CheckRequest Guide Handout Loaded MeetingOverrides Plan Problem
    StudyguideError build check load plan
""".split()
HTML = BuildRequest(format=["html"])


def option(name: str) -> str:
    """The option that stands for a field on the command line."""
    return f"--{OPTIONS.get(name, name).replace('_', '-')}"


# Names


def test_the_library_has_these_names_and_no_others() -> None:
    assert sorted(studyguide.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_name_can_be_imported_and_explains_itself(name: str) -> None:
    said = getattr(studyguide, name).__doc__
    assert said
    assert not said.startswith(f"{name}("), "a dataclass without a docstring gets its signature"


def test_a_star_brings_every_name_and_nothing_else() -> None:
    code = "before = set(dir()); from studyguide import *; print(*sorted(set(dir()) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.stdout.split(), ran.stderr) == (sorted([*NAMES, "before"]), "")


def test_a_name_that_is_not_there_is_an_ordinary_mistake() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bake'"):
        _ = studyguide.bake
    with pytest.raises(ImportError, match="bake"):
        exec("from studyguide import bake")


def test_its_types_ship_with_the_package() -> None:
    assert (files("studyguide") / "py.typed").is_file()


# Build


@pytest.mark.parametrize("as_text", [False, True], ids=["a path", "a text"])
def test_build_takes_a_guides_path(as_text: bool, tmp_path: Path) -> None:
    path, out = write(tmp_path), tmp_path / "out"
    built = build(str(path), str(out), HTML) if as_text else build(path, out, HTML)
    assert isinstance(built, Built)
    assert isinstance(built.plan, Plan)
    assert all(isinstance(one, Handout) for one in built.handouts)
    assert [one.path for one in built.handouts] == [
        out / "guide-participant.html",
        out / "guide-facilitator.html",
    ]
    assert all(one.size == one.path.stat().st_size > 0 for one in built.handouts)
    assert built.notices == ()


def test_build_takes_a_guide_that_was_loaded(tmp_path: Path) -> None:
    path = write(tmp_path)
    loaded = load(path)
    assert isinstance(loaded, Loaded)
    assert isinstance(loaded.guide, Guide)
    build(path, tmp_path / "a", HTML)
    path.unlink()
    build(loaded, tmp_path / "b", HTML)
    made = [
        {one.name: one.read_bytes() for one in (tmp_path / name).iterdir()} for name in ("a", "b")
    ]
    assert made[0] == made[1]


@pytest.mark.real
def test_build_makes_the_usual_handouts_in_the_usual_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    built = build(write(tmp_path))
    assert [str(one.path) for one in built.handouts] == [
        f"handouts/guide-{edition}.{ending}"
        for edition in ("participant", "facilitator")
        for ending in ("pdf", "html")
    ]


def test_build_does_as_it_is_asked(tmp_path: Path) -> None:
    request = BuildRequest(
        edition=["groups"],
        format=["html"],
        paper="a5",
        large_print=True,
        meeting=MeetingOverrides(minutes=90, people=20, tables=3),
    )
    built = build(write(tmp_path), tmp_path / "out", request)
    assert (built.plan.meeting.minutes, built.plan.tables) == (90, 3)
    assert [one.path.name for one in built.handouts] == [
        "guide-groups-90min-20people-3groups-large-a5.html"
    ]


# Check

BROKEN = {
    "no YAML": "studyguide: 1\nessay: [",
    "an unknown key": TINY.replace("sections", "sektions"),
    "a picture that is not there": TINY.replace("essay:", "introduction: '![x](x.png)'\nessay:"),
    "a theme that is not there": f"{TINY}theme: nowhere\n",
    "a base that is not there": "studyguide: 1\nextends: nowhere.yaml\n",
    "an essay that is not there": TINY.replace("A walk in the rain", "{title: A, file: a.txt}"),
    "a meeting that is too short": f"{TINY}meeting: {{minutes: 15, first_meeting: true}}\n",
    "nothing": "",
}


@pytest.mark.parametrize("what", BROKEN)
def test_check_gives_errors_with_the_rest_and_raises_nothing(what: str, tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN[what])
    found = check(path)
    assert found
    assert all(isinstance(one, Problem) for one in found)
    told = [one for one in found if one.severity is Severity.ERROR]
    assert told
    for one in told:
        assert one.spot is not None
        assert (one.spot.file, one.spot.line >= 1) == (str(path), True)


def test_check_raises_nothing_for_a_guide_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path, "a\0b", ""):
        assert [one.severity for one in check(path)] == [Severity.ERROR]


def test_check_says_nothing_of_a_sound_guide_and_takes_one_that_was_loaded() -> None:
    path = shipped_guides()[SHIPPED]
    assert [one for one in check(path) if one.severity is not Severity.INFO] == []
    assert check(load(path)) == check(path)


def test_check_gives_warnings_too(tmp_path: Path) -> None:
    found = check(write(tmp_path, TINY.removeprefix("studyguide: 1\n")))
    assert ("no-version", Severity.WARNING) in [(one.code, one.severity) for one in found]


def test_check_looks_at_the_theme_and_the_text_that_it_is_given(tmp_path: Path) -> None:
    path = write(
        tmp_path, TINY.replace("title: Getting wet", "title: Wet\n    passage: {from: Snow}")
    )
    (tmp_path / "rain.txt").write_text("It rained.\n\nIt rained again.\n", "utf-8")
    (tmp_path / "pale").mkdir()
    (tmp_path / "pale" / "theme.css").write_text(":root { --ink: #ddd; }\n", "utf-8")
    before = set(check(path))
    assert set(check(path, CheckRequest(text=tmp_path / "rain.txt"))) - before
    assert set(check(path, CheckRequest(theme=str(tmp_path / "pale")))) - before


def test_check_raises_for_a_theme_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StudyguideError, match="no-theme"):
        check(write(tmp_path), CheckRequest(theme="nowhere"))


# Plan


def test_plan_fits_a_guide_to_its_meeting_with_changes(tmp_path: Path) -> None:
    path = write(tmp_path, f"{TINY}meeting: {{minutes: 60, people: 6}}\n")
    usual, longer = plan(path), plan(path, MeetingOverrides(minutes=90, start="19:00"))
    assert (usual.meeting.minutes, longer.meeting.minutes) == (60, 90)
    assert longer.meeting.people == 6
    assert sum(row.minutes for row in longer.rows) == 90
    assert longer.clock(longer.rows[0].start) == "19:00"
    assert plan(load(path), MeetingOverrides(minutes=90, start="19:00")) == longer


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 3}, {"people": -1}, {"start": "noon"}, {"reading": "never"}, {"tables": 0}],
    ids=str,
)
def test_plan_refuses_what_no_meeting_can_be(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(StudyguideError) as refused:
        plan(write(tmp_path), MeetingOverrides(**wrong))
    (problem,) = refused.value.problems
    assert option(next(iter(wrong))) in problem.message
    assert problem.hint


# What it says, and where


@pytest.mark.parametrize("call", [load, build, plan], ids=lambda call: call.__name__)
def test_a_broken_guide_raises_with_file_and_line(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, BROKEN["an unknown key"])
    with pytest.raises(StudyguideError) as refused:
        call(path)
    spots = [one.spot for one in refused.value.problems]
    assert ("sektions:", 3) in [(spot.text, spot.line) for spot in spots if spot]
    assert {spot.file for spot in spots if spot} == {str(path)}
    assert re.search(rf"^{re.escape(str(path))}:3:1: error: ", str(refused.value), re.MULTILINE)
    assert [one.name for one in tmp_path.iterdir()] == ["guide.yaml"]


@pytest.mark.real
def test_nothing_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path, TINY.removeprefix("studyguide: 1\n"))
    assert load(good).warnings
    assert build(good, tmp_path / "out").notices
    assert check(good)
    plan(good, MeetingOverrides(minutes=45))
    bad = write(tmp_path, BROKEN["an unknown key"], "bad.yaml")
    for call in (load, build, plan):
        with pytest.raises(StudyguideError):
            call(bad)
    assert check(bad)
    assert tuple(capsys.readouterr()) == ("", "")


# The command line has an option for every field

COMMANDS: dict[str, type] = {
    "build": BuildRequest,
    "check": CheckRequest,
    "plan": MeetingOverrides,
}


def names(request: Any) -> list[str]:
    """The fields of a request, with those of a request in it in place of the field."""
    found = []
    for field in fields(request):
        kind = get_type_hints(request)[field.name]
        found += names(kind) if is_dataclass(kind) else [field.name]
    return found


def parameters(command: str) -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return {one.name: one for one in group.commands[command].params}


def test_the_table_of_options_has_a_line_for_every_field_and_no_other() -> None:
    assert set(REQUEST) == {name for request in COMMANDS.values() for name in names(request)}


@pytest.mark.parametrize("name", REQUEST)
def test_every_option_says_what_it_is_for(name: str) -> None:
    said = get_args(REQUEST[name])[1].help
    assert said
    assert said.endswith(".")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_field_of_a_request_is_an_option_of_its_command(command: str) -> None:
    known = parameters(command)
    for name in names(COMMANDS[command]):
        assert known[name].param_type_name == "option"
        assert option(name) in known[name].opts
        assert known[name].help == get_args(REQUEST[name])[1].help
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output
    assert all(option(name) in shown for name in names(COMMANDS[command]))


def test_every_word_of_every_command_is_explained() -> None:
    group: Any = typer.main.get_command(app)
    assert all(one.help for command in group.commands.values() for one in command.params)


@dataclass(frozen=True)
class Loudness:
    """How loud."""

    bells: int | None = None
    """How many bells."""


@dataclass(frozen=True)
class Call:
    """A request of two levels."""

    name: Sequence[str] = ()
    shout: bool = False
    loudness: Loudness = Loudness()


def test_a_field_and_a_line_in_the_table_are_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {
        "name": Annotated[list[str] | None, typer.Option(help="Who is called.")],
        "shout": Annotated[bool, typer.Option("--shout", help="Say it loud.")],
        "bells": Annotated[int | None, typer.Option(help="Ring bells.")],
    }
    for name, line in lines.items():
        monkeypatch.setitem(REQUEST, name, line)
    called: list[tuple[str, Call]] = []
    small = typer.Typer()

    @small.command()
    @options.unfolded
    def call(place: str, call: Call = Call()) -> None:
        """Call somebody."""
        called.append((place, call))

    words = ["inn", "--name", "Ann", "--name", "Bo", "--shout", "--bells", "3"]
    for typed in (words, ["inn"]):
        ran = CliRunner().invoke(small, typed)
        assert ran.exit_code == 0, ran.output
    assert called == [
        ("inn", Call(("Ann", "Bo"), True, Loudness(3))),
        ("inn", Call()),
    ]
    shown = CliRunner().invoke(small, ["--help"]).output
    assert all(said in shown for said in ("Call somebody.", "Say it loud.", "Ring bells."))


def test_a_field_without_a_line_in_the_table_is_found_out_at_once() -> None:
    def call(call: Call = Call()) -> None:
        """Call somebody."""

    with pytest.raises(KeyError, match="name"):
        options.unfolded(call)


def test_what_is_typed_arrives_in_the_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BuildRequest] = []
    monkeypatch.setattr(
        "studyguide.cli.app.build_and_say",
        lambda paths, output, request, opens, report: asked.append(request),
    )
    typed = {
        "edition": "cards",
        "format": "pdf",
        "paper": "letter",
        "large_print": None,
        "minutes": "90",
        "people": "20",
        "start": "19:00",
        "date": "2026-12-03",
        "reading": "aloud",
        "first_meeting": None,
        "questions": "2",
        "tables": "3",
        "theme": "frugal",
        "templates": "own",
        "text": "rain.txt",
        "with_drafts": None,
    }
    assert set(typed) == set(names(BuildRequest))
    words = []
    for name, word in typed.items():
        words += [option(name), *([word] if word else [])]
    ran = CliRunner().invoke(app, ["build", str(write(tmp_path)), *words])
    assert ran.exit_code == 0, ran.output
    assert asked == [
        BuildRequest(
            edition=("cards",),
            format=("pdf",),
            paper="letter",
            large_print=True,
            meeting=MeetingOverrides(90, 20, "19:00", "2026-12-03", "aloud", True, 2, 3),
            theme="frugal",
            templates=Path("own"),
            text=Path("rain.txt"),
            with_drafts=True,
        )
    ]
