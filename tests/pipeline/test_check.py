"""What there is to say about a guide: in the order of its text, with exit codes that tell."""

from pathlib import Path

import pytest
from conftest import Command

from guides import ESSAYS, LONG, SHIPPED, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import load
from studyguide.pipeline.check import check
from studyguide.pipeline.request import CheckRequest
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
