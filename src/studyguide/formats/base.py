"""What a format makes of a page."""

from dataclasses import dataclass

from studyguide.problems import Problem


@dataclass(frozen=True)
class Output:
    """A file's bytes, its pages (None for a screen), and what there is to say about it."""

    content: bytes
    pages: int | None = None
    notices: tuple[Problem, ...] = ()
