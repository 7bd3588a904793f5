"""The first guide that is drafted from an essay: sound, exact, the same every time."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from chapter import chapter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instruments import ROOT
from strategies import many

from studyguide.authoring import blank, draft
from studyguide.authoring.guide import outline
from studyguide.authoring.sentences import sentences
from studyguide.authoring.terms import is_english
from studyguide.essay.find import Found, find
from studyguide.essay.normalize import fold, words
from studyguide.essay.readers.blocks import one_line
from studyguide.essay.text import EssayText, Paragraph, read_essay
from studyguide.files.inputs import Inputs
from studyguide.guide.fields import Kind
from studyguide.guide.load import load
from studyguide.guide.model import Guide, Question, Section
from studyguide.problems import Severity
from studyguide.rules import review

pytestmark = pytest.mark.real

ESSAYS = ROOT / "tests" / "essays"
NAMES = sorted(path.name for path in ESSAYS.iterdir())
KINDS = [*NAMES, "chapter"]


@pytest.fixture(scope="module", params=KINDS)
def essay(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EssayText:
    return _essay(request.param, tmp_path_factory.mktemp("essay"))


def _essay(name: str, folder: Path) -> EssayText:
    if name != "chapter":
        return read_essay(Inputs(), ESSAYS / name)
    (folder / "chapter.txt").write_text(chapter(), encoding="utf-8")
    return read_essay(Inputs(), folder / "chapter.txt")


@pytest.fixture(scope="module")
def drafted(essay: EssayText, tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The guide as a facilitator who keeps every draft would have it."""
    return _kept(draft(essay, name="a text", file=None), tmp_path_factory.mktemp("guide"))


def _kept(written: str, folder: Path) -> Guide:
    path = folder / "guide.yaml"
    path.write_text(written, encoding="utf-8")
    assert load(path).warnings == ()
    path.write_text(re.sub(r"(?m)^ +draft: true\n", "", written), encoding="utf-8")
    return load(path).guide


def questions(guide: Guide) -> Iterator[tuple[Section, Question]]:
    return ((section, one) for section in guide.sections for one in section.questions)


def quoted(text: str) -> list[str]:
    return re.findall(r"“([^“”]+)”", text)


def test_the_essays_are_of_different_kinds() -> None:
    assert len(NAMES) == 6


def test_every_question_is_marked_as_a_draft(essay: EssayText) -> None:
    written = draft(essay, name="a text", file=None)
    asked = re.findall(r"(?m)^        ask:", written)
    marked = re.findall(r"(?m)^        draft: true$", written)
    assert len(asked) == len(marked) > 0


def test_no_rule_complains_when_every_draft_is_kept(drafted: Guide) -> None:
    found = [verdict for verdict in review(drafted) if verdict.severity is not Severity.INFO]
    assert [(verdict.code, verdict.finding.where) for verdict in found] == []


def places(essay: EssayText, section: Section) -> list[Found]:
    return [find(essay, passage) for passage in section.passages]


def test_every_passage_is_found_inside_its_section(essay: EssayText, drafted: Guide) -> None:
    for section in drafted.sections:
        within = places(essay, section)
        assert [place.notes for place in within] == [()]
        for question in section.questions:
            for passage in question.passages:
                found = find(essay, passage, within=within)
                assert found.notes == ()
                assert within[0].first <= found.first <= found.last <= within[0].last


def test_the_sections_hold_the_whole_essay_in_its_order(essay: EssayText, drafted: Guide) -> None:
    found = [place for section in drafted.sections for place in places(essay, section)]
    for one, two in pairwise(found):
        assert not essay.text[one.end : two.begin].strip(" \n.,;:!?\"'”’")
    assert not essay.text[: found[0].begin].strip(" “\"'")


def test_every_quotation_stands_in_its_passage(essay: EssayText, drafted: Guide) -> None:
    for section, question in questions(drafted):
        within = places(essay, section)
        [passage] = question.passages or section.passages
        place = find(essay, passage, within=within)
        quotes = quoted(question.ask)
        assert quotes, question.ask
        for quote in quotes:
            assert fold(quote).text in fold(place.quote).text, (question.ask, place.quote)


def test_no_quotation_is_longer_than_eight_words(drafted: Guide) -> None:
    for section, question in questions(drafted):
        passages = [*section.passages, *question.passages]
        ends = [end for one in passages for end in (one.begins, one.ends) if end]
        texts = [question.ask, question.watch_out or "", section.title]
        for quote in (*ends, *(quote for text in texts for quote in quoted(text))):
            assert len(words(quote)) <= 8


def test_no_draft_is_asked_twice(drafted: Guide) -> None:
    asked = [question.ask for _, question in questions(drafted)]
    assert len(asked) == len(set(asked))
    ids = [question.id for _, question in questions(drafted)]
    assert None not in ids


def test_the_same_pattern_never_follows_itself(drafted: Guide) -> None:
    bare = [re.sub(r"“[^“”]+”", "“”", question.ask) for _, question in questions(drafted)]
    assert all(one != two for one, two in pairwise(bare))


def test_readings_come_first_and_are_at_least_half(drafted: Guide) -> None:
    for section in drafted.sections:
        kinds = [question.kind for question in section.questions]
        assert 1 <= len(kinds) <= 6
        assert kinds == sorted(kinds, key=lambda kind: kind is Kind.EVALUATIVE)
        assert 2 * kinds.count(Kind.INTERPRETIVE) >= len(kinds)


