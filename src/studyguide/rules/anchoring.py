"""Rules about what ties a question to the text: passages, explained terms, more than one fact."""

import re
from collections.abc import Iterator

from studyguide.guide.fields import Kind
from studyguide.guide.model import Guide
from studyguide.problems import Severity
from studyguide.rules import prose
from studyguide.rules.asked import Asked, aloud, core, each_core
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule
from studyguide.rules.english import grammar

_PLACE = re.compile(
    r"\b(?:paragraphs?|lines?|stanzas?|verses?|chapters?|pages?|sentences?"
    r"|scenes?)\b(?! \w+ would)|¶|§",
    re.IGNORECASE,
)


def _uses_passages(guide: Guide) -> bool:
    return any(part.passages for _, part in guide.places)


def _unanchored(guide: Guide) -> Iterator[Finding]:
    if not _uses_passages(guide):
        return
    for asked in core(guide):
        named = _PLACE.search(asked.reading.plain) or prose.quotes(asked.raw)
        if not asked.anchored and not named:
            yield asked.finding(
                "this isn't tied to a place in the text",
                "add passage: with paragraph numbers or its first words, or passage: whole text",
            )


UNANCHORED = Rule(
    "unanchored",
    Severity.WARNING,
    "A question tied to a passage sends people back to the text (text-dependent questions: Fisher"
    " and Frey; Shared Inquiry).",
    ("Why does the wolf speak?", "Why does the wolf speak? (passage: 3-4)"),
    _unanchored,
    EVERY_LANGUAGE,
)

_FACT = re.compile(
    r"(?:in|on) (?:what|which) (?:year|date|day|month|century|city|town|country|chapter) (?:is"
    r"|was|were|did|does|do)\b|how (?:many|old) \w+"
    r"|how much (?:money|did .{1,80}(?:cost|pay|earn|weigh)\b|does .{1,80}(?:cost|pay|earn"
    r"|weigh)\b)|who (?:first )?(?:said|wrote|invented|discovered|painted|founded|composed"
    r"|translated)\b"
    r"(?! (?:more|most|less|least|best|better))"
    r"|who (?:is|was|were) the (?:\w+ )?(?:chair|king|queen|president|author|mayor|head|leader"
    r"|founder|director|captain|narrator|publisher|owner|winner)\b"
    r"|what (?:is|was|are|were) the (?:\w+ )?(?:name|title|date|colou?r|number|capital"
    r"|year) (?:of|when)\b"
    r"|what (?:is|was|are|were) .{1,60}(?:called|'s name)\?"
    r"|what (?:colou?r|animal|day|date|time|city|town|street|month|year) (?:is|was|are|were|does"
    r"|did)\b|when (?:is|was|were|did) .{1,80}\b(?:born|given|published|written|built|founded"
    r"|signed|printed|released|die|died|held|sold|end|begin|start)\?"
    r"|where (?:is|was|were|did) .{1,80}\b(?:born|built|published|written|printed|educated|die"
    r"|live|grow up)\?",
    re.IGNORECASE,
)
_MORE_THAN_A_FACT = re.compile(
    r"\b(?:would|could|should|might|must|can|need|in your (?:reading|view|eyes)|in every sense"
    r"|have to|and (?:to whom|why|how|what))\b",
    re.IGNORECASE,
)


def _fishes_for_a_fact(clause: str) -> bool:
    # In "Who said that Pip would …" the "would" isn't part of the question itself.
    own = re.split(r" that\b", clause)[0]
    return bool(_FACT.match(clause)) and not _MORE_THAN_A_FACT.search(own)


def _trivia(asked: Asked) -> Finding | None:
    if asked.question and asked.question.kind is Kind.FACTUAL:
        return None
    clauses = [grammar.main(ask) for ask in asked.asks]
    if not clauses or not all(map(_fishes_for_a_fact, clauses)):
        return None
    return asked.finding(
        "a single fact answers this",
        "ask what the fact does in the text, or mark this kind: factual",
    )


TRIVIA = Rule(
    "recall-trivia",
    Severity.INFO,
    "A question of fact has one answer, which leaves little to discuss (Shared Inquiry, Great Books"
    " Foundation: interpretive questions have more than one).",
    ("In what year does the story begin?", "Why does the story begin in a year of war?"),
    each_core(_trivia),
)

_CAPITALS = re.compile(r"\b([A-Z]{2,6})(s?)\b")
_KNOWN = frozenset(
    """
    AI AM BBC BC BCE CD CE CEO CV DIY DJ DNA DVD EU FBI GPS HIV ID IQ MP NASA NATO OK PC PDF PhD
    PM PR SMS SOS TV UFO UK UN US USA USSR VIP WC AD COVID AIDS LGBT ISBN XML
    """.split()
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})|XL|L|XC|C")
_SHOUTED = frozenset(
    """
    ALL AND ANY ARE BE BOTH BUT CAN DID DO DOES EVER EVERY FIRST FOR HE HER HIS HOW IF IN IS IT ITS
    LAST MORE MOST MUST NEVER NO NOT NOW OF ON ONE ONLY OR OUR OWN SAME SHE SO THAT THE THEIR THEM
    THEY THIS TO TWO WAS WE WHAT WHEN WHERE WHICH WHO WHOSE WHY WILL YES YOU YOUR
    """.split()
)


_SPELT_OUT = re.compile(r"\(([A-Z]{2,6})s?\)|\b([A-Z]{2,6})s? \([a-z]")


def _explained(guide: Guide) -> frozenset[str]:
    """Words in the glossary, and abbreviations that the guide spells out along the way."""
    texts = [
        guide.introduction,
        guide.content_note,
        *(section.summary for section in guide.sections),
    ]
    texts += [question.ask for section in guide.sections for question in section.questions]
    spelt_out = {
        first or second for text in texts for first, second in _SPELT_OUT.findall(text or "")
    }
    return frozenset(re.findall(r"\w+", " ".join(term.term for term in guide.glossary))) | spelt_out


def _unexplained(plain: str, explained: frozenset[str]) -> str | None:
    """The first abbreviation in a text that is neither common knowledge nor explained."""
    for match in _CAPITALS.finditer(plain):
        word, before, after = match[1], plain[: match.start()][-40:], plain[match.end() :][:40]
        shouting = re.search(r"\b[A-Z]{2,} $", before) or re.match(r" [A-Z]{2,}\b", after)
        # WHO and IT in capitals are emphasised pronouns; after "the" they are names.
        plain_word = word in _SHOUTED and not before.lower().endswith("the ")
        known = word in _KNOWN or word in explained or f"{word}s" in explained
        if not (shouting or plain_word or known or _ROMAN.fullmatch(word)):
            return word
    return None


def _acronyms(guide: Guide) -> Iterator[Finding]:
    explained = _explained(guide)
    for asked in aloud(guide):
        if word := _unexplained(asked.reading.plain, explained):
            yield asked.finding(
                f"not everyone will know what {word} means",
                f"spell it out, or add it to the glossary, like {word}: followed by its meaning",
            )


ACRONYM = Rule(
    "unglossed-acronym",
    Severity.WARNING,
    "An unfamiliar term slows everyone down, and loses some people altogether (Lenzner 2012).",
    ("What does RLHF leave out?", "What does training on people's ratings (RLHF) leave out?"),
    _acronyms,
)
