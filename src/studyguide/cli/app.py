"""Words in, words out: the commands; only they and the shell below them print and exit."""

import gc
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studyguide.cli import options
from studyguide.cli.console import OK, PROBLEMS, USAGE, listed, progress, say, told
from studyguide.cli.report import Report
from studyguide.cli.targets import chosen, here
from studyguide.problems import Problem, Severity, StudyguideError, harmless, refuse

if TYPE_CHECKING:
    from studyguide.pipeline.build import BuildRequest

# Heavy rooms are imported by the command that needs them: `--help` must not wait for a PDF engine.


app = typer.Typer(
    name="studyguide",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        with told():
            _ask()


@app.command()
def build(
    guides: options.GuideNames = None,
    output: options.Folder = Path("handouts"),
    edition: options.Editions = None,
    format: options.Formats = None,
    paper: options.PaperName = "a4",
    large_print: options.LargePrint = False,
    minutes: options.Minutes = None,
    people: options.People = None,
    start: options.Start = None,
    date: options.Date = None,
    questions: options.Questions = None,
    reading: options.Reading = None,
    first: options.First = None,
    groups: options.Groups = None,
    theme: options.Theme = None,
    templates: options.Templates = None,
    text: options.Text = None,
    with_drafts: options.WithDrafts = False,
    open_: options.Open = False,
    report: options.Report = Report.TEXT,
) -> None:
    """Build handouts to print and to open on a phone."""
    from studyguide.pipeline.build import BuildRequest
    from studyguide.planning.overrides import MeetingOverrides

    with told(report):
        evening = MeetingOverrides(minutes, people, start, date, reading, first, questions, groups)
        wanted = BuildRequest.named(
            edition or (),
            format or (),
            paper,
            large_print,
            evening,
            theme,
            templates,
            text,
            with_drafts,
        )
        _build(chosen(guides), output, wanted, open_, report)


@app.command()
def plan(
    guide: options.GuideName,
    minutes: options.Minutes = None,
    people: options.People = None,
    start: options.Start = None,
    questions: options.Questions = None,
    reading: options.Reading = None,
    first: options.First = None,
    report: options.Report = Report.TEXT,
) -> None:
    """Show how a guide fits a meeting: what comes when, and what is left out."""
    from studyguide.cli import describe
    from studyguide.guide.load import load
    from studyguide.planning.overrides import MeetingOverrides

    with told(report):
        evening = MeetingOverrides(minutes, people, start, None, reading, first, questions)
        planned = evening.fit(load(chosen([guide])[0]).guide)
        if report is Report.JSON:
            print(json.dumps(describe.plan_record(planned), ensure_ascii=False, indent=2))
        else:
            print(harmless(describe.run_sheet(planned)))


@app.command()
def check(
    guides: options.GuideNames = None,
    strict: options.Strict = False,
    explain: options.Explain = None,
    theme: options.Theme = None,
    text: options.Text = None,
    report: options.Report = Report.TEXT,
) -> None:
    """Say what is wrong with guides, and what would be better."""
    with told(report):
        if explain is not None:
            _explain(explain)
        else:
            _check(chosen(guides), theme, text, strict, report)


@app.command()
def show(guide: options.GuideName) -> None:
    """Print a guide with all that it extends, and where each part comes from."""
    from studyguide.guide.load import load
    from studyguide.guide.yaml import writer

    with told():
        print(writer.whole(load(chosen([guide])[0]).node), end="")


@app.command()
def customize(
    name: Annotated[str, typer.Argument(help="The guide to start from.")],
    output: options.File = None,
) -> None:
    """Start a guide of your own from another: everything in it is commented out."""
    from studyguide.pipeline import new

    with told():
        listed(new.customize(chosen([name])[0], name, output))


@app.command()
def new(
    essay: options.Essay = None,
    output: options.File = None,
    blank: options.Blank = False,
    model: options.Model = None,
) -> None:
    """Write a first guide, drafted from an essay, or an empty one with --blank."""
    from studyguide.pipeline import new

    with told():
        if blank == (essay is not None):
            raise refuse("unknown-choice", "name an essay's file, or say --blank", "not both")
        if essay is None:
            listed(new.blank(output))
            return
        paths, accepted, dropped = new.new(essay, output, model)
        listed(paths)
        if model:
            print(f"{model}: {accepted} suggestions accepted, {dropped} dropped.")


@app.command("theme")
def theme_(
    action: Annotated[str, typer.Argument(metavar="new", help="What to do.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The theme's folder.")],
) -> None:
    """Write a theme that changes nothing and explains every variable."""
    from studyguide.pipeline import new

    with told():
        if action != "new":
            raise refuse(
                "unknown-choice", f"a theme can't {action}", "say: studyguide theme new DIR"
            )
        listed(new.theme(folder))


@app.command("list")
def list_() -> None:
    """List the shipped guides, the editions and the formats."""
    from studyguide.files.resources import shipped_guides
    from studyguide.formats import FORMATS
    from studyguide.handouts.editions import EDITIONS

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
    from studyguide.guide.schema import guide_schema

    print(json.dumps(guide_schema(), indent=2, ensure_ascii=False))


def _build(
    paths: Sequence[Path], output: Path, wanted: "BuildRequest", opens: bool, report: Report
) -> None:
    """Builds the guides one by one, says what became of each, and exits."""
    # One build lives for two seconds: looking for garbage meanwhile takes a tenth of them.
    gc.disable()
    from studyguide.cli import describe
    from studyguide.pipeline.batch import each
    from studyguide.pipeline.build import build_file, clashing

    if rivals := clashing(paths):
        raise StudyguideError(*rivals)
    found: list[Problem] = []
    built = []
    for result in progress(paths, each(paths, partial(build_file, folder=output, wanted=wanted))):
        if isinstance(result, StudyguideError):
            found += result.problems
        else:
            built.append(result)
            found += result.notices
    say(list(dict.fromkeys(found)), report)
    if report is Report.TEXT:
        for one in built:
            said = [*map(describe.made, one.handouts), describe.to_print(one)]
            print("\n".join(harmless(line) for line in said if line))
    if opens:
        for one in built:
            for handout in one.handouts:
                typer.launch(str(handout.path))
    raise typer.Exit(OK if len(built) == len(paths) else PROBLEMS)


def _check(
    paths: Sequence[Path], theme: str | None, text: Path | None, strict: bool, report: Report
) -> None:
    """Checks the guides one by one, says what there is to say, and exits."""
    from studyguide.cli import describe
    from studyguide.guide.load import load
    from studyguide.handouts import themes
    from studyguide.pipeline.check import check

    colours = themes.read(themes.find(theme, None)) if theme else themes.NONE
    found: list[Problem] = []
    profiles = []
    for path in progress(paths, paths):
        try:
            loaded = load(path)
            found += check(loaded, colours, text)
            profiles.append(f"{path}\n{describe.figures(loaded.guide)}")
        except StudyguideError as error:
            found += error.problems
    found = list(dict.fromkeys(found))
    say(found, report)
    if report is Report.TEXT:
        print(harmless("\n\n".join(profiles)))
        print("no problems" if not found else describe.count(len(found), "finding"))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise typer.Exit(PROBLEMS if any(one.severity in failing for one in found) else OK)


def _explain(code: str) -> None:
    from difflib import get_close_matches

    from studyguide.cli import describe
    from studyguide.rules import RULES, rule

    found = rule(code)
    if not found:
        near = get_close_matches(code, [one.code for one in RULES], 1)
        hint = f"did you mean {near[0]}?" if near else ", ".join(one.code for one in RULES)
        raise refuse("unknown-choice", f"there is no rule {code}", hint)
    print(describe.explanation(found))


def _ask() -> None:
    """Asks which guide, for how many people and when, and builds it."""
    from studyguide.files.resources import shipped_guides
    from studyguide.guide.load import load
    from studyguide.pipeline.build import BuildRequest
    from studyguide.planning.overrides import MeetingOverrides

    choices = [str(path) for path in here()] or list(shipped_guides())
    print("Which guide?")
    for number, name in enumerate(choices, start=1):
        print(f"  {number}  {harmless(name)}")
    answer = typer.prompt("Number, name or file", default="1")
    known = answer.isdecimal() and 0 < int(answer) <= len(choices)
    path = chosen([choices[int(answer) - 1] if known else answer])[0]
    meeting = load(path).guide.meeting
    people = typer.prompt("How many people come", default=meeting.people, type=int)
    minutes = typer.prompt("How many minutes", default=meeting.minutes, type=int)
    day = typer.prompt("Which day, like 2026-12-03 (Enter: open)", "", show_default=False)
    start = typer.prompt("From when, like 19:00 (Enter: open)", "", show_default=False)
    first = typer.confirm("Do they meet for the first time", default=meeting.first_meeting)
    evening = MeetingOverrides(minutes, people, start or None, day or None, None, first or None)
    _build([path], Path("handouts"), BuildRequest.named(evening=evening), False, Report.TEXT)
