"""Guides written as YAML again: what is read back is what was there."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from instruments import ROOT

from guides import LONG, SHIPPED, TINY, write
from studyguide.files.resources import shipped_guides
from studyguide.guide.fields import Keep
from studyguide.guide.load import load, validated
from studyguide.guide.model import Guide
from studyguide.guide.yaml import reader, writer
from studyguide.guide.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence, data
from studyguide.problems import Spot

HERE = Spot("here.yaml")
PLACE = st.sampled_from(["3", "3-5", "whole text", {"from": "Every: bucket"}, {"to": "- so"}])
PLACES = st.one_of(PLACE, st.lists(PLACE, min_size=1, max_size=3))
FOLLOW_UP = st.one_of(
    st.just("Who: says?"), st.fixed_dictionaries({"ask": st.just("Why?"), "passage": PLACES})
)
WORD = st.sampled_from(["thaw", "reward model", "1887", "- wit", "no", "a: b", "#1", "z. B."])
MEANING = st.sampled_from(["melting", "this: that", "*one*", "2", "long " * 40 + "word"])
GLOSSARY = st.one_of(
    st.dictionaries(WORD, MEANING, min_size=1, max_size=4),
    st.lists(
        st.one_of(
            st.tuples(WORD, MEANING).map(lambda pair: dict([pair])),
            st.fixed_dictionaries({"term": WORD, "means": MEANING}),
        ),
        min_size=1,
        max_size=4,
    ),
)
NOTES = st.sampled_from(["One.", "One.\n\nTwo.", "One.\n\n\nTwo: three.", "**a**\n\n# b"])
# What no guide can hold, since the reader refuses it.
WORDS = st.text(
    st.characters(exclude_categories=["Cs"]).filter(
        lambda mark: not reader._NEVER_SHOWN.match(mark)
    )
)
AWKWARD = st.one_of(
    WORDS,
    st.text("ab :#-'\"\n\t,[]{}&*!|>%@`?~=\\. ", max_size=40),
    st.lists(st.sampled_from(["a", "word", "#", "- b", ": c", "…", "no"]), max_size=60).map(
        " ".join
    ),
    st.sampled_from(["no", "1984", "~", "", "null", "12:30", "3.10", "---", "...", "- a", "? b"]),
)


def said(value: object) -> Node:
    """Plain data as nodes, as though every text had been in quotes."""
    match value:
        case dict():
            return Mapping({key: Entry(HERE, said(one)) for key, one in value.items()}, HERE)
        case list():
            return Sequence([said(one) for one in value], HERE)
    return Scalar(str(value), HERE, plain=False)


def read(text: str) -> object:
    return data(reader.parse(text.encode(), "again.yaml"))


def uncommented(text: str, sign: str = "#") -> str:
    """The overlay with the signs taken away, but for explanations and the schema's line."""
    lines = text.split("\n")
    return "\n".join(
        line.removeprefix(sign) if re.match(r"#(?!#| yaml-)", line) else line for line in lines
    )


# Texts


@given(AWKWARD)
@example("no")
@example("~")
@example("a: b")
@example("a #b")
@example("é\u0301\u200b\ufeff")
@example(" leading")
@example("trailing ")
@example("one\n\n two\n")
@example("one\n# two\n\nthree")
@example("\x85\u2028")
@example("word " * 60)
@example("x" * 2000)
@example("# " + "word " * 60 + "end")
@example("- a\n- b")
@example("\U0001f4d6 \u202e")
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    for value in ({"a": text}, {"a": [text, {"b": text}]}, {"a": {"b": {"c": text}}}):
        assert read(writer.whole(said(value))) == value


@given(st.text("ab:# -'\"\n~?,[]{}", min_size=1, max_size=30))
def test_any_key_is_read_back_as_it_was(key: str) -> None:
    assert read(writer.whole(said({key: "x", "b" * 31: [{key: "y"}]}))) == {
        key: "x",
        "b" * 31: [{key: "y"}],
    }


