"""The plan of a meeting: which questions it asks, for how long, and which had to be left out.

Decisions are made in a fixed order: first a frame that every meeting needs, then as many questions
from one ranking as fit, and only then extras in the frame and longer questions. A longer meeting
has at least as much room before the extras come in, so it never loses a question.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from studyguide.guide.fields import Protocol, Reading
from studyguide.guide.model import Core, Guide, Meeting
from studyguide.planning import frame, timing
from studyguide.planning.frame import Step
from studyguide.planning.ranking import ranking
from studyguide.problems import StudyguideError, misused, refuse

# Strangers hear names before they agree on norms; the content note, part of the framing, comes
# before the text; the opening is about the text, so it follows the reading.
BEFORE_THE_QUESTIONS = (
    Step.ARRIVALS,
    Step.NAMES,
    Step.NORMS,
    Step.FRAMING,
    Step.READING,
    Step.OPENING,
)
# The buffer comes last: each row shows its time in a meeting without delays, and one that runs late
# by no more than the buffer still ends on time.
AFTER_THE_QUESTIONS = (Step.OWN_QUESTIONS, Step.CLOSING, Step.DEBRIEF, Step.BUFFER)
LEAN_WAYS = {
    Step.NAMES: Protocol.ROUND,
    Step.OPENING: Protocol.PAIRS,
    Step.CLOSING: Protocol.WRITE_FIRST,
}
"""How a lean frame runs what a full one runs as a round; names are always a round."""


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
    steps: tuple[timing.Stage, ...] = ()
    """The protocol's steps; they add up to the question's minutes."""
    groups: int = 0
    """How many groups of four this row splits into; 0 if the group stays whole."""
    reporting: int = 0
    """How many of the minutes go to reports from the groups of four."""
    moving: int = 0
    """How many of the minutes go to moving to tables."""

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
    """In order of time; they add up to exactly the meeting's minutes."""
    left_out: tuple[LeftOut, ...]
    """In the order in which to bring them back."""
    late: tuple[Core, ...]
    """What to skip, in this order, if the group starts ten minutes late."""
    groups: int
    """How many groups of four people sit in; 0 if the group stays whole."""
    focus: Core | None
    """The question the meeting is built around; None in a guide without questions."""
    asked: int = 0
    """How many tables were asked for; 0 leaves it to the planner."""

    @property
    def tables(self) -> int:
        """How many tables need a sheet: as asked, else the fours, else as many as would fill."""
        return self.asked or self.groups or max(1, self.meeting.people // timing.TABLE)

    @property
    def dealt(self) -> bool:
        """Whether each table takes a section of its own. From 13 people up the planner seats
        everyone in fours, and every table takes the whole guide; below that, there are tables only
        if someone asked for them."""
        return bool(self.asked and not self.groups)

    def seated(self, tables: int) -> "Plan":
        """The same meeting at this many tables; raises StudyguideError for none, or too many."""
        people = self.meeting.people
        if not 1 <= tables <= people:
            message = f"--groups: {people} people can't sit at {tables} tables"
            raise misused("bad-option", message, f"write a number from 1 to {people}")
        rows = tuple(replace(row, groups=tables) if row.groups else row for row in self.rows)
        return replace(self, rows=rows, asked=tables)

    @property
    def kept(self) -> tuple[Core, ...]:
        """The core questions the meeting takes, in text order."""
        return tuple(row.core for row in self.rows if row.core)

    def clock(self, row: Row) -> str | None:
        """The time of day when a row starts; None if the meeting's start isn't known."""
        return timing.clock(self.meeting.start, row.start) if self.meeting.start else None


def least_minutes(guide: Guide, meeting: Meeting | None = None) -> int:
    """The shortest meeting, in minutes, that can be planned with the same people and reading."""
    meeting = meeting or guide.meeting
    needed = sum(frame.lean(guide, meeting).values())
    first = ranking(guide)[:1]
    needed += sum(timing.question_minutes(core.question, meeting.people) for core in first)
    return max(timing.SHORTEST_MEETING, timing.meeting_for(needed))


def plan(guide: Guide, meeting: Meeting | None = None, *, questions: int | None = None) -> Plan:
    """The guide fitted to the meeting (its own, if none is given), in whole minutes.

    `questions` is the most core questions to take, in place of the planner's own limit. Raises
    StudyguideError if the meeting is too short for one question (`meeting-too-short`, with the
    fewest minutes that work), if reading in the room can't be timed (`reading-needs-words`), and
    for a limit below one (`too-few-questions`).
    """
    meeting = meeting or guide.meeting
    if questions is not None and questions < 1:
        raise refuse(
            "too-few-questions", f"{questions} questions don't make a meeting", "ask for 1 or more"
        )
    ranked = ranking(guide)
    lean = frame.lean(guide, meeting)
    reserve = timing.buffer(meeting.minutes)
    limit = questions or timing.question_limit(meeting.minutes)
    room = meeting.minutes - reserve - sum(lean.values())
    kept = _keep(ranked[:limit], room, meeting.people)
    if room < 0 or (ranked and not kept):
        raise _too_short(guide, meeting)

    full = frame.restore(guide, meeting, lean, room - sum(kept.values()), len(kept))
    talk = _lengthen(kept, meeting.minutes - reserve - sum(full.values()))
    full[Step.BUFFER] = meeting.minutes - sum(full.values()) - sum(talk.values())
    over = Why.OVER_QUESTIONS_LIMIT if questions else Why.ENOUGH_QUESTIONS
    return Plan(
        meeting=meeting,
        reading=frame.reading(guide, meeting),
        rows=_rows(guide, meeting, lean, full, talk),
        left_out=tuple(
            LeftOut(core, Why.NO_TIME if place < limit else over)
            for place, core in enumerate(ranked[len(kept) :], start=len(kept))
        ),
        late=_late(ranked[: len(kept)], talk, full[Step.BUFFER]),
        groups=timing.tables(meeting.people),
        focus=ranked[0] if ranked else None,
    )


def _keep(ranked: tuple[Core, ...], room: int, people: int) -> dict[int, int]:
    """As many questions from the top of the ranking as fit `room`: minutes by question number."""
    kept: dict[int, int] = {}
    for core in ranked:
        kept[core.number] = timing.question_minutes(core.question, people)
        room -= kept[core.number]
        if room < 0:
            del kept[core.number]
            break
    return kept


def _lengthen(kept: dict[int, int], room: int) -> dict[int, int]:
    """The kept questions, with spare time shared out from the top of the ranking down."""
    spare = room - sum(kept.values())
    talk = {}
    for number, minutes in kept.items():
        longer = min(spare, max(0, timing.LONGEST - minutes))
        talk[number] = minutes + longer
        spare -= longer
    return talk


def _rows(
    guide: Guide,
    meeting: Meeting,
    lean: dict[Step, int],
    full: dict[Step, int],
    talk: dict[int, int],
) -> tuple[Row, ...]:
    """The run sheet: the frame around the questions, which are in text order."""
    questions = [_question_row(guide.core[number - 1], talk[number], meeting) for number in talk]
    questions.sort(key=lambda row: row.core.number if row.core else 0)
    before = [
        _frame_row(step, lean, full, meeting) for step in BEFORE_THE_QUESTIONS if full.get(step)
    ]
    after = [
        _frame_row(step, lean, full, meeting) for step in AFTER_THE_QUESTIONS if full.get(step)
    ]
    if Step.BREAK in full:
        place = _middle(before, questions, full[Step.BREAK], meeting.minutes)
        questions.insert(place, Row(0, full[Step.BREAK], Step.BREAK))
    rows = [*before, *questions, *after]
    starts = accumulate((row.minutes for row in rows), initial=0)
    return tuple(replace(row, start=start) for row, start in zip(rows, starts, strict=False))


def _question_row(core: Core, minutes: int, meeting: Meeting) -> Row:
    protocol = core.question.protocol or Protocol.WHOLE
    groups = timing.tables(meeting.people)
    return Row(
        start=0,
        minutes=minutes,
        step=Step.QUESTION,
        core=core,
        protocol=protocol,
        steps=timing.stages(protocol, meeting.people, minutes),
        groups=groups,
        reporting=groups * timing.REPORT,
    )


def _frame_row(step: Step, lean: dict[Step, int], full: dict[Step, int], meeting: Meeting) -> Row:
    groups = timing.tables(meeting.people)
    protocol = LEAN_WAYS.get(step)
    if protocol and full[step] > lean[step]:
        protocol = Protocol.ROUND
    return Row(
        start=0,
        minutes=full[step],
        step=step,
        protocol=protocol,
        groups=groups if protocol is Protocol.ROUND else 0,
        # Only one of the two is in a meeting, and it is where people move to their tables.
        moving=timing.MOVING if groups and step in (Step.NAMES, Step.OPENING) else 0,
    )


def _middle(before: list[Row], questions: list[Row], pause: int, minutes: int) -> int:
    """Which question the break comes before: as close as possible to the middle of the meeting."""
    starts = list(
        accumulate((row.minutes for row in questions), initial=sum(r.minutes for r in before))
    )
    return min(range(1, len(questions)), key=lambda place: abs(2 * starts[place] + pause - minutes))


def _late(kept: tuple[Core, ...], talk: dict[int, int], buffer: int) -> tuple[Core, ...]:
    """What to skip after a late start: the buffer goes first, the top-ranked question never."""
    won, skipped = buffer, []
    for core in reversed(kept[1:]):
        if won >= timing.LATE:
            break
        skipped.append(core)
        won += talk[core.number]
    return tuple(skipped)


def _too_short(guide: Guide, meeting: Meeting) -> StudyguideError:
    least = least_minutes(guide, meeting)
    what = "even one question" if guide.core else "even a meeting without questions"
    hint = f"allow at least {least} minutes"
    if frame.reading(guide, meeting) is not Reading.BEFORE:
        hint += ", or have everyone read the essay before the meeting (reading: before)"
    return refuse(
        "meeting-too-short",
        f"{meeting.minutes} minutes is too short for {meeting.people} people: {what} takes {least}",
        hint,
    )
