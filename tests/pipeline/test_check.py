"""What there is to say about a guide: in the order of its text, with exit codes that tell."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Command

from guides import ESSAYS, LONG, SHIPPED, write
from studyguide.authoring import blank
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import load
from studyguide.pipeline.check import check
from studyguide.pipeline.jobs import prepare
from studyguide.pipeline.plan import overruns
from studyguide.pipeline.request import BuildRequest, CheckRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import plan
from studyguide.problems import Problem, Severity, Spot
from studyguide.rules import RULES

RAIN = """\
studyguide: 1
essay: A walk in the rain
meeting: {minutes: 60, people: 6}
sections:
  - id: wet
    title: Getting wet
    passage: 1-4
    questions:
      - id: home
        ask: How does paragraph 1 explain that the umbrella stays at home?
        possible_answers: [He wants to be wet., She forgot it.]
        follow_ups: Where do you see that?
      - id: wet-question
        ask: Is the walker wet in paragraph 2?
"""
CLOSED = "closed-question"


def found(folder: Path, text: str = RAIN) -> tuple[Problem, ...]:
    return check(load(write(folder, text)))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


def spot(problems: tuple[Problem, ...], code: str) -> Spot:
    (one,) = [problem.spot for problem in problems if problem.code == code]
    assert one
    return one


def test_the_shipped_guide_is_clean(studyguide: Command) -> None:
    loaded = load(shipped_guides()[SHIPPED])
    assert check(loaded) == ()
    assert not any(part.allow for _, part in loaded.guide.places), "nothing is set aside"
    ran = studyguide("check", "--strict", SHIPPED)
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert "no problems" in ran.stdout


def test_findings_stand_in_the_order_of_the_text(tmp_path: Path) -> None:
    text = RAIN.replace("studyguide: 1\n", "") + "      - ask: Are you sad in paragraph 3?\n"
    lines = [one.spot.line for one in found(tmp_path, text) if one.spot]
    assert len(lines) >= 3
    assert lines == sorted(lines)
    assert lines[0] == 1, "what the reading itself found stands among them"


def test_a_finding_lands_on_its_question(tmp_path: Path) -> None:
    assert spot(found(tmp_path), CLOSED).line in (13, 14)


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_warnings_fail_only_when_they_are_to(
    strict: bool, code: int, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, RAIN)
    ran = studyguide("check", *["--strict"] * strict)
    assert f"[{CLOSED}]" in ran.stderr
    assert ran.returncode == code


def test_informations_never_fail(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, RAIN.replace("Is the walker wet in", "Why is the walker wet in"))
    problems = found(tmp_path, RAIN.replace("Is the walker wet in", "Why is the walker wet in"))
    assert {one.severity for one in problems} <= {Severity.INFO, Severity.WARNING}
    kept = [one for one in problems if one.severity is Severity.WARNING]
    ran = studyguide("check", "--strict")
    assert ran.returncode == (1 if kept else 0), ran.stderr


def test_errors_fail_whatever_else_is_asked(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, RAIN.replace("minutes: 60", "minutes: ten"))
    ran = studyguide("check")
    assert ran.returncode == 1
    assert "guide.yaml:3:20: error: ten is not a whole number" in ran.stderr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_teach_itself(rule: object, studyguide: Command) -> None:
    from typer.testing import CliRunner

    from studyguide.cli.app import app

    code = getattr(rule, "code")  # noqa: B009
    ran = CliRunner().invoke(app, ["check", "--explain", code])
    assert ran.exit_code == 0
    assert ran.output.startswith(f"{code} (")
    assert "\n  avoid:  " in ran.output
    assert "\n  try:    " in ran.output


def test_an_unknown_rule_gets_its_neighbour(studyguide: Command) -> None:
    ran = studyguide("check", "--explain", "closed-questoin")
    assert ran.returncode == 2
    assert "did you mean closed-question?" in ran.stderr


# An evening that is too long

LONG_EVENING = """\
studyguide: 1
essay: A walk in the rain
norms: [Point to the page.]
meeting: {minutes: 60, people: 8, reading: before}
sections:
  - title: Getting wet
    questions:
