"""Overlays: somebody else's guide, a little different, with every mistake told where it can be
mended."""

# ruff: noqa: E501 - an exact complaint stands on one line

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import many

from guides import LONG, SHIPPED, TINY, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.load import LIMIT, load
from studyguide.guide.model import Guide
from studyguide.guide.yaml.nodes import data
from studyguide.problems import Problem, StudyguideError

BASE = """\
studyguide: 1
essay: {title: A walk in the rain, author: Anonymous}
meeting: {minutes: 90, people: 6}
introduction: Rain is water.
sections:
  - id: wet
    title: Getting wet
    questions:
      - {id: a, ask: Why does the walker leave the umbrella at home?}
      - A question that has no id, and stays where it is?
      - {id: b, ask: 'What does “wet” mean — in the second stanza?'}
      - {id: c, ask: Who stays at home?}
  - id: dry
    title: Getting dry
    questions: {id: d, ask: Which towel is meant?}
  - id: empty
    title: Nothing is asked here
""".replace(
    "questions: {id: d, ask: Which towel is meant?}",
    "questions: [{id: d, ask: Which towel is meant?}]",
)
HEAD = "studyguide: 1\nextends: base.yaml\n"
IDS = {"wet": ["a", None, "b", "c"], "dry": ["d"], "empty": []}


def laid(folder: Path, over: str, base: str = BASE) -> Guide:
    """The guide that `over`, the lines behind extends:, makes of a base."""
    write(folder, base, "base.yaml")
    return load(write(folder, HEAD + over, "over.yaml")).guide


def complaints(folder: Path, over: str, base: str = BASE) -> list[str]:
    """What is wrong, without the folder's name."""
    with pytest.raises(StudyguideError) as caught:
        laid(folder, over, base)
    return [str(one).replace(f"{folder}/", "") for one in caught.value.problems]


def complaint(folder: Path, over: str, base: str = BASE) -> str:
    (one,) = complaints(folder, over, base)
    return one


def ids(guide: Guide) -> dict[str | None, list[str | None]]:
    return {section.id: [one.id for one in section.questions] for section in guide.sections}


def asks(guide: Guide) -> list[str]:
    return [core.question.ask for core in guide.core]


# What it extends


@pytest.mark.parametrize("rest", ["", "change:\ndrop: []\nadd:\norder: {}\n", "meeting:\n"])
@pytest.mark.parametrize("base", [BASE, TINY, LONG], ids=["named", "tiny", "long"])
def test_an_empty_overlay_changes_nothing(base: str, rest: str, tmp_path: Path) -> None:
    guide = laid(tmp_path, rest, base)
    assert guide == load(tmp_path / "base.yaml").guide


def test_a_shipped_guide_is_extended_by_its_name(tmp_path: Path) -> None:
    over = write(tmp_path, f"studyguide: 1\nextends: {SHIPPED}\nmeeting: {{minutes: 45}}\n")
    guide, base = load(over).guide, load(shipped_guides()[SHIPPED]).guide
    assert guide.meeting.minutes == 45
    assert guide.meeting.people == base.meeting.people
    assert guide.sections == base.sections


def test_a_file_of_ones_own_stands_before_a_shipped_guide_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, TINY, SHIPPED)
    over = write(tmp_path, f"studyguide: 1\nextends: {SHIPPED}\n")
    assert load(over).guide.essay.title == "A walk in the rain"


def test_overlays_lie_over_overlays(tmp_path: Path) -> None:
    laid(tmp_path, "change: {a: {ask: Who?}}\ndrop: c\n")
    (tmp_path / "deeper").mkdir()
    top = write(
        tmp_path, "studyguide: 1\nextends: over.yaml\nchange: {a: {minutes: 7}}\n", "top.yaml"
    )
    question = load(top).guide.sections[0].questions[0]
    assert (question.ask, question.minutes) == ("Who?", 7)
    assert ids(load(top).guide)["wet"] == ["a", None, "b"]


