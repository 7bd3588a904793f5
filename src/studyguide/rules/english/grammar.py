"""The bits of English grammar that several rules share."""

import re
from functools import lru_cache

AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should"
    r"|may|might|must|ought)"
)
NEGATED = r"(?:(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must|ai)n't)"
ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
PRONOUN = r"(?:i|you|he|she|it|we|they|this|that|these|those|there|anyone|anybody|everyone)"

# "To whom is it addressed, and …" and "When, if ever, …" ask; "To a child, …" is a lead-in.
_LEAD = re.compile(
    r"(?:(?:and|but|so|or|now|well|then|still|yet|today|overall|however|\w{1,20}ly,),? )?"
    rf"(?:(?:in|on|at|by|for|if|when|while|after|before|given|from|as|to|with|since|because"
    r"|although|though|once|thinking|looking|under|without|like|unlike|according|until|whenever"
    rf"|speaking)(?! (?:what|which|whom|whose|{AUXILIARY})\b)(?! ?,)\b[^,:;?]{{0,160}}[,:] )*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:and |but |or )?(?:(?:if so|if not|if yes|if no),? )?(?:"
    r"(?:and )?(?:why|how|where|when|what|who|whose|which|which ones?|how so|how come|in what ways?"
    r"|to what end|for whom|to whom|by whom|with what result|what else|who else)"
    r"(?: not)?(?: or why not)?"
    r"|(?:how|why) (?:can|could|do|would|did) you (?:tell|know|think so|say so|say that|think that)"
    r"|what (?:makes|made) you (?:say|think|feel|believe) (?:so|that|this|it)"
    r"|(?:on|with|by|from) what (?:grounds|evidence|basis)"
    r"|(?:what|who) (?:is|was|are|were) (?:it|he|she|they|that)|how did (?:that|this|it) happen"
    r"|(?:where|what|which \w+) in (?:the|this|that) [^?]{1,60}"
    r"|(?:where|how) (?:does|do) the (?:text|essay|author|story|poem|book|passage"
    r"|article) (?:say|show) so"
    r"|(?:can|could) you (?:give|point to|find|show|think of) [^?]{1,60})\?+",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(
    r",? and (?:how (?:can|could|do|would|did) (?:you|we) (?:tell|know|see)\b|what makes you\b"
    r"|why\?|(?:what|where|which \w+) in (?:the|this) \w+ (?:supports?|shows?|tells?|says?"
    r"|points?|makes?)\b|where (?:in|does|do) (?:the|this) \w+ (?:say|show|tell|support"
    r"|do you (?:see|find))\b)"
    r"[^?]{0,80}\?$",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:can|could|will|would) (?:you|we|anyone|anybody|someone|somebody)(?: please)?"
    r" (?:think of|give|name|say more|say why|say how|tell|explain|describe|show|point|find|share"
    r"|imagine|recall"
    r"|remember|put|summari[sz]e|sketch|read)\b",
    re.IGNORECASE,
)
_OPENS_WITH_AUXILIARY = re.compile(rf"(?:{NEGATED}|{AUXILIARY})\b", re.IGNORECASE)


def is_question(sentence: str) -> bool:
    """Whether the sentence ends in a question mark."""
    return sentence.rstrip(")!” ").endswith("?")


def is_tail(sentence: str) -> bool:
    """Whether the sentence only presses for more on the one before, like "Why or why not?"."""
    return bool(_TAIL.fullmatch(sentence))


def without_evidence(sentence: str) -> str:
    """The sentence without a final ", and how can you tell?", which only asks for evidence."""
    return _EVIDENCE.sub("?", sentence)


@lru_cache(maxsize=4096)
def asks(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that are questions in their own right."""
    questions = [sentence for sentence in sentences if is_question(sentence)]
    return tuple(question for question in questions if not is_tail(question)) or tuple(
        questions[:1]
    )


@lru_cache(maxsize=4096)
def main(sentence: str) -> str:
    """The sentence without its lead-in, such as "In your view," or a statement that ends in a colon
    or a semicolon."""
    rest = re.split(r"[;:] ", sentence)[-1]
    clause = (
        rest
        if re.match(rf"(?:{AUXILIARY}|{NEGATED}|{ASKING})\b", rest, re.IGNORECASE)
        else sentence
    )
    lead = _LEAD.match(clause)
    return clause[lead.end() :] if lead else clause


def opens_with_auxiliary(clause: str) -> bool:
    """Whether a main clause asks for a yes or no, rather than politely asking for an example."""
    return bool(_OPENS_WITH_AUXILIARY.match(clause)) and not _REQUEST.match(clause)
