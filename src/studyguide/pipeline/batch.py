"""Guides built each in a process of its own, so that none of them can stop the others."""

import contextlib
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from studyguide.problems import Spot, StudyguideError, refuse

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 120
"""Wall time of one guide; the longest guide that we have takes two seconds."""
MEMORY = 3 * 1024**3
"""Bytes of address space of one guide; a hundred pages take a twentieth of it."""


def each(
    paths: Sequence[Path],
    read: Callable[[Path], T],
    work: Callable[[T], R],
    seconds: float = SECONDS,
) -> Iterator[tuple[T, R] | StudyguideError]:
    """What `read` makes of each path and `work` of that, in their order, or the error of the one
    that failed.

    Reading is done here: a guide with mistakes starts no process. Where there is a single path its
    work is done here too: a process would cost more than it protects. A worker that takes too long,
    too much memory, or dies is one named failure. A bug of ours in a worker is raised here, with
    its traceback.
    """
    if len(paths) < 2:
        for path in paths:
            try:
                found = read(path)
                yield found, work(found)
            except StudyguideError as error:
                yield error
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: list[tuple[T, Future[R | StudyguideError]] | StudyguideError] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path in paths:
            try:
                found = read(path)
                waiting.append((found, pool.submit(_apart, path, found, work, seconds)))
            except StudyguideError as error:
                waiting.append(error)
        for one in waiting:
            if isinstance(one, StudyguideError):
                yield one
            else:
                result = one[1].result()
                yield result if isinstance(result, StudyguideError) else (one[0], result)


def _apart(path: Path, found: T, work: Callable[[T], R], seconds: float) -> R | StudyguideError:
    import multiprocessing

    # A fresh interpreter: a fork of a process with threads may hang, and inherits what it grew.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(there, found, work), daemon=True)
    worker.start()
    there.close()
    try:
        if not here.poll(seconds):
            why = f"it took longer than {seconds:g} seconds"
            return refuse("too-slow", f"{path.name} was stopped: {why}", _HINT, Spot(str(path)))
        result = here.recv()
    except (EOFError, OSError):
        # A result that breaks off in the middle is an OSError.
        why = "its process ended, most likely for want of memory"
        return refuse("worker-died", f"{path.name} was stopped: {why}", _HINT, Spot(str(path)))
    finally:
        worker.kill()
        worker.join()
        here.close()
    if isinstance(result, Exception) and not isinstance(result, StudyguideError):
        raise result
    return result  # type: ignore[no-any-return]


_HINT = "look at its theme and its pictures, and build it alone to see more"


def _work(there: "Connection", found: T, work: Callable[[T], R]) -> None:
    # Ctrl-C is for the whole run, which then ends its workers; each would tell of it again.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit()
    try:
        result: object = work(found)
    except StudyguideError as error:
        result = error
    except MemoryError:
        return
    except Exception as error:
        # A traceback doesn't travel between processes; a note does.
        error.add_note(f"in a process of its own:\n{traceback.format_exc()}")
        result = error
    there.send(result)


def _limit() -> None:
    """Bounds this process's memory and processor time, where the system has such bounds."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
