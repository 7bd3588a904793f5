"""What the group reads: the essay, places in it, its difficult words, and what to read next."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from studyguide.guide.fields import F, P, Paragraphs, Prose, Text, Url
from studyguide.guide.part import Part
from studyguide.guide.shorthand import OnePart, Shorthand


class Essay(Part):
    """The text that the group reads."""

    title: Annotated[Text, P]
    """The essay's title."""
    subtitle: Annotated[Text | None, P] = None
    """The essay's subtitle, if it has one."""
    author: Annotated[Text | None, P] = None
    """Who wrote it."""
    year: Annotated[Text | None, P] = None
    """When it was published."""
    url: Annotated[Url | None, P] = None
    """Where it can be read online; the handout prints it with a QR code."""
    words: Annotated[int | None, P] = Field(None, ge=1, le=1_000_000)
    """How long it is, in words; used to work out the reading time."""
    file: Annotated[Text | None, F] = None
    """Your own copy of the text, in the guide's folder; it is never printed or passed on."""


class Passage(Part):
    """A place in the essay: paragraph numbers, its first few words, its last few, or all three."""

    paragraphs: Annotated[Paragraphs | None, P] = None
    """Paragraph numbers, counted from the first after the title: 3, 3-5 or whole text."""
    begins: Annotated[Text | None, P] = Field(None, alias="from")
    """The first few words of the passage; if they occur more than once, the first time counts."""
    ends: Annotated[Text | None, P] = Field(None, alias="to")
    """The last few words of the passage; if they occur more than once, the last time counts."""

    @property
    def whole(self) -> bool:
        """Whether the passage is the whole text."""
        return bool(self.paragraphs) and not any(mark.isdigit() for mark in self.paragraphs or "")

    @property
    def span(self) -> tuple[int, int] | None:
        """The numbers of the first and last paragraph, or None where none are given."""
        numbers = [int(number) for number in re.findall(r"\d+", self.paragraphs or "")]
        return (numbers[0], numbers[-1]) if numbers else None


def _filled(places: Any) -> Any:
    """The places without those of which every key is empty, since an empty key is left out."""
    keys = {field.alias or name for name, field in Passage.model_fields.items()}

    def empty(place: Any) -> bool:
        if not isinstance(place, dict) or not keys.issuperset(place):
            return False
        return all(value is None for value in place.values())

    return [one for one in places if not empty(one)] if isinstance(places, list) else places


Passages = Annotated[
    tuple[Annotated[Passage, Shorthand("paragraphs")], ...], BeforeValidator(_filled), OnePart()
]
"""One place in the essay, or several to compare."""


class Term(Part):
    """A word that someone in the room may not know."""

    term: Annotated[Text, P]
    """The word."""
    means: Annotated[Prose, P]
    """What it means, in one plain sentence."""


class Source(Part):
    """Something to read next."""

    title: Annotated[Text, P]
    """Its title."""
    author: Annotated[Text | None, P] = None
    """Who wrote it."""
    year: Annotated[Text | None, P] = None
    """When it was published."""
    url: Annotated[Url | None, P] = None
    """Where it can be read."""
    why: Annotated[Prose | None, P] = None
    """What it adds, in a few words."""
