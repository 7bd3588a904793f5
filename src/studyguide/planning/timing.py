"""How long each part of a meeting takes: the planner's numbers, each with its source."""

from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from studyguide.guide.fields import Kind, Reading
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Question
from studyguide.planning import protocols
from studyguide.planning.seats import seats_a_table, tables_for

# --- The numbers. Minutes are whole; fractions are rates, rounded once, where they are used.

SIZES = (5, 8)
"""The columns of CORE: up to 5 people who talk together, up to 8, more."""
CORE: dict[Kind, tuple[int, int, int]] = {
    Kind.FACTUAL: (3, 4, 5),
    Kind.INTERPRETIVE: (10, 12, 15),
    Kind.EVALUATIVE: (10, 12, 15),
}
"""Minutes for a core question by group size. They lie between Harvard's Bok Center (at most three
topics in 50 minutes), 1-2-4-All (12 minutes) and The Final Word (32, 40, 48 minutes for 4, 5, 6
people, who each bring a passage: 8 a turn); a factual one needs little more than a wait of 3 s a
turn (Rowe) and a look at the text."""
CORE_LEAST = 6
"""The fewest minutes a question gets when time is short and the author named none. Our own."""
LONGEST, LONGEST_ALONE = 20, 45
"""Spare minutes lengthen a question up to the first; beyond it, Bok's pace of one topic in 17
minutes is lost. A meeting with a single question gives it up to the second, with its follow-ups as
a cluster (Shared Inquiry: 30 to 45 minutes for one question of interpretation). Minutes that an
author wrote are never changed."""
TOPICS_A_MINUTE = Fraction(3, 50)
"""At most three topics in 50 minutes (Bok Center)."""
TOPICS_IN_TWO_HOURS, MINUTES_A_FURTHER_TOPIC, TWO_HOURS = 4, 30, 120
"""Depth over number (Shared Inquiry, Paideia): four, plus one per half-hour beyond two hours."""

ROUND_UP_TO = 12
"""The most people a round is planned for: at 20, opening and closing would take 27 minutes."""
MOVING: tuple[tuple[int, int], ...] = ((12, 1), (20, 3), (200, 5))
"""Minutes for a change of seats, up to so many people; turning to a neighbour takes none. Our own
numbers, from walking such evenings."""

FRAMING, CONTENT_NOTE = 3, 2
"""Welcome, aim and how we'll talk; two minutes more to read out a content note. Our own numbers."""
ARRIVALS, NORMS = 3, 3
"""First meetings only: people find the room and a seat, then agree how to talk. Our own numbers."""
NAMES_RATE, NAMES_IN_PAIRS = Fraction(1), 5
"""First meetings: names and the opening in one go-round of a minute each; above ROUND_UP_TO, people
introduce themselves in pairs. Our own numbers."""
OPENING_LEAN, OPENING_LEAST, OPENING_BASE, OPENING_RATE = 4, 5, 1, Fraction(3, 4)
"""In pairs, or a round of 45 s each after a minute to think (Paideia: everyone speaks)."""
CLOSING_LEAN, CLOSING_LEAST, CLOSING_BASE, CLOSING_RATE = 3, 5, 1, Fraction(1, 2)
"""One written line and three voices, or a round of 30 s each (Paideia: everyone has a closing
word)."""
ALL_TOGETHER, EVERY_VOICE = 3, 4
"""Up to so many people open together rather than in pairs, and all read out their closing line."""
CLOSING_TINY, BUFFER_TINY = 1, 1
"""In a meeting that is too short for more. Our own numbers."""
OWN_QUESTIONS = 5
"""For questions from the group itself (Shared Inquiry begins with readers' own questions)."""
DEBRIEF = 2
"""How did the discussion go? (Paideia: the group looks back at its own talk.)"""
BREAK_FROM, BREAK = 120, 10
"""A break, and the shortest meeting that has one: five minutes bring nobody back. Our own."""
BUFFER = Fraction(1, 10)
"""A tenth of the meeting, rounded up, is kept in hand. Our own number."""
SHORTEST_MEETING = 15
"""The fewest minutes a guide may give its meeting (Meeting.minutes)."""
LATE = (5, 10, 15, 20)
"""How many minutes late a start may be for the advice on what to skip. Our own numbers."""
LATE_SHARE = Fraction(3, 4)
"""What a question that is shortened after a late start keeps of its usual minutes, rounded up,
unless its author insists on it: then it may have to do with its least minutes. Our own number."""

