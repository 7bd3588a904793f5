"""Rules about the whole guide's parts: opening, closing, time, follow-ups, words, repetition."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from studyguide.guide.model import Guide
from studyguide.problems import Severity
from studyguide.rules import prose
from studyguide.rules.asked import core
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule
from studyguide.rules.metrics import participants_prose, profile

MUCH = 5
"""So many optional parts in use, and a missing one is an oversight, not a beginner's choice."""


def _parts_in_use(guide: Guide) -> int:
    questions = [core.question for core in guide.core]
    return sum(
        (
            bool(guide.introduction or guide.norms or guide.before_meeting or guide.after_meeting),
            bool(guide.opening or guide.closing),
            bool(guide.glossary or guide.further_reading),
            any(section.summary or section.facilitator_notes for section in guide.sections),
            any(question.follow_ups or question.possible_answers for question in questions),
            any("kind" in question.model_fields_set for question in questions),
            any(question.side or question.protocol or question.minutes for question in questions),
        )
    )


def _missing(
    part: str, prompts: Callable[[Guide], tuple[str, ...]]
) -> Callable[[Guide], Iterator[Finding]]:
    def look(guide: Guide) -> Iterator[Finding]:
        if not prompts(guide) and _parts_in_use(guide) >= MUCH:
            yield Finding(
                (),
                f"the guide has no {part} of its own",
                f"add {part}: with one prompt for this text; until then a general one is printed",
            )

    return look


NO_OPENING = Rule(
    "no-opening",
    Severity.INFO,
    "An opening that everybody can answer lets every voice be heard early (Paideia seminar).",
    ("the general prompt", "opening: Which sentence did you read twice?"),
    _missing("opening", lambda guide: guide.opening),
    EVERY_LANGUAGE,
)
NO_CLOSING = Rule(
    "no-closing",
    Severity.INFO,
    "A closing turns the talk into something that people take home (Paideia seminar).",
    ("the general prompt", "closing: What will you look at differently on your way home?"),
    _missing("closing", lambda guide: guide.closing),
    EVERY_LANGUAGE,
)


def _over_time(guide: Guide) -> Iterator[Finding]:
    planned = sum(item.question.minutes or 0 for item in guide.core)
    minutes = guide.meeting.minutes
    if planned > minutes:
        yield Finding(
            ("meeting",),
            f"the questions take {planned} minutes, the meeting has {minutes}",
            "lower minutes:, or mark questions keep: if-time and leave their minutes out",
        )


OVER_TIME = Rule(
    "minutes-over-meeting",
    Severity.WARNING,
    "A plan that can't fit makes a facilitator hurry the best question (arithmetic).",
    ("minutes: 15 on six questions, a meeting of 60", "minutes: 15 on two, 8 on two"),
    _over_time,
    EVERY_LANGUAGE,
)

LONGEST_MEAN = 20
LEAST_SENTENCES = 3


def _long_sentences(guide: Guide) -> Iterator[Finding]:
    figures = profile(guide)
    if figures.sentences >= LEAST_SENTENCES and (figures.mean_sentence or 0) > LONGEST_MEAN:
        yield Finding(
            (),
            f"a sentence of this guide has {figures.mean_sentence:.0f} words on average",
            f"cut long ones in two: {LONGEST_MEAN} or fewer read well aloud",
        )


LONG_SENTENCES = Rule(
    "long-sentences",
    Severity.INFO,
    "Sentences of 15 to 20 words on average are read without effort (Plain English Campaign).",
    ("one sentence of 44 words", "three of 15"),
    _long_sentences,
)


def _stem(word: str) -> str:
    low = word.lower().removesuffix("'s")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def _roots(text: str) -> Iterator[str]:
    """The first letters of each word: enough to know "distributional" by "distributions"."""
    for word in prose.words(prose.unmarked(text)):
        yield from (_stem(part)[:6] for part in word.split("-") if len(part) > 2)


def _said(guide: Guide) -> Iterator[str]:
    """Every text of the guide that may use a word, the facilitator's notes among them."""
    yield from participants_prose(guide)
    for section in guide.sections:
        yield from (section.title, section.facilitator_notes or "")
        places = [section.passage, *(question.passage for question in section.questions)]
        yield from (
            words for place in places if place for words in (place.begins, place.ends) if words
        )
        for question in section.questions:
            yield from (*question.follow_ups, *question.possible_answers, question.watch_out or "")


def _unused_terms(guide: Guide) -> Iterator[Finding]:
    # The essay may use a word that the guide does not: with its text at hand another check looks.
    if guide.essay.file or not guide.glossary:
        return
    used = set(_roots(" ".join(_said(guide))))
    for at, entry in enumerate(guide.glossary):
        if not used & set(_roots(entry.term)):
            yield Finding(
                ("glossary", at, "term"),
                f"“{entry.term}” is explained, but nothing in the guide uses it",
                "leave it out, unless the essay uses it",
            )


UNUSED_TERM = Rule(
    "unused-term",
    Severity.INFO,
    "A glossary is short when it holds only what people meet (plain language guidelines).",
    ("twelve terms, five of them used", "the five"),
    _unused_terms,
)


def _few_follow_ups(guide: Guide) -> Iterator[Finding]:
    everything = list(core(guide))
    with_some = sum(bool(asked.question and asked.question.follow_ups) for asked in everything)
    if not everything or Fraction(with_some, len(everything)) < Fraction(1, 2):
        return
    for asked in everything:
        count = len(asked.question.follow_ups) if asked.question else 0
        if count < 2:
            yield Finding(
                asked.where[:-1],
                f"this question has {('no follow-up', 'one follow-up')[count]}",
                "write two: one that asks for evidence, one with a counter-example",
            )


FEW_FOLLOW_UPS = Rule(
    "few-follow-ups",
    Severity.INFO,
    "Talk goes deep in the second question, and it is hard to invent in the moment (Accountable"
    " Talk, Institute for Learning).",
    ("follow_ups: Why?", "follow_ups: [Where in the text?, What would the mother say to that?]"),
    _few_follow_ups,
    EVERY_LANGUAGE,
)

SAME = 70
"""Per cent of the words of two questions, each counted once; more is almost the same question."""


def _near_duplicates(guide: Guide) -> Iterator[Finding]:
    seen: list[tuple[int, frozenset[str]]] = []
    for number, asked in enumerate(core(guide), start=1):
        tokens = frozenset(_stem(word) for word in prose.words(prose.unmarked(asked.raw)))
        for earlier, other in seen:
            # Sets of very different size can't overlap so much; asking first saves the work.
            if 100 * min(len(tokens), len(other)) <= SAME * max(len(tokens), len(other)):
                continue
            common = len(tokens & other)
            if 100 * common > SAME * (len(tokens) + len(other) - common):
                yield asked.finding(
                    f"this is almost question {earlier} again",
                    "keep the better one, or ask this one from another side",
                )
                break
        seen.append((number, tokens))


NEAR_DUPLICATE = Rule(
    "near-duplicate",
    Severity.WARNING,
    "The same question twice gets a shrug the second time (our own measure: more than 70 % of the"
    " words in common).",
    (
        "Why does the wolf wait? Why does the wolf wait there?",
        "Why does the wolf wait? What does the girl see?",
    ),
    _near_duplicates,
    EVERY_LANGUAGE,
)
