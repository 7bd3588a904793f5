"""The JSON Schema of a guide, for editors that complete and check YAML while it is written."""

from typing import Any

from studyguide.model import Guide


def guide_schema() -> dict[str, Any]:
    """The schema that `guides/guide.schema.json` holds.

    An editor reads YAML by its own rules: an empty key is a null to it, and means absent to us.
    """
    schema = Guide.model_json_schema(by_alias=True)
    for part in (schema, *schema["$defs"].values()):
        part.pop("title", None)
        required = part.get("required", ())
        for name, field in part.get("properties", {}).items():
            field.pop("title", None)
            if name not in required:
                part["properties"][name] = _nullable(field)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A studyguide guide",
    } | schema


def _nullable(field: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in field.get("anyOf", ()):
        return field
    about = {key: field.pop(key) for key in ("description", "default") if key in field}
    return about | {"anyOf": [field, {"type": "null"}]}
