"""A job: one edition of one guide on one paper in one size, in all the formats that it comes in."""

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
    """All that the files of one edition are made of, and nothing else: it can go anywhere."""

    name: str
    """What the names of its files start with."""
    view: View
    options: RenderOptions
    formats: tuple[str, ...]
    asked: bool = False
    """Whether somebody named the formats; else one that can't be made here is left out."""

    @property
    def edition(self) -> Edition:
        """The edition that it makes."""
        return EDITIONS[self.view["edition"]]

    @property
    def key(self) -> str:
        """The hash of all that its files' bytes depend on, the same wherever it is computed."""
        return digest(self.view, self.options, self.formats)


@dataclass(frozen=True)
class File:
    """A file that a job makes: its name, and what its format made."""

    name: str
    edition: Edition
    format: Format
    output: Output


@dataclass(frozen=True)
class Prepared:
    """A guide ready to be made: its file, its plan, its jobs, and what there is to say so far."""

    path: Path
    plan: Plan
    jobs: tuple[Job, ...]
    notices: tuple[Problem, ...]


def prepare(loaded: Loaded, request: BuildRequest) -> Prepared:
    """Everything that is read and decided before anything is rendered.

    Raises StudyguideError for a request that can't be met, and for a text, theme or templates that
    can't be read.
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
    notices = (*loaded.warnings, *softened(grounds.problems), *drafts(loaded))
    return Prepared(loaded.path, plan, jobs, notices)


def understood(request: BuildRequest) -> tuple[list[Edition], list[Format]]:
    """The editions and the formats that a request names, none of either for the usual ones.

    Raises UsageError for an unknown word, and for an edition that doesn't come in the format, on
    the paper or in the size.
    """
    paper = _choose(PAPERS, request.paper, "paper")
    editions = [_choose(EDITIONS, name, "edition") for name in dict.fromkeys(request.edition)]
    formats = [_choose(FORMATS, name, "format") for name in dict.fromkeys(request.format)]
    for edition in editions:
        if formats and not _formats_of(edition, formats):
            own = " or ".join(one.name for one in formats_of(edition))
            raise _cannot(edition, f"comes as {own}", "--format")
        if edition.papers and paper.name not in edition.papers:
            raise _cannot(edition, f"comes on {' or '.join(edition.papers)}", "--paper")
        if request.large_print and not edition.large_print:
            raise _cannot(edition, "has no large print", "--large-print")
    return editions or [edition for edition in EDITIONS.values() if edition.usual], formats


def run(job: Job) -> tuple[File, ...]:
    """The job's files, all from one view; the same job gives the same bytes anywhere.

    Raises StudyguideError for what would be missing from a file.
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
            # Where nobody named a format, a screen's page is better than nothing.
            if job.asked or len(job.formats) == 1:
                raise
            output = Output(b"", None, tuple(softened(error.problems)))
        files.append(File(f"{job.name}{made.mark}.{made.ending}", job.edition, made, output))
    return tuple(files)


def softened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong, but no reason to go without handouts tonight."""
    for problem in problems:
        yield replace(problem, severity=Severity.WARNING)


def slug(name: str) -> str:
    """The name as part of a file's name: letters of any language, digits and hyphens, the same for
    names that a file system may take for one (case, composed and decomposed accents)."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    words = re.sub(r"[\W_]+", "-", folded).strip("-")
    return words.encode()[:120].decode(errors="ignore").strip("-") or "guide"


def _options(loaded: Loaded, request: BuildRequest) -> RenderOptions:
    own = templates.read(loaded.inputs, request.templates) if request.templates else ()
    theme = themes.chosen(loaded, request.theme)
    return RenderOptions(PAPERS[request.paper], request.large_print, theme, own)


def _fitting(edition: Edition, options: RenderOptions) -> RenderOptions:
    """The options without those that mean nothing to the edition."""
    paper = options.paper if edition.papers else DEFAULT
    return replace(options, paper=paper, large=options.large and edition.large_print)


def _stem(loaded: Loaded, edition: Edition, request: BuildRequest) -> str:
    meeting = request.meeting.suffix(loaded.guide.meeting)
    theme = f"-{slug(Path(request.theme).name)}" if request.theme else ""
    large = "-large" if request.large_print and edition.large_print else ""
    # The page for a screen has print rules for its paper too.
    paper = f"-{request.paper}" if edition.papers and request.paper != DEFAULT.name else ""
    return f"{slug(loaded.name)}-{edition.name}{meeting}{theme}{large}{paper}"


def _formats_of(edition: Edition, formats: Sequence[Format]) -> list[Format]:
    """The formats that an edition is made in: those asked for, else its usual ones."""
    return [one for one in formats_of(edition) if (one in formats if formats else one.usual)]


def _needs_text(editions: Sequence[Edition], grounds: Grounds) -> None:
    for edition in editions:
        if edition.needs_text and not grounds.essay:
            hint = "name your own copy of it: --text FILE, or file: under essay: in the guide"
            raise refuse("no-text", f"the {edition.name} needs the essay's text", hint)


def _cannot(edition: Edition, why: str, option: str) -> UsageError:
    hint = f"leave {option} out, or build the {edition.name} edition by itself"
    return misused("unknown-choice", f"{edition.name} {why}", hint)


def _choose(table: dict[str, T], name: str, what: str) -> T:
    if name not in table:
        hint = f"choose one of {', '.join(table)}"
        raise misused("unknown-choice", f"there is no {what} {name}", hint)
    return table[name]
