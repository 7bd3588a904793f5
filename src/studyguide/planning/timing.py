"""How long the parts of a meeting take: every number of the planner, each with its source."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from studyguide.guide.fields import Kind, Protocol, Reading
from studyguide.guide.model import Question

# --- The table. All minutes are whole; fractions are rates, rounded once, where they are used.

SIZES = (5, 8)
"""Up to 5 people, up to 8, more: the columns of CORE. From 13 a group sits in fours instead."""
CORE: dict[Kind, tuple[int, int, int]] = {
    Kind.FACTUAL: (3, 4, 5),
    Kind.INTERPRETIVE: (10, 12, 15),
    Kind.EVALUATIVE: (10, 12, 15),
}
"""Minutes of a core question by group size. Between Harvard's Bok Center (at most three topics in
50 minutes), 1-2-4-All (12 minutes) and The Final Word (32, 40, 48 minutes for 4, 5, 6 people, who
each bring a passage: 8 a turn); a factual one needs little more than the wait of 3 s a turn (Rowe)
and a look into the text."""
LONGEST = 20
"""Spare minutes lengthen a question up to here: above it, Bok's pace of one topic in 17 minutes is
lost. Ours. What an author wrote may be longer and stays."""
TOPICS_A_MINUTE = Fraction(3, 50)
"""At most three topics in 50 minutes (Bok Center)."""
TOPICS_IN_TWO_HOURS, MINUTES_A_FURTHER_TOPIC, TWO_HOURS = 4, 30, 120
"""Depth over number (Shared Inquiry, Paideia): four, and one more a half-hour after two hours."""

FOURS_FROM, TABLE = 13, 4
"""From 13 people a round leaves most of them silent: they sit in fours, as in 1-2-4-All."""
IN_FOURS = 5
"""Opening, names and closing at tables of four: the floor of a round, whatever the number."""
REPORT = 1
"""Minutes a table to say only what is new: 1-2-4-All gives five tables five minutes."""
MOVING = 1
"""To move the chairs, once. Ours."""

FRAMING, CONTENT_NOTE = 3, 2
"""Welcome, aim and the way of talking; two minutes more to read a content note out. Ours."""
ARRIVALS, NORMS = 5, 3
"""First meetings only: people find the room and a seat, then agree how to talk. Ours."""
NAME_RATE = Fraction(1)
"""First meetings: a minute a person for a name and a sentence, instead of the opening. Ours."""
OPENING_LEAN, OPENING_LEAST, OPENING_BASE, OPENING_RATE = 4, 5, 1, Fraction(3, 4)
"""In pairs, or a round of 45 s a person after a minute to think (Paideia: everybody speaks)."""
CLOSING_LEAN, CLOSING_LEAST, CLOSING_BASE, CLOSING_RATE = 3, 5, 1, Fraction(1, 2)
"""One written line, or a round of 30 s a person (Paideia: everybody closes)."""
OWN_QUESTIONS = 5
"""For what the group itself wants to ask (Shared Inquiry begins from the readers' doubts)."""
DEBRIEF = 2
"""How did we talk? (Paideia: the group looks back at its own talk.)"""
BREAKS = ((90, 5), (120, 5))
"""From 90 minutes a break of 5, from 120 minutes 5 more. Ours."""
BUFFER = Fraction(1, 10)
"""A tenth of the meeting, rounded up, belongs to nobody. Ours."""
SHORTEST_MEETING = 15
"""The least that a guide may write under meeting (Meeting.minutes)."""
LATE = 10
"""How late a group starts in the advice on what to skip. Ours."""

SILENT_RATE, THINKING, ALOUD_RATE = 200, Fraction(3, 2), 150
"""Words a minute, below the means of 238 and 183 (Brysbaert 2019); half as long again to think."""
SHORT_TEXT = 800
"""Words under which a text is read in the room: six minutes, no longer than a round. Ours."""


class Turn(StrEnum):
    """What a group does within a question."""

    ALONE = "alone"
    WRITE = "write"
    PAIRS = "pairs"
    FOURS = "fours"
    ROUND = "round"
    ALL = "all"
    REPORT = "report"


@dataclass(frozen=True)
class Stage:
    """One step of a protocol, in minutes."""

    turn: Turn
    minutes: int


WAYS: dict[Protocol, tuple[Stage, ...]] = {
    Protocol.WHOLE: (Stage(Turn.ALL, 1),),
    # Think-pair-share (Lyman); McConnell, Canisius: as short as five minutes.
    Protocol.PAIRS: (Stage(Turn.ALONE, 1), Stage(Turn.PAIRS, 2), Stage(Turn.ALL, 2)),
    # A minute of writing; then as long again and more for what was written. Ours.
    Protocol.WRITE_FIRST: (Stage(Turn.WRITE, 1), Stage(Turn.ALL, 4)),
    # Liberating Structures: 12 minutes in all.
    Protocol.ONE_TWO_FOUR_ALL: (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 2),
        Stage(Turn.FOURS, 4),
        Stage(Turn.ALL, 5),
    ),
    # The round itself is added for each number of people, at the closing's pace.
    Protocol.ROUND: (Stage(Turn.ALL, 2),),
}
"""The shortest form of each protocol. More minutes stretch its steps in proportion."""

