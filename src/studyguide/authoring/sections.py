"""Where the essay's sections begin and end: at its headings, else where the argument turns."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, pstdev

from studyguide.authoring.sentences import Sentence
from studyguide.authoring.terms import stems
from studyguide.essay.text import EssayText

MOST_SECTIONS = 10
_PRICE = 1.1
"""What a section has to gain by its turn, where its size is right."""
_PLACES = 400
"""How many possible starts are weighed against each other, the best; a chapter has about 200."""
_AROUND = 90
"""Words that are compared on each side of a place where a section could begin."""

_UNANSWERED = re.compile(
    r"(?:But |However, |Yet |Still, |And yet )?(?:this|that|it|none of this|all (?:of )?this)"
    r" (?:does|do|did|is|can|could|will|would)(?: not|n['’]t|not) (?:\w+ )?(?:answer|address"
    r"|solve|explain|settle|account|enough|touch|reach|all)\b",
    re.IGNORECASE,
)
_STRONG_TURN = re.compile(
    r"(?:(?:But|However,|Yet|And yet|Still,) (?:there (?:is|are|remains?)|what (?:about|if)|the"
    r" (?:real|deeper|harder|main) |is (?:this|that|it)\b|none of this)"
    r"|On the other hand|So what\b|What,? then|Now\b,? (?:consider|suppose|to|let)"
    r"|Let (?:me|us) (?:now|turn|begin|look|consider|return|start)\b"
    r"|(?:First|Second|Third|Finally|Lastly|In conclusion|To conclude|In the end)\b,?"
    r"|(?:A|The) (?:first|second|third|fourth|last|final|other) (?:\w+ )?(?:is|reason|point"
    r"|objection|problem|answer|thing|question)\b)",
    re.IGNORECASE,
)
_SETS_UP = re.compile(
    r"(?:At (?:a|first) (?:glance|sight)|At first|It (?:may|might|could|would) (?:seem|appear|look)"
    r"|Of course|Admittedly|Granted|True,|To be sure|Some (?:people )?(?:say|think|argue)|It is"
    r" (?:often|sometimes) said)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:But|However|Yet|Still|Nevertheless|Nonetheless|On a closer look)\b")
_TURN = re.compile(
    r"(?:But|However|Yet|Still|Nevertheless|Nonetheless|Even so|Meanwhile|Instead|Conversely"
    r"|Today|Now|Then|Later|So|Thus|Therefore|Hence|At (?:first|last)|In (?:short|sum)|Why|How"
    r"|What|Who|Suppose|Imagine|Consider|My own|None of this|All this)\b"
)
_GOES_ON = re.compile(
    r"(?:And|Also|Moreover|Furthermore|For (?:example|instance)|Besides|Or|Nor|He|She|They|Them"
    r"|His|Her|Their|It|Its|Such|Another|Likewise|Similarly|In addition)\b"
)


@dataclass(frozen=True)
class Stretch:
    """A section: the sentences `first` up to but not with `stop`, and the heading it has."""

    first: int
    stop: int
    heading: str | None = None


def sections(essay: EssayText, sentences: Sequence[Sentence]) -> tuple[Stretch, ...]:
    """The essay's sections in order, at least one, at most ten; they hold every sentence."""
    headed = _by_headings(essay, sentences)
    return headed if len(headed) > 1 else _by_turns(sentences)


def _by_headings(essay: EssayText, sentences: Sequence[Sentence]) -> tuple[Stretch, ...]:
    starts: dict[int, str | None] = {0: None}
    firsts = {one.paragraph: at for at, one in reversed(list(enumerate(sentences)))}
    for paragraph in essay.paragraphs:
        if paragraph.heading and paragraph.number in firsts:
            starts[firsts[paragraph.number]] = paragraph.heading
    edges = [*starts, len(sentences)]
    found = [Stretch(first, stop, starts[first]) for first, stop in pairwise(edges)]
    while len(found) > MOST_SECTIONS:  # the smallest neighbours join, under the first's heading
        sizes = [_size(sentences[one.first : two.stop]) for one, two in _pairs(found)]
        at = sizes.index(min(sizes))
        joined = Stretch(found[at].first, found[at + 1].stop, found[at].heading)
        found[at : at + 2] = [joined]
    return tuple(found)


def _pairs(found: list[Stretch]) -> list[tuple[Stretch, Stretch]]:
    return list(pairwise(found))


