"""Output to the terminal: problems, progress and written files, and the exit codes."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import typer

from studyguide.cli.report import Report, Terminal, problems
from studyguide.problems import Problem, StudyguideError, UsageError, harmless

T = TypeVar("T")
OK, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: success; a guide has problems; the command makes no sense."""


@contextmanager
def told(report: Report = Report.TEXT) -> Iterator[None]:
    """Prints a StudyguideError's problems and exits; only our own bugs show a traceback."""
    try:
        yield
    except StudyguideError as error:
        say(error.problems, report)
        raise typer.Exit(USAGE if isinstance(error, UsageError) else PROBLEMS) from None
    except BrokenPipeError:
        # The reader of our output (`head`, say) is done; without this, Python would complain as it
        # exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PROBLEMS) from None


def say(found: Sequence[Problem], report: Report) -> None:
    """Prints the problems: to standard error for people, to standard output for programs."""
    stream = sys.stderr if report is Report.TEXT else sys.stdout
    colour = stream.isatty() and "NO_COLOR" not in os.environ
    if said := problems(found, report, Terminal(stream.isatty(), colour)):
        print(said, file=stream)


def progress(paths: Sequence[Path], results: Iterable[T]) -> Iterator[T]:
    """Yields the results, showing a running count if there are several paths and a terminal."""
    shown = len(paths) > 1 and sys.stderr.isatty()
    for number, result in enumerate(results, start=1):
        if shown:
            line = f"\r\x1b[K{number} of {len(paths)}"
            print(line, end="", file=sys.stderr, flush=True)
        yield result
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def listed(paths: Sequence[Path]) -> None:
    """Prints the paths of the files written, one per line."""
    for path in paths:
        print(harmless(str(path)))
