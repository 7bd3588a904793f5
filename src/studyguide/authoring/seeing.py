"""Which moves the sentences of an essay make, and where each is seen."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.authoring.moves import ANY, MOVES, RUN, TERM, Move
from studyguide.authoring.sentences import Sentence
from studyguide.authoring.terms import carries


@dataclass(frozen=True)
class Seen:
    """A move seen in a sentence."""

    move: Move
    at: int
    """The sentence's place in the list."""
    begin: int
    end: int
    """The sign's slice of the sentence."""
    word: str
    """The sign as the essay writes it."""


_EVERYDAY = re.compile(
    r"(?:full|part|short|long|first|second|third|last|half|well|so|twenty|thirty|forty|fifty|year"
    r"|hard|open|self|north|south|east|west|life|left|right|high|middle|dark|day|week)-"
)
_MODIFIER = re.compile(r"(?:\w+(?:ed|ly|ing|s)|held|made|run|led)\Z")
_EVERYBODY_KNOWS = frozenset("AI US USA UK EU UN TV OK DNA CEO PC PDF".split())
_NEGATED = re.compile(r"(?:\b(?:not|never|no)|n['’]t)(?: \w+){0,2} $", re.IGNORECASE)
_SHOUTED = re.compile(r"\b[A-Z]{2,}\b[^a-z]*\b[A-Z]{2,}\b")


LONGEST_READ = 2000
"""Characters: what is longer between two end marks is no sentence, and would take long to read."""


def seen(sentences: Sequence[Sentence], *, english: bool) -> Iterator[Seen]:
    """Every move that the sentences make, each once a sentence; terms where they first stand."""
    known: set[str] = set()
    runs: Counter[str] = Counter()
    for at, sentence in enumerate(sentences):
        if len(sentence.text) > LONGEST_READ:
            continue
        for move in MOVES:
            if move.language == ANY or english:
                start = move.sign.match if move.name == "turn" else move.sign.search
                if (match := start(sentence.text)) and not _turned_round(move, match):
                    yield _seen(move, at, match)
        for match in RUN.sign.finditer(sentence.text):
            runs[match[0]] += 1
            if runs[match[0]] == 2:
                yield _seen(RUN, at, match)
        for match in TERM.sign.finditer(sentence.text):
            common = match[0] in _EVERYBODY_KNOWS or _EVERYDAY.match(match[0])
            fresh = match[0] not in known and not common
            if fresh and not _SHOUTED.search(sentence.text):
                yield _seen(TERM, at, match)
            known.add(match[0])


def _turned_round(move: Move, match: re.Match[str]) -> bool:
    """Whether a strong word stands behind a "not": "not every" is a weak one."""
    return move.name == "strong" and bool(_NEGATED.search(match.string[: match.start()]))


def _seen(move: Move, at: int, match: re.Match[str]) -> Seen:
    groups = match.groupdict()
    group = next((name for name in ("word", "word2") if groups.get(name)), None)
    begin, end = match.span(group) if group else match.span()
    if move.name == "people":
        first, _, rest = match.string[begin:end].rpartition(" ")
        if rest and first and first != "the" and (_MODIFIER.match(first) or not carries(first)):
            begin += len(first) + 1
    return Seen(move, at, begin, end, match.string[begin:end])
