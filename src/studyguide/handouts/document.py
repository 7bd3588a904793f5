"""Documents: what one reader sees and how it looks, before it is rendered in a format."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from studyguide.handouts.editions import EDITIONS, Edition
from studyguide.handouts.paper import DEFAULT, Paper
from studyguide.handouts.parts import View
from studyguide.handouts.templates import OwnTemplate, printed
from studyguide.handouts.themes import NONE, Theme

Ruling = tuple[bool, int]
"""Whether the questions that aren't planned have writing lines too, and how many lines each has."""


@dataclass(frozen=True)
class RenderOptions:
    """How a document looks: its paper, type size and theme, and any of the user's templates."""

    paper: Paper = DEFAULT
    large: bool = False
    theme: Theme = NONE
    templates: tuple[OwnTemplate, ...] = ()


@dataclass(frozen=True)
class Document:
    """A view and how it looks; the templates run once each, when their output is first needed."""

    view: View
    options: RenderOptions = field(default_factory=RenderOptions)
    part: str = ""
    """The part of the edition that it is, if not all of it."""

    @property
    def edition(self) -> Edition:
        """The edition that the document belongs to."""
        return EDITIONS[self.view["edition"]]

    @property
    def title(self) -> str:
        """The essay's title."""
        return self.view["essay"]["title"]

    @cached_property
    def body(self) -> str:
        """The whole HTML page, for screens and for printing from a browser, or the plain text.

        It is empty for a part that there is nothing to say in.
        """
        text = self._printed(self.edition.template).strip()
        return f"{text}\n" if text else ""

    @cached_property
    def engine_css(self) -> str:
        """The CSS that only the PDF engine understands, such as paper and fonts."""
        # Of a theme, large print takes the colours and the logo: no margins and no fonts.
        own = "" if self.options.large else self.options.theme.engine_css
        return self._printed("engine.css.j2") + own

    @cached_property
    def line_css(self) -> Mapping[Ruling, str]:
        """The PDF engine's CSS for each way to give questions writing lines."""
        return {
            (everyone, lines): self._printed("lines.css.j2", lines=lines, everyone=everyone).strip()
            for everyone in (False, True)
            for lines in self.edition.lines
        }

    @cached_property
    def tight_css(self) -> str:
        """The PDF engine's CSS for a page that may be set more tightly to save a sheet of paper."""
        return "" if self.options.large else self._printed("tight.css.j2").strip()

    def _printed(self, template: str, **more: Any) -> str:
        options = self.options
        context = {
            "view": self.view,
            "part": self.part,
            "paper": asdict(options.paper),
            "large": options.large,
            "theme": {"css": options.theme.css, "logo": options.theme.logo},
            **more,
        }
        return printed(
            template,
            context,
            language=self.view["language"],
            html=self.edition.paged,
            own=options.templates,
        )
