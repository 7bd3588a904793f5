"""The table of editions: who each is for, and how it may be printed."""

from dataclasses import dataclass
from enum import Enum

from studyguide.guide.fields import Audience, F, P

LINES = (2, 3, 4)
"""Writing lines per question: a line holds about ten handwritten words, so two lines make a note
and four a paragraph."""


class Copies(Enum):
    """How many of an edition a meeting needs."""

    PERSON = "person"
    TABLE = "table"
    MEETING = "meeting"


@dataclass(frozen=True)
class Edition:
    """One edition: who it is for, what it is like, and the papers and sizes it comes in.

    Its formats follow from that, since each format says which editions it takes.
    """

    name: str
    audience: Audience
    papers: tuple[str, ...] = ("a4", "letter", "a5")
    large_print: bool = True
    copies: Copies = Copies.MEETING
    usual: bool = False
    """Whether it is made when the user names no edition."""
    both_sides: bool = True
    """Whether it may be printed on both sides of a sheet: cards are cut up, and each table
    needs its own sheet."""

    paged: bool = True
    """Whether it is HTML pages, rather than plain text."""
    on_screen: bool = True
    """Whether it is useful on a screen."""
    folds: bool = True
    """Whether its pages can make a booklet."""
    needs_text: bool = False
    """Whether it can't be made without the essay's text."""
    planned_only: bool = False
    """Whether it shows only the questions planned for the meeting, rather than all of them."""
    lines: tuple[int, ...] = ()
    """How many writing lines a core question may have; the PDF uses the most that fit."""

    @property
    def template(self) -> str:
        """The file name of its template."""
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
"""Every edition by name. `papers` is empty if the user can't choose the paper."""
