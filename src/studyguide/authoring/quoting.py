"""The few words of a sentence that a question quotes: a phrase, not a piece cut out of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from studyguide.authoring.terms import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION,
    JOINING,
    PREPOSITIONS,
    PRONOUNS,
    carries,
    plain,
)

FEWEST, MOST = 2, 6
"""Words of a quote."""
MOST_UNSPACED = 8
"""Characters of a quote in a script that puts no spaces."""
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# What is neither markup nor a quotation mark: a quote stands between marks in a line of Markdown.
_TOKEN = re.compile(r"[^\W_][^\s\"“”„«»‘()\[\]{}<>*_`~\\|#&…—–!?;:/^@=+]*")
_BREAK = re.compile(r"[^\s,]")
_LEAST = 1.5
"""The least shape of a phrase: about what a whole clause of two small words has."""
_TRAILING = ".,'’-"
_VERBS = frozenset(
    """
    made make makes take took taken get got go went come came say said tell told think thought know
    knew see saw want wanted feel felt find found give gave given let put keep kept seem seems mean
    means use used try tried look ask asked need needs call called becomes become became utilize
    """.split()
)
_LEADS = frozenset(
    "however instead still yet nevertheless nonetheless therefore perhaps so thus".split()
)
_INSIDE_A_SUBJECT = PREPOSITIONS - {"than", "as", "since", "after", "before", "until"} | {
    "and",
    "or",
}
_OBJECTS = frozenset("it you me us him her them".split())
_FINITE = frozenset("is are was were has had".split())
_SUBJECTS = frozenset("i you he she it we they who".split())
_CLAUSE = AUXILIARIES | JOINING - {"and", "or", "as", "than"}
_DETERMINING = DETERMINERS - frozenset("that this these those all both what which".split())
_POSSESSIVE = frozenset("my your his her its our their the a an".split())
_LEANING = (
    DETERMINERS - {"this", "that", "these", "those", "all", "both", "much", "more", "most", "few"}
) | PREPOSITIONS


@dataclass(frozen=True)
class Word:
    """One word of a sentence, as offsets into it, and what stands before it."""

    begin: int
    end: int
    low: str
    breaks: bool
    """Whether a mark that ends a phrase stands before it: anything but a space."""
    closed: bool
    """Whether that mark is more than a comma, so that no quote reaches over it."""


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence that can be quoted."""
    found: list[Word] = []
    done = 0
    for match in _TOKEN.finditer(text):
        core = match[0].rstrip(_TRAILING)
        between = text[done : match.start()]
        begin, end = match.start(), match.start() + len(core)
        if not core.isprintable():
            continue
        if between == "" and found:
            closed = True
        else:
            closed = bool(_BREAK.search(between.replace(".", "") if found else ""))
        found.append(Word(begin, end, plain(core), not found or between != " ", closed))
        done = end
    return tuple(found)


