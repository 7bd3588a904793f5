"""A guide cut down to what one reader may see, before any template sees it."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from studyguide.guide.fields import Audience, F, P
from studyguide.guide.model import Guide, Part


def cut(guide: Guide, audience: Audience) -> dict[str, Any]:
    """The guide as plain data with nothing in it that the audience may not see.

    Every question carries its `number`, the same for every audience, and a section's or question's
    passage its `where`. Drafts have the number None and are the facilitator's alone.
    """
    data: dict[str, Any] = _cut(guide, audience)
    number = 0
    for s, section in enumerate(data["sections"]):
        section["where"] = ("sections", s)
        for q, question in enumerate(section["questions"]):
            question["where"] = ("sections", s, "questions", q)
            draft = guide.sections[s].questions[q].draft
            number += not draft
            question["number"] = None if draft else number
        if audience is P:
            asked = [question for question in section["questions"] if question["number"]]
            section["questions"] = asked
    return data


def may_see(part: type[Part], name: str, audience: Audience) -> bool:
    """Whether the audience may see a field; one that names no audience is the facilitator's."""
    return audience is F or P in part.model_fields[name].metadata


def _cut(value: Any, audience: Audience) -> Any:
    match value:
        case Part():
            part = type(value)
            names = [name for name in part.model_fields if may_see(part, name, audience)]
            return {name: _cut(getattr(value, name), audience) for name in names}
        case tuple() | list():
            return [_cut(item, audience) for item in value]
        case Mapping():
            return {str(key): _cut(item, audience) for key, item in value.items()}
        case Enum():
            return str(value.value)
        case _:
            return value
