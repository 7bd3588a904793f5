"""The shipped guide: sound, rich enough to lead a meeting with, and short enough for one sheet."""

import pytest
from conftest import Handout
from instruments import pdf

from guides import SHIPPED
from studyguide.files.resources import shipped_guides
from studyguide.guide.fields import Kind, Side
from studyguide.guide.load import load
from studyguide.guide.model import Core, Guide

SMALLEST = 9.5
"""Points; smaller type is hard to read on a sheet from a cheap printer."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load(shipped_guides()[SHIPPED]).guide


def test_it_loads_without_a_word() -> None:
    assert load(shipped_guides()[SHIPPED]).warnings == ()


def test_it_is_for_eight_people_and_ninety_minutes(guide: Guide) -> None:
    assert (guide.meeting.people, guide.meeting.minutes) == (8, 90)


def test_it_has_four_sections_with_three_core_questions_or_more(guide: Guide) -> None:
    assert len(guide.sections) == 4
    assert all(len(section.questions) >= 3 for section in guide.sections)


def test_every_section_says_where_it_is_what_it_says_and_how_to_lead_it(guide: Guide) -> None:
    for section in guide.sections:
        assert section.id
        assert section.summary
        assert section.facilitator_notes
        assert section.passages
        assert section.passages[0].span


CORE = load(shipped_guides()[SHIPPED]).guide.core


@pytest.mark.parametrize("core", CORE, ids=lambda core: core.question.id)
def test_a_core_question_has_all_that_a_facilitator_needs(core: Core) -> None:
    question = core.question
    assert question.id
    assert "kind" in question.model_fields_set
    assert question.passages
    assert question.passages[0].begins
    assert question.passages[0].ends
    assert len(question.follow_ups) >= 2
    assert len(question.possible_answers) >= 2
    assert question.watch_out


@pytest.mark.parametrize("core", CORE, ids=lambda core: core.question.id)
def test_a_core_questions_passage_lies_in_its_section(core: Core) -> None:
    assert core.question.passages
    assert core.section.passages
    inner, outer = core.question.passages[0].span, core.section.passages[0].span
    assert inner
    assert outer
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]


def test_no_passage_takes_more_than_eight_words_of_the_essay_at_an_end(guide: Guide) -> None:
    ends = [
        end
        for _, passages in guide.passages
        for passage in passages
        for end in (passage.begins, passage.ends)
        if end
    ]
    assert len(ends) >= 24
    assert [end for end in ends if len(end.split()) > 8] == []


def test_both_sides_are_heard_and_every_kind_is_asked(guide: Guide) -> None:
    sides = [core.question.side for core in guide.core]
    assert {core.question.kind for core in guide.core} == set(Kind)
    assert abs(sides.count(Side.WITH) - sides.count(Side.AGAINST)) <= 1
    assert sides.count(Side.WITH) >= 3


def test_it_opens_and_closes_and_explains_its_words(guide: Guide) -> None:
    assert guide.opening
    assert guide.closing
    terms = {entry.term for entry in guide.glossary}
    assert terms >= {"alignment tax", "RLHF", "OECD"}
    assert len(guide.further_reading) >= 3
    assert guide.credits
    assert guide.credits.license == "CC BY 4.0"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_participants_edition_fits_one_sheet(paper: str, handout: Handout) -> None:
    assert pdf.pages(handout(SHIPPED, "participant", "pdf", paper)) <= 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_no_type_is_too_small(edition: str, paper: str, handout: Handout) -> None:
    sizes = {size for _, size in pdf.fonts_sizes(handout(SHIPPED, edition, "pdf", paper))}
    assert sizes
    assert min(sizes) >= SMALLEST


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_the_last_page_is_never_nearly_empty(edition: str, paper: str, handout: Handout) -> None:
    path = handout(SHIPPED, edition, "pdf", paper)
    words = pdf.words(path)
    last = max(word.page for word in words)
    bottom = max(word.bottom for word in words) - 20
    body = [word.bottom for word in words if word.page == last and word.bottom < bottom]
    assert max(body) > bottom / 4, "a quarter of the page is used"


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_no_word_lies_outside_the_paper_or_on_another(
    edition: str, paper: str, handout: Handout
) -> None:
    width = {"a4": 595.3, "letter": 612.0}[paper]
    words = pdf.words(handout(SHIPPED, edition, "pdf", paper))
    assert [word for word in words if word.left < 20 or word.right > width - 20] == []
    overlapping = [
        (one.text, other.text)
        for place, one in enumerate(words)
        for other in words[place + 1 : place + 40]
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 1
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 6
    ]
    assert overlapping == []