def _size(sentences: Sequence[Sentence]) -> int:
    """Words; in scripts without spaces, about as many as the characters would make."""
    letters = sum(len(one.text) for one in sentences)
    spaces = sum(one.text.count(" ") + 1 for one in sentences)
    return max(spaces, letters // 8)


def _wanted(words: int) -> int:
    """How many sections suit a text: 1 under 150 words, 4 at 500, 6 at 2,000, 10 from 10,000."""
    return max(1, min(MOST_SECTIONS, round(1.5 * math.log2(max(words, 1) / 90))))


def _by_turns(sentences: Sequence[Sentence]) -> tuple[Stretch, ...]:
    """The cut that is best by the sum of what its turns gain, less what uneven sizes cost."""
    sizes = [_size([one]) for one in sentences]
    before = [0]
    for size in sizes:
        before.append(before[-1] + size)
    target = before[-1] / _wanted(before[-1])
    gains = _gains(sentences, sizes, target)
    price = _PRICE
    cuts = _best_cuts(before, gains, target, price)
    while len(cuts) > MOST_SECTIONS + 1:
        price += 0.3
        cuts = _best_cuts(before, gains, target, price)
    return tuple(Stretch(first, stop) for first, stop in pairwise(cuts))


def _best_cuts(
    before: Sequence[int], gains: dict[int, float], target: float, price: float
) -> list[int]:
    """Where the sections begin, and the end of the last, found step by step from the start."""
    likely = sorted(gains, key=lambda at: (-gains[at], at))[:_PLACES]
    places = [0, *sorted(likely), len(before) - 1]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for at in range(1, len(places)):
        gain = gains.get(places[at], 0.0)
        best.append(
            max(
                (
                    best[one][0] + gain - price - _uneven(before, places[one], places[at], target),
                    one,
                )
                for one in range(at)
            )
        )
    edges = [len(places) - 1]
    while edges[-1]:
        edges.append(best[edges[-1]][1])
    return [places[at] for at in reversed(edges)]


def _uneven(before: Sequence[int], first: int, stop: int, target: float) -> float:
    return 1.3 * math.log(max(before[stop] - before[first], 1) / target) ** 2


def _gains(sentences: Sequence[Sentence], sizes: Sequence[int], target: float) -> dict[int, float]:
    """What a section that begins at each sentence would gain; where none may, nothing stands."""
    long = _long_paragraphs(sentences, sizes, target)
    cohesion = _cohesion(sentences, sizes)
    gains: dict[int, float] = {}
    for at in range(1, len(sentences)):
        sentence = sentences[at]
        turn = _turning(sentence.text)
        if not sentence.opens:
            inside = all(one.paragraph == sentence.paragraph for one in sentences[at : at + 3])
            if (
                (turn < 1 and sentence.paragraph not in long)
                or len(sentences) - at < 3
                or not inside
            ):
                continue
        if _ANSWERS.match(sentence.text) and _SETS_UP.match(_opening(sentences, at - 1)):
            turn -= 1.0  # a view set up and its answer belong together
        gains[at] = turn + 0.45 * cohesion[at] + (1.0 if sentence.opens else 0.2)
    return gains


def _opening(sentences: Sequence[Sentence], at: int) -> str:
    """The first sentence of the paragraph that a sentence stands in."""
    while at and not sentences[at].opens:
        at -= 1
    return sentences[at].text


def _long_paragraphs(
    sentences: Sequence[Sentence], sizes: Sequence[int], target: float
) -> frozenset[int]:
    words: Counter[int] = Counter()
    for sentence, size in zip(sentences, sizes, strict=True):
        words[sentence.paragraph] += size
    return frozenset(number for number, size in words.items() if size > 1.8 * target)


def _turning(text: str) -> float:
    if _UNANSWERED.match(text):
        return 1.6
    if _STRONG_TURN.match(text):
        return 1.0
    if _TURN.match(text):
        return 0.4
    return -0.4 if _GOES_ON.match(text) else 0.0


def _cohesion(sentences: Sequence[Sentence], sizes: Sequence[int]) -> list[float]:
    """How much the words change at each sentence, in standard deviations (as in TextTiling,
    Hearst 1997)."""
    bags = [Counter(stems(one.text)) for one in sentences]
    raw = []
    for at in range(len(sentences)):
        left = _gathered(bags, sizes, range(at - 1, -1, -1))
        right = _gathered(bags, sizes, range(at, len(bags)))
        raw.append(-_cosine(left, right))
    middle, spread = mean(raw), pstdev(raw) or 1.0
    return [max(-1.5, min(1.5, (one - middle) / spread)) for one in raw]


def _gathered(bags: Sequence[Counter[str]], sizes: Sequence[int], order: range) -> Counter[str]:
    found: Counter[str] = Counter()
    words = 0
    for at in order:
        if words >= _AROUND:
            break
        found.update(bags[at])
        words += sizes[at]
    return found


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    shared = sum(count * right[word] for word, count in left.items())
    length = math.sqrt(
        sum(count**2 for count in left.values()) * sum(count**2 for count in right.values())
    )
    return shared / length if length else 0.0