def test_a_base_may_lie_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", BASE, "base.yaml")
    over = write(tmp_path, "studyguide: 1\nextends: sub/base.yaml\ndrop: zz\n", "over.yaml")
    with pytest.raises(StudyguideError) as caught:
        load(over)
    assert f"{tmp_path}/sub/base.yaml has no question or section zz" in str(caught.value)


@pytest.mark.parametrize(
    ("extends", "expected"),
    [
        ("../outside.yaml", "../outside.yaml is not in this folder — copy it here [extends-elsewhere]"),
        ("/etc/passwd", "/etc/passwd is not in this folder — copy it here [extends-elsewhere]"),
        ("link.yaml", "link.yaml is not in this folder — copy it here [extends-elsewhere]"),
        ("bsae.yaml", "there is no guide bsae.yaml in this folder or among the shipped ones — did you mean base.yaml? [no-such-guide]"),
        ("zzz", f"there is no guide zzz in this folder or among the shipped ones — shipped guides: {SHIPPED} [no-such-guide]"),
        ("pipe", f"there is no guide pipe in this folder or among the shipped ones — shipped guides: {SHIPPED} [no-such-guide]"),
        ("sub", f"there is no guide sub in this folder or among the shipped ones — shipped guides: {SHIPPED} [no-such-guide]"),
        (".", f"there is no guide . in this folder or among the shipped ones — shipped guides: {SHIPPED} [no-such-guide]"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_folder_is_not_read(extends: str, expected: str, tmp_path: Path) -> None:
    import os

    folder = tmp_path / "inside"
    (folder / "sub").mkdir(parents=True)
    write(tmp_path, BASE, "outside.yaml")
    write(folder, BASE, "base.yaml")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    os.mkfifo(folder / "pipe")
    over = write(folder, f"studyguide: 1\nextends: {extends}\n", "over.yaml")
    with pytest.raises(StudyguideError) as caught:
        load(over)
    assert str(caught.value) == f"{over}:2:10: error: {expected}"


@pytest.mark.parametrize("extends", ["x" * 300, "loop", '"a\\0b"'])
def test_a_name_that_no_file_can_have_is_told_too(extends: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    over = write(tmp_path, f"studyguide: 1\nextends: {extends}\n")
    with pytest.raises(StudyguideError) as caught:
        load(over)
    assert caught.value.problems[0].spot


def test_a_circle_shows_its_whole_way_at_the_line_that_closes_it(tmp_path: Path) -> None:
    for name, extends in (("a", "b"), ("b", "c"), ("c", "a")):
        write(tmp_path, f"studyguide: 1\nextends: {extends}.yaml\n", f"{name}.yaml")
    with pytest.raises(StudyguideError) as caught:
        load(tmp_path / "a.yaml")
    way = " → ".join(["a.yaml", "b.yaml", "c.yaml", "a.yaml"])
    assert str(caught.value).replace(f"{tmp_path}/", "") == (
        f"c.yaml:2:10: error: guides extend each other in a circle: {way} "
        "— remove extends: from one of them [circle]"
    )


def test_a_guide_that_extends_itself_is_a_circle_whatever_it_calls_itself(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    guide = write(tmp_path, "studyguide: 1\nextends: sub/../me.yaml\n", "me.yaml")
    with pytest.raises(StudyguideError, match=r"me\.yaml:2:10: .* in a circle"):
        load(guide)


@pytest.mark.real
def test_a_very_long_chain_of_guides_is_refused(tmp_path: Path) -> None:
    for number in range(2000):
        write(tmp_path, f"studyguide: 1\nextends: {number + 1}.yaml\n", f"{number}.yaml")
    write(tmp_path, BASE, "2000.yaml")
    with pytest.raises(StudyguideError, match="too-deep"):
        load(tmp_path / "0.yaml")
    assert load(tmp_path / f"{2001 - LIMIT}.yaml").guide.sections


def test_a_base_that_is_no_guide_is_told_at_the_line_that_extends_it(tmp_path: Path) -> None:
    expected = "over.yaml:2:10: error: base.yaml is not a guide: it has no keys"
    assert complaint(tmp_path, "", "- a list\n").startswith(expected)


def test_a_mistake_in_a_base_of_ones_own_is_told_in_its_own_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, "drop: c\n", BASE.replace("people: 6", "people: six"))
    assert said.startswith("base.yaml:3:32: error: six is not a whole number")


# Keys of a guide


@pytest.mark.parametrize(
    ("base", "over", "author"),
    [
        ("essay: A walk", "essay: {author: Me}", "Me"),
        ("essay: {title: A walk, author: Me}", "essay: {year: 1900}", "Me"),
        ("essay: {title: Walk, author: Me}", "essay: A walk", "Me"),
        ("essay: Walk", "essay: A walk", None),
    ],
)
def test_an_essay_is_changed_key_by_key_however_it_is_written(
    base: str, over: str, author: str | None, tmp_path: Path
) -> None:
    essay = laid(tmp_path, over + "\n", TINY.replace("essay: A walk in the rain", base)).essay
    assert (essay.title, essay.author) == ("A walk", author)


def test_other_keys_are_given_whole_and_an_empty_one_takes_the_bases_away(tmp_path: Path) -> None:
    guide = laid(tmp_path, "introduction:\nnorms: [Be kind.]\n")
    assert guide.introduction is None
    assert guide.norms == ("Be kind.",)
    assert guide.meeting.minutes == 90


def test_an_unknown_key_is_told_in_the_overlay(tmp_path: Path) -> None:
    said = complaint(tmp_path, "intorduction: Rain.\n")
    assert said.startswith("over.yaml:3:1: error: there is no key intorduction here")


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("chnage: {a: {ask: Why?}}", "3:1: error: there is no key chnage here — did you mean change? [unknown-key]"),
        ("change: {a: New text}", "3:13: error: this is not how a change is written — write an id and, below it, what changes, like ask: followed by the new text [bad-change]"),
        ("change: [a]", "3:9: error: this is not how a change is written — write an id and, below it, what changes, like ask: followed by the new text [bad-change]"),
        ("order: [b, a]", "3:8: error: this is not how a change is written — write a section's id, then its questions' ids in square brackets, like wet: [b, a] [bad-change]"),
    ],
)  # fmt: skip
def test_a_change_that_is_written_in_another_way_is_told(
    over: str, expected: str, tmp_path: Path
) -> None:
    assert complaint(tmp_path, f"{over}\n") == f"over.yaml:{expected}"


def test_a_change_without_a_guide_to_change_is_told(tmp_path: Path) -> None:
    guide = write(tmp_path, "studyguide: 1\nchange: {a: {ask: Why?}}\n")
    with pytest.raises(StudyguideError) as caught:
        load(guide)
    assert str(caught.value) == (
        f"{guide}:2:1: error: change: changes another guide, but this file does not say which "
        "— write extends: followed by the guide to start from [no-extends]"
    )


# change


def test_a_change_of_a_question_leaves_its_other_words(tmp_path: Path) -> None:
    guide = laid(tmp_path, "change:\n  b: {minutes: 9}\n  wet: {title: Soaked}\n")
    assert guide.sections[0].title == "Soaked"
    assert guide.sections[0].questions[2].minutes == 9
    assert asks(guide) == asks(load(tmp_path / "base.yaml").guide)


@pytest.mark.parametrize(
    "was",
    [
        "What does “wet” mean — in the second stanza?",
        "'What does \"wet\" mean - in the second stanza?'",
        "What does „wet“ mean – in the second stanza?",
        ">-\n      What does “wet” mean\n      — in the second stanza?",
        "  What does “wet” mean\u00a0— in the  second stanza?  ",
    ],
)
def test_was_is_the_same_text_with_other_quotes_dashes_and_blanks(was: str, tmp_path: Path) -> None:
    guide = laid(tmp_path, f"change:\n  b:\n    was: {was}\n    ask: Who?\n")
    assert "Who?" in asks(guide)


def test_was_that_has_changed_since_is_told_with_both_texts(tmp_path: Path) -> None:
    over = "change:\n  a:\n    was: Why does she run?\n    ask: Why?\n"
    assert complaint(tmp_path, over) == (
        "over.yaml:5:10: error: the text in base.yaml has changed since this change was written "
        "— was: “Why does she run?”; now: “Why does the walker leave the umbrella at home?”; "
        "check your change, then put the new text after was: [changed-underneath]"
    )


def test_a_change_of_what_is_gone_is_told_with_the_text_that_it_had(tmp_path: Path) -> None:
    over = "change:\n  elsewhere:\n    was: Where to?\n    ask: Why?\n"
    assert complaint(tmp_path, over) == (
        "over.yaml:4:3: error: base.yaml has no question or section elsewhere — it was: “Where to?”; "
        "run `studyguide show` to see its ids [gone]"
    )


def test_a_misspelt_id_gets_its_neighbour(tmp_path: Path) -> None:
    said = complaint(tmp_path, "drop: [empyt]\n")
    assert said == (
        "over.yaml:3:8: error: base.yaml has no question or section empyt "
        "— did you mean empty? [gone]"
    )


def test_an_id_with_nothing_behind_it_changes_nothing(tmp_path: Path) -> None:
    guide = laid(tmp_path, "change:\n  a:\norder:\n  wet:\n")
    assert guide == load(tmp_path / "base.yaml").guide


def test_every_key_of_a_question_or_a_section_may_change(tmp_path: Path) -> None:
    over = """\
change:
  a:
    lines: 4
    keep: always
    passage: [3, {from: a walker}]
    follow_ups:
      - Which?
      - {ask: Who?, passage: 7}
  wet: {passage: [1-4, 9]}
"""
    section = laid(tmp_path, over).sections[0]
    question = section.questions[0]
    assert (question.lines, question.keep) == (4, "always")
    assert [place.paragraphs for place in question.passages] == ["3", None]
    assert [one.ask for one in question.follow_ups] == ["Which?", "Who?"]
    assert [place.paragraphs for place in section.passages] == ["1-4", "9"]


@pytest.mark.parametrize(
    "key", ["lines: 4", "passage: [3]", "follow_ups: [Which?]", "keep: always"]
)
def test_a_change_without_an_id_above_it_is_told(key: str, tmp_path: Path) -> None:
    said = complaint(tmp_path, f"change:\n  {key}\n")
    assert said.startswith("over.yaml:4:3: error: the id of what this changes is missing")


def test_messages_are_changed_one_by_one_and_a_glossary_as_a_whole(tmp_path: Path) -> None:
    base = f"{BASE}messages: {{invitation: Come., thanks: Thanks.}}\nglossary: {{thaw: melting}}\n"
    guide = laid(tmp_path, "messages: {thanks: Well done.}\nglossary: {tithe: a tenth}\n", base)
    assert (guide.messages.invitation, guide.messages.thanks) == ("Come.", "Well done.")
    assert [one.term for one in guide.glossary] == ["tithe"]


def test_a_mistake_in_a_change_is_told_where_it_was_made(tmp_path: Path) -> None:
    said = complaint(tmp_path, "change:\n  a:\n    minutes: ten\n")
    assert said.startswith("over.yaml:5:14: error: ten is not a whole number")
    said = complaint(tmp_path, "change:\n  a:\n    minuts: 7\n")
    assert said.startswith(
        "over.yaml:5:5: error: there is no key minuts here — did you mean minutes?"
    )


def test_a_section_may_get_other_questions_and_then_more(tmp_path: Path) -> None:
    guide = laid(
        tmp_path,
        "change:\n  wet: {questions: Who is left?}\nadd:\n  - {to: wet, question: And why?}\n",
    )
    assert [one.ask for one in guide.sections[0].questions] == ["Who is left?", "And why?"]


# drop


@pytest.mark.parametrize("drop", ["wet", "[wet, a]", "[a, wet]", "[wet, wet, c, c]"])
def test_a_section_is_dropped_with_what_is_in_it(drop: str, tmp_path: Path) -> None:
    assert ids(laid(tmp_path, f"drop: {drop}\n")) == {"dry": ["d"], "empty": []}


@pytest.mark.parametrize(
    ("over", "place"),
    [
        ("add:\n  - {to: dry, question: Why?}\n", "5:10"),
        ("add:\n  - {to: wet, after: c, question: Why?}\n", "5:22"),
        ("order: {wet: [b, c]}\n", "4:18"),
        ("order: {dry: []}\n", "4:9"),
    ],
)
def test_what_goes_beside_a_dropped_part_is_told(over: str, place: str, tmp_path: Path) -> None:
    name = "dry" if "dry" in over else "c"
    assert complaint(tmp_path, f"drop: [c, dry]\n{over}") == (
        f"over.yaml:{place}: error: {name} is removed under drop: "
        f"— remove {name} from drop:, or from here [dropped]"
    )


def test_a_guide_without_any_section_left_is_none(tmp_path: Path) -> None:
    assert "no-section" in complaint(tmp_path, "drop: [wet, dry, empty]\n")


# add


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("to: wet", ["a", None, "b", "c", "new"]),
        ("to: wet, after: a", ["a", "new", None, "b", "c"]),
        ("to: wet, after: c", ["a", None, "b", "c", "new"]),
        ("to: wet, after: ~", ["a", None, "b", "c", "new"]),
        ("to: wet, first: true", ["new", "a", None, "b", "c"]),
        ("to: wet, first: yes", ["new", "a", None, "b", "c"]),
        ("to: wet, first: on", ["new", "a", None, "b", "c"]),
        ("to: wet, first: no", ["a", None, "b", "c", "new"]),
    ],
)
def test_a_question_is_added_where_it_is_wanted(
    where: str, expected: list[str | None], tmp_path: Path
) -> None:
    guide = laid(tmp_path, f"add:\n  - {{{where}, question: {{id: new, ask: Who?}}}}\n")
    assert ids(guide) == {**IDS, "wet": expected}


