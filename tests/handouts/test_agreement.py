"""Pages, terminal, report and messages all tell the same of an evening."""

import re
from dataclasses import dataclass, replace
from html import unescape
from itertools import accumulate
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from strategies import evenings, many

from guides import LONG, SHIPPED, TINY, write
from studyguide.cli.describe import plan_record, run_sheet
from studyguide.files.resources import shipped_guides
from studyguide.guide.fields import Kind, Protocol
from studyguide.guide.load import Loaded, load
from studyguide.guide.markup import plain
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Guide
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.evening import deadlines
from studyguide.handouts.view import view
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan, plan
from studyguide.problems import StudyguideError

ANY = load(shipped_guides()[SHIPPED])
"""What guides are put into that were never in a file."""
WAYS = [None, *Protocol]
"""Every protocol, and none."""


@dataclass(frozen=True)
class Told:
    """What is told of one row: when, how long, the question's number, what and how."""

    at: str
    minutes: int
    number: int | None
    what: str
    how: str


@dataclass(frozen=True)
class Evening:
    """A planned guide, and all that is printed of it."""

    loaded: Loaded
    plan: Plan

    def body(self, edition: str, part: str = "") -> str:
        """The text of an edition."""
        return Document(view(self.loaded, EDITIONS[edition], self.plan), part=part).body

    @property
    def terminal(self) -> str:
        """What `studyguide plan` prints."""
        return run_sheet(self.plan, self.loaded.guide.language)


def words(html: str) -> str:
    """The words of a piece of a page."""
    return spaced(unescape(re.sub(r"<[^>]*>", " ", html)))


def spaced(text: str) -> str:
    """The text with single spaces; those that keep a number with its word stay what they are."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def pieces(tag: str, html: str) -> list[str]:
    """What is inside each element of a page, which has none of its own kind in it."""
    return re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.DOTALL)


# What each of them tells


def on_the_page(page: str) -> list[Told]:
    """The rows of the facilitator's run sheet."""
    (body,) = pieces("tbody", page)
    rows = []
    for row in pieces("tr", body):
        *times, minutes, what, how = pieces("td", row)
        number, asked = re.findall(r'<b class="number">(\d+)</b>', what), what.partition("<br>")[0]
        said = words(asked).removeprefix(f"{number[0]} " if number else "")
        rows.append(
            Told(times[-1], int(minutes), int(number[0]) if number else None, said, words(how))
        )
    return rows


def on_the_terminal(printed: str) -> list[Told]:
    """The same rows of `studyguide plan`; a long question is cut."""
    line = r"^ *([\d:.h]+) +(\d+) min  (?:(\d+)\. )?(.*?)(?:  \[(.*)\])?$"
    found = re.findall(line, printed, re.MULTILINE)
    return [
        Told(at, int(minutes), int(number) if number else None, spaced(what), spaced(how))
        for at, minutes, number, what, how in found
    ]


def at_tables(page: str) -> list[list[tuple[int, str, str, int]]]:
    """For each table sheet its questions: number, words, time and minutes."""
    sheets = []
    for sheet in re.findall(r'<section class="table"[^>]*>(.*?)</section>', page, re.DOTALL):
        asked = []
        for one in re.findall(r'<li class="question">(.*?)</li>', sheet, re.DOTALL):
            ask, facts = pieces("p", one)
            (number,) = pieces("span", one)
            at, minutes, *_ = re.split(r"\s· ", words(facts))
            asked.append((int(number), words(ask), at, int(minutes.split()[0])))
        sheets.append(asked)
    return sheets


def sent(messages: str) -> list[tuple[int, str]]:
    """The questions that are sent."""
    found = re.findall(r"^(\d+)\. (.*)$", messages, re.MULTILINE)
    return [(int(number), spaced(ask)) for number, ask in found]


# How they are compared