"""
ASKED = "      - {{ask: 'What is meant by drop {}?', minutes: 10, keep: always}}\n"


def evening(questions: int) -> str:
    return LONG_EVENING + "".join(ASKED.format(number) for number in range(questions))


def test_a_plan_that_runs_over_is_the_first_that_is_told(tmp_path: Path) -> None:
    text = evening(6)
    over = plan(load(write(tmp_path, text)).guide).over
    assert over > 1
    problems = found(tmp_path, text.removeprefix("studyguide: 1\n"))
    first = problems[0]
    assert first.spot
    assert len(problems) > 1, "what stands above it comes after it"
    assert (first.code, first.severity, first.spot.line) == ("runs-over", Severity.WARNING, 3)
    assert first.message == f"runs {over} minutes over: {60 + over} minutes are planned for 60"
    assert first.hint == (
        "raise minutes: under meeting, or lower the minutes: of a question, "
        "or take keep: always off one"
    )


def test_a_build_says_first_of_all_that_the_plan_runs_over(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, evening(6).removeprefix("studyguide: 1\n")))
    first, *rest = codes(prepare(loaded, BuildRequest()).notices)
    assert first == "runs-over"
    assert "no-version" in rest
    longer = BuildRequest(meeting=MeetingOverrides(minutes=120))
    assert "runs-over" not in codes(prepare(loaded, longer).notices)


def test_one_minute_over_is_one_minute(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, evening(1)))
    planned = plan(loaded.guide)
    assert list(overruns(loaded, planned)) == []
    (problem,) = overruns(loaded, replace(planned, over=1))
    assert problem.message == "runs 1 minute over: 61 minutes are planned for 60"


# Not written yet


def test_a_blank_guide_is_told_at_each_line_that_is_still_to_be_written(tmp_path: Path) -> None:
    text = blank()
    lines = text.splitlines()
    told = [one for one in found(tmp_path, text) if one.code == "placeholder"]
    by_line = {one.spot.line: one for one in told if one.spot}
    titles = [number for number, line in enumerate(lines, start=1) if "title: " in line]
    asked = [
        number
        for number, line in enumerate(lines, start=1)
        if line.endswith("?") and not line.lstrip().startswith("#")
    ]
    assert len(titles) == len(asked) == 3
    assert sorted(by_line) == sorted(titles + asked)
    assert {by_line[number].severity for number in titles} == {Severity.WARNING}
    assert {by_line[number].severity for number in asked} == {Severity.INFO}
    assert by_line[titles[0]].message.startswith("nothing is made for participants")


def test_what_is_written_over_is_a_placeholder_no_longer(tmp_path: Path) -> None:
    text = blank().replace("The title of your text", "A walk in the rain")
    messages = [one.message for one in found(tmp_path, text) if one.code == "placeholder"]
    assert len(messages) == 5
    assert not [one for one in messages if "participants" in one]


def test_a_guide_of_drafts_alone_is_a_warning_and_a_half_finished_one_an_information(
    tmp_path: Path,
) -> None:
    half = RAIN + "      - {ask: What does paragraph 3 hide?, draft: true}\n"
    drafts = RAIN.replace("ask: ", "draft: true\n        ask: ")
    severities = {"all-drafts": Severity.WARNING, "drafts": Severity.INFO}
    for text, code in ((half, "drafts"), (drafts, "all-drafts")):
        told = [one for one in found(tmp_path, text) if one.code in severities]
        assert [(one.code, one.severity) for one in told] == [(code, severities[code])]
        assert "--with-drafts" in told[0].hint


# Setting aside


@pytest.mark.parametrize(
    "allowed",
    [
        RAIN + "        allow: {closed-question: a warm-up}\n",
        RAIN.replace(
            "    passage: 1-4\n", "    passage: 1-4\n    allow: {closed-question: warm}\n"
        ),
        RAIN.replace("sections:", "allow: {closed-question: we like them}\nsections:"),
    ],
    ids=["question", "section", "guide"],
)
def test_a_rule_is_set_aside_with_a_reason_at_any_height(allowed: str, tmp_path: Path) -> None:
    assert CLOSED in codes(found(tmp_path))
    problems = found(tmp_path, allowed)
    assert CLOSED not in codes(problems)
    assert "unused-allow" not in codes(problems)


def test_a_rule_set_aside_in_vain_is_told_at_its_line(tmp_path: Path) -> None:
    text = RAIN.replace(
        "        follow_ups:", "        allow: {idiom: no reason}\n        follow_ups:"
    )
    problems = found(tmp_path, text)
    assert spot(problems, "unused-allow").line == 12
    (one,) = [problem for problem in problems if problem.code == "unused-allow"]
    assert one.severity is Severity.INFO


def test_a_misspelt_rule_is_told_and_sets_nothing_aside(tmp_path: Path) -> None:
    problems = found(tmp_path, RAIN + "        allow: {closed-questoin: a warm-up}\n")
    assert {CLOSED, "unknown-rule"} <= set(codes(problems))


# Over another guide


def test_findings_about_a_shipped_base_land_on_the_line_that_extends_it(tmp_path: Path) -> None:
    drop = [
        part.id
        for where, part in load(shipped_guides()[SHIPPED]).guide.places
        if len(where) == 4 and where[1] == 0
    ]
    text = f"studyguide: 1\nextends: {SHIPPED}\nmeeting: {{minutes: 480}}\ndrop: {drop}\n"
    loaded = load(write(tmp_path, text.replace("'", "")))
    problems = check(loaded)
    assert problems, "a section without questions is worth a word"
    for one in problems:
        assert one.spot
        assert one.spot.file == str(loaded.path)


def test_a_finding_about_a_changed_question_lands_in_the_overlay(tmp_path: Path) -> None:
    write(tmp_path, RAIN, "base.yaml")
    change = "change:\n  wet-question:\n    ask: Is she wet in paragraph 2?\n"
    text = f"studyguide: 1\nextends: base.yaml\n{change}"
    loaded = load(write(tmp_path, text, "over.yaml"))
    spots = {one.spot for one in check(loaded) if one.code == CLOSED}
    assert Spot(str(tmp_path / "over.yaml"), 5, 10) in spots


# With the essay's text, and with a theme


def test_what_the_essays_text_shows_is_among_the_findings(tmp_path: Path) -> None:
    text = LONG.replace("to: was late", "to: was never late", 1)
    problems = found(tmp_path, text)
    assert any("was never late" in f"{one.message} {one.hint}" for one in problems)
    assert "two-farms.txt" in ESSAYS


WALK = """\
It rains. The umbrella stays at home.