def test_a_question_is_added_to_a_section_that_has_none(tmp_path: Path) -> None:
    assert asks(laid(tmp_path, "add:\n  - {to: empty, question: And now?}\n"))[-1] == "And now?"


def test_added_questions_may_follow_each_other(tmp_path: Path) -> None:
    over = "add:\n- {to: dry, question: {id: x, ask: Who?}}\n- {to: dry, after: x, question: Y?}\n"
    assert asks(laid(tmp_path, over))[-2:] == ["Who?", "Y?"]


@pytest.mark.parametrize(
    ("addition", "expected"),
    [
        ("{to: wet, after: d, question: Why?}",
         "4:22: error: d is not a question in the section wet — run `studyguide show` to see what is where [not-in-section]"),
        ("{to: wet, after: zzzz, question: Why?}",
         "4:22: error: base.yaml has no question or section zzzz — run `studyguide show` to see its ids [gone]"),
        ("{to: a, question: Why?}",
         "4:10: error: a is a question; there should be a section here — the sections are wet, dry, empty [not-a-section]"),
        ("{to: wet, question: {id: d, ask: Why?}}",
         "4:30: error: the id d is already used in base.yaml — give every section and every question its own id [duplicate-id]"),
        ("{to: wet, quesiton: Why?}",
         "4:15: error: there is no key quesiton here — did you mean question? [unknown-key]"),
    ],
)  # fmt: skip
def test_an_addition_that_has_no_place_is_told(
    addition: str, expected: str, tmp_path: Path
) -> None:
    assert complaint(tmp_path, f"add:\n  - {addition}\n") == f"over.yaml:{expected}"


