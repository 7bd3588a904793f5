"""Reads every input file (guides, essays, themes, templates, pictures), within size limits."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

# A drive, a host or a path from the root: merely resolving one could already contact a server.
_ABSOLUTE = re.compile(r"[\\/]|[a-zA-Z][\w+.-]*:")
_LOOP = "its symbolic links form a loop"
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class InputError(Exception):
    """An input that can't be read; callers turn it into a problem in their own words."""


class Missing(InputError):
    """There is no such file."""


class Outside(InputError):
    """The file is outside the folder that it must be in, once links are followed."""


class NotAFile(InputError):
    """A folder, a device or a pipe; the message says which."""


class TooLarge(InputError):
    """The file has more bytes than allowed."""


class Unreadable(InputError):
    """The file exists but can't be read; the message says why."""


class Inputs:
    """Reads files up to a size limit, and remembers the path and digest of each.

    A file that the user names may be anywhere (`read`); one that a guide, an overlay or a theme
    names must be under the folder of whatever names it, once links are followed (`read_within`).
    """

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}

    @property
    def digests(self) -> Mapping[Path, str]:
        """The SHA-256, in hex, of every file read, by its path with all links followed.

        Empty for a file that was missing: if it turns up later, the build changes.
        """
        return MappingProxyType(self._digests)

    def read(self, path: Path, limit: int) -> bytes:
        """The file's bytes; raises InputError, such as TooLarge for more than `limit` bytes."""
        resolved = _resolved(path)
        try:
            raw = _bytes(resolved, limit)
        except Missing:
            self._digests.setdefault(resolved, "")
            raise
        self._digests[resolved] = hashlib.sha256(raw).hexdigest()
        return raw

    def read_within(self, folder: Path, name: str, limit: int) -> bytes:
        """The bytes of a file under the folder; raises InputError, Outside if it is elsewhere."""
        return self.read(within(folder, name), limit)

    def has(self, folder: Path, name: str) -> bool:
        """Whether the file exists; raises InputError, Outside if it isn't under the folder."""
        path = within(folder, name)
        found = path.is_file()
        if not found:
            self._digests.setdefault(path, "")
        return found

    def texts(self, folder: Path, limit: int, most: int) -> Iterator[tuple[str, Path, str]]:
        """Yields every text file under the folder: its relative name, its path and its text.

        Skips files that are hidden, aren't UTF-8, or are links that lead elsewhere or nowhere.
        Raises Missing if there is no such folder, and TooLarge for a file of more than `limit`
        bytes or a folder of more than `most` files.
        """
        if not _is_folder(folder):
            raise Missing(str(folder))
        found = list(islice(folder.rglob("*"), most + 1))
        if len(found) > most:
            raise TooLarge(f"it contains more than {most} files")
        for path in sorted(found):
            name = path.relative_to(folder).as_posix()
            if any(part.startswith(".") for part in name.split("/")):
                continue
            try:
                yield name, path, self.read_within(folder, name, limit).decode()
            except TooLarge:
                raise TooLarge(f"{name} is larger than {limit} bytes") from None
            except (InputError, UnicodeDecodeError):
                continue


def within(folder: Path, name: str) -> Path:
    """The path of a file that a guide or a theme names, with links followed.

    Raises Outside if it isn't under the folder, and Unreadable if there can be no such file.
    """
    if "\0" in name:
        raise Unreadable("that is not a valid file name")
    if _ABSOLUTE.match(name):
        raise Outside(name)
    path = _resolved(folder / name)
    if not path.is_relative_to(_resolved(folder)):
        raise Outside(name)
    return path


def _resolved(path: Path) -> Path:
    try:
        resolved = path.resolve()
        resolved.exists()  # raises OSError for a name that is too long
        return resolved
    except RuntimeError:
        raise Unreadable(_LOOP) from None
    except OSError as error:
        raise Unreadable(_LOOP if error.errno == errno.ELOOP else error.strerror) from None
    except ValueError:
        raise Unreadable("that is not a valid file name") from None


def _is_folder(path: Path) -> bool:
    try:
        return _resolved(path).is_dir()
    except InputError:
        return False


def _bytes(path: Path, limit: int) -> bytes:
    try:
        _regular(path.stat().st_mode)
        # The file may have been swapped since that check, so the open one is checked again.
        with os.fdopen(os.open(path, _OPENING), "rb") as stream:
            _regular(os.fstat(stream.fileno()).st_mode)
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        raise Missing(str(path)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(_LOOP if error.errno == errno.ELOOP else reason) from None
    if len(raw) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return raw


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile("a folder" if stat.S_ISDIR(mode) else "a device or a pipe")
