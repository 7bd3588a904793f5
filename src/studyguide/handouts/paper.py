"""The paper sizes that a handout can be printed on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A sheet: its name on the command line, its title for people, its width and height in mm."""

    name: str
    title: str
    width: float
    height: float

    @property
    def half(self) -> "Paper":
        """The sheet folded once, upright: the size of a booklet's page."""
        return Paper(f"half-{self.name}", f"half {self.title}", self.height / 2, self.width)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("a4", "A4", 210, 297),
        Paper("letter", "Letter", 215.9, 279.4),
        Paper("a5", "A5", 148, 210),
    )
}
"""Every paper by name, the usual one first. Sizes: ISO 216, ANSI/ASME Y14.1."""
DEFAULT = PAPERS["a4"]
