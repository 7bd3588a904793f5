"""Fitting a guide to a meeting: which questions, in what minutes, and what had to be left out.

The order of the decisions is the promise: a frame that nobody should go without, then as many
questions of one ranking as fit, and only then the frame's comforts and longer questions. A longer
meeting has at least as much room before the comforts come, so it never loses a question.
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

# Strangers hear names before they agree on anything; the content note, in the framing, comes before
# the text; the opening turns to the text when it has been read.
BEFORE_THE_QUESTIONS = (
    Step.ARRIVALS,
    Step.NAMES,
    Step.NORMS,
    Step.FRAMING,
    Step.READING,
    Step.OPENING,
)
# The buffer stands last: each row's time is the one of an evening without delays, and whoever is
# late by no more than the buffer still ends on time.
AFTER_THE_QUESTIONS = (Step.OWN_QUESTIONS, Step.CLOSING, Step.DEBRIEF, Step.BUFFER)
LEAN_WAYS = {
    Step.NAMES: Protocol.ROUND,
    Step.OPENING: Protocol.PAIRS,
    Step.CLOSING: Protocol.WRITE_FIRST,
}
"""How a lean frame does what a full one does as a round; names have only the round."""


class Why(StrEnum):
    """Why a question was left out."""

    NO_TIME = "no-time"
    ENOUGH_QUESTIONS = "enough-questions"
    OVER_QUESTIONS_LIMIT = "over-questions-limit"


@dataclass(frozen=True)
class LeftOut:
    """A core question that the meeting has no room for, and the reason."""

    core: Core
    why: Why


@dataclass(frozen=True)
class Row:
    """One line of the run sheet; `start` and `minutes` in minutes, `start` from the beginning."""

    start: int
    minutes: int
    step: Step
    core: Core | None = None
    protocol: Protocol | None = None
    steps: tuple[timing.Stage, ...] = ()
    """The protocol's own steps; they sum to the question's minutes."""
    groups: int = 0
    """How many fours sit apart in this row, 0 where nobody does."""
    reporting: int = 0
    """Those of the minutes in which the fours report."""
    moving: int = 0
    """Those of the minutes in which people move to their tables."""

    @property
    def end(self) -> int:
        """When the row ends, in minutes from the beginning."""
        return self.start + self.minutes


@dataclass(frozen=True)
class Plan:
    """A meeting from its first minute to its last, and what it had no room for."""

    meeting: Meeting
    reading: Reading
    """When the essay is read, decided where the meeting leaves it open."""
    rows: tuple[Row, ...]
    """In order of time; they sum to the meeting's minutes exactly."""
    left_out: tuple[LeftOut, ...]
    """In the order to bring them back."""
    late: tuple[Core, ...]
    """What to skip, first one first, if the group starts ten minutes late."""
    groups: int
    """How many fours the people sit in, 0 where the group stays whole."""
    focus: Core | None
    """The question that the meeting is built around; None in a guide without questions."""
    asked: int = 0
    """How many tables somebody asked for; 0 leaves it to the planner."""

    @property
    def tables(self) -> int:
        """How many tables want a sheet: as asked, else the fours, else as many as would sit."""
        return self.asked or self.groups or max(1, self.meeting.people // timing.TABLE)

    @property
    def dealt(self) -> bool:
        """Whether each table takes a section of its own. The planner seats everybody in fours from
        13 people on, and then every table takes the whole; under that tables are there only
        because somebody asked for them."""
        return bool(self.asked and not self.groups)

    def seated(self, tables: int) -> "Plan":
        """The same meeting at so many tables; raises StudyguideError for none, or too many."""
        people = self.meeting.people
        if not 1 <= tables <= people:
            message = f"--groups: {tables} tables can't seat {people} people"
            raise misused("bad-option", message, f"write a number from 1 to {people}")
        rows = tuple(replace(row, groups=tables) if row.groups else row for row in self.rows)
        return replace(self, rows=rows, asked=tables)

    @property
    def kept(self) -> tuple[Core, ...]:
        """The core questions that the meeting takes, in the order of the text."""
        return tuple(row.core for row in self.rows if row.core)

    def clock(self, row: Row) -> str | None:
        """The time of day when a row starts, None where the meeting's start is not known."""
        return timing.clock(self.meeting.start, row.start) if self.meeting.start else None


def least_minutes(guide: Guide, meeting: Meeting | None = None) -> int:
    """The shortest meeting, in minutes, with the same people and reading that has a plan."""
    meeting = meeting or guide.meeting
    needed = sum(frame.lean(guide, meeting).values())
    first = ranking(guide)[:1]
    needed += sum(timing.question_minutes(core.question, meeting.people) for core in first)
    return max(timing.SHORTEST_MEETING, timing.meeting_for(needed))


def plan(guide: Guide, meeting: Meeting | None = None, *, questions: int | None = None) -> Plan:
    """The guide fitted to the meeting (the guide's own, if none is given), in whole minutes.

    `questions` is the most core questions to take, in place of the planner's own limit. Raises
    StudyguideError where the meeting is too short for one question (`meeting-too-short`, with the
    least minutes that work), where reading in the room can't be timed (`reading-needs-words`), and
    for a limit under one (`too-few-questions`).
    """
    meeting = meeting or guide.meeting
    if questions is not None and questions < 1:
        raise refuse(
            "too-few-questions", f"{questions} questions are no meeting", "ask for 1 or more"
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
    """The longest beginning of the ranking that fits into `room`: minutes by question number."""
    kept: dict[int, int] = {}
    for core in ranked:
        kept[core.number] = timing.question_minutes(core.question, people)
        room -= kept[core.number]
        if room < 0:
            del kept[core.number]
            break
    return kept


def _lengthen(kept: dict[int, int], room: int) -> dict[int, int]:
    """The kept questions, each as long as `room` allows, the focus and its followers first."""
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
    """The run sheet: the frame around the questions in the order of the text."""
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
        # Whatever comes first of the two is where people sit down at their tables.
        moving=timing.MOVING if groups and step in (Step.NAMES, Step.OPENING) else 0,
    )


def _middle(before: list[Row], questions: list[Row], pause: int, minutes: int) -> int:
    """Before which question the break comes: its middle as near as can be to the meeting's."""
    starts = list(
        accumulate((row.minutes for row in questions), initial=sum(r.minutes for r in before))
    )
    return min(range(1, len(questions)), key=lambda place: abs(2 * starts[place] + pause - minutes))


def _late(kept: tuple[Core, ...], talk: dict[int, int], buffer: int) -> tuple[Core, ...]:
    """What to skip after a late start: the buffer first, and never the first in the ranking."""
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
    hint = f"plan at least {least} minutes"
    if frame.reading(guide, meeting) is not Reading.BEFORE:
        hint += ", or let everybody read the essay before the meeting (reading: before)"
    return refuse(
        "meeting-too-short",
        f"{meeting.minutes} minutes are too short for {meeting.people} people: "
        f"{what} takes {least}",
        hint,
    )
