"""Editors: the schema line makes a real language server complain at the right lines."""

import json
import shutil
from pathlib import Path

import pytest
from instruments.language_server import complaints, server

from guides import GERMAN, LONG, SHIPPED, TINY, write
from studyguide.files.resources import folder_of, shipped_guides
from studyguide.guide.yaml import writer
from studyguide.pipeline import new

pytestmark = pytest.mark.real

MISTAKEN = f"""\
{writer.SCHEMA_LINE}
studyguide: 1
essay: A walk in the rain
meeting:
  minutes: ten
sections:
  - title: Getting wet
    intorduction: Rain.
    questions:
      - Why does the walker leave the umbrella at home?
      - ask: Who stays at home?
        kind: interpretative
"""


@pytest.fixture(scope="module", autouse=True)
def the_server_is_here() -> None:
    server()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the schema in it, as every command that writes a guide leaves it."""
    shutil.copy(folder_of("guides") / new.SCHEMA, tmp_path)
    return tmp_path


def test_three_mistakes_are_underlined_at_their_lines(folder: Path) -> None:
    minutes, key, kind = complaints(write(folder, MISTAKEN))
    assert minutes.line == MISTAKEN.split("\n").index("  minutes: ten") + 1
    assert '"integer' in minutes.message or "integer" in minutes.message
    assert key.line == MISTAKEN.split("\n").index("    intorduction: Rain.") + 1
    assert "intorduction" in key.message
    assert kind.line == MISTAKEN.split("\n").index("        kind: interpretative") + 1
    assert "interpretive" in kind.message


def test_the_same_mistakes_are_passed_over_without_the_schema_line(folder: Path) -> None:
    assert complaints(write(folder, MISTAKEN.split("\n", 1)[1])) == []


def test_nothing_is_underlined_in_the_shipped_guide() -> None:
    path = shipped_guides()[SHIPPED]
    assert path.read_text("utf-8").startswith(writer.SCHEMA_LINE)
    assert complaints(path) == []


@pytest.mark.parametrize("text", [TINY, LONG, GERMAN], ids=["tiny", "long", "german"])
def test_nothing_is_underlined_in_a_sound_guide(text: str, folder: Path) -> None:
    assert complaints(write(folder, f"{writer.SCHEMA_LINE}\n{text}")) == []


def test_nothing_is_underlined_in_a_new_overlay(tmp_path: Path) -> None:
    path, schema = new.customize(shipped_guides()[SHIPPED], SHIPPED, tmp_path / "ours.yaml")
    assert json.loads(schema.read_bytes())["title"]
    assert complaints(path) == []
