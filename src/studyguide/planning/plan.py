"""The plan of a meeting: its run sheet, what it has no room for, and what to do when it is late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from studyguide.guide.fields import Protocol, Reading
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning import frame, seats, timing
from studyguide.planning.fit import Fit, fit, length, seatings
from studyguide.planning.frame import Step
from studyguide.planning.late import Late, late
from studyguide.planning.protocols import Stage, Turn, stages
from studyguide.planning.ranking import focus, ranking

# The welcome and the ground rules come before anybody speaks, and the content note, part of the
# framing, before the text; the opening is about the text, so it follows the reading.
BEFORE_THE_QUESTIONS = (
    Step.ARRIVALS,
    Step.FRAMING,
    Step.NORMS,
    Step.READING,
    Step.NAMES,
    Step.OPENING,
)
# The time in hand comes last: each row shows its time in a meeting without delays, and one that
# runs late by no more than that still ends on time.
AFTER_THE_QUESTIONS = (Step.OWN_QUESTIONS, Step.CLOSING, Step.DEBRIEF, Step.BUFFER)


class Why(StrEnum):
    """Why a question was left out."""

    NO_TIME = "no-time"
    ENOUGH_QUESTIONS = "enough-questions"
    OVER_QUESTIONS_LIMIT = "over-questions-limit"


@dataclass(frozen=True)
class LeftOut:
    """A core question the meeting has no room for, and why."""

    core: Core
    why: Why


@dataclass(frozen=True)
class Row:
    """One line of the run sheet; `start` is in minutes from the beginning."""

    start: int
    minutes: int
    step: Step
    core: Core | None = None
    protocol: Protocol | None = None
    steps: tuple[Stage, ...] = ()
    """What happens in turn; they add up to the row's minutes."""
    tables: int = 0
    """At how many tables this happens; 0 if the group stays together."""
    threes: int = 0
    """Where people turn to each other in pairs: how many of these are groups of three."""

    @property
    def end(self) -> int:
        """When the row ends, in minutes from the beginning."""
        return self.start + self.minutes


@dataclass(frozen=True)
class Plan:
    """A meeting from first minute to last, and what it had no room for."""

    meeting: Meeting
    reading: Reading
    """When the essay is read, settled here if the meeting leaves it open."""
    rows: tuple[Row, ...]
    """In order of time; they add up to the meeting's minutes and `over`."""
    left_out: tuple[LeftOut, ...]
    """In the order in which to bring them back."""
    late: tuple[Late, ...]
    """What to save after a late start, the shortest delay first; or else what makes a meeting that
    runs over end on time."""
    tables: int
    """At how many tables people talk; 0 if the group stays whole."""
    focus: Core | None
    """The question the meeting is built around; None in a guide without questions."""
    over: int = 0
    """By how many minutes the meeting runs over: what its author insists on takes longer."""
    bring_back: tuple[Core, ...] = ()
    """Questions that were left out though there would be time for them."""

    @property
    def kept(self) -> tuple[Core, ...]:
        """The core questions the meeting takes, in text order."""
        return tuple(row.core for row in self.rows if row.core)

    @property
    def in_hand(self) -> int:
        """The minutes that are planned for nothing."""
        return next((row.minutes for row in self.rows if row.step is Step.BUFFER), 0)

    @property
    def observers(self) -> int:
        """How many people need an observer's page; 0 without a fishbowl."""
        inner = any(one.turn is Turn.INNER for row in self.rows for one in row.steps)
        return seats.observers(self.meeting.people) if inner else 0

    def clock(self, minutes: int) -> str | None:
        """The time of day this long after the beginning; None if the start isn't known."""
        return timing.clock(self.meeting.start, minutes) if self.meeting.start else None

    def latest(self, row: Row) -> int:
        """When a row must begin, in minutes from the beginning, for the meeting to end when it is
        planned to: with nothing skipped; the closing, in its lean form, without a debrief."""
        if row.step is Step.CLOSING:
            end = self.meeting.minutes + self.over
            return end - min(row.minutes, timing.CLOSING_LEAN)
        return row.start + self.in_hand


def plan(guide: Guide, meeting: Meeting | None = None) -> Plan:
    """The guide fitted to the meeting (its own, if none is given), in whole minutes.

    What the author insists on is always kept, even if the meeting then runs over. Raises
    StudyguideError if the meeting is too short for one question (`meeting-too-short`, with the
    fewest minutes that work), if reading in the room can't be timed (`reading-needs-words`), and
    for more tables than there are pairs (`too-many-tables`).
    """
    meeting = meeting or guide.meeting
    ranked = ranking(guide)
    seats.tables(meeting)
    found = fit(guide, meeting, ranked)
    kept = ranked[: len(found.talk)]
    rows = _rows(meeting, found, kept)
    return Plan(
        meeting=meeting,
        reading=frame.reading(guide, meeting),
        rows=rows,
        left_out=tuple(LeftOut(core, _why(at, meeting)) for at, core in _after(ranked, kept)),
        late=late(kept, found, meeting),
        tables=max((row.tables for row in rows), default=0),
        focus=focus(guide) or (ranked[0] if ranked else None),
        over=found.over,
        bring_back=_spare(ranked, len(kept), meeting, found),
    )


def _after(ranked: Sequence[Core], kept: Sequence[Core]) -> list[tuple[int, Core]]:
    return list(enumerate(ranked))[len(kept) :]


