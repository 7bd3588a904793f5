"""A guide on its essay's text: what is found, what is told where it isn't, and where links lead."""

import re
from pathlib import Path

import pikepdf
import pytest
from conftest import Command

from guides import write
from studyguide.essay.resolve import Grounds, drafts, ground, text_of
from studyguide.guide.load import load
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.view import view
from studyguide.pipeline.build import Built, build
from studyguide.pipeline.check import check
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.plan import plan
from studyguide.problems import Problem, Severity, StudyguideError

pytestmark = pytest.mark.real

ESSAY = """\
The ferry left before the bell had rung. Nobody on the quay complained about it.

A child asked the pilot why. He said that the tide does not read timetables, and went back to work.

Years later the bell was sold. The ferry still leaves when the water lets it.
"""
GUIDE = """\
studyguide: 1
essay: {title: The Bell, url: "https://ferry.example/bell", file: bell.txt}
sections:
  - title: Leaving
    passage: {paragraphs: 1-2, from: The ferry left, to: back to work}
    questions:
      - ask: Why does nobody complain?
        passage: {from: Nobody on the quay}
      - {ask: Whose rule does the pilot follow?, draft: true}
  - title: Later
    passage: {paragraphs: 3}
    questions:
      - What does selling the bell change?
"""


def written(folder: Path, guide: str = GUIDE, essay: str = ESSAY) -> Path:
    (folder / "bell.txt").write_text(essay, encoding="utf-8")
    return write(folder, guide)


def grounded(folder: Path, guide: str = GUIDE) -> Grounds:
    loaded = load(written(folder, guide))
    return ground(loaded, text_of(loaded, None))


def problem(folder: Path, old: str, new: str, more: str = "") -> Problem:
    """The one problem of the guide with something else in it."""
    assert old in GUIDE
    [found] = grounded(folder, GUIDE.replace(old, new) + more).problems
    return found


# Passages


def test_every_passage_of_a_sound_guide_is_found_with_the_essays_words(tmp_path: Path) -> None:
    grounds = grounded(tmp_path)
    assert grounds.problems == ()
    found = {where: (one.first, one.last) for where, one in grounds.found.items()}
    assert found == {
        ("sections", 0, 0): (1, 2),
        ("sections", 0, "questions", 0, 0): (1, 1),
        ("sections", 1, 0): (3, 3),
    }
    quote = grounds.found["sections", 0, "questions", 0, 0].quote
    assert quote == "Nobody on the quay complained about it."


def test_without_a_text_nothing_is_found_and_nothing_is_wrong(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, GUIDE.replace(", file: bell.txt", "")))
    assert text_of(loaded, None) is None
    grounds = ground(loaded, None)
    assert (grounds.essay, grounds.found, grounds.problems) == (None, {}, ())


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("Nobody on the quay", "Everybody on the quay", "passage-not-found", 8),
        ("to: back to work", "to: off to sleep", "passage-not-found", 5),
        ("paragraphs: 3", "paragraphs: 9", "no-such-paragraph", 11),
        ("from: The ferry left", "from: A child asked", "passage-disagrees", 5),
    ],
)
def test_a_passage_that_is_not_there_is_told_at_its_line_with_what_to_do(
    old: str, new: str, code: str, line: int, tmp_path: Path
) -> None:
    found = problem(tmp_path, old, new)
    assert found.code == code
    assert found.spot
    assert found.spot.line == line
    assert found.hint


def test_words_that_stand_twice_are_an_information_at_their_line(tmp_path: Path) -> None:
    found = problem(tmp_path, "{paragraphs: 3}", "{to: the bell}")
    assert (found.code, found.severity) == ("passage-twice", Severity.INFO)
    assert found.message == "“the bell” occurs twice, in ¶1 and ¶3; the last counts"
    assert found.spot
    assert found.spot.line == 11


def test_a_question_outside_its_section_counts_and_is_an_information(tmp_path: Path) -> None:
    grounds = grounded(tmp_path, GUIDE.replace("Nobody on the quay", "Years later"))
    assert grounds.found["sections", 0, "questions", 0, 0].first == 3
    [found] = grounds.problems
    assert (found.code, found.severity) == ("outside-section", Severity.INFO)
    assert found.message == "this is in ¶3, outside its section (¶1-2)"
    assert found.spot
    assert found.spot.line == 8


