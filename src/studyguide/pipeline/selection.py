"""Which editions a request makes of a guide, and why any others are left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from studyguide.essay.resolve import Grounds, Where
from studyguide.formats import FORMATS, Format, formats_of
from studyguide.guide.fields import P
from studyguide.guide.load import Loaded
from studyguide.handouts.editions import EDITIONS, Edition, Need
from studyguide.handouts.paper import PAPERS
from studyguide.pipeline.readiness import unready
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.plan import Plan
from studyguide.planning.seats import FISHBOWL_FROM
from studyguide.problems import Problem, Severity, StudyguideError, UsageError, misused

T = TypeVar("T")

ALL = "all"
"""The name that stands for every edition that can be made."""

LACKS: Mapping[Need, Problem] = {
    Need.TEXT: Problem(
        "no-text",
        "no packet: it prints the essay, whose text isn't here",
        "give your own copy: --text FILE, or file: under essay: in the guide",
    ),
    Need.TABLES: Problem(
        "no-tables",
        "no table sheets: the group sits in one circle",
        "say --groups 3, or tables: 3 under meeting",
    ),
    Need.FISHBOWL: Problem(
        "no-fishbowl",
        "no observers' page: nobody observes a fishbowl in this meeting",
        f"write protocol: fishbowl under a question; it takes {FISHBOWL_FROM} people",
    ),
}
"""What to say where a guide or its plan lacks what an edition needs."""
PLACES: Mapping[Need, Where] = {
    Need.TEXT: ("essay",),
    Need.TABLES: ("meeting",),
    Need.FISHBOWL: ("sections",),
}
"""Where in the guide it would be written."""


@dataclass(frozen=True)
class Selection:
    """The editions to make and their formats, and the editions left out."""

    editions: tuple[Edition, ...]
    formats: tuple[Format, ...]
    """Those that the request names; empty for the usual ones of each edition."""
    named: tuple[str, ...]
    """The editions that the request names one by one."""
    left_out: Mapping[Edition, Problem]
    """Why each other edition is left out: a warning if it was named, else an information."""
    usual: bool
    """Whether the request names no edition, so that the usual ones are meant."""

    @property
    def notices(self) -> tuple[Problem, ...]:
        """Why editions are left out, each reason once."""
        return tuple(dict.fromkeys(self.left_out.values()))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of editions that were asked for one by one and are left out."""
        return tuple(edition.name for edition in self.left_out if edition.name in self.named)

    def formats_of(self, edition: Edition) -> tuple[Format, ...]:
        """The formats to make of an edition: those that the request names, else its usual ones."""
        return tuple(one for one in _forms(edition, self.formats) if self.formats or one.usual)


def understood(request: BuildRequest) -> Selection:
    """The editions and formats that a request is for, whatever the guide.

    Editions that don't come in the format, on the paper or in the size are left out. Raises
    UsageError for an unknown name, and if no edition remains.
    """
    _choose(PAPERS, request.paper, "paper")
    names = tuple(name for name in dict.fromkeys(request.edition) if name != ALL)
    named = [_choose(EDITIONS, name, "edition", ALL) for name in names]
    formats = tuple(_choose(FORMATS, name, "format") for name in dict.fromkeys(request.format))
    usual = [edition for edition in EDITIONS.values() if edition.usual]
    pool = list(EDITIONS.values()) if ALL in request.edition else named or usual
    left_out = {
        edition: replace(problem, severity=_level(edition, names))
        for edition in pool
        if (problem := _unfit(edition, request, formats))
    }
    editions = tuple(edition for edition in pool if edition not in left_out)
    if not editions:
        raise UsageError(*_hardened(left_out.values()))
    return Selection(editions, formats, names, left_out, not request.edition)


def selected(asked: Selection, loaded: Loaded, plan: Plan, grounds: Grounds) -> Selection:
    """Those of the editions asked for that can be made of a guide, its plan and the essay's text.

    Raises StudyguideError if no edition remains.
    """
    held = unready(loaded)
    left_out = dict(asked.left_out)
    for edition in asked.editions:
        if held and _for_participants(edition):
            left_out[edition] = held
        elif edition.needs and (lack := lacking(edition, plan, grounds)):
            spot = loaded.spot(PLACES[edition.needs])
            left_out[edition] = replace(lack, spot=spot, severity=_level(edition, asked.named))
    editions = tuple(edition for edition in asked.editions if edition not in left_out)
    if not editions:
        serious = [one for one in left_out.values() if one.severity is not Severity.INFO]
        raise StudyguideError(*_hardened(serious or left_out.values()))
    if asked.usual:
        # A usual edition that this meeting has no need for is missed by nobody.
        for edition in [one for one in left_out if lacking(one, plan, grounds)]:
            del left_out[edition]
    return replace(asked, editions=editions, left_out=left_out)


def lacking(edition: Edition, plan: Plan, grounds: Grounds) -> Problem | None:
    """What the guide or its plan lacks for the edition, as an error; None if it can be made."""
    there = {
        Need.TEXT: grounds.essay is not None,
        Need.TABLES: plan.tables > 0,
        Need.FISHBOWL: plan.observers > 0,
    }
    need = edition.needs
    return None if need is None or there[need] else LACKS[need]


def _for_participants(edition: Edition) -> bool:
    """Whether it carries the guide's questions to participants; a packet carries the essay."""
    return edition.audience is P and not edition.needs_text


def _unfit(edition: Edition, request: BuildRequest, formats: Sequence[Format]) -> Problem | None:
    """Why the edition doesn't come in the format, on the paper or in the size; None if it does."""
    if formats and not _forms(edition, formats):
        own = " or ".join(one.name for one in formats_of(edition))
        return _cannot(edition, f"comes only as {own}", "--format")
    if edition.papers and request.paper not in edition.papers:
        return _cannot(edition, f"comes only on {' or '.join(edition.papers)}", "--paper")
    if request.large_print and not edition.large_print:
        return _cannot(edition, "has no large print", "--large-print")
    return None


def _cannot(edition: Edition, why: str, option: str) -> Problem:
    hint = f"leave out {option}, or build the {edition.name} edition separately"
    return Problem("not-for-edition", f"the {edition.name} edition {why}", hint)


def _forms(edition: Edition, formats: Sequence[Format]) -> list[Format]:
    """The formats that the edition comes in, of those given; of all if none are."""
    return [one for one in formats_of(edition) if not formats or one in formats]


def _level(edition: Edition, named: Sequence[str]) -> Severity:
    return Severity.WARNING if edition.name in named else Severity.INFO


def _hardened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yields the problems as errors, each once."""
    for problem in dict.fromkeys(problems):
        yield replace(problem, severity=Severity.ERROR)


def _choose(table: Mapping[str, T], name: str, what: str, *more: str) -> T:
    if name not in table:
        hint = f"choose one of {', '.join((*table, *more))}"
        raise misused("unknown-choice", f"there is no {what} called {name}", hint)
    return table[name]
