"""The view: plain data, cut for its reader, that agrees with the plan, the essay and the files."""

import base64
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from pictures import png
from pydantic import TypeAdapter, ValidationError
from views import CLOSED, OPEN, PLANNED_ONLY, WHOLE, concerns, numbers, questions, seen, seen_in

import studyguide
from guides import GUIDES, LONG, SHIPPED, Said, comes, comes_as, essay_for, spoken_guide, write
from studyguide import BuildRequest
from studyguide.files.resources import shipped_guides
from studyguide.formats import FORMATS
from studyguide.guide import markup, model
from studyguide.guide.load import load
from studyguide.handouts import document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.parts import Question, Section
from studyguide.handouts.view import asks
from studyguide.pipeline import jobs

KNOWN = [(guide, one.name) for guide in GUIDES for one in EDITIONS.values() if comes(guide, one)]


def prose(value: Any, key: str = "") -> Iterator[tuple[str, list[markup.Run]]]:
    """Every text made of runs in a view, with the nearest key that it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from prose(inner, name)
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "text" in value[0]:
        yield key, value
    elif isinstance(value, list):
        for inner in value:
            yield from prose(inner, key)


def strings(value: Any) -> Iterator[str]:
    """Every text in a view but those in runs."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and not any(
        isinstance(one, dict) and "text" in one for one in value
    ):
        for inner in value:
            yield from strings(inner)


# Plain data


@pytest.mark.parametrize(("guide", "edition"), KNOWN)
def test_a_view_is_the_same_after_a_trip_through_json(
    tmp_path: Path, guide: str, edition: str
) -> None:
    found, _ = seen_in(tmp_path, GUIDES[guide], edition)
    assert json.loads(json.dumps(found)) == found
    assert bool(found["text"]) is EDITIONS[edition].needs_text


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_shipped_guides_view_is_plain_data_too(tmp_path: Path, edition: str) -> None:
    path = shipped_guides()[SHIPPED]
    text = tmp_path / "essay.txt"
    text.write_text(essay_for(load(path).guide), encoding="utf-8")
    found, _ = seen(path, edition, text, tables=3)
    assert json.loads(json.dumps(found)) == found


def test_a_view_of_one_guide_is_the_same_twice(tmp_path: Path) -> None:
    made = [json.dumps(seen_in(tmp_path, LONG, "facilitator")[0]) for _ in range(2)]
    assert made[0] == made[1]


MARKDOWN = "*a* **b** [c](https://c.example) & \\<d"
STYLED: list[markup.Run] = [
    {"text": "a", "em": True},
    {"text": " "},
    {"text": "b", "strong": True},
    {"text": " "},
    {"text": "c", "href": "https://c.example"},
    {"text": " & <d"},
]
ESCAPED = "\\*a\\* \\*\\*b\\*\\* \\[c\\](https://c.example) &amp; \\<d"
PLAIN: list[markup.Run] = [{"text": "*a* **b** [c](https://c.example) & <d"}]
WRITTEN = pytest.mark.parametrize(
    ("words", "runs"), [(MARKDOWN, STYLED), (ESCAPED, PLAIN)], ids=["marks", "escaped marks"]
)


def takes_markdown(said: Said) -> bool:
    field = getattr(model, said.part).model_fields[said.field]
    try:
        kind: Any = Annotated[field.annotation, *field.metadata]
        TypeAdapter(kind).validate_python("<b>bold</b>")
    except ValidationError as error:
        return any(one["type"] == "html-in-text" for one in error.errors())
    return False


def marked_up(words: str) -> str:
    """The spoken guide with the words in every field that takes Markdown."""
    text, said = spoken_guide()
    for one in filter(takes_markdown, said):
        text = text.replace(one.words, json.dumps(words))
    return text


@WRITTEN
@pytest.mark.parametrize("edition", EDITIONS)
def test_markdown_comes_out_as_runs_and_nowhere_else(
    tmp_path: Path, edition: str, words: str, runs: list[markup.Run]
) -> None:
    found, _ = seen_in(tmp_path, marked_up(words), edition)
    texts = list(prose(found))
    assert [text for text in texts if text[1] != runs] == []
    assert {key for key, _ in texts} >= {"introduction", "ask", "summary", "means", "why"}
    marks = ("*", "_", "](", "\\", "<", "&amp;", "&lt;", "&#")
    assert [text for text in strings(found) if any(mark in text for mark in marks)] == []
    assert "<em" not in json.dumps(found)