def test_some_questions_ask_for_a_judgement_where_the_text_is_english(
    essay: EssayText, drafted: Guide
) -> None:
    judging = [one for _, one in questions(drafted) if one.kind is Kind.EVALUATIVE]
    assert bool(judging) == is_english(paragraph.text for paragraph in essay.paragraphs)


def test_every_draft_has_two_follow_ups(drafted: Guide) -> None:
    assert {len(question.follow_ups) for _, question in questions(drafted)} == {2}


def test_the_same_essay_gives_the_same_draft(essay: EssayText) -> None:
    again = EssayText(essay.title, essay.subtitle, essay.paragraphs, essay.words)
    assert draft(essay, name="a", file="b.txt") == draft(again, name="a", file="b.txt")


def test_the_other_drafts_can_be_taken_by_taking_the_number_sign_away(
    essay: EssayText, tmp_path: Path
) -> None:
    written = draft(essay, name="a text", file=None)
    before = len(re.findall(r"(?m)^        ask:", written))
    taken = re.sub(r"(?m)^      # ((?:- |  ).*)$", r"      \1", written)
    guide = _kept(taken, tmp_path)
    assert len(list(questions(guide))) == before + len(re.findall(r"(?m)^      # - id:", written))


def test_no_line_is_wider_than_a_screen(essay: EssayText) -> None:
    lines = draft(essay, name="a text", file="text.txt").split("\n")
    assert max(map(len, lines)) <= 100


def test_a_report_keeps_its_headings() -> None:
    written = draft(read_essay(Inputs(), ESSAYS / "report.md"), name="report", file="report.md")
    for title in ("Why the hours were changed", "Who came", "What it cost", "What we recommend"):
        assert f"    title: {title}\n" in written


def test_an_essay_is_cut_where_it_turns() -> None:
    essay = read_essay(Inputs(), ESSAYS / "turns.txt")
    standing = sentences(essay)
    starts = [standing[stretch.first].text for stretch in outline(essay)]
    assert any(start.startswith("But none of this answers") for start in starts)


def test_a_text_without_breaks_is_cut_all_the_same() -> None:
    essay = read_essay(Inputs(), ESSAYS / "unbroken.txt")
    assert len(essay.paragraphs) == 1
    assert 3 <= len(outline(essay)) <= 6


def test_a_chapter_has_at_most_ten_sections() -> None:
    text = chapter(6000).split("\n\n")[1:]
    paragraphs = tuple(Paragraph(number, one) for number, one in enumerate(text, start=1))
    essay = EssayText("A chapter", None, paragraphs, 6000)
    assert 5 <= len(outline(essay)) <= 10


def test_a_text_in_another_language_gets_only_what_needs_no_language() -> None:
    essay = read_essay(Inputs(), ESSAYS / "japanese.txt")
    written = draft(essay, name="text", file=None)
    assert "安全とは何" in written
    assert "ここは安全だ" in written


def test_the_title_is_the_name_where_the_text_has_none() -> None:
    essay = EssayText(None, None, (Paragraph(1, "One short line."),), 3)
    assert "  title: my-text\n" in draft(essay, name="my-text", file=None)


def test_the_blank_guide_loads_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "blank.yaml").write_text(blank(), encoding="utf-8")
    loaded = load(tmp_path / "blank.yaml")
    assert loaded.warnings == ()
    assert [v.code for v in review(loaded.guide) if v.severity is not Severity.INFO] == []


TEXTS = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=300),
        st.lists(
            st.sampled_from(
                [
                    "But",
                    "we",
                    "should",
                    "not",
                    "every",
                    "because",
                    "“",
                    "”",
                    '"',
                    "x*",
                    "[a](b)",
                    "water",
                    "Is",
                    "it",
                    "fair",
                    "?",
                    "!",
                    ".",
                    "…",
                    "—",
                    "perhaps",
                    "12 %",
                    "# no",
                    "RLHF",
                    "than",
                    "公園",
                    "はひろい。",
                    "\xad",
                    "\u200b",
                    "{word}",
                    "{",
                    "': ",
                ]
            ),
            min_size=1,
            max_size=40,
        ).map(" ".join),
    ),
    min_size=1,
    max_size=8,
)
HEADINGS = st.one_of(st.none(), st.text(max_size=30))


@settings(max_examples=many(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.lists(HEADINGS, min_size=8, max_size=8), st.one_of(st.none(), st.text()))
def test_any_text_gives_a_guide_that_loads(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    headings: list[str | None],
    title: str | None,
) -> None:
    # Whatever is read from a file comes through here.
    texts = [one_line(text) or "-" for text in texts]
    title = one_line(title) or None if title else None
    paragraphs = tuple(
        Paragraph(number, text, heading and one_line(heading))
        for number, (text, heading) in enumerate(zip(texts, headings, strict=False), start=1)
    )
    essay = EssayText(title, title, paragraphs, sum(len(text.split()) for text in texts))
    written = draft(essay, name="a text", file="text.txt")
    path = tmp_path_factory.mktemp("any") / "guide.yaml"
    path.write_text(written, encoding="utf-8")
    guide = load(path).guide
    for section in guide.sections:
        for question in section.questions:
            for quote in quoted(question.ask):
                assert quote in essay.text
