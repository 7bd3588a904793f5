"""Who sees what: secrets of the facilitator's fields are looked for in what participants get."""

import functools
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
import yaml
from conftest import Handout
from instruments import pdf

from guides import GUIDES, Said, build_handouts, comes_as, page, spoken_guide, write
from studyguide.guide.fields import Audience
from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.handouts.cut import cut, may_see
from studyguide.handouts.editions import EDITIONS

pytestmark = pytest.mark.real

PARTICIPANT, FACILITATOR = Audience.PARTICIPANT, Audience.FACILITATOR
MADE = [
    (edition, format)
    for edition in EDITIONS.values()
    for format in comes_as(edition)
    if not edition.needs_text
]
WITH_TEXT = [edition.name for edition in EDITIONS.values() if edition.needs_text]
OPEN = [(edition.name, format) for edition, format in MADE if edition.audience is PARTICIPANT]
CLOSED = [(edition.name, format) for edition, format in MADE if edition.audience is FACILITATOR]
ADDED = {("Question", "number"), ("Question", "where"), ("Section", "where")}
"""What a cut tells about a part that no guide writes: its number, and the way to it."""
NOT_PRINTED = {
    ("Passage", "ends"),
    ("Meeting", "facilitator"),
    ("Messages", "invitation"),
    ("Messages", "reminder"),
    ("Messages", "thanks"),
}
"""What participants may see but their sheet has no room for: first words are enough to find a
passage, and the rest is for messages. Other editions print it."""


def parts(part: type[Part] = Guide, *, public: bool = False) -> Iterator[type[Part]]:
    """The part and every part that can stand in it, or in its `public` fields alone."""

    def inside(annotation: Any) -> Iterator[type[Part]]:
        if isinstance(annotation, type) and issubclass(annotation, Part):
            yield from parts(annotation, public=public)
        for one in get_args(annotation):
            yield from inside(one)

    yield part
    for field in part.model_fields.values():
        if PARTICIPANT in field.metadata or not public:
            yield from inside(field.annotation)


FIELDS = sorted(
    {(part, name) for part in parts() for name in part.model_fields},
    key=lambda field: (field[0].__name__, field[1]),
)


def filled() -> tuple[str, list[Said]]:
    """The filled guide and what it says, for a meeting that every edition has something for."""
    text, said = spoken_guide()
    data = yaml.safe_load(text)
    data["meeting"] |= {"people": 8, "tables": 2, "minutes": 240}
    data["sections"][0]["questions"][0] |= {"protocol": "fishbowl", "keep": "always"}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False), said


SEATED = (
    GUIDES["long"]
    .replace("people: 14\n", "people: 14\n  tables: 3\n")
    .replace("protocol: whole", "protocol: fishbowl")
)
"""The long guide, for tables and with a fishbowl."""


@pytest.fixture(scope="module")
def said() -> list[Said]:
    """What the filled guide says in each of its fields."""
    return filled()[1]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], str]:
    """All that can be found in the files of the filled guide, by edition and format."""
    folder = tmp_path_factory.mktemp("spoken")
    guide = write(folder, filled()[0])

    @functools.cache
    def found(edition: str, format: str) -> str:
        made = build_handouts(guide, folder, edition=[edition], format=[format])
        return "\n".join(
            pdf.everything_said(one.path)
            if one.path.suffix == ".pdf"
            else one.path.read_text("utf-8")
            for one in made
        )

    return found


def test_there_is_an_edition_for_each_audience() -> None:
    assert OPEN
    assert CLOSED


