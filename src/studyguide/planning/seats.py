"""Where people sit: in one circle, at tables, or in the two circles of a fishbowl."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import ceil

from studyguide.guide.fields import Protocol
from studyguide.guide.meeting import Meeting
from studyguide.problems import refuse

ONE_CIRCLE_UP_TO, TABLE = 20, 4
"""Up to so many people talk in one circle; above that they sit at tables of four, as in 1-2-4-All,
unless the guide says how many tables there are."""
TOGETHER = (Protocol.WHOLE, Protocol.FISHBOWL, Protocol.CHAT)
"""Protocols for the whole group, however many people and tables there are."""
FISHBOWL_FROM, ONE_INNER_CIRCLE, OBSERVERS = 6, range(23, 28), 5
"""A fishbowl has two circles that swap, of three at least; 23 to 27 people make one circle with
five observers (Socratic seminars in school classes). The lower bound is our own."""


class Seating(StrEnum):
    """How the chairs stand."""

    CIRCLE = "circle"
    TABLES = "tables"
    FISHBOWL = "fishbowl"


def tables(meeting: Meeting) -> int:
    """How many tables people sit at; 0 if the group stays whole.

    Rounded down: some tables have five, but none has three, which one absence would make a pair.
    Raises StudyguideError (`too-many-tables`) if a table would have fewer than two people.
    """
    people, asked = meeting.people, meeting.tables
    if asked is None:
        return people // TABLE if people > ONE_CIRCLE_UP_TO else 0
    if 1 < asked > people // 2:
        raise refuse(
            "too-many-tables",
            f"{people} people can't talk at {asked} tables",
            f"write a number of tables from 1 to {max(1, people // 2)}",
        )
    return asked if asked > 1 else 0


def tables_for(meeting: Meeting, protocol: Protocol | None) -> int:
    """How many tables work on a question with this protocol; 0 for the group as a whole."""
    return 0 if protocol in TOGETHER else tables(meeting)


def seats_a_table(people: int, at: int) -> int:
    """How many people talk together at the fullest of `at` tables; all of them if it is 0."""
    return ceil(people / at) if at else people


def threes(people: int, at: int) -> int:
    """How many groups of three there are when people turn to each other in pairs."""
    if not at:
        return people % 2
    seats, fuller = divmod(people, at)
    return at - fuller if seats % 2 else fuller


def observers(people: int) -> int:
    """How many people watch a fishbowl at some time; everybody, where two circles swap."""
    return OBSERVERS if people in ONE_INNER_CIRCLE else people


def seating(meeting: Meeting, protocol: Protocol | None) -> Seating | None:
    """The seating that a question needs; None if any will do."""
    if protocol is Protocol.FISHBOWL and meeting.people >= FISHBOWL_FROM:
        return Seating.FISHBOWL
    return Seating.TABLES if tables_for(meeting, protocol) else None


def moves(needed: Sequence[Seating | None]) -> tuple[bool, ...]:
    """Before which questions people change seats, for the seating that each of them needs.

    The chairs stand as the first of them needs it from the start, and a question that needs no
    seating of its own moves nobody.
    """
    known = [next((one for one in needed if one), Seating.CIRCLE)]
    for one in needed:
        known.append(one or known[-1])
    return tuple(before is not after for before, after in pairwise(known))
