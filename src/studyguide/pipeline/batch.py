"""Runs each guide in its own process, so that none of them can stop the others."""

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
"""Seconds of wall time allowed per guide; our longest guide takes two."""
MEMORY = 3 * 1024**3
"""Bytes of address space allowed per guide; a hundred pages take a twentieth of it."""


def each(
    paths: Sequence[Path],
    read: Callable[[Path], T],
    work: Callable[[T], R],
    seconds: float = SECONDS,
) -> Iterator[tuple[T, R] | StudyguideError]:
    """Yields, in the order of the paths, what `read` and then `work` returned, or the error.

    `read` runs in this process, so that a guide with mistakes doesn't start another one. With a
    single path, `work` does too: a process would cost more than it protects. A worker that takes
    more than `seconds`, takes too much memory, or dies yields a StudyguideError for its path. Our
    own bugs in a worker are raised here, with the worker's traceback in a note.
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

    # A fresh interpreter: forking a process with threads may hang, and copies all its memory.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(there, found, work), daemon=True)
    worker.start()
    there.close()
    try:
        if not here.poll(seconds):
            message = f"{path.name} was stopped after {seconds:g} seconds"
            return refuse("too-slow", message, _HINT, Spot(str(path)))
        result = here.recv()
    except (EOFError, OSError):
        # A result that breaks off halfway is an OSError.
        message = f"{path.name} was stopped: its process died, probably from lack of memory"
        return refuse("worker-died", message, _HINT, Spot(str(path)))
    finally:
        worker.kill()
        worker.join()
        here.close()
    if isinstance(result, Exception) and not isinstance(result, StudyguideError):
        raise result
    return result  # type: ignore[no-any-return]


_HINT = "check its theme and pictures, or build it on its own to see more"


def _work(there: "Connection", found: T, work: Callable[[T], R]) -> None:
    # The main process handles Ctrl-C and ends its workers; they would only report it again.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit()
    try:
        result: object = work(found)
    except StudyguideError as error:
        result = error
    except MemoryError:
        return
    except Exception as error:
        # A traceback is lost between processes; a note isn't.
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        result = error
    there.send(result)


def _limit() -> None:
    """Limits this process's memory and processor time, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
