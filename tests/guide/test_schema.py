"""The JSON Schema: what an editor is told must be what we take."""

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from instruments import ROOT
from jsonschema import Draft202012Validator

from studyguide.files.resources import folder_of, shipped_guides
from studyguide.guide.load import load
from studyguide.guide.schema import guide_schema
from studyguide.problems import Severity, StudyguideError

HERE = ROOT / "tests"
GOOD = sorted(HERE.glob("good/*.yaml"))
SCHEMA = Draft202012Validator(guide_schema())

OF_SHAPE = {
    "unknown-key",
    "missing-key",
    "not-a-choice",
    "not-a-number",
    "not-yes-or-no",
    "out-of-range",
    "not-a-list",
    "not-a-text",
    "not-a-term",
    "not-keys",
    "no-section",
    "not-a-guide",
    "colon-in-text",
    "comma-in-text",
}
"""Codes of the mistakes that a schema can see; the others are of YAML or of single letters."""


class _Editor(yaml.CSafeLoader):
    """Reads YAML as editors do, by the core rules of YAML 1.2: no dates, `no` is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]


def _whole(text: str) -> int:
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


for _tag, _pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)",
}.items():
    _Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), None
    )
_Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: _whole(node.value))


def as_an_editor_reads(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=_Editor)


def faults(path: Path) -> set[str]:
    try:
        load(path)
    except StudyguideError as error:
        told = [one for one in error.problems if one.severity is Severity.ERROR]
        return {problem.code for problem in told}
    return set()


def misshapen() -> list[Path]:
    """The bad guides with a fault of shape that an editor can read at all."""
    return [path for path in sorted(HERE.glob("bad/*.yaml")) if faults(path) & OF_SHAPE]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(guide_schema())


def test_the_shipped_file_is_what_the_program_prints() -> None:
    shipped = folder_of("guides") / "guide.schema.json"
    assert json.loads(shipped.read_text("utf-8")) == guide_schema(), (
        "write it anew: studyguide schema > guides/guide.schema.json"
    )


@pytest.mark.parametrize("path", [*GOOD, *shipped_guides().values()], ids=lambda path: path.stem)
def test_an_editor_accepts_every_good_guide(path: Path) -> None:
    errors = [error.json_path for error in SCHEMA.iter_errors(as_an_editor_reads(path))]
    assert errors == []


@pytest.mark.parametrize("path", misshapen(), ids=lambda path: path.stem)
def test_an_editor_refuses_every_guide_whose_fault_is_its_shape(path: Path) -> None:
    assert not SCHEMA.is_valid(as_an_editor_reads(path))


def test_enough_bad_guides_are_of_bad_shape_to_prove_it() -> None:
    shown = {code for path in misshapen() for code in faults(path)}
    assert shown >= OF_SHAPE


def test_an_editor_reads_no_and_dates_as_text_and_numbers_as_numbers() -> None:
    read = yaml.load("[no, 2026-12-03, 12:30, 1984, 3.10, true, ~, =]", Loader=_Editor)
    assert read == ["no", "2026-12-03", "12:30", 1984, 3.1, True, None, "="]


def test_every_field_carries_its_description_for_the_editor() -> None:
    schema = guide_schema()
    for part in (schema, *schema["$defs"].values()):
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), name


def test_the_schema_speaks_the_names_that_are_written() -> None:
    passage = guide_schema()["$defs"]["Passage"]["properties"]
    assert set(passage) == {"paragraphs", "from", "to"}


def descriptions(schema: Any) -> list[str]:
    match schema:
        case dict():
            here = schema.get("description")
            inner = [one for value in schema.values() for one in descriptions(value)]
            return [here, *inner] if isinstance(here, str) else inner
        case list():
            return [one for value in schema for one in descriptions(value)]
    return []


def test_every_description_is_on_one_line() -> None:
    found = descriptions(guide_schema())
    assert len(found) > 100
    assert [one for one in found if "\n" in one or "  " in one] == []


@pytest.mark.parametrize(
    ("part", "good"),
    [
        ({"glossary": {"thaw": "melting"}}, True),
        ({"glossary": [{"thaw": "melting"}, {"term": "a", "means": "b"}]}, True),
        ({"glossary": {"term": "a", "means": "b"}}, False),
        ({"glossary": [{"thaw": "melting", "tithe": "a tenth"}]}, False),
        ({"glossary": ["thaw"]}, False),
        ({"add": [{"to": "a", "question": "b"}]}, True),
        ({"add": [{"section": {"title": "a"}, "after": "b"}]}, True),
        ({"add": [{"section": {"title": "a"}, "to": "b", "question": "c"}]}, False),
        ({"add": [{"to": "b"}]}, False),
        ({"add": [{"after": "b"}]}, False),
        ({"change": {"a": {"passage": [3, {"from": "b"}], "lines": 4}}}, True),
        ({"change": {"a": {"passages": [3]}}}, False),
    ],
)
def test_an_editor_takes_the_forms_that_we_take(part: dict[str, Any], good: bool) -> None:
    whole = {"studyguide": 1, "essay": "a", "sections": [{"title": "b"}]}
    if not part.keys() & {"glossary"}:
        whole = {"studyguide": 1, "extends": "c"}
    assert SCHEMA.is_valid(whole | part) is good