def _why(place: int, meeting: Meeting) -> Why:
    if meeting.questions:
        return Why.OVER_QUESTIONS_LIMIT if place >= meeting.questions else Why.NO_TIME
    limit = timing.question_limit(meeting.minutes)
    return Why.ENOUGH_QUESTIONS if place >= limit else Why.NO_TIME


def _spare(ranked: Sequence[Core], kept: int, meeting: Meeting, found: Fit) -> tuple[Core, ...]:
    """The questions that would fit into the time in hand, in the order of the ranking."""
    room = length(ranked[:kept], found.talk, meeting)
    room += found.full[Step.BUFFER] - timing.buffer(meeting.minutes)
    talk, end = dict(found.talk), kept
    for core in ranked[kept:] if not meeting.questions else ():
        talk[core.number] = timing.question_minutes(core.question, meeting)
        if length(ranked[: end + 1], talk, meeting) > room:
            break
        end += 1
    return tuple(ranked[kept:end])


def _rows(meeting: Meeting, found: Fit, kept: Sequence[Core]) -> tuple[Row, ...]:
    """The run sheet: the frame around the questions, which are in text order."""
    questions = _questions(meeting, found, kept)
    # Whoever talks at tables at some time sits there from the start.
    tables = max((row.tables for row in questions), default=0)
    before = [_frame_row(step, found, meeting, tables) for step in BEFORE_THE_QUESTIONS]
    after = [_frame_row(step, found, meeting, tables) for step in AFTER_THE_QUESTIONS]
    before = [row for row in before if row.minutes]
    if pause := found.full.get(Step.BREAK, 0):
        place = _middle(before, questions, pause, meeting.minutes)
        questions.insert(place, Row(0, pause, Step.BREAK))
    rows = [*before, *questions, *(row for row in after if row.minutes)]
    starts = accumulate((row.minutes for row in rows), initial=0)
    return tuple(replace(row, start=start) for row, start in zip(rows, starts, strict=False))


def _questions(meeting: Meeting, found: Fit, kept: Sequence[Core]) -> list[Row]:
    """The rows of the questions, and of the changes of seats between them."""
    ordered = sorted(kept, key=lambda core: core.number)
    moved = seats.moves(seatings(ordered, meeting))
    rows: list[Row] = []
    for core, moves in zip(ordered, moved, strict=True):
        if moves:
            rows.append(Row(0, timing.moving(meeting.people), Step.MOVING))
        rows.append(_question_row(core, found.talk[core.number], meeting))
    if harvest := found.full.get(Step.HARVEST, 0):
        after = max(at for at, row in enumerate(rows, start=1) if row.tables)
        rows.insert(after, Row(0, harvest, Step.HARVEST))
    return rows


def _question_row(core: Core, minutes: int, meeting: Meeting) -> Row:
    people, protocol = meeting.people, core.question.protocol
    tables = seats.tables_for(meeting, protocol)
    steps = stages(protocol, people, tables, minutes)
    paired = any(step.turn is Turn.PAIRS for step in steps)
    return Row(
        start=0,
        minutes=minutes,
        step=Step.QUESTION,
        core=core,
        protocol=protocol or Protocol.WHOLE,
        steps=steps,
        tables=tables,
        threes=seats.threes(people, tables) if paired else 0,
    )


def _frame_row(step: Step, found: Fit, meeting: Meeting, tables: int) -> Row:
    people, minutes = meeting.people, found.full.get(step, 0)
    round_ = people <= timing.ROUND_UP_TO
    protocol: Protocol | None = None
    steps: tuple[Stage, ...] = ()
    match step:
        case Step.NAMES:
            protocol = Protocol.ROUND if round_ else Protocol.PAIRS
        case Step.OPENING if people <= timing.ALL_TOGETHER:
            protocol = Protocol.WHOLE
        case Step.OPENING:
            fuller = round_ and minutes > timing.OPENING_LEAN
            protocol = Protocol.ROUND if fuller else Protocol.PAIRS
        case Step.CLOSING if round_ and minutes > timing.CLOSING_LEAN:
            protocol = Protocol.ROUND
        case Step.CLOSING:
            protocol, steps = Protocol.WRITE_FIRST, _last_words(minutes, people)
    paired = protocol is Protocol.PAIRS
    return Row(0, minutes, step, None, protocol, steps, 0, paired * seats.threes(people, tables))


def _last_words(minutes: int, people: int) -> tuple[Stage, ...]:
    """A minute to write a line, and what is left of the closing for three voices, or for everybody
    where there are hardly more."""
    written = (Stage(Turn.WRITE, 1),)
    turn = Turn.ROUND if people <= timing.EVERY_VOICE else Turn.VOICES
    return (*written, Stage(turn, minutes - 1)) if minutes > 1 else written


def _middle(before: list[Row], questions: list[Row], pause: int, minutes: int) -> int:
    """Which row the break comes before: a question as near as possible to the meeting's middle, or
    the change of seats before it."""
    starts = list(
        accumulate((row.minutes for row in questions), initial=sum(r.minutes for r in before))
    )
    places = [
        at
        for at in range(1, len(questions))
        if questions[at - 1].step is not Step.MOVING and questions[at].step is not Step.HARVEST
    ]
    return min(places, key=lambda place: abs(2 * starts[place] + pause - minutes))
