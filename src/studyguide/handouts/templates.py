"""A guide, an edition and a template become one page of HTML."""

import re
import traceback
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from studyguide.handouts import i18n
from studyguide.guide import markup
from studyguide.guide import images
from studyguide.guide.fields import F
from studyguide.handouts.cut import cut
from studyguide.handouts.editions import Edition
from studyguide.essay.resolve import Grounds, links
from studyguide.guide.model import Guide
from studyguide.handouts.paper import Setting
from studyguide.planning.plan import Plan, Row
from studyguide.planning.timing import TABLE, elapsed
from studyguide.problems import Spot, StudyguideError, refuse
from studyguide.files.resources import folder_of
from studyguide.handouts.themes import NONE, Theme

UNGROUNDED = Grounds()
_KEPT = re.compile(r"(\b[Pp]aragraphs?|¶) (?=\d)")
"""A number that would be lost at the start of a line without the word before it."""


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
    asks: tuple[str, ...] = ()
    """The questions that a reader must find on it, as plain text."""


@dataclass(frozen=True)
class RenderOptions:
    """How a page looks: its paper and size of type, its theme, and one's own templates if any."""

    setting: Setting = field(default_factory=Setting)
    theme: Theme = NONE
    templates: Path | None = None


def render(
    guide: Guide,
    folder: Path,
    edition: Edition,
    look: RenderOptions,
    plan: Plan,
    groups: int = 0,
    grounds: Grounds = UNGROUNDED,
) -> Page:
    """The page of one edition; pictures come from `folder`, `groups` is the number of tables.

    Templates get text, numbers, lists and dictionaries only, since the methods of anything else
    could be called from a template. Raises StudyguideError for a mistake in one's own template; one
    in ours is a bug, and keeps its traceback.
    """
    try:
        return _rendered(guide, folder, edition, look, plan, groups, grounds)
    except StudyguideError:
        raise
    except Exception as error:
        if not look.templates:
            raise
        raise _template_mistake(error, look.templates) from None