HINGE = "allow: {outside-section: the hinge of the two parts}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("passage: {from: Years later}", f"passage: {{from: Years later}}\n        {HINGE}"),
        ("  - title: Leaving", f"  - title: Leaving\n    {HINGE}"),
        ("sections:", f"{HINGE}\nsections:"),
    ],
    ids=["question", "section", "guide"],
)
def test_leaving_the_section_is_set_aside_at_any_height(old: str, new: str, tmp_path: Path) -> None:
    left = GUIDE.replace("Nobody on the quay", "Years later")
    assert left.count(old) == 1
    assert grounded(tmp_path, left.replace(old, new)).problems == ()


def test_words_that_stand_twice_are_set_aside_too(tmp_path: Path) -> None:
    allow = "allow: {passage-twice: the first is meant}"
    twice = GUIDE.replace("{paragraphs: 3}", f"{{from: The ferry}}\n    {allow}")
    codes = [one.code for one in grounded(tmp_path, twice).problems]
    assert "passage-twice" not in codes
    assert codes == ["sections-overlap"], "and nothing else is"


def test_a_section_whose_place_is_not_found_is_not_said_to_be_left(tmp_path: Path) -> None:
    lost = GUIDE.replace("to: back to work", "to: off to sleep")
    grounds = grounded(tmp_path, lost.replace("Nobody on the quay", "Years later"))
    assert [one.code for one in grounds.problems] == ["passage-not-found"]


def test_where_one_of_its_places_is_not_found_it_may_be_that_one(tmp_path: Path) -> None:
    lost = GUIDE.replace("{paragraphs: 1-2, from: The ferry left, to: back to work}", "[9, 2]")
    assert [one.code for one in grounded(tmp_path, lost).problems] == ["no-such-paragraph"]


# Lists of places, and follow-ups

LISTS = """\
studyguide: 1
essay: {title: The Bell, url: "https://ferry.example/bell", file: bell.txt}
sections:
  - title: Bells
    passage: [1, {paragraphs: 3, from: Years later}]
    questions:
      - ask: Which ferry is it?
        passage:
          - {from: The ferry left}
          - {from: The ferry still}
        follow_ups:
          - {ask: Who says so?, passage: {from: complained}}
          - {ask: What of the tide?, passage: [3, {from: He said}]}
  - {title: Pilots, passage: 2, questions: [What does he do?]}
"""
WHICH = ("sections", 0, "questions", 0)


def test_each_place_of_a_list_is_found_as_it_is_alone(tmp_path: Path) -> None:
    together = grounded(tmp_path, LISTS)
    assert [str(one.severity) for one in together.problems] == ["info"]
    for old, kept in (
        ("          - {from: The ferry left}\n", 1),
        ("          - {from: The ferry still}\n", 0),
    ):
        alone = grounded(tmp_path, LISTS.replace(old, ""))
        assert alone.found[*WHICH, 0] == together.found[*WHICH, kept]
        assert alone.links[*WHICH, 0] == together.links[*WHICH, kept]


def test_every_place_has_its_own_link(tmp_path: Path) -> None:
    links = grounded(tmp_path, LISTS).links
    assert links["sections", 0, 1].startswith(f"{FRAGMENT}Years%20later%20the%20bell")
    assert links[*WHICH, 0].startswith(f"{FRAGMENT}The%20ferry%20left%20before,")
    assert links[*WHICH, 1].startswith(f"{FRAGMENT}The%20ferry%20still%20leaves")
    assert links[*WHICH, "follow_ups", 0, 0].startswith(f"{FRAGMENT}complained%20about%20it.")
    assert len(links) == 8


def test_a_follow_up_may_leave_its_section_and_is_told_at_its_own_line(tmp_path: Path) -> None:
    [found] = grounded(tmp_path, LISTS).problems
    assert found.code == "outside-section"
    assert found.message == "this is in ¶2, outside its section (¶1 and ¶3)"
    assert found.spot
    assert (found.spot.line, found.spot.text[found.spot.column - 1 :][:7]) == (13, "He said")


def test_a_follow_up_is_looked_for_near_its_question_first(tmp_path: Path) -> None:
    near = LISTS.replace("          - {from: The ferry left}\n", "").replace(
        "complained", "The ferry"
    )
    found = grounded(tmp_path, near).found
    assert found[*WHICH, "follow_ups", 0, 0].first == 3


