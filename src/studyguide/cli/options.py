"""The words that commands take: their arguments and options, each with its line of help."""

from pathlib import Path
from typing import Annotated

import typer

from studyguide.cli.report import Report as HowToReport

GuideName = Annotated[str, typer.Argument(help="A guide's file, or the name of a shipped guide.")]
GuideNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[GUIDE]...", help="A guide's file, or the name of a shipped guide."),
]
Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Where the handouts go.")
]
File = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")
]
Editions = Annotated[
    list[str] | None,
    typer.Option("--edition", help="participant, facilitator, cards …; see `studyguide list`."),
]
Formats = Annotated[list[str] | None, typer.Option("--format", help="pdf, html, txt or booklet.")]
PaperName = Annotated[str, typer.Option("--paper", help="a4, letter or a5.")]
LargePrint = Annotated[bool, typer.Option("--large-print", help="Set in 18 point.")]
Minutes = Annotated[int | None, typer.Option("--minutes", help="How long the meeting lasts.")]
People = Annotated[int | None, typer.Option("--people", help="How many people come.")]
Start = Annotated[
    str | None, typer.Option("--start", metavar="HH:MM", help="When it starts, like 19:00.")
]
Date = Annotated[
    str | None, typer.Option("--date", metavar="DAY", help="The day, like 2026-12-03.")
]
Questions = Annotated[
    int | None, typer.Option("--questions", help="How many core questions at most.")
]
Reading = Annotated[str | None, typer.Option("--reading", help="before, silent or aloud.")]
First = Annotated[
    bool | None,
    typer.Option("--first-meeting/--known-people", help="People don't know each other yet."),
]
Groups = Annotated[int | None, typer.Option("--groups", help="How many tables.")]
Theme = Annotated[str | None, typer.Option("--theme", help="A theme's folder, or a shipped one.")]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="DIR", help="Templates of your own, by name.")
]
Text = Annotated[
    Path | None, typer.Option("--text", metavar="FILE", help="Your own copy of the essay.")
]
WithDrafts = Annotated[
    bool, typer.Option("--with-drafts", help="Show drafted questions to participants.")
]
Open = Annotated[bool, typer.Option("--open", help="Open what was built.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail too.")]
Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help="Teach a rule, like closed-question."),
]
Essay = Annotated[
    Path | None, typer.Argument(help="The essay: text, Markdown, a saved web page, EPUB or Word.")
]
Blank = Annotated[bool, typer.Option("--blank", help="A commented guide to fill in.")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Ask a model of the llm library too.")
]
Report = Annotated[HowToReport, typer.Option("--report", help="Whom problems are told to.")]
