"""The page of an edition: golden files, what templates can reach, and words in every language."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from conftest import Handout
from instruments import ROOT

from guides import (
    GERMAN,
    GUIDES,
    LONG,
    SHIPPED,
    TINY,
    build_handouts,
    comes,
    comes_as,
    fill,
    page,
    spoken_guide,
    write,
)
from studyguide.guide.model import Guide
from studyguide.handouts import i18n, templates
from studyguide.handouts.editions import EDITIONS

GOLDEN = ROOT / "tests" / "golden"
PAGES = [one.name for one in EDITIONS.values() if one.paged and not one.needs_text]
SCREEN = [edition.name for edition in EDITIONS.values() if "html" in comes_as(edition)]
WITH_SCRIPT = {"slides"}
"""Slides turn at a key; a handout needs no script."""


class Parsed(HTMLParser):
    """A page's elements in order, each with its attributes, and its texts outside of styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within not in ("style", "script"):
            self.texts.append(data)

    def shape(self) -> list[tuple[str, list[str]]]:
        """Tags and the names of their attributes, without any words."""
        return [(tag, sorted(attributes)) for tag, attributes in self.elements]


# Golden pages


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
@pytest.mark.parametrize("guide", ["tiny", "german"])
def test_a_page_is_as_it_was_read_and_found_good(
    guide: str, edition: str, handout: Handout, request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"{guide}-{edition}.html"
    # Stylesheets are read where they are written.
    page = handout(guide, edition, "html").read_text("utf-8")
    now = re.sub(r"(?s)(?<=<style>).*?(?=</style>)", "", page)
    if request.config.getoption("--renew-golden"):
        golden.write_text(now, "utf-8")
    assert now == golden.read_text("utf-8"), "read it, then --renew-golden"


# What templates can reach


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[jinja2.Environment, dict[str, Any]]]:
    """The environment and the context of each template that is rendered from now on."""
    found: list[tuple[jinja2.Environment, dict[str, Any]]] = []
    render = jinja2.Template.render

    def watched(self: jinja2.Template, *contexts: Any, **more: Any) -> str:
        found.append((self.environment, dict(*contexts, **more)))
        return render(self, *contexts, **more)

    monkeypatch.setattr(jinja2.Template, "render", watched)
    return found


