"""What the commands say: the run sheet, the plan for programs, what to print, a guide's figures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Command

from guides import TINY, write
from studyguide.cli import describe
from studyguide.guide.load import load
from studyguide.handouts.editions import Copies
from studyguide.pipeline.build import Built, build
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan
from studyguide.rules import RULES
from studyguide.rules.base import Rule

GUIDE = """\
studyguide: 1
essay: {title: A Walk in the Rain, words: 2000}
meeting: {minutes: 60, people: 6, start: "19:00", reading: before}
sections:
  - title: Getting wet
    questions:
      - id: a
        ask: Why does the walker leave the *umbrella* at home?
        protocol: pairs
        focus: true
      - {id: b, ask: What is it that the rain is made to mean?, keep: if-time}
      - {id: c, ask: Who else is out on the road?, kind: factual, keep: if-time}
      - {id: d, ask: What would a drier walk have taught?, kind: evaluative, side: against}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return MeetingOverrides(minutes=30).fit(load(write(tmp_path, GUIDE)).guide)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (13, "13 pages")]
)
def test_a_number_and_its_thing(number: int, said: str) -> None:
    assert describe.count(number, "page") == said


def test_the_run_sheet_has_a_line_for_each_row_with_its_clock_and_minutes(plan: Plan) -> None:
    lines = describe.run_sheet(plan, "en").splitlines()
    assert lines[:2] == ["30 minutes, 6 people", ""]
    rows = lines[2 : 2 + len(plan.rows)]
    assert [line.split()[0] for line in rows] == [plan.clock(row.start) for row in plan.rows]
    assert [line.split()[1] for line in rows] == [str(row.minutes) for row in plan.rows]
    assert rows[0].endswith("Welcome and framing")


def test_the_run_sheet_prints_a_question_without_its_markup_and_how_it_is_talked_about(
    plan: Plan,
) -> None:
    sheet = describe.run_sheet(plan, "en")
    minutes = "alone 3\u00a0min, in pairs 5\u00a0min, whole group 5\u00a0min"
    assert f"1. Why does the walker leave the umbrella at home?  [{minutes}]" in sheet


def test_the_run_sheet_names_what_is_left_out_and_why(plan: Plan) -> None:
    lines = describe.run_sheet(plan, "en").splitlines()
    *after, more = lines[lines.index("Left out, in the order to bring them back:") + 1 :]
    assert "--questions" in more
    assert [int(line.split(".")[0]) for line in after] == [
        left.core.number for left in plan.left_out
    ]
    assert all(line.endswith(")") for line in after)


def test_the_run_sheet_counts_minutes_where_no_start_is_known(plan: Plan) -> None:
    meeting = plan.meeting.model_copy(update={"start": None})
    lines = describe.run_sheet(replace(plan, meeting=meeting), "en").splitlines()
    assert lines[2].split()[0] == "0:00"


def test_a_long_question_is_cut_to_the_width_of_a_terminal(tmp_path: Path) -> None:
    long = TINY.replace("at home?", "at home, in the hall, behind the door, where it always stood?")
    sheet = describe.run_sheet(MeetingOverrides().fit(load(write(tmp_path, long)).guide), "en")
    [line] = [line for line in sheet.splitlines() if "1. Why" in line]
    asked = line.split("min  ")[1].partition("  [")[0]
    assert asked.endswith("…")
    assert len(asked) <= describe.WIDTH


def test_the_plan_for_programs_sums_to_the_meeting_and_names_each_question(plan: Plan) -> None:
    record = json.loads(json.dumps(describe.plan_record(plan)))
    meeting = {"minutes", "people", "tables", "over"}
    assert set(record) == meeting | {"rows", "left_out", "bring_back", "late"}
    assert (record["minutes"], record["people"], record["over"]) == (30, 6, 0)
    keys = {"start", "minutes", "what", "question", "protocol", "tables", "turns"}
    assert all(set(row) == keys for row in record["rows"])
    assert sum(row["minutes"] for row in record["rows"]) == 30
    asked = [row for row in record["rows"] if row["what"] == "question"]
    assert {
        "number": 1,
        "ask": "Why does the walker leave the *umbrella* at home?",
    } in [row["question"] for row in asked]
    assert all((row["question"] is None) == (row not in asked) for row in record["rows"])
    assert all(set(left) == {"question", "why"} for left in record["left_out"])
    numbers = [one["question"]["number"] for one in (*asked, *record["left_out"])]
    assert sorted(numbers) == [1, 2, 3, 4]


