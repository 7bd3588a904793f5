"""A made-up language that lengthens every word: all editions in it, from a real catalog."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from instruments import ROOT

from guides import fill, write
from studyguide import BuildRequest, MeetingOverrides, build, plan
from studyguide.cli.describe import run_sheet
from studyguide.files import resources
from studyguide.guide.fields import Keep, Kind, Protocol, Side
from studyguide.guide.model import Guide
from studyguide.handouts import templates
from studyguide.handouts.editions import EDITIONS
from studyguide.problems import Severity

LANGUAGE = "qaa"
"""A code that the standard leaves to everybody (ISO 639-2), so no language has it."""
PLACES = re.compile(r"(%\(\w+\)s)")


def lengthened(message: str) -> str:
    """The message with every third letter doubled and a mark at either end, placeholders kept:
    as much longer as German is than English, half again where it is short."""
    parts = PLACES.split(message)
    parts[::2] = [re.sub(r"([^\W\d_]{2})([^\W\d_])", r"\1\2\2", part) for part in parts[::2]]
    return f"«{''.join(parts)}»"


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every message of the templates."""
    method = [("**.j2", "jinja2")]
    options = {"**.j2": {"encoding": "utf-8"}}
    found = extract_from_dir(ROOT / "templates", method_map=method, options_map=options)
    for name, _, message, *_ in found:
        yield message, name


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The catalog of the made-up language, where catalogs are looked for."""
    catalog = Catalog(locale=None)
    for message, _ in messages():
        if isinstance(message, tuple):
            one, many = message[:2]
            catalog.add((one, many), (lengthened(one), lengthened(many)))
        else:
            catalog.add(message, lengthened(message))
    home = tmp_path_factory.mktemp("templates")
    folder = home / "locale" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "studyguide.po").open("wb") as stream:
        write_po(stream, catalog)
    real = resources.folder_of

    def folder_of(name: str) -> Path:
        return home if name == "templates" else real(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "folder_of", folder_of)
        templates._environment.cache_clear()
        yield
        templates._environment.cache_clear()


def guide(
    folder: Path, minutes: int | None = 12, ways: tuple[Protocol, ...] = tuple(Protocol)
) -> Path:
    """A guide in the made-up language in which every field and every choice speaks."""
    data: dict[str, Any] = fill(Guide, lambda public, n: [f"z{'p' if public else 's'}{n:03}z"])[0]
    data |= {"studyguide": 1, "language": LANGUAGE}
    for section in data["sections"]:
        section.pop("passage", None)
        section["questions"] = []
    data["sections"][0]["passage"] = {"paragraphs": "whole text"}
    data["sections"][0]["questions"] = [
        {
            "ask": f"zp9{n}z",
            "protocol": str(way),
            "kind": str([*Kind][n % 3]),
            "side": str([*Side][n % 3]),
            "keep": str([*Keep][n % 3]),
            "focus": n == 1,
            "passage": "2",
            "watch_out": f"zs6{n}z",
            **({"minutes": minutes} if minutes else {}),
            "follow_ups": [f"zs8{n}z", {"ask": f"zs7{n}z", "passage": "1"}],
        }
        for n, way in enumerate(ways)
    ]
    data["meeting"] |= {"minutes": 300, "people": 14, "first_meeting": True, "reading": "before"}
    for key in ("tables", "questions"):
        data["meeting"].pop(key, None)
    data["essay"] |= {"words": 900}
    path = folder / "guide.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "essay.txt").write_text("zp990z\n\nzp991z zp992z\n")
    return path


def request(folder: Path, meeting: MeetingOverrides, paper: str, large: bool) -> BuildRequest:
    """All that comes of a meeting on the paper and in the size."""
    editions = [
        one.name
        for one in EDITIONS.values()
        if paper in (one.papers or (paper,)) and (one.large_print or not large)
    ]
    return BuildRequest(editions, (), paper, large, meeting, text=folder / "essay.txt")


@pytest.mark.real
@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
def test_words_half_again_as_long_fit_every_paper(
    paper: str, large: bool, made_up: None, tmp_path: Path
) -> None:
    wanted = request(tmp_path, MeetingOverrides(tables=3), paper, large)
    built = build(guide(tmp_path), tmp_path / "out", wanted)
    said = [str(one) for one in built.notices if one.severity is not Severity.INFO]
    assert said == []
    assert len(built.handouts) > len(EDITIONS) / 2


SCREEN = re.compile(r"(?s)<(style|script)\b.*?</\1>|<meta name=\"(viewport|color|generator)[^>]*>")
SPOKEN = re.compile(r'(?:alt|title|aria-label|content)="([^"]*)"')
OURS = re.compile(r"«[^»]*»|(https://)?z[ps]?\d+z(\.example/?)?|&\w+;")


@dataclass(frozen=True)
class Case:
    """A meeting of so many questions, each of so many minutes, and the editions it has none of."""

    meeting: MeetingOverrides
    without: tuple[str, ...] = ()
    minutes: int | None = 12
    ways: tuple[Protocol, ...] = tuple(Protocol)


CASES = {
    "at three tables": Case(MeetingOverrides(tables=3, start="19:00")),
    "with observers": Case(MeetingOverrides(people=25, first_meeting=False)),
    "too long": Case(MeetingOverrides(minutes=30, people=21), ("observer",)),
    "time to spare": Case(MeetingOverrides(minutes=60, people=5), ("groups", "observer"), 2),
    "one question in three circles": Case(
        MeetingOverrides(minutes=60, people=7, tables=3), ("observer",), None, (Protocol.PAIRS,)
    ),
    "two who read first": Case(
        MeetingOverrides(minutes=120, people=2, reading="silent", first_meeting=False),
        ("groups", "observer"),
    ),
}


def bare(page: str) -> list[str]:
    """The words of a page, or of a text, that are neither the guide's nor from the catalog."""
    page = SCREEN.sub("", page)
    said = " ".join([re.sub(r"<[^>]*>", " ", page), *SPOKEN.findall(page)])
    return re.findall(r"[^\W\d_]{2,}", OURS.sub("", said))


@pytest.mark.parametrize("case", CASES)
def test_no_english_is_left_but_the_guides_own(case: str, made_up: None, tmp_path: Path) -> None:
    one, text = CASES[case], tmp_path / "essay.txt"
    path = guide(tmp_path, one.minutes, one.ways)
    wanted = BuildRequest(["all"], ("html", "txt"), meeting=one.meeting, text=text)
    built = build(path, tmp_path / "out", wanted)
    screens = {edition.name for edition in EDITIONS.values() if edition.on_screen}
    assert {one.edition.name for one in built.handouts} == screens - {*one.without}
    for handout in built.handouts:
        page = handout.path.read_text("utf-8")
        assert bare(page) == [], handout.path.name
        assert 'lang="en"' not in page
    assert bare(run_sheet(built.plan, LANGUAGE)) == []


def test_the_search_finds_english_where_there_is_some(tmp_path: Path) -> None:
    planned = plan(write(tmp_path))
    assert set(bare(run_sheet(planned, "en"))) > {"minutes", "Welcome", "min", "late", "Closing"}
