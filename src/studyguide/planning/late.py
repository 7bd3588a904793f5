"""What to do when an evening goes otherwise: what to shorten and to skip to end on time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide.guide.fields import Keep
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core
from studyguide.planning import timing
from studyguide.planning.fit import Fit, length
from studyguide.planning.frame import Step

DROPPED = (Step.OWN_QUESTIONS, Step.DEBRIEF, Step.BREAK)
"""What goes before anything else does, in this order."""
SHORTENED = {Step.OPENING: timing.OPENING_LEAN, Step.CLOSING: timing.CLOSING_LEAN}
"""What is shortened before any question is, and to how many minutes."""


@dataclass(frozen=True)
class Saving:
    """One step, or one question, that gets fewer minutes, or none."""

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

    The parts around the questions are saved first, then what was spare in a question, then whole
    questions, from the end of the ranking; never the first one or one marked `always`.
    """
    delays = (found.over,) if found.over else timing.LATE
    return tuple(_late(minutes, kept, found, meeting) for minutes in delays)


def _late(minutes: int, kept: Sequence[Core], found: Fit, meeting: Meeting) -> Late:
    needed = minutes - found.full.get(Step.BUFFER, 0)
    made: list[Saving] = []
    for saving in (
        *_around(found),
        *_shorter(kept, found, meeting),
        *_skipped(kept, found, meeting),
    ):
        if sum(one.won for one in made) < needed:
            # Whoever skips a question needn't shorten it first.
            shorter = [one for one in made if one.core and one.core is saving.core]
            won = saving.won + sum(one.won for one in shorter)
            made = [*(one for one in made if one not in shorter), replace(saving, won=won)]
    # Whatever the last, largest step makes needless is given back, the dearest first.
    for saving in [one for one in reversed(made[:-1]) if not (one.core and not one.minutes)]:
        if sum(one.won for one in made) - saving.won >= needed:
            made.remove(saving)
    return Late(minutes, tuple(made), max(0, needed - sum(one.won for one in made)))


def _around(found: Fit) -> Iterator[Saving]:
    for step in DROPPED:
        if minutes := found.full.get(step, 0):
            yield Saving(step, None, 0, minutes)
    for step, least in SHORTENED.items():
        if found.full.get(step, 0) > least:
            yield Saving(step, None, least, found.full[step] - least)


def _shorter(kept: Sequence[Core], found: Fit, meeting: Meeting) -> Iterator[Saving]:
    """The questions that spare time made longer than usual."""
    talk = dict(found.talk)
    for core in kept:
        usual, before = timing.question_minutes(core.question, meeting), length(kept, talk, meeting)
        if talk[core.number] > usual:
            talk[core.number] = usual
            yield Saving(Step.QUESTION, core, usual, before - length(kept, talk, meeting))


def _skipped(kept: Sequence[Core], found: Fit, meeting: Meeting) -> Iterator[Saving]:
    """The questions that may be skipped, with the changes of seats that go with them."""
    usual = {core.number: timing.question_minutes(core.question, meeting) for core in kept}
    talk = {number: min(usual[number], minutes) for number, minutes in found.talk.items()}
    rest = list(kept)
    for core in reversed(kept[1:]):
        if core.question.keep is not Keep.ALWAYS:
            before = length(rest, talk, meeting)
            rest.remove(core)
            yield Saving(Step.QUESTION, core, 0, before - length(rest, talk, meeting))
