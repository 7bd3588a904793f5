"""Problems said to a person, to a program and to GitHub."""

import json

from studyguide.cli.report import WIDTH, Report, Terminal, problems
from studyguide.problems import Problem, Severity, Spot

WATCHED = Terminal(watched=True)
SPOT = Spot("guide.yaml", 3, 8, "essay: Of Studies")
PROBLEM = Problem("x", "it is wrong", "mend it", SPOT)


def pointed(line: str, column: int) -> tuple[str, str]:
    """The line and the caret that a terminal shows for a column counted from 1."""
    problem = Problem("x", "it is wrong", spot=Spot("guide.yaml", 1, column, line))
    _, shown, caret = problems([problem], Report.TEXT, WATCHED).split("\n")
    return shown, caret


def test_in_a_pipe_each_problem_is_one_line() -> None:
    said = problems([PROBLEM, PROBLEM], Report.TEXT, Terminal())
    assert said == "\n".join(["guide.yaml:3:8: error: it is wrong — mend it [x]"] * 2)


def test_no_problem_is_no_word() -> None:
    assert problems([], Report.TEXT, WATCHED) == ""
    assert problems([], Report.GITHUB, WATCHED) == ""
    assert json.loads(problems([], Report.JSON, WATCHED)) == []


def test_a_terminal_shows_the_line_and_a_caret_under_the_column() -> None:
    assert pointed("essay: Of Studies", 8) == ("    essay: Of Studies", "           ^")
    assert pointed("essay", 1) == ("    essay", "    ^")


def test_the_caret_stands_under_its_letter_after_wide_and_invisible_ones() -> None:
    # Two columns a letter in Chinese and Japanese, none for what joins another letter.
    assert pointed("待つ: x", 5)[1] == "    " + " " * 6 + "^"
    assert pointed("e\u0301: x", 5)[1] == "    " + " " * 3 + "^"
    assert pointed("क\u094d: x", 5)[1] == "    " + " " * 3 + "^"
    assert pointed("a\u200db: x", 6)[1] == "    " + " " * 4 + "^"


def test_a_tab_is_shown_as_one_blank_so_that_the_caret_stays_under_it() -> None:
    assert pointed("\ta", 2) == ("     a", "     ^")


def test_of_a_long_line_only_the_stretch_around_the_column_is_shown() -> None:
    line = "a" * 300 + "b" + "a" * 300
    shown, caret = pointed(line, 301)
    assert len(shown) == 4 + WIDTH
    assert shown[caret.index("^")] == "b"


def test_a_line_that_commands_the_terminal_is_shown_written_out() -> None:
    shown, caret = pointed("\x1b[2J\u202ea", 6)
    assert shown == r"    \x1b[2J\u202ea"
    assert shown[caret.index("^")] == "a"


def test_without_a_line_there_is_no_caret() -> None:
    for spot in (None, Spot("guide.yaml"), Spot("guide.yaml", 1, 1, "   ")):
        problem = Problem("x", "it is wrong", spot=spot)
        assert "\n" not in problems([problem], Report.TEXT, WATCHED)


def test_colour_is_put_on_the_severity_alone() -> None:
    said = problems([PROBLEM], Report.TEXT, Terminal(watched=False, colour=True))
    assert said == "guide.yaml:3:8: \x1b[31m\x1b[1merror:\x1b[0m it is wrong — mend it [x]"


def test_json_is_a_list_of_objects_with_the_promised_keys() -> None:
    bare = Problem("y", "so\nit is", severity=Severity.WARNING)
    first, second = json.loads(problems([PROBLEM, bare], Report.JSON, Terminal()))
    assert first == {
        "file": "guide.yaml",
        "line": 3,
        "column": 8,
        "severity": "error",
        "code": "x",
        "message": "it is wrong",
        "hint": "mend it",
    }
    assert (second["file"], second["line"], second["column"]) == (None, None, None)
    assert (second["severity"], second["message"]) == ("warning", "so\nit is")


def test_json_keeps_letters_and_writes_out_commands() -> None:
    said = problems([Problem("x", "Größe \x1b\u202e\ud800")], Report.JSON, Terminal())
    assert "Größe" in said
    assert json.loads(said)[0]["message"] == r"Größe \x1b\u202e\ud800"


def test_github_gets_one_workflow_command_a_problem() -> None:
    assert problems([PROBLEM], Report.GITHUB, Terminal()) == (
        "::error file=guide.yaml,line=3,col=8,title=x::it is wrong — mend it"
    )


def test_github_calls_an_information_a_notice() -> None:
    levels = [
        problems([Problem("x", "y", severity=severity)], Report.GITHUB, Terminal()).split()[0]
        for severity in Severity
    ]
    assert levels == ["::error", "::warning", "::notice"]


def test_nothing_in_a_guide_can_make_up_a_second_workflow_command() -> None:
    spot = Spot("a,b:c%d\n::error::e.yaml", 1, 1)
    problem = Problem("x", "100%\r\n::warning::gone", "a: b, c", spot)
    said = problems([problem], Report.GITHUB, Terminal())
    assert "\n" not in said
    assert said == (
        "::error file=a%2Cb%3Ac%25d%0A%3A%3Aerror%3A%3Ae.yaml,line=1,col=1,title=x"
        "::100%25%0D%0A::warning::gone — a: b, c"
    )
