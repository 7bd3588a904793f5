"""From guides to handouts: rendered first, then written whole or not at all."""

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
from studyguide.pipeline.jobs import File, Prepared, prepare, run, slug, understood
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Spot, StudyguideError, UsageError

FOLDER = Path("handouts")
USUAL = BuildRequest()


@dataclass(frozen=True)
class Handout:
    """A file that was written: where, for whom, its pages (None on a screen) and its bytes."""

    path: Path
    edition: Edition
    format: Format
    pages: int | None
    size: int


@dataclass(frozen=True)
class Built:
    """What became of one guide: its plan, its files, and what there is to say."""

    plan: Plan
    handouts: tuple[Handout, ...]
    notices: tuple[Problem, ...] = ()


def build(
    guide: str | Path | Loaded, folder: str | Path = FOLDER, request: BuildRequest = USUAL
) -> Built:
    """Builds one guide's handouts into a folder, all rendered before the first is written.

    Raises StudyguideError, whose problems name the guide's file; then nothing was written, or only
    whole files.
    """
    prepared = _prepared(guide, request)
    with _naming(prepared.path):
        return _written(prepared, _rendered(prepared), Path(folder))


def build_all(
    guides: Sequence[Path], folder: Path = FOLDER, request: BuildRequest = USUAL
) -> Iterator[Built | StudyguideError]:
    """Builds several guides, each rendered in a process of its own: what became of each, in order.

    Guides are read before a process is started: a broken one costs none. Raises StudyguideError
    for a request that can't be met, and where two guides would write the same files.
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
    """Guides whose handouts would have the names of another's: neither may be written over."""
    first: dict[str, Path] = {}
    found = []
    for path in paths:
        other = first.setdefault(slug(path.name.split(".")[0]), path)
        if other != path:
            message = f"{path} and {other} would make the same files"
            hint = "rename one of the two, or build them into two folders"
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
    """Writes what was made; a format without its engine has no bytes, only something to say."""
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
    return Built(prepared.plan, handouts, tuple(dict.fromkeys((*prepared.notices, *said))))


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Gives every problem a file: of many guides, which one is it?"""
    try:
        yield
    except UsageError:
        raise
    except StudyguideError as error:
        here = Spot(str(path))
        named = [replace(problem, spot=problem.spot or here) for problem in error.problems]
        raise type(error)(*named) from None
