"""The commands' arguments and options, with their help."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from studyguide.cli.console import told
from studyguide.cli.report import Report as ReportFormat
from studyguide.formats import FORMATS
from studyguide.handouts.paper import PAPERS
from studyguide.planning.overrides import EXAMPLES, OPTIONS
from studyguide.problems import misused

GuideName = Annotated[str, typer.Argument(help="A guide file, or the name of a shipped guide.")]
GuideNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[GUIDE]...", help="Guide files, or names of shipped guides."),
]
Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write the handouts to.")
]
File = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write.")]
Open = Annotated[bool, typer.Option("--open", help="Open the handouts once built.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")]
Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help="Explain a rule, such as closed-question."),
]
Essay = Annotated[
    Path | None,
    typer.Argument(help="The essay: plain text, Markdown, a saved web page, EPUB or Word."),
]
Blank = Annotated[bool, typer.Option("--blank", help="Write a commented guide to fill in.")]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Also get suggestions from this llm model."),
]
Report = Annotated[ReportFormat, typer.Option("--report", help="Output format for problems.")]


def _option(kind: Any, help_: str, *names: str, metavar: str | None = None) -> Any:
    return Annotated[kind, typer.Option(*names, metavar=metavar, help=help_)]


def _number(help_: str, *names: str) -> Any:
    # Typer would refuse a word that is no number in words of its library's.
    return _option(str | None, help_, *names, metavar="N")


REQUEST = {
    "edition": _option(
        list[str] | None,
        "Edition to make, such as cards, or all (repeatable); see `studyguide list`.",
    ),
    "format": _option(list[str] | None, f"File format (repeatable): {', '.join(FORMATS)}."),
    "paper": _option(str, f"Paper size: {', '.join(PAPERS)}.", metavar="NAME"),
    "large_print": _option(bool, "Use 18-point type.", "--large-print"),
    "minutes": _number("Length of the meeting in minutes."),
    "people": _number("Number of people expected."),
    "start": _option(str | None, "Start time, such as 19:00.", metavar="HH:MM"),
    "date": _option(str | None, "Date, such as 2026-12-03.", metavar="DATE"),
    "reading": _option(str | None, "How the essay is read: before, silent or aloud."),
    "first_meeting": _option(
        bool | None,
        "Whether this is the group's first meeting.",
        "--first-meeting/--no-first-meeting",
    ),
    "questions": _number("Number of core questions wanted."),
    "tables": _number("Number of tables to split into.", "--groups"),
    "theme": _option(str | None, "A theme folder, or the name of a shipped theme.", metavar="NAME"),
    "templates": _option(
        Path | None, "Folder of templates that replace ours by name.", metavar="DIR"
    ),
    "text": _option(Path | None, "Your own copy of the essay.", metavar="FILE"),
    "with_drafts": _option(bool, "Show draft questions to participants.", "--with-drafts"),
}
"""The option for each field of a request, by the field's name."""


def unfolded(command: Callable[..., None]) -> Callable[..., None]:
    """The command with one option for every field of each request that it takes.

    A parameter whose type is a dataclass becomes one option per field, nested dataclasses
    included; the command is called with the dataclass filled in.
    """
    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    requests = {name: kind for name, kind in hints.items() if is_dataclass(kind)}

    def called(**words: Any) -> None:
        with told(words.get("report", ReportFormat.TEXT)):
            filled = {name: _filled(kind, words) for name, kind in requests.items()}
        command(**{name: words[name] for name in signature.parameters if name in words}, **filled)

    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        if name in requests:
            parameters += _parameters(requests[name])
        else:
            parameters.append(
                parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
            )
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def _fields(request: Any) -> Iterator[tuple[Field[Any], Any]]:
    """Yields each field of a request with its type."""
    hints = get_type_hints(request)
    return ((field, hints[field.name]) for field in fields(request))


def _parameters(request: Any) -> Iterator[inspect.Parameter]:
    for field, kind in _fields(request):
        if is_dataclass(kind):
            yield from _parameters(kind)
        else:
            # Typer passes None for a list that isn't given.
            default = None if field.default in ((), MISSING) else field.default
            yield inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=default,
                annotation=REQUEST[field.name],
            )


def _filled(request: Any, words: dict[str, Any]) -> Any:
    values = {}
    for field, kind in _fields(request):
        value = _filled(kind, words) if is_dataclass(kind) else words[field.name]
        if field.default == ():
            value = tuple(value or ())
        if kind == int | None and isinstance(value, str):
            value = number(field.name, value)
        values[field.name] = value
    return request(**values)


def number(name: str, word: str) -> int:
    """The number that was typed for a key of the meeting.

    Raises UsageError for a word that is not a whole number, and for a number that the key can't be.
    """
    from studyguide.guide.meeting import Meeting

    marks = Meeting.model_fields[name].metadata
    (least,) = (mark.ge for mark in marks if hasattr(mark, "ge"))
    (most,) = (mark.le for mark in marks if hasattr(mark, "le"))
    option = f"--{OPTIONS.get(name, name)}"
    if not re.fullmatch(r"[+-]?\d{1,100}", word.strip()):
        digits = re.match(r"\d{1,9}", word)
        known = digits and least <= int(digits[0]) <= most
        hint = f"write it like {option} {digits[0]}" if digits and known else EXAMPLES[name]
        raise misused("bad-option", f"{option}: {word} is not a number of {name}", hint)
    value = int(word)
    if not least <= value <= most:
        bound = f"less than {least}" if value < least else f"more than {most}"
        hint = f"write a number from {least} to {most}"
        raise misused("bad-option", f"{option}: {value} is {bound}", hint)
    return value