@WRITTEN
def test_the_facilitators_prose_is_runs_in_every_field_that_takes_markdown(
    tmp_path: Path, words: str, runs: list[markup.Run]
) -> None:
    found, _ = seen_in(tmp_path, marked_up(words), "facilitator")
    fields = {one.field for one in filter(takes_markdown, spoken_guide()[1])}
    assert {key for key, text in prose(found) if text == runs} == fields


def test_notes_are_a_text_for_each_paragraph(tmp_path: Path) -> None:
    found, _ = seen_in(tmp_path, LONG, "facilitator")
    said = [markup.words(text) for text in found["sections"][0]["facilitator_notes"]]
    assert said == ["Aim. Hear both farms.", "Some know farming; ask them last."]


# Whose words are in it


@pytest.mark.parametrize("edition", OPEN)
def test_a_participants_view_holds_none_of_the_facilitators_words(
    tmp_path: Path, edition: str
) -> None:
    text, said = spoken_guide()
    found = json.dumps(seen_in(tmp_path, text, edition)[0])
    assert [one for one in said if not one.public and one.sought in found] == []
    unsaid = {(one.part, one.field) for one in said if one.public and one.sought not in found}
    assert edition in PLANNED_ONLY or unsaid == set()


@pytest.mark.parametrize("edition", CLOSED)
def test_the_facilitators_view_holds_all_words(tmp_path: Path, edition: str) -> None:
    text, said = spoken_guide()
    found = json.dumps(seen_in(tmp_path, text, edition)[0])
    assert [one for one in said if one.sought not in found] == []


def keys(value: Any) -> Iterator[str]:
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from keys(inner)
    if isinstance(value, dict):
        yield from value


@pytest.mark.parametrize("edition", OPEN)
def test_a_participants_view_has_no_key_that_is_the_facilitators_alone(
    tmp_path: Path, edition: str
) -> None:
    secret = Question.__optional_keys__ | Section.__optional_keys__
    open_, _ = seen_in(tmp_path, LONG, edition, minutes=60)
    closed, _ = seen_in(tmp_path, LONG, "facilitator", minutes=60)
    assert secret <= set(keys(closed))
    assert secret & set(keys(open_)) == set()


# What agrees with the plan


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("people", [8, 14, 20])
def test_questions_carry_their_numbers_and_whether_they_are_planned(
    tmp_path: Path, edition: str, people: int
) -> None:
    found, plan = seen_in(tmp_path, LONG, edition, people=people, tables=2)
    kept = [core.number for core in plan.kept]
    assert 0 < len(kept) < 12
    use = [row.core.number for row in plan.rows if row.core and concerns(edition, row)]
    every = use if edition in PLANNED_ONLY else list(range(1, 13))
    assert numbers(questions(found)) == every
    assert numbers([one for one in questions(found) if one["planned"]]) == use
    for one in questions(found):
        assert f"In field {one['number']}," in markup.words(one["ask"])


def test_the_meeting_in_the_view_is_the_planned_one(tmp_path: Path) -> None:
    found, _ = seen_in(tmp_path, LONG, "participant", people=9, minutes=45, start="20:15")
    meeting = found["meeting"]
    assert (meeting["people"], meeting["minutes"], meeting["start"]) == (9, 45, "20:15")


@pytest.mark.parametrize("edition", WHOLE)
def test_a_guide_may_show_participants_the_planned_questions_alone(
    tmp_path: Path, edition: str
) -> None:
    text = f"show: planned\n{LONG}"
    found, plan = seen_in(tmp_path, text, edition)
    kept = [core.number for core in plan.kept]
    assert 0 < len(kept) < 12
    assert numbers(questions(found)) == ([*range(1, 13)] if edition in CLOSED else kept)
    assert [section["title"] for section in found["sections"]] == ["Sowing", "Waiting", "Reaping"]
    marked = {number for paragraph in found["text"] for number in paragraph["questions"]}
    assert marked == (set(kept) if edition == "packet" else set())


DRAFTED = """\
studyguide: 1
essay: A walk
sections:
  - title: Getting wet
    questions:
      - Why does the walker leave the umbrella at home?
      - {ask: What does the dog say?, draft: true}
      - What does the rain change?
"""


