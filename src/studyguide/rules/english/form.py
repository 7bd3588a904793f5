"""Rules about the form of a question: how much it asks, how it opens, how long it is."""

import re

from studyguide.problems import Severity
from studyguide.rules import prose
from studyguide.rules.asked import Asked, each_aloud, each_core
from studyguide.rules.base import Finding, Rule
from studyguide.rules.english import grammar
from studyguide.rules.english.grammar import ASKING, AUXILIARY, PRONOUN


def _stacked(asked: Asked) -> Finding | None:
    count = len(asked.asks)
    if count < 2:
        return None
    return asked.finding(
        f"this asks {count} questions at once",
        "ask the one that matters most and keep the others as follow_ups",
    )


STACKED = Rule(
    "stacked-questions",
    Severity.WARNING,
    "When several questions come at once, people tend to answer only the last (standard advice in"
    " handbooks for seminar leaders).",
    (
        "What is freedom? Who has it? Does the author?",
        "Who does the author call free? (the others as follow-ups)",
    ),
    each_aloud(_stacked),
)

# A second question is either inverted ("and when do they") or has the asking word as its subject
# (", and who put"). "and which would not?" only completes a contrast.
_SECOND_ASKING = re.compile(
    rf"\b(?:and|or|but),? (?P<second>{ASKING})"
    r"(?: (?:many|much|far|long|else|in (?:the|this) \w+"
    rf"|\w+(?= {AUXILIARY} (?:{PRONOUN}|the)\b)))?"
    rf" (?:{AUXILIARY}(?:n't)?\b(?! not\?)|happens\b|happened\b)"
    r"|, and (?P<subject>who|whose \w+) (?!in\b|of\b|else\b)[a-z]+",
    re.IGNORECASE,
)
_SUBJECT = r"(?:the|a|an|his|her|its|their|our|my|your|any|each|every|people|most|[A-Z]\w+)"
_SECOND_AUXILIARY = re.compile(
    rf"\b(?P<link>[Aa]nd|[Oo]r|[Bb]ut),? (?:(?P<second>is|are|was|were|does|did|can|could|will"
    rf"|would|shall|should|may|might|must) (?:(?i:{PRONOUN})|{_SUBJECT})"
    r"|(?P<having>do|has|have|had) (?:I|you|he|she|it|we|they))\b"
)
_ANY_ASKING = re.compile(rf"\b{ASKING}\b", re.IGNORECASE)


def _barrelled(clause: str) -> bool:
    second = _SECOND_ASKING.search(clause)
    if second:
        before = {word.lower() for word in _ANY_ASKING.findall(clause[: second.start()])}
        # "When is it X and when is it Y" is a contrast, so one question.
        word = (second["second"] or second["subject"]).lower().split()[0]
        if word not in before:
            return bool(before) or grammar.opens_with_auxiliary(clause)
    other = _SECOND_AUXILIARY.search(clause)
    if not other or not re.match(rf"(?:{ASKING}|{AUXILIARY})\b", clause, re.IGNORECASE):
        return False
    # "Does it praise the father, or does it blame the son" is a choice: FORCED covers that.
    choice = other["link"].lower() == "or" and grammar.opens_with_auxiliary(clause)
    return not choice


def _double_barrelled(asked: Asked) -> Finding | None:
    if not any(_barrelled(grammar.main(grammar.without_evidence(ask))) for ask in asked.asks):
        return None
    return asked.finding(
        "this asks two things in one sentence",
        "ask the first, and make the second a follow-up or a separate question",
    )


DOUBLE_BARRELLED = Rule(
    "double-barrelled",
    Severity.WARNING,
    "Two questions in one sentence are slower and harder to answer (Bassili and Scott 1996).",
    (
        "What is a fair wage and who should set it?",
        "What makes a wage fair, in the author's eyes?",
    ),
    each_aloud(_double_barrelled),
)

_OPEN_WORD = re.compile(
    r"\b(?:why|how|(?<!for )(?<!about )(?<!of )what|whose|whom|to what extent)\b"
    r"|(?:[,?]|\band|\bor) (?:who|which|where|when)\b",
    re.IGNORECASE,
)
_OR = re.compile(
    r"(?<!one)(?<!two)(?<!more)(?<!sooner)(?<!whether)\bor\b(?! (?:not|so|less|later|two|three)\b)",
    re.IGNORECASE,
)
# In these, "or" widens the question rather than offering a choice.
_WIDE = re.compile(
    r"(?:is|are|was|were|will|would|could|can) there\b|(?:have|has|had) \w+ ever\b"
    r"|.{0,200}\b(?:any|anyone|anything|anybody|without|ever)\b",
    re.IGNORECASE,
)
_WAY_OUT = re.compile(
    r"\b(?:both|neither|else|in between|somewhere|other|another|none|mix|mixture|depends?"
    r"|a bit of)\b",
    re.IGNORECASE,
)


_BESIDE_THE_POINT = re.compile(
    r", (?:like|such as|for example|for instance)\b[^,?]{0,200}|\bwhether\b[^,?]{1,200}",
    re.IGNORECASE,
)


def _offers_choice(clause: str) -> bool:
    clause = _BESIDE_THE_POINT.sub("", clause)
    return (
        grammar.opens_with_auxiliary(clause)
        and bool(_OR.search(clause))
        and not _WIDE.match(clause)
    )


