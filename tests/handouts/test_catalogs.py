"""A made-up language that lengthens every word: all editions in it, from a real catalog."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from instruments import ROOT

from guides import fill
from studyguide import BuildRequest, MeetingOverrides, build
from studyguide.files import resources
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


def guide(folder: Path) -> Path:
    """A guide in the made-up language in which every field and every choice speaks."""
    data: dict[str, Any] = fill(Guide, lambda public, n: [f"z{'p' if public else 's'}{n:03}z"])[0]
    kinds = ("factual", "interpretive", "evaluative", "interpretive", "interpretive")
    ways = ("whole", "pairs", "write-first", "1-2-4-all", "round")
    data |= {"studyguide": 1, "language": LANGUAGE}
    for section in data["sections"]:
        section.pop("passage", None)
        section["questions"] = []
    data["sections"][0]["passage"] = {"paragraphs": "whole text"}
    data["sections"][0]["questions"] = [
        {"ask": f"zp9{n}z", "protocol": way, "kind": kind, "side": "with", "minutes": 5}
        for n, (way, kind) in enumerate(zip(ways, kinds, strict=True))
    ]
    data["meeting"] |= {"minutes": 300, "people": 14, "first_meeting": True, "reading": "before"}
    data["essay"] |= {"words": 900}
    path = folder / "guide.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "essay.txt").write_text("zp990z\n\nzp991z zp992z\n")
    return path


def request(folder: Path, paper: str, large: bool) -> BuildRequest:
    """All that comes on the paper and in the size."""
    editions = [
        one.name
        for one in EDITIONS.values()
        if paper in (one.papers or (paper,)) and (one.large_print or not large)
    ]
    alone = MeetingOverrides(groups=3)
    return BuildRequest(editions, (), paper, large, alone, text=folder / "essay.txt")


@pytest.mark.real
@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
def test_words_half_again_as_long_fit_every_paper(
    paper: str, large: bool, made_up: None, tmp_path: Path
) -> None:
    built = build(guide(tmp_path), tmp_path / "out", request(tmp_path, paper, large))
    said = [str(one) for one in built.notices if one.severity is not Severity.INFO]
    assert said == []
    assert len(built.handouts) > len(EDITIONS) / 2


SCREEN = re.compile(r"(?s)<(style|script)\b.*?</\1>|<meta name=\"(viewport|color|generator)[^>]*>")
SPOKEN = re.compile(r'(?:alt|title|aria-label|content)="([^"]*)"')
OURS = re.compile(r"«[^»]*»|(https://)?z[ps]?\d+z(\.example/?)?|&\w+;")


def test_no_english_is_left_but_the_guides_own(made_up: None, tmp_path: Path) -> None:
    editions = [one.name for one in EDITIONS.values() if one.on_screen]
    wanted = BuildRequest(editions, ("html", "txt"), text=tmp_path / "essay.txt")
    built = build(guide(tmp_path), tmp_path / "out", wanted)
    assert [one.edition.name for one in built.handouts] == editions
    for handout in built.handouts:
        page = SCREEN.sub("", handout.path.read_text("utf-8"))
        said = " ".join([re.sub(r"<[^>]*>", " ", page), *SPOKEN.findall(page)])
        assert re.findall(r"[^\W\d_]{2,}", OURS.sub("", said)) == [], handout.path.name
        assert 'lang="en"' not in page
