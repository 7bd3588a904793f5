"""What can be wrong with a guide, where, and what to write instead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops a build, a warning and an information don't."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a file: its name as the reader knows it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1
    text: str = field(default="", compare=False, repr=False)
    """The line itself, so that a message can show it."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `message` says what, `hint` what was probably meant."""

    code: str
    message: str
    hint: str = ""
    spot: Spot | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.spot.file}:{self.spot.line}:{self.spot.column}: " if self.spot else ""
        hint = f" — {self.hint}" if self.hint else ""
        said = harmless(f"{where}{self.severity}: {self.message}{hint} [{self.code}]")
        # One problem is one line: a line break in a guide's words must not make up another.
        return said.replace("\n", "\\n").replace("\t", " ")


class StudyguideError(Exception):
    """Bad input, told as one or more problems; never a bug of the program."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(StudyguideError):
    """A command or a request that can't be understood; no guide is to blame."""


def refuse(code: str, message: str, hint: str = "", spot: Spot | None = None) -> StudyguideError:
    """The error to raise for a single problem."""
    return StudyguideError(Problem(code, message, hint, spot))


def misused(code: str, message: str, hint: str = "") -> UsageError:
    """The error to raise for a command or a request that can't be understood."""
    return UsageError(Problem(code, message, hint))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


# C0 but for tab and newline, DEL, C1, the line separators and the bidirectional controls: a
# terminal obeys them, and a title from a stranger must not be able to repaint the screen.
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    r"""The text with each character that commands a terminal written out: `\x1b`, `\u202e`."""

    def written_out(match: re.Match[str]) -> str:
        number = ord(match[0])
        return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"

    return _COMMANDS.sub(written_out, text)
