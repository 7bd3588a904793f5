"""What is worth knowing about a passage that was found, although nothing is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from studyguide.essay.places import (
    MOST,
    Place,
    Window,
    numbers,
    paragraph_at,
    paragraphs_of,
    places,
    words_of,
)
from studyguide.essay.readers.blocks import one_line
from studyguide.essay.text import EssayText

_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}
_LONGER = 8
"""How many more words of the essay a hint quotes at most."""
_EDGE = 4
"""How many words say where a section begins or ends."""


@dataclass(frozen=True)
class Note:
    """Something to know about a passage; `key` is the part of the passage that it is about."""

    code: str
    """passage-twice or outside-section"""
    key: str
    message: str
    hint: str


@dataclass(frozen=True)
class Sought:
    """Words that were looked for, and every place where they are."""

    quote: str
    key: str
    """from or to"""
    windows: tuple[Window, ...]
    standing: tuple[tuple[Place, ...], ...]
    """The places in each window; the one that counts there comes first."""
    scope: str
    """Words for the windows, like “in its section”; empty for the whole text."""


def twice(essay: EssayText, sought: Sought, counted: Place, paragraphs: str) -> Note | None:
    """Which of several places of the same words counts, or None if they occur only once.

    `paragraphs` are the numbers that would make the passage plain; empty if none would.
    """
    standing = sorted(chain.from_iterable(sought.standing))
    if len(standing) < 2:
        return None
    where = f"¶{paragraph_at(essay, counted[0])}"
    which = "the one"
    if counted in (standing[0], standing[-1]):
        which = "the first" if counted == standing[0] else "the last"
    scope = f" {sought.scope}" if sought.scope else ""
    if len(standing) > MOST:
        told = f"occurs more than five times{scope}; {which}, in {where}, counts"
    else:
        several = dict.fromkeys(f"¶{paragraph_at(essay, begin)}" for begin, _ in standing)
        which = f"the one in {where}" if which == "the one" else which
        told = f"occurs {_TIMES[len(standing)]}{scope}, in {listed(several)}; {which} counts"
    longer = _longer(essay, sought, counted)
    ways = [
        f"quote more, like {sought.key}: {longer}" if longer else "",
        f"say where, with paragraphs: {paragraphs}" if paragraphs else "",
    ]
    hint = "; or ".join(filter(None, ways)) or "quote more words, until they occur only once"
    return Note("passage-twice", sought.key, f"“{shortened(sought.quote)}” {told}", hint)


def _longer(essay: EssayText, sought: Sought, counted: Place) -> str:
    """The fewest more words that occur only once, and there; empty if a few aren't enough."""
    low, high = paragraphs_of(essay, *counted)
    begin, end = counted
    if sought.key == "from":
        more = [stop for _, stop in words_of(essay) if end < stop <= high][:_LONGER]
        wider = [(begin, stop) for stop in more]
    else:
        less = [start for start, _ in words_of(essay) if low <= start < begin][-_LONGER:]
        wider = [(start, end) for start in reversed(less)]
    for place in wider:
        quote = one_line(essay.text[slice(*place)])
        found = places(essay, quote, sought.key, sought.windows)
        if list(chain.from_iterable(found)) == [place]:
            return quote
    return ""


def outside(essay: EssayText, key: str, found: Place, section: Sequence[Place]) -> Note:
    """That a passage leaves its section, which is given by its places."""
    partly = "partly " if any(a < found[1] and found[0] < b for a, b in section) else ""
    where = numbers(essay, *found)
    wide = [paragraphs_of(essay, *piece) for piece in section]
    named = [f"¶{numbers(essay, *piece)}" for piece in section]
    # The numbers alone would say that the passage is in its section.
    if any(a <= found[0] and found[1] <= b for a, b in wide):
        named = [
            f"{name}, {_words(essay, piece)}" for name, piece in zip(named, section, strict=True)
        ]
    message = f"this is in ¶{where}, {partly}outside its section ({listed(named)})"
    what = "numbers" if key == "paragraphs" else "words"
    hint = (
        "if you mean it, as for a hinge between two parts, write allow: {outside-section: why} in"
        f" the question; if not, check the {what}"
    )
    return Note("outside-section", key, message, hint)


def _words(essay: EssayText, piece: Place) -> str:
    """A short piece's words; the first and last few of a longer one."""
    words = essay.text[slice(*piece)].split()
    if len(words) <= 2 * _EDGE:
        return f"“{' '.join(words)}”"
    return f"from “{' '.join(words[:_EDGE])}” to “{' '.join(words[-_EDGE:])}”"


def listed(names: Iterable[str]) -> str:
    """The names as a sentence lists them: a, b and c."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def shortened(quote: str) -> str:
    """The first dozen words of a quote."""
    some = quote.split()
    return " ".join(some[:12]) + (" …" if len(some) > 12 else "")
