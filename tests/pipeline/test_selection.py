"""Which editions a request makes: all that can be made, and what is said of the others."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from guides import TINY, write
from studyguide.essay.resolve import ground, text_of
from studyguide.guide.fields import P
from studyguide.guide.load import load
from studyguide.handouts.editions import EDITIONS, Copies, Edition, Need
from studyguide.pipeline.request import BuildRequest
from studyguide.pipeline.selection import ALL, Selection, lacking, selected, understood
from studyguide.planning.overrides import MeetingOverrides
from studyguide.problems import Severity, StudyguideError, UsageError

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR
RAIN = """\
studyguide: 1
essay:
  title: A walk in the rain
meeting:
  minutes: 60
  people: 8
sections:
  - title: Getting wet
    questions:
      - Why does the walker leave the umbrella at home?
"""
WITH_TEXT = RAIN.replace("rain\n", "rain\n  file: rain.txt\n")
FISHBOWL = RAIN.replace("- Why", "- protocol: fishbowl\n        keep: always\n        ask: Why")
DRAFTS = RAIN.replace("- Why", "- draft: true\n        ask: Why")


def chosen(folder: Path, text: str, *editions: str, **words: Any) -> Selection:
    """What is made of a guide; `words` as BuildRequest has them, and `tables` for the meeting."""
    (folder / "rain.txt").write_text("It rained.\n\nThen it did not.\n", "utf-8")
    loaded = load(write(folder, text))
    meeting = MeetingOverrides(tables=words.pop("tables", None))
    asked = understood(BuildRequest(editions, meeting=meeting, **words))
    grounds = ground(loaded, text_of(loaded, None))
    return selected(asked, loaded, meeting.fit(loaded.guide), grounds)


def names(selection: Selection) -> list[str]:
    return [edition.name for edition in selection.editions]


def said(selection: Selection) -> dict[str, Severity]:
    """The codes of what is said of the editions left out, each with its severity."""
    return {one.code: one.severity for one in selection.notices}


def refused(folder: Path, text: str, *editions: str, **words: Any) -> StudyguideError:
    with pytest.raises(StudyguideError) as caught:
        chosen(folder, text, *editions, **words)
    return caught.value


@pytest.fixture
def watchers(monkeypatch: pytest.MonkeyPatch) -> Edition:
    """A usual edition for those who watch a fishbowl, which the table has beside its own."""
    needed = Need.FISHBOWL
    edition = Edition("watchers", P, copies=Copies.OBSERVER, usual=True, folds=False, needs=needed)
    monkeypatch.setitem(EDITIONS, edition.name, edition)
    return edition


# All editions


def test_all_is_every_edition_that_needs_nothing(tmp_path: Path) -> None:
    selection = chosen(tmp_path, RAIN, ALL)
    assert names(selection) == [name for name, one in EDITIONS.items() if one.needs is None]
    assert len(names(selection)) >= 5
    assert selection.missing == ()


def test_all_says_in_one_information_each_what_is_left_out_and_what_it_takes(
    tmp_path: Path,
) -> None:
    told = chosen(tmp_path, RAIN, ALL).notices
    assert {one.severity for one in told} == {INFO}
    by_code = {one.code: one for one in told}
    assert by_code["no-tables"].message == "no table sheets: the group sits in one circle"
    assert by_code["no-tables"].hint == "say --groups 3, or tables: 3 under meeting"
    assert "--text FILE" in by_code["no-text"].hint
    lines = {one.code: one.spot.line for one in told if one.spot}
    assert (lines["no-text"], lines["no-tables"]) == (3, 5)
    assert len(by_code) == len(told) == len([one for one in EDITIONS.values() if one.needs])


def test_all_has_a_packet_where_the_text_is_and_table_sheets_where_there_are_tables(
    tmp_path: Path,
) -> None:
    assert "packet" in names(chosen(tmp_path, WITH_TEXT, ALL))
    assert "groups" not in names(chosen(tmp_path, WITH_TEXT, ALL))
    seated = chosen(tmp_path, WITH_TEXT, ALL, tables=3)
    assert {"packet", "groups"} <= set(names(seated))
    assert not {"no-text", "no-tables"} & set(said(seated))


def test_all_has_an_observers_page_where_there_is_a_fishbowl(
    watchers: Edition, tmp_path: Path
) -> None:
    without = chosen(tmp_path, RAIN, ALL)
    assert watchers in without.left_out
    assert said(without)["no-fishbowl"] is INFO
    assert watchers in chosen(tmp_path, FISHBOWL, ALL).editions


def test_all_leaves_out_what_does_not_come_in_large_print(tmp_path: Path) -> None:
    selection = chosen(tmp_path, RAIN, ALL, large_print=True)
    assert not {"slides", "messages"} & set(names(selection))
    assert {"participant", "facilitator", "cards"} <= set(names(selection))
    told = [one for one in selection.notices if one.code == "not-for-edition"]
    assert [one.severity for one in told] == [INFO, INFO]
    assert "the slides edition has no large print" in [one.message for one in told]


def test_an_edition_named_beside_all_is_one_that_was_named(tmp_path: Path) -> None:
    selection = chosen(tmp_path, RAIN, ALL, "groups")
    assert names(selection) == names(chosen(tmp_path, RAIN, ALL))
    assert said(selection)["no-tables"] is WARNING
    assert said(selection)["no-text"] is INFO
    assert selection.missing == ("groups",)


# Needs


@pytest.mark.parametrize(
    ("edition", "text", "tables"),
    [("packet", WITH_TEXT, None), ("groups", RAIN, 2), ("watchers", FISHBOWL, None)],
)
@pytest.mark.usefixtures("watchers")
def test_an_edition_lacks_nothing_where_its_need_is_met(
    edition: str, text: str, tables: int | None, tmp_path: Path
) -> None:
    assert names(chosen(tmp_path, text, edition, tables=tables)) == [edition]
    (problem,) = refused(tmp_path, RAIN, edition).problems
    assert problem.severity is ERROR
    assert problem.spot
    assert not isinstance(refused(tmp_path, RAIN, edition), UsageError)


def test_every_need_has_a_reason_and_a_remedy(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, RAIN))
    plan, grounds = MeetingOverrides().fit(loaded.guide), ground(loaded, None)
    for need in Need:
        lack = lacking(Edition("any", P, needs=need), plan, grounds)
        assert lack
        assert lack.message.startswith("no ")
        assert lack.hint
    assert lacking(Edition("any", P), plan, grounds) is None


def test_a_usual_edition_without_a_need_is_left_out_in_silence(
    watchers: Edition, tmp_path: Path
) -> None:
    selection = chosen(tmp_path, RAIN)
    assert names(selection) == ["participant", "facilitator"]
    assert selection.notices == ()
    assert watchers in chosen(tmp_path, FISHBOWL).editions
    folded = chosen(tmp_path, RAIN, format=["booklet"])
    assert folded.notices == (), "no word about its formats either"
    needed = chosen(tmp_path, FISHBOWL, format=["booklet"])
    assert needed.left_out[watchers].severity is INFO
    assert {"participant", "facilitator"} <= set(names(needed))


# Options that not every edition takes


@pytest.mark.parametrize(
    ("other", "words", "why"),
    [
        ("slides", {"large_print": True}, "the slides edition has no large print"),
        ("cards", {"paper": "a5"}, "the cards edition comes only on a4 or letter"),
        ("messages", {"format": ["pdf"]}, "the messages edition comes only as txt"),
    ],
)
def test_an_edition_that_cannot_take_an_option_says_so_and_the_rest_is_made(
    other: str, words: dict[str, Any], why: str, tmp_path: Path
) -> None:
    selection = chosen(tmp_path, RAIN, "participant", other, **words)
    assert names(selection) == ["participant"]
    (problem,) = selection.notices
    assert (problem.message, problem.severity) == (why, WARNING)
    assert problem.hint == f"leave out {_option(words)}, or build the {other} edition separately"
    assert selection.missing == (other,)
    alone = refused(tmp_path, RAIN, other, **words)
    assert isinstance(alone, UsageError)
    assert [(one.message, one.severity) for one in alone.problems] == [(why, ERROR)]


def _option(words: dict[str, Any]) -> str:
    return f"--{next(iter(words)).replace('_', '-')}"


def test_usual_editions_that_do_not_come_in_a_format_are_no_silent_success() -> None:
    with pytest.raises(UsageError) as caught:
        understood(BuildRequest(format=["txt"]))
    named = [one.message.split()[1] for one in caught.value.problems]
    assert named[:2] == ["participant", "facilitator"]


def test_what_is_lacking_decides_if_nothing_is_left_for_two_reasons(tmp_path: Path) -> None:
    error = refused(tmp_path, RAIN, "groups", "slides", large_print=True)
    assert not isinstance(error, UsageError)
    assert [one.code for one in error.problems] == ["not-for-edition", "no-tables"]
    assert {one.severity for one in error.problems} == {ERROR}


def test_of_all_editions_only_the_reason_that_matters_is_told(tmp_path: Path) -> None:
    error = refused(tmp_path, DRAFTS, ALL, format=["txt"])
    assert [one.code for one in error.problems] == ["all-drafts"]


def test_an_edition_comes_in_the_formats_named_else_in_its_usual_ones(tmp_path: Path) -> None:
    def formats(*named: str) -> list[list[str]]:
        selection = chosen(tmp_path, RAIN, "participant", "slides", format=named)
        return [[one.name for one in selection.formats_of(it)] for it in selection.editions]

    assert formats() == [["pdf", "html"], ["pdf", "html"]]
    assert formats("booklet", "html") == [["html", "booklet"], ["html"]]


def test_an_unknown_edition_is_told_of_all() -> None:
    with pytest.raises(UsageError) as caught:
        understood(BuildRequest(["poster"]))
    assert caught.value.problems[0].hint.endswith(", all")


# Guides that nobody has finished


def test_drafts_alone_are_for_the_facilitator_and_all_who_read_the_text(tmp_path: Path) -> None:
    drafts = DRAFTS.replace("rain\n", "rain\n  file: rain.txt\n")
    selection = chosen(tmp_path, drafts, ALL)
    assert names(selection) == ["facilitator", "packet"]
    (problem,) = [one for one in selection.notices if one.severity is WARNING]
    assert problem.message.endswith("every question is still a draft")
    assert problem.hint == (
        "remove draft: true from the ones you keep, or build with --with-drafts"
    )
    assert problem.spot
    assert problem.spot.line == 9


def test_without_a_named_edition_drafts_are_a_warning_and_no_failure(tmp_path: Path) -> None:
    selection = chosen(tmp_path, DRAFTS)
    assert names(selection) == ["facilitator"]
    assert said(selection) == {"all-drafts": WARNING}
    assert selection.missing == ()


def test_a_named_edition_for_participants_is_missing_from_a_draft(tmp_path: Path) -> None:
    selection = chosen(tmp_path, DRAFTS, "participant", "facilitator", "slides")
    assert names(selection) == ["facilitator"]
    assert selection.missing == ("participant", "slides")
    assert len(selection.notices) == 1, "the reason is given once"
    (problem,) = refused(tmp_path, DRAFTS, "participant", "slides").problems
    assert (problem.code, problem.severity) == ("all-drafts", ERROR)


def test_one_finished_question_is_enough(tmp_path: Path) -> None:
    half = f"{DRAFTS}      - What does the rain stand for?\n"
    assert names(chosen(tmp_path, half)) == ["participant", "facilitator"]
    assert chosen(tmp_path, half).notices == ()


def test_a_guide_without_questions_has_no_drafts_to_finish(tmp_path: Path) -> None:
    bare = "studyguide: 1\nessay: A walk in the rain\nsections: [{title: Getting wet}]\n"
    assert names(chosen(tmp_path, bare)) == ["participant", "facilitator"]


# At the command line


@pytest.mark.parametrize(
    ("words", "code", "made"),
    [
        (["--edition", "participant", "--edition", "slides", "--large-print"], 1, 1),
        (["--edition", "slides", "--large-print"], 2, 0),
        (["--edition", "groups"], 1, 0),
        (["--edition", "groups", "--edition", "participant"], 1, 1),
        (["--edition", "groups", "--groups", "2"], 0, 1),
        (["--format", "txt"], 2, 0),
        (["--edition", "all"], 0, 3),
        (["--edition", "all", "--edition", "packet"], 1, 3),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_the_exit_code_says_whether_every_named_edition_was_made(
    words: list[str], code: int, made: int, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, RAIN)
    html = [] if "txt" in words else ["--format", "html"]
    ran = studyguide("build", "guide.yaml", *html, *words)
    assert ran.returncode == code, ran.stderr
    assert len(list(tmp_path.glob("handouts/*"))) == made
    assert "Traceback" not in ran.stderr
    if code == 0 and "all" not in words:
        assert ran.stderr == ""


def test_a_reason_that_holds_for_two_guides_is_told_once(
    studyguide: Command, tmp_path: Path
) -> None:
    for name in ("a.yaml", "b.yaml"):
        write(tmp_path, TINY, name)
    words = ["--edition", "participant", "--edition", "slides", "--large-print"]
    ran = studyguide("build", "--format", "html", *words)
    assert ran.returncode == 1
    assert ran.stderr.count("no large print") == 1
    assert len(list(tmp_path.glob("handouts/*"))) == 2
