"""Rules about a whole guide: opening, closing, time, follow-ups, plain words, repetition."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from studyguide.guide.model import Guide
from studyguide.problems import Severity
from studyguide.rules import prose
from studyguide.rules.asked import core
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule
from studyguide.rules.metrics import participants_prose, profile

MUCH = 5
"""With this many optional parts in use, a missing one is an oversight, not a beginner's choice."""


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
                f"add {part}: with a prompt for this text; until then a general one is printed",
            )

    return look


NO_OPENING = Rule(
    "no-opening",
    Severity.INFO,
    "An opening that everyone can answer gets every voice heard early on (Paideia seminar).",
    ("the general prompt", "opening: Which sentence did you read twice?"),
    _missing("opening", lambda guide: guide.opening),
    EVERY_LANGUAGE,
)
NO_CLOSING = Rule(
    "no-closing",
    Severity.INFO,
    "A closing gives people something from the discussion to take home (Paideia seminar).",
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
            f"the questions add up to {planned} minutes, but the meeting has only {minutes}",
            "lower some minutes:, or mark questions keep: if-time and leave out their minutes:",
        )


OVER_TIME = Rule(
    "minutes-over-meeting",
    Severity.WARNING,
    "A plan that doesn't fit leaves the facilitator rushing the best question (arithmetic).",
    ("minutes: 15 on six questions, in a 60-minute meeting", "minutes: 15 on two, 8 on two"),
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
            f"sentences in this guide average {figures.mean_sentence:.0f} words",
            f"try splitting the longest: an average of {LONGEST_MEAN} or fewer reads well aloud",
        )


LONG_SENTENCES = Rule(
    "long-sentences",
    Severity.INFO,
    "Sentences that average 15 to 20 words are easy to read (Plain English Campaign).",
    ("one sentence of 44 words", "three of about 15"),
    _long_sentences,
)


def _stem(word: str) -> str:
    low = word.lower().removesuffix("'s")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def _roots(text: str) -> Iterator[str]:
    """The first letters of each word: enough to match "distributional" with "distributions"."""
    for word in prose.words(prose.unmarked(text)):
        yield from (_stem(part)[:6] for part in word.split("-") if len(part) > 2)


def _said(guide: Guide) -> Iterator[str]:
    """Every text in the guide that might use a term, including the facilitator's notes."""
    yield from participants_prose(guide)
    yield guide.facilitator_notes or ""
    for section in guide.sections:
        yield from (section.title, section.facilitator_notes or "")
        for question in section.questions:
            yield from (follow_up.ask for follow_up in question.follow_ups)
            yield from (*question.possible_answers, question.watch_out or "")
    for _, passages in guide.passages:
        ends = (words for passage in passages for words in (passage.begins, passage.ends))
        yield from filter(None, ends)


def _unused_terms(guide: Guide) -> Iterator[Finding]:
    # The essay may use a term that the guide doesn't, so a guide that has its text is left alone.
    if guide.essay.file or not guide.glossary:
        return
    used = set(_roots(" ".join(_said(guide))))
    for at, entry in enumerate(guide.glossary):
        if not used & set(_roots(entry.term)):
            yield Finding(
                ("glossary", at, "term"),
                f"the glossary explains “{entry.term}”, but nothing in the guide uses it",
                "leave it out unless the essay uses it",
            )


UNUSED_TERM = Rule(
    "unused-term",
    Severity.INFO,
    "A glossary works best when it holds only terms people will meet (plain language guidelines).",
    ("twelve terms, five of them used", "just those five"),
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
                f"this question has {('no follow-ups', 'only one follow-up')[count]}",
                "try two: one that asks for evidence, one that offers a counter-example",
            )


FEW_FOLLOW_UPS = Rule(
    "few-follow-ups",
    Severity.INFO,
    "It is often the second question that takes a group deeper, and it is hard to think of on the"
    " spot (Accountable Talk, Institute for Learning).",
    ("follow_ups: Why?", "follow_ups: [Where in the text?, What would the mother say to that?]"),
    _few_follow_ups,
    EVERY_LANGUAGE,
)

SAME = 70
"""The percentage of their distinct words that two questions may share before they count as one."""


def _near_duplicates(guide: Guide) -> Iterator[Finding]:
    seen: list[tuple[int, frozenset[str]]] = []
    for number, asked in enumerate(core(guide), start=1):
        tokens = frozenset(_stem(word) for word in prose.words(prose.unmarked(asked.raw)))
        for earlier, other in seen:
            # Sets of very different sizes can't overlap that much; checking first is cheaper.
            if 100 * min(len(tokens), len(other)) <= SAME * max(len(tokens), len(other)):
                continue
            common = len(tokens & other)
            if 100 * common > SAME * (len(tokens) + len(other) - common):
                yield asked.finding(
                    f"this is nearly the same as question {earlier}",
                    "keep the better of the two, or come at this one from a different side",
                )
                break
        seen.append((number, tokens))


NEAR_DUPLICATE = Rule(
    "near-duplicate",
    Severity.WARNING,
    "The same question twice gets a shrug the second time (our own measure: more than 70% of the"
    " words in common).",
    (
        "Why does the wolf wait? Why does the wolf wait there?",
        "Why does the wolf wait? What does the girl see?",
    ),
    _near_duplicates,
    EVERY_LANGUAGE,
)
