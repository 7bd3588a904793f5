"""The commands of the `studyguide` program."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from studyguide.cli import options
from studyguide.cli.console import OK, PROBLEMS, USAGE, listed, progress, say, told
from studyguide.cli.interactive import ask, build_and_say
from studyguide.cli.report import Report
from studyguide.cli.targets import chosen
from studyguide.pipeline.request import BuildRequest, CheckRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.problems import Problem, Severity, harmless, misused

# Each command imports what else it needs, so that `--help` doesn't wait for the PDF engine.

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
    """Make reading-group handouts, to print or read on a phone, from a YAML file of questions."""
    if context.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            print(context.get_help())
            raise typer.Exit(USAGE)
        with told():
            ask()


@app.command()
@options.unfolded
def build(
    guides: options.GuideNames = None,
    output: options.Folder = Path("handouts"),
    request: BuildRequest = BuildRequest(),
    open_: options.Open = False,
    report: options.Report = Report.TEXT,
) -> None:
    """Build handouts to print or read on a phone."""
    with told(report):
        build_and_say(chosen(guides), output, request, open_, report)


@app.command()
@options.unfolded
def plan(
    guide: options.GuideName,
    meeting: MeetingOverrides = MeetingOverrides(),
    report: options.Report = Report.TEXT,
) -> None:
    """Show how a guide fits a meeting, and what is left out."""
    with told(report):
        from studyguide.cli import describe
        from studyguide.guide.load import load
        from studyguide.pipeline.plan import plan

        loaded = load(chosen([guide])[0])
        planned = plan(loaded, meeting)
        if report is Report.JSON:
            print(json.dumps(describe.plan_record(planned), ensure_ascii=False, indent=2))
        else:
            print(harmless(describe.run_sheet(planned, loaded.guide.language)))


@app.command()
@options.unfolded
def check(
    guides: options.GuideNames = None,
    strict: options.Strict = False,
    explain: options.Explain = None,
    request: CheckRequest = CheckRequest(),
    report: options.Report = Report.TEXT,
) -> None:
    """Report what is wrong with guides and what could be better."""
    with told(report):
        if explain is not None:
            _explain(explain)
        else:
            _check(chosen(guides), request, strict, report)


@app.command()
def show(guide: options.GuideName) -> None:
    """Print a guide merged with everything it extends.

    Comments say where each part comes from.
    """
    from studyguide.guide.load import load
    from studyguide.guide.yaml import writer

    with told():
        print(writer.whole(load(chosen([guide])[0]).node), end="")


@app.command()
def customize(
    name: Annotated[str, typer.Argument(help="The guide to start from.")],
    output: options.File = None,
) -> None:
    """Start your own guide from another one, all commented out."""
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
    """Draft a guide from an essay, or an empty one with --blank."""
    from studyguide.pipeline import new

    with told():
        if blank == (essay is not None):
            message = "new needs either an essay or --blank"
            raise misused("unknown-choice", message, "give exactly one of the two")
        if essay is None:
            listed(new.blank(output))
            return
        made = new.new(essay, output, model)
        listed(made.paths)
        if model:
            print(f"{model}: {made.accepted} suggestions accepted, {made.dropped} dropped.")


@app.command("theme")
def theme_(
    action: Annotated[str, typer.Argument(metavar="new", help="What to do: only `new` so far.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write the theme to.")],
) -> None:
    """Write a starter theme that explains every variable.

    It changes nothing until you edit it.
    """
    from studyguide.pipeline import new

    with told():
        if action != "new":
            raise misused(
                "unknown-choice", f"there is no action {action}", "run: studyguide theme new DIR"
            )
        listed(new.theme(folder))


@app.command("list")
def list_() -> None:
    """List the shipped guides, editions and formats."""
    from studyguide.cli import describe

    print(describe.choices())


@app.command()
def schema() -> None:
    """Print the JSON Schema for guides, to use in an editor."""
    from studyguide.guide.schema import guide_schema

    print(json.dumps(guide_schema(), indent=2, ensure_ascii=False))


def _check(paths: Sequence[Path], request: CheckRequest, strict: bool, report: Report) -> None:
    """Checks the guides one by one, prints what it finds, and exits."""
    from studyguide.cli import describe
    from studyguide.pipeline.check import inspect

    found: list[Problem] = []
    profiles = []
    for path in progress(paths, paths):
        checked = inspect(path, request)
        found += checked.problems
        if checked.guide:
            profiles.append(f"{path}\n{describe.figures(checked.guide)}")
    found = list(dict.fromkeys(found))
    say(found, report)
    if report is Report.TEXT:
        if profiles:
            print(harmless("\n\n".join(profiles)))
        print("no problems" if not found else describe.count(len(found), "problem"))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise typer.Exit(PROBLEMS if any(one.severity in failing for one in found) else OK)


def _explain(code: str) -> None:
    from difflib import get_close_matches

    from studyguide.cli import describe
    from studyguide.rules import RULES, rule

    found = rule(code)
    if not found:
        codes = [one.code for one in RULES]
        near = get_close_matches(code, codes, 1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(codes)}"
        raise misused("unknown-choice", f"there is no rule called {code}", hint)
    print(describe.explanation(found))
