"""What every plan promises: each promise looks at one plan and says how it is broken, if it is."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import lateness
import reckoning
import sharing
from case import Case

from studyguide.guide.fields import Keep, Kind, Protocol
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan, Row
from studyguide.planning.protocols import Turn

ORDER = (
    (Step.ARRIVALS,),
    (Step.FRAMING,),
    (Step.NORMS,),
    (Step.READING,),
    (Step.NAMES,),
    (Step.OPENING,),
    (Step.QUESTION, Step.MOVING, Step.HARVEST, Step.BREAK),
    (Step.OWN_QUESTIONS,),
    (Step.CLOSING,),
    (Step.DEBRIEF,),
    (Step.BUFFER,),
)
"""The order of an evening."""
Broken = Iterator[str]


def rows_follow_each_other(case: Case) -> Broken:
    rows, length = case.plan.rows, case.meeting.minutes + case.plan.over
    if rows[0].start or any(one.end != other.start for one, other in pairwise(rows)):
        yield "there is a gap or an overlap"
    if sum(row.minutes for row in rows) != length or rows[-1].end != length:
        yield f"the rows do not add up to {length}"
    if any(row.minutes < 1 for row in rows) or case.plan.over < 0:
        yield "a row is empty"


def rows_stand_in_the_order_of_an_evening(case: Case) -> Broken:
    steps = [row.step for row in case.plan.rows]
    places = [at for step in steps for at, names in enumerate(ORDER) if step in names]
    if places != sorted(places):
        yield f"the order is {steps}"
    several = (Step.QUESTION, Step.MOVING)
    if any(steps.count(step) > 1 for step in steps if step not in several):
        yield "something comes twice"
    if [row.core.number for row in case.plan.rows if row.core] != sorted(case.talk):
        yield "the questions are not in the order of the text"


def steps_fill_their_row(case: Case) -> Broken:
    for row in case.plan.rows:
        if (row.core or row.steps) and sum(one.minutes for one in row.steps) != row.minutes:
            yield f"the steps do not add up to {row.minutes}"
        if any(one.minutes < 1 for one in row.steps):
            yield "a step is empty"


def kept_is_the_beginning_of_the_ranking(case: Case) -> Broken:
    if sorted(case.talk) != sorted(core.number for core in case.kept):
        yield "another question is kept before one that is ranked higher"
    left = [one.core.number for one in case.plan.left_out]
    if left != [core.number for core in case.ranked[len(case.kept) :]]:
        yield "what was left out is not the rest of the ranking"


def what_the_author_wrote_is_done(case: Case) -> Broken:
    for core in case.guide.core:
        question = core.question
        if question.keep is Keep.ALWAYS and core.number not in case.talk:
            yield f"question {core.number} is dropped though it is to be kept always"
        if question.minutes and case.talk.get(core.number, question.minutes) != question.minutes:
            yield f"question {core.number} does not have its author's minutes"
    if case.meeting.questions and len(case.kept) != case.insisted:
        yield f"{len(case.kept)} questions instead of {case.insisted}"


def no_evaluative_question_stands_alone(case: Case) -> Broken:
    for section in {id(core.section): core.section for core in case.kept}.values():
        kinds = [core.question.kind for core in case.kept if core.section is section]
        asked = [core.question.kind for core in case.guide.core if core.section is section]
        alone = Kind.INTERPRETIVE in asked and Kind.INTERPRETIVE not in kinds
        for core in case.kept if alone else ():
            free = core.question.keep is Keep.ALWAYS or core is case.plan.focus
            if core.section is section and core.question.kind is Kind.EVALUATIVE and not free:
                yield f"question {core.number} judges what no question of its section has read"


def whoever_talks_at_tables_sits_at_the_same_ones(case: Case) -> Broken:
    for row in case.plan.rows:
        if row.core:
            groups = len(reckoning.seated(row.core.question, case.meeting))
            if row.tables != (groups if groups > 1 else 0):
                yield f"question {row.core.number} is talked about at {row.tables} tables"
        elif row.tables:
            yield f"{row.step} is at tables"
    if {row.tables for row in case.plan.rows if row.tables} - {case.plan.tables}:
        yield "the number of tables changes in the course of the evening"


def what_is_said_at_tables_is_harvested_once(case: Case) -> Broken:
    tabled = [row for row in case.plan.rows if row.tables]
    for row in case.plan.rows:
        at_end = [one.minutes for one in row.steps[-1:] if one.turn is Turn.HARVEST]
        own = [3] if row.tables and row.minutes >= 9 else []
        if at_end != own or Turn.HARVEST in [one.turn for one in row.steps[:-1]]:
            yield f"{row.step} at {row.start} ends with a harvest of {at_end} minutes"
    together = [row for row in case.plan.rows if row.step is Step.HARVEST]
    wanted = [3] if tabled and all(row.minutes < 9 for row in tabled) else []
    if [row.minutes for row in together] != wanted:
        yield f"there are {len(together)} harvests of several questions"
    if any(row.start != tabled[-1].end for row in together):
        yield "the harvest is not right after the last question at tables"


def steps_are_for_those_who_sit_there(case: Case) -> Broken:
    for row in case.plan.rows:
        turns = {one.turn for one in row.steps}
        size = max(reckoning.seated(row.core.question, case.meeting)) if row.core else 0
        if (Turn.PAIRS in turns and size < 4) or (Turn.FOURS in turns and size < 8):
            yield f"{size} people sit together and are cut up once more"
        if row.tables and Turn.FOURS in turns:
            yield "a table is cut into fours"
        elsewhere = Turn.ALL if row.tables else Turn.TABLES
        if row.core and elsewhere in turns:
            yield f"question {row.core.number} is not talked about where people sit"
        bowl = row.protocol is Protocol.FISHBOWL and case.meeting.people >= 6
        if row.steps and bowl != (row.steps[0].turn is Turn.INNER):
            yield f"{row.step} begins with {row.steps[0].turn}"


def nobody_is_left_without_a_partner(case: Case) -> Broken:
    at_tables = any(row.tables for row in case.plan.rows)
    for row in case.plan.rows:
        turns = [one.turn for one in row.steps]
        paired = Turn.PAIRS in turns if row.core else row.protocol is Protocol.PAIRS
        if row.core:
            odd = reckoning.odd_groups(row.core.question, case.meeting)
        else:
            odd = reckoning.odd_groups(None, case.meeting) if at_tables else case.meeting.people % 2
        if row.threes != (odd if paired else 0):
            yield f"{row.step}: {row.threes} groups of three"


def seats_change_where_they_must(case: Case) -> Broken:
    rows = [row for row in case.plan.rows if row.step is not Step.BREAK]
    before = [one.step is Step.MOVING for one, other in pairwise(rows) if other.core]
    if before != reckoning.moves(case.kept, case.meeting):
        yield f"people move {before}"
    length = reckoning.moving(case.meeting.people)
    if any(row.minutes != length for row in rows if row.step is Step.MOVING):
        yield f"a change of seats does not take {length} minutes"
    bowl = any(row.protocol is Protocol.FISHBOWL for row in rows) and case.meeting.people >= 6
    watching = 5 if 23 <= case.meeting.people <= 27 else case.meeting.people
    if case.plan.observers != (watching if bowl else 0):
        yield f"{case.plan.observers} people watch"


def a_break_lies_near_the_middle(case: Case) -> Broken:
    rows = case.plan.rows
    for at, row in enumerate(rows):
        if row.step is Step.BREAK:
            if not _may_pause(rows[at - 1], rows[at + 1]):
                yield "the break is not between two questions"
            off = abs(row.start + row.end - case.meeting.minutes)
            if off > min(abs(middle - case.meeting.minutes) for middle in _middles(rows, row)):
                yield "the break could be nearer to the middle"


def _middles(rows: Sequence[Row], pause: Row) -> Iterator[int]:
    """Twice the middle of the break, wherever it could lie."""
    rest = [row for row in rows if row is not pause]
    for row in [before for before, after in pairwise(rest) if _may_pause(before, after)]:
        end = row.end - (pause.minutes if row.start > pause.start else 0)
        yield 2 * end + pause.minutes


def _may_pause(before: Row, after: Row) -> bool:
    """Whether a break may lie between two rows: after a question and its harvest, and before the
    chairs are moved for the next."""
    done = before.step in (Step.QUESTION, Step.HARVEST)
    return done and after.step in (Step.QUESTION, Step.MOVING)


PROMISES: tuple[Callable[[Case], Broken], ...] = (
    rows_follow_each_other,
    rows_stand_in_the_order_of_an_evening,
    steps_fill_their_row,
    kept_is_the_beginning_of_the_ranking,
    what_the_author_wrote_is_done,
    sharing.as_many_questions_as_suit_the_time,
    no_evaluative_question_stands_alone,
    sharing.an_ordinary_meeting_is_filled_in_order,
    sharing.questions_lengthen_from_the_top,
    sharing.a_single_question_takes_the_time,
    sharing.a_pressed_meeting_gives_up_its_frame_in_order,
    sharing.only_the_last_resort_is_to_shorten_questions,
    sharing.pressed_questions_share_what_is_left,
    whoever_talks_at_tables_sits_at_the_same_ones,
    what_is_said_at_tables_is_harvested_once,
    steps_are_for_those_who_sit_there,
    nobody_is_left_without_a_partner,
    seats_change_where_they_must,
    a_break_lies_near_the_middle,
    lateness.late_advice_is_there,
    lateness.late_advice_wins_what_it_says,
    lateness.late_savings_come_in_order,
    lateness.late_savings_are_needed,
    lateness.the_longest_question_is_shortened_first,
    lateness.whoever_does_what_is_told_ends_on_time,
    lateness.whoever_begins_at_the_latest_ends_on_time,
    sharing.what_could_come_back_fits,
)


def broken(guide: Guide, meeting: Meeting, plan: Plan, ranked: Sequence[Core]) -> list[str]:
    """What a plan promises and doesn't keep; `ranked` are the guide's questions in their order."""
    case = Case(guide, meeting, plan, ranked)
    return [f"{one.__name__.replace('_', ' ')}: {told}" for one in PROMISES for told in one(case)]
