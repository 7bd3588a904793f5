"""Problems (what is wrong, where, and how to fix it) and the exceptions that carry them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How serious a problem is: an error stops a build; a warning or an info doesn't."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a file, named as the user named it; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    text: str = field(default="", compare=False, repr=False)
    """The text of the line, so that a message can show it."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `message` says what it is, `hint` how to fix it."""

    code: str
    message: str
    hint: str = ""
    spot: Spot | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.spot.file}:{self.spot.line}:{self.spot.column}: " if self.spot else ""
        hint = f" — {self.hint}" if self.hint else ""
        said = harmless(f"{where}{self.severity}: {self.message}{hint} [{self.code}]")
        # One problem per line: a line break quoted from a guide must not fake a second one.
        return said.replace("\n", "\\n").replace("\t", " ")


class StudyguideError(Exception):
    """Bad input, described by one or more problems; never a bug in the program."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(StudyguideError):
    """An invalid command or request, regardless of the guide."""


def refuse(code: str, message: str, hint: str = "", spot: Spot | None = None) -> StudyguideError:
    """A StudyguideError with a single problem, for the caller to raise."""
    return StudyguideError(Problem(code, message, hint, spot))


def misused(code: str, message: str, hint: str = "") -> UsageError:
    """A UsageError with a single problem, for the caller to raise."""
    return UsageError(Problem(code, message, hint))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


# C0 except tab and newline, DEL, C1, line separators, bidirectional controls and surrogates:
# a terminal obeys them, and a title in someone else's guide must not be able to repaint the screen.
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    r"""The text with every terminal control character escaped, as in `\x1b` or `\u202e`."""

    def written_out(match: re.Match[str]) -> str:
        number = ord(match[0])
        return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"

    return _COMMANDS.sub(written_out, text)
