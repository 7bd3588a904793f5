"""The base of every part of a guide."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Part(BaseModel):
    """The base of every part of a guide: immutable, and rejects unknown keys.

    Each field's docstring is its public documentation.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, str_strip_whitespace=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, written: Any) -> Any:
        # An empty key counts as left out; an unknown one is a mistake even when it is empty.
        if not isinstance(written, dict):
            return written
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value for key, value in written.items() if value is not None or key not in known
        }
