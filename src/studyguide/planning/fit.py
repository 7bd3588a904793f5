"""Which questions fit a meeting, and for how many minutes each.

Decisions are made in a fixed order: first what the author insists on, then a frame that every
meeting needs, then as many questions from one ranking as fit, and only then extras in the frame and
longer questions. A longer meeting has at least as much room before the extras come in, so it never
loses a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.guide.fields import Keep, Reading
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning import frame, seats, timing
from studyguide.planning.frame import Frame, Step
from studyguide.planning.protocols import HARVEST, HARVEST_FROM
from studyguide.problems import StudyguideError, refuse

Talk = dict[int, int]
"""Minutes by a question's number, in the order of the ranking."""


@dataclass(frozen=True)
class Fit:
    """How a meeting's minutes are shared: its frame (harvest and buffer too, but no changes of
    seats), its questions, and by how many minutes they run over."""

    full: Frame
    talk: Talk
    over: int = 0


def fit(guide: Guide, meeting: Meeting, ranked: Sequence[Core]) -> Fit:
    """The meeting's minutes shared among its frame and the questions at the top of the ranking.

    Raises StudyguideError (`meeting-too-short`) if there is no time for one question, unless the
    author insists on it.
    """
    lean, least = frame.lean(guide, meeting), insisted(ranked, meeting)
    room = meeting.minutes - sum(lean.values())
    reserve = timing.buffer(meeting.minutes)
    limit = max(least, meeting.questions or timing.question_limit(meeting.minutes))
    talk = _prefix(ranked[:limit], meeting, room - reserve)
    if len(talk) < least:
        return _pressed(guide, meeting, lean, ranked[:least])
    if room < reserve or (ranked and not talk):
        if meeting.minutes < fewest(guide, meeting, ranked[:1]):
            raise _too_short(guide, meeting, ranked[:1])
        return _pressed(guide, meeting, lean, ranked[:1])
    kept = ranked[: len(talk)]
    spare, longest = room - reserve - length(kept, talk, meeting), _longest(kept, talk)
    alone = length(kept, longest, meeting) - length(kept, talk, meeting) if len(kept) == 1 else 0
    full = frame.restore(guide, meeting, lean, spare, len(talk), alone)
    room = meeting.minutes - reserve - sum(full.values())
    return _whole(full, _grown(kept, talk, longest, room, meeting), kept, meeting)


def insisted(ranked: Sequence[Core], meeting: Meeting) -> int:
    """How many questions the author insists on: all down to the last `keep: always`, and as many
    as the meeting names."""
    always = [at for at, core in enumerate(ranked, 1) if core.question.keep is Keep.ALWAYS]
    return max(min(meeting.questions or 0, len(ranked)), *always, 0)


def length(cores: Sequence[Core], talk: Talk, meeting: Meeting) -> int:
    """How long these questions take, with the changes of seats between them and the harvest."""
    minutes = sum(talk[core.number] for core in cores)
    return minutes + changes(cores, meeting) + harvest(cores, talk, meeting)


def harvest(cores: Sequence[Core], talk: Talk, meeting: Meeting) -> int:
    """The minutes for a harvest after the last question at tables, where none of them is long
    enough for one of its own; 0 without tables."""
    at_tables = [
        talk[core.number] for core in cores if seats.tables_for(meeting, core.question.protocol)
    ]
    return HARVEST if at_tables and max(at_tables) < HARVEST_FROM else 0


def changes(cores: Sequence[Core], meeting: Meeting) -> int:
    """The minutes for all changes of seats between these questions."""
    return sum(seats.moves(seatings(cores, meeting))) * timing.moving(meeting.people)


def seatings(cores: Sequence[Core], meeting: Meeting) -> list[seats.Seating | None]:
    """The seating that each question needs, in text order."""
    ordered = sorted(cores, key=lambda core: core.number)
    return [seats.seating(meeting, core.question.protocol) for core in ordered]


def fewest(guide: Guide, meeting: Meeting, first: Sequence[Core]) -> int:
    """The shortest meeting, in minutes, that has room for the first question of the ranking, or for
    none if there is none."""
    smallest = frame.cut_down(frame.lean(guide, meeting))[-1]
    needed = sum(smallest.values()) + timing.BUFFER_TINY
    needed += length(first, _least(first, meeting), meeting)
    return max(timing.SHORTEST_MEETING, needed)


def _least(cores: Sequence[Core], meeting: Meeting) -> Talk:
    return {core.number: timing.least_minutes(core.question, meeting) for core in cores}


def _whole(full: Frame, talk: Talk, kept: Sequence[Core], meeting: Meeting) -> Fit:
    """The frame with the minutes that nothing else takes as its buffer, or what runs over."""
    left = meeting.minutes - sum(full.values()) - length(kept, talk, meeting)
    rest = {Step.HARVEST: harvest(kept, talk, meeting), Step.BUFFER: max(0, left)}
    return Fit(full | rest, talk, max(0, -left))


