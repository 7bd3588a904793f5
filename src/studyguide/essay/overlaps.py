"""Sections that share some of the essay's words, or come in another order than in the essay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyguide.essay.find import Found
from studyguide.essay.text import EssayText


@dataclass(frozen=True)
class Clash:
    """Two sections, by index in the list, that overlap or come in the wrong order."""

    kind: str
    """overlap or backwards"""
    earlier: int
    later: int
    piece: int = 0
    """Which place of the later section it is, by index."""
    shared: str = ""
    """The words that are in both."""


def overlaps(essay: EssayText, sections: Iterable[Sequence[Found | None]]) -> tuple[Clash, ...]:
    """Every section that is out of order or shares words with an earlier one.

    Each section is given by its places, with None for one that was not found. Two sections overlap
    where any of their places do; their order is that of their first places.
    """
    clashes: list[Clash] = []
    before: list[tuple[int, Sequence[Found | None]]] = []
    opening: tuple[int, Found] | None = None
    for number, pieces in enumerate(sections):
        first = pieces[0] if pieces else None
        if opening and first and first.begin < opening[1].begin:
            clashes.append(Clash("backwards", opening[0], number))
        opening = (number, first) if first else opening
        shared = (_shared(essay, earlier, others, number, pieces) for earlier, others in before)
        clashes += [clash for clash in shared if clash]
        before.append((number, pieces))
    return tuple(clashes)


def _shared(
    essay: EssayText,
    earlier: int,
    others: Sequence[Found | None],
    later: int,
    pieces: Sequence[Found | None],
) -> Clash | None:
    """The first overlap of two sections, if there is any."""
    for number, piece in enumerate(pieces):
        for other in others:
            if not piece or not other:
                continue
            begin, end = max(other.begin, piece.begin), min(other.end, piece.end)
            if begin < end:
                return Clash("overlap", earlier, later, number, essay.text[begin:end])
    return None
