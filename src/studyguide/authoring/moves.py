"""What a sentence of an essay can do: the table of moves."""

import re
from dataclasses import dataclass

from studyguide.authoring.signs import (
    ALL,
    BE,
    CLASS,
    DOUBTING,
    HELPER,
    LIKENING,
    PARTICIPLE,
    PAST,
    PEOPLE,
    SOFTENING,
    STATES,
    STRONG,
)

ENGLISH, ANY = "en", ""
"""The languages that a move knows: English, or any."""

_I = re.IGNORECASE


@dataclass(frozen=True)
class Move:
    """Something that a sentence does, and the pattern by which it is seen."""

    name: str
    about: str
    """What it is, in Toulmin's terms where he has one (The Uses of Argument, 1958)."""
    sign: re.Pattern[str]
    """Its group `word`, or all of it, is what a question is about."""
    weight: float
    """How good a talk it tends to give, from 0 to 1; our own judgement."""
    language: str = ENGLISH


MOVES: tuple[Move, ...] = (
    Move(
        "turn",
        "a rebuttal or a change of direction: it answers what came before",
        re.compile(
            r"(?:But|However|Yet|Still|Nevertheless|Nonetheless|Instead|Even so|And yet"
            r"|On the other hand|On the contrary|Except)\b,?"
        ),
        0.80,
    ),
    Move(
        "limit",
        "something that is said not to be answered, solved or meant",
        re.compile(
            rf"\b{HELPER}(?: not|n['’]t|not)(?: \w+)? (?:answer|address|solve|explain|mean|follow"
            r"|show|prove|account|tell|grant|settle|cover)\b",
            _I,
        ),
        0.88,
    ),
    Move(
        "grant",
        "a concession: what is admitted to the other side",
        re.compile(
            r"\b(?:of course|admittedly|granted|to be sure|no doubt|I (?:admit|concede)"
            r"|^it(?:['’]s| is) (?:definitely |certainly |also |quite )?true"
            r"|it(?:['’]s| is) (?:definitely |certainly |also |quite )?true(?= that)"
            r"|at first glance|at a glance|although|even though|though|despite|in spite of)\b",
            _I,
        ),
        0.78,
    ),
    Move(
        "we",
        "a people that is spoken for without being named",
        re.compile(rf"\b(?P<word>we)\b(?! {PAST})", _I),
        0.86,
    ),
    Move(
        "ours",
        "the same, in passing",
        re.compile(r"\b(?P<word>us|our|ours)\b(?<!let us)(?<!Let us)", _I),
        0.58,
    ),
    Move(
        "should",
        "a recommendation",
        re.compile(r"\b(?P<word>should|must|ought to)(?! have)\b(?= \w+)", _I),
        0.82,
    ),
    Move(
        "hedge",
        "a qualifier: how far the claim is said to hold",
        re.compile(rf"\b(?P<word>{DOUBTING})\b", _I),
        0.90,
    ),
    Move(
        "hedge",
        "a qualifier that hardly shows",
        re.compile(rf"(?<=\w )(?P<word>{SOFTENING})\b"),
        0.74,
    ),
    Move(
        "strong",
        "a qualifier that leaves no exception",
        re.compile(rf"\b(?P<word>{STRONG})\b", _I),
        0.84,
    ),
    Move(
        "strong",
        "the same, in a word for all or none",
        re.compile(rf"\b(?P<word>{ALL})\b", _I),
        0.70,
    ),
    Move(
        "cause",
        "a warrant: what joins the grounds to the claim",
        re.compile(
            r"\b(?P<word>because(?! of course|,)(?: of)?|therefore|hence|consequently|as a result"
            r"|that is why|this is why|which is why)\b",
            _I,
        ),
        0.88,
    ),
    Move(
        "cause",
        "a warrant that hardly shows",
        re.compile(
            r"\b(?:(?P<word>so that|due to|thanks to|leads? to|led to)"
            r"|(?<!for )the (?P<word2>reason)(?: why| that)?)\b",
            _I,
        ),
        0.74,
    ),
    Move(
        "measure",
        "a comparison",
        re.compile(
            r"\b(?:(?:more|less|fewer) (?:[\w-]+ ){1,3}than|(?!other|rather|whether|further"
            r"|after|fewer|younger|older)\w{2,}er than|better than|worse than"
            r"|as (?!well|soon|long|far|much as|many as)\w+ as"
            r"|the (?:best|worst|greatest|largest|smallest|strongest) (?=\w)|also more \w+"
            r"|(?:much|far|even|no) (?:more|less|better|worse|(?!longer)\w+er)\b(?! the))",
            _I,
        ),
        0.76,
    ),
    Move(
        "likeness",
        "an analogy",
        re.compile(rf"\b(?:{LIKENING})\b", _I),
        0.84,
    ),
    Move(
        "apart",
        "two things held apart",
        re.compile(
            r"\b(?:rather than|instead of|different from|the (?:gaps?|difference|distance)"
            r"(?: \w+)? between|separate [\w-]+(?: [\w-]+)?|not just|not only|as opposed to"
            r"|versus|(?:is|are|was|were) not (?:an?|the|about)\b(?=[^.]*\bbut\b))\b",
            _I,
        ),
        0.76,
    ),
    Move(
        "meaning",
        "a definition",
        re.compile(
            r"\b(?:(?:is|are|was|were) (?:defined as|called|known as)|by [\w-]+ I mean"
            r"|I mean|means? that|in other words|that is to say|what [\w ]{1,30} actually is"
            r"|the (?:meaning|definition) of|is (?:another|a) (?:word|name) for|—(?:do|to) \w+)",
            _I,
        ),
        0.84,
    ),
    Move(
        "example",
        "grounds: a case that stands for more",
        re.compile(
            r"(?:^(?:Take the case of|Take|Consider|Imagine|Suppose)\b"
            r"|\b(?:for example|for instance|such as|according to"
            r"|(?:studies|surveys|records|figures|data|numbers) (?:show|suggest)s?"
            r"|(?:shows?|showed|found|suggests?|reported) that|in (?:1[5-9]|20)\d\d)\b)",
            _I,
        ),
        0.68,
    ),
    Move(
        "condition",
        "a rebuttal in Toulmin's sense: under which condition the claim holds",
        re.compile(r"\b(?:(?<!as )if(?! (?:not|so|any|only|you like))|as long as)\b", _I),
        0.62,
    ),
    Move(
        "voice",
        "a view that is reported, not held",
        re.compile(
            r"\b(?:implicitly|(?:some|many|most|critics|people|others|they|opponents|supporters)"
            r"(?: \w+){0,2} (?:say|argue|think|believe|claim|object|call|hold|assume|tell us)"
            r"|it is (?:often |sometimes |widely )?(?:said|thought|believed|claimed|assumed)"
            r"|the (?:idea|view|belief|claim|notion|story|objection|argument) that|we are told"
            r"|I (?:am|was|have been) told)\b",
            _I,
        ),
        0.76,
    ),
    Move(
        "stance",
        "how the author holds the claim",
        re.compile(
            r"\b(?P<word>I (?:\w+ly )?(?:think|believe|feel|felt|suspect|doubt|hope|fear|guess"
            r"|suppose|wonder|worry|trust))\b"
        ),
        0.74,
    ),
    Move(
        "hidden",
        "something is done, and who does it is not said",
        re.compile(
            rf"\b{BE} (?:\w+ly |both |all |then |still |never |not )?(?!{STATES}){PARTICIPLE}\b"
            r"(?! (?:\w+ )?by\b| at\b)",
            _I,
        ),
        0.66,
    ),
    Move(
        "people",
        "a group that is named",
        re.compile(
            rf"(?P<word>(?<=\w )(?!{PEOPLE})(?:[a-z]{{3,}}|non-\w+) {PEOPLE}|{PEOPLE}"
            rf"|{CLASS})\b"
        ),
        0.70,
    ),
    Move(
        "story",
        "a scene or a memory",
        re.compile(
            r"\b(?:one (?:day|evening|morning|night|afternoon|winter|summer)|last (?:week|year"
            r"|night|summer|winter|spring|autumn|month)"
            r"|(?:\w+ ){1,2}(?:days|weeks|months|years) ago|when I was|I remember"
            r"|I once|my (?:mother|father|grandmother|grandfather|aunt|uncle"
            r"|sister|brother|son|daughter|teacher|neighbou?r)|I (?:saw|met|watched|heard|visited))"
            r"\b",
            _I,
        ),
        0.62,
    ),
    Move(
        "number",
        "a figure",
        re.compile(
            r"(?<![\w.,-])(?P<word>\d[\d.,]*(?: ?%| (?:per ?cent|percent|million|billion|thousand"
            r"|hours?|minutes?|days?|weeks?|months?|people|households|families|euros|dollars|pounds"
            r"|pence|cents|of the|of all|in ten|out of)))|\b(?P<word2>one in (?:two|three|four|five"
            r"|ten)|half of|a third of|two thirds of|three quarters of|twice as|ten times)\b",
            _I,
        ),
        0.60,
    ),
    Move(
        "asked",
        "a question in the text",
        re.compile(r"(?P<word>\S+(?: \S+){1,60})[?？][\"”’»)」』]*$|(?P<word2>.{2,60})か。$"),
        0.82,
        ANY,
    ),
    Move(
        "raised",
        "an exclamation",
        re.compile(r"(?P<word>\S+(?: \S+){1,60})[!！][\"”’»)」』]*$"),
        0.52,
        ANY,
    ),
    Move(
        "marked",
        "words that the text itself puts between quotation marks",
        re.compile(
            r"[“„«「『](?P<word>[^\s“”„«»「」『』.!?]{2,30}(?: [^\s“”„«».!?]{1,30}){0,2}?)"
            r"[,.]?[”“»」』]"
            r"|(?<![\w\"])\"(?P<word2>[^\s\".!?]{2,30}(?: [^\s\".!?]{1,30}){0,2}?)[,.]?\"(?!\w)"
        ),
        0.70,
        ANY,
    ),
)
"""Every move, in no particular order."""

TERM = Move(
    "term",
    "a term that is used before it is explained",
    re.compile(
        r"(?P<word>\b[A-Z]{2,6}s?\b(?: and [A-Z][\w-]+(?: [A-Z]\w+)?)?|\b(?:[a-z]+ly-)?[a-z]{4,}"
        r"(?:-[a-z]{4,})+ [a-z]{3,}\b)"
    ),
    0.72,
    ANY,
)
"""Seen once in the text only, where it first stands."""

RUN = Move(
    "run",
    "in a script without spaces: a word that comes back",
    re.compile("[\u4e00-\u9fff]{2,6}|[\u30a0-\u30ff]{3,8}|[\u0e00-\u0e7f]{6,8}"),
    0.60,
    ANY,
)