def test_a_draft_has_no_number_and_only_the_facilitator_sees_it(tmp_path: Path) -> None:
    closed, _ = seen_in(tmp_path, DRAFTED, "facilitator")
    assert numbers(questions(closed)) == [1, None, 2]
    assert [one["planned"] for one in questions(closed)] == [True, False, True]
    assert asks(closed) == (
        "Why does the walker leave the umbrella at home?",
        "What does the rain change?",
    )
    for edition in OPEN:
        open_, _ = seen_in(tmp_path, DRAFTED, edition)
        assert numbers(questions(open_)) == ([1, 2] if edition in WHOLE else [])
        assert "dog" not in json.dumps(open_)


# Passages


def passage_guide(passage: str, *, own: str = "", essay: str = "{title: A walk}") -> str:
    return f"""\
studyguide: 1
essay: {essay}
sections:
  - title: Getting wet
    {f"passage: {passage}" if passage else ""}
    questions:
      - {{ask: Why does the walker leave the umbrella at home?{f", passage: {own}" if own else ""}}}
"""


@pytest.mark.parametrize(
    ("paragraphs", "label"),
    [
        ("3", "¶\u00a03"),
        ("3-5", "¶\u00a03–5"),
        ("3–5", "¶\u00a03–5"),
        ("3 - 5", "¶\u00a03–5"),
        ("whole text", "whole text"),
        ("3—5", "¶\u00a03–5"),
    ],
)
def test_a_passages_label_is_set_alike_however_it_was_written(
    tmp_path: Path, paragraphs: str, label: str
) -> None:
    found, _ = seen_in(tmp_path, passage_guide(f'"{paragraphs}"'), "participant")
    [place] = found["sections"][0]["places"]
    assert place["label"] == label
    assert place["numbers"] == label.partition("\u00a0")[2]


def test_a_passage_without_paragraphs_has_no_label(tmp_path: Path) -> None:
    found, _ = seen_in(tmp_path, passage_guide("{from: It rained, to: all day}"), "participant")
    [place] = found["sections"][0]["places"]
    assert place == {
        "label": "",
        "numbers": "",
        "begins": "It rained",
        "ends": "all day",
        "link": "",
    }


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://walks.example/rain", "https://walks.example/rain#:~:text=It%20rained,all%20day"),
        ("https://walks.example/#two", "https://walks.example/#two:~:text=It%20rained,all%20day"),
    ],
)
def test_a_passage_is_linked_from_the_essays_address(
    tmp_path: Path, address: str, link: str
) -> None:
    essay = f'{{title: A walk, url: "{address}"}}'
    text = passage_guide("{from: It rained, to: all day}", own="{from: wet}", essay=essay)
    section = seen_in(tmp_path, text, "participant")[0]["sections"][0]
    [place], [own] = section["places"], section["questions"][0]["places"]
    assert place["link"] == link
    assert own["link"].startswith(address)
    assert own["link"].endswith(":~:text=wet")


@pytest.mark.parametrize("edition", WHOLE)
@pytest.mark.parametrize(
    ("section", "own", "shown", "apart"),
    [
        ("3-5", "", ["¶\u00a03–5"], False),
        ("3-5", "4", ["¶\u00a04"], True),
        ("3-5", "3 - 5", ["¶\u00a03–5"], False),
        ("", "4", ["¶\u00a04"], True),
        ("", "", [], False),
        ("[3-5, 9]", "", ["¶\u00a03–5", "¶\u00a09"], False),
        ("[3-5, 9]", "[3-5, 9]", ["¶\u00a03–5", "¶\u00a09"], False),
        ("[3-5, 9]", "9", ["¶\u00a09"], True),
        ("9", "[3-5, 9]", ["¶\u00a03–5", "¶\u00a09"], True),
        ("9", "{from: It rained}", [""], False),
    ],
)
def test_a_question_without_a_passage_is_shown_at_its_sections(
    tmp_path: Path, edition: str, section: str, own: str, shown: list[str], apart: bool
) -> None:
    found, _ = seen_in(tmp_path, passage_guide(section, own=own), edition)
    (one,) = questions(found)
    assert [place["label"] for place in one["shown"]] == shown
    assert one["places"] == (one["shown"] if own else [])
    assert one["apart"] is apart
    assert own or one["shown"] == found["sections"][0]["places"]


