"""How long each part of a meeting takes: the planner's numbers, each with its source."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from studyguide.guide.fields import Kind, Protocol, Reading
from studyguide.guide.model import Question

# --- The numbers. Minutes are whole; fractions are rates, rounded once, where they are used.

SIZES = (5, 8)
"""The columns of CORE: up to 5 people, up to 8, more. From 13 a group sits in fours instead."""
CORE: dict[Kind, tuple[int, int, int]] = {
    Kind.FACTUAL: (3, 4, 5),
    Kind.INTERPRETIVE: (10, 12, 15),
    Kind.EVALUATIVE: (10, 12, 15),
}
"""Minutes for a core question by group size. They lie between Harvard's Bok Center (at most three
topics in 50 minutes), 1-2-4-All (12 minutes) and The Final Word (32, 40, 48 minutes for 4, 5, 6
people, who each bring a passage: 8 a turn); a factual one needs little more than a wait of 3 s a
turn (Rowe) and a look at the text."""
LONGEST = 20
"""Spare minutes lengthen a question up to this; beyond it, Bok's pace of one topic in 17 minutes is
lost. Our own number. Minutes that an author wrote may be longer, and are kept."""
TOPICS_A_MINUTE = Fraction(3, 50)
"""At most three topics in 50 minutes (Bok Center)."""
TOPICS_IN_TWO_HOURS, MINUTES_A_FURTHER_TOPIC, TWO_HOURS = 4, 30, 120
"""Depth over number (Shared Inquiry, Paideia): four, plus one per half-hour beyond two hours."""

FOURS_FROM, TABLE = 13, 4
"""From 13 people up, most would sit silent in a round, so they sit in fours, as in 1-2-4-All."""
IN_FOURS = 5
"""Opening, names and closing at tables of four: the shortest round, however many people."""
REPORT = 1
"""Minutes per table, to report only what is new: 1-2-4-All gives five tables five minutes."""
MOVING = 1
"""For moving the chairs, once. Our own number."""

FRAMING, CONTENT_NOTE = 3, 2
"""Welcome, aim and how we'll talk; two minutes more to read out a content note. Our own numbers."""
ARRIVALS, NORMS = 5, 3
"""First meetings only: people find the room and a seat, then agree how to talk. Our own numbers."""
NAME_RATE = Fraction(1)
"""First meetings: a minute each for a name and a sentence, instead of the opening. Our own rate."""
OPENING_LEAN, OPENING_LEAST, OPENING_BASE, OPENING_RATE = 4, 5, 1, Fraction(3, 4)
"""In pairs, or a round of 45 s each after a minute to think (Paideia: everyone speaks)."""
CLOSING_LEAN, CLOSING_LEAST, CLOSING_BASE, CLOSING_RATE = 3, 5, 1, Fraction(1, 2)
"""One written line, or a round of 30 s each (Paideia: everyone has a closing word)."""
OWN_QUESTIONS = 5
"""For questions from the group itself (Shared Inquiry begins with readers' own questions)."""
DEBRIEF = 2
"""How did the discussion go? (Paideia: the group looks back at its own talk.)"""
BREAKS = ((90, 5), (120, 5))
"""A break of 5 minutes from 90 minutes up, and 5 more from 120. Our own numbers."""
BUFFER = Fraction(1, 10)
"""A tenth of the meeting, rounded up, is kept free. Our own number."""
SHORTEST_MEETING = 15
"""The fewest minutes a guide may give its meeting (Meeting.minutes)."""
LATE = 10
"""How late a start the advice on what to skip assumes. Our own number."""

SILENT_RATE, THINKING, ALOUD_RATE = 200, Fraction(3, 2), 150
"""Words a minute, below the means of 238 and 183 (Brysbaert 2019); half as long again to think."""
SHORT_TEXT = 800
"""Texts with fewer words are read in the room: six minutes, no longer than a round. Our own."""


class Turn(StrEnum):
    """What people do in one step of a question."""

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
    # A minute of writing, then several to talk about what was written. Our own numbers.
    Protocol.WRITE_FIRST: (Stage(Turn.WRITE, 1), Stage(Turn.ALL, 4)),
    # Liberating Structures: 12 minutes in all.
    Protocol.ONE_TWO_FOUR_ALL: (
        Stage(Turn.ALONE, 1),
        Stage(Turn.PAIRS, 2),
        Stage(Turn.FOURS, 4),
        Stage(Turn.ALL, 5),
    ),
    # The round itself depends on how many people there are, and is added at the closing's pace.
    Protocol.ROUND: (Stage(Turn.ALL, 2),),
}
"""The shortest form of each protocol; extra minutes stretch its steps in proportion."""

