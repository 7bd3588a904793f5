"""Cuts a guide down to what one reader may see, before any template sees it."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from studyguide.guide.fields import Audience, F, Markup, P, markup_of
from studyguide.guide.markup import paragraphs
from studyguide.guide.model import Guide
from studyguide.guide.part import Part

Reader = Callable[[str], Any]
"""Turns a text that may contain Markdown into runs."""


def cut(guide: Guide, audience: Audience, read: Reader | None = None) -> dict[str, Any]:
    """The guide as plain data, with nothing in it that the audience may not see.

    It has every key of the model that the audience may see. Text that may contain Markdown is
    passed through `read`: a text becomes its runs, empty if there is no text; a list of texts, or a
    text of paragraphs, becomes a list of runs. Without `read` it stays as written. Every question
    has its `number`, the same for every audience, and every section and question its `where`, the
    path to it in the guide. Drafts have the number None and are only for the facilitator.
    """
    data: dict[str, Any] = _cut(guide, audience, read)
    number = 0
    for s, section in enumerate(data["sections"]):
        section["where"] = ("sections", s)
        for q, question in enumerate(section["questions"]):
            question["where"] = where = ("sections", s, "questions", q)
            for f, follow_up in enumerate(question.get("follow_ups", ())):
                follow_up["where"] = (*where, "follow_ups", f)
            draft = guide.sections[s].questions[q].draft
            number += not draft
            question["number"] = None if draft else number
        if audience is P:
            asked = [question for question in section["questions"] if question["number"]]
            section["questions"] = asked
    return data


def may_see(part: type[Part], name: str, audience: Audience) -> bool:
    """Whether the audience may see a field; without a named audience, only the facilitator may."""
    return audience is F or P in part.model_fields[name].metadata


def _cut(value: Any, audience: Audience, read: Reader | None) -> Any:
    match value:
        case Part():
            found = {}
            for name, field in type(value).model_fields.items():
                if may_see(type(value), name, audience):
                    one, markup = getattr(value, name), markup_of(field) if read else None
                    found[name] = (
                        _read(one, markup, read) if markup and read else _cut(one, audience, read)
                    )
            return found
        case tuple() | list():
            return [_cut(item, audience, read) for item in value]
        case Mapping():
            return {str(key): _cut(item, audience, read) for key, item in value.items()}
        case Enum():
            return str(value.value)
        case _:
            return value


def _read(value: Any, markup: Markup, read: Reader) -> Any:
    match value:
        case None:
            return []
        case str() if markup.paragraphs:
            return [read(text) for text in paragraphs(value)]
        case str():
            return read(value)
        case _:
            return [read(text) for text in value]
