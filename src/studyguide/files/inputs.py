"""The one gate to the disk: guides, essays, themes, templates and pictures all come in here."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

# A drive, a host or a path from the root: looking at one would already ask for it.
_ABSOLUTE = re.compile(r"[\\/]|[a-zA-Z][\w+.-]*:")
_LOOP = "its links lead nowhere"
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
        found = path.is_file()
        if not found:
            self._digests.setdefault(path, "")
        return found

    def texts(self, folder: Path, limit: int, most: int) -> Iterator[tuple[str, Path, str]]:
        """Every text file under the folder: its name from there, its path and its text.

        What is no UTF-8, hidden, or a link to elsewhere or nowhere is passed over. Raises Missing
        where there is no folder, TooLarge for a file over `limit` bytes and for over `most` files.
        """
        if not _is_folder(folder):
            raise Missing(str(folder))
        found = list(islice(folder.rglob("*"), most + 1))
        if len(found) > most:
            raise TooLarge(f"it holds more than {most} files")
        for path in sorted(found):
            name = path.relative_to(folder).as_posix()
            if any(part.startswith(".") for part in name.split("/")):
                continue
            try:
                yield name, path, self.read_within(folder, name, limit).decode()
            except TooLarge:
                raise TooLarge(f"{name} has more than {limit} bytes") from None
            except (InputError, UnicodeDecodeError):
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
        resolved = path.resolve()
        resolved.exists()  # which a name that is too long is not even asked
        return resolved
    except RuntimeError:
        raise Unreadable(_LOOP) from None
    except OSError as error:
        raise Unreadable(_LOOP if error.errno == errno.ELOOP else error.strerror) from None
    except ValueError:
        raise Unreadable("no file has such a name") from None


def _is_folder(path: Path) -> bool:
    try:
        return _resolved(path).is_dir()
    except InputError:
        return False


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
        reason = error.strerror or str(error)
        raise Unreadable(_LOOP if error.errno == errno.ELOOP else reason) from None
    if len(raw) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return raw


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile("a folder" if stat.S_ISDIR(mode) else "a device or a pipe")