def test_a_change_to_an_id_that_is_taken_is_told_in_the_overlay(tmp_path: Path) -> None:
    said = complaint(tmp_path, "change:\n  a: {id: c}\n")
    assert said.startswith("over.yaml:4:11: error: the id c is already used in base.yaml")


def test_a_section_is_added_where_it_is_wanted(tmp_path: Path) -> None:
    new = "section: {id: new, title: New, questions: [{id: x, ask: Why?}]}"
    for where, expected in (
        ("", ["wet", "dry", "empty", "new"]),
        (", after: wet", ["wet", "new", "dry", "empty"]),
        (", after: empty", ["wet", "dry", "empty", "new"]),
        (", first: true", ["new", "wet", "dry", "empty"]),
        (", first: no, after: dry", ["wet", "dry", "new", "empty"]),
    ):
        guide = laid(tmp_path, f"add:\n  - {{{new}{where}}}\n")
        assert list(ids(guide)) == expected
        assert ids(guide)["new"] == ["x"]
        assert [core.number for core in guide.core] == list(range(1, 7))


def test_a_section_that_is_added_takes_questions_and_an_order(tmp_path: Path) -> None:
    over = """\
add:
  - section: {id: new, title: New, questions: {id: x, ask: Why?}}
    after: wet
  - {to: new, question: {id: y, ask: Who?}}
  - {to: new, first: true, question: {id: z, ask: When?}}
  - {section: {id: newer, title: Newer}, after: new}
  - {to: newer, question: Where?}
order: {new: [x, z]}
""".replace("{id: x, ask: Why?}}", "[{id: x, ask: Why?}]}")
    guide = laid(tmp_path, over)
    assert list(ids(guide)) == ["wet", "new", "newer", "dry", "empty"]
    assert ids(guide)["new"] == ["x", "z", "y"]
    assert guide.sections[2].questions[0].ask == "Where?"