def kinds(value: Any) -> Iterator[type]:
    yield type(value)
    if isinstance(value, dict):
        for key, item in value.items():
            yield type(key)
            yield from kinds(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from kinds(item)


@pytest.mark.parametrize("edition", list(EDITIONS))
def test_templates_get_plain_data_only(
    edition: str, tmp_path: Path, seen: list[tuple[jinja2.Environment, dict[str, Any]]]
) -> None:
    document = page(LONG, edition, tmp_path)
    assert document.body
    assert document.engine_css
    assert seen
    for _, context in seen:
        assert set(kinds(context)) <= {dict, list, str, int, float, bool, type(None)}


@pytest.mark.parametrize(
    "template",
    [
        '{{ "".__class__ }}',
        '{{ "" | attr("__class__") }}',
        "{{ cycler.__init__.__globals__ }}",
        '{{ ("{0.__class__}" | attr("format"))("") }}',
        '{{ "{0.__class__}".format("") }}',
        "{{ view.sections.append(1) }}",
        "{{ view.update({}) }}",
        "{{ view.no_such_key }}",
        "{{ no_such_name }}",
        '{% include "../pyproject.toml" %}',
        '{% include "/etc/hostname" %}',
    ],
)
def test_the_sandbox_refuses(
    template: str, tmp_path: Path, seen: list[tuple[jinja2.Environment, dict[str, Any]]]
) -> None:
    assert page(TINY, "participant", tmp_path).body
    environment, context = seen[0]
    assert environment.from_string("{{ view.essay.title }}").render(context)
    with pytest.raises(jinja2.TemplateError):
        environment.from_string(template).render(context)


# Words from a guide stay words


def _evil(public: bool, number: int) -> list[str]:
    tag = "</style><script>alert(1)</script>"
    return [
        f"\"'><img src=x onerror=alert({number})>{tag}",
        f"{{{{ 7*{number} }}}} \"'&lt;b&gt; & a < b {number}",
        f"z{number}",
        f"https://z{number}.example/\"'><img/src=x>",
    ]


def _good(public: bool, number: int) -> list[str]:
    return [f"word {number}", f"words {number}", f"z{number}", f"https://z{number}.example/"]


@pytest.mark.parametrize("edition", PAGES)
def test_no_words_of_a_guide_become_markup(edition: str, tmp_path: Path) -> None:
    (evil, said), (good, _) = spoken_guide(_evil), spoken_guide(_good)
    assert sum("<script>" in one.words for one in said) > 10
    hostile = page(evil, edition, tmp_path).body
    assert Parsed(hostile).shape() == Parsed(page(good, edition, tmp_path).body).shape()
    assert "alert(1)</script>" not in hostile


def test_words_are_printed_as_they_were_written(tmp_path: Path) -> None:
    title = "<b>Ham & \"eggs\"</b> {{ 7*7 }} 'x' &amp;"
    text = yaml.safe_dump({"studyguide": 1, "essay": title, "sections": [{"title": "A"}]})
    texts = "".join(Parsed(page(text, "participant", tmp_path).body).texts)
    assert texts.count(title) == 2, "the title element and the heading"


# What a meeting has no time for isn't printed as if it had


def farms(meeting: dict[str, Any], **more: Any) -> str:
    """A guide of two sections with four questions each, for a meeting."""
    sections = [
        {"title": title, "questions": [f"What of {title} {n}?" for n in range(1, 5)]}
        for title in ("seed", "corn")
    ]
    data = {"studyguide": 1, "essay": "Two farms", "meeting": meeting, "opening": ["What grows?"]}
    return json.dumps({**data, "sections": sections, **more})


USUAL = {"minutes": 90, "people": 8}
SHORT = {"minutes": 15, "people": 8, "reading": "before"}
"""No time for an opening."""
FIRST = {"minutes": 90, "people": 8, "first_meeting": True, "reading": "before"}
"""Names and opening are one step."""


@pytest.mark.parametrize(("meeting", "there"), [(USUAL, True), (FIRST, True), (SHORT, False)])
def test_the_opening_stands_on_sheet_and_slides_if_there_is_one(
    meeting: dict[str, Any], there: bool, tmp_path: Path
) -> None:
    for edition in ("participant", "slides"):
        body = page(farms(meeting), edition, tmp_path).body
        assert ("What grows?" in body) == there
        assert bool(re.search("<h2>.*opening</h2>", body, re.I)) == there


def test_the_facilitator_is_told_how_the_opening_goes(tmp_path: Path) -> None:
    usual, first, short = (
        page(farms(meeting), "facilitator", tmp_path).body for meeting in (USUAL, FIRST, SHORT)
    )
    one_step, unplanned = "Names and opening are one step", "Not on the run sheet"
    assert [one_step in body for body in (usual, first, short)] == [False, True, False]
    assert [body.count(unplanned) for body in (usual, first, short)] == [0, 0, 1]
    assert all("What grows?" in body for body in (usual, first, short))
    opening = short[short.index("<h3>Opening</h3>") :]
    assert opening.index(unplanned) < opening.index("What grows?") < opening.index("Closing")


def test_slides_ask_for_names_at_a_first_meeting_only(tmp_path: Path) -> None:
    bodies = [page(farms(meeting), "slides", tmp_path).body for meeting in (USUAL, FIRST)]
    assert ["Say your name first." in body for body in bodies] == [False, True]


def test_slides_have_one_for_own_questions_if_there_is_time_for_them(tmp_path: Path) -> None:
    for meeting in (USUAL, SHORT):
        made = page(farms(meeting), "slides", tmp_path)
        planned = "own-questions" in made.view["steps"]
        assert planned == (meeting is USUAL)
        assert ("What haven’t we asked yet?" in made.body) == planned


# Questions that there is no time for


def test_every_question_that_is_extra_is_announced_and_one_line_says_what_that_means(
    tmp_path: Path,
) -> None:
    made = page(farms(USUAL), "participant", tmp_path)
    asked = [one for section in made.view["sections"] for one in section["questions"]]
    extra = [one["number"] for one in asked if not one["planned"]]
    assert 0 < len(extra) < len(asked)
    found = re.findall(
        r'id="question-(\d+)">.*?<p>(<span class="extra">If there is time:</span>)?',
        made.body,
        re.S,
    )
    assert [int(number) for number, said in found if said] == extra
    assert made.body.count("Questions in small type are for when there is time") == 1


def test_in_large_print_no_type_is_small_and_the_line_says_so(tmp_path: Path) -> None:
    body = page(farms(USUAL), "participant", tmp_path, large=True).body
    assert "small type" not in body
    assert body.count("Questions marked “if there is time” may") == 1


@pytest.mark.parametrize("more", [{"show": "planned"}, {"meeting": {"minutes": 480, "people": 8}}])
def test_a_sheet_without_extra_questions_says_nothing_of_them(
    more: dict[str, Any], tmp_path: Path
) -> None:
    body = page(farms(**{"meeting": USUAL, **more}), "participant", tmp_path).body
    assert 'class="question"' in body
    assert "there is time" not in re.sub(r"(?s)<style>.*?</style>", "", body)


def test_a_section_whose_questions_are_not_shown_keeps_its_title(tmp_path: Path) -> None:
    meeting = {"minutes": 60, "people": 8, "questions": 1}
    made = page(farms(meeting, show="planned"), "participant", tmp_path)
    assert [len(section["questions"]) for section in made.view["sections"]] == [1, 0]
    assert "<h2>corn</h2>" in made.body
    assert made.body.count('<ol class="questions">') == 1, "an empty list is none"


# Several places, several paragraphs


def in_places() -> str:
    places = [
        {"paragraphs": "1-2", "from": "In the year", "to": "was dry"},
        {"paragraphs": "9", "from": "When it rained"},
        {"from": "Nobody counted"},
    ]
    question = {
        "ask": "What of both?",
        "passage": [{"paragraphs": "2"}, {"paragraphs": "9"}],
        "follow_ups": [{"ask": "Says who?", "passage": {"paragraphs": "3", "from": "He said"}}],
    }
    section = {"title": "Seed", "passage": places, "questions": [question]}
    notes = {"introduction": "One.\n\nTwo.", "facilitator_notes": "*Bring* pencils.\n\nWait."}
    return json.dumps({"studyguide": 1, "essay": "Two farms", "sections": [section], **notes})


def said(body: str) -> str:
    """A page's words, one space between them."""
    return " ".join("".join(Parsed(body).texts).split())


def test_a_section_names_all_its_places_with_their_first_words(tmp_path: Path) -> None:
    words = said(page(in_places(), "participant", tmp_path).body)
    assert "¶ 1–2 In the year … ¶ 9 When it rained … Nobody counted …" in words
    assert "What of both? ¶ 2, ¶ 9" in words


def test_the_facilitator_sees_both_ends_and_the_places_of_follow_ups(tmp_path: Path) -> None:
    words = said(page(in_places(), "facilitator", tmp_path).body)
    assert "¶ 1–2 In the year … was dry; ¶ 9 When it rained …; Nobody counted …" in words
    assert "Says who? ¶ 3 He said …" in words


def test_the_facilitators_notes_come_first_after_the_run_sheet(tmp_path: Path) -> None:
    body = page(in_places(), "facilitator", tmp_path).body
    notes = body.index("<p><em>Bring</em> pencils.</p>\n<p>Wait.</p>")
    assert body.index("<table") < notes < body.index("<h3>Framing</h3>")
    assert "pencils" not in page(in_places(), "participant", tmp_path).body


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_paragraphs_of_an_introduction_stay_paragraphs(edition: str, tmp_path: Path) -> None:
    body = page(in_places(), edition, tmp_path).body
    assert re.search(r"<p[^>]*>One\.</p>\s*<p[^>]*>Two\.</p>", body)


# The QR code


def test_an_essay_with_an_address_has_a_qr_code_with_words(tmp_path: Path) -> None:
    body = page(GERMAN, "participant", tmp_path).body
    pictures = [attributes for tag, attributes in Parsed(body).elements if tag == "img"]
    assert len(pictures) == 1
    assert (pictures[0]["src"] or "").startswith("data:image/svg+xml")
    assert pictures[0]["alt"]
    assert ">beispiel.example/warten</a>" in body


def test_an_essay_without_an_address_has_none(tmp_path: Path) -> None:
    body = page(TINY, "participant", tmp_path).body
    assert "<img" not in body
    assert "data:" not in body


# Everything that templates say goes through gettext

TECHNICAL = {"viewport", "color-scheme", "generator", "author"}
SPOKEN = ("alt", "title", "aria-label", "placeholder")


class Marked(i18n.Vocabulary):
    """A translation that puts every message between guillemets."""

    def gettext(self, message: str, **variables: object) -> str:
        return f"«{message % variables}»"

    def ngettext(self, one: str, many: str, number: int, **variables: object) -> str:
        return self.gettext(one if number == 1 else many, num=number, **variables)


def said_by_templates(body: str) -> Iterator[str]:
    """The words on a page and in its attributes that come from no translation and no guide."""
    parsed = Parsed(body)
    texts = list(parsed.texts)
    for tag, attributes in parsed.elements:
        texts += [attributes.get(name) or "" for name in SPOKEN]
        if tag == "meta" and attributes.get("name") not in TECHNICAL:
            texts.append(attributes.get("content") or "")
    for text in texts:
        bare = re.sub(r"«[^»]*»|(https://)?z[ps]\d+z(\.example/?)?", "", text)
        yield from re.findall(r"[^\W\d_]{2,}", bare)


@pytest.mark.real
@pytest.mark.parametrize("first_meeting", [True, False])
@pytest.mark.parametrize("plain", [True, False], ids=["bare", "filled"])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_every_word_of_a_template_can_be_translated(
    edition: str, plain: bool, first_meeting: bool, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(i18n, "Vocabulary", Marked)
    monkeypatch.setattr(templates, "_environment", templates._environment.__wrapped__)
    data: dict[str, Any] = fill(Guide, lambda public, n: [f"z{'p' if public else 's'}{n:03}z"])[0]
    if plain:
        data = {"essay": {"title": "zp000z"}, "sections": [{"title": "zp001z", "questions": []}]}
    section = data["sections"][0]
    section["passage"] = {"paragraphs": "whole text"}
    section["questions"] = [
        {"ask": f"zp9{n}z", "protocol": way, "kind": kind, "side": side, "keep": keep, "minutes": 5}
        for n, (way, kind, side, keep) in enumerate(
            [
                ("whole", "factual", "with", "always"),
                ("pairs", "interpretive", "against", "usually"),
                ("write-first", "evaluative", "neutral", "if-time"),
                ("1-2-4-all", "interpretive", "with", "always"),
                ("round", "interpretive", "with", "always"),
            ]
        )
    ]
    data["meeting"] = data.get("meeting", {}) | {
        "minutes": 300,
        "people": 14,
        "first_meeting": first_meeting,
        "reading": "silent",
    }
    data["essay"] |= {"words": 900}
    data["studyguide"] = 1
    body = page(yaml.safe_dump(data, allow_unicode=True), edition, tmp_path).body
    assert "«" in body
    assert list(said_by_templates(body)) == []


def test_the_search_for_bare_words_finds_those_of_an_english_page(tmp_path: Path) -> None:
    found = set(said_by_templates(page(TINY, "facilitator", tmp_path).body))
    assert found >= {"Facilitator", "Run", "sheet", "minutes", "Opening"}


@pytest.mark.parametrize("edition", PAGES)
def test_style_sheets_say_no_words(edition: str, tmp_path: Path) -> None:
    made = page(LONG, edition, tmp_path)
    rules = made.engine_css + "".join(re.findall(r"<style>(.*?)</style>", made.body, re.DOTALL))
    for said in re.findall(r"content:[^;}]*", rules):
        for quoted in re.findall(r'"([^"]*)"', said):
            assert not re.search(r"[^\W\d_]{2,}", re.sub(r"\\[0-9a-f]+", "", quoted)), said


# One file, small, that asks for nothing


@pytest.mark.parametrize("edition", [one for one in SCREEN if comes(SHIPPED, EDITIONS[one])])
def test_the_shipped_guides_page_is_at_most_60_kb(edition: str, handout: Handout) -> None:
    assert handout(SHIPPED, edition, "html").stat().st_size <= 60 * 1024


@pytest.mark.parametrize(
    ("guide", "edition"),
    [
        (guide, edition)
        for guide in (SHIPPED, *GUIDES)
        for edition in SCREEN
        if comes(guide, EDITIONS[edition])
    ],
)
def test_a_page_asks_for_nothing_outside_itself(guide: str, edition: str, handout: Handout) -> None:
    text = handout(guide, edition, "html").read_text("utf-8")
    for tag, attributes in Parsed(text).elements:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        if tag == "script":
            assert edition in WITH_SCRIPT
            assert not attributes
        for name in ("src", "srcset", "poster", "data", "background", "xlink:href"):
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, name)
        assert not [name for name in attributes if name.startswith("on")], "no script in attributes"
    assert "@import" not in text
    assert re.findall(r"url\((?!\s*[\"']?data:)", text) == []


# Languages


def test_a_date_is_written_as_the_language_writes_it(handout: Handout) -> None:
    assert "Donnerstag, 3. Dezember 2026" in handout("german", "participant", "html").read_text()


def test_a_page_says_its_language_and_direction(handout: Handout) -> None:
    pages = {name: handout(name, "participant", "html").read_text("utf-8") for name in GUIDES}
    assert '<html lang="ar" dir="rtl"' in pages["arabic"]
    assert '<html lang="ja" dir="ltr"' in pages["japanese"]
    assert '<html lang="en" dir="ltr"' in pages["tiny"]


def test_a_picture_beside_the_guide_is_put_into_the_page(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (3, 2), "red").save(tmp_path / "well.png")
    guide = TINY.replace("at home?", "at home? ![A well](well.png)")
    made = build_handouts(write(tmp_path, guide), tmp_path, format=["html"])
    pictures = [
        attributes
        for tag, attributes in Parsed(made[0].path.read_text("utf-8")).elements
        if tag == "img"
    ]
    assert [one["alt"] for one in pictures] == ["A well"]
    assert (pictures[0]["src"] or "").startswith("data:image/png;base64,")
