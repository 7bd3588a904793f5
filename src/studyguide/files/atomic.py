"""Writes files whole or not at all, so that no reader ever sees half of one."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

from studyguide.problems import refuse

_PREFIX, _SUFFIX = ".studyguide-", ".part"
STALE = 3600
"""Seconds after which a temporary file counts as abandoned; writing one takes far less."""


def write_whole(path: Path, content: bytes) -> None:
    """Writes the content to the path in one step: a reader sees the old file or the new one.

    Makes the folder if needed. Raises StudyguideError if that or the writing fails; an old file is
    then unchanged.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(_SUFFIX, _PREFIX, path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "choose another folder with -o, or free some space; any old file is unchanged"
        raise refuse("cannot-write", f"{path} can't be written ({reason})", hint) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def sweep(folder: Path) -> None:
    """Removes temporary files older than STALE, which killed runs left in a folder."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE:
                    path.unlink()


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
