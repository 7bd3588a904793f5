"""What a worker is given in the tests of workers: it works, fails, crashes, loops, or eats memory.

A worker starts afresh and imports what it runs, so these stand in a module of their own.
"""

import os
import signal
from pathlib import Path

from studyguide.problems import Spot, refuse

PIECE = 256 * 1024**2
"""Bytes that the eater takes at once: zeros, which no system gives out before they are touched."""


def by_name(path: Path) -> tuple[str, int]:
    """What the path's name asks for; else the name, and the process that worked on it."""
    match path.stem.rstrip("0123456789"):
        case "exits":
            os._exit(0)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "loops":
            while True:
                pass
        case "eats":
            eaten = []
            while True:
                eaten.append(bytes(PIECE))
        case "refuses":
            raise refuse("not-a-guide", "this is not a guide", "write one", Spot(str(path), 3, 2))
        case "bug":
            _deep_down()
        case "stops":
            raise SystemExit(7)
    return path.name, os.getpid()


def _deep_down() -> None:
    raise LookupError("a mistake of the program")
