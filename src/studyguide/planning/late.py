"""What to do when an evening goes otherwise: what to shorten and to skip to end on time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.guide.fields import Keep
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core
from studyguide.planning import timing
from studyguide.planning.fit import (
    Fit,
    Talk,
    changes,
    harvest,
    harvested,
    insisted,
    length,
    shared,
)
from studyguide.planning.frame import Step

DROPPED = (Step.OWN_QUESTIONS, Step.DEBRIEF, Step.BREAK)
"""What goes before anything else does, in this order; after a late start, the arrivals first."""
SHORTENED = {Step.OPENING: timing.OPENING_LEAN, Step.CLOSING: timing.CLOSING_LEAN}
"""What is shortened before any question is, and to how many minutes."""


@dataclass(frozen=True)
class Saving:
    """One step, or one question, that gets fewer minutes, or none.

    After a question that is skipped comes what is needless without it: a change of seats, or the
    harvest of the questions at tables.
    """

    step: Step
    core: Core | None
    minutes: int
    """What is left of it; 0 if it is skipped."""
    won: int
    """The minutes that this saves."""


@dataclass(frozen=True)
class Late:
    """What to save if the meeting starts `minutes` late, beyond the time in hand."""

    minutes: int
    savings: tuple[Saving, ...]
    """In the order in which to make them."""
    missing: int = 0
    """Minutes that nothing saves: the rest is what the author insists on."""


def late(kept: Sequence[Core], found: Fit, meeting: Meeting) -> tuple[Late, ...]:
    """The advice for each late start in timing.LATE; for a meeting that runs over, what would make
    it end on time. `kept` are the questions in the order of the ranking.

    The parts around the questions are saved first, then minutes of the questions, then whole
    questions, from the end of the ranking; never the first one or one marked `always`.
    """
    delays = (found.over,) if found.over else timing.LATE
    return tuple(_late(minutes, kept, found, meeting) for minutes in delays)


def _late(minutes: int, kept: Sequence[Core], found: Fit, meeting: Meeting) -> Late:
    needed = minutes - found.full.get(Step.BUFFER, 0)
    floor = _floor(kept, found, meeting)
    around = tuple(_around(found))
    room = length(kept, found.talk, meeting) - needed
    most = room + sum(one.won for one in around)
    left = _left(kept, floor, found.talk, most, meeting)
    # With fewer questions to ask, less has to be saved around them.
    spared = _needed(around, length(left, _of(left, found.talk), meeting) - room)
    room += sum(one.won for one in spared)
    talk = _shortened(left, floor, found.talk, room, meeting)
    made = (*spared, *_questions(kept, talk, found, meeting))
    return Late(minutes, made, max(0, needed - sum(one.won for one in made)))


def _around(found: Fit) -> Iterator[Saving]:
    """What can be saved around the questions, in the order in which to do it."""
    # Who starts late has arrived; whoever starts on time still has to.
    late = () if found.over else (Step.ARRIVALS,)
    for step in (*late, *DROPPED):
        if minutes := found.full.get(step, 0):
            yield Saving(step, None, 0, minutes)
    for step, least in SHORTENED.items():
        if found.full.get(step, 0) > least:
            yield Saving(step, None, least, found.full[step] - least)


def _needed(around: Sequence[Saving], minutes: int) -> tuple[Saving, ...]:
    """The savings without those, the dearest (last) first, that winning so many minutes can do
    without."""
    spare = sum(one.won for one in around) - minutes
    made: list[Saving] = []
    for saving in reversed(around):
        if saving.won <= spare:
            spare -= saving.won
        else:
            made.insert(0, saving)
    return tuple(made)


def _floor(kept: Sequence[Core], found: Fit, meeting: Meeting) -> Talk:
    """The minutes down to which each question may be shortened."""
    wanted = insisted(kept, meeting)
    floor = {
        core.number: timing.late_minutes(core.question, meeting, at < wanted)
        for at, core in enumerate(kept)
    }
    return {at: min(minutes, floor[at]) for at, minutes in found.talk.items()}


def _left(
    kept: Sequence[Core], floor: Talk, planned: Talk, room: int, meeting: Meeting
) -> tuple[Core, ...]:
    """The questions that are left, in the order of the ranking, once so many are skipped that the
    others fit `room` when they are as short as can be; the first and those marked `always` stay."""
    left = list(kept)
    for core in reversed(kept[1:]):
        shortest = harvested(left, _of(left, floor), planned, meeting)
        if length(left, shortest, meeting) <= room:
            break
        if core.question.keep is not Keep.ALWAYS:
            left.remove(core)
    return tuple(left)


def _of(cores: Sequence[Core], talk: Talk) -> Talk:
    return {core.number: talk[core.number] for core in cores}


def _shortened(
    left: Sequence[Core], floor: Talk, planned: Talk, room: int, meeting: Meeting
) -> Talk:
    """The minutes of the questions that are left if they are to fit `room`: shortened no more than
    they must be, the longest first."""
    shortest = harvested(left, _of(left, floor), planned, meeting)
    return shared(left, shortest, planned, room, meeting)


def _questions(kept: Sequence[Core], talk: Talk, found: Fit, meeting: Meeting) -> Iterator[Saving]:
    """What the questions save if only those in `talk` are asked, and for so long: first those that
    are shortened, then those that are skipped, with what nobody needs without them."""
    now, rest = dict(found.talk), list(kept)
    for core in kept:
        at = core.number
        if at in talk and talk[at] < now[at]:
            before = length(rest, now, meeting)
            now[at] = talk[at]
            yield Saving(Step.QUESTION, core, now[at], before - length(rest, now, meeting))
    for core in reversed(kept):
        if core.number not in talk:
            before, extra = length(rest, now, meeting), _between(rest, now, found, meeting)
            rest.remove(core)
            after = _between(rest, now, found, meeting)
            gone = {step: extra[step] - after[step] for step in extra}
            won = before - length(rest, now, meeting) - sum(gone.values())
            yield Saving(Step.QUESTION, core, 0, won)
            yield from (Saving(step, None, 0, each) for step, each in gone.items() if each)


def _between(cores: Sequence[Core], talk: Talk, found: Fit, meeting: Meeting) -> dict[Step, int]:
    """The minutes of the run sheet's rows that are there for several questions."""
    planned = found.full.get(Step.HARVEST, 0)
    return {
        Step.MOVING: changes(cores, meeting),
        Step.HARVEST: min(planned, harvest(cores, talk, meeting)),
    }
