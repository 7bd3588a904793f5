"""What an overlay may contain besides the keys of a guide."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from studyguide.guide.fields import Id, Text
from studyguide.guide.model import Guide, Question, Section
from studyguide.guide.part import Part
from studyguide.guide.parts import keys
from studyguide.guide.shorthand import OneOrMany, Shorthand
from studyguide.guide.validation import complaints
from studyguide.guide.yaml.nodes import Mapping, Node, data
from studyguide.guide.yaml.words import short
from studyguide.problems import Problem, Spot, StudyguideError


def _by_id(kind: type, hint: str) -> BeforeValidator:
    """A check for `kind` that reads an id with nothing after it as changing nothing."""

    def check(written: Any) -> Any:
        if written is None or isinstance(written, kind):
            return kind() if written is None else written
        context = {"error": "this is not how a change is written", "hint": hint}
        raise PydanticCustomError("bad-change", "{error}", context)

    return BeforeValidator(check)


_CHANGE = "write an id and, below it, what changes, like ask: followed by the new text"
_ORDER = "write a section's id, then its questions' ids in square brackets, like wet: [b, a]"


class Addition(Part):
    """A question or a section of your own, and where it goes."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["to", "question"]}, {"required": ["section"]}]}
    )

    to: Id | None = None
    """The id of the section to add a question to."""
    section: Section | None = None
    """A whole section, with its title: and questions:, in place of to: and question:."""
    after: Id | None = None
    """The id of the question or section it comes after; if left out, it comes last."""
    first: bool = False
    """Whether it comes first: true or false."""
    question: Annotated[Question, Shorthand("ask")] | None = None
    """The question itself."""

    @model_validator(mode="after")
    def _one_thing_in_one_place(self) -> Self:
        wrong = _confused(self)
        if wrong:
            context = {"error": wrong[0], "hint": wrong[1]}
            raise PydanticCustomError("bad-addition", "{error}", context)
        return self


def _confused(addition: Addition) -> tuple[str, str] | None:
    """What is wrong with keys that are each right by themselves, and what to write."""
    to, section, question = addition.to, addition.section, addition.question
    if section and question:
        message = "this adds a section and a question at once"
        return (
            message,
            "put the question under questions: in the section, or give each its own dash",
        )
    if section and to:
        message = "a section is not added to another section"
        return message, f"to put it after that one, write after: {short(to)} in place of to:"
    if question and not to:
        message = "this does not say which section the question belongs in"
        return message, "write to: followed by the section's id"
    if to and not question:
        message = "this does not say what to add to the section"
        return message, "write question: followed by the question"
    if not section and not question:
        message = "this does not say what to add"
        hint = "write to: and question: to add a question, or section: to add a section"
        return message, hint
    if addition.after and addition.first:
        return "after: and first: are two places", "remove one of them"
    return None


class Overlay(Part):
    """A guide that changes another one: it may have these keys as well as those of a guide."""

    extends: Text
    """The guide to start from: the name of a shipped guide, or a file in the same folder."""
    change: Annotated[
        dict[Id, Annotated[dict[str, Any], _by_id(dict, _CHANGE)]], _by_id(dict, _CHANGE)
    ] = Field(default_factory=dict)
    """What changes in a question or section, under its id; `was` is the text you started from."""
    drop: Annotated[tuple[Id, ...], OneOrMany()] = ()
    """The ids of questions and sections to leave out."""
    add: tuple[Addition, ...] = ()
    """Questions and sections of your own to add."""
    order: Annotated[
        dict[Id, Annotated[tuple[Id, ...], _by_id(list, _ORDER)]], _by_id(dict, _ORDER)
    ] = Field(default_factory=dict)
    """Under a section's id, its questions' ids in the order you want, like `wet: [b, a]`."""


_CHANGED = {"was", *keys(Question), *keys(Section)} - {"id", "allow"}
_KEYS = (*Guide.model_fields, *Overlay.model_fields)


def shaped(node: Mapping) -> Overlay:
    """What a file contains besides the keys of a guide; raises StudyguideError."""
    control = Mapping(
        {name: one for name, one in node.entries.items() if name in Overlay.model_fields}, node.spot
    )
    misspelt = [
        Problem("unknown-key", f"there is no key {key} here", f"did you mean {near[0]}?", one.spot)
        for key, one in node.entries.items()
        if key not in _KEYS and (near := get_close_matches(key, _KEYS, 1, 0.7))
        if near[0] in Overlay.model_fields
    ]
    if found := [*misspelt, *_misplaced(node)]:
        raise StudyguideError(*found)
    try:
        return Overlay.model_validate(data(control))
    except ValidationError as error:
        raise StudyguideError(
            *complaints(error.errors(include_url=False), control, Overlay)
        ) from None


def _misplaced(node: Mapping) -> Iterator[Problem]:
    """What would replace the whole guide, or belongs under change: but is somewhere else."""
    if sections := node.entries.get("sections"):
        message = "this would replace all the sections of the guide that this file extends"
        hint = (
            "write change: to change some of it, add: to add questions or sections, drop: to leave"
        )
        hint += " some out;"
        hint += " to write all sections yourself, remove extends:"
        yield Problem("replaces-sections", message, hint, sections.spot)
    for key, entry in node.entries.items():
        if key in Guide.model_fields and isinstance(entry.value, Mapping):
            for name, inner in entry.value.entries.items():
                if _a_change(inner.value):
                    yield _not_there(name, inner.spot, f"this is not a key of {key}:")
        elif key not in _KEYS and _a_change(entry.value):
            yield _not_there(key, entry.spot, f"there is no key {short(key)} here")
    changes = node.entries.get("change")
    if changes and isinstance(changes.value, Mapping):
        entries = changes.value.entries
        first = next((one for key, one in entries.items() if key in _CHANGED), None)
        if first and not isinstance(first.value, Mapping):
            message = "the id of what this changes is missing"
            hint = "write the id, with a colon, on a line of its own above this, and indent"
            hint += " what changes below it; if that line is there, delete the # in front of it"
            yield Problem("no-id", message, hint, first.spot)


def _a_change(node: Node) -> bool:
    return isinstance(node, Mapping) and any(key in _CHANGED for key in node.entries)


def _not_there(name: str, spot: Spot, message: str) -> Problem:
    hint = f"if {short(name)} is the id of a question or section, put it under change:"
    return Problem("no-change", message, hint, spot)
