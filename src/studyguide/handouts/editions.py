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
    """One edition: whose it is, what it is like, and on which papers and in which sizes it comes.

    In which formats it comes follows from that: each format says what it takes.
    """

    name: str
    audience: Audience
    papers: tuple[str, ...] = ("a4", "letter", "a5")
    large_print: bool = True
    copies: Copies = Copies.MEETING
    usual: bool = False
    """Whether it is made when nobody names an edition."""
    both_sides: bool = True
    """Whether it may be printed on both sides of a sheet; cards are cut, and tables want
    a sheet each."""

    paged: bool = True
    """Whether it is a page; else it is plain text."""
    on_screen: bool = True
    """Whether its page is of use on a screen."""
    folds: bool = True
    """Whether its pages make a booklet."""
    needs_text: bool = False
    """Whether it can't be made without the essay's text."""
    planned_only: bool = False
    """Whether it shows the meeting's questions alone; else all of them."""
    lines: tuple[int, ...] = ()
    """How many writing lines a core question may have: as many as the sheet has room for."""

    @property
    def template(self) -> str:
        """The template that sets it."""
        return f"{self.name}.{'html' if self.paged else 'txt'}.j2"


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition(
            "participant",
            P,
            copies=Copies.PERSON,
            usual=True,
            lines=LINES,
        ),
        Edition("facilitator", F, usual=True),
        Edition(
            "cards",
            P,
            on_screen=False,
            folds=False,
            papers=("a4", "letter"),
            both_sides=False,
        ),
        Edition(
            "slides",
            P,
            folds=False,
            papers=(),
            large_print=False,
            planned_only=True,
        ),
        Edition(
            "groups",
            P,
            copies=Copies.TABLE,
            both_sides=False,
            planned_only=True,
            lines=LINES,
        ),
        Edition(
            "messages",
            P,
            paged=False,
            papers=(),
            large_print=False,
            planned_only=True,
        ),
        Edition(
            "packet",
            P,
            copies=Copies.PERSON,
            needs_text=True,
        ),
    )
}
"""Every edition. `papers` is empty where the paper is not the reader's to choose."""
