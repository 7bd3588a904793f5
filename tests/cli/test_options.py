"""Numbers on the command line: what is taken, and what is said of a word that is none."""

import json

import pytest
from conftest import Command
from typer.testing import CliRunner

from guides import SHIPPED
from studyguide.cli.app import app
from studyguide.cli.options import number
from studyguide.problems import UsageError

NONE = [
    ("--minutes", "45min", "45min is not a number of minutes", "write it like --minutes 45"),
    ("--minutes", "1h", "1h is not a number of minutes", "write it like --minutes 60"),
    ("--minutes", "4.5e1", "4.5e1 is not a number of minutes", "write it like --minutes 60"),
    ("--minutes", "", " is not a number of minutes", "write it like --minutes 60"),
    ("--people", "eight", "eight is not a number of people", "write it like --people 8"),
    ("--questions", "6x", "6x is not a number of questions", "write it like --questions 6"),
    ("--groups", "two", "two is not a number of tables", "write it like --groups 4"),
]
BEYOND = [
    ("--minutes", "0", "0 is less than 15", "write a number from 15 to 480"),
    ("--minutes", "481", "481 is more than 480", "write a number from 15 to 480"),
    ("--minutes", "9" * 20, f"{'9' * 20} is more than 480", "write a number from 15 to 480"),
    ("--people", "-4", "-4 is less than 2", "write a number from 2 to 200"),
    ("--people", "201", "201 is more than 200", "write a number from 2 to 200"),
    ("--questions", "0", "0 is less than 1", "write a number from 1 to 100"),
    ("--groups", "-1", "-1 is less than 1", "write a number from 1 to 100"),
]


@pytest.mark.parametrize("command", ["build", "plan"])
@pytest.mark.parametrize(("option", "word", "message", "hint"), [*NONE, *BEYOND])
def test_a_word_that_is_no_number_is_told_in_our_own_words(
    option: str, word: str, message: str, hint: str, command: str
) -> None:
    ran = CliRunner().invoke(app, [command, SHIPPED, f"{option}={word}"])
    assert ran.exit_code == 2
    assert ran.stderr == f"error: {option}: {message} — {hint} [bad-option]\n"
    assert ran.stdout == ""


def test_a_wrong_number_is_told_to_programs_too(studyguide: Command) -> None:
    ran = studyguide("build", SHIPPED, "--people", "eight", "--report", "json")
    assert ran.returncode == 2
    assert ran.stderr == ""
    (problem,) = json.loads(ran.stdout)
    assert (problem["code"], problem["severity"]) == ("bad-option", "error")
    assert problem["message"] == "--people: eight is not a number of people"


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("minutes", "15", 15),
        ("minutes", "480", 480),
        ("minutes", " 60 ", 60),
        ("people", "+8", 8),
        ("questions", "007", 7),
        ("tables", "1", 1),
    ],
)
def test_a_number_is_taken_as_people_write_it(name: str, word: str, value: int) -> None:
    assert number(name, word) == value


def test_one_digit_too_many_for_any_number_is_no_traceback() -> None:
    with pytest.raises(UsageError, match="not a number of minutes"):
        number("minutes", "1" * 5000)


def test_the_plan_takes_questions_and_tables_from_the_command_line(studyguide: Command) -> None:
    ran = studyguide("plan", SHIPPED, "--questions=2", "--groups=2", "--people=12")
    assert ran.returncode == 0, ran.stderr
    assert "2 tables" in ran.stdout