def test_a_section_may_take_the_place_of_one_that_is_dropped(tmp_path: Path) -> None:
    guide = laid(tmp_path, "drop: wet\nadd:\n  - {section: {id: wet, title: New}, first: true}\n")
    assert ids(guide) == {"wet": [], "dry": ["d"], "empty": []}
    assert guide.sections[0].title == "New"


@pytest.mark.parametrize(
    ("addition", "expected"),
    [
        ("{section: {title: N}, after: a}",
         "4:34: error: a is a question; there should be a section here — the sections are wet, dry, empty [not-a-section]"),
        ("{section: {title: N}, after: zzzz}",
         "4:34: error: base.yaml has no question or section zzzz — run `studyguide show` to see its ids [gone]"),
        ("{section: {id: dry, title: N}}",
         "4:20: error: the id dry is already used in base.yaml — give every section and every question its own id [duplicate-id]"),
        ("{section: {title: N, questions: [{id: c, ask: W}]}}",
         "4:43: error: the id c is already used in base.yaml — give every section and every question its own id [duplicate-id]"),
        ("{section: {title: N, questions: [{ask: W, minutes: x}]}}",
         "4:56: error: x is not a whole number — write only digits, like minutes: 12 [not-a-number]"),
        ("{section: {titel: N}}",
         "4:16: error: there is no key titel here — did you mean title? [unknown-key]"),
        ("{to: wet, section: {title: N}}",
         "4:5: error: a section is not added to another section — to put it after that one, write after: wet in place of to: [bad-addition]"),
        ("{section: {title: N}, question: Why?}",
         "4:5: error: this adds a section and a question at once — put the question under questions: in the section, or give each its own dash [bad-addition]"),
        ("{question: Why?}",
         "4:5: error: this does not say which section the question belongs in — write to: followed by the section's id [bad-addition]"),
        ("{to: wet}",
         "4:5: error: this does not say what to add to the section — write question: followed by the question [bad-addition]"),
        ("{}",
         "4:5: error: this does not say what to add — write to: and question: to add a question, or section: to add a section [bad-addition]"),
        ("{to: wet, after: a, first: true, question: Why?}",
         "4:5: error: after: and first: are two places — remove one of them [bad-addition]"),
        ("{title: N}",
         "4:6: error: there is no key title here — title belongs under section: [unknown-key]"),
    ],
)  # fmt: skip
def test_a_section_that_has_no_place_or_is_none_is_told(
    addition: str, expected: str, tmp_path: Path
) -> None:
    assert complaint(tmp_path, f"add:\n  - {addition}\n") == f"over.yaml:{expected}"


