"""Shorter ways to write a part or a list, as validators that spell them out."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

# Text is text: we keep it exactly as it was written. An editor reads YAML by its own rules, so its
# schema must accept a number or a yes where we read words.
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class Shorthand:
    """Lets a bare text stand for a part of which only `key` is given, without a union of models.

    A union reports one typo as several errors at made-up places; this reports one, at the right
    node.
    """

    key: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def spell_out(value: Any) -> Any:
            return {self.key: value} if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(spell_out, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [TEXT_SCHEMA, handler(schema)]}


@dataclass(frozen=True)
class OneOrMany:
    """Allows a single text where a list of texts is expected."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def wrap(value: Any) -> Any:
            return [value] if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(wrap, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [TEXT_SCHEMA, handler(schema)]}


@dataclass(frozen=True)
class OnePart:
    """Allows a single part, or its shorthand, where a list of such parts is expected."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def wrap(value: Any) -> Any:
            return [value] if isinstance(value, str | dict) else value

        return core_schema.no_info_before_validator_function(wrap, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        several = handler(schema)
        return {"anyOf": [*several["items"]["anyOf"], several]}


@dataclass(frozen=True)
class Pairs:
    """Allows `word: meaning` where a part is expected: as an item of the list, or as a key where
    keys stand in the place of the list.

    `name` and `value` are the keys of the part that the two sides stand for. A group of keys that
    has one of these is a part, however little else it says.
    """

    name: str
    value: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        keys = {self.name, self.value}

        def pair(key: Any, value: Any) -> dict[str, Any]:
            return {self.name: key, self.value: value}

        def spell_out(written: Any) -> Any:
            if isinstance(written, dict) and not keys & written.keys():
                return [pair(*one) for one in written.items()]
            if not isinstance(written, list):
                return written
            return [
                pair(*next(iter(one.items())))
                if isinstance(one, dict) and len(one) == 1 and not keys & one.keys()
                else one
                for one in written
            ]

        return core_schema.no_info_before_validator_function(spell_out, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        several = handler(schema)
        names = {"not": {"enum": [self.name, self.value]}}
        pairs = {"type": "object", "additionalProperties": TEXT_SCHEMA, "propertyNames": names}
        one = pairs | {"minProperties": 1, "maxProperties": 1}
        listed = several | {"items": {"anyOf": [several["items"], one]}}
        return {"anyOf": [listed, pairs]}