@given(
    st.recursive(
        st.text("ab: #\n", min_size=1, max_size=9),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3),
            st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
        ),
        max_leaves=12,
    )
)
def test_lists_and_keys_of_any_depth_are_read_back_as_they_were(value: object) -> None:
    assert read(writer.whole(said({"top": value}))) == {"top": value}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no", "a: no"),
        ("1984", "a: 1984"),
        ("~", 'a: "~"'),
        ("Why: because", 'a: "Why: because"'),
        ("Say “so”, won't you?", "a: Say “so”, won't you?"),
        ("tab\there", 'a: "tab\\there"'),
        ("one\ntwo", "a: |-\n  one\n  two"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, line: str) -> None:
    assert writer.whole(said({"a": text})).split("\n", 2)[2] == f"{line}\n"


def test_long_texts_are_folded_into_short_lines() -> None:
    lines = writer.whole(said({"a": "seven " * 80 + "end"})).split("\n")
    assert max(map(len, lines)) <= writer.WIDTH
    assert len(lines) > 5


def test_what_is_absent_is_left_out() -> None:
    text = "a:\nb: ~\nc: [x]\nd: [~, y]\n"
    assert read(writer.whole(reader.parse(text.encode(), "x"))) == {"c": ["x"], "d": ["y"]}


GOOD = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "good").glob("*.yaml"))]


@pytest.mark.parametrize("text", [TINY, LONG, *GOOD])
def test_a_guide_written_out_is_the_same_guide(text: str, tmp_path: Path) -> None:
    first = load(write(tmp_path, text))
    again = load(write(tmp_path, writer.whole(first.node), "again.yaml"))
    assert again.guide == first.guide


def test_the_shipped_guide_written_out_is_the_same_guide_and_one_to_editors_too(
    tmp_path: Path,
) -> None:
    first = load(shipped_guides()[SHIPPED])
    text = writer.whole(first.node)
    assert load(write(tmp_path, text)).guide == first.guide
    assert yaml.safe_load(text)["sections"][0]["title"] == first.guide.sections[0].title


@given(PLACES, PLACES, st.lists(FOLLOW_UP, max_size=3), GLOSSARY, NOTES, NOTES)
def test_every_form_of_a_guide_written_out_is_the_same_guide(
    wide: object,
    narrow: object,
    follow_ups: list[object],
    glossary: object,
    introduction: str,
    notes: str,
) -> None:
    question = {"ask": "Why?", "passage": narrow, "follow_ups": follow_ups, "lines": "3"}
    plain = {
        "studyguide": "1",
        "essay": "A",
        "introduction": introduction,
        "facilitator_notes": notes,
        "messages": {"thanks": "Come again."},
        "sections": [{"title": "B", "passage": wide, "questions": [question]}],
        "glossary": glossary,
    }
    again, told = validated(reader.parse(writer.whole(said(plain)).encode(), "again.yaml"))
    assert again == Guide.model_validate(plain)
    assert told == ()


# Where each part comes from


def test_every_part_from_another_file_says_which(tmp_path: Path) -> None:
    base = TINY.replace("- Why does", "- {id: why, ask: Why does").replace("home?", "home?}")
    write(tmp_path, base, "base.yaml")
    over = write(
        tmp_path,
        "studyguide: 1\nextends: base.yaml\nintroduction: Rain.\nchange:\n  why:\n    ask: Who?\n",
        "over.yaml",
    )
    shown = writer.whole(load(over).node).replace(str(tmp_path), "here").split("\n")
    assert shown == [
        "# yaml-language-server: $schema=guide.schema.json",
        "# from here/over.yaml",
        shown[2],
        *shown[3:],
    ]
    assert "introduction: Rain." in shown
    assert shown[shown.index("essay: A walk in the rain") - 1] == "# from here/base.yaml, line 2"
    ask = next(number for number, line in enumerate(shown) if line.endswith("ask: Who?"))
    assert shown[ask - 1].strip() == "# from here/over.yaml, line 6"


def test_a_file_name_cannot_command_a_terminal() -> None:
    node = Mapping({"a": Entry(HERE, Scalar("b", Spot("x\x1b[2J.yaml")))}, HERE)
    assert "\x1b" not in writer.whole(node)