def test_additions_in_a_pasted_list_are_told(tmp_path: Path) -> None:
    assert complaint(tmp_path, "add:\n  • Why?\n  • Who?\n") == (
        "over.yaml:4:3: error: • does not start an item of a list; only a dash does — write "
        "- question: Why? and, on the next line, to: and the id of the section that it belongs in "
        "[no-dashes]"
    )


# order


def test_those_that_are_named_change_places_and_the_others_stay(tmp_path: Path) -> None:
    assert ids(laid(tmp_path, "order: {wet: [c, a]}\n"))["wet"] == ["c", None, "b", "a"]
    assert ids(laid(tmp_path, "order: {wet: [c, b, a, c]}\n"))["wet"] == ["c", None, "b", "a"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("{wet: [b, d]}", "3:18: error: d is not a question in the section wet"),
        ("{wet: [b, q]}", "3:18: error: base.yaml has no question or section q"),
        ("{a: [b]}", "3:9: error: a is a question; there should be a section here"),
        ("{wte: [b]}", "3:9: error: base.yaml has no question or section wte — did you mean wet?"),
    ],
)
def test_an_order_of_what_is_not_there_is_told(order: str, expected: str, tmp_path: Path) -> None:
    assert complaint(tmp_path, f"order: {order}\n").startswith(f"over.yaml:{expected}")


