"""The editions of a handout: the table of whose they are and in what they come."""

from dataclasses import dataclass
from enum import Enum

from studyguide.guide.fields import Audience, F, P

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
    """Whether it may be printed on both sides of a sheet; cards are cut, and tables want
    a sheet each."""

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
            both_sides=False,
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