FOLLOWED = """\
studyguide: 1
essay: {title: A walk, url: "https://walks.example/"}
sections:
  - title: Getting wet
    passage: [{paragraphs: 1-2, from: It rained}, {paragraphs: 4, from: Nobody had}]
    questions:
      - ask: Why does the walker leave the umbrella at home?
        passage: [{from: a bucket}, 4]
        follow_ups:
          - {ask: Who says so?, passage: [9, {paragraphs: 7-8, from: the dog}]}
          - Which word tells you?
          - {ask: And where does it stop?, passage: {from: the end}}
          - {ask: What was before that?, passage: 3}
"""


def test_each_place_in_a_list_has_its_own_label_words_and_link(tmp_path: Path) -> None:
    found, _ = seen_in(tmp_path, FOLLOWED, "participant")
    [section] = found["sections"]
    shown = [(one["label"], one["begins"]) for one in section["places"]]
    assert shown == [("¶\u00a01–2", "It rained"), ("¶\u00a04", "Nobody had")]
    places = [*section["places"], *section["questions"][0]["places"]]
    assert [one["link"].removeprefix("https://walks.example/") for one in places] == [
        "#:~:text=It%20rained",
        "#:~:text=Nobody%20had",
        "#:~:text=a%20bucket",
        "",
    ]


def test_follow_ups_have_places_and_the_first_paragraph_that_they_send_people_to(
    tmp_path: Path,
) -> None:
    found, _ = seen_in(tmp_path, FOLLOWED, "facilitator")
    [question] = questions(found)
    follow_ups = question["follow_ups"]
    assert [markup.words(one["ask"]) for one in follow_ups][1::2] == [
        "Which word tells you?",
        "What was before that?",
    ]
    assert [[place["numbers"] for place in one["places"]] for one in follow_ups] == [
        ["9", "7–8"],
        [],
        [""],
        ["3"],
    ]
    assert [one["first"] for one in follow_ups] == [7, 7, 7, 3], "one without stays behind"
    assert follow_ups[0]["places"][1]["link"] == "https://walks.example/#:~:text=the%20dog"