def _prefix(ranked: Sequence[Core], meeting: Meeting, room: int) -> Talk:
    """As many questions from the top of the ranking as fit `room`."""
    talk: Talk = {}
    for at, core in enumerate(ranked, start=1):
        talk[core.number] = timing.question_minutes(core.question, meeting)
        if length(ranked[:at], talk, meeting) > room:
            del talk[core.number]
            break
    return talk


def _longest(cores: Sequence[Core], talk: Talk) -> Talk:
    """The minutes up to which spare time lengthens each question; those of an author stay."""
    longest = timing.LONGEST_ALONE if len(cores) == 1 else timing.LONGEST
    return {
        core.number: max(talk[core.number], 0 if core.question.minutes else longest)
        for core in cores
    }


def _pressed(guide: Guide, meeting: Meeting, lean: Frame, cores: Sequence[Core]) -> Fit:
    """These questions in a meeting that is too short for them: its frame is cut down, then the
    questions without minutes of their author are; what doesn't fit even then runs over."""
    room = meeting.minutes - timing.BUFFER_TINY
    frames = frame.cut_down(lean)
    talk = {core.number: timing.question_minutes(core.question, meeting) for core in cores}
    for small in frames:
        if sum(small.values()) + length(cores, talk, meeting) <= room:
            return _eased(guide, small, talk, cores, meeting)
    least = _least(cores, meeting)
    room -= sum(frames[-1].values())
    return _whole(frames[-1], shared(cores, least, talk, room, meeting), cores, meeting)


def _eased(guide: Guide, small: Frame, talk: Talk, cores: Sequence[Core], meeting: Meeting) -> Fit:
    """The cut-down frame with what spare minutes give back to it: its closing and its content
    note."""
    spare = meeting.minutes - timing.BUFFER_TINY - sum(small.values())
    spare -= length(cores, talk, meeting)
    closing = min(spare, timing.CLOSING_LEAN - small[Step.CLOSING])
    full = small | {Step.CLOSING: small[Step.CLOSING] + closing}
    if guide.content_note and spare - closing >= timing.CONTENT_NOTE:
        full[Step.FRAMING] += timing.CONTENT_NOTE
    return _whole(full, talk, cores, meeting)


def _grown(cores: Sequence[Core], talk: Talk, most: Talk, room: int, meeting: Meeting) -> Talk:
    """The questions lengthened by what `room` leaves, up to `most` minutes each, from the top of
    the ranking."""
    grown = dict(talk)
    for at in talk:
        # A question that gets long enough for its own harvest may make the common one needless.
        top = min(most[at], grown[at] + room - length(cores, grown, meeting) + HARVEST)
        for minutes in range(top, grown[at], -1):
            if length(cores, grown | {at: minutes}, meeting) <= room:
                grown[at] = minutes
                break
    return grown


def shared(cores: Sequence[Core], talk: Talk, most: Talk, room: int, meeting: Meeting) -> Talk:
    """The questions lengthened by what `room` leaves, up to `most` minutes each, so that no other
    one falls behind: each minute goes to the shortest, or to the first of these in the ranking."""
    fits = talk
    while length(cores, talk, meeting) <= room:
        fits = harvested(cores, talk, most, meeting)
        waiting = [at for at in fits if fits[at] < most[at]]
        if not waiting:
            break
        at = min(waiting, key=fits.__getitem__)
        talk = fits | {at: fits[at] + 1}
    return fits


def harvested(cores: Sequence[Core], talk: Talk, most: Talk, meeting: Meeting) -> Talk:
    """The same minutes, but with one question at tables long enough for its own harvest, if `most`
    allows, and if that takes no longer than the common one for all of them."""
    able = [
        core.number
        for core in cores
        if seats.tables_for(meeting, core.question.protocol)
        and talk[core.number] + HARVEST >= HARVEST_FROM <= most[core.number]
    ]
    if not able or not harvest(cores, talk, meeting):
        return talk
    return talk | {max(able, key=talk.__getitem__): HARVEST_FROM}


def _too_short(guide: Guide, meeting: Meeting, first: Sequence[Core]) -> StudyguideError:
    least = fewest(guide, meeting, first)
    what = "even one question" if first else "even a meeting without questions"
    hint = f"allow at least {least} minutes"
    if frame.reading(guide, meeting) is not Reading.BEFORE:
        hint += ", or have everyone read the essay before the meeting (reading: before)"
    return refuse(
        "meeting-too-short",
        f"{meeting.minutes} minutes is too short for {meeting.people} people: {what} takes {least}",
        hint,
    )