She is wet, and then she is dry. It rains.

At the door stands the umbrella.
"""


def test_what_a_passage_only_informs_of_never_fails(studyguide: Command, tmp_path: Path) -> None:
    (tmp_path / "walk.txt").write_text(WALK)
    text = RAIN.replace("passage: 1-4", "passage: 1-2").replace(
        "      - id: wet-question",
        "        passage: [{from: It rains}, 3]\n      - id: wet-question",
    )
    text = text.replace("Is the walker wet in", "Why is the walker wet in")
    told = {
        one.code: one
        for one in check(write(tmp_path, text), CheckRequest(text=tmp_path / "walk.txt"))
    }
    assert told["passage-twice"].message == (
        "“It rains” occurs twice in its section, in ¶1 and ¶2; the first counts"
    )
    assert told["outside-section"].message == "this is in ¶3, outside its section (¶1-2)"
    for code in ("passage-twice", "outside-section"):
        assert told[code].severity is Severity.INFO
        spot = told[code].spot
        assert spot
        assert spot.line == 13
    ran = studyguide("check", "--strict", "--text", "walk.txt")
    assert ran.returncode == 0
    assert "[outside-section]" in ran.stderr + ran.stdout


def test_an_essay_named_on_the_command_line_takes_the_place_of_the_guides(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, LONG))
    (tmp_path / "other.txt").write_text("Another text.\n\nIt has two paragraphs.\n")
    assert len(check(loaded, CheckRequest(text=tmp_path / "other.txt"))) > len(check(loaded))


PALE = ":root { --ink: #999; }"


def test_the_colours_of_a_theme_are_the_last_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "pale").mkdir()
    (tmp_path / "pale/theme.css").write_text(PALE)
    problems = check(write(tmp_path), CheckRequest(theme=str(tmp_path / "pale")))
    assert codes(problems)[-1] == "low-contrast"


def test_the_theme_that_a_guide_names_is_looked_at(studyguide: Command, tmp_path: Path) -> None:
    (tmp_path / "pale").mkdir()
    (tmp_path / "pale/theme.css").write_text(PALE)
    write(tmp_path, RAIN.replace("sections:", "theme: pale\nsections:"))
    ran = studyguide("check")
    assert "--ink on --paper has a contrast of 2.8 to 1, but needs 4.5 to 1" in ran.stderr
    assert "theme.css:1:1: warning" in ran.stderr


def test_a_theme_that_is_not_there_is_told_before_the_evening(tmp_path: Path) -> None:
    text = RAIN.replace("sections:", "theme: pale\nsections:")
    (problem,) = found(tmp_path, text)
    assert str(problem).startswith(f"{tmp_path / 'guide.yaml'}:4:8: error: pale is not a theme")


def test_several_guides_are_checked_and_each_is_told(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, RAIN, "a.yaml")
    write(tmp_path, "studyguide: 1\n", "b.yaml")
    ran = studyguide("check", "a.yaml", "b.yaml")
    assert ran.returncode == 1
    assert "a.yaml:" in ran.stderr
    assert "b.yaml:" in ran.stderr
