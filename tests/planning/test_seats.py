"""Where people sit: circles, tables, fishbowls, and who is left without a partner."""

import pytest
from meetings import asking, guide, meeting, sheet, talk

from studyguide.guide.fields import Protocol
from studyguide.planning.frame import Step
from studyguide.planning.plan import plan
from studyguide.planning.protocols import Turn
from studyguide.planning.seats import Seating, moves, observers, seating, tables, tables_for, threes
from studyguide.problems import StudyguideError

CIRCLE, AT_TABLES, BOWL = Seating.CIRCLE, Seating.TABLES, Seating.FISHBOWL


def test_one_circle_holds_twenty_and_above_that_no_table_has_three() -> None:
    assert [tables(meeting(60, people)) for people in (2, 13, 20)] == [0, 0, 0]
    assert [tables(meeting(60, people)) for people in (21, 23, 24, 200)] == [5, 5, 6, 50]
    for people in range(21, 201):
        assert tables(meeting(60, people)) * 4 <= people <= tables(meeting(60, people)) * 5


def test_the_tables_are_as_many_as_the_author_says() -> None:
    assert tables(meeting(60, 12, tables=3)) == 3
    assert tables(meeting(60, 60, tables=1)) == 0
    assert tables(meeting(60, 60, tables=30)) == 30
    assert tables(meeting(60, 60, tables=4)) == 4


def test_no_table_has_fewer_than_two_people() -> None:
    assert tables(meeting(60, 9, tables=4)) == 4
    with pytest.raises(StudyguideError, match=r"from 1 to 4.*too-many-tables"):
        tables(meeting(60, 9, tables=5))


def test_one_person_more_than_a_pair_of_tables_is_no_crowd() -> None:
    with pytest.raises(StudyguideError, match="too-many-tables"):
        plan(guide(), meeting(60, 3, tables=2))
    assert plan(guide(), meeting(60, 4, tables=2)).tables == 2


def test_too_many_tables_are_refused_even_where_no_question_is_for_them() -> None:
    # Whatever is written is done, or refused; it is never passed over.
    for asked in (asking({"protocol": "whole"}), asking()):
        with pytest.raises(StudyguideError, match="too-many-tables"):
            plan(asked, meeting(60, 8, tables=5))


