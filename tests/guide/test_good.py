"""Small guides that are fine: adding one is adding a file to tests/good/."""

from pathlib import Path

import pytest
from instruments import ROOT

from studyguide.guide import parts
from studyguide.guide.fields import Kind, Protocol, Show, Side, Writing
from studyguide.guide.load import load
from studyguide.guide.model import Guide
from studyguide.guide.part import Part

GOOD = ROOT / "tests" / "good"


def good(name: str) -> Guide:
    return load(GOOD / f"{name}.yaml").guide


@pytest.mark.parametrize("name", sorted(path.stem for path in GOOD.glob("*.yaml")))
def test_a_good_guide_loads_without_a_word(name: str) -> None:
    loaded = load(GOOD / f"{name}.yaml")
    assert loaded.warnings == ()
    assert loaded.guide.sections


def test_the_least_that_works_gets_sensible_defaults() -> None:
    guide = good("the-least")
    assert guide.language == "en"
    assert (guide.meeting.minutes, guide.meeting.people) == (60, 8)
    question = guide.core[0].question
    assert question.kind is Kind.INTERPRETIVE
    assert question.ask.startswith("Which use of study")


def test_everything_that_is_written_arrives() -> None:
    guide = good("everything-used")
    question = guide.core[0].question
    assert question.protocol is Protocol.ONE_TWO_FOUR_ALL
    assert question.side is Side.WITH
    assert question.allow == {"long-question": "it reads well aloud"}
    assert question.passages
    assert (question.passages[0].span, question.passages[0].begins) == ((4, 4), "Every bucket")
    assert question.lines == 6
    assert [one.ask for one in question.follow_ups] == [
        "Which word says so?",
        "Who would have counted otherwise?",
    ]
    assert [place.paragraphs for place in question.follow_ups[1].passages] == ["5", None]
    assert guide.introduction
    assert guide.introduction.split("\n") == [
        "A short account of *plenty* and of want.",
        "It was written in [a hard winter](https://wells.example/winter).",
    ]
    assert guide.facilitator_notes
    assert guide.facilitator_notes.endswith("circle.\n\nBring *two* copies of the account.")
    assert guide.meeting.start == "19:00"
    assert guide.meeting.date == "2026-12-03"
    assert (guide.meeting.questions, guide.meeting.tables, guide.meeting.name) == (1, 3, True)
    assert (guide.meeting.facilitator, guide.meeting.second_language) == ("the librarian", True)
    assert (guide.show, guide.writing) == (Show.PLANNED, Writing.ALL)
    assert [(one.term, one.means) for one in guide.glossary] == [
        ("tithe", "A tenth of the harvest."),
        ("thaw", "When the ice melts."),
    ]
    assert guide.messages.thanks == "The next harvest is ours."
    assert guide.further_reading[0].why == "It looks from the other farm."


def used(value: object) -> set[tuple[type[Part], str]]:
    """The keys of the model that are set anywhere in a guide."""
    found = set()
    if isinstance(value, tuple):
        found = set().union(*(used(one) for one in value))
    if isinstance(value, Part):
        found = {(type(value), name) for name in value.model_fields_set}
        found = found.union(*(used(getattr(value, name)) for name in value.model_fields_set))
    return found


def test_one_guide_uses_every_key_there_is_but_the_theme() -> None:
    every = {(part, name) for part in parts.within(Guide) for name in part.model_fields}
    assert every - used(good("everything-used")) == {(Guide, "theme")}


def test_a_bare_text_stands_for_a_part_and_for_a_list() -> None:
    guide = good("shorthand-everywhere")
    assert guide.essay.title == "The Two Wells"
    assert guide.opening == ("What did you last share?",)
    first, second = guide.sections
    assert first.passages
    assert second.passages
    assert first.passages[0].span == (3, 5)
    assert second.passages[0].whole
    assert [core.question.ask for core in guide.core] == [
        "Who keeps count, and for whom?",
        "Who is missing?",
        "Who pays?",
    ]
    places = guide.core[2].question.passages
    assert [(place.paragraphs, place.begins) for place in places] == [
        ("7", None),
        (None, "Every bucket"),
    ]
    assert [one.ask for one in guide.core[2].question.follow_ups] == ["Who says so?"]
    assert [one.term for one in guide.glossary] == ["thaw", "1887"]
    assert [source.title for source in guide.further_reading] == [
        "A Book of Wells",
        "A Book of Rain",
    ]