# Everything at once, and over a shipped guide


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    over = "drop: [x]\nchange: {y: {ask: Why?}}\nadd: [{to: z, question: Why?}]\norder: {v: [a]}\n"
    said = complaints(tmp_path, over)
    assert sorted(one.split(": ")[0] for one in said) == [
        "over.yaml:3:8",
        "over.yaml:4:10",
        "over.yaml:5:12",
        "over.yaml:6:9",
    ]


def test_a_mistake_over_a_shipped_guide_names_a_line_that_can_be_edited(tmp_path: Path) -> None:
    first = load(shipped_guides()[SHIPPED]).guide.sections[0]
    taken = first.questions[0].id
    over = write(
        tmp_path,
        f"studyguide: 1\nextends: {SHIPPED}\n"
        f"add:\n  - {{to: {first.id}, first: true, question: {{id: {taken}, ask: Why?}}}}\n"
        "drop: [nobody-knows]\n",
    )
    with pytest.raises(StudyguideError) as caught:
        load(over)
    spots = [one.spot for one in caught.value.problems if one.spot]
    assert {(spot.file, spot.line) for spot in spots} == {(str(over), 4), (str(over), 5)}


def test_what_a_shipped_guide_brings_is_told_at_the_line_that_extends_it(tmp_path: Path) -> None:
    over = write(tmp_path, f"studyguide: 1\nextends: {SHIPPED}\nchange:\n  comic: {{title: New}}\n")
    loaded = load(over)
    assert (loaded.spot(("sections", 0, "summary")).file, loaded.spot(("sections", 1)).line) == (
        str(over),
        2,
    )
    assert loaded.spot(("sections", 0, "title")).line == 4


# Properties

NAMES = ["a", "b", "c", "d"]
ALL = [*NAMES, "wet", "dry", "empty"]
TEXTS = st.sampled_from(["Why?", "Who?", "What then?"])
HYPOTHESIS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=many(60),
    deadline=None,
)


def dumped(over: dict[str, Any], extends: str = "base.yaml") -> str:
    return yaml.safe_dump(
        {"studyguide": 1, "extends": extends, **over}, allow_unicode=True, sort_keys=False
    )


def chain(folder: Path, *overs: dict[str, Any]) -> Guide:
    """The guide of overlays laid one over the other over the base."""
    write(folder, BASE, "base.yaml")
    name = "base.yaml"
    for number, over in enumerate(overs):
        write(folder, dumped(over, name), f"over{number}.yaml")
        name = f"over{number}.yaml"
    return load(folder / name).guide


