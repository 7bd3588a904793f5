"""The JSON Schema of a guide, for editors that complete and check YAML as it is typed."""

from typing import Any

from studyguide.guide.model import Guide
from studyguide.guide.overlay import Overlay
from studyguide.guide.parts import one_line
from studyguide.guide.shorthand import TEXT_SCHEMA

ALONE = ("essay", "sections")
"""What a guide must have unless it extends another."""


def guide_schema() -> dict[str, Any]:
    """The schema that `guides/guide.schema.json` holds, for guides and for overlays.

    An editor reads YAML by its own rules: what is an empty key to us is a null to the editor.
    """
    schema = Guide.model_json_schema(by_alias=True)
    overlay = Overlay.model_json_schema(by_alias=True)
    parts = overlay.pop("$defs") | schema["$defs"]
    for part in (schema, overlay, *parts.values()):
        _tidied(part)
    changes = overlay["properties"]["change"]["anyOf"][0]
    changes["additionalProperties"] = _change(parts)
    schema["properties"] |= overlay["properties"]
    schema["$defs"] = parts
    del schema["required"]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A studyguide guide",
        **schema,
        "if": {"required": ["extends"]},
        "else": {"required": list(ALONE)},
    }
    return {key: _described(key, value) for key, value in whole.items()}


def _described(key: str, value: Any) -> Any:
    """The value with each description in it on one line, however its docstring is wrapped."""
    match value:
        case str():
            return one_line(value) if key == "description" else value
        case dict():
            return {name: _described(name, one) for name, one in value.items()}
        case list():
            return [_described("", one) for one in value]
    return value


def _tidied(part: dict[str, Any]) -> None:
    part.pop("title", None)
    required = part.get("required", ())
    for name, field in part.get("properties", {}).items():
        field.pop("title", None)
        if name not in required:
            part["properties"][name] = _nullable(field)


def _nullable(field: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in field.get("anyOf", ()):
        return field
    about = {key: field.pop(key) for key in ("description", "default") if key in field}
    return about | {"anyOf": [field, {"type": "null"}]}


def _change(parts: dict[str, Any]) -> dict[str, Any]:
    """What may be under an id in `change`: any field of a section or a question, and `was`."""
    fields = parts["Section"]["properties"] | parts["Question"]["properties"]
    was = {"description": "The text you started from.", **TEXT_SCHEMA}
    return {
        "type": "object",
        "properties": {"was": was} | {name: fields[name] for name in fields if name != "id"},
        "additionalProperties": False,
    }