def test_any_place_of_a_section_may_overlap_another(tmp_path: Path) -> None:
    found = grounded(tmp_path, LISTS.replace("passage: 2,", "passage: [2, 3],")).problems
    [overlap] = [one for one in found if one.code == "sections-overlap"]
    assert "both include “Years later the bell" in overlap.message
    assert overlap.spot
    assert overlap.spot.text[overlap.spot.column - 1] == "3"


def test_the_packet_has_a_question_at_each_of_its_places(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, LISTS))
    grounds = ground(loaded, text_of(loaded, None))
    seen = view(loaded, EDITIONS["packet"], plan(loaded.guide), grounds)
    assert [one["questions"] for one in seen["text"]] == [[1], [2], [1]]


OVERLAP = "{paragraphs: 2-3, from: He said that}"


def test_sections_that_share_words_are_a_warning_that_names_both(tmp_path: Path) -> None:
    found = problem(tmp_path, "{paragraphs: 3}", OVERLAP)
    assert (found.code, found.severity) == ("sections-overlap", Severity.WARNING)
    assert "Leaving" in found.message
    assert "He said that" in found.message
    assert found.spot
    assert found.spot.line == 11


def test_sections_that_share_a_paragraph_and_no_words_are_no_overlap(tmp_path: Path) -> None:
    apart = GUIDE.replace("back to work", "why").replace("{paragraphs: 3}", OVERLAP)
    assert grounded(tmp_path, apart).problems == ()


def test_an_overlap_that_is_meant_is_allowed_with_a_reason(tmp_path: Path) -> None:
    meant = GUIDE.replace(
        "{paragraphs: 3}", f"{OVERLAP}\n    allow: {{sections-overlap: read twice}}"
    )
    assert grounded(tmp_path, meant).problems == ()
    everywhere = (
        GUIDE.replace("{paragraphs: 3}", OVERLAP) + "allow: {sections-overlap: read twice}\n"
    )
    assert grounded(tmp_path, everywhere).problems == ()


BACK = """\
studyguide: 1
essay: {title: The Bell, file: bell.txt}
sections:
  - {title: Later, passage: {paragraphs: 3}, questions: [What is sold?]}
  - {title: Leaving, passage: {paragraphs: 1}ALLOW, questions: [Who complains?]}
"""


def test_sections_that_run_backwards_are_a_warning_unless_allowed(tmp_path: Path) -> None:
    [found] = grounded(tmp_path, BACK.replace("ALLOW", "")).problems
    assert (found.code, found.severity) == ("sections-backwards", Severity.WARNING)
    assert found.spot
    assert found.spot.line == 5
    allowed = BACK.replace("ALLOW", ", allow: {sections-backwards: the end is read first}")
    assert grounded(tmp_path, allowed).problems == ()


# The file


@pytest.mark.parametrize("name", ["../bell.txt", "/etc/hostname", "sub/../../bell.txt"])
def test_a_text_outside_the_guides_folder_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "bell.txt").write_text(ESSAY)
    loaded = load(write(inner, GUIDE.replace("bell.txt", name)))
    with pytest.raises(StudyguideError) as refused:
        text_of(loaded, None)
    [found] = refused.value.problems
    assert found.code == "text-elsewhere"
    assert found.spot
    assert found.spot.line == 2


