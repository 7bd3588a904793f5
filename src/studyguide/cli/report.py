"""Problems as text in three formats: for a terminal, as JSON, and for GitHub Actions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from studyguide.problems import Problem, Severity, harmless

COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
WIDTH = 100
"""Columns of a guide's line that are shown around a mistake."""


class Report(StrEnum):
    """Output format for problems."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True)
class Terminal:
    """Whether output goes to a terminal, so that the line and caret are shown, and in colour."""

    watched: bool = False
    colour: bool = False


def problems(found: Sequence[Problem], report: Report, terminal: Terminal) -> str:
    """The problems as text without a final line break; empty for none, or [] in JSON."""
    match report:
        case Report.JSON:
            return json.dumps([_record(problem) for problem in found], ensure_ascii=False, indent=2)
        case Report.GITHUB:
            return "\n".join(_annotation(problem) for problem in found)
        case Report.TEXT:
            return "\n".join(_told(problem, terminal) for problem in found)


def _record(problem: Problem) -> dict[str, str | int | None]:
    spot = problem.spot
    return {
        "file": harmless(spot.file) if spot else None,
        "line": spot.line if spot else None,
        "column": spot.column if spot else None,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": harmless(problem.message),
        "hint": harmless(problem.hint),
    }


def _annotation(problem: Problem) -> str:
    """A GitHub Actions workflow command, escaped as the Actions toolkit does it."""

    def escaped(text: str, extra: str = "") -> str:
        for mark in "%\r\n" + extra:
            text = text.replace(mark, f"%{ord(mark):02X}")
        return harmless(text)

    level = {Severity.INFO: "notice"}.get(problem.severity, str(problem.severity))
    spot = problem.spot
    place = f"file={escaped(spot.file, ':,')},line={spot.line},col={spot.column}," if spot else ""
    hint = f" — {problem.hint}" if problem.hint else ""
    return (
        f"::{level} {place}title={escaped(problem.code, ':,')}::{escaped(problem.message + hint)}"
    )


def _told(problem: Problem, terminal: Terminal) -> str:
    said = str(problem)
    if terminal.colour:
        word = f"{problem.severity}:"
        said = said.replace(word, f"{COLOURS[problem.severity]}{_BOLD}{word}{_PLAIN}", 1)
    if not terminal.watched or not problem.spot or not problem.spot.text.strip():
        return said
    return f"{said}\n{_pointed(problem.spot.text, problem.spot.column - 1)}"


def _pointed(line: str, column: int) -> str:
    """The line, or the part of a long one around the column, with a caret under the column."""
    start = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
    # A wide character takes two terminal columns, so two spaces keep the caret under it.
    stretch = harmless(line[start : start + WIDTH].replace("\t", " "))
    lead = harmless(line[start:column].replace("\t", " "))
    return f"    {stretch}\n    {''.join(_blank(mark) for mark in lead)}^"


def _blank(mark: str) -> str:
    from unicodedata import category, east_asian_width

    if category(mark) in ("Mn", "Me", "Cf"):
        return ""
    return "  " if east_asian_width(mark) in "WF" else " "
