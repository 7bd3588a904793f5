"""A guide, an edition and a template become one page of HTML."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from studyguide import language, markup, pictures
from studyguide.editions import Edition, cut
from studyguide.model import Guide
from studyguide.papers import Setting
from studyguide.plan import Plan
from studyguide.shelves import shelf
from studyguide.timing import TABLE, elapsed


@dataclass(frozen=True)
class Page:
    """One handout before it has a format.

    `body` is the whole page, for a screen and for a browser's print, or a plain text; `css` holds
    the rules that only the PDF engine understands, paper and fonts among them.
    """

    body: str
    css: str
    title: str
    direction: str = "ltr"
    lines: Mapping[int, str] = field(default_factory=dict)
    """The engine's rules for each number of writing lines that a question may have."""


def render(
    guide: Guide, folder: Path, edition: Edition, setting: Setting, plan: Plan, groups: int = 0
) -> Page:
    """The page of one edition; pictures come from `folder`, `groups` is the number of tables.

    Templates get text, numbers, lists and dictionaries only, since the methods of anything else
    could be called from a template.
    """
    environment = _environment(guide.language, folder)
    direction = language.direction(guide.language)
    context = {
        "guide": cut(guide.model_copy(update={"meeting": plan.meeting}), edition.audience),
        "edition": edition.name,
        "plan": _agenda(plan),
        "groups": groups or max(1, plan.meeting.people // TABLE),
        "paper": asdict(setting.paper),
        "large": setting.large,
        "direction": direction,
        "spoken": language.spoken(guide.language),
        "paragraphs": guide.paragraphs,
        "qr": _qr(guide.essay.url) if guide.essay.url else "",
    }
    body = environment.get_template(edition.template).render(context).strip() + "\n"
    css = environment.get_template("engine.css.j2").render(context) if edition.on_pages else ""
    ruled = environment.get_template("lines.css.j2")
    lines = {count: ruled.render(lines=count) for count in edition.lines}
    return Page(body, css, guide.essay.title, direction, lines)


def _agenda(plan: Plan) -> dict[str, Any]:
    """The plan as plain data: numbers, words and times, and nobody's notes."""
    return {
        "numbers": [core.number for core in plan.kept],
        "late": [core.number for core in plan.late],
        "left_out": [left.core.number for left in plan.left_out],
        "groups": plan.groups,
        "minutes": plan.meeting.minutes,
        "reading": str(plan.reading),
        "rows": [
            {
                "start": row.start,
                "clock": plan.clock(row),
                "minutes": row.minutes,
                "step": str(row.step),
                "number": row.core.number if row.core else None,
                "ask": row.core.question.ask if row.core else None,
                "protocol": str(row.protocol) if row.protocol else None,
                "turns": [[str(stage.turn), stage.minutes] for stage in row.steps],
                "groups": row.groups,
                "reporting": row.reporting,
                "elapsed": elapsed(row.start),
            }
            for row in plan.rows
        ],
    }


def _short_address(address: str) -> str:
    """The address as people type it: without https:// and a slash at the end."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _tidy(text: str) -> str:
    """A plain text without stray blanks: at most one empty line in a row, none at the ends."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip()


def _stanzas(text: str) -> list[str]:
    """The text's paragraphs: a folded YAML text keeps one line break where a blank line was, a
    literal one keeps two."""
    return [part.strip() for part in text.split("\n\n" if "\n\n" in text else "\n") if part.strip()]


@cache
def _environment(tongue: str, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shelf("templates")),
        # All but plain text: `select_autoescape` would leave every *.html.j2 unescaped.
        autoescape=lambda name: name is None or not name.endswith(".txt.j2"),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        language.translations(tongue), newstyle=True
    )

    def prose(text: str) -> Markup:
        return Markup(markup.html(text, lambda name: pictures.address(folder, name)))  # noqa: S704 - markup.html escapes

    environment.filters |= {
        "prose": prose,
        "plain": markup.plain,
        "paragraphs": _stanzas,
        "short_address": _short_address,
        "tidy": _tidy,
        "day": lambda text: language.day(text, tongue),
    }
    return environment


def _qr(address: str) -> str:
    """The address as a QR code: an SVG picture as a `data:` address, 2 modules of quiet zone.

    ISO/IEC 18004 asks for 4 modules; the page around it is white and gives the rest.
    """
    import segno

    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=2))