# --- The reckoning.


def tables(people: int) -> int:
    """How many fours `people` sit in, 0 where the group stays whole.

    Rounded down: some tables have five, none has three, which one absent would make a pair.
    """
    return people // TABLE if people >= FOURS_FROM else 0


def shortest(protocol: Protocol, people: int) -> tuple[Stage, ...]:
    """The steps of a protocol in its shortest form for so many people, without the reports."""
    fours = tables(people)
    seated = ceil(people / fours) if fours else people
    way = WAYS[protocol]
    if protocol is Protocol.ROUND:
        way = (Stage(Turn.ROUND, ceil(seated * CLOSING_RATE)), *way)
    *before, last = way
    if fours:
        # At tables the reports are what all hear; talk among all becomes talk among four.
        talked = any(stage.turn is Turn.FOURS for stage in before)
        return tuple(before) if talked else (*before, Stage(Turn.FOURS, last.minutes))
    # Where everybody fits into one pair or one four, that step is the talk among all.
    sizes = {Turn.PAIRS: 2, Turn.FOURS: TABLE}
    merged = [stage for stage in before if seated // sizes.get(stage.turn, 1) < 2]
    kept = [stage for stage in before if stage not in merged]
    return (*kept, Stage(last.turn, last.minutes + sum(stage.minutes for stage in merged)))


def stages(protocol: Protocol, people: int, minutes: int) -> tuple[Stage, ...]:
    """The steps of a question that takes `minutes` in all; they sum to them, none is empty.

    `minutes` are at least `question_minutes` of a question with this protocol.
    """
    form, reports = shortest(protocol, people), tables(people) * REPORT
    talk, whole = minutes - reports, sum(stage.minutes for stage in form)
    scaled = [
        Stage(stage.turn, floor(Fraction(stage.minutes * talk, whole) + Fraction(1, 2)))
        for stage in form[:-1]
    ]
    rest = Stage(form[-1].turn, talk - sum(stage.minutes for stage in scaled))
    return (*scaled, rest, *([Stage(Turn.REPORT, reports)] if reports else []))


def question_minutes(question: Question, people: int) -> int:
    """How long a core question takes: as written, else by kind and group size.

    Never shorter than the protocol's shortest form; with fours the reports come on top, for the
    author of `minutes` could not know how many tables there would be.
    """
    fours = tables(people)
    column = 0 if fours else bisect_left(SIZES, people)
    talk = question.minutes or CORE[question.kind][column]
    form = shortest(question.protocol or Protocol.WHOLE, people)
    return max(talk, sum(stage.minutes for stage in form)) + fours * REPORT


def question_limit(minutes: int) -> int:
    """How many core questions a meeting of so many minutes should have at most; halves go up."""
    further = Fraction(max(0, minutes - TWO_HOURS), MINUTES_A_FURTHER_TOPIC)
    return max(
        1, floor(min(minutes * TOPICS_A_MINUTE, TOPICS_IN_TWO_HOURS + further) + Fraction(1, 2))
    )


def names(people: int) -> int:
    """Minutes for everybody's name at a first meeting."""
    return IN_FOURS if tables(people) else ceil(people * NAME_RATE)


def opening(people: int) -> int:
    """Minutes of the opening as a round."""
    return (
        IN_FOURS
        if tables(people)
        else max(OPENING_LEAST, ceil(OPENING_BASE + people * OPENING_RATE))
    )


def closing(people: int) -> int:
    """Minutes of the closing as a round."""
    return (
        IN_FOURS
        if tables(people)
        else max(CLOSING_LEAST, ceil(CLOSING_BASE + people * CLOSING_RATE))
    )


def buffer(minutes: int) -> int:
    """The least reserve of a meeting."""
    return ceil(minutes * BUFFER)


def meeting_for(content: int) -> int:
    """The shortest meeting, in minutes, that holds so many minutes besides its buffer."""
    return ceil(content / (1 - BUFFER))


READERS: dict[Reading, Callable[[int], int]] = {
    Reading.BEFORE: lambda words: 0,
    Reading.SILENT: lambda words: ceil(words * THINKING / SILENT_RATE),
    Reading.ALOUD: lambda words: ceil(Fraction(words, ALOUD_RATE)),
}
"""Minutes of the meeting that reading so many words takes."""


def elapsed(minutes: int) -> str:
    """Minutes since the beginning as hours and minutes: 75 is 1:15."""
    return f"{minutes // 60}:{minutes % 60:02}"


def clock(start: str, minutes: int) -> str:
    """The time of day so many minutes after `start`, past midnight too, written like `start`.

    `start` is a time of day as a guide has it: 19:00, 19.00, 19h00 or 9:05.
    """
    mark = next(mark for mark in start if not mark.isdigit())
    hours, rest = start.split(mark)
    now = (int(hours) * 60 + int(rest) + minutes) % (24 * 60)
    return f"{now // 60:0{len(hours)}}{mark}{now % 60:02}"
