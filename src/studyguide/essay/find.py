"""Finding passages in the essay: an exact match, apart from how it was typed, or none at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from studyguide.essay.nearest import nearest
from studyguide.essay.notes import Note, Sought, listed, outside, shortened, twice
from studyguide.essay.places import (
    MOST,
    Place,
    Window,
    dashed,
    numbers,
    paragraph_at,
    paragraphs_of,
    places,
    stretches,
)
from studyguide.essay.readers.blocks import one_line
from studyguide.essay.text import EssayText
from studyguide.guide.reading import Passage
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
    notes: tuple[Note, ...] = field(default=(), compare=False)
    """What is worth knowing about how it was found."""

    @property
    def place(self) -> Place:
        """Where it begins and ends."""
        return self.begin, self.end


class PassageProblem(StudyguideError):
    """A passage that is not in the essay.

    `code` is passage-not-found, passage-backwards, passage-disagrees or no-such-paragraph; `key` is
    the part of the passage at fault.
    """

    def __init__(self, code: str, key: str, message: str, hint: str) -> None:
        super().__init__(Problem(code, message, hint))
        self.code, self.key, self.message, self.hint = code, key, message, hint


def find(
    essay: EssayText,
    passage: Passage,
    *,
    within: Sequence[Found] = (),
    near: Sequence[Found] = (),
) -> Found:
    """Where the passage is in the essay.

    It begins where the words of `from` begin and ends where those of `to` end. With `paragraphs`,
    `from` is in the first and `to` in the last of them. `from` alone runs to the end of its
    paragraph or of the `paragraphs`, `to` alone from the start. Where the words occur more than
    once, the first `from` and the last `to` count. Case matters at first, and is ignored only if
    nothing is found that way.

    `within` are the places of the passage's section, `near` those of the question that it follows
    up: the passage is looked for near first, then within, then in the whole text. Its notes say
    whether it left the section, and which of several places counted unless `paragraphs` are given.
    Raises PassageProblem if the passage is not in the essay, or its parts don't agree.
    """
    span = _span(essay, passage)
    whole = _Range(essay, passage, span, ((0, len(essay.text)),))
    inner = [
        _Range(essay, passage, span, stretches(essay, [one.place for one in some]), scope)
        for some, scope in ((near, "in its question's passage"), (within, "in its section"))
        if some and not passage.whole
    ]
    chosen = next((one for one in (*inner, whole) if one.settled), whole)
    if not chosen.settled:
        raise _missing(whole)
    place, _ = chosen.settled
    if passage.whole and place != (0, len(essay.text)):
        message = "this says whole text, but covers only part of it"
        hint = f"write paragraphs: {numbers(essay, *place)}"
        raise PassageProblem("passage-disagrees", "paragraphs", message, hint)
    notes = chosen.notes
    if inner and within and chosen is whole:
        notes += (outside(essay, _key(passage), place, [one.place for one in within]),)
    first, last = (paragraph_at(essay, at) for at in (place[0], place[1] - 1))
    return Found(first, last, *place, essay.text[slice(*place)], notes)


def _key(passage: Passage) -> str:
    keys = {"paragraphs": passage.paragraphs, "from": passage.begins, "to": passage.ends}
    return next(key for key, value in keys.items() if value)


def _span(essay: EssayText, passage: Passage) -> tuple[int, int] | None:
    """The numbers of the first and last paragraph that the passage names; None if it names none."""
    count = len(essay.paragraphs)
    if passage.whole:
        return 1, count
    if not (passage.paragraphs or passage.begins or passage.ends):
        hint = "add paragraphs: or from:"
        raise PassageProblem("passage-not-found", "paragraphs", "this passage is empty", hint)
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


@dataclass(frozen=True)
class _Range:
    """Where a passage is looked for: pieces of the text, in order; it is all in one of them."""

    essay: EssayText
    passage: Passage
    span: tuple[int, int] | None
    pieces: tuple[Place, ...]
    scope: str = ""

    @cached_property
    def named(self) -> tuple[Place, Place] | None:
        """Where the first and the last paragraph are that the passage names."""
        extents = self.essay.extents
        return (extents[self.span[0] - 1], extents[self.span[1] - 1]) if self.span else None

    @cached_property
    def sought(self) -> tuple[Sought, ...]:
        """The words of `from` and of `to`, as far as they are given, and where they are."""
        whole = (0, len(self.essay.text))
        first, last = self.named or (whole, whole)
        words = (("from", self.passage.begins, first), ("to", self.passage.ends, last))
        return tuple(
            self._standing(key, quote, edge, (first[0], last[1]))
            for key, quote, edge in words
            if quote
        )

    def _standing(self, key: str, quote: str, edge: Place, around: Place) -> Sought:
        # A quote may run on behind the end of a piece: only its edge counts.
        windows = tuple(
            Window(*around, max(edge[0], begin), min(edge[1], end)) for begin, end in self.pieces
        )
        return Sought(quote, key, windows, places(self.essay, quote, key, windows), self.scope)

    @cached_property
    def settled(self) -> tuple[Place, dict[str, Place]] | None:
        """The passage, and the places of its words that count; None if it isn't here."""
        every = range(len(self.pieces))
        # The first `from` counts, but the last `to`.
        backwards = [one.key for one in self.sought] == ["to"]
        for at in reversed(every) if backwards else every:
            if all(one.standing[at] for one in self.sought):
                counted = {one.key: one.standing[at][0] for one in self.sought}
                if place := self._within(self.pieces[at], counted):
                    return place, counted
        return None

    def _within(self, piece: Place, counted: dict[str, Place]) -> Place | None:
        """From one word to the other; an end without words is the end of its paragraph."""
        start, stop = counted.get("from"), counted.get("to")
        if self.named:
            low, high = self.named[0][0], self.named[1][1]
        else:
            low, high = paragraphs_of(self.essay, *(start or stop or piece))
        begin, end = start[0] if start else low, stop[1] if stop else high
        # Words that were given are in the piece; where it ends within a paragraph, the rest of that
        # paragraph is no other place.
        wide = paragraphs_of(self.essay, *piece)
        inside = wide[0] <= begin and end <= wide[1]
        return (begin, end) if inside and begin < end else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """Which of several places of the same words counted."""
        if self.span or not self.settled:
            return ()
        found, counted = self.settled
        low, high = paragraphs_of(self.essay, *found)
        plain = all(low <= begin and end <= high for begin, end in counted.values())
        named = numbers(self.essay, *found) if plain else ""
        told = (twice(self.essay, one, counted[one.key], named) for one in self.sought)
        return tuple(note for note in told if note)


