"""What can be wrong, and how it is said."""

import pickle

import pytest

from studyguide.problems import Problem, Severity, Spot, StudyguideError, errors, harmless, refuse

SPOT = Spot("guide.yaml", 3, 7, "essay: x")


def test_a_problem_says_where_what_and_what_instead() -> None:
    problem = Problem("out-of-range", "5 is too few", "write 15", SPOT)
    assert str(problem) == "guide.yaml:3:7: error: 5 is too few — write 15 [out-of-range]"


def test_a_problem_without_a_place_or_a_hint_leaves_them_out() -> None:
    assert str(Problem("x", "it rains", severity=Severity.WARNING)) == "warning: it rains [x]"


def test_a_problem_is_one_line_whatever_a_guide_writes_into_it() -> None:
    said = str(Problem("x", "there is no key a\nguide.yaml:1:1: error: b\r\tc\x85\u2028", "", SPOT))
    assert len(said.splitlines()) == 1
    assert said.startswith(
        r"guide.yaml:3:7: error: there is no key a\nguide.yaml:1:1: error: b\x0d"
    )


def test_an_error_tells_all_its_problems_and_survives_a_trip_between_processes() -> None:
    error = StudyguideError(Problem("a", "one"), Problem("b", "two", spot=SPOT))
    assert str(error) == "error: one [a]\nguide.yaml:3:7: error: two [b]"
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems
    assert str(again) == str(error)


def test_refusing_makes_one_error() -> None:
    problem = Problem("a", "one", "two", SPOT)
    assert refuse("a", "one", "two", SPOT).problems == (problem,)


def test_only_errors_stop_a_build() -> None:
    told = [Problem("a", "x", severity=severity) for severity in Severity]
    assert [problem.severity for problem in errors(told)] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\x07b\x08", r"a\x07b\x08"),
        ("\x9b2J", r"\x9b2J"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("a\rb", r"a\x0db"),
        ("\ud800", r"\ud800"),
        ("a\u2028b", r"a\u2028b"),
    ],
)
def test_a_character_that_commands_a_terminal_is_written_out(written: str, shown: str) -> None:
    assert harmless(written) == shown


def test_letters_of_every_script_are_left_alone() -> None:
    written = "Größe, 待つ, انتظار, 👩‍🌾\tand\nmore"
    assert harmless(written) == written


def test_spots_stand_in_the_order_of_the_file() -> None:
    spots = [Spot("b", 1, 1), Spot("a", 10, 2), Spot("a", 9, 30), Spot("a", 10, 1)]
    assert sorted(spots) == [Spot("a", 9, 30), Spot("a", 10, 1), Spot("a", 10, 2), Spot("b", 1, 1)]
