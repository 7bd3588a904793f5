"""Builds guides into handout files: renders them all, then writes each whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from studyguide.files.atomic import sweep, write_whole
from studyguide.formats import Format
from studyguide.guide.load import Loaded, load
from studyguide.handouts.editions import Edition
from studyguide.pipeline.batch import each
from studyguide.pipeline.jobs import File, Prepared, prepare, run, slug
from studyguide.pipeline.request import BuildRequest
from studyguide.pipeline.selection import understood
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Spot, StudyguideError, UsageError

FOLDER = Path("handouts")
USUAL = BuildRequest()


@dataclass(frozen=True)
class Handout:
    """A file that was written; `pages` is None for a screen, `size` is in bytes."""

    path: Path
    edition: Edition
    format: Format
    pages: int | None
    size: int


@dataclass(frozen=True)
class Built:
    """The result for one guide: its plan, the files written, and warnings or notes."""

    plan: Plan
    handouts: tuple[Handout, ...]
    notices: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    """The editions that were asked for by name and couldn't be made; the notices say why."""


def build(
    guide: str | Path | Loaded, folder: str | Path = FOLDER, request: BuildRequest = USUAL
) -> Built:
    """Builds one guide's handouts into a folder, rendering all of them before writing any.

    Raises StudyguideError, whose problems name the guide's file; any file written by then is
    complete.
    """
    prepared = _prepared(guide, request)
    with _naming(prepared.path):
        return _written(prepared, _rendered(prepared), Path(folder))


def build_all(
    guides: Sequence[Path], folder: Path = FOLDER, request: BuildRequest = USUAL
) -> Iterator[Built | StudyguideError]:
    """Builds several guides, each in its own process, and yields each result or error in order.

    A guide is read before its process starts, so a broken one costs none. Raises StudyguideError
    for a request that can't be met, or if two guides would write the same files.
    """
    understood(request)
    if rivals := clashing(guides):
        raise StudyguideError(*rivals)
    for result in each(guides, partial(_prepared, request=request), _rendered):
        if isinstance(result, StudyguideError):
            yield result
            continue
        prepared, files = result
        try:
            with _naming(prepared.path):
                yield _written(prepared, files, folder)
        except StudyguideError as error:
            yield error


def clashing(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """A problem for each guide whose handouts would overwrite an earlier guide's."""
    first: dict[str, Path] = {}
    found = []
    for path in paths:
        other = first.setdefault(slug(path.name.split(".")[0]), path)
        if other != path:
            message = f"{path} and {other} would write the same files"
            hint = "rename one of them, or build each into its own folder"
            found.append(Problem("same-name", message, hint, Spot(str(path))))
    return tuple(found)


def _prepared(guide: str | Path | Loaded, request: BuildRequest) -> Prepared:
    if isinstance(guide, Loaded):
        return prepare(guide, request)
    with _naming(Path(guide)):
        return prepare(load(guide), request)


def _rendered(prepared: Prepared) -> tuple[File, ...]:
    with _naming(prepared.path):
        return tuple(file for job in prepared.jobs for file in run(job))


def _written(prepared: Prepared, files: Sequence[File], folder: Path) -> Built:
    """Writes the files that have content: one whose PDF engine is missing has only notices, and a
    message about no question nothing at all."""
    sweep(folder)
    made = [file for file in files if file.output.content]
    for file in made:
        write_whole(folder / file.name, file.output.content)
    handouts = tuple(
        Handout(
            folder / file.name,
            file.edition,
            file.format,
            file.output.pages,
            len(file.output.content),
        )
        for file in made
    )
    said = (notice for file in files for notice in file.output.notices)
    notices = tuple(dict.fromkeys((*prepared.notices, *said)))
    return Built(prepared.plan, handouts, notices, prepared.missing)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Gives a problem without a place the guide's path, so that it says which guide it is in."""
    try:
        yield
    except UsageError:
        raise
    except StudyguideError as error:
        here = Spot(str(path))
        named = [replace(problem, spot=problem.spot or here) for problem in error.problems]
        raise type(error)(*named) from None