def _missing(whole: _Range) -> PassageProblem:
    """Why the passage is nowhere in the text."""
    essay, passage = whole.essay, whole.passage
    for sought in whole.sought:
        if not any(sought.standing):
            everywhere = (Window(0, len(essay.text), 0, len(essay.text)),)
            [standing] = places(essay, sought.quote, sought.key, everywhere)
            return _elsewhere(whole, sought, standing) if standing else _nowhere(essay, sought)
    return PassageProblem(
        "passage-backwards",
        "to",
        f"“{shortened(passage.ends or '')}” comes before “{shortened(passage.begins or '')}”",
        "from: takes the first words of the passage, to: its last",
    )


def _nowhere(essay: EssayText, sought: Sought) -> PassageProblem:
    close = nearest(essay, sought.quote)
    hint = "copy the words straight from the essay, without leaving any out"
    if close:
        where, words = paragraph_at(essay, close[0]), essay.text[slice(*close)]
        hint = f"the closest match is in ¶{where}: “{one_line(words)}”"
    message = f"“{shortened(sought.quote)}” is not in the text"
    return PassageProblem("passage-not-found", sought.key, message, hint)


def _elsewhere(whole: _Range, sought: Sought, standing: Sequence[Place]) -> PassageProblem:
    """That words are in other paragraphs than the passage names, and which to name instead."""
    edge = (whole.span or (0, 0))[0 if sought.key == "from" else 1]
    named = list(dict.fromkeys(f"¶{numbers(whole.essay, *place)}" for place in sorted(standing)))
    where = listed([*named[:MOST], "elsewhere"] if len(standing) > MOST else named)
    message = f"“{shortened(sought.quote)}” is in {where}, not in ¶{edge}"
    hint = "check the paragraph numbers"
    for other in _other_numbers(whole, edge, sought.key, standing):
        if _settled_with(whole, other):
            hint = f"write paragraphs: {other}"
            break
    return PassageProblem("passage-disagrees", sought.key, message, hint)


def _other_numbers(whole: _Range, edge: int, key: str, standing: Sequence[Place]) -> Iterator[str]:
    """Paragraph numbers that may be meant: one end moved to the words, or both."""
    essay, (first, last) = whole.essay, whole.span or (0, 0)
    touched = [
        (paragraph_at(essay, begin), paragraph_at(essay, end - 1)) for begin, end in standing
    ]
    low, high = min(touched, key=lambda one: abs(one[0 if key == "from" else 1] - edge))
    moved = (low, max(last, high)) if key == "from" else (min(first, low), high)
    if moved[0] <= moved[1]:
        yield dashed(*moved)
    if place := _settled_with(whole, None):
        yield numbers(essay, *place)


def _settled_with(whole: _Range, paragraphs: str | None) -> Place | None:
    """Where the passage would be with other paragraph numbers."""
    passage = whole.passage.model_copy(update={"paragraphs": paragraphs})
    settled = _Range(whole.essay, passage, passage.span, whole.pieces).settled
    return settled[0] if settled else None