@pytest.mark.parametrize("people", [8, 20, 21, 200])
@pytest.mark.parametrize("protocol", list(Protocol))
def test_three_protocols_are_for_the_whole_group_at_any_size(
    protocol: Protocol, people: int
) -> None:
    together = protocol in ("whole", "fishbowl", "chat") or people <= 20
    assert tables_for(meeting(60, people), protocol) == (0 if together else people // 4)


def test_a_question_without_a_protocol_is_talked_about_at_the_tables() -> None:
    assert tables_for(meeting(60, 24), None) == 6


def test_whole_at_tables_is_one_circle_with_the_minutes_of_one() -> None:
    # 24 people: 15 together, 10 + 3 at tables of four. In hand 6, lean frame 10: 44 left; 15 + 13
    # + 15 are 43, and the one that is left goes to the first.
    asked = asking({"protocol": "whole"}, {}, {"protocol": "whole"})
    result = plan(asked, meeting(60, 24))
    assert talk(result) == {1: 16, 2: 13, 3: 15}
    assert [row.tables for row in result.rows if row.core] == [0, 6, 0]


# --- Changes of seats.


@pytest.mark.parametrize(
    ("needed", "changes"),
    [
        ([None, None], [False, False]),
        ([AT_TABLES, None, AT_TABLES], [False, False, False]),
        ([None, AT_TABLES], [False, False]),
        ([BOWL], [False]),
        ([BOWL, BOWL], [False, False]),
        ([None, BOWL, None], [False, False, False]),
        ([AT_TABLES, BOWL, AT_TABLES], [False, True, True]),
        ([BOWL, None, AT_TABLES], [False, False, True]),
        ([None, BOWL, None, AT_TABLES], [False, False, False, True]),
        ([], []),
    ],
)
def test_people_move_only_where_the_next_question_needs_other_seats(
    needed: list[Seating | None], changes: list[bool]
) -> None:
    assert moves(needed) == tuple(changes)


def test_a_fishbowl_needs_six_people() -> None:
    assert seating(meeting(60, 5), Protocol.FISHBOWL) is None
    assert seating(meeting(60, 6), Protocol.FISHBOWL) is BOWL
    assert seating(meeting(60, 60), Protocol.WHOLE) is None
    assert seating(meeting(60, 60), Protocol.PAIRS) is AT_TABLES


@pytest.mark.parametrize(
    ("people", "minutes"), [(5, 0), (6, 1), (12, 1), (13, 3), (20, 3), (21, 5), (200, 5)]
)
def test_a_change_of_seats_takes_longer_the_more_people_move(people: int, minutes: int) -> None:
    # From two tables to a fishbowl, which five people don't have.
    rows = plan(asking({}, {"protocol": "fishbowl"}), meeting(60, people, tables=2)).rows
    assert sum(row.minutes for row in rows if row.step is Step.MOVING) == minutes


def test_chairs_that_stand_in_a_fishbowl_from_the_start_take_no_minutes() -> None:
    for asked in (asking({"protocol": "fishbowl"}), asking({}, {"protocol": "fishbowl"}, {})):
        assert Step.MOVING not in {row.step for row in plan(asked, meeting(90, 12)).rows}


def test_turning_to_a_neighbour_costs_nothing() -> None:
    asked = asking({"protocol": "pairs"}, {"protocol": "1-2-4-all"}, {"protocol": "whole"})
    for people in (8, 20, 40):
        assert Step.MOVING not in {row.step for row in plan(asked, meeting(90, people)).rows}


def test_a_minute_for_the_chairs_may_be_what_leaves_a_question_out() -> None:
    # 8 people at two tables: in hand 4, lean frame 10; of 40 minutes 26 are left, 10 + 3 at tables
    # and 12 together take 25 and a change of seats 1. Of 39, they are left the 25 alone.
    asked = asking({}, {"protocol": "fishbowl"})
    assert list(talk(plan(asked, meeting(40, 8, tables=2)))) == [1, 2]
    assert list(talk(plan(asked, meeting(39, 8, tables=2)))) == [1]
    together = asking({}, {"protocol": "whole"})
    assert list(talk(plan(together, meeting(39, 8, tables=2)))) == [1, 2]


def test_people_change_seats_to_a_fishbowl_and_back_to_their_tables() -> None:
    # 28 people at 7 tables: a question in pairs is 10 + 3, a fishbowl 15, each change of seats 5.
    # In hand 9, lean frame 10: 71 left, 13 + 5 + 15 + 5 + 13 = 51. 20 left: own questions 5,
    # debrief 2, then 7 for the first question, 5 for the second, and 1 for the third.
    asked = asking({"protocol": "pairs"}, {"protocol": "fishbowl"}, {"protocol": "pairs"})
    result = plan(asked, meeting(90, 28))
    assert sheet(result) == [
        (0, 3, "framing"),
        (3, 4, "opening"),
        (7, 20, "question 1"),
        (27, 5, "moving"),
        (32, 20, "question 2"),
        (52, 5, "moving"),
        (57, 14, "question 3"),
        (71, 5, "own-questions"),
        (76, 3, "closing"),
        (79, 2, "debrief"),
        (81, 9, "buffer"),
    ]
    assert [row.tables for row in result.rows if row.core] == [7, 0, 7]
    assert result.tables == 7


def test_a_break_comes_before_a_change_of_seats_and_never_after_it() -> None:
    asked = asking({"protocol": "pairs"}, {"protocol": "fishbowl"})
    steps = [row.step for row in plan(asked, meeting(120, 24)).rows]
    at = steps.index(Step.BREAK)
    assert steps[at - 1 : at + 3] == [Step.QUESTION, Step.BREAK, Step.MOVING, Step.QUESTION]


# --- Who watches.


def test_five_observers_watch_one_circle_and_everybody_where_two_swap() -> None:
    assert [observers(people) for people in (6, 22, 23, 27, 28)] == [6, 22, 5, 5, 28]
    asked = asking({"protocol": "fishbowl"})
    watching = [plan(asked, meeting(60, people)).observers for people in (5, 6, 25, 28)]
    assert watching == [0, 6, 5, 28]
    assert plan(guide(), meeting(60, 25)).observers == 0


@pytest.mark.parametrize("minutes", [2, 3, 4, 11])
def test_a_fishbowl_begins_with_its_inner_circle_however_short_it_is(minutes: int) -> None:
    # People change seats for it, so somebody must sit in the middle before anybody swaps.
    asked = asking({"protocol": "fishbowl", "minutes": minutes})
    result = plan(asked, meeting(60, 12))
    [question] = [row for row in result.rows if row.core]
    assert question.steps[0].turn is Turn.INNER
    assert result.observers == 12


# --- Threes.


@pytest.mark.parametrize(
    ("people", "at", "groups"),
    [(8, 0, 0), (9, 0, 1), (24, 6, 0), (25, 6, 1), (27, 6, 3), (12, 4, 4), (20, 4, 4), (22, 4, 2)],
)
def test_an_odd_number_makes_one_three_at_each_table_that_is_odd(
    people: int, at: int, groups: int
) -> None:
    # 25 people are five tables of four and one of five; 27 are three of each; 22 at 4 tables are
    # two of six and two of five.
    assert threes(people, at) == groups


def test_a_question_in_pairs_says_how_many_threes_there_are() -> None:
    # 20 people at four tables of five; at four tables of three, nobody turns to a neighbour.
    for people, at, groups in ((9, None, 1), (27, None, 3), (20, 4, 4), (12, 4, 0), (8, None, 0)):
        rows = plan(asking({"protocol": "pairs"}), meeting(40, people, tables=at)).rows
        assert [row.threes for row in rows if row.core] == [groups]
    rows = plan(asking({"protocol": "write-first"}), meeting(40, 9)).rows
    assert [row.threes for row in rows if row.core] == [0]


def test_the_opening_in_pairs_has_its_threes_where_people_sit() -> None:
    # 27 people sit at three tables of four and three of five; 13 in a circle.
    for people, groups in ((27, 3), (13, 1), (14, 0)):
        rows = {row.step: row for row in plan(guide(), meeting(60, people)).rows}
        assert rows[Step.OPENING].threes == groups


def test_many_strangers_introduce_themselves_in_pairs() -> None:
    rows = {row.step: row for row in plan(guide(), meeting(60, 15, first_meeting=True)).rows}
    names = rows[Step.NAMES]
    assert (names.minutes, names.protocol, names.threes) == (5, Protocol.PAIRS, 1)
