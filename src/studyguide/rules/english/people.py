"""Rules about the people in the room: who is singled out, and who may not know an idiom."""

import re

from studyguide.problems import Severity
from studyguide.rules.asked import Asked, each_aloud
from studyguide.rules.base import Finding, Rule

_ROLE = re.compile(
    r"(?:speaking )?as (?P<role>(?:an? |the only |young |older |fellow |members? of |women|men\b"
    r"|parents\b|students\b|immigrants\b|christians\b|muslims\b|jews\b|someone |somebody "
    r"|people )[^,?.;]{0,60}),"
    r"[^?]{0,300}\b(?:you|your|yours)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"an? (?:careful |first |modern |new |thoughtful )?(?:reader|group|whole|child|kid|beginner"
    r"|result|rule|start|first step|thought experiment|warm-up|follow-up|test|guest)\b",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:your (?:own )?(?:religion|faith|culture|country|race|ethnicity|ethnic group"
    r"|generation|gender|nationality|sexuality|disability|homeland|people|skin|accent|caste"
    r"|church|denomination)|people of your \w+|(?:people|someone|somebody|women|men) like you"
    r"|those of you who(?: are"
    r"|'re)|where you(?: come|'re|r family comes?) from|your kind)\b",
    re.IGNORECASE,
)


def _in_a_role(sentence: str) -> bool:
    found = _ROLE.match(sentence)
    if not found or _ANYBODY.match(found["role"]):
        return False
    # "As a storm gathers, …" is a clause, not a role.
    last = found["role"].split()[-1]
    clause = found["role"].lower().startswith(("a ", "an ")) and last.endswith("s")
    return not clause or last.endswith("ss")


def _spotlight(asked: Asked) -> Finding | None:
    for sentence in asked.reading.sentences:
        if _in_a_role(sentence) or _YOURS.search(sentence):
            return asked.finding(
                "this may put someone on the spot to speak for a group",
                "ask everyone, and let people share as much of themselves as they choose",
            )
    return None


SPOTLIGHT = Rule(
    "spotlight",
    Severity.WARNING,
    "Nobody can speak for a whole group, and being asked to is a burden (spotlighting: Carter 2008;"
    " most guides to inclusive teaching).",
    ("As a parent, what do you think?", "What would a parent in this story have feared?"),
    each_aloud(_spotlight),
)

_WHOSE = r"(?:the|his|her|its|their|our|your|my|one's|some|\w+'s)"
_IDIOM = re.compile(
    r"\b(?:(?:hold|holds|held|holding) water"
    r"|mov(?:e|es|ed|ing) (?:the|its|their|his|her) goal ?posts"
    r"|(?:bit|bite|bites|biting) the bullet"
    r"|(?:sit|sits|sat|sitting|stay|stays) on the fence|fence-sit\w+"
    r"|kick(?:s|ed|ing)? the can|tip of the iceberg|silver bullet"
    r"|(?:throw|throws|threw|throwing) (?:out )?the baby|baby (?:out )?with the bath"
    r"|the bottom line|beat(?:s|ing)? (?:around|about) the bush"
    r"|in the same boat|(?:turn|turns|turned|turning) a blind eye"
    r"|(?:hit|hits|hitting) the nail|ball is (?:now )?in \w+(?:'s| \w+'s)? court"
    r"|devil's advocate|elephant in the room"
    rf"|(?:show|shows|showed|lay|lays|laid|put|puts) (?:all )?{_WHOSE} cards(?: on the table)?"
    r"|low-hanging fruit|cut(?:s|ting)? corners|under the bus|slam dunk|red herring"
    r"|(?:have|has|having|eat|eats) (?:its|their|his|her|your|our|the) cake"
    r"|skin in the game|double-edged sword|rule of thumb|jump(?:s|ed|ing)? on the bandwagon"
    r"|(?:miss|misses|missed|see|sees) the (?:forest|wood) for the trees|cherry-pick\w*"
    r"|pull(?:s|ed|ing)? (?:its|his|her|their|any|no) punches|(?:ring|rings|rang) true"
    r"|(?:read|reads|reading) between the lines|barking up the wrong tree|wild goose chase"
    r"|can of worms|draw(?:s|n|ing)? a line in the sand|level playing field|take(?:s"
    r"|n)? .{0,20} with a"
    r" (?:grain|pinch) of salt|on the same page|think(?:s|ing)? outside the box|a far cry from"
    r"|cut(?:s|ting)? both ways|(?:fall|falls|fell) flat|open-and-shut)\b",
    re.IGNORECASE,
)
_VESSEL = re.compile(
    r"\b(?:pot|bucket|jar|bowl|vessel|cup|sieve|dam|jug|barrel|well|basin|clay|soil|tank|wall)s?\b",
    re.IGNORECASE,
)


def _idiom(asked: Asked) -> Finding | None:
    plain = asked.reading.plain
    found = _IDIOM.search(plain)
    if not found or ("water" in found[0].lower() and _VESSEL.search(plain)):
        return None
    return asked.finding(
        f"“{found[0]}” may be lost on people reading in a second language",
        "say it in plain words",
    )


IDIOM = Rule(
    "idiom",
    Severity.INFO,
    "Idioms shut out people who read in a second language (plain language guidelines; W3C,"
    " Making Content Usable).",
    ("Does the claim hold water?", "Which part of the claim can be defended?"),
    each_aloud(_idiom),
)