def test_the_plan_command_prints_the_same_for_programs(studyguide: Command, tmp_path: Path) -> None:
    path = write(tmp_path, GUIDE)
    ran = studyguide("plan", str(path), "--minutes", "30", "--report", "json")
    assert ran.returncode == 0
    told = MeetingOverrides(minutes=30).fit(load(path).guide)
    assert json.loads(ran.stdout) == describe.plan_record(told)


def test_a_meeting_too_short_is_refused_for_programs_too(
    studyguide: Command, tmp_path: Path
) -> None:
    words = ["--minutes", "15", "--people", "60", "--first-meeting", "--report", "json"]
    ran = studyguide("plan", str(write(tmp_path, GUIDE)), *words)
    assert ran.returncode == 1
    [problem] = json.loads(ran.stdout)
    assert problem["code"] == "meeting-too-short"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("told")
    loaded = load(write(folder, GUIDE))
    editions = ("participant", "facilitator", "cards", "slides")
    return build(loaded, folder, BuildRequest(editions, ["pdf"]))


@pytest.mark.real
def test_what_to_print_is_a_sheet_for_each_person_and_one_for_the_facilitator(built: Built) -> None:
    said = describe.to_print(built)
    assert said.startswith("Print 6 × guide-participant.pdf")
    assert "1 × guide-facilitator.pdf, both sides" in said


def test_cards_are_printed_on_one_side_and_slides_not_at_all(built: Built) -> None:
    said = describe.to_print(built)
    assert "1 × guide-cards.pdf." in said
    assert "slides" not in said


def test_there_is_an_observers_page_for_each_observer(built: Built, tmp_path: Path) -> None:
    one = replace(built.handouts[0], path=Path("watch.pdf"), pages=1)
    watching = replace(one, edition=replace(one.edition, copies=Copies.OBSERVER))
    fishbowl = GUIDE.replace("protocol: pairs", "protocol: fishbowl")
    for people, observers in ((25, 5), (12, 12)):
        plan = MeetingOverrides(minutes=90, people=people).fit(
            load(write(tmp_path, fishbowl)).guide
        )
        assert plan.observers == observers
        told = describe.to_print(replace(built, plan=plan, handouts=(watching,)))
        assert told == f"Print {observers} × watch.pdf."


def test_without_a_pdf_the_browser_is_named(built: Built, tmp_path: Path) -> None:
    loaded = load(write(tmp_path))
    screen = build(loaded, tmp_path, BuildRequest(["participant"], ["html"]))
    assert "browser" in describe.to_print(screen)
    texts = build(loaded, tmp_path, BuildRequest(["messages"], ["txt"]))
    assert describe.to_print(texts) == ""


def test_a_file_is_told_with_its_pages_and_its_size(built: Built) -> None:
    handout = replace(built.handouts[0], path=Path("a.pdf"), pages=2, size=3000)
    assert describe.made(handout) == "a.pdf  (2 pages, 3 KB)"
    assert describe.made(replace(handout, pages=None, size=1)) == "a.pdf  (1 KB)"


def test_figures_count_questions_sides_and_minutes(tmp_path: Path) -> None:
    lines = describe.figures(load(write(tmp_path, GUIDE)).guide).splitlines()
    assert lines[0] == "4 questions: 1 factual, 2 interpretive, 1 evaluative"
    assert any(line.startswith("sides: ") and "1 against" in line for line in lines)
    # 6 to 8 people: 12 minutes for each of three questions and 4 for the factual one.
    assert "minutes: 40 for all questions; the meeting has 60" in lines


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself_with_a_better_question(rule: Rule) -> None:
    said = describe.explanation(rule)
    assert said.startswith(f"{rule.code} (")
    assert rule.why in said
    assert said.index("avoid:  ") < said.index("try:  ")