def agree(evening: Evening) -> None:
    """Fails where two of them tell different things."""
    facilitators = evening.body("facilitator")
    rows = on_the_page(facilitators)
    the_terminal_says_the_same(evening, facilitators, rows)
    the_report_says_the_same(evening, rows)
    the_details_and_slides_say_the_same(evening, facilitators, rows)
    the_tables_say_the_same(evening, facilitators, rows)
    the_messages_say_the_same(evening, rows)
    meeting = evening.plan.meeting
    assert sum(row.minutes for row in rows) == meeting.minutes + evening.plan.over
    assert all(row.what for row in rows), "every row says what it is"
    starts = accumulate((row.minutes for row in rows[:-1]), initial=0)
    assert [minutes_of(row.at, meeting.start) for row in rows] == list(starts)


def minutes_of(at: str, start: str | None) -> int:
    """How long after the start a time is, even past midnight."""
    since, began = (
        sum(int(part) * unit for part, unit in zip(time.split(":"), (60, 1), strict=True))
        for time in (at, start or "0:00")
    )
    return (since - began) % (24 * 60)


def the_terminal_says_the_same(evening: Evening, facilitators: str, rows: list[Told]) -> None:
    printed = on_the_terminal(evening.terminal)
    for row, line in zip(rows, printed, strict=True):
        assert row.what.startswith(line.what.rstrip("…"))
        assert line == replace(row, what=line.what)
    terminal = spaced(evening.terminal)
    run, late, *_ = pieces("section", facilitators)
    advice = [words(line) for line in pieces("li", late)]
    assert [line for line in advice if line not in terminal] == []
    assert len(advice) == len(plan_record(evening.plan)["late"]) + bool(deadlines(evening.plan))
    told = r"Runs \d+ minutes? over|There is time for more: bring back [\d, ]+\."
    assert re.findall(told, words(run)) == re.findall(told, terminal)


def the_report_says_the_same(evening: Evening, rows: list[Told]) -> None:
    record = plan_record(evening.plan)
    for row, told in zip(rows, record["rows"], strict=True):
        question = told["question"] or {"number": None, "ask": ""}
        assert (row.at, row.minutes, row.number) == (
            told["start"],
            told["minutes"],
            question["number"],
        )
        assert not row.number or row.what == spaced(plain(question["ask"]))
        tables = re.search(r"(\d+) tables?$", row.how)
        assert told["tables"] == (int(tables[1]) if tables else 0)
        steps = [int(minutes) for minutes in re.findall(r"(\d+)\u00a0", row.how)]
        several = [one["minutes"] for one in told["turns"]]
        assert steps == (several if len(several) > 1 else [])
        assert sum(steps) in (0, row.minutes)
    over = re.findall(r"^Runs (\d+) minutes? over", evening.terminal)
    assert [int(number) for number in over] == [record["over"]] * bool(record["over"])
    back = re.findall(r"bring back ([\d, ]+)\.", evening.terminal)
    assert back == [", ".join(map(str, record["bring_back"]))] * bool(record["bring_back"])


def the_details_and_slides_say_the_same(
    evening: Evening, facilitators: str, rows: list[Told]
) -> None:
    asked = [(row.number, row.minutes) for row in rows if row.number]
    times = {row.number: row.at for row in rows}
    details = []
    for article in re.findall(r'id="question-(\d+)">(.*?)</article>', facilitators, re.DOTALL):
        for at, minutes in re.findall(r"<b>([\d:]+), (\d+) minutes?</b>", article[1]):
            details.append((int(article[0]), int(minutes)))
            assert at == times[int(article[0])]
    assert details == asked
    slides = re.findall(r'id="question-(\d+)" data-minutes="(\d+)"', evening.body("slides"))
    assert [(int(number), int(minutes)) for number, minutes in slides] == asked


def the_tables_say_the_same(evening: Evening, facilitators: str, rows: list[Told]) -> None:
    seated = re.findall(r"People sit at (\d+) tables? from the start", facilitators)
    named = {tables for row in rows for tables in re.findall(r"(\d+) tables?$", row.how)}
    moves = any(row.what == "Change seats" for row in rows)
    assert set(seated) == (set() if moves else named)
    sheets = at_tables(evening.body("groups"))
    assert len(sheets) == evening.plan.tables == sum(int(tables) for tables in named)
    at = [row for row in rows if row.number and re.search(r"\d+ tables?$", row.how)]
    expected = [(row.number, row.what, row.at, row.minutes) for row in at]
    assert [sheet for sheet in sheets if sheet != expected] == []


