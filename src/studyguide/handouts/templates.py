"""Templates: ours and one's own, printed over a view."""

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from studyguide.files.inputs import InputError, Inputs, TooLarge
from studyguide.files.resources import folder_of
from studyguide.guide import markup
from studyguide.guide.markup import Run
from studyguide.handouts import i18n
from studyguide.problems import Spot, StudyguideError, refuse

SIZE_LIMIT = 256 * 1024
"""Bytes of one template; ours are a twentieth of it."""
MOST = 200
"""Files in a folder of templates; ours has thirty."""


@dataclass(frozen=True)
class OwnTemplate:
    """A template that takes the place of ours of the same name."""

    name: str
    path: str
    """Where it is, for messages."""
    text: str


def read(inputs: Inputs, folder: Path) -> tuple[OwnTemplate, ...]:
    """The templates in a folder; raises StudyguideError where there is none, or far too much."""
    try:
        found = list(inputs.texts(folder, SIZE_LIMIT, MOST))
    except TooLarge as error:
        hint = "name a folder with nothing in it but templates"
        message = f"{folder} is no folder of templates: {error}"
        raise refuse("templates-too-large", message, hint) from None
    except InputError:
        hint = "name the folder that your templates are in"
        raise refuse("no-templates", f"there is no folder {folder}", hint) from None
    return tuple(OwnTemplate(name, str(path), text) for name, path, text in found)


def printed(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    html: bool,
    own: tuple[OwnTemplate, ...] = (),
) -> str:
    """What a template makes of the context, which holds plain data only: the methods of anything
    else could be called from a template.

    Raises StudyguideError for a mistake in one's own template; one in ours is a bug, and keeps its
    traceback.
    """
    try:
        environment = _environment(language, html, own, i18n.catalogs_changed(language))
        return environment.get_template(template).render(context)
    except Exception as error:
        if not own:
            raise
        raise _mistake(error, own) from None


def html(prose: list[Run]) -> Markup:
    """The runs as HTML; raises TypeError for plain words, which are printed without a filter."""
    if isinstance(prose, str):
        raise TypeError(f"“{prose}” is plain words, no prose: print it without the filter")
    out: list[str] = []
    open_: list[tuple[str, str]] = []
    for at, run in enumerate(prose):
        tags = _tags(run)
        while any(tag not in tags for tag in open_):
            out.append(f"</{open_.pop()[0]}>")
        # What lasts longest is opened first, so that nothing closes across another.
        new = [tag for tag in tags if tag not in open_]
        for tag in sorted(new, key=lambda tag: -_lasts(prose[at:], tag)):
            out.append(f"<{tag[0]}{tag[1]}>")
            open_.append(tag)
        out.append(_inside(run))
    out += [f"</{name}>" for name, _ in reversed(open_)]
    return Markup("".join(out))  # noqa: S704 - every text in it is escaped


def _tags(run: Run) -> list[tuple[str, str]]:
    """The elements around a run, each its name and its attributes."""
    tags = [(name, "") for name in ("em", "strong") if run.get(name)]
    if href := run.get("href"):
        tags.append(("a", f' href="{escape(href)}"'))
    return tags


def _lasts(prose: list[Run], tag: tuple[str, str]) -> int:
    """How many runs from the first on stand in the element."""
    return next((n for n, run in enumerate(prose) if tag not in _tags(run)), len(prose))


def _inside(run: Run) -> str:
    text = escape(run["text"], quote=False)
    if run.get("line_break"):
        return "<br>"
    if picture := run.get("picture"):
        return f'<img src="{escape(picture)}" alt="{escape(run["text"])}">'
    return f"<code>{text}</code>" if run.get("code") else text


def _mistake(error: Exception, own: tuple[OwnTemplate, ...]) -> StudyguideError:
    """A mistake in a template of the user's own, at its line."""
    paths = {template.path for template in own}
    line, name = getattr(error, "lineno", 0) or 0, getattr(error, "filename", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename in paths:
            line, name = frame.lineno or 0, frame.filename
    spot = Spot(str(name or own[0].path), max(1, line))
    said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    hint = "compare it with the template of the same name that ships with studyguide"
    return refuse("template", f"the template can't be used: {said}", hint, spot)


def _tidy(text: str) -> str:
    """A plain text without stray blanks: at most one empty line in a row, none at the ends."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip()


def _loading(own: tuple[OwnTemplate, ...]) -> Callable[[str], tuple[str, str, None] | None]:
    by_name = {template.name: template for template in own}

    def load(name: str) -> tuple[str, str, None] | None:
        found = by_name.get(name)
        return (found.text, found.path, None) if found else None

    return load


@lru_cache(maxsize=32)
def _environment(
    language: str, as_html: bool, own: tuple[OwnTemplate, ...], changed: tuple[int, ...]
) -> ImmutableSandboxedEnvironment:
    # Templates of one's own come first, by name; whatever they leave out is ours.
    shelves = [FunctionLoader(_loading(own)), FileSystemLoader(folder_of("templates"))]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(shelves),
        # By the edition, not the name: `select_autoescape` would leave every *.html.j2 unescaped.
        autoescape=as_html,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_marking(i18n.direction(language)) if as_html else None,
    )
    words = i18n.Vocabulary(language)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= {"_": words.gettext, "gettext": words.gettext}
    environment.globals |= {"ngettext": words.ngettext}
    environment.filters |= {"prose": html, "plain": markup.words, "bare": str, "tidy": _tidy}
    return environment


def _marking(direction: str) -> Callable[[object], object]:
    """Puts English words on a page in another language between tags that say so: a voice that
    reads the page aloud can then say them right (WCAG 2.2, 3.1.2)."""
    order = ' dir="ltr"' if direction == "rtl" else ""

    def marked(value: object) -> object:
        if isinstance(value, i18n.English):
            return Markup(f'<span lang="en"{order}>{escape(value, quote=False)}</span>')  # noqa: S704 - escaped
        return value

    return marked