def test_an_empty_key_is_as_good_as_none() -> None:
    guide = good("empty-keys")
    assert guide.language == "en"
    assert guide.essay.words is None
    assert guide.norms == ()
    assert guide.core[0].question.kind is Kind.INTERPRETIVE
    assert guide.sections[1].questions == ()


def test_text_stays_the_text_that_was_written() -> None:
    guide = good("titles-stay-text")
    essay = guide.essay
    assert (essay.title, essay.subtitle, essay.author, essay.year) == ("no", "12:30", "=", "1984")
    titles = ["no", "12:30", "3.10", "1984", "2024-02-30", "=", "007", ".inf", "2026-12-03", "Yes"]
    assert [section.title for section in guide.sections] == titles
    asked = ["yes", "3.10", "1_000", "0o17", "1e3", ".5", "~"]
    assert [core.question.ask for core in guide.core] == asked


def test_quotes_and_marks_are_kept_as_they_are_meant() -> None:
    guide = good("quotes-and-marks")
    assert guide.essay.title == 'Reading: "a defence"'
    assert guide.sections[0].title == "It's #1: a *title* with \\ and é"
    asked = [core.question.ask for core in guide.core]
    assert asked[1] == "What's the point: to read or to talk?"
    assert asked[2] == 'Is C# a language, and "why" not?'
    assert asked[4] == "What is the point: to read, - or to talk?"
    assert asked[5] == "A line"


def test_windows_line_ends_and_utf_16_read_the_same(tmp_path: Path) -> None:
    written = (GOOD / "japanese.yaml").read_text("utf-8")
    for raw in (
        written.replace("\n", "\r\n").encode(),
        written.encode("utf-8-sig"),
        written.encode("utf-16"),
        b"\xfe\xff" + written.encode("utf-16-be"),
    ):
        path = tmp_path / "guide.yaml"
        path.write_bytes(raw)
        assert load(path).guide == good("japanese")


def test_marks_in_a_sentence_are_no_list() -> None:
    guide = good("marks-that-are-words")
    assert guide.norms == ("1984 was about listening; listen.",)
    assert guide.before_meeting == ("* Read it twice, with a pencil.",)
    assert guide.opening[0] == "Reading maketh a full man. — Francis Bacon"
    assert [len(section.questions) for section in guide.sections] == [6]


def test_words_with_their_meanings_are_a_glossary_with_dashes_or_without() -> None:
    assert [(one.term, one.means) for one in good("a-glossary-of-pairs").glossary] == [
        ("abeunt", "they pass"),
        ("z. B.", "for example"),
        ("1625", "the year of the *third* edition"),
        ("- wit -", "good sense"),
        (
            "reward model",
            "A model that was trained on people's choices and then chooses for them.",
        ),
        ("term of art", "a word that one trade uses in its own way"),
    ]
    assert [(one.term, one.means) for one in good("a-glossary-of-pairs-with-dashes").glossary] == [
        ("abeunt", "they pass"),
        ("wit", "good sense"),
        ("studia", "studies: what one is keen on"),
        ("term", "a word of one trade"),
    ]


def test_a_passage_is_one_place_or_several_or_none() -> None:
    guide = good("several-places")
    first, second = guide.sections[0].questions
    assert [place.span or place.begins for place in guide.sections[0].passages] == [
        (1, 2),
        "Read not",
    ]
    assert first.passages == ()
    assert [place.paragraphs for place in second.passages] == ["2"]
    assert [[place.whole for place in one.passages] for one in second.follow_ups] == [
        [],
        [True],
        [],
    ]
    assert guide.introduction
    assert guide.introduction.count("\n\n") == 1
