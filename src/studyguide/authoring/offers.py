"""Draft questions about one section: every one that its moves give, each with a score."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from studyguide.authoring.pattern import Pattern
from studyguide.authoring.prompts import PATTERNS
from studyguide.authoring.quoting import FEWEST, MOST, opening_words, phrase, words
from studyguide.authoring.sections import Stretch
from studyguide.authoring.seeing import LONGEST_READ, Seen
from studyguide.authoring.sentences import Sentence
from studyguide.authoring.terms import (
    AUXILIARIES,
    PREPOSITIONS,
    WORD,
    carries,
    contested,
    plain,
    stem,
    stems,
)
from studyguide.guide.fields import Kind

CLAIM_WEIGHT, PATH_WEIGHT, ECHO_WEIGHT, START_WEIGHT = 0.66, 0.68, 0.62, 0.10
"""How good a talk these tend to give, beside the moves' own weights."""
_ABOUT_THE_WORD = frozenset({"people", "run"})
"""Moves whose question is about the sign itself; their quote is no more than that."""
_ASSERTING = AUXILIARIES - {"been", "being", "be", "having"} | {"seems", "means", "makes"}
_EMPTY_SUBJECT = re.compile(r"(?:and |but |so )?(?:it|there) (?:is|are)\b", re.IGNORECASE)
_IRREGULAR = "went|came|saw|said|told|gave|took|made|found|paid|left|thought|knew|stood|felt"
_PRESENT = frozenset("is are can cannot can't means makes isn't aren't".split())
_TELLING = re.compile(r"(?:I|You|He|She|My|Your|His|Her)\b")
_MOST_USES = 6
_A_FEW_WORDS = 12
_ABSTRACT = re.compile(r"(?:ment|tion|sion|ity|ness|ship|ance|ence|ism|ure|dom|logy)s?$")
_RELATIVE = re.compile(r"\b(?:that|who|which) (?:is|are|can)\b")
_HAPPENED = re.compile(rf"\b(?:was|were|had|did|\w{{2,}}ed|{_IRREGULAR})\b")
_ABOUT_A_SENTENCE = frozenset({"asked", "raised"})


@dataclass(frozen=True)
class Offer:
    """A question that could be asked, and what it is asked about."""

    ask: str
    kind: Kind
    follow_ups: tuple[str, ...]
    watch_out: str | None
    first: int
    last: int
    """The sentences that it is about, by their places in the list."""
    quote: str
    move: str
    pattern: str
    score: float
    whole: bool = False
    """Whether it is about the section as a whole, and needs no passage of its own."""