# An overlay to start from

HARD = """\
studyguide: 1
essay: A walk in the rain
sections:
  - id: '#wet'
    title: 'Getting wet: a start'
    summary: |
      Two lines,

      and a third.
    questions:
      - {id: '1984', ask: 'Why: because?'}
      - {id: 'a,b]', ask: Who stays at home?}
      - {id: '*all', ask: Who goes?}
      - A question that nobody can name, since it has no id?
  - title: A section without a name
    questions: {id: dry, ask: Who is dry?}
  - title: And one without questions
""".replace("questions: {id: dry, ask: Who is dry?}", "questions: [{id: dry, ask: Who is dry?}]")


def overlay(folder: Path, text: str) -> str:
    node = load(write(folder, text, "base.yaml")).node
    assert isinstance(node, Mapping)
    return writer.overlay("base.yaml", node)


@pytest.mark.parametrize("text", [TINY, LONG, HARD], ids=["tiny", "long", "hard"])
def test_all_that_a_new_overlay_says_is_what_it_extends(text: str, tmp_path: Path) -> None:
    made = overlay(tmp_path, text)
    assert read(made) == {"studyguide": "1", "extends": "base.yaml"}
    base = load(tmp_path / "base.yaml").guide
    assert load(write(tmp_path, made, "over.yaml")).guide == base


@pytest.mark.parametrize("sign", ["#", "# "])
@pytest.mark.parametrize("text", [TINY, LONG, HARD], ids=["tiny", "long", "hard"])
def test_all_of_it_taken_out_of_its_comments_changes_nothing(
    text: str, sign: str, tmp_path: Path
) -> None:
    made = overlay(tmp_path, text)
    bare = uncommented(made)
    if sign == "# ":
        # An editor's own command takes a blank too, where there is one.
        bare = "\n".join(
            re.sub("^# ?", "", line) if re.match(r"#(?!#| yaml-)", line) else line
            for line in made.split("\n")
        )
    base = load(tmp_path / "base.yaml").guide
    over = load(write(tmp_path, bare, "over.yaml"))
    assert over.guide == base
    assert over.warnings == ()


def test_the_overlay_of_the_shipped_guide_names_every_part_and_its_words(tmp_path: Path) -> None:
    node = load(shipped_guides()[SHIPPED]).node
    assert isinstance(node, Mapping)
    told = read(uncommented(writer.overlay(SHIPPED, node)))
    assert isinstance(told, dict)
    parts = [part for _, part in load(shipped_guides()[SHIPPED]).guide.places]
    assert list(told["change"]) == [part.id for part in parts]
    assert all(change["was"] for change in told["change"].values())
    assert set(told) == {
        *("studyguide", "extends", "meeting", "change", "drop", "order"),
        *writer.AROUND,
    }


def test_the_example_of_a_new_question_works_as_it_stands(tmp_path: Path) -> None:
    made = overlay(tmp_path, LONG)
    lines = made.split("\n")
    start = lines.index("## add:")
    stop = lines.index("", start)
    example = "\n".join(line.removeprefix("## ") for line in lines[start:stop])
    over = load(write(tmp_path, f"{made}\n{example}\n", "over.yaml")).guide
    base = load(tmp_path / "base.yaml").guide
    assert len(over.core) == len(base.core) + 2
    own = over.sections[0].questions[1]
    assert "read aloud" in own.ask
    assert (own.keep, own.minutes) == (Keep.ALWAYS, 10)
    assert [one.id for one in over.sections[:2]] == [base.sections[0].id, "our-own"]
    assert len(over.sections[1].questions) == 1


def test_an_old_text_in_the_overlay_notices_when_the_guide_changes(tmp_path: Path) -> None:
    bare = uncommented(overlay(tmp_path, HARD))
    write(tmp_path, HARD.replace("Who goes?", "Who stays?"), "base.yaml")
    with pytest.raises(Exception, match="changed-underneath") as caught:
        load(write(tmp_path, bare, "over.yaml"))
    assert "was: “Who goes?”; now: “Who stays?”" in str(caught.value)
