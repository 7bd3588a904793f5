"""A build in words: what it says while it works, and the questions of a bare `studyguide`."""

import gc
from collections.abc import Sequence
from pathlib import Path

import typer

from studyguide.cli.console import OK, PROBLEMS, progress, say
from studyguide.cli.report import Report
from studyguide.cli.targets import chosen, here
from studyguide.files.resources import shipped_guides
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.problems import Problem, StudyguideError, UsageError, harmless


def build_and_say(
    paths: Sequence[Path], output: Path, request: BuildRequest, opens: bool, report: Report
) -> None:
    """Builds the guides, says what became of each, and exits."""
    # One build lives for two seconds: looking for garbage meanwhile takes a tenth of them.
    gc.disable()
    from studyguide.cli import describe
    from studyguide.pipeline.build import build_all

    found: list[Problem] = []
    built = []
    for result in progress(paths, build_all(paths, output, request)):
        if isinstance(result, UsageError):
            raise result
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


def ask() -> None:
    """Asks which guide, for how many people and when, and builds it."""
    from studyguide.guide.load import load

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
    changes = MeetingOverrides(minutes, people, start or None, day or None, None, first)
    build_and_say([path], Path("handouts"), BuildRequest(meeting=changes), False, Report.TEXT)
