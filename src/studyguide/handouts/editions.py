"""The table of editions: who each is for, and how it may be printed."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from studyguide.guide.fields import Audience, F, P

LINES = (2, 3, 4)
"""Writing lines per question: a line holds about ten handwritten words, so two lines make a note
and four a paragraph."""


class Copies(Enum):
    """How many of an edition a meeting needs."""

    PERSON = "person"
    TABLE = "table"
    OBSERVER = "observer"
    MEETING = "meeting"


class Need(StrEnum):
    """What an edition can't be made without."""

    TEXT = "text"
    """The essay's text."""
    TABLES = "tables"
    """A plan that seats people at tables."""
    FISHBOWL = "fishbowl"
    """A fishbowl among the planned questions."""


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
    """Whether it is made when the user names no edition; one that needs something is then made only
    where there is some."""
    both_sides: bool = True
    """Whether it may be printed on both sides of a sheet: cards are cut up, and each table
    needs its own sheet."""

    paged: bool = True
    """Whether it is HTML pages, rather than plain text."""
    on_screen: bool = True
    """Whether it is useful on a screen."""
    folds: bool = True
    """Whether its pages can make a booklet."""
    needs: Need | None = None
    """What it can't be made without."""
    planned_only: bool = False
    """Whether it shows only the questions planned for the meeting, rather than all of them."""
    lines: tuple[int, ...] = ()
    """How many writing lines a core question may have; the PDF uses the most that fit."""
    parts: tuple[str, ...] = ("",)
    """The parts that come as files of their own; the name of each is added to its file's name."""

    @property
    def needs_text(self) -> bool:
        """Whether it can't be made without the essay's text."""
        return self.needs is Need.TEXT

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
            usual=True,
            both_sides=False,
            needs=Need.TABLES,
            planned_only=True,
            lines=LINES,
        ),
        Edition(
            "observer",
            P,
            copies=Copies.OBSERVER,
            usual=True,
            folds=False,
            needs=Need.FISHBOWL,
            planned_only=True,
        ),
        Edition(
            "messages",
            P,
            paged=False,
            papers=(),
            large_print=False,
            planned_only=True,
            parts=("invitation", "reminder", "questions", "thanks"),
        ),
        Edition(
            "packet",
            P,
            copies=Copies.PERSON,
            needs=Need.TEXT,
        ),
    )
}
"""Every edition by name. `papers` is empty if the user can't choose the paper."""
