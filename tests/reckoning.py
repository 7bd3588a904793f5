"""The planner's arithmetic once more, as one does it on paper: from its promises, not its code."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from studyguide.guide.fields import Keep, Kind, Protocol, Reading, Side
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide, Question
from studyguide.planning.frame import Step

TOGETHER = ("whole", "fishbowl", "chat")
SHORTEST = {
    None: 1,
    Protocol.WHOLE: 1,
    Protocol.PAIRS: 1 + 2 + 2,
    Protocol.WRITE_FIRST: 1 + 4,
    Protocol.ONE_TWO_FOUR_ALL: 1 + 2 + 4 + 5,
    Protocol.CHAT: 2 + 1 + 4,
    Protocol.ROUND: 2,
}
"""The least minutes of each protocol for people who sit together; a round adds half a minute each.
"""


def tenth(minutes: int) -> int:
    """The time in hand."""
    return -(-minutes // 10)


def tables(meeting: Meeting) -> list[int]:
    """How many people sit at each table; nothing where there is one circle."""
    number = meeting.tables or (meeting.people // 4 if meeting.people > 20 else 1)
    return _dealt(meeting.people, number) if number > 1 else []


@lru_cache
def _dealt(people: int, number: int) -> list[int]:
    return [people // number + (at < people % number) for at in range(number)]


def seated(question: Question, meeting: Meeting) -> list[int]:
    """The groups that talk about a question at the same time."""
    return (question.protocol not in TOGETHER and tables(meeting)) or [meeting.people]


def odd_groups(question: Question | None, meeting: Meeting) -> int:
    """How many groups can't be cut into pairs."""
    groups = seated(question, meeting) if question else tables(meeting) or [meeting.people]
    return sum(size % 2 for size in groups)


def usual(question: Question, meeting: Meeting) -> int:
    """The minutes of a question when there is time: at tables three more, in which all of them
    report, if that makes nine."""
    groups = seated(question, meeting)
    column = 0 if max(groups) <= 5 else 1 if max(groups) <= 8 else 2
    talk = (3, 4, 5) if question.kind is Kind.FACTUAL else (10, 12, 15)
    minutes = max(talk[column], _shortest(question.protocol, groups))
    reports = 3 if len(groups) > 1 and minutes + 3 >= 9 else 0
    return question.minutes or minutes + reports


def least(question: Question, meeting: Meeting) -> int:
    """The minutes of a question when time is short."""
    talk = 3 if question.kind is Kind.FACTUAL else 6
    return question.minutes or max(talk, _shortest(question.protocol, seated(question, meeting)))


def fewest(question: Question, meeting: Meeting, insisted: bool) -> int:
    """The minutes down to which a late start may shorten a question: three quarters of the usual,
    or all that its author allows."""
    spared = 0 if insisted or question.minutes else ceil(usual(question, meeting) * 3 / 4)
    return max(least(question, meeting), spared)


def _shortest(protocol: Protocol | None, groups: Sequence[int]) -> int:
    size, at_tables = max(groups), len(groups) > 1
    if protocol is Protocol.FISHBOWL:
        # Inner circle and observers; two circles that swap, and then everybody.
        return 1 if size < 6 else 8 + 2 if 23 <= size <= 27 else 4 + 2 + 4 + 2
    if protocol is Protocol.ONE_TWO_FOUR_ALL and at_tables:
        return 1 + 2 + 4
    return SHORTEST[protocol] + (ceil(size / 2) if protocol is Protocol.ROUND else 0)


def moves(cores: Sequence[Core], meeting: Meeting) -> list[bool]:
    """Before which of the questions, asked in text order, people change seats."""
    asked = sorted(cores, key=lambda core: core.number)
    needs = [_seats(core.question, meeting) for core in asked]
    seats: list[str | None] = [next((need for need in needs if need), None)]
    for need in needs:
        seats.append(need or seats[-1])
    return [before != after for before, after in pairwise(seats)]


def _seats(question: Question, meeting: Meeting) -> str | None:
    if question.protocol is Protocol.FISHBOWL and meeting.people >= 6:
        return "fishbowl"
    return "tables" if len(seated(question, meeting)) > 1 else None


def moving(people: int) -> int:
    """Minutes for one change of seats."""
    return 1 if people <= 12 else 3 if people <= 20 else 5


def moved(cores: Sequence[Core], meeting: Meeting) -> int:
    """Minutes for all changes of seats."""
    return sum(moves(cores, meeting)) * moving(meeting.people)


def harvest(cores: Sequence[Core], talk: Mapping[int, int], meeting: Meeting) -> int:
    """The minutes for one harvest of all the tables, where no question at tables is long enough
    (nine minutes) to end with its own."""
    tabled = [core for core in cores if len(seated(core.question, meeting)) > 1]
    return 3 if tabled and all(talk[core.number] < 9 for core in tabled) else 0


