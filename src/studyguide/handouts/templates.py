"""Reads the user's templates, and renders theirs and ours."""

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
from studyguide.handouts.colours import colours
from studyguide.problems import Spot, StudyguideError, refuse

SIZE_LIMIT = 256 * 1024
"""Bytes allowed per template; ours are a twentieth of that."""
MOST = 200
"""Files allowed in a folder of templates; ours has thirty."""


@dataclass(frozen=True)
class OwnTemplate:
    """A user's template, which replaces ours of the same name."""

    name: str
    path: str
    """Where it is, for messages."""
    text: str


def read(inputs: Inputs, folder: Path) -> tuple[OwnTemplate, ...]:
    """The templates in a folder; raises StudyguideError if it is missing or too large."""
    try:
        found = list(inputs.texts(folder, SIZE_LIMIT, MOST))
    except TooLarge as error:
        hint = "give a folder that contains only templates"
        message = f"{folder} doesn't look like a folder of templates: {error}"
        raise refuse("templates-too-large", message, hint) from None
    except InputError:
        hint = "give the folder that your templates are in"
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
    """The text that a template renders from the context.

    The context must be plain data, because a template can call an object's methods. Raises
    StudyguideError for a mistake in a user's template; one in ours is a bug and raises whatever it
    raises.
    """
    try:
        environment = _environment(language, html, own, i18n.catalogs_changed(language))
        return environment.get_template(template).render(context)
    except Exception as error:
        if not own:
            raise
        raise _mistake(error, own) from None


def html(prose: list[Run]) -> Markup:
    """The runs as HTML; raises TypeError for plain text, which needs no filter."""
    if isinstance(prose, str):
        raise TypeError(f"“{prose}” is plain text, not prose: print it without the filter")
    out: list[str] = []
    open_: list[tuple[str, str]] = []
    for at, run in enumerate(prose):
        tags = _tags(run)
        while any(tag not in tags for tag in open_):
            out.append(f"</{open_.pop()[0]}>")
        # The element that lasts longest is opened first, so that elements nest properly.
        new = [tag for tag in tags if tag not in open_]
        for tag in sorted(new, key=lambda tag: -_lasts(prose[at:], tag)):
            out.append(f"<{tag[0]}{tag[1]}>")
            open_.append(tag)
        out.append(_inside(run))
    out += [f"</{name}>" for name, _ in reversed(open_)]
    return Markup("".join(out))  # noqa: S704 - all text in it is escaped


def _tags(run: Run) -> list[tuple[str, str]]:
    """The elements enclosing a run, each with its name and attributes."""
    tags = [(name, "") for name in ("em", "strong") if run.get(name)]
    if href := run.get("href"):
        tags.append(("a", f' href="{escape(href)}"'))
    return tags


def _lasts(prose: list[Run], tag: tuple[str, str]) -> int:
    """How many of the first runs in a row are inside the element."""
    return next((n for n, run in enumerate(prose) if tag not in _tags(run)), len(prose))


def _inside(run: Run) -> str:
    text = escape(run["text"], quote=False)
    if run.get("line_break"):
        return "<br>"
    if picture := run.get("picture"):
        return f'<img src="{escape(picture)}" alt="{escape(run["text"])}">'
    return f"<code>{text}</code>" if run.get("code") else text


def _mistake(error: Exception, own: tuple[OwnTemplate, ...]) -> StudyguideError:
    """The error to raise for a mistake in a user's template, at its line."""
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
    """The plain text with at most one empty line in a row, and none at either end."""
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
    # The user's templates come first; ours fill in for any they don't have.
    shelves = [FunctionLoader(_loading(own)), FileSystemLoader(folder_of("templates"))]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(shelves),
        # Set by edition, not file name: `select_autoescape` would leave every *.html.j2 unescaped.
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
    environment.filters |= {"colours": colours, "as": _attribute}
    return environment


def _attribute(said: str, name: str) -> Markup:
    """Fixed wording as an attribute of that name, whose element is marked if the words are English.

    It is for elements without words of the guide in them, since the mark holds for those, too.
    """
    foreign = ' lang="en"' if isinstance(said, i18n.English) else ""
    return Markup(f'{name}="{escape(str(said))}"{foreign}')  # noqa: S704 - escaped


def _marking(direction: str) -> Callable[[object], object]:
    """A filter that marks English words as English on a page in another language.

    Screen readers can then pronounce them correctly (WCAG 2.2, 3.1.2).
    """
    order = ' dir="ltr"' if direction == "rtl" else ""

    def marked(value: object) -> object:
        if isinstance(value, i18n.English):
            return Markup(f'<span lang="en"{order}>{escape(value, quote=False)}</span>')  # noqa: S704 - escaped
        return value

    return marked
