"""The one gate to the disk: guides, essays, themes, templates and pictures all come in here."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

# A drive, a host or a path from the root: looking at one would already ask for it.
_ABSOLUTE = re.compile(r"[\\/]|[a-zA-Z][\w+.-]*:")
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class InputError(Exception):
    """An input that can't be had. Each module tells its users in its own words which one."""


class Missing(InputError):
    """There is no such file."""


class Outside(InputError):
    """The file is not in the folder that it must be in, links followed."""


class NotAFile(InputError):
    """A folder, a device or a pipe; the message says which."""


class TooLarge(InputError):
    """The file has more bytes than its kind may have."""


class Unreadable(InputError):
    """The file is there and can't be read; the message says why."""


class Inputs:
    """Reads files, no more of each than its kind may have, and remembers path and digest of each.

    A file that the user names may be anywhere (`read`); one that a guide, an overlay or a theme
    names must lie in that one's own folder, links followed (`read_within`).
    """

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}

    @property
    def digests(self) -> Mapping[Path, str]:
        """The SHA-256 of every file read, by its path with all links followed; empty for a file
        that was looked for and not there, since its coming would change what is built."""
        return MappingProxyType(self._digests)

    def read(self, path: Path, limit: int) -> bytes:
        """The file's bytes, at most `limit` of them; raises InputError."""
        resolved = _resolved(path)
        try:
            raw = _bytes(resolved, limit)
        except Missing:
            self._digests.setdefault(resolved, "")
            raise
        self._digests[resolved] = hashlib.sha256(raw).hexdigest()
        return raw

    def read_within(self, folder: Path, name: str, limit: int) -> bytes:
        """The bytes of a file under the folder; raises InputError, Outside for one elsewhere."""
        return self.read(within(folder, name), limit)

    def has(self, folder: Path, name: str) -> bool:
        """Whether there is such a file under the folder; raises InputError, Outside elsewhere."""
        path = within(folder, name)
        try:
            found = path.is_file()
        except OSError as error:
            raise Unreadable(error.strerror) from None
        if not found:
            self._digests.setdefault(path, "")
        return found

    def texts(self, folder: Path, limit: int, most: int) -> Iterator[tuple[str, Path, str]]:
        """Every text file under the folder: its name from there, its path and its text.

        Files that are no UTF-8, hidden ones and links to elsewhere are passed over. Raises Missing
        where there is no folder, TooLarge for a file over `limit` bytes and for over `most` files.
        """
        if not folder.is_dir():
            raise Missing(str(folder))
        for count, path in enumerate(sorted(folder.rglob("*"))):
            if count == most:
                raise TooLarge(f"{folder} holds more than {most} files")
            name = path.relative_to(folder).as_posix()
            try:
                yield name, path, self.read_within(folder, name, limit).decode()
            except (NotAFile, Outside, UnicodeDecodeError):
                continue


def within(folder: Path, name: str) -> Path:
    """The path of what a guide or a theme names, links followed; raises Outside where that isn't
    under the folder."""
    if "\0" in name:
        raise Unreadable("no file has such a name")
    if _ABSOLUTE.match(name):
        raise Outside(name)
    path = _resolved(folder / name)
    if not path.is_relative_to(_resolved(folder)):
        raise Outside(name)
    return path


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        # A link that leads to itself, or a name that no file can have.
        raise Unreadable("its links lead nowhere") from None
    except ValueError:
        raise Unreadable("no file has such a name") from None


def _bytes(path: Path, limit: int) -> bytes:
    try:
        _regular(path.stat().st_mode)
        # What stood there a moment ago may have been swapped: the open file is asked once more.
        with os.fdopen(os.open(path, _OPENING), "rb") as stream:
            _regular(os.fstat(stream.fileno()).st_mode)
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        raise Missing(str(path)) from None
    except OSError as error:
        loop = error.errno == errno.ELOOP
        reason = "its links lead nowhere" if loop else error.strerror or str(error)
        raise Unreadable(reason) from None
    if len(raw) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return raw


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile("a folder" if stat.S_ISDIR(mode) else "a device or a pipe")
