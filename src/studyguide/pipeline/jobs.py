"""Jobs: each renders one edition of one guide, on one paper and in one size, in its formats."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from studyguide.essay.resolve import Grounds, drafts, ground, text_of
from studyguide.formats import FORMATS, EngineMissing, Format, Output, formats_of
from studyguide.guide.load import Loaded
from studyguide.handouts import templates, themes
from studyguide.handouts.document import Document, RenderOptions
from studyguide.handouts.editions import EDITIONS, Edition
from studyguide.handouts.paper import DEFAULT, PAPERS
from studyguide.handouts.parts import View
from studyguide.handouts.view import view
from studyguide.pipeline.fingerprint import digest
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Severity, UsageError, misused, refuse

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """Everything that the files of one edition are made of, as plain data for any process."""

    name: str
    """What the names of its files start with."""
    view: View
    options: RenderOptions
    formats: tuple[str, ...]
    asked: bool = False
    """Whether the user named the formats; if not, one that can't be made here is skipped."""

    @property
    def edition(self) -> Edition:
        """The edition that the job makes."""
        return EDITIONS[self.view["edition"]]

    @property
    def key(self) -> str:
        """The SHA-256, in hex, of everything that its files' bytes depend on."""
        return digest(self.view, self.options, self.formats)


@dataclass(frozen=True)
class File:
    """A file that a job made: its name, edition and format, and its content."""

    name: str
    edition: Edition
    format: Format
    output: Output


@dataclass(frozen=True)
class Prepared:
    """A guide ready to be rendered: its path, plan and jobs, and any warnings so far."""

    path: Path
    plan: Plan
    jobs: tuple[Job, ...]
    notices: tuple[Problem, ...]


def prepare(loaded: Loaded, request: BuildRequest) -> Prepared:
    """Reads and decides everything that rendering needs, and returns it.

    Raises StudyguideError for a request that can't be met, and for an essay, theme or templates
    that can't be read.
    """
    editions, formats = understood(request)
    if request.with_drafts:
        loaded = replace(loaded, guide=loaded.guide.with_drafts())
    plan = request.meeting.fit(loaded.guide)
    grounds = ground(loaded, text_of(loaded, request.text))
    _needs_text(editions, grounds)
    options = _options(loaded, request)
    jobs = tuple(
        Job(
            _stem(loaded, edition, request),
            view(loaded, edition, plan, grounds),
            _fitting(edition, options),
            tuple(one.name for one in _formats_of(edition, formats)),
            bool(formats),
        )
        for edition in editions
    )
    notices = (
        *loaded.warnings,
        *softened(grounds.problems),
        *drafts(loaded),
        *themes.unused_logos(options.theme),
    )
    return Prepared(loaded.path, plan, jobs, notices)


def understood(request: BuildRequest) -> tuple[list[Edition], list[Format]]:
    """The editions that a request names, or the usual ones; and the formats it names, or none.

    Raises UsageError for an unknown name, and for an edition that doesn't come in the format, on
    the paper or in the size.
    """
    paper = _choose(PAPERS, request.paper, "paper")
    editions = [_choose(EDITIONS, name, "edition") for name in dict.fromkeys(request.edition)]
    formats = [_choose(FORMATS, name, "format") for name in dict.fromkeys(request.format)]
    for edition in editions:
        if formats and not _formats_of(edition, formats):
            own = " or ".join(one.name for one in formats_of(edition))
            raise _cannot(edition, f"comes only as {own}", "--format")
        if edition.papers and paper.name not in edition.papers:
            raise _cannot(edition, f"comes only on {' or '.join(edition.papers)}", "--paper")
        if request.large_print and not edition.large_print:
            raise _cannot(edition, "has no large print", "--large-print")
    return editions or [edition for edition in EDITIONS.values() if edition.usual], formats


def run(job: Job) -> tuple[File, ...]:
    """Renders a job's files; the same job always gives the same bytes.

    Raises StudyguideError if something would be missing from a file.
    """
    documents: dict[bool, Document] = {}
    files: list[File] = []
    for made in (FORMATS[name] for name in job.formats):
        options = job.options
        if made.halves:
            options = replace(options, paper=options.paper.half)
        document = documents.setdefault(made.halves, Document(job.view, options))
        try:
            output = made.render(document)
        except EngineMissing as error:
            # If the user didn't name a format, the page for a screen is better than nothing.
            if job.asked or len(job.formats) == 1:
                raise
            output = Output(b"", None, tuple(softened(error.problems)))
        files.append(File(f"{job.name}{made.mark}.{made.ending}", job.edition, made, output))
    return tuple(files)


def softened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yields the problems as warnings: tonight's meeting still needs its handouts."""
    for problem in problems:
        yield replace(problem, severity=Severity.WARNING)


def slug(name: str) -> str:
    """The name made fit for a file name: letters of any language, digits and hyphens.

    Names that a file system may treat as the same (case, composed or decomposed accents) give the
    same result.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    words = re.sub(r"[\W_]+", "-", folded).strip("-")
    return words.encode()[:120].decode(errors="ignore").strip("-") or "guide"


def _options(loaded: Loaded, request: BuildRequest) -> RenderOptions:
    own = templates.read(loaded.inputs, request.templates) if request.templates else ()
    theme = themes.chosen(loaded, request.theme)
    return RenderOptions(PAPERS[request.paper], request.large_print, theme, own)


def _fitting(edition: Edition, options: RenderOptions) -> RenderOptions:
    """The options, with paper and large print reset if the edition doesn't use them."""
    paper = options.paper if edition.papers else DEFAULT
    return replace(options, paper=paper, large=options.large and edition.large_print)


def _stem(loaded: Loaded, edition: Edition, request: BuildRequest) -> str:
    meeting = request.meeting.suffix(loaded.guide.meeting)
    theme = f"-{slug(Path(request.theme).name)}" if request.theme else ""
    large = "-large" if request.large_print and edition.large_print else ""
    # Even the HTML has print rules, so its name depends on the paper too.
    paper = f"-{request.paper}" if edition.papers and request.paper != DEFAULT.name else ""
    return f"{slug(loaded.name)}-{edition.name}{meeting}{theme}{large}{paper}"


def _formats_of(edition: Edition, formats: Sequence[Format]) -> list[Format]:
    """The formats to make of an edition: those asked for, else its usual ones."""
    return [one for one in formats_of(edition) if (one in formats if formats else one.usual)]


def _needs_text(editions: Sequence[Edition], grounds: Grounds) -> None:
    for edition in editions:
        if edition.needs_text and not grounds.essay:
            hint = "give your own copy: --text FILE, or file: under essay: in the guide"
            raise refuse("no-text", f"the {edition.name} edition needs the essay's text", hint)


def _cannot(edition: Edition, why: str, option: str) -> UsageError:
    hint = f"leave out {option}, or build the {edition.name} edition separately"
    return misused("unknown-choice", f"the {edition.name} edition {why}", hint)


def _choose(table: dict[str, T], name: str, what: str) -> T:
    if name not in table:
        hint = f"choose one of {', '.join(table)}"
        raise misused("unknown-choice", f"there is no {what} called {name}", hint)
    return table[name]
