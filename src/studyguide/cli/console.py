"""What a person at a terminal sees: problems, progress, and an exit code for every end."""

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
"""Exit codes: all is well; guides have problems; the command was not understood."""


@contextmanager
def told(report: Report = Report.TEXT) -> Iterator[None]:
    """Says what is wrong instead of showing a traceback, which only a bug of ours may."""
    try:
        yield
    except StudyguideError as error:
        say(error.problems, report)
        raise typer.Exit(USAGE if isinstance(error, UsageError) else PROBLEMS) from None
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more while it stops.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PROBLEMS) from None


def say(found: Sequence[Problem], report: Report) -> None:
    """Problems go to standard error for people, to standard output for programs."""
    stream = sys.stderr if report is Report.TEXT else sys.stdout
    colour = stream.isatty() and "NO_COLOR" not in os.environ
    if said := problems(found, report, Terminal(stream.isatty(), colour)):
        print(said, file=stream)


def progress(paths: Sequence[Path], results: Iterable[T]) -> Iterator[T]:
    """The results, with a line that counts them where a person watches and there are several."""
    shown = len(paths) > 1 and sys.stderr.isatty()
    for number, result in enumerate(results, start=1):
        if shown:
            line = f"\r\x1b[K{number} of {len(paths)}"
            print(line, end="", file=sys.stderr, flush=True)
        yield result
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def listed(paths: Sequence[Path]) -> None:
    """The files that were written, a line each."""
    for path in paths:
        print(harmless(str(path)))