@lru_cache(maxsize=16384)
def phrase(text: str, begin: int, end: int, most: int = MOST) -> str | None:
    """The words around `begin:end` of a sentence that read best by themselves, or None.

    They are the sentence's own, in one piece; no quotation mark or markup stands among them.
    """
    if UNSPACED.search(text[begin:end]):
        return _unspaced(text, begin)
    standing = words(text)
    inside = [at for at, word in enumerate(standing) if word.end > begin and word.begin < end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    best: tuple[float, str] | None = None
    for low in range(max(0, last - most + 1), first + 1):
        for high in range(max(last, low + FEWEST - 1), min(len(standing), low + most)):
            if any(word.closed for word in standing[low + 1 : high + 1]):
                break
            score = _shape(standing, low, high, first)
            if best is None or score > best[0]:
                best = score, text[standing[low].begin : standing[high].end]
    return best[1] if best and best[0] > _LEAST else None


def _shape(standing: Sequence[Word], low: int, high: int, first: int) -> float:
    """How much the words low to high look like a whole phrase."""
    inside = standing[low : high + 1]
    opening, closing = inside[0].low, inside[-1].low
    score = 0.45 * sum(carries(word.low) for word in inside) + 0.1 * len(inside)
    if not any(carries(word.low) for word in inside):
        score -= 2
    led = 2 if opening in _LEADS and inside[0].breaks else 1
    score -= 2.0 * sum(word.breaks for word in inside[led:])
    before = standing[low - 1].low if low and not inside[0].breaks else ""
    after = high + 1 < len(standing) and not standing[high + 1].breaks
    score -= _halves(inside, before, standing[high + 1].low if after else "")
    return (
        score + _opening(standing, low, opening, low == first) + _closing(standing, high, closing)
    )


def _halves(inside: Sequence[Word], before: str, following: str) -> float:
    """What it costs that a phrase holds half of a clause: a subject without its verb, or a verb
    with a piece of its subject."""
    lows = [word.low for word in inside]
    cost = 0.0
    verb = any(low in AUXILIARIES for low in lows[1:])
    if verb and before in _INSIDE_A_SUBJECT and lows[0] not in JOINING:
        cost += 2.5
    if verb and lows[0] in _INSIDE_A_SUBJECT - {"and", "or"} and not inside[0].breaks:
        cost += 2.0
    if before in AUXILIARIES and any(low in AUXILIARIES for low in lows[1:3]):
        cost += 1.5
    if lows[-1] in PRONOUNS and following in AUXILIARIES:
        cost += 2.0
    if following in AUXILIARIES and any(low in _CLAUSE for low in lows[-4:]):
        cost += 2.0
    if len(lows) > 2 and lows[1] in _SUBJECTS and carries(lows[0]) and not inside[1].breaks:
        cost += 1.5
    if lows[1:2] == ["that"]:
        cost += 1.5 if lows[0] in PRONOUNS else 0.6
    if sum(low in _FINITE for low in lows) > 1:
        cost += 1.5
    return cost


def _opening(standing: Sequence[Word], low: int, opening: str, trigger: bool) -> float:
    if standing[low].breaks:
        return 0.8 if opening in ("and", "or") and low else 1.6
    before = standing[low - 1].low
    if before == "of" and opening == "course":
        return -3.0
    if before in _POSSESSIVE or before.endswith("ly") or before in _DETERMINING:
        return -1.5
    if opening in ("of", "than", "to", "and", "or", "that", "which") and not trigger:
        return -0.6
    if opening in PREPOSITIONS and not trigger:
        return 0.3
    if before == "to":
        return -0.8
    if opening in AUXILIARIES or opening.endswith(("ly", "ing")):
        return 0.5
    if opening in _OBJECTS and carries(before):
        return 0.0
    if before in AUXILIARIES and opening not in FUNCTION:
        return 0.8
    if opening in FUNCTION or before in AUXILIARIES or before in PREPOSITIONS or before in JOINING:
        return 1.2
    return -0.3 if trigger else -0.9


def _closing(standing: Sequence[Word], high: int, closing: str) -> float:
    last = high + 1 == len(standing) or standing[high + 1].breaks
    if closing in _LEANING or closing in JOINING or closing in AUXILIARIES:
        if not last:
            return -2.5
        return 0.8 if closing in AUXILIARIES else -0.8
    if last:
        return 1.8
    following = standing[high + 1].low
    if closing.endswith("ly") and not closing.endswith("ily"):
        return -1.0
    if closing.endswith("ing") and following not in PREPOSITIONS | JOINING:
        return -1.5
    if closing.endswith("ing"):
        return 0.6
    if closing in _VERBS:
        return -0.5
    if closing in ("not", "very", "more", "most", "so", "too", "i", "we", "they", "he", "she"):
        return -2.0
    if following == "of":
        return -0.3
    if following in JOINING or following in PREPOSITIONS or following in AUXILIARIES:
        return 1.3
    if following in DETERMINERS:
        return -0.8
    if following in FUNCTION:
        return 0.3
    return -0.3 if carries(closing) and len(following) > 3 else -1.0


def _unspaced(text: str, begin: int) -> str | None:
    """In a script without spaces: the run of letters that begins there, or its first few."""
    run = re.match(r"[^\W_]+", text[begin:])
    if not run or len(run[0]) < FEWEST or not run[0].isprintable():
        return None
    return run[0][:MOST_UNSPACED]


def opening_words(text: str) -> str | None:
    """A phrase from the start of a sentence."""
    standing = words(text)
    if UNSPACED.search(text[:12]):
        start = re.search(r"[^\W_]{2,}", text)
        return _unspaced(text, start.start()) if start else None
    return phrase(text, standing[0].begin, standing[0].end) if standing else None