# --- The calculations.


def tables(people: int) -> int:
    """How many groups of four `people` sit in; 0 if the group stays whole.

    Rounded down: some tables have five, but none has three, which one absence would make a pair.
    """
    return people // TABLE if people >= FOURS_FROM else 0


def shortest(protocol: Protocol, people: int) -> tuple[Stage, ...]:
    """The steps of a protocol in its shortest form for this many people, without the reports."""
    fours = tables(people)
    seated = ceil(people / fours) if fours else people
    way = WAYS[protocol]
    if protocol is Protocol.ROUND:
        way = (Stage(Turn.ROUND, ceil(seated * CLOSING_RATE)), *way)
    *before, last = way
    if fours:
        # With tables, everyone hears only the reports; whole-group talk becomes talk in fours.
        talked = any(stage.turn is Turn.FOURS for stage in before)
        return tuple(before) if talked else (*before, Stage(Turn.FOURS, last.minutes))
    # If everyone fits in one pair or one group of four, that step is already whole-group talk.
    sizes = {Turn.PAIRS: 2, Turn.FOURS: TABLE}
    merged = [stage for stage in before if seated // sizes.get(stage.turn, 1) < 2]
    kept = [stage for stage in before if stage not in merged]
    return (*kept, Stage(last.turn, last.minutes + sum(stage.minutes for stage in merged)))


def stages(protocol: Protocol, people: int, minutes: int) -> tuple[Stage, ...]:
    """The steps of a question, none empty, that add up to `minutes`.

    `minutes` must be at least the `question_minutes` of a question with this protocol.
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
    """How long a core question takes: as written, or else by kind and group size.

    Never shorter than the protocol's shortest form. With groups of four, reports are added on top,
    because whoever wrote `minutes` couldn't know how many tables there would be.
    """
    fours = tables(people)
    column = 0 if fours else bisect_left(SIZES, people)
    talk = question.minutes or CORE[question.kind][column]
    form = shortest(question.protocol or Protocol.WHOLE, people)
    return max(talk, sum(stage.minutes for stage in form)) + fours * REPORT


def question_limit(minutes: int) -> int:
    """The most core questions a meeting of this many minutes should have; halves round up."""
    further = Fraction(max(0, minutes - TWO_HOURS), MINUTES_A_FURTHER_TOPIC)
    return max(
        1, floor(min(minutes * TOPICS_A_MINUTE, TOPICS_IN_TWO_HOURS + further) + Fraction(1, 2))
    )


def names(people: int) -> int:
    """Minutes for everyone's name at a first meeting."""
    return IN_FOURS if tables(people) else ceil(people * NAME_RATE)


def opening(people: int) -> int:
    """Minutes for the opening as a round."""
    return (
        IN_FOURS
        if tables(people)
        else max(OPENING_LEAST, ceil(OPENING_BASE + people * OPENING_RATE))
    )


def closing(people: int) -> int:
    """Minutes for the closing as a round."""
    return (
        IN_FOURS
        if tables(people)
        else max(CLOSING_LEAST, ceil(CLOSING_BASE + people * CLOSING_RATE))
    )


def buffer(minutes: int) -> int:
    """The minimum buffer for a meeting, in minutes."""
    return ceil(minutes * BUFFER)


def meeting_for(content: int) -> int:
    """The shortest meeting, in minutes, that holds this much besides its buffer."""
    return ceil(content / (1 - BUFFER))


READERS: dict[Reading, Callable[[int], int]] = {
    Reading.BEFORE: lambda words: 0,
    Reading.SILENT: lambda words: ceil(words * THINKING / SILENT_RATE),
    Reading.ALOUD: lambda words: ceil(Fraction(words, ALOUD_RATE)),
}
"""How many minutes of the meeting to allow for reading this many words."""


def elapsed(minutes: int) -> str:
    """Minutes since the beginning, as hours and minutes: 75 is 1:15."""
    return f"{minutes // 60}:{minutes % 60:02}"


def clock(start: str, minutes: int) -> str:
    """The time of day this many minutes after `start`, even past midnight, written like `start`.

    `start` is a time of day as guides write it: 19:00, 19.00, 19h00 or 9:05.
    """
    mark = next(mark for mark in start if not mark.isdigit())
    hours, rest = start.split(mark)
    now = (int(hours) * 60 + int(rest) + minutes) % (24 * 60)
    return f"{now // 60:0{len(hours)}}{mark}{now % 60:02}"
