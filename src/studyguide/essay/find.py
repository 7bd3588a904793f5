"""Finding passages in the essay: an exact match, apart from how it was typed, or none at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from studyguide.essay.nearest import nearest
from studyguide.essay.places import (
    Window,
    dashed,
    numbers,
    paragraph_at,
    paragraphs_at,
    places,
    words_of,
)
from studyguide.essay.readers.blocks import one_line
from studyguide.essay.text import EssayText
from studyguide.guide.model import Passage
from studyguide.problems import Problem, StudyguideError


@dataclass(frozen=True)
class Found:
    """A passage that was found: its paragraphs, and its offsets in the essay's joined text."""

    first: int
    last: int
    begin: int
    end: int
    quote: str
    """The essay's own words, as it prints them."""


class PassageProblem(StudyguideError):
    """A passage that is not in the essay, or is there more than once.

    `code` is passage-not-found, passage-twice, passage-backwards, passage-disagrees or
    no-such-paragraph; `key` is the part of the passage at fault.
    """

    def __init__(self, code: str, key: str, message: str, hint: str) -> None:
        super().__init__(Problem(code, message, hint))
        self.code, self.key, self.message, self.hint = code, key, message, hint


def find(essay: EssayText, passage: Passage, *, within: Found | None = None) -> Found:
    """Where the passage is in the essay, or in its section if `within` is given.

    It begins where the words of `from` begin and ends where those of `to` end. With `paragraphs`,
    `from` is in the first and `to` in the last of them; without, each occurs once in the text.
    `from` alone runs to the end of its paragraph, `to` alone from the start of its own.
    Case matters at first, and is ignored only if nothing is found that way.
    Raises PassageProblem if the words are missing, occur more than once, or don't agree.
    """
    span = _span(essay, passage)
    size = len(essay.text)
    begin, end = (within.begin, within.end) if within and not passage.whole else (0, size)
    if span:
        begin, end = _inside(essay, span, begin, end)
    first, last = (
        (essay.extents[span[0] - 1], essay.extents[span[1] - 1]) if span else ((0, size), (0, size))
    )
    start, stop = begin, end
    if passage.begins:
        place = _locate(essay, passage.begins, "from", Window(begin, end, *first), span)
        start = place[0]
        stop = end if span else min(end, essay.extents[paragraph_at(essay, place[1] - 1) - 1][1])
    if passage.ends:
        place = _locate(essay, passage.ends, "to", Window(begin, end, *last), span)
        stop = place[1]
        if not passage.begins and not span:
            start = max(begin, essay.extents[paragraph_at(essay, place[0]) - 1][0])
    _check_order(essay, passage, start, stop)
    return _found(essay, start, stop)


def _check_order(essay: EssayText, passage: Passage, start: int, stop: int) -> None:
    if start >= stop:
        raise PassageProblem(
            "passage-backwards",
            "to",
            f"“{_short(passage.ends or '')}” comes before “{_short(passage.begins or '')}”",
            "from: takes the first words of the passage, to: its last",
        )
    if passage.whole and (start, stop) != (0, len(essay.text)):
        raise PassageProblem(
            "passage-disagrees",
            "paragraphs",
            "this says whole text, but covers only part of it",
            f"write paragraphs: {numbers(essay, start, stop)}",
        )


def _span(essay: EssayText, passage: Passage) -> tuple[int, int] | None:
    count = len(essay.paragraphs)
    if passage.whole:
        return 1, count
    if not (passage.paragraphs or passage.begins or passage.ends):
        raise PassageProblem(
            "passage-not-found",
            "paragraphs",
            "this passage is empty",
            "add paragraphs: or from:",
        )
    span = passage.span
    if span and span[0] > span[1]:
        hint = f"write paragraphs: {span[1]}-{span[0]}"
        message = f"paragraphs {passage.paragraphs} run backwards"
        raise PassageProblem("passage-backwards", "paragraphs", message, hint)
    if span and not 1 <= span[0] <= span[1] <= count:
        message = f"there is no paragraph {span[1] if span[1] > count else 0} in this text"
        hint = f"it has {count}, counting from the first after the title"
        raise PassageProblem("no-such-paragraph", "paragraphs", message, hint)
    return span


def _inside(essay: EssayText, span: tuple[int, int], begin: int, end: int) -> tuple[int, int]:
    low, high = essay.extents[span[0] - 1][0], essay.extents[span[1] - 1][1]
    if low >= end or high <= begin:
        raise PassageProblem(
            "passage-disagrees",
            "paragraphs",
            f"¶{dashed(*span)} is outside its section",
            f"the section is ¶{numbers(essay, begin, end)}; choose from it, or widen the section",
        )
    return max(low, begin), min(high, end)


