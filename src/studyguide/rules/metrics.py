"""A guide in figures: kinds, sides, protocols, minutes, coverage and reading ease."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.guide.fields import Kind, Protocol, Side
from studyguide.guide.markup import paragraphs
from studyguide.guide.model import Guide
from studyguide.rules import prose
from studyguide.rules.base import ENGLISH


@dataclass(frozen=True)
class Profile:
    """A guide in figures."""

    questions: int
    kinds: dict[Kind, int]
    """How many core questions there are of each kind; lists every kind, in the model's order."""
    sides: dict[Side, int]
    """The same for sides; questions without a side aren't counted."""
    protocols: dict[Protocol, int]
    """The same for protocols."""
    minutes: int
    """The sum of the minutes that questions set for themselves."""
    minutes_named: int
    """How many questions set their own minutes."""
    meeting_minutes: int
    sections: int
    sections_covered: int
    """How many sections have an interpretive question."""
    sentences: int
    """How many sentences participants have to read."""
    mean_sentence: float | None
    """Their mean length in words; None if there are none."""
    reading_ease: float | None
    """Flesch reading ease, English only: 100 is very easy, 60 plain, 30 hard."""


def participants_prose(guide: Guide) -> Iterator[str]:
    """The running text that participants read, in page order."""
    yield from paragraphs(guide.introduction or "")
    if guide.content_note:
        yield guide.content_note
    yield from (*guide.before_meeting, *guide.opening)
    for section in guide.sections:
        if section.summary:
            yield section.summary
        yield from (question.ask for question in section.questions)
    yield from (*guide.closing, *guide.after_meeting)


_VOWELS = re.compile(r"[aeiouyà-ü]+")
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)es?$|[^aeiouytd]ed$")


def syllables(word: str) -> int:
    """Roughly how many syllables an English word has: vowel groups, minus a silent ending."""
    low = word.lower()
    silent = (
        len(low) > 3
        and bool(_SILENT.search(low))
        and not re.search(r"(?:[sxz]|[cs]h|[cg])es$", low)
    )
    return max(1, len(_VOWELS.findall(low)) - silent)


def flesch(sentences: int, words: tuple[str, ...]) -> float:
    """Flesch reading ease (Rudolf Flesch, A New Readability Yardstick, 1948).

    Takes the number of sentences and all their words; there must be at least one of each.
    """
    per_word = sum(map(syllables, words)) / len(words)
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * per_word


def profile(guide: Guide) -> Profile:
    """A guide's figures."""
    questions = [core.question for core in guide.core]
    kinds = Counter(question.kind for question in questions)
    sides = Counter(question.side for question in questions)
    protocols = Counter(question.protocol for question in questions)
    minutes = [question.minutes for question in questions if question.minutes]
    # Quoted words are the essay's, but participants still have to read them, so nothing is masked.
    said = [
        words
        for text in participants_prose(guide)
        for sentence in prose.sentences(prose.unmarked(text))
        if (words := prose.words(sentence))
    ]
    everything = tuple(word for words in said for word in words)
    english = guide.language.lower().split("-")[0] in ENGLISH
    return Profile(
        questions=len(questions),
        kinds={kind: kinds[kind] for kind in Kind},
        sides={side: sides[side] for side in Side},
        protocols={protocol: protocols[protocol] for protocol in Protocol},
        minutes=sum(minutes),
        minutes_named=len(minutes),
        meeting_minutes=guide.meeting.minutes,
        sections=len(guide.sections),
        sections_covered=sum(
            any(question.kind is Kind.INTERPRETIVE for question in section.questions)
            for section in guide.sections
        ),
        sentences=len(said),
        mean_sentence=len(everything) / len(said) if said else None,
        reading_ease=flesch(len(said), everything) if said and english else None,
    )
