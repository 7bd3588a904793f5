"""The rule about pronouns with nothing before them to refer to."""

import re

from studyguide.problems import Severity
from studyguide.rules.asked import Asked, each_core
from studyguide.rules.base import Finding, Rule

_TOKEN = re.compile(r"“”|[^\W_]+(?:[’'-][^\W_]+)*|[,;:]")
_PERSON = frozenset(
    """
    he she they him them his their theirs hers himself herself themselves
    """.split()
)
# Words that can come before a pronoun without giving it anything to refer to.
_EMPTY = frozenset(
    """
    who whom whose what which when where why how and but or so if then now in on at by for of to
    from with about after before as is are was were am be been being do does did has have had can
    could will would shall should may might must ought not never only just still even really too
    very much you i we us me think say mean believe feel suppose make let tell happen happens
    happened want see hear know find need get give like wish far long often else exactly first last
    later both all isn't aren't don't doesn't didn't won't wasn't weren't can't couldn't wouldn't
    shouldn't hasn't haven't hadn't , ; :
    """.split()
)
_DOING = frozenset(
    """
    mean tell say show suggest change matter make affect relate work happen help fit add imply
    reveal do compare connect ask feel leave end begin follow challenge explain become be come go
    look sound prove important significant true fair right wrong good bad dangerous surprising
    necessary possible so a an the really still not
    """.split()
)
# In "How hard is it to …" and "What does it mean that …", "it" refers to what comes after.
_AHEAD = re.compile(
    r"it (?:(?:not|really|ever|still|be|have|been) ){0,2}(?:(?:\w+ )?(?:mean|take|matter|feel"
    r"|help|cost|make|seem|appear|happen|follow|become|change|turn|come|count|hurt|need|like"
    r"|about|\w+(?:able|ible|ful|ous|al|ive|ic|ant|ent|ary|ly|less|ing|er)|hard|easy|fair|right"
    r"|wrong|good|bad|true|false|strange|odd|just|enough|better|best|worse|a|an|the|too|so|only"
    r"|that|in|for)\b)?[^?]{0,200}?"
    r"\b(?:to|that|if|when|for|like|how|why|whether|who|which)\b",
    re.IGNORECASE,
)


def _nothing_before(tokens: list[str], at: int) -> bool:
    return all(
        token.lower() in _EMPTY
        or (
            place == 1
            and token.islower()
            and not token.endswith("s")
            and tokens[0].lower() == "who"
        )
        for place, token in enumerate(tokens[:at])
    )


def _stands_for_what_follows(sentence: str, tokens: list[str], at: int) -> bool:
    following = [token.lower() for token in tokens[at + 1 : at + 3]]
    if "do" in following or "tell" in following:
        return False
    place = re.search(r"\bit\b", sentence, re.IGNORECASE)
    return bool(place and _AHEAD.match(sentence[place.start() :]))


def _dangles(sentence: str, tokens: list[str], at: int) -> bool:
    word = tokens[at].lower()
    if word in _PERSON:
        return True
    if word == "it":
        return not _stands_for_what_follows(sentence, tokens, at)
    following = next((token.lower() for token in tokens[at + 1 :]), "")
    return word == "this" and (not following or following in _DOING)


def _dangling(asked: Asked) -> Finding | None:
    if asked.anchored or not asked.reading.sentences:
        return None
    sentence = asked.reading.sentences[0]
    tokens = _TOKEN.findall(sentence[:400])
    pronouns = _PERSON | {"it", "this"}
    at = next((at for at, token in enumerate(tokens) if token.lower() in pronouns), None)
    if at is None or not _nothing_before(tokens, at) or not _dangles(sentence, tokens, at):
        return None
    return asked.finding(
        f"people will have to guess what “{tokens[at]}” refers to",
        "name the person or thing, or give the question a passage",
    )


DANGLING = Rule(
    "dangling-pronoun",
    Severity.WARNING,
    "A pronoun with nothing before it leaves people guessing or searching (Lenzner 2012, on vague"
    " reference).",
    ("Why do they leave?", "Why do the two sisters leave?"),
    each_core(_dangling),
)
