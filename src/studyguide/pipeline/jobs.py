"""Jobs: each renders one edition of one guide, on one paper and in one size, in its formats."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from studyguide.essay.resolve import drafts, ground, text_of
from studyguide.formats import FORMATS, EngineMissing, Format, Output
from studyguide.guide.load import Loaded
from studyguide.handouts import templates, themes
from studyguide.handouts.document import Document, RenderOptions
from studyguide.handouts.editions import EDITIONS, Edition
from studyguide.handouts.paper import DEFAULT, PAPERS
from studyguide.handouts.parts import View
from studyguide.handouts.view import view
from studyguide.pipeline.fingerprint import digest
from studyguide.pipeline.plan import overruns
from studyguide.pipeline.readiness import ALL_DRAFTS
from studyguide.pipeline.request import BuildRequest
from studyguide.pipeline.selection import selected, understood
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Severity


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
    missing: tuple[str, ...] = ()
    """The editions that the user named and that can't be made."""


def prepare(loaded: Loaded, request: BuildRequest) -> Prepared:
    """Reads and decides everything that rendering needs, and returns it.

    Raises StudyguideError for a request that can't be met at all, and for an essay, theme or
    templates that can't be read.
    """
    asked = understood(request)
    if request.with_drafts:
        loaded = replace(loaded, guide=loaded.guide.with_drafts())
    plan = request.meeting.fit(loaded.guide)
    grounds = ground(loaded, text_of(loaded, request.text))
    chosen = selected(asked, loaded, plan, grounds)
    options = _options(loaded, request)
    jobs = tuple(
        Job(
            _stem(loaded, edition, request),
            view(loaded, edition, plan, grounds),
            _fitting(edition, options),
            tuple(one.name for one in chosen.formats_of(edition)),
            bool(chosen.formats),
        )
        for edition in chosen.editions
    )
    held = any(one.code == ALL_DRAFTS for one in chosen.notices)
    notices = (
        *overruns(loaded, plan),
        *loaded.warnings,
        *softened(grounds.problems),
        *(() if held else drafts(loaded)),
        *themes.unused_logos(options.theme),
        *chosen.notices,
    )
    return Prepared(loaded.path, plan, jobs, notices, chosen.missing)


def run(job: Job) -> tuple[File, ...]:
    """Renders a job's files; the same job always gives the same bytes.

    A file with nothing in it is not to be written.

    Raises StudyguideError if something would be missing from a file.
    """
    return tuple(file for part in job.edition.parts for file in _files(job, part))


def _files(job: Job, part: str) -> Iterator[File]:
    """Yields one part of the edition in each format."""
    documents: dict[bool, Document] = {}
    stem = f"{job.name}-{part}" if part else job.name
    for made in (FORMATS[name] for name in job.formats):
        options = job.options
        if made.halves:
            options = replace(options, paper=options.paper.half)
        document = documents.setdefault(made.halves, Document(job.view, options, part))
        try:
            output = made.render(document)
        except EngineMissing as error:
            # If the user didn't name a format, the page for a screen is better than nothing.
            if job.asked or len(job.formats) == 1:
                raise
            output = Output(b"", None, tuple(softened(error.problems)))
        yield File(f"{stem}{made.mark}.{made.ending}", job.edition, made, output)


def softened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yields the errors as warnings: tonight's meeting still needs its handouts."""
    for problem in problems:
        serious = problem.severity is Severity.ERROR
        yield replace(problem, severity=Severity.WARNING) if serious else problem


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
