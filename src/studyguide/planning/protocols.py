"""The steps of each protocol, and how they share a question's minutes."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from studyguide.guide.fields import Protocol
from studyguide.planning.seats import (
    FISHBOWL_FROM,
    ONE_INNER_CIRCLE,
    TABLE,
    seats_a_table,
)

TURN_RATE = Fraction(1, 2)
"""Minutes for each person in a round on a question: the pace of a closing round."""
HARVEST, HARVEST_FROM = 3, 9
"""Minutes in which two or three tables report, then anybody adds what is new; and the shortest
question at tables that has such a harvest of its own. Our own numbers."""


class Turn(StrEnum):
    """What people do in one step of a question."""

    ALONE = "alone"
    WRITE = "write"
    PAIRS = "pairs"
    FOURS = "fours"
    TABLES = "tables"
    ROUND = "round"
    ALL = "all"
    HARVEST = "harvest"
    VOICES = "voices"
    INNER = "inner"
    SWAP = "swap"
    OUTER = "outer"
    OBSERVERS = "observers"
    TYPE = "type"
    SEND = "send"


@dataclass(frozen=True)
class Stage:
    """One step of a protocol, in minutes."""

    turn: Turn
    minutes: int


FIXED = (Turn.SWAP, Turn.SEND)
"""Steps that more time doesn't make longer."""
WAYS: dict[Protocol, tuple[Stage, ...]] = {
    Protocol.WHOLE: (Stage(Turn.ALL, 1),),
    # Think-pair-share (Lyman); McConnell, Canisius: as short as five minutes.
    Protocol.PAIRS: (Stage(Turn.ALONE, 1), Stage(Turn.PAIRS, 2), Stage(Turn.ALL, 2)),
    # A minute of writing, then several to talk about what was written. Our own numbers.
    Protocol.WRITE_FIRST: (Stage(Turn.WRITE, 1), Stage(Turn.ALL, 4)),
    # Liberating Structures: 12 minutes in all.
    Protocol.ONE_TWO_FOUR_ALL: (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 2),
        Stage(Turn.FOURS, 4),
        Stage(Turn.ALL, 5),
    ),
    # The round itself depends on how many people there are.
    Protocol.ROUND: (Stage(Turn.ALL, 2),),
    # Inner and outer circle of a Socratic seminar, which change places. Our own numbers.
    Protocol.FISHBOWL: (
        Stage(Turn.INNER, 4),
        Stage(Turn.SWAP, 2),
        Stage(Turn.OUTER, 4),
        Stage(Turn.ALL, 2),
    ),
    # A chat waterfall: everybody types, all send at once, then the group reads and talks.
    Protocol.CHAT: (Stage(Turn.TYPE, 2), Stage(Turn.SEND, 1), Stage(Turn.ALL, 4)),
}
"""The shortest form of each protocol; extra minutes stretch its steps in proportion."""
ONE_CIRCLE = (Stage(Turn.INNER, 8), Stage(Turn.OBSERVERS, 2))
"""A fishbowl whose five observers don't swap, but say at the end what they saw."""


def shortest(protocol: Protocol | None, people: int, tables: int) -> tuple[Stage, ...]:
    """The steps of a protocol in its shortest form, for this many people at this many tables (0 if
    they sit together), without a harvest; None counts as the whole group, or as talk at tables."""
    chosen = protocol or Protocol.WHOLE
    seated = seats_a_table(people, tables)
    if chosen is Protocol.FISHBOWL and people in ONE_INNER_CIRCLE:
        return ONE_CIRCLE
    if chosen is Protocol.FISHBOWL and people < FISHBOWL_FROM:
        chosen = Protocol.WHOLE
    way = WAYS[chosen]
    if chosen is Protocol.ROUND:
        way = (Stage(Turn.ROUND, ceil(seated * TURN_RATE)), *way)
    return _merged(_at_tables(way) if tables else way, seated)


def _at_tables(way: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The steps where everything happens at each table."""
    *before, last = way
    if any(stage.turn is Turn.FOURS for stage in before):
        last = before.pop()
    return (*before, replace(last, turn=Turn.TABLES))


def _merged(way: tuple[Stage, ...], seated: int) -> tuple[Stage, ...]:
    """The steps for people who sit together: where all of them fit into one pair or one group of
    four, that step is already talk of the whole group."""
    *before, last = way
    sizes = {Turn.PAIRS: 2, Turn.FOURS: TABLE}
    merged = [stage for stage in before if seated // sizes.get(stage.turn, 1) < 2]
    kept = [stage for stage in before if stage not in merged]
    return (*kept, Stage(last.turn, last.minutes + sum(stage.minutes for stage in merged)))


def stages(protocol: Protocol | None, people: int, tables: int, minutes: int) -> tuple[Stage, ...]:
    """The steps of a question, none empty, that add up to `minutes`, which is at least 1.

    At tables, a question that is long enough ends with a harvest. With fewer minutes than the
    shortest form takes, all steps shrink; with fewer than there are steps, the first ones are left
    out.
    """
    if tables and minutes >= HARVEST_FROM:
        talk = _stretched(shortest(protocol, people, tables), minutes - HARVEST)
        return (*talk, Stage(Turn.HARVEST, HARVEST))
    return _stretched(shortest(protocol, people, tables), minutes)


def _stretched(form: tuple[Stage, ...], minutes: int) -> tuple[Stage, ...]:
    if minutes < len(form):
        # A fishbowl without its inner circle is none; anything else needs its talk most.
        form = form[:1] if form[0].turn is Turn.INNER else form[-minutes:]
    fixed = FIXED if minutes >= sum(stage.minutes for stage in form) else ()
    free = [at for at, stage in enumerate(form) if stage.turn not in fixed]
    room = minutes - sum(stage.minutes for stage in form if stage.turn in fixed)
    shares = _shared([form[at].minutes for at in free], room)
    told = [stage.minutes for stage in form]
    for at, share in zip(free, shares, strict=True):
        told[at] = share
    return tuple(Stage(stage.turn, given) for stage, given in zip(form, told, strict=True))


def _shared(weights: list[int], minutes: int) -> list[int]:
    """Whole minutes in proportion to the weights, each at least 1; the last takes up the rest."""
    whole = sum(weights)
    shares = [
        max(1, floor(Fraction(weight * minutes, whole) + Fraction(1, 2))) for weight in weights[:-1]
    ]
    while minutes - sum(shares) < 1:
        shares[shares.index(max(shares))] -= 1
    return [*shares, minutes - sum(shares)]
