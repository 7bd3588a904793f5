"""The parts of a guide by their places: which keys each has, and which of them take lists."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.guide.yaml.nodes import Step


def one_line(docstring: str | None) -> str:
    """A docstring without its line breaks."""
    return " ".join((docstring or "").split())


def keys(part: type[Part]) -> Iterator[str]:
    """The keys of a part, as they are written."""
    for name, field in part.model_fields.items():
        yield field.alias or name


def part_at(where: tuple[Step, ...], whole: type[Part] = Guide) -> type[Part]:
    """The part at a place; for a place that holds none, the part around it."""
    part = whole
    for step in where:
        for name, field in part.model_fields.items():
            if step in (name, field.alias):
                part = _part_in(field.annotation) or part
                break
    return part


def inner(part: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    """The parts right inside a part, each with the key that it is written under."""
    for name, field in part.model_fields.items():
        if found := _part_in(field.annotation):
            yield field.alias or name, found


def takes_list(part: type[Part], key: str) -> bool:
    """Whether a key of the part has a list."""
    return any(
        key == (field.alias or name) and get_origin(field.annotation) is tuple
        for name, field in part.model_fields.items()
    )


@cache
def within(part: type[Part]) -> frozenset[type[Part]]:
    """The part itself and every part inside it."""
    return frozenset({part}.union(*(within(one) for _, one in inner(part))))


@cache
def lists() -> frozenset[str]:
    """The keys of a guide, and of what changes one, under which there is a list."""
    return frozenset({"drop", "add"}).union(
        key for part in within(Guide) for key in keys(part) if takes_list(part, key)
    )


def _part_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part_in(inner))), None)
