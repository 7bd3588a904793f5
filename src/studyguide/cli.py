"""Words in, words out: the command line, the only room that prints and the only one that exits."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studyguide.problems import Problem, Severity, StudyguideError, harmless, refuse
from studyguide.report import Report, Terminal, problems

if TYPE_CHECKING:
    from studyguide.build import Wanted

# Heavy rooms are imported by the command that needs them: `--help` must not wait for a PDF engine.

OK, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all is well; guides have problems; the command was not understood."""

app = typer.Typer(
    name="studyguide",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GuideName = Annotated[str, typer.Argument(help="A guide's file, or the name of a shipped guide.")]
GuideNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[GUIDE]...", help="A guide's file, or the name of a shipped guide."),
]
HowToReport = Annotated[Report, typer.Option("--report", help="Whom problems are told to.")]
Minutes = Annotated[int | None, typer.Option(help="How long the meeting lasts.")]
People = Annotated[int | None, typer.Option(help="How many people come.")]
Start = Annotated[str | None, typer.Option(metavar="HH:MM", help="When it starts, like 19:00.")]
Questions = Annotated[int | None, typer.Option(help="How many core questions at most.")]
Reading = Annotated[str | None, typer.Option(help="before, silent or aloud.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"studyguide {version('studyguide')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reading-group handouts, to print and for a phone, from a YAML file of questions."""
    if context.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            print(context.get_help())
            raise typer.Exit(USAGE)
        with _told():
            _ask()


@app.command()
def build(
    guides: GuideNames = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the handouts go.")
    ] = Path("handouts"),
    edition: Annotated[
        list[str] | None,
        typer.Option(help="participant, facilitator, cards …; see `studyguide list`."),
    ] = None,
    format: Annotated[list[str] | None, typer.Option(help="pdf, html, txt or booklet.")] = None,
    paper: Annotated[str, typer.Option(help="a4, letter or a5.")] = "a4",
    large_print: Annotated[bool, typer.Option("--large-print", help="Set in 18 point.")] = False,
    minutes: Minutes = None,
    people: People = None,
    start: Start = None,
    questions: Questions = None,
    reading: Reading = None,
    groups: Annotated[int | None, typer.Option(help="How many tables.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open what was built.")] = False,
    report: HowToReport = Report.TEXT,
) -> None:
    """Build handouts to print and to open on a phone."""
    from studyguide.build import Wanted
    from studyguide.evening import Evening

    with _told(report):
        evening = Evening(minutes, people, start, None, reading, questions, groups)
        wanted = Wanted.named(edition or (), format or (), paper, large_print, evening)
        _build(_chosen(guides), output, wanted, open_, report)


@app.command()
def plan(
    guide: GuideName,
    minutes: Minutes = None,
    people: People = None,
    start: Start = None,
    questions: Questions = None,
    reading: Reading = None,
    report: HowToReport = Report.TEXT,
) -> None:
    """Show how a guide fits a meeting: what comes when, and what is left out."""
    from studyguide import telling
    from studyguide.build import fit
    from studyguide.evening import Evening
    from studyguide.load import load

    with _told(report):
        evening = Evening(minutes, people, start, None, reading, questions)
        planned = fit(load(_chosen([guide])[0]), evening)
        if report is Report.JSON:
            print(json.dumps(telling.plan_record(planned), ensure_ascii=False, indent=2))
        else:
            print(harmless(telling.run_sheet(planned)))


@app.command()
def check(guides: GuideNames = None, report: HowToReport = Report.TEXT) -> None:
    """Say what is wrong with guides, and what to write instead."""
    from studyguide.load import load

    with _told(report):
        found: list[Problem] = []
        paths = _chosen(guides)
        for path in paths:
            try:
                found += load(path).warnings
            except StudyguideError as error:
                found += error.problems
        _say(found, report)
        failed = any(problem.severity is Severity.ERROR for problem in found)
        if report is Report.TEXT and not found:
            print(f"{len(paths)} checked, no problems.")
        raise typer.Exit(PROBLEMS if failed else OK)


@app.command("list")
def list_() -> None:
    """List the shipped guides, the editions and the formats."""
    from studyguide.editions import EDITIONS
    from studyguide.formats import FORMATS
    from studyguide.shelves import shipped_guides

    print("Guides:")
    for name in shipped_guides():
        print(f"  {name}")
    print("Editions:")
    for edition in EDITIONS.values():
        print(f"  {edition.name:<14}{edition.about}  [{', '.join(edition.formats)}]")
    print("Formats:")
    for made in FORMATS.values():
        print(f"  {made.name:<14}{made.about}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a guide, for editors."""
    from studyguide.schema import guide_schema

    print(json.dumps(guide_schema(), indent=2, ensure_ascii=False))


def _build(
    paths: Sequence[Path], output: Path, wanted: "Wanted", opens: bool, report: Report
) -> None:
    """Builds the guides one by one, says what became of each, and exits."""
    from studyguide import telling
    from studyguide.build import build, clashes
    from studyguide.load import load

    rivals = clashes(paths)
    found: list[Problem] = []
    built = []
    for path in _progress(paths):
        try:
            if path in rivals:
                message = f"{path} and {rivals[path]} would make the same files"
                raise refuse("same-name", message, "rename one of the two files")
            built.append(build(load(path), output, wanted))
            found += built[-1].notices
        except StudyguideError as error:
            found += error.problems
    _say(list(dict.fromkeys(found)), report)
    if report is Report.TEXT:
        for one in built:
            said = [*map(telling.made, one.handouts), telling.to_print(one)]
            print("\n".join(harmless(line) for line in said if line))
    if opens:
        for one in built:
            for handout in one.handouts:
                typer.launch(str(handout.path))
    raise typer.Exit(OK if len(built) == len(paths) else PROBLEMS)


def _ask() -> None:
    """Asks which guide, for how many people and when, and builds it."""
    from studyguide.build import Wanted
    from studyguide.evening import Evening
    from studyguide.load import load
    from studyguide.shelves import shipped_guides

    choices = [str(path) for path in _here()] or list(shipped_guides())
    print("Which guide?")
    for number, name in enumerate(choices, start=1):
        print(f"  {number}  {harmless(name)}")
    answer = typer.prompt("Number, name or file", default="1")
    known = answer.isdecimal() and 0 < int(answer) <= len(choices)
    path = _chosen([choices[int(answer) - 1] if known else answer])[0]
    meeting = load(path).guide.meeting
    people = typer.prompt("How many people come", default=meeting.people, type=int)
    minutes = typer.prompt("How many minutes", default=meeting.minutes, type=int)
    day = typer.prompt("Which day, like 2026-12-03 (Enter: open)", "", show_default=False)
    start = typer.prompt("From when, like 19:00 (Enter: open)", "", show_default=False)
    evening = Evening(minutes, people, start or None, day or None)
    _build([path], Path("handouts"), Wanted.named(evening=evening), False, Report.TEXT)


def _chosen(guides: Sequence[str] | None) -> list[Path]:
    """The guides that the words name; with none, those of this folder or of its `guides/`."""
    from studyguide.shelves import shipped_guides

    shipped = shipped_guides()
    if guides:
        names = list(dict.fromkeys(guides))
        return [Path(name) if _exists(name) else shipped.get(name, Path(name)) for name in names]
    if found := _here():
        return found
    hint = f"name a file, or one of: {', '.join(shipped)}"
    raise refuse("no-guide", "there is no guide here, nor in guides/", hint)


def _exists(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _here() -> list[Path]:
    for folder in (Path(), Path("guides")):
        if found := sorted(p for p in folder.glob("*.y*ml") if p.suffix in (".yaml", ".yml")):
            return found
    return []


@contextmanager
def _told(report: Report = Report.TEXT) -> Iterator[None]:
    """Says what is wrong instead of showing a traceback, which only a bug of ours may."""
    try:
        yield
    except StudyguideError as error:
        _say(error.problems, report)
        usage = {"unknown-choice", "no-guide", "bad-option"}
        known = all(problem.code in usage for problem in error.problems)
        raise typer.Exit(USAGE if known else PROBLEMS) from None
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more while it stops.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PROBLEMS) from None


def _say(found: Sequence[Problem], report: Report) -> None:
    """Problems go to standard error for people, to standard output for programs."""
    stream = sys.stderr if report is Report.TEXT else sys.stdout
    colour = stream.isatty() and "NO_COLOR" not in os.environ
    if said := problems(found, report, Terminal(stream.isatty(), colour)):
        print(said, file=stream)


def _progress(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, with a line that counts them where a person watches and there are several."""
    shown = len(paths) > 1 and sys.stderr.isatty()
    for number, path in enumerate(paths, start=1):
        if shown:
            line = f"\r\x1b[K{number} of {len(paths)}: {harmless(path.name)}"
            print(line, end="", file=sys.stderr, flush=True)
        yield path
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