def _locate(
    essay: EssayText, quote: str, key: str, window: Window, span: tuple[int, int] | None
) -> tuple[int, int]:
    standing = places(essay, quote, key, window)
    if len(standing) == 1:
        return standing[0]
    if standing:
        raise _twice(essay, quote, key, standing, span)
    size = len(essay.text)
    elsewhere = places(essay, quote, key, Window(0, size, 0, size))
    if elsewhere:
        raise _elsewhere(essay, quote, key, elsewhere, span)
    close = nearest(essay, quote)
    hint = "copy the words straight from the essay, without leaving any out"
    if close:
        where, words = paragraph_at(essay, close[0]), essay.text[slice(*close)]
        hint = f"the closest match is in ¶{where}: “{one_line(words)}”"
    message = f"“{_short(quote)}” is not in the text"
    raise PassageProblem("passage-not-found", key, message, hint)


def _twice(
    essay: EssayText,
    quote: str,
    key: str,
    places: list[tuple[int, int]],
    span: tuple[int, int] | None,
) -> PassageProblem:
    where = " and ".join(f"¶{number}" for number in paragraphs_at(essay, places))
    count = "several times" if len(places) > 2 else "twice"
    longer = [essay.text[slice(*_widened(essay, place, key))] for place in places[:2]]
    hint = f"quote more, like {key}: {one_line(longer[0])}"
    if longer[0] == longer[1]:
        hint = "quote more words, until they occur only once"
    if not span and len(paragraphs_at(essay, places)) == len(places):
        hint += f"; or say where, like paragraphs: {paragraphs_at(essay, places)[0]}"
    return PassageProblem(
        "passage-twice", key, f"“{_short(quote)}” occurs {count}, in {where}", hint
    )


def _elsewhere(
    essay: EssayText,
    quote: str,
    key: str,
    places: list[tuple[int, int]],
    span: tuple[int, int] | None,
) -> PassageProblem:
    standing = paragraphs_at(essay, places)
    where = " and ".join(f"¶{number}" for number in standing)
    if not span:
        message = f"“{_short(quote)}” is in {where}, outside its section"
        hint = "choose words from the section, or widen the section"
    else:
        edge = span[0] if key == "from" else span[1]
        message = f"“{_short(quote)}” is in {where}, not in ¶{edge}"
        if edge in standing:
            message = f"“{_short(quote)}” is in {where}, outside its section"
        new = (standing[0], span[1]) if key == "from" else (span[0], standing[0])
        hint = (
            f"write paragraphs: {dashed(*new)}"
            if new[0] <= new[1]
            else "check the paragraph numbers"
        )
    return PassageProblem("passage-disagrees", key, message, hint)


@dataclass(frozen=True)
class Clash:
    """Two sections, by index in the list, that overlap or come in the wrong order."""

    kind: str
    """overlap or backwards"""
    earlier: int
    later: int
    shared: str = ""
    """The words that are in both."""


def overlaps(essay: EssayText, sections: Iterable[Found | None]) -> tuple[Clash, ...]:
    """Every section that is out of order or shares words with an earlier one; None is skipped."""
    clashes: list[Clash] = []
    before: list[tuple[int, Found]] = []
    for number, found in enumerate(sections):
        if found is None:
            continue
        if before and found.begin < before[-1][1].begin:
            clashes.append(Clash("backwards", before[-1][0], number))
        for earlier, other in before:
            begin, end = max(other.begin, found.begin), min(other.end, found.end)
            if begin < end:
                clashes.append(Clash("overlap", earlier, number, essay.text[begin:end]))
        before.append((number, found))
    return tuple(clashes)


def _found(essay: EssayText, begin: int, end: int) -> Found:
    first, last = paragraph_at(essay, begin), paragraph_at(essay, end - 1)
    return Found(first, last, begin, end, essay.text[begin:end])


def _short(quote: str) -> str:
    some = quote.split()
    return " ".join(some[:12]) + (" …" if len(some) > 12 else "")


def _widened(essay: EssayText, place: tuple[int, int], key: str) -> tuple[int, int]:
    """The place plus up to four more words of its paragraph, on the side where a quote can grow."""
    low, high = essay.extents[paragraph_at(essay, place[0]) - 1]
    if key == "from":
        more = [end for _, end in words_of(essay) if place[1] < end <= high]
        return place[0], more[:4][-1] if more else place[1]
    fewer = [begin for begin, _ in words_of(essay) if low <= begin < place[0]]
    return fewer[-4:][0] if fewer else place[0], place[1]
