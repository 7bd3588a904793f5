"""The essay's own words: which of them carry meaning, which are central, which are contested."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from studyguide.essay.text import EssayText

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
DETERMINERS = frozenset(
    """
    a an the this that these those my your his her its our their some any no every each all both
    another none such one's what which whose many few several much more most
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of in on at by for with from to into onto about against between through over under after before
    without within among across along around behind beside beyond during like near off out past per
    since till toward towards until up upon via than as
    """.split()
)
AUXILIARIES = frozenset(
    """
    is are was were am be been being do does did has have had having can could will would shall
    should may might must ought isn't aren't wasn't weren't don't doesn't didn't hasn't haven't
    hadn't can't cannot couldn't won't wouldn't shouldn't it's that's there's i'm we're they're
    you're he's she's i've we've they've i'd we'd i'll we'll
    """.split()
)
JOINING = frozenset(
    """
    and or but nor so yet because although though while when where why how if unless whether that
    which who whom whose what since as than then whenever wherever however therefore
    """.split()
)
PRONOUNS = frozenset(
    """
    i you he she it we they me him her us them myself yourself himself herself itself ourselves
    themselves whoever whatever whichever one someone anyone everyone nobody something
    anything everything nothing there here
    mine yours hers ours theirs
    """.split()
)
_ADVERBS = frozenset(
    """
    not very too also just only even still ever never always often again now then once soon already
    rather quite perhaps maybe almost well really much more most less least far away back else yet
    """.split()
)
_PLAIN = frozenset(
    """
    make makes made making take takes took taken get gets got go goes went gone come comes came say
    says said tell tells told think thinks thought know knows knew known see sees saw seen want
    wants wanted feel feels felt find finds found give gives gave given let lets put keep keeps kept
    seem seems seemed become becomes became mean means meant use uses used try tries tried look
    looks looked ask asks asked need needs needed work works worked like likes liked call calls
    called leave leaves left thing things way ways lot kind sort bit good bad new old own other
    others same first last next long little big great many much two three four five six seven eight
    nine ten time times year years day days week weeks month months ago today people person man men
    woman women say something anything couple able sure true whole part point don didn doesn isn
    really hard easy small large different actually idea better best help helps around show shows
    """.split()
)
FUNCTION = DETERMINERS | PREPOSITIONS | AUXILIARIES | JOINING | PRONOUNS | _ADVERBS
_CONTESTED = frozenset(
    """
    fair unfair just unjust justice free freedom liberty right rights wrong good evil better best
    worse natural nature normal progress safe safer safety danger dangerous useful useless
    responsible responsibility real reality true truth power powerful privilege privileged equal
    equality need needs want wants value values duty deserve deserves trust betray betrayal
    betrayals success failure honest honesty human humanity reason reasonable rational moral
    respect dignity care community belong belonging work quality merit worth inclusion choice
    consent welfare public private owner ownership debt poor poverty rich wealth beauty beautiful
    love courage loyal loyalty obedience order home happiness happy satisfying alarming unfortunate
    improve improvement modern efficient efficiency waste
    """.split()
)


def plain(word: str) -> str:
    """The word in small letters with a straight apostrophe."""
    return word.replace("’", "'").lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Enough of a word to know it again: "models" by "model", "includes" by "included"."""
    low = plain(word).removesuffix("'s").removesuffix("'")
    for ending in ("ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ed", "es", "s", "ly"):
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=65536)
def carries(word: str) -> bool:
    """Whether a word carries meaning of its own."""
    low = plain(word)
    return len(low) > 2 and low not in FUNCTION and low not in _PLAIN and not low[0].isdigit()


def contested(text: str) -> bool:
    """Whether a text uses a word that people use in different senses (English)."""
    return any(plain(word) in _CONTESTED for word in WORD.findall(text))


def stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning."""
    return [stem(word) for word in WORD.findall(text) if carries(word)]


def central(essay: EssayText) -> Mapping[str, float]:
    """How central each stem is, from 0 to 1: often used, and in many paragraphs."""
    uses: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for paragraph in essay.paragraphs:
        here = stems(paragraph.text)
        uses.update(here)
        spread.update(set(here))
    weights = {
        one: math.log1p(count - 1) * (1 + math.log(spread[one])) for one, count in uses.items()
    }
    most = max(weights.values(), default=0) or 1
    return {one: weight / most for one, weight in weights.items()}


_ENGLISH = frozenset(
    """
    the of and to is that it was for with as are this not be by from but have which they you we or
    had has were their would there been if when who will what she his her my i a in on at
    """.split()
)
_LEAST_ENGLISH = 0.25
"""Share of such words in a text; English prose has 0.35 to 0.5, Dutch or German about 0.1."""


def is_english(texts: Iterable[str]) -> bool:
    """Whether the words look like English ones, by the small words that every text needs."""
    words = [plain(word) for text in texts for word in WORD.findall(text)]
    return sum(word in _ENGLISH for word in words) > _LEAST_ENGLISH * len(words)