def test_a_link_that_leads_out_of_the_folder_is_refused_too(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.txt").write_text(ESSAY)
    (inner / "bell.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(StudyguideError, match="text-elsewhere"):
        text_of(load(write(inner, GUIDE)), None)


def test_a_text_that_is_not_there_is_told_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(StudyguideError, match="no-text"):
        text_of(load(write(tmp_path, GUIDE)), None)


def test_a_text_named_on_the_command_line_comes_first(tmp_path: Path) -> None:
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("Quite another text.\n")
    text = text_of(load(written(tmp_path)), chosen)
    assert text
    assert [one.text for one in text.paragraphs] == ["Quite another text."]


# Links


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("linked")
    loaded = load(written(folder))
    return build(loaded, folder, BuildRequest(["participant", "facilitator"]))


def content(built: Built, edition: str, format: str) -> Path:
    return next(
        one.path
        for one in built.handouts
        if (one.edition.name, one.format.name) == (edition, format)
    )


FRAGMENT = "https://ferry.example/bell#:~:text="


def test_an_html_page_links_each_passage_by_its_words(built: Built) -> None:
    text = content(built, "participant", "html").read_text("utf-8")
    assert f'href="{FRAGMENT}The%20ferry%20left%20before,' in text
    assert f'href="{FRAGMENT}Years%20later%20the%20bell' in text
    assert ">¶&nbsp;1–2</a>" in text, "the number is printed too"


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_a_pdf_has_the_same_links(edition: str, built: Built) -> None:
    with pikepdf.open(content(built, edition, "pdf")) as document:
        addresses = [
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        ]
    assert sum(address.startswith(FRAGMENT) for address in addresses) >= 2


def test_without_an_address_there_are_no_links(tmp_path: Path) -> None:
    bare = GUIDE.replace('url: "https://ferry.example/bell", ', "")
    loaded = load(written(tmp_path, bare))
    assert ground(loaded, text_of(loaded, None)).links == {}
    made = build(loaded, tmp_path, BuildRequest(["participant"], ["html"]))
    text = made.handouts[0].path.read_text("utf-8")
    assert ":~:text" not in text
    assert "¶&nbsp;1–2" in text


def test_without_the_text_the_words_of_the_guide_make_the_link(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, GUIDE.replace(", file: bell.txt", "")))
    made = ground(loaded, None).links
    assert made["sections", 0, 0] == f"{FRAGMENT}The%20ferry%20left,back%20to%20work"
    assert made["sections", 1, 0] == "https://ferry.example/bell", "numbers alone name no words"


def test_an_address_with_a_part_of_its_own_is_left_as_it_is(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, GUIDE.replace("/bell", "/bell#part-2")))
    made = ground(loaded, text_of(loaded, None)).links
    assert made["sections", 0, 0].startswith("https://ferry.example/bell#part-2:~:text=")


# Drafts

DRAFTED = "Whose rule does the pilot follow?"


@pytest.mark.parametrize("format", ["html", "pdf"])
def test_participants_never_see_a_draft_and_the_facilitator_sees_it_marked(
    format: str, built: Built
) -> None:
    from instruments import pdf

    def said(edition: str) -> str:
        path = content(built, edition, format)
        return path.read_text("utf-8") if format == "html" else pdf.everything_said(path)

    assert DRAFTED not in said("participant")
    shown = said("facilitator")
    marked = r"\bdraft(?:</span>)?\s*(?:<h3>)?" + re.escape(DRAFTED)
    assert re.search(marked, shown)


def test_build_and_check_say_how_many_drafts_are_left_out(built: Built, tmp_path: Path) -> None:
    [told] = [one for one in built.notices if one.code == "drafts"]
    assert told.message.endswith(": 1")
    assert told.severity is Severity.INFO
    checked = check(load(written(tmp_path)))
    assert [one.message for one in checked if one.code == "drafts"] == [told.message]


def test_a_guide_without_drafts_says_nothing_of_them(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, GUIDE.replace(", draft: true", "")))
    assert list(drafts(loaded)) == []


def test_with_drafts_participants_see_them_numbered_in_place(
    studyguide: Command, tmp_path: Path
) -> None:
    written(tmp_path)
    words = ("build", "guide.yaml", "--edition", "participant", "--format", "html")
    ran = studyguide(*words, "--with-drafts")
    assert ran.returncode == 0, ran.stderr
    text = (tmp_path / "handouts" / "guide-participant.html").read_text("utf-8")
    assert text.index("Why does nobody complain?") < text.index(DRAFTED)
    assert text.index(DRAFTED) < text.index("What does selling the bell change?")
    assert 'id="question-3"' in text


def test_build_goes_on_with_a_warning_where_a_passage_is_gone(
    studyguide: Command, tmp_path: Path
) -> None:
    written(tmp_path, GUIDE.replace("Nobody on the quay", "Everybody on the quay"))
    ran = studyguide("build", "guide.yaml", "--edition", "participant", "--format", "html")
    assert ran.returncode == 0
    assert "guide.yaml:8:" in ran.stderr
    assert "passage-not-found" in ran.stderr
