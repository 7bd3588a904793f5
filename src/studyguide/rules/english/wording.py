"""Rules about the wording of a question: leading, loaded, presuming, doubly negative."""

import re

from studyguide.problems import Severity
from studyguide.rules.asked import Asked, each_aloud
from studyguide.rules.base import Finding, Rule
from studyguide.rules.english import grammar
from studyguide.rules.english.grammar import AUXILIARY, NEGATED

_LEADING_OPENING = re.compile(
    rf"{NEGATED}\b|surely\b|(?:do|would|can|could|should|must|will|may) (?:you|we)(?: all| not"
    rf"| both)?"
    r" agree (?:that|with \w+(?: \w+)? that)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    rf", ?(?:right|correct|eh|no|yes|don't you think|wouldn't you (?:say|agree)"
    rf"|(?:{NEGATED}|{AUXILIARY}) (?:it|he|she|they|we|you|there|this|that)(?: not)?) ?\?+$",
    re.IGNORECASE,
)


def _leading(asked: Asked) -> Finding | None:
    for ask in asked.asks:
        if _LEADING_OPENING.match(grammar.main(ask)) or _TAG.search(ask):
            return asked.finding(
                "this steers people toward one answer",
                "make the opposite answer just as easy to give: “Where does …?”, “What can be said"
                " for and against …?”",
            )
    return None


LEADING = Rule(
    "leading-form",
    Severity.WARNING,
    "“Isn't it …?” and “Do you agree that …?” tend to draw a yes, whatever people think"
    " (acquiescence in survey research: Schuman and Presser 1981).",
    ("Isn't the ending unfair?", "How fair is the ending, and to whom?"),
    each_aloud(_leading),
)

_TELLER = (
    r"(?:authors?|essay|writers?|text|poets?|poem|book|article|report|journalists?|historians?"
    r"|governments?|council|mayor|committee|ministers?|compan(?:y|ies)|state|critics|scientists"
    r"|experts|society|media|press|party|police|church|speaker|philosophers?|economists?|people)"
)
_LOADED = re.compile(
    rf"\b(?:why|how) (?:do|does|did|can|could|would|has|have) (?:\w+ ){{0,2}}{_TELLER}"
    r" (?:\w+ )?(?:ignored?|fail(?:ed)? to|overlook(?:ed)?|neglect(?:ed)?|refused? to (?:admit"
    r"|see|accept|face))\b|\b(?:obviously|blatantly|stubbornly|blindly|conveniently|shamelessly"
    r"|foolishly|stupidly|naively)\b"
    r"|\bclearly (?:\w+ly )?(?:wrong|selfish|guilty|false|mad|evil|bad|biased|unfair|unjust"
    r"|absurd|foolish|flawed)\b|\bso-called\b|\bhow (?:can|could) any(?:one|body) (?:still"
    r"|possibly|seriously)\b",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"(?:\b(?:the|this|that|these|those|their|his|her|its|our|such)|'s|s') (?:\w+ )?"
    r"(?:naive|naïve|simplistic|foolish|absurd|ridiculous|silly|stupid|disastrous|biased"
    r"|hypocritical|outrageous|shameful|laughable|misguided|nonsensical|deluded|pathetic"
    r"|one-sided|ignorant|cowardly|reckless|dishonest|sloppy|selfish|unfair) (?!and\b|or\b|to\b"
    r"|in\b|about\b|when\b|by\b)\w+",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|describ\w+|accus\w+|regard\w*|consider\w*|judg(?:e|es|ed)|label\w*"
    r"|treat(?:s|ed)? as|names?)\b",
    re.IGNORECASE,
)


def _loaded(asked: Asked) -> Finding | None:
    for sentence in asked.reading.sentences:
        found = _LOADED.search(sentence) or _JUDGING.search(sentence)
        if found and not _ATTRIBUTED.search(sentence[: found.start()]):
            return asked.finding(
                f"“{found[0].strip()}” passes judgement before anyone has spoken",
                "say just what the text shows, and leave the judging to the group",
            )
    return None


LOADED = Rule(
    "loaded-wording",
    Severity.WARNING,
    "If a question carries a judgement, people echo it or argue with it instead of answering"
    " (loaded questions: Sudman and Bradburn, Asking Questions).",
    ("Why does the author ignore the workers?", "What does the author say about the workers?"),
    each_aloud(_loaded),
)

_START = (
    r"(?:^|[.;:,] |\b(?:since|because|as|given that|although|though|while|obviously|of course) )"
)
_SENSIBLE = (
    r"(?:reasonable|sensible|sane|thinking|decent|intelligent|rational|serious|right-minded)"
)
_CONSENSUS = re.compile(
    r"\b(?:we|you) (?:can |could |would |surely |must )?all (?:know|agree|want|see|feel"
    r"|understand|believe|accept|hope)\b"
    rf"|{_START}(?:we|you) know that\b|\bas we know\b"
    rf"|{_START}(?:everyone|everybody|all of us|most (?:people|readers|of us)) (?:here |now "
    rf"|today |surely )?"
    r"(?:would |can |will |could )?(?:knows?|agrees?|sees?|accepts?|understands?)\b"
    rf"|{_START}(?:no one|nobody|no {_SENSIBLE} \w+) (?:here )?(?:(?:would|could|can"
    rf"|will) )?(?:deny|denies"
    r"|doubts?|disputes?|disagrees?|questions?|wants?|objects?|argues?|believes?|claims?)\b"
    r"|\b(?:obviously|of course|surely),? (?:nobody|no one|everyone|everybody)\b"
    rf"|\b(?:any|every) {_SENSIBLE} \w+"
    r"|\bit (?:is|'s) (?:common knowledge|well known|no secret|widely known|a well-known fact)\b"
    r"|\bit goes without saying\b|\bneedless to say\b",
    re.IGNORECASE,
)


def _consensus(asked: Asked) -> Finding | None:
    for sentence in asked.reading.sentences:
        if found := _CONSENSUS.search(sentence):
            return asked.finding(
                f"“{found[0].strip(' .,;:')}” makes it hard to disagree",
                "leave it out, or say who holds this view and ask what others might say",
            )
    return None


CONSENSUS = Rule(
    "false-consensus",
    Severity.WARNING,
    "People who are told that everyone agrees keep their doubts to themselves (false consensus:"
    " Ross, Greene and House 1977; conformity: Asch 1951).",
    ("We all know that cars harm cities; why?", "What does the essay say cars do to a city?"),
    each_aloud(_consensus),
)

_NO = r"(?:not|never|no|nobody|no one|none|nothing|nowhere|cannot|\w+n't)"
_UN = (
    r"(?:un(?!til|der|ion|it|ity|ique|ivers|animous|iform|cle|less|to\b|derstand)\w{4,}"
    r"|impossible|improbable|implausible|inconceivable|irrational|irrelevant|illegal|dishonest"
    r"|useless|pointless|worthless|meaningless|harmless|unable)"
)
# "No one would deny" claims a consensus and "Isn't it …" is leading: other rules cover those.
_HARMLESS_NO = re.compile(
    rf"^{NEGATED}\b|\b(?:no one|nobody) (?:would |could |can )?(?:den(?:y|ies))\b|\bnot only\b"
    rf"|\bwhy not\b|\b(?:or|whether) not\b|\bno (?:longer|more|matter|doubt)\b|\bif not\b",
    re.IGNORECASE,
)
_TWICE = re.compile(
    rf"\b{_NO}(?: (?:be|been|being|to|so|very|a|an|entirely|wholly|quite|ever|find|seem|really"
    rf"|have|all|it|for|that)){{0,3}} {_UN}\b"
    rf"|\b{_NO}(?: (?!and\b|but\b|or\b|nor\b)[^\s,;:]+){{0,9}}? {_NO}\b"
    rf"|\b{_NO}(?: \w+){{0,3}}? (?:fail(?:s|ed)? to|without|den(?:y|ies|ied))\b"
    rf"|\bden(?:y|ies|ied|ying) (?:that )?(?:\w+ ){{0,2}}?{_NO}\b",
    re.IGNORECASE,
)


def _twice_negative(asked: Asked) -> Finding | None:
    for sentence in asked.reading.sentences:
        if found := _TWICE.search(_HARMLESS_NO.sub("", sentence)):
            return asked.finding(
                f"people have to untangle two negatives (“{found[0]}”) before they can answer",
                "try it the other way round, without the “not” or “un-”",
            )
    return None


DOUBLE_NEGATIVE = Rule(
    "double-negative",
    Severity.WARNING,
    "Each negative slows people down, and two turn yes and no around (Lenzner 2012, on the effort"
    " that survey questions take).",
    ("Why is it not unreasonable to refuse?", "What makes it reasonable to refuse?"),
    each_aloud(_twice_negative),
)