@pytest.mark.parametrize(
    ("part", "name"), FIELDS, ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_every_field_names_its_audience(part: type[Part], name: str) -> None:
    named = [mark for mark in part.model_fields[name].metadata if isinstance(mark, Audience)]
    assert len(named) == 1


def test_a_field_that_names_no_audience_is_the_facilitators_alone() -> None:
    class Odd(Part):
        shown: Annotated[str, PARTICIPANT]
        hidden: Annotated[str, FACILITATOR]
        forgotten: str

    assert [name for name in Odd.model_fields if may_see(Odd, name, PARTICIPANT)] == ["shown"]
    assert all(may_see(Odd, name, FACILITATOR) for name in Odd.model_fields)


def test_the_filled_guide_speaks_in_every_field_that_can_hold_words(said: list[Said]) -> None:
    texts = {(one.part, one.field) for one in said}
    secrets = {(one.part, one.field) for one in said if not one.public}
    assert secrets >= {
        ("Guide", "facilitator_notes"),
        ("Section", "id"),
        ("Section", "facilitator_notes"),
        ("Question", "id"),
        ("FollowUp", "ask"),
        ("Question", "possible_answers"),
        ("Question", "watch_out"),
        ("Question", "allow"),
    }, "what is known to be secret today"
    assert len(texts) >= 39
    assert len({one.words for one in said}) == len(said), "each has words of its own"


@pytest.mark.parametrize(("edition", "format"), OPEN)
def test_no_secret_reaches_participants(
    edition: str, format: str, searched: Callable[[str, str], str], said: list[Said]
) -> None:
    text = searched(edition, format)
    assert [one for one in said if not one.public and one.sought in text] == []


@pytest.mark.parametrize(("edition", "format"), OPEN)
def test_the_same_search_finds_public_words(
    edition: str, format: str, searched: Callable[[str, str], str], said: list[Said]
) -> None:
    text = searched(edition, format)
    asked = [one for one in said if one.field == "ask"]
    assert asked
    assert any(one.sought in text for one in asked)


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_the_same_search_finds_every_public_field_on_the_participants_sheet(
    format: str, searched: Callable[[str, str], str], said: list[Said]
) -> None:
    text = searched("participant", format)
    public = {(one.part, one.field) for one in said if one.public}
    found = {(one.part, one.field) for one in said if one.public and one.sought in text}
    assert public - found <= NOT_PRINTED


@pytest.mark.parametrize(("edition", "format"), CLOSED)
def test_the_same_search_finds_the_secrets_in_the_facilitators_edition(
    edition: str, format: str, searched: Callable[[str, str], str], said: list[Said]
) -> None:
    text = searched(edition, format)
    found = {(one.part, one.field) for one in said if one.sought in text}
    assert found >= {
        ("Guide", "facilitator_notes"),
        ("Section", "facilitator_notes"),
        ("FollowUp", "ask"),
        ("Question", "possible_answers"),
        ("Question", "watch_out"),
        ("Passage", "ends"),
    }


@pytest.mark.parametrize("edition", sorted({edition for edition, _ in OPEN}))
def test_a_participants_page_is_the_same_to_the_byte_without_the_facilitators_words(
    edition: str, tmp_path: Path
) -> None:
    text, said = filled()
    secrets = {one.words for one in said if not one.public}

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: without(item) for key, item in value.items() if key not in secrets}
            return {key: item for key, item in kept.items() if item not in ([], {}, None)}
        if isinstance(value, list):
            return [item for item in map(without, value) if item not in ([], {}, None)]
        return None if value in secrets else value

    written = [text, yaml.safe_dump(without(yaml.safe_load(text)), allow_unicode=True)]
    pages = []
    for place, guide in zip(("with", "without"), written, strict=True):
        folder = tmp_path / place
        folder.mkdir()
        made = build_handouts(write(folder, guide), folder, edition=[edition])
        pages.append([one.path.read_bytes() for one in made])
    assert written[0] != written[1]
    assert pages[0] == pages[1]


def keys(part: type[Part], data: Any) -> Iterator[tuple[str, str]]:
    """Every key in cut data, with the part it belongs to."""
    inner = {name: list(_inside(field.annotation)) for name, field in part.model_fields.items()}
    for name, value in data.items():
        yield part.__name__, name
        for one in inner.get(name, ()):
            for item in value if isinstance(value, list) else [value]:
                if item is not None:
                    yield from keys(one, item)


