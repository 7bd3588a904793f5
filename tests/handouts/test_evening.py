"""The evening in a view: the run sheet, the tables, and what to do when it goes otherwise."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from views import CLOSED, OPEN, TIMED, numbers, questions, seen, seen_in

from guides import LONG, write
from studyguide.guide import markup
from studyguide.guide.fields import Reading
from studyguide.guide.load import Loaded, load
from studyguide.guide.meeting import Meeting
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS, Need
from studyguide.handouts.parts import View
from studyguide.handouts.view import view
from studyguide.planning.frame import Step
from studyguide.planning.late import Late, Saving
from studyguide.planning.plan import Row, plan
from studyguide.planning.timing import elapsed

TABLED = [one.name for one in EDITIONS.values() if one.needs is Need.TABLES]
MEETING = 'minutes: 60, people: 6, start: "19:00", reading: before'


def evening(*asked: str, meeting: str = "", **essay: str) -> str:
    """A guide of these questions, each as the keys beside its text, for an hour with six people."""
    about = "".join(f", {key}: {value}" for key, value in essay.items())
    lines = "".join(
        f"      - {{ask: Who stays dry at gate {n}?, {keys}}}\n" for n, keys in enumerate(asked, 1)
    )
    return f"""\
studyguide: 1
essay: {{title: A walk in the rain{about}}}
meeting: {{{MEETING}{meeting}}}
sections:
  - title: Getting wet
    passage: 1-2
    questions:
{lines}"""


TEN = "minutes: 10"
THREE = evening(TEN, TEN, TEN)


@pytest.fixture
def three(tmp_path: Path) -> Loaded:
    """A guide of three questions."""
    return load(write(tmp_path, THREE))


def planned(three: Loaded, edition: str = "facilitator", **other: Any) -> View:
    """The view of a plan that has `other` values than the planner gives it."""
    return view(three, EDITIONS[edition], replace(plan(three.guide), **other))


def rows(three: Loaded) -> tuple[Row, ...]:
    """A run sheet of two of the questions, with seven minutes in hand."""
    one, two, _ = three.guide.core
    return (
        Row(0, 5, Step.FRAMING),
        Row(5, 10, Step.QUESTION, one),
        Row(15, 10, Step.QUESTION, two),
        Row(25, 5, Step.CLOSING),
        Row(30, 7, Step.BUFFER),
    )


# Rows


@pytest.mark.parametrize("edition", TIMED)
@pytest.mark.parametrize("meeting", [{"people": 8}, {"people": 8, "tables": 3}, {"people": 30}])
def test_rows_are_the_plans_and_each_planned_question_has_its_own(
    tmp_path: Path, edition: str, meeting: dict[str, int]
) -> None:
    found, plan = seen_in(tmp_path, LONG, edition, **meeting)
    rows = found["rows"]
    assert [(row["elapsed"], row["clock"], row["minutes"], row["step"]) for row in rows] == [
        (elapsed(row.start), plan.clock(row.start), row.minutes, str(row.step)) for row in plan.rows
    ]
    assert [(row["protocol"], row["tables"], row["threes"]) for row in rows] == [
        (row.protocol and str(row.protocol), row.tables, row.threes) for row in plan.rows
    ]
    assert [[(one["turn"], one["minutes"]) for one in row["turns"]] for row in rows] == [
        [(str(one.turn), one.minutes) for one in row.steps] for row in plan.rows
    ]
    assert sum(row["minutes"] for row in rows) == found["meeting"]["minutes"] + found["over"]
    by_number = {row["number"]: row for row in rows if row["number"] is not None}
    assert list(by_number) == [core.number for core in plan.kept]
    for one in questions(found):
        assert one["row"] == by_number.get(one["number"] or 0)
        assert not one["row"] or one["row"]["ask"] == one["ask"]


@pytest.mark.parametrize("edition", [one for one in EDITIONS if one not in TIMED])
def test_a_sheet_without_a_clock_has_no_rows(tmp_path: Path, edition: str) -> None:
    found, _ = seen_in(tmp_path, LONG, edition)
    assert found["rows"] == []
    assert {str(one["row"]) for one in questions(found)} == {"None"}


def test_a_row_has_the_time_of_day_only_where_the_start_is_known(three: Loaded) -> None:
    def times(start: str | None) -> list[tuple[str, str | None]]:
        meeting = Meeting(start=start, reading=Reading.BEFORE)
        found = planned(three, rows=rows(three), meeting=meeting)
        return [(row["elapsed"], row["clock"]) for row in found["rows"]][:3]

    assert times("19:50") == [("0:00", "19:50"), ("0:05", "19:55"), ("0:15", "20:05")]
    assert times(None) == [("0:00", None), ("0:05", None), ("0:15", None)]


def test_a_question_names_its_steps_only_if_there_are_several(tmp_path: Path) -> None:
    text = evening("protocol: whole", "protocol: pairs", "protocol: fishbowl")
    found, _ = seen_in(tmp_path, text, "participant")
    assert [one["turns"] for one in questions(found)] == [
        [],
        ["alone", "pairs", "all"],
        ["inner", "swap", "outer", "all"],
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_reader_knows_what_there_is_time_for(three: Loaded, edition: str) -> None:
    found = planned(three, edition, rows=rows(three), over=4)
    assert found["steps"] == ["framing", "question", "closing", "buffer"]
    assert found["over"] == 4


# Tables


@pytest.mark.parametrize("edition", TABLED)
@pytest.mark.parametrize(
    ("meeting", "tables"), [({"people": 24}, 6), ({"people": 8, "tables": 3}, 3)], ids=str
)
def test_each_table_has_the_planned_questions_that_are_talked_about_at_tables(
    tmp_path: Path, edition: str, meeting: dict[str, int], tables: int
) -> None:
    text = evening("protocol: whole", TEN, "protocol: pairs, minutes: 11", "keep: if-time")
    found, _ = seen_in(tmp_path, text, edition, questions=3, **meeting)
    assert [(one["number"], numbers(one["questions"])) for one in found["tables"]] == [
        (at, [2, 3]) for at in range(1, tables + 1)
    ]
    assert numbers(questions(found)) == [2, 3]


@pytest.mark.parametrize("edition", [one for one in EDITIONS if one not in TABLED])
def test_no_other_edition_has_tables(tmp_path: Path, edition: str) -> None:
    assert seen_in(tmp_path, THREE, edition, tables=3)[0]["tables"] == []


@pytest.mark.parametrize("edition", TABLED)
def test_a_group_in_one_circle_has_no_tables(tmp_path: Path, edition: str) -> None:
    assert seen_in(tmp_path, THREE, edition)[0]["tables"] == []


# When it goes otherwise


def told(step: str, number: int | None, minutes: int) -> Any:
    return {"step": step, "number": number, "minutes": minutes}


def test_after_a_late_start_it_is_known_what_to_save(three: Loaded) -> None:
    _, _, core = three.guide.core
    extra = Saving(Step.OWN_QUESTIONS, None, 0, 5)
    shorter, skipped = Saving(Step.QUESTION, core, 6, 4), Saving(Step.QUESTION, core, 0, 10)
    advice = (
        Late(5, ()),
        Late(10, (extra, shorter)),
        Late(15, (extra, shorter)),
        Late(20, (extra, skipped), 5),
    )
    found = planned(three, late=advice)
    both = [told("own-questions", None, 0), told("question", 3, 6)]
    last = [told("own-questions", None, 0), told("question", 3, 0)]
    assert found["late"] == [
        {"minutes": 5, "upto": 5, "savings": [], "missing": 0},
        {"minutes": 10, "upto": 15, "savings": both, "missing": 0},
        {"minutes": 20, "upto": 20, "savings": last, "missing": 5},
    ]


def test_delays_that_end_at_different_times_are_told_one_by_one(three: Loaded) -> None:
    found = planned(three, late=(Late(5, ()), Late(10, (), 3), Late(15, (), 8)))
    assert [(one["minutes"], one["missing"]) for one in found["late"]] == [(5, 0), (10, 3), (15, 8)]


def test_each_question_after_the_first_and_the_closing_have_a_latest_time(three: Loaded) -> None:
    # The questions seven minutes after they begin on the run sheet, the closing three minutes
    # before an hour is over.
    def latest(**other: Any) -> list[tuple[int | None, str]]:
        found = planned(three, rows=rows(three), **other)
        return [(one["number"], one["by"]) for one in found["deadlines"]]

    assert latest() == [(2, "19:22"), (None, "19:57")]
    assert latest(meeting=Meeting()) == [(2, "0:22"), (None, "0:57")]
    assert latest(over=1) == [], "nothing is on time in a plan that runs over"


def test_what_would_fit_comes_back_in_the_order_of_the_ranking(three: Loaded) -> None:
    one, two, _ = three.guide.core
    assert planned(three, bring_back=(two, one))["bring_back"] == [2, 1]
    assert planned(three, bring_back=())["bring_back"] == []


@pytest.mark.parametrize("edition", OPEN)
def test_what_to_do_when_it_goes_otherwise_is_the_facilitators(
    tmp_path: Path, edition: str
) -> None:
    text = evening(*["minutes: 2, passage: 2"] * 6)
    (closed,) = (seen_in(tmp_path, text, one)[0] for one in CLOSED)
    assert all((closed["late"], closed["deadlines"], closed["bring_back"], closed["stuck"]))
    open_, _ = seen_in(tmp_path, text, edition)
    assert (open_["late"], open_["deadlines"], open_["bring_back"]) == ([], [], [])
    assert open_["stuck"] is None


# When it sticks


def text_of(folder: Path, *words: int) -> Path:
    """A text of paragraphs of so many words each; the first one says which paragraph it is."""
    path = folder / "walk.txt"
    paragraphs = [f"start{n}" + " rain" * (many - 1) for n, many in enumerate(words, 1)]
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    return path


def test_if_nobody_has_read_it_the_focus_and_its_first_numbered_place_are_named(
    tmp_path: Path,
) -> None:
    text = evening(
        f"{TEN}, passage: 2", f"{TEN}, focus: true, passage: [{{from: start3}}, 3-4]", TEN
    )
    stuck = seen_in(tmp_path, text, "facilitator")[0]["stuck"]
    assert stuck
    assert (stuck["number"], [one["numbers"] for one in stuck["places"]]) == (2, ["3–4"])
    assert stuck["minutes"] is None


@pytest.mark.parametrize(
    ("own", "numbers", "minutes"),
    [
        ("passage: 3", "3", 1),
        ("passage: 4", "4", 4),
        ("passage: 3-4", "3–4", 5),
        ("passage: [{from: start2}, 4]", "4", 4),
        ("passage: {paragraphs: 4, from: nowhere}", "4", None),
        (TEN, "1–2", 4),
    ],
)
def test_with_the_text_the_minutes_for_reading_its_place_aloud_are_known(
    tmp_path: Path, own: str, numbers: str, minutes: int | None
) -> None:
    # At 150 words a minute, rounded up.
    path = text_of(tmp_path, 300, 300, 150, 451)
    (tmp_path / "guide.yaml").write_text(evening(own), "utf-8")
    stuck = seen(tmp_path / "guide.yaml", "facilitator", path)[0]["stuck"]
    assert stuck
    assert [one["numbers"] for one in stuck["places"]] == [numbers]
    assert (stuck["number"], stuck["minutes"]) == (1, minutes)


def test_a_focus_without_a_numbered_place_leaves_it_to_the_first_planned_one_that_has_one(
    tmp_path: Path,
) -> None:
    words = "passage: {from: start2}"
    text = evening(words, f"{words}, focus: true", "passage: 2", "passage: 1")
    stuck = seen_in(tmp_path, text, "facilitator")[0]["stuck"]
    assert stuck
    assert stuck["number"] == 3
    nowhere = seen_in(tmp_path, evening(words, words), "facilitator")[0]
    assert nowhere["stuck"] is None


def test_a_question_that_was_left_out_is_not_what_to_ask_then(tmp_path: Path) -> None:
    text = evening("passage: 1, keep: if-time", "passage: 2, keep: always")
    found, _ = seen_in(tmp_path, text, "facilitator", questions=1)
    assert found["stuck"]
    assert found["stuck"]["number"] == 2


# One question


CLUSTER = """follow_ups: [Which word says so?, {ask: And there?, passage: 9},
        Who would not?, {ask: And before?, passage: [7, 2-3]}]"""


def test_a_single_question_is_a_cluster_whose_follow_ups_know_the_order_of_the_text(
    tmp_path: Path,
) -> None:
    found, _ = seen_in(tmp_path, evening(CLUSTER), "facilitator")
    assert found["cluster"] is True
    follow_ups = questions(found)[0]["follow_ups"]
    in_order = sorted(follow_ups, key=lambda one: one["first"])
    assert [markup.words(one["ask"]) for one in in_order] == [
        "Which word says so?",
        "And before?",
        "And there?",
        "Who would not?",
    ], "one that names no place stays behind the one before it"
    several, _ = seen_in(tmp_path, evening(CLUSTER, TEN), "facilitator")
    assert several["cluster"] is False


def said_on_the_page(folder: Path, text: str, essay: Path | None = None) -> str:
    """The words of a facilitator's page from its run sheet to what follows it."""
    found, _ = seen(write(folder, text), "facilitator", essay)
    body = (
        Document(found)
        .body.partition('<section class="run">')[2]
        .partition('<section class="frame">')[0]
    )
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_the_run_sheet_lists_the_follow_ups_of_a_single_question_in_that_order(
    tmp_path: Path,
) -> None:
    listed = "– Which word says so? – And before? ¶ 7, ¶ 2–3 – And there? ¶ 9 – Who would not?"
    assert f"1 Who stays dry at gate 1? {listed} " in said_on_the_page(tmp_path, evening(CLUSTER))
    assert "Which word" not in said_on_the_page(tmp_path, evening(CLUSTER, TEN))


@pytest.mark.parametrize(
    ("own", "known", "said"),
    [
        ("passage: 3", False, "Read ¶ 3 aloud, then ask question 1."),
        ("passage: 3", True, "Read ¶ 3 aloud, 1 minute, then ask question 1."),
        ("passage: 4", True, "Read ¶ 4 aloud, 4 minutes, then ask question 1."),
        ("passage: {from: start2}", True, "Read the first paragraphs aloud, then ask about them."),
    ],
)
def test_the_run_sheet_says_what_to_read_if_nobody_has(
    tmp_path: Path, own: str, known: bool, said: str
) -> None:
    essay = text_of(tmp_path, 10, 10, 150, 451) if known else None
    assert f"Nobody has read it {said}" in said_on_the_page(tmp_path, evening(own), essay)