def the_messages_say_the_same(evening: Evening, rows: list[Told]) -> None:
    meeting = evening.plan.meeting
    asked = [(row.number, row.what) for row in rows if row.number]
    assert sent(evening.body("messages", "questions")) == asked
    invitation = evening.body("messages", "invitation")
    assert re.findall(r"(\d+) minutes? to talk", invitation) == [
        str(meeting.minutes + evening.plan.over)
    ]
    assert not meeting.start or meeting.start in invitation


# A spread of evenings


def every_way() -> str:
    """A guide with a question for every protocol, some of them with minutes of their author."""
    asked: list[dict[str, Any]] = [
        {
            "ask": f"Who stays dry at gate {number}, and *how* does the walker know?",
            "kind": str([*Kind][number % 3]),
            "follow_ups": ["Who says so?", {"ask": "And there?", "passage": str(number)}],
            **({"protocol": str(way)} if way else {}),
            **({"minutes": 8 + number} if number % 3 == 0 else {}),
        }
        for number, way in enumerate(WAYS, start=1)
    ]
    sections = [
        {"title": "Getting wet", "passage": "1-9", "questions": asked[::2]},
        {"title": "Drying off", "passage": "10-19", "questions": asked[1::2]},
    ]
    return yaml.safe_dump({"studyguide": 1, "essay": "A walk", "sections": sections})


INSISTING = LONG.replace("keep: usually", "keep: always")
TEXTS = {"every way": every_way(), "insisting": INSISTING, "one question": TINY}
GROUPS: list[dict[str, Any]] = [
    {"people": 2},
    {"people": 5, "first_meeting": True, "start": "19:00"},
    {"people": 7, "tables": 3, "start": "9:30"},
    {"people": 12, "questions": 5, "start": "23:15"},
    {"people": 13, "first_meeting": True},
    {"people": 20, "tables": 4, "questions": 3, "start": "19:00"},
    {"people": 21, "questions": 8, "tables": 6},
    {"people": 25, "tables": 1, "start": "19:00"},
    {"people": 30, "start": "19:00"},
]


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Loaded]:
    folder = tmp_path_factory.mktemp("guides")
    return {
        name: load(write(folder, text, f"{name.replace(' ', '-')}.yaml"))
        for name, text in TEXTS.items()
    }


@pytest.mark.parametrize("minutes", [30, 75, 240])
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{group['people']} people")
@pytest.mark.parametrize("guide", TEXTS)
def test_all_that_tells_of_an_evening_tells_the_same(
    guide: str, group: dict[str, Any], minutes: int, guides: dict[str, Loaded]
) -> None:
    loaded = guides[guide]
    agree(Evening(loaded, MeetingOverrides(minutes=minutes, **group).fit(loaded.guide)))


def test_the_spread_has_every_protocol_tables_time_to_spare_and_too_little(
    guides: dict[str, Loaded],
) -> None:
    plans = [
        MeetingOverrides(minutes=minutes, **group).fit(loaded.guide)
        for loaded in guides.values()
        for group in GROUPS
        for minutes in (30, 75, 240)
    ]
    assert {row.protocol for one in plans for row in one.rows if row.core} == {*Protocol}
    for told in ("over", "bring_back", "tables", "observers"):
        assert 5 < sum(bool(getattr(one, told)) for one in plans) < len(plans)
    assert {len(one.kept) for one in plans} >= {1, 3, 4, 5, 8}


@settings(max_examples=many(30), deadline=None)
@given(evenings())
def test_any_evening_is_told_alike(evening: tuple[Guide, Meeting]) -> None:
    guide, meeting = evening
    try:
        planned = plan(guide, meeting)
    except StudyguideError as error:
        assume(error.problems[0].code != "meeting-too-short")
        raise
    agree(Evening(replace(ANY, guide=guide), planned))