def _inside(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for one in get_args(annotation):
        yield from _inside(one)


def long_guide() -> Guide:
    data = yaml.safe_load(GUIDES["long"])
    return Guide.model_validate(data)


def test_a_cut_for_participants_holds_the_public_fields_and_the_numbers_and_no_other() -> None:
    public = {
        (part.__name__, name)
        for part in parts(public=True)
        for name, field in part.model_fields.items()
        if PARTICIPANT in field.metadata
    }
    assert ("Question", "ask") in public
    assert ("FollowUp", "ask") not in public, "it stands in a list that is the facilitator's"
    assert set(keys(Guide, cut(long_guide(), PARTICIPANT))) == public | ADDED


def test_a_cut_for_the_facilitator_holds_every_field() -> None:
    every = {(part.__name__, name) for part, name in FIELDS}
    added = ADDED | {("FollowUp", "where")}
    assert set(keys(Guide, cut(long_guide(), FACILITATOR))) == every | added


@pytest.mark.parametrize("audience", list(Audience))
def test_a_cut_is_plain_data(audience: Audience) -> None:
    def types(value: Any) -> Iterator[type]:
        yield type(value)
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, dict | list):
                yield from types(item)
            else:
                yield type(item)

    found = set(types(cut(long_guide(), audience)))
    assert found <= {dict, list, tuple, str, int, bool, type(None)}


def test_a_cut_numbers_the_questions_through_all_sections() -> None:
    data = cut(long_guide(), PARTICIPANT)
    numbers = [q["number"] for section in data["sections"] for q in section["questions"]]
    assert numbers == list(range(1, 13))


class Asked(HTMLParser):
    """Pairs of the number printed last and the field that a question names, down a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.number, self.in_number = "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        # A word that is only heard may come before the number.
        self.in_number = "number" in names or (self.in_number and "heard" in names)

    def handle_data(self, data: str) -> None:
        if self.in_number:
            self.number, self.in_number = data.strip(), not data.strip().isdigit()
        self.pairs += [(self.number, field) for field in re.findall(r"In field (\d+),", data)]


@pytest.mark.parametrize("format", ["pdf", "html"])
@pytest.mark.parametrize("edition", ["participant", "facilitator", *WITH_TEXT])
def test_the_facilitators_own_copy_is_named_nowhere_and_no_note_stands_in_a_packet(
    edition: str, format: str, handout: Handout
) -> None:
    path = handout("long", edition, format)
    text = pdf.everything_said(path) if format == "pdf" else path.read_text("utf-8")
    assert "two-farms.txt" not in text
    if edition != "facilitator":
        for secret in (
            "harvest-1",
            "everybody ate",
            "Weather is not",
            "Hear both farms",
            "warm-up",
        ):
            assert secret not in text


@pytest.mark.parametrize("edition", [one.name for one in EDITIONS.values() if one.paged])
def test_a_question_has_the_same_number_in_every_edition(edition: str, tmp_path: Path) -> None:
    pairs = Asked(page(SEATED, edition, tmp_path).body).pairs
    assert pairs
    assert all(number == field for number, field in pairs)


def test_both_papers_number_all_twelve_questions_alike(handout: Handout) -> None:
    for edition in ("participant", "facilitator"):
        text = pdf.text(handout("long", edition, "pdf"))
        margin = r"^\s*(?:If there is time:\s+)?(?:¶\s*[\d–]+\s+)?"
        pairs = re.findall(rf"{margin}(\d+)\s.*?In field (\d+),", text, re.MULTILINE)
        # The run sheet has times before its numbers; the details, which come later, count.
        numbers = {field: number for number, field in pairs}
        assert numbers == {str(number): str(number) for number in range(1, 13)}, edition


def test_a_message_carries_the_questions_number(tmp_path: Path) -> None:
    guide = write(tmp_path, GUIDES["long"], "long.yaml")
    made = build_handouts(guide, tmp_path, edition=["messages"])
    (path,) = [one.path for one in made if one.path.name == "long-messages-questions.txt"]
    text = path.read_text("utf-8")
    pairs = re.findall(r"^(\d+)\. In field (\d+),", text, re.MULTILINE)
    assert pairs
    assert all(number == field for number, field in pairs)
