"""Who sees what: the editions of a handout, and a guide cut down to what one reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from studyguide.model import Audience, Guide, Part

P, F = Audience.PARTICIPANT, Audience.FACILITATOR


LINES = (2, 3, 4)
"""A line holds about ten words by hand: two are a note, four a paragraph."""


class Copies(Enum):
    """How many of an edition a meeting needs."""

    PERSON = "one for each person"
    TABLE = "one for each table"
    MEETING = "one"


@dataclass(frozen=True)
class Edition:
    """One edition: whose it is, and in which formats, papers and sizes it comes."""

    name: str
    audience: Audience
    about: str
    formats: tuple[str, ...] = ("pdf", "html", "booklet")
    papers: tuple[str, ...] = ("a4", "letter", "a5")
    large_print: bool = True
    copies: Copies = Copies.MEETING
    usual: bool = False
    """Whether it is made when nobody names an edition."""
    both_sides: bool = True
    """Whether it may be printed on both sides of a sheet; cards are cut, and fall apart."""

    needs_text: bool = False
    """Whether it can't be made without the essay's text."""
    planned_only: bool = False
    """Whether it shows the meeting's questions alone; else all of them."""
    lines: tuple[int, ...] = ()
    """How many writing lines a core question may have: as many as the sheet has room for."""

    @property
    def template(self) -> str:
        """The template that sets it."""
        return f"{self.name}.{'html' if self.on_pages else 'txt'}.j2"

    @property
    def on_pages(self) -> bool:
        """Whether it is a page; else it is plain text."""
        return "pdf" in self.formats


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition(
            "participant",
            P,
            "the sheet for everybody at the table",
            copies=Copies.PERSON,
            usual=True,
            lines=LINES,
        ),
        Edition("facilitator", F, "the run sheet, and every question in detail", usual=True),
        Edition(
            "cards",
            P,
            "a card for each core question, to cut out and hand round",
            formats=("pdf",),
            papers=("a4", "letter"),
            both_sides=False,
        ),
        Edition(
            "slides",
            P,
            "a prompt a page, to show on a wall",
            formats=("html", "pdf"),
            papers=(),
            large_print=False,
            planned_only=True,
        ),
        Edition(
            "groups",
            P,
            "a sheet for each table",
            copies=Copies.TABLE,
            planned_only=True,
            lines=LINES,
        ),
        Edition(
            "messages",
            P,
            "short texts to send: invitation, reminder, questions, thanks",
            formats=("txt",),
            papers=(),
            large_print=False,
            planned_only=True,
        ),
        Edition(
            "packet",
            P,
            "the essay itself, numbered, to read and to write on",
            copies=Copies.PERSON,
            needs_text=True,
        ),
    )
}
"""Every edition. `papers` is empty where the paper is not the reader's to choose."""


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