def length(cores: Sequence[Core], talk: Mapping[int, int], meeting: Meeting) -> int:
    """The minutes for questions, with what comes between them."""
    asked = sum(talk[core.number] for core in cores)
    return asked + moved(cores, meeting) + harvest(cores, talk, meeting)


def lean(guide: Guide, meeting: Meeting) -> dict[Step, int]:
    """What a meeting never goes without, unless it is too short for one question."""
    frame = {Step.FRAMING: 3, Step.CLOSING: 3}
    if meeting.first_meeting:
        names = meeting.people if meeting.people <= 12 else 5
        frame |= {Step.ARRIVALS: 3, Step.NORMS: 3, Step.NAMES: names}
    else:
        frame[Step.OPENING] = 4
    if minutes := read(guide, meeting):
        frame[Step.READING] = minutes
    return frame


def read(guide: Guide, meeting: Meeting) -> int:
    """Minutes for reading in the room."""
    words = guide.essay.words or 10**6
    short = Reading.SILENT if words < 1000 else Reading.BEFORE
    match meeting.reading or short:
        case Reading.SILENT:
            return ceil(words / (90 if meeting.second_language else 150)) + 2
        case Reading.ALOUD:
            return ceil(words / 150)
        case _:
            return 0


def wishes(guide: Guide, meeting: Meeting, kept: int) -> list[tuple[Step, int]]:
    """What spare time brings, in this order."""
    small = meeting.people <= 12
    found = [(Step.FRAMING, 2)] if guide.content_note else []
    if small:
        found.append((Step.CLOSING, max(5, ceil(1 + meeting.people / 2)) - 3))
    if small and not meeting.first_meeting:
        found.append((Step.OPENING, max(5, ceil(1 + meeting.people * 3 / 4)) - 4))
    if meeting.minutes >= 120 and kept > 1:
        found.append((Step.BREAK, 10))
    return [*found, (Step.OWN_QUESTIONS, 5), (Step.DEBRIEF, 2)]


def limit(minutes: int) -> int:
    """As many questions as suit the time: three in 50 minutes, at most four in two hours, and one
    more for every half-hour beyond."""
    topics = min(minutes * 3 / 50, 4 + max(0, minutes - 120) / 30)
    return max(1, floor(topics + 0.5))


def insisted(ranked: Sequence[Core], meeting: Meeting) -> int:
    """How many questions the author wants, whatever the time."""
    always = [at for at, core in enumerate(ranked, 1) if core.question.keep is Keep.ALWAYS]
    wanted = min(meeting.questions or 0, len(ranked))
    return max([wanted, *always])


def least_minutes(guide: Guide, meeting: Meeting, ranked: Sequence[Core]) -> int:
    """The shortest meeting that holds one question, if there is one: without the opening, and with
    a minute each for the closing and in hand."""
    frame = lean(guide, meeting) | {Step.CLOSING: 1, Step.BUFFER: 1, Step.OPENING: 0}
    first = ranked[:1]
    talk = {core.number: least(core.question, meeting) for core in first}
    return max(15, sum(frame.values()) + length(first, talk, meeting))


def focus(guide: Guide) -> Core | None:
    """The marked question, or the first interpretive one of those that matter most."""
    marked = [core for core in guide.core if core.question.focus]
    read = [core for core in guide.core if core.question.kind is Kind.INTERPRETIVE]
    return next(iter(marked + sorted(read, key=_keep)), None)


def _keep(core: Core) -> int:
    return [Keep.ALWAYS, Keep.USUALLY, None, Keep.IF_TIME].index(core.question.keep)


def ranking(guide: Guide) -> list[Core]:
    """The ranking, the slow way: for each place, look at everything that waits."""
    ranked: list[Core] = []
    first = focus(guide)

    def worth(core: Core) -> tuple[int, ...]:
        question, before = core.question, [one.question for one in ranked]
        sides = [Side.NEUTRAL, None, *(one.side for one in before)]
        return (
            not (core is first and question.focus),
            _keep(core),
            core is not first,
            any(one.section is core.section for one in ranked),
            question.kind is Kind.FACTUAL,
            question.side in sides,
            question.kind in [one.kind for one in before],
            core.number,
        )

    while len(ranked) < len(guide.core):
        waiting = [core for core in guide.core if core not in ranked]
        best = min(waiting, key=worth)
        section = [core for core in guide.core if core.section is best.section]
        read = [core for core in section if core.question.kind is Kind.INTERPRETIVE]
        free = best is first or best.question.keep is Keep.ALWAYS
        judges = best.question.kind is Kind.EVALUATIVE and not free
        if judges and read and not any(core in ranked for core in read):
            best = min(read, key=worth)
        ranked.append(best)
    return ranked