@dataclass(frozen=True)
class Ground:
    """What questions are drafted from: the essay's sentences and what was seen in them."""

    sentences: Sequence[Sentence]
    seen: Sequence[Seen]
    central: Mapping[str, float]

    def offers(self, stretch: Stretch) -> tuple[Offer, ...]:
        """Every question that the stretch gives, best first; the same for the same essay."""
        found = [
            *self._of_moves(stretch),
            *self._of_claims(stretch),
            *self._of_echoes(stretch),
            *self._of_the_way(stretch),
            *self._of_starts(stretch),
        ]
        return tuple(sorted(found, key=lambda offer: (-offer.score, offer.first, offer.ask)))

    def _of_moves(self, stretch: Stretch) -> Iterator[Offer]:
        for seen in self.seen:
            if not stretch.first <= seen.at < stretch.stop:
                continue
            text, name = self.sentences[seen.at].text, seen.move.name
            if name in _ABOUT_THE_WORD:
                quote: str | None = seen.word
            elif name in _ABOUT_A_SENTENCE:
                quote = phrase(text, seen.begin, seen.end, MOST + 2)
                quote = quote or opening_words(text[seen.begin :])
            elif name == "term" and " " in seen.word:
                quote = seen.word
            else:
                quote = phrase(text, seen.begin, seen.end)
            if quote:
                score = seen.move.weight + self._worth(text, quote)
                for pattern in PATTERNS[name]:
                    if not _suits(pattern, quote, seen):
                        continue
                    first = max(stretch.first, seen.at - pattern.wide)
                    fill = {"quote": quote, "word": seen.word}
                    yield _offer(name, pattern, fill, (first, seen.at), score)

    def _of_claims(self, stretch: Stretch) -> Iterator[Offer]:
        for at in range(stretch.first, stretch.stop):
            sentence = self.sentences[at]
            size = sentence.text.count(" ") + 1
            if not (sentence.opens or sentence.closes) or not 6 <= size <= 40:
                continue
            quote = self._assertion(sentence.text, present=True)
            if quote and sentence.text.rstrip("\"'”’)»")[-1:] in ".。":
                score = CLAIM_WEIGHT + self._worth(sentence.text, quote)
                for pattern in PATTERNS["claim"]:
                    yield _offer("claim", pattern, {"quote": quote}, (at, at), score)

    def _of_starts(self, stretch: Stretch) -> Iterator[Offer]:
        """What can be asked about any sentence, so that no section stays without a question."""
        for at in range(stretch.first, min(stretch.stop, stretch.first + 3)):
            quote = opening_words(self.sentences[at].text[:LONGEST_READ])
            if quote and (len(quote) >= _A_FEW_WORDS or not quote.isascii()):
                for pattern in PATTERNS["start"]:
                    yield _offer("start", pattern, {"quote": quote}, (at, at), START_WEIGHT)

    def _assertion(self, text: str, *, present: bool = False) -> str | None:
        """A phrase that asserts something: around a verb of the sentence, with its central words.

        Where no verb can be seen, as in another language, around its most central word; a claim
        is asserted in the `present`: what only happened is told.
        """
        whole = words(text[:LONGEST_READ])
        if not present and FEWEST < len(whole) <= MOST and not any(w.closed for w in whole[1:]):
            return text[whole[0].begin : whole[-1].end]
        wanted = _PRESENT if present else _ASSERTING
        verbs = [m for m in WORD.finditer(text) if plain(m[0]) in wanted]
        if present and (not verbs or _TELLING.match(text)):
            return None
        inside = verbs or [match for match in WORD.finditer(text) if carries(match[0])]
        if len(text) > LONGEST_READ:
            return None
        quotes = [quote for match in inside if (quote := phrase(text, *match.span()))]
        if present:
            quotes = [quote for quote in quotes if _whole_claim(quote)]
        return max(quotes, key=self._centre, default=None)

    def _centre(self, quote: str) -> float:
        return sum(self.central.get(root, 0) + 0.1 for root in stems(quote)) + len(quote) / 1000

    def _of_echoes(self, stretch: Stretch) -> Iterator[Offer]:
        places: dict[str, list[tuple[int, str, str]]] = {}
        for at in range(stretch.first, stretch.stop):
            text = self.sentences[at].text[:LONGEST_READ]
            for match in WORD.finditer(text):
                root = stem(match[0])
                if len(places.get(root, ())) >= _MOST_USES or not self._speaks(match[0]):
                    continue
                if quote := phrase(text, *match.span()):
                    places.setdefault(root, []).append((at, match[0], quote))
        for root, uses in places.items():
            for (one, word, quote), (two, same, other) in combinations(uses, 2):
                if one == two or word != same or quote in other or other in quote:
                    continue
                score = ECHO_WEIGHT + 0.35 * self.central[root] + 0.15 * contested(word)
                fill = {"quote": quote, "word": word, "other": other}
                yield _offer("echo", PATTERNS["echo"][0], fill, (one, two), score)

    def _speaks(self, word: str) -> bool:
        """Whether it is worth asking what a word means: it is disputed, abstract or the topic."""
        weight = self.central.get(stem(word), 0)
        abstract = contested(word) or bool(_ABSTRACT.search(word))
        return carries(word) and weight >= (0.25 if abstract else 0.7)

    def _of_the_way(self, stretch: Stretch) -> Iterator[Offer]:
        last = stretch.stop - 1
        if last - stretch.first < 2:
            return
        while last > stretch.first + 2 and self.sentences[last].text[-1:] == ",":
            last -= 1
        if not re.search(r"[.!?…。？！][\"”’»)」]*$", self.sentences[last].text):
            last -= 1  # a signature
        quote = self._assertion(self.sentences[stretch.first].text)
        other = self._assertion(self.sentences[last].text)
        if quote and other and quote != other:
            score = PATH_WEIGHT + self._worth("", quote)
            fill = {"quote": quote, "other": other}
            yield _offer(
                "path", PATTERNS["path"][0], fill, (stretch.first, last), score, whole=True
            )

    def _worth(self, text: str, quote: str) -> float:
        """How much a quote and its sentence matter: central, contested and specific words."""
        weights = sorted((self.central.get(root, 0) for root in stems(text)), reverse=True)[:3]
        quoted = stems(quote)
        return (
            0.25 * (sum(weights) / 3)
            + 0.25 * max((self.central.get(root, 0) for root in quoted), default=0)
            + 0.12 * contested(quote)
            + 0.06 * min(3, len(quoted))
        )


def _suits(pattern: Pattern, quote: str, seen: Seen) -> bool:
    """Whether a pattern makes sense with a quote."""
    if "{word}" in pattern.ask and quote == seen.word and seen.move.name not in _ABOUT_THE_WORD:
        return False
    if pattern.clause and not any(plain(word) in AUXILIARIES for word in quote.split()):
        return False
    if pattern.general and _HAPPENED.search(quote):
        return False
    return not pattern.leading or quote.startswith((seen.word, f"what {seen.word}"))


def _whole_claim(quote: str) -> bool:
    """Whether the quote has a subject of its own, and no more than one clause."""
    first = plain(quote.split()[0])
    if _EMPTY_SUBJECT.match(quote):
        return False
    return first not in AUXILIARIES | PREPOSITIONS and not _RELATIVE.search(quote)


def _offer(
    move: str,
    pattern: Pattern,
    fill: dict[str, str],
    span: tuple[int, int],
    score: float,
    *,
    whole: bool = False,
) -> Offer:
    preference = 0.02 * PATTERNS[move].index(pattern)
    watch_out = pattern.watch_out.format_map(fill) if pattern.watch_out else None
    ask = pattern.ask.format_map(fill)
    return Offer(
        ask,
        pattern.kind,
        pattern.follow_ups,
        watch_out,
        *span,
        fill["quote"],
        move,
        pattern.ask,
        score - preference,
        whole,
    )
