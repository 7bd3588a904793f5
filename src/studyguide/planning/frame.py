"""The parts of a meeting around its questions: the lean minimum, and what spare time adds."""

from enum import StrEnum

from studyguide.guide.fields import Reading
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Guide
from studyguide.planning import timing
from studyguide.problems import refuse


class Step(StrEnum):
    """What a row of the run sheet is for; its wording is in the templates."""

    ARRIVALS = "arrivals"
    FRAMING = "framing"
    NORMS = "norms"
    READING = "reading"
    NAMES = "names"
    OPENING = "opening"
    QUESTION = "question"
    MOVING = "moving"
    BREAK = "break"
    HARVEST = "harvest"
    OWN_QUESTIONS = "own-questions"
    CLOSING = "closing"
    DEBRIEF = "debrief"
    BUFFER = "buffer"


Frame = dict[Step, int]
"""Minutes for each part of the meeting except its questions."""


def reading(guide: Guide, meeting: Meeting) -> Reading:
    """When the essay is read: as the meeting says, else in the room if it's known to be short."""
    words = guide.essay.words
    short = words is not None and words < timing.SHORT_TEXT
    return meeting.reading or (Reading.SILENT if short else Reading.BEFORE)


def lean(guide: Guide, meeting: Meeting) -> Frame:
    """The minutes for what every meeting needs, apart from the buffer.

    At a first meeting, names and opening are one go-round: strangers can't talk without names.
    Raises StudyguideError (`reading-needs-words`) if reading in the room can't be timed.
    """
    frame = {Step.FRAMING: timing.FRAMING, Step.CLOSING: timing.CLOSING_LEAN}
    if meeting.first_meeting:
        frame |= {Step.ARRIVALS: timing.ARRIVALS, Step.NORMS: timing.NORMS}
        frame[Step.NAMES] = timing.names(meeting.people)
    else:
        frame[Step.OPENING] = timing.OPENING_LEAN
    when = reading(guide, meeting)
    if when is not Reading.BEFORE:
        if guide.essay.words is None:
            # Guessing here would make every time on the run sheet a guess.
            raise refuse(
                "reading-needs-words",
                "reading in the room can't be timed: the guide doesn't say how long the essay is",
                "add its word count to the guide, like words: 1200 under essay, "
                "or write reading: before under meeting",
            )
        frame[Step.READING] = timing.READERS[when](guide.essay.words, meeting.second_language)
    return frame


def cut_down(lean: Frame) -> tuple[Frame, ...]:
    """The lean frame, and smaller ones for a meeting that has no room for it: first the closing
    shrinks to a word each, then the opening goes."""
    closing = lean | {Step.CLOSING: timing.CLOSING_TINY}
    smallest = dict(closing)
    smallest.pop(Step.OPENING, None)
    return lean, closing, smallest


def restore(
    guide: Guide, meeting: Meeting, frame: Frame, spare: int, kept: int, alone: int = 0
) -> Frame:
    """The lean frame plus as much of the full one as the spare minutes allow.

    `kept` is the number of core questions; `alone` are the minutes that a single one takes before
    the group's own questions and the debrief do. The content note comes first: it may decide
    whether someone stays. The list stops at the first part that doesn't fit: otherwise a shorter
    one further down would come and go as meetings get longer. A break needs a question on either
    side.
    """
    people = meeting.people
    wishes = [(Step.FRAMING, timing.CONTENT_NOTE)] if guide.content_note else []
    wishes.append((Step.CLOSING, timing.closing(people) - timing.CLOSING_LEAN))
    if not meeting.first_meeting:
        wishes.append((Step.OPENING, timing.opening(people) - timing.OPENING_LEAN))
    if meeting.minutes >= timing.BREAK_FROM and kept > 1:
        wishes.append((Step.BREAK, timing.BREAK))
    wishes.append((Step.QUESTION, alone))
    wishes += [(Step.OWN_QUESTIONS, timing.OWN_QUESTIONS), (Step.DEBRIEF, timing.DEBRIEF)]
    full = dict(frame)
    for step, minutes in wishes:
        if minutes > spare:
            break
        if minutes and step is not Step.QUESTION:
            full[step] = full.get(step, 0) + minutes
        spare -= minutes
    return full