def _closed(asked: Asked) -> Finding | None:
    if not asked.asks or (asked.question and asked.question.follow_ups):
        return None
    last = asked.asks[-1]
    clause = grammar.main(last)
    if not grammar.opens_with_auxiliary(clause) or _offers_choice(clause):
        return None
    # "Is it fair? Why or why not?" is open, so look at what follows the question too.
    if _OPEN_WORD.search(asked.reading.plain[asked.reading.plain.rindex(last) :]):
        return None
    return asked.finding(
        "this can be answered with a yes or no",
        "try starting with What, How or Why, adding “Why or why not?”, or giving it follow_ups",
    )


CLOSED = Rule(
    "closed-question",
    Severity.WARNING,
    "A yes or no can end the discussion; an open question gets it going (Question Formulation"
    " Technique, Right Question Institute).",
    ("Is the narrator reliable?", "Where do you stop trusting the narrator?"),
    each_aloud(_closed),
)


def _forced(asked: Asked) -> Finding | None:
    for ask in asked.asks:
        clause = grammar.main(ask)
        if _offers_choice(clause) and not _WAY_OUT.search(clause):
            return asked.finding(
                "this limits people to the answers it names",
                "ask it as an open question, or leave a way out: “…, both, or something else?”",
            )
    return None


FORCED = Rule(
    "forced-choice",
    Severity.INFO,
    "Options should cover every honest answer (Pew Research Center, Writing Survey Questions).",
    ("Is Nick honest or a liar?", "In what ways is Nick honest, and in what ways not?"),
    each_aloud(_forced),
)

SENTENCE_LONG, SENTENCE_TOO_LONG, PREAMBLE_TOO_LONG = 25, 30, 45
"""In words. 25 is the longest sentence GOV.UK content design allows; the others are our own."""


def _long(asked: Asked) -> Finding | None:
    sentences = asked.reading.sentences
    questions = [sentence for sentence in sentences if grammar.is_question(sentence)]
    most = max((len(prose.words(question)) for question in questions), default=0)
    if most > SENTENCE_LONG:
        grave = Severity.WARNING if most > SENTENCE_TOO_LONG else Severity.INFO
        return asked.finding(
            f"the question is {most} words long, which is a lot to take in by ear",
            f"try {SENTENCE_LONG} words or fewer, or move the background to the section's summary",
            grave,
        )
    before = sum(len(prose.words(sentence)) for sentence in sentences if sentence not in questions)
    if before > PREAMBLE_TOO_LONG:
        return asked.finding(
            f"there are {before} words before the question",
            "move them to the section's summary and let the question stand alone",
        )
    return None


TOO_LONG = Rule(
    "too-long",
    Severity.WARNING,
    "A question is heard, not read, and past 25 words people forget how it began (GOV.UK content"
    " design: no sentence over 25 words).",
    (
        "Given everything the essay says about rent, noise and neighbours, what would …?",
        "What would the essay change first?",
    ),
    each_aloud(_long),
)

_THING = (
    r"(?:it|this|that|all this|all of this|(?:the|this|that|our|these"
    r"|\w+'s) (?:[\w'-]+ ){0,2}[\w'-]+)"
)
_WHOLE = (
    r"(?:the|this|that) (?:whole )?(?:essay|book|text|story|poem|article|novel|chapter|play|reading"
    r"|piece)"
)
_ANYONE = r"(?:you|we|people|everyone|everybody|you all|folks)"
_FEELINGS = (
    r"(?:thoughts|reactions?|comments|ideas|feelings|impressions?|responses?|views?|opinions?"
    r"|takeaways)"
)
_VAGUE = re.compile(
    rf"(?:(?:any|your|some|other|first|general) )*{_FEELINGS}(?: (?:on|about|to|from"
    rf"|of) .{{1,60}})?|(?:please )?(?:discuss|comment)(?: {_THING})?"
    rf"|(?:please )?share your {_FEELINGS}.{{0,60}}"
    r"|let(?:'s| us) (?:talk about|discuss) .{1,60}"
    rf"|what (?:do|did) {_ANYONE} (?:all )?(?:think|feel)(?: (?:of|about) {_THING})?"
    rf"|what (?:are|is|were|was) your {_FEELINGS}(?: (?:on|of|about|to) {_THING})?"
    rf"|how (?:do|did|does) {_ANYONE} (?:all )?feel(?: (?:about|after) {_THING})?"
    rf"|how (?:do|did|does) {_THING} make {_ANYONE} feel"
    rf"|(?:did|do) {_ANYONE} (?:like|enjoy|love|hate) {_THING}"
    rf"|what (?:stood|stands|jumped|jumps) out(?: (?:to|for|at) {_ANYONE})?(?: (?:in"
    rf"|about) {_THING})?|what about {_THING}"
    rf"|what (?:do|did) {_ANYONE} (?:get|take|learn)(?: out| away)? (?:of|from) {_THING}"
    r"|(?:does |would )?any(?:one|body) (?:wants? to|cares? to|like to) .{1,60}"
    rf"|what (?:do|did) {_ANYONE} make of (?:it|this|{_WHOLE})",
    re.IGNORECASE,
)


def _vague(asked: Asked) -> Finding | None:
    texts = asked.asks or asked.reading.sentences
    if not texts or not all(_VAGUE.fullmatch(grammar.main(text).rstrip("?!. ")) for text in texts):
        return None
    return asked.finding(
        "this could be asked about any text",
        "pick something in this text that careful readers might see differently",
    )


VAGUE = Rule(
    "vague-prompt",
    Severity.INFO,
    "A question that fits any text sends nobody back to this one (Shared Inquiry, Great Books"
    " Foundation: a core question is specific).",
    ("Thoughts on the ending?", "Why does the story end before the letter is opened?"),
    each_core(_vague),
)
