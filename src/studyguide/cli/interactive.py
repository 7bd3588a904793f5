"""The build command's output, and the questions that a bare `studyguide` asks."""

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
    """Builds the guides, prints what was made and what went wrong, and exits."""
    # A build takes about two seconds, and garbage collection would be a tenth of that.
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
    whole = len(built) == len(paths) and not any(one.missing for one in built)
    raise typer.Exit(OK if whole else PROBLEMS)


def ask() -> None:
    """Asks which guide to build, for how many people and when, then builds it and exits."""
    from studyguide.guide.load import load

    choices = [str(path) for path in here()] or list(shipped_guides())
    print("Which guide?")
    for number, name in enumerate(choices, start=1):
        print(f"  {number}  {harmless(name)}")
    answer = typer.prompt("Number, name or file", default="1")
    known = answer.isdecimal() and 0 < int(answer) <= len(choices)
    path = chosen([choices[int(answer) - 1] if known else answer])[0]
    meeting = load(path).guide.meeting
    people = typer.prompt("How many people", default=meeting.people, type=int)
    minutes = typer.prompt("How many minutes", default=meeting.minutes, type=int)
    day = typer.prompt("Date, such as 2026-12-03 (Enter to leave open)", "", show_default=False)
    start = typer.prompt("Start time, such as 19:00 (Enter to leave open)", "", show_default=False)
    first = typer.confirm("Is this the group's first meeting", default=meeting.first_meeting)
    changes = MeetingOverrides(
        minutes=minutes,
        people=people,
        start=start or None,
        date=day or None,
        first_meeting=first,
    )
    build_and_say([path], Path("handouts"), BuildRequest(meeting=changes), False, Report.TEXT)
