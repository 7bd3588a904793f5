"""What an overlay may say besides the keys of a guide."""

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from studyguide.guide.fields import Id, OneOrMany, Shorthand, Text
from studyguide.guide.model import Guide, Part, Question
from studyguide.guide.validation import complaints
from studyguide.guide.yaml.nodes import Mapping, data
from studyguide.problems import Problem, StudyguideError


def _by_id(kind: type, hint: str) -> BeforeValidator:
    """What wants `kind`, and takes an id with nothing behind it for one that changes nothing."""

    def check(written: Any) -> Any:
        if written is None or isinstance(written, kind):
            return kind() if written is None else written
        context = {"error": "this is not how a change is written", "hint": hint}
        raise PydanticCustomError("bad-change", "{error}", context)

    return BeforeValidator(check)


_CHANGE = "write an id, and below it what becomes different, like ask: and the new text"
_ORDER = "write a section's id, and behind it its questions' ids in brackets: wet: [b, a]"


class Addition(Part):
    """A question of one's own, and where it goes."""

    to: Id
    """The section that it is added to."""
    after: Id | None = None
    """The question that it follows; else it becomes the section's last."""
    first: bool = False
    """Whether it becomes the section's first."""
    question: Annotated[Question, Shorthand("ask")]
    """The question itself."""


class Overlay(Part):
    """What an overlay says besides the keys of a guide."""

    extends: Text
    """The guide to start from: a shipped one's name, or a file in this folder."""
    change: Annotated[
        dict[Id, Annotated[dict[str, Any], _by_id(dict, _CHANGE)]], _by_id(dict, _CHANGE)
    ] = Field(default_factory=dict)
    """By id, what becomes different of a question or a section; `was` is the text it had."""
    drop: Annotated[tuple[Id, ...], OneOrMany()] = ()
    """The ids of questions and sections to leave out."""
    add: tuple[Addition, ...] = ()
    """Questions of one's own."""
    order: Annotated[
        dict[Id, Annotated[tuple[Id, ...], _by_id(list, _ORDER)]], _by_id(dict, _ORDER)
    ] = Field(default_factory=dict)
    """By section, its questions' ids in another order."""


_KEYS = (*Guide.model_fields, *Overlay.model_fields)


def shaped(node: Mapping) -> Overlay:
    """What a file says besides the keys of a guide; raises StudyguideError."""
    control = Mapping(
        {name: one for name, one in node.entries.items() if name in Overlay.model_fields}, node.spot
    )
    misspelt = [
        Problem("unknown-key", f"there is no key {key} here", f"did you mean {near[0]}?", one.spot)
        for key, one in node.entries.items()
        if key not in _KEYS and (near := get_close_matches(key, _KEYS, 1, 0.7))
        if near[0] in Overlay.model_fields
    ]
    if misspelt:
        raise StudyguideError(*misspelt)
    try:
        return Overlay.model_validate(data(control))
    except ValidationError as error:
        raise StudyguideError(
            *complaints(error.errors(include_url=False), control, Overlay)
        ) from None