@given(st.sets(st.sampled_from(NAMES)))
@HYPOTHESIS
def test_drop_then_add_gives_the_same_guide(tmp_path: Path, names: set[str]) -> None:
    base = load(write(tmp_path, BASE, "base.yaml")).guide
    names_of = {"wet": ["a", "b", "c"], "dry": ["d"]}
    asked = {core.question.id: core.question.ask for core in base.core}
    added, orders = [], {}
    for section, members in names_of.items():
        for name in members:
            if name in names:
                place = {"first": True} if name in ("a", "d") else {}
                added.append({"to": section, **place, "question": {"id": name, "ask": asked[name]}})
        orders[section] = members
    guide = chain(tmp_path, {"drop": sorted(names)}, {"add": added}, {"order": orders})
    assert guide == base


@given(st.permutations(["a", "b", "c"]), st.integers(0, 3))
@HYPOTHESIS
def test_order_is_a_permutation(tmp_path: Path, order: list[str], length: int) -> None:
    named = order[:length]
    questions = chain(tmp_path, {"order": {"wet": named}}).sections[0].questions
    base = load(tmp_path / "base.yaml").guide.sections[0].questions
    assert sorted(one.ask for one in questions) == sorted(one.ask for one in base)
    assert [one.id for one in questions if one.id in named] == named
    for before, after in zip(base, questions, strict=True):
        assert before == after or {before.id, after.id} <= set(named)


CHANGES = st.dictionaries(
    st.sampled_from(NAMES),
    st.fixed_dictionaries({}, optional={"ask": TEXTS, "minutes": st.integers(1, 20)}),
    max_size=4,
)
OVERLAYS = st.fixed_dictionaries(
    {},
    optional={
        "change": CHANGES,
        "meeting": st.fixed_dictionaries({}, optional={"people": st.integers(2, 9)}),
        "order": st.permutations(["a", "b", "c"]).map(lambda order: {"wet": order}),
        "introduction": TEXTS,
    },
)


@pytest.mark.real
@given(CHANGES, CHANGES)
@HYPOTHESIS
def test_two_overlays_that_touch_different_parts_are_one(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any]
) -> None:
    second = {name: change for name, change in second.items() if name not in first}
    both = chain(tmp_path, {"change": first | second})
    assert chain(tmp_path, {"change": first}, {"change": second}) == both
    assert chain(tmp_path, {"change": second}, {"change": first}) == both


@pytest.mark.real
@given(OVERLAYS, OVERLAYS, OVERLAYS)
@HYPOTHESIS
def test_it_makes_no_difference_where_a_chain_is_written_out(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]
) -> None:
    whole = chain(tmp_path, first, second, third)
    chain(tmp_path, first, second)
    middle = load(tmp_path / "over1.yaml").node
    plain = yaml.safe_dump(data(middle), allow_unicode=True, sort_keys=False)
    middle_file = write(tmp_path, plain.replace("extends:", "# extends:", 1), "middle.yaml")
    assert load(middle_file).guide == load(tmp_path / "over1.yaml").guide
    assert load(write(tmp_path, dumped(third, "middle.yaml"), "last.yaml")).guide == whole


@given(OVERLAYS, st.sampled_from(ALL))
@HYPOTHESIS
def test_laying_an_overlay_leaves_its_base_as_it_is(
    tmp_path: Path, over: dict[str, Any], dropped: str
) -> None:
    write(tmp_path, BASE, "base.yaml")
    before = data(load(tmp_path / "base.yaml").node)
    chain(tmp_path, over, {"drop": dropped})
    assert data(load(tmp_path / "base.yaml").node) == before


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from([*ALL, "x y", "", "was"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [*ALL, *"to after first question section title was ask questions".split()]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=10,
)


@pytest.mark.real
@given(
    st.dictionaries(
        st.sampled_from(["change", "drop", "add", "order", "essay", "meeting", "sections"]),
        ANYTHING,
        max_size=3,
    )
)
@settings(HYPOTHESIS, max_examples=many(300))
def test_whatever_an_overlay_says_it_gives_a_guide_or_problems_with_lines(
    tmp_path: Path, over: dict[str, Any]
) -> None:
    try:
        chain(tmp_path, over)
        problems: tuple[Problem, ...] = ()
    except StudyguideError as error:
        problems = error.problems
    assert all(one.spot and one.spot.file.endswith(".yaml") for one in problems)
