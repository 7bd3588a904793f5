"""The essay's paragraphs cut into sentences, each with its place in the joined text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from studyguide.essay.text import EssayText


@dataclass(frozen=True)
class Sentence:
    """One sentence of the essay: `begin:end` is its slice of the essay's joined text."""

    begin: int
    end: int
    text: str
    paragraph: int
    opens: bool = False
    """Whether it is the first of its paragraph."""
    closes: bool = False
    """Whether it is the last of its paragraph."""


LONGEST = 120
"""Words. A longer stretch without an end (a list, a poem, a stream of words) is cut."""
_CUT = 60
_CLOSERS = "\"'”’»)\\]」』）"
_END = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s)|[。！？｡]+[{_CLOSERS}]*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mrs?|Ms|Mx|Dr|Prof|St|Mt|vs|cf|pp?|ch|vol|no|nos|fig|ed|eds|trans|approx|dept|est"
    r"|Inc|Ltd|Co|Corp|Jr|Sr|Gen|Sen|Rep|Rev|Hon|Capt|Col|Lt|Sgt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Nr|bzw|ca|usw|vgl|Hr|Fr|Sra?|Mme|Mlle)|(?<![\w'’])(?:\w\.)*[^\W\d_])\.$"
)


def sentences(essay: EssayText) -> tuple[Sentence, ...]:
    """Every sentence of the essay in order; a paragraph without an end mark is one sentence."""
    found: list[Sentence] = []
    for paragraph, (low, _) in zip(essay.paragraphs, essay.extents, strict=True):
        slices = list(_slices(paragraph.text))
        for at, (begin, end) in enumerate(slices):
            place = (at == 0, at == len(slices) - 1)
            text = paragraph.text[begin:end]
            found.append(Sentence(low + begin, low + end, text, paragraph.number, *place))
    return tuple(found)


def _slices(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _END.finditer(text):
        end = match.end()
        if _ends_here(text, match):
            yield from _cut(text, begin, end)
            begin = end + len(text[end:]) - len(text[end:].lstrip())
    if text[begin:].strip() or begin == 0:
        yield from _cut(text, begin, len(text.rstrip()) or len(text))


def _ends_here(text: str, match: re.Match[str]) -> bool:
    if match[0][0] in "。！？｡":
        return True
    following = text[match.end() : match.end() + 40].lstrip().lstrip("\"'“‘«([¿¡—–- ")
    if following[:1].islower():
        return False
    return match[0][0] != "." or not _ABBREVIATION.search(text[: match.start() + 1][-12:])


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The slice, or pieces of it where it is longer than anybody's sentence.

    In a script without spaces only an end mark cuts: such a piece stays whole.
    """
    words = list(re.finditer(r"\S+", text[begin:end]))
    if len(words) <= LONGEST:
        yield begin, end
        return
    edges = [begin, *(begin + words[at].start() for at in range(_CUT, len(words) - 10, _CUT)), end]
    for low, high in pairwise(edges):
        yield low, low + len(text[low:high].rstrip())