def _rendered(
    guide: Guide,
    folder: Path,
    edition: Edition,
    look: RenderOptions,
    plan: Plan,
    groups: int,
    grounds: Grounds,
) -> Page:
    environment = _environment(guide.language, edition.on_pages, folder, look.templates)
    direction = i18n.direction(guide.language)
    context = {
        "guide": _linked(guide, plan, edition, grounds),
        "edition": edition.name,
        "plan": _agenda(plan, edition, groups),
        "groups": groups or max(1, plan.meeting.people // TABLE),
        # Under 13 people there are tables only because somebody asked for them: each takes a
        # section. From 13 on the plan sits everybody in fours, and every table takes the whole.
        "dealt": bool(groups and not plan.groups),
        "paper": asdict(look.setting.paper),
        "large": look.setting.large,
        "theme": {"css": look.theme.css, "logo": look.theme.logo},
        "direction": direction,
        "paragraphs": guide.paragraphs,
        "text": _text(guide, grounds) if edition.needs_text else [],
        "qr": _qr(guide.essay.url) if guide.essay.url else "",
    }
    body = environment.get_template(edition.template).render(context).strip() + "\n"
    css = environment.get_template("engine.css.j2").render(context) + look.theme.engine_css
    ruled = environment.get_template("lines.css.j2")
    lines = {count: ruled.render(lines=count) for count in edition.lines}
    return Page(body, css, guide.essay.title, direction, lines, _asks(guide, plan, edition))


def _template_mistake(error: Exception, templates: Path) -> StudyguideError:
    """A mistake in a template of the user's own, at its line."""
    line, name = getattr(error, "lineno", 0) or 0, getattr(error, "filename", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(templates):
            line, name = frame.lineno or 0, frame.filename
    spot = Spot(str(name or templates), max(1, line))
    said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    hint = "compare it with the template of the same name that ships with studyguide"
    return refuse("template", f"the template can't be used: {said}", hint, spot)


def _linked(guide: Guide, plan: Plan, edition: Edition, grounds: Grounds) -> dict[str, Any]:
    """What the edition's reader may see of the guide, with the address of every passage."""
    data = cut(guide.model_copy(update={"meeting": plan.meeting}), edition.audience)
    addresses = links(guide, grounds)
    for section in data["sections"]:
        for part in (section, *section["questions"]):
            where = part.pop("where")
            if part["passage"]:
                part["passage"]["link"] = addresses.get(where, "")
    return data


def _text(guide: Guide, grounds: Grounds) -> list[dict[str, Any]]:
    """The essay's paragraphs, each with the sections and questions whose passages begin there."""
    if not grounds.essay:
        return []
    sections: dict[int, list[str]] = {}
    questions: dict[int, list[int]] = {}
    for core in guide.core:
        place = guide.place(core)
        at = grounds.found.get(place) or grounds.found.get(place[:2])
        questions.setdefault(at.first if at else 0, []).append(core.number)
    for s, section in enumerate(guide.sections):
        at = grounds.found.get(("sections", s))
        sections.setdefault(at.first if at else 0, []).append(section.title)
    return [
        {
            "number": paragraph.number,
            "text": paragraph.text,
            "heading": paragraph.heading,
            "sections": sections.get(paragraph.number, []),
            "questions": questions.get(paragraph.number, []),
        }
        for paragraph in grounds.essay.paragraphs
    ]


def _asks(guide: Guide, plan: Plan, edition: Edition) -> tuple[str, ...]:
    shown = plan.kept if edition.planned_only else guide.core
    return tuple(markup.plain(core.question.ask) for core in shown)


def _agenda(plan: Plan, edition: Edition, groups: int) -> dict[str, Any]:
    """The plan as plain data, as far as it is the edition's reader's business: what is skipped
    is the facilitator's, and a sheet without a clock needs no minutes."""
    data: dict[str, Any] = {
        "numbers": [core.number for core in plan.kept],
        "minutes": plan.meeting.minutes,
        "reading": str(plan.reading),
        # How each planned question is taken by so many people: seven have no fours to speak of.
        "ways": {
            row.core.number: [str(stage.turn) for stage in row.steps]
            for row in plan.rows
            if row.core and len(row.steps) > 1
        },
    }
    if edition.audience is F:
        data["late"] = [core.number for core in plan.late]
    if edition.audience is F or edition.planned_only:
        data["rows"] = [_row(plan, row, groups) for row in plan.rows]
    return data


def _row(plan: Plan, row: Row, groups: int) -> dict[str, Any]:
    return {
        "elapsed": elapsed(row.start),
        "clock": plan.clock(row),
        "end": plan.clock(replace(row, start=row.end)) or elapsed(row.end),
        "minutes": row.minutes,
        "step": str(row.step),
        "number": row.core.number if row.core else None,
        "ask": row.core.question.ask if row.core else None,
        "protocol": str(row.protocol) if row.protocol else None,
        "turns": [[str(stage.turn), stage.minutes] for stage in row.steps],
        "groups": groups if row.groups and groups else row.groups,
    }


def _short_address(address: str) -> str:
    """The address as people type it: without https:// and a slash at the end; of a long one, its
    host, since the QR code and the link have the rest."""
    short = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return short if len(short) <= 24 else short.split("/", 1)[0]


def _tidy(text: str) -> str:
    """A plain text without stray blanks: at most one empty line in a row, none at the ends."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip()


def _stanzas(text: str) -> list[str]:
    """The text's paragraphs: a folded YAML text keeps one line break where a blank line was, a
    literal one keeps two."""
    return [part.strip() for part in text.split("\n\n" if "\n\n" in text else "\n") if part.strip()]


@cache
def _environment(
    tongue: str, html: bool, folder: Path, templates: Path | None
) -> ImmutableSandboxedEnvironment:
    # Templates of one's own come first, by name; whatever they leave out is ours.
    shelves = [templates] if templates else []
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*shelves, folder_of("templates")]),
        # By the edition, not the name: `select_autoescape` would leave every *.html.j2 unescaped.
        autoescape=html,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        i18n.words(tongue, html), newstyle=True
    )

    def prose(text: str) -> Markup:
        kept = _KEPT.sub("\\1\u00a0", text)
        return Markup(markup.html(kept, lambda name: images.address(folder, name)))  # noqa: S704 - markup.html escapes

    environment.filters |= {
        "prose": prose,
        "plain": markup.plain,
        "paragraphs": _stanzas,
        "short_address": _short_address,
        "tidy": _tidy,
        "day": lambda text: i18n.day(text, tongue),
    }
    return environment


def _qr(address: str) -> str:
    """The address as a QR code: an SVG picture as a `data:` address, 2 modules of quiet zone.

    ISO/IEC 18004 asks for 4 modules; the page around it is white and gives the rest.
    """
    import segno

    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=2))