def test_a_packets_paragraphs_name_the_questions_that_begin_there(tmp_path: Path) -> None:
    found, _ = seen_in(tmp_path, LONG, "packet")
    begun = {paragraph["number"]: paragraph["questions"] for paragraph in found["text"]}
    assert begun == {n: [(n + 1) // 2] if n % 2 else [] for n in range(1, 25)}
    assert found["paragraphs"] == len(found["text"])


def test_a_packet_names_a_question_at_each_of_its_places(tmp_path: Path) -> None:
    (tmp_path / "walk.txt").write_text("It rained.\n\nNobody had an umbrella.\n\nThen the sun.\n")
    essay = "{title: A walk, file: walk.txt}"
    begun = []
    for own in ("[{from: the sun}, {from: It rained}]", "2", ""):
        found, _ = seen_in(
            tmp_path, passage_guide("{from: Nobody}", own=own, essay=essay), "packet"
        )
        begun.append([paragraph["questions"] for paragraph in found["text"]])
    assert begun == [[[1], [], [1]], [[], [1], []], [[], [1], []]]


def test_a_paragraphs_number_stays_on_the_line_of_its_word(tmp_path: Path) -> None:
    ask = "at home in paragraph 3 and ¶ 4 but not on line 5?"
    found, _ = seen_in(tmp_path, passage_guide("1").replace("at home?", ask), "participant")
    (one,) = questions(found)
    kept = "at home in paragraph\u00a03 and ¶\u00a04 but not on line 5?"
    assert one["ask"][0]["text"].endswith(kept)
    assert asks(found)[0].endswith(ask)


# Pictures

OLD, NEW = png(4, 4), png(2, 2)
BASE = """\
studyguide: 1
essay: A walk
introduction: "The old well: ![a well](well.png)"
sections:
  - title: Getting wet
    facilitator_notes: "First.\\n\\nSecond: ![a well](well.png)"
    questions: ["Who dug it? ![a well](well.png)"]
"""


def shown(folder: Path, overlay: str) -> dict[str, set[bytes]]:
    """The pictures in the facilitator's view by the key of the text that shows them; an overlay
    lies over the guide in a folder below, and each has a `well.png` of its own."""
    (folder / "base").mkdir()
    (folder / "base" / "well.png").write_bytes(OLD)
    (folder / "well.png").write_bytes(NEW)
    write(folder / "base", BASE)
    text = f"studyguide: 1\nextends: base/guide.yaml\n{overlay}"
    found: dict[str, set[bytes]] = {}
    for key, runs in prose(seen_in(folder, text, "facilitator")[0]):
        for address in (run["picture"] for run in runs if "picture" in run):
            found.setdefault(key, set()).add(base64.b64decode(address.partition(",")[2]))
    return found


def test_a_picture_comes_from_beside_the_file_whose_text_shows_it(tmp_path: Path) -> None:
    assert shown(tmp_path, 'content_note: "The new well: ![a well](well.png)"\n') == {
        "introduction": {OLD},
        "facilitator_notes": {OLD},
        "ask": {OLD},
        "content_note": {NEW},
    }


def test_a_text_that_an_overlay_writes_anew_has_the_overlays_picture(tmp_path: Path) -> None:
    found = shown(tmp_path, 'introduction: "The new well: ![a well](well.png)"\n')
    assert found == {"introduction": {NEW}, "facilitator_notes": {OLD}, "ask": {OLD}}


def test_a_pictures_name_may_hold_a_paragraphs_number(tmp_path: Path) -> None:
    (tmp_path / "paragraph 3.png").write_bytes(OLD)
    text = passage_guide("3") + 'introduction: "![a well](<paragraph 3.png>)"\n'
    assert seen_in(tmp_path, text, "participant")[0]["introduction"][0][0]["picture"]


def test_an_address_with_a_paragraphs_number_leads_where_it_says(tmp_path: Path) -> None:
    text = passage_guide("3") + 'introduction: "[there](<https://walks.example/paragraph 3>)"\n'
    found, _ = seen_in(tmp_path, text, "participant")
    assert found["introduction"][0][0]["href"] == "https://walks.example/paragraph%203"


# How often it is made

SHORT = """\
studyguide: 1
essay: {title: A walk, file: walk.txt}
meeting: {tables: 2, reading: before}
sections:
  - title: Getting wet
    passage: {paragraphs: 1, from: It rained}
    questions:
      - Why does the walker leave the umbrella at home?
      - {ask: Who stays dry?, protocol: fishbowl}
"""
"""A guide of which every edition can be made."""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    (tmp_path / "walk.txt").write_text("It rained.\n\nNobody had an umbrella.\n", "utf-8")
    return write(tmp_path, SHORT)


def counted(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, by: Callable[..., Hashable]
) -> Counter[Any]:
    """How often a function is called from now on, by something of its arguments."""
    calls: Counter[Any] = Counter()
    made = getattr(where, name)

    def count(*words: Any, **options: Any) -> Any:
        calls[by(*words)] += 1
        return made(*words, **options)

    monkeypatch.setattr(where, name, count)
    return calls


@pytest.mark.real
def test_a_build_of_all_formats_grounds_once_and_views_once_an_edition(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grounded = counted(monkeypatch, jobs, "ground", lambda loaded, _: loaded.path)
    viewed = counted(monkeypatch, jobs, "view", lambda _, edition, *__: edition.name)
    request = BuildRequest(edition=list(EDITIONS), format=list(FORMATS))
    built = studyguide.build(short, short.parent / "handouts", request)
    assert grounded == {short: 1}
    assert viewed == dict.fromkeys(EDITIONS, 1)
    made = Counter(handout.edition.name for handout in built.handouts)
    files = {one.name: len(comes_as(one)) * len(one.parts) for one in EDITIONS.values()}
    assert made == files


@pytest.mark.real
def test_html_and_pdf_are_made_of_one_printed_body(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = counted(monkeypatch, document, "printed", lambda template, _: template)
    both = [one for one in EDITIONS.values() if {"html", "pdf"} <= set(comes_as(one))]
    request = BuildRequest(edition=[one.name for one in both], format=["html", "pdf"])
    built = studyguide.build(short, short.parent / "handouts", request)
    assert len(built.handouts) == 2 * len(both)
    assert {one.name: printed[one.template] for one in both} == {one.name: 1 for one in both}
