"""A section's title: its heading, else a few of its own key words, which claim nothing."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from studyguide.authoring.quoting import words
from studyguide.authoring.sections import Stretch
from studyguide.authoring.sentences import Sentence
from studyguide.authoring.terms import (
    AUXILIARIES,
    DETERMINERS,
    JOINING,
    PREPOSITIONS,
    carries,
    stem,
    stems,
)

_LONGEST = 90
_BEFORE_A_NOUN = (DETERMINERS | PREPOSITIONS | {"and", "or"}) - {"to"}
_AFTER_A_NOUN = (PREPOSITIONS | JOINING | AUXILIARIES) - {"that"}
_NOT_A_NOUN = re.compile(r"(?:\w{2,}(?:ly|ing|ed|ful|ous|ive|able|ible|less))$")


def titles(sentences: Sequence[Sentence], stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """One title for each section, no two the same."""
    parts = [sentences[one.first : one.stop] for one in stretches]
    bags = [_terms(part) for part in parts]
    uses = [Counter(root for one in part for root in stems(one.text)) for part in parts]
    spread = Counter(root for use in uses for root in use)
    used: set[str] = set()
    found: list[str] = []
    for stretch, bag, use in zip(stretches, bags, uses, strict=True):
        weights = {root: use[root] * math.log(1 + len(bags) / spread[root]) for root in use}
        title = _heading(stretch) or _of_words(bag, weights, used)
        if not title or title in found:
            title = _numbered(sentences, stretch)
        if title in found:
            title += f" ({len(found) + 1})"
        found.append(title)
    return tuple(found)


def _heading(stretch: Stretch) -> str | None:
    text = "".join(mark for mark in stretch.heading or "" if mark.isprintable()).strip()
    return text if 0 < len(text) <= _LONGEST else None


def _numbered(sentences: Sequence[Sentence], stretch: Stretch) -> str:
    first, last = sentences[stretch.first].paragraph, sentences[stretch.stop - 1].paragraph
    return f"Paragraph {first}" if first == last else f"Paragraphs {first}–{last}"


def _terms(sentences: Sequence[Sentence]) -> dict[str, str]:
    """The nouns, as far as their neighbours show them: by their stems, as the essay writes them."""
    shown: dict[str, str] = {}
    for sentence in sentences:
        standing = words(sentence.text)
        for first, last in _runs([word.low for word in standing], [w.breaks for w in standing]):
            text = sentence.text[standing[first].begin : standing[last].end]
            root = " ".join(stem(word.low) for word in standing[first : last + 1])
            shown.setdefault(root, text)
    return shown


def _runs(lows: Sequence[str], breaks: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of one or two meaning words between a small word before and a small word after."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lows):
        if not carries(lows[at]):
            at += 1
            continue
        end = at
        while end + 1 < len(lows) and carries(lows[end + 1]) and not breaks[end + 1]:
            end += 1
        led_in = at > 0 and not breaks[at] and lows[at - 1] in _BEFORE_A_NOUN
        led_out = end + 1 == len(lows) or breaks[end + 1] or lows[end + 1] in _AFTER_A_NOUN
        noun = not _NOT_A_NOUN.match(lows[end]) and lows[at - 1 : at] != ["to"]
        if led_in and led_out and noun and end - at < 2 and lows[at - 1] not in AUXILIARIES:
            found.append((at, end))
        at = end + 1
    return found


def _of_words(bag: dict[str, str], weights: dict[str, float], used: set[str]) -> str | None:
    def weight(root: str) -> tuple[float, str]:
        parts = root.split()
        # A term of two words says more than its parts, one of three hardly more than that.
        total = sum(weights.get(part, 0) for part in parts) / len(parts) ** 0.6
        return (total * (0.4 if root in used else 1.0), root)

    best: list[str] = []
    for root in sorted(bag, key=weight, reverse=True):
        parts = set(root.split())
        if not any(parts & set(other.split()) for other in best):
            best.append(root)
        if len(best) == 2:
            break
    if not best:
        return None
    used.update(best)
    shown = [f"“{bag[root]}”" for root in best]
    title = " and ".join(shown)
    return title if len(title) <= _LONGEST else shown[0]