SILENT_RATE, SECOND_LANGUAGE_RATE, SETTLING = 150, 90, 2
"""Words a minute, in one's first language and in another, and minutes for settling down: below the
mean of 238 (Brysbaert 2019), because people in the room read with a pencil and wait for the last.
The rates are our own."""
ALOUD_RATE = 150
"""Words a minute, below the mean of 183 for reading aloud (Brysbaert 2019)."""
SHORT_TEXT = 1000
"""Texts with fewer words are read in the room, in under ten minutes. Our own number."""

# --- The calculations.


def question_minutes(question: Question, meeting: Meeting) -> int:
    """How long a core question takes: exactly as written, or else by kind and group size.

    Without minutes of its author it is never shorter than the protocol's shortest form, and at
    tables the harvest is added, unless it is too short for one.
    """
    tables = tables_for(meeting, question.protocol)
    size = seats_a_table(meeting.people, tables)
    usual = CORE[question.kind][bisect_left(SIZES, size)]
    talk = question.minutes or _whole(question, meeting, usual)
    harvest = protocols.HARVEST if tables and not question.minutes else 0
    return talk + harvest if talk + harvest >= protocols.HARVEST_FROM else talk


def least_minutes(question: Question, meeting: Meeting) -> int:
    """The fewest minutes for a core question when time is short: as written, or CORE_LEAST, or what
    its protocol takes; without a harvest."""
    usual = CORE[question.kind][0]
    return question.minutes or _whole(question, meeting, min(usual, CORE_LEAST))


def late_minutes(question: Question, meeting: Meeting, insisted: bool) -> int:
    """The fewest minutes for a core question after a late start; `insisted` says whether its author
    insists on it."""
    least = least_minutes(question, meeting)
    kept = ceil(question_minutes(question, meeting) * LATE_SHARE)
    return least if question.minutes or insisted else max(least, kept)


def _whole(question: Question, meeting: Meeting, talk: int) -> int:
    tables = tables_for(meeting, question.protocol)
    form = protocols.shortest(question.protocol, meeting.people, tables)
    return max(talk, sum(stage.minutes for stage in form))


def moving(people: int) -> int:
    """Minutes for this many people to change seats."""
    return next(minutes for most, minutes in MOVING if people <= most)


def question_limit(minutes: int) -> int:
    """The most core questions a meeting of this many minutes should have; halves round up."""
    further = Fraction(max(0, minutes - TWO_HOURS), MINUTES_A_FURTHER_TOPIC)
    return max(
        1, floor(min(minutes * TOPICS_A_MINUTE, TOPICS_IN_TWO_HOURS + further) + Fraction(1, 2))
    )


def names(people: int) -> int:
    """Minutes for names and opening at a first meeting."""
    return ceil(people * NAMES_RATE) if people <= ROUND_UP_TO else NAMES_IN_PAIRS


def opening(people: int) -> int:
    """Minutes for the opening at its fullest: a round, or pairs where a round would be too long."""
    if people > ROUND_UP_TO:
        return OPENING_LEAN
    return max(OPENING_LEAST, ceil(OPENING_BASE + people * OPENING_RATE))


def closing(people: int) -> int:
    """Minutes for the closing at its fullest: a round, or a written line and three voices."""
    if people > ROUND_UP_TO:
        return CLOSING_LEAN
    return max(CLOSING_LEAST, ceil(CLOSING_BASE + people * CLOSING_RATE))


def buffer(minutes: int) -> int:
    """The minutes that a meeting keeps in hand."""
    return ceil(minutes * BUFFER)


READERS: dict[Reading, Callable[[int, bool], int]] = {
    Reading.BEFORE: lambda words, second: 0,
    Reading.SILENT: lambda words, second: (
        ceil(Fraction(words, SECOND_LANGUAGE_RATE if second else SILENT_RATE)) + SETTLING
    ),
    Reading.ALOUD: lambda words, second: ceil(Fraction(words, ALOUD_RATE)),
}
"""How many minutes of the meeting to allow for reading this many words; the second value says
whether most people read in a second language."""


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
