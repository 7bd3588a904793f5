"""Inline Markdown in, runs or plain text out: emphasis, code, links, pictures, no more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn, Required, TypedDict, cast
from urllib.parse import unquote

LINKS = ("https://", "http://", "mailto:")
"""What a link may start with; a PDF keeps every other scheme clickable too, scripts included."""

MARKS = 500
"""The most marks that one text may hold; brackets in brackets would keep the parser busy."""
_MARK = re.compile(r"[\[*_`<!]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


@dataclass(frozen=True)
class Complaint:
    """What a text holds that a guide doesn't take."""

    code: str
    message: str
    hint: str


def complaints(text: str) -> Iterator[Complaint]:
    """What is wrong with the text's markup: HTML, a link to elsewhere than the web or e-mail."""
    if (count := len(_MARK.findall(text))) > MARKS:
        yield Complaint(
            "too-much-markup",
            f"this text has {count:,} marks like [ * _ ` and <",
            f"{MARKS} are more than any sheet needs",
        )
        return
    for token in _tokens(text):
        match token.type:
            case "text" if tag := _TAG.search(token.content):
                yield Complaint(
                    "html-in-text",
                    f"{_short(tag[0])} is HTML, which guides don't use",
                    "use *emphasis*, **strong** or `code`; to print it, write \\< for <",
                )
            case "link_open" if not str(token.attrGet("href")).lower().startswith(LINKS):
                yield Complaint(
                    "bad-link",
                    f"a link leads to {_short(str(token.attrGet('href')) or 'nowhere')}",
                    "links start with https://, http:// or mailto:",
                )
            case "image" if not token.content.strip():
                yield Complaint(
                    "picture-without-words",
                    "a picture has no words for people who can't see it",
                    "write what it shows: ![a crowd at a well](well.png)",
                )


def pictures(text: str) -> tuple[str, ...]:
    """The file names of the text's pictures."""
    return tuple(
        unquote(str(token.attrGet("src"))) for token in _tokens(text) if token.type == "image"
    )


class Run(TypedDict, total=False):
    """A stretch of text in one style."""

    text: Required[str]
    """The words; of a picture, what it shows. A line break in it is as good as a blank."""
    em: bool
    strong: bool
    code: bool
    href: str
    """Where the stretch leads."""
    picture: str
    """The picture's address."""
    line_break: bool
    """Whether a new line starts here; the text is then empty."""


def no_pictures(name: str) -> NoReturn:
    """What `runs` does with a picture where none can be had."""
    raise LookupError(name)


def runs(text: str, picture: Callable[[str], str] = no_pictures) -> list[Run]:
    """The text as runs, neighbours in one style as one; `picture` gives a file's address.

    A link's own words have no style: PDF/UA readers lose the link otherwise.
    """
    out: list[Run] = []
    depth = {"em": 0, "strong": 0}
    href = ""
    for token in _tokens(text):
        style: dict[str, Any] = {tag: True for tag, count in depth.items() if count}
        style |= {"href": href} if href else {}
        match token.type:
            case "em_open" | "strong_open" | "em_close" | "strong_close":
                depth[token.tag] += token.nesting
            case "link_open" | "link_close":
                href = str(token.attrGet("href") or "")
            case "hardbreak":
                _add(out, "", style | {"line_break": True})
            case "image":
                address = picture(unquote(str(token.attrGet("src"))))
                _add(out, token.content, style | {"picture": address})
            case "code_inline":
                _add(out, token.content, style | {"code": True})
            case "softbreak":
                _add(out, "\n", style)
            case "text" | "text_special":
                _add(out, token.content, style)
    return out


def _add(out: list[Run], text: str, style: dict[str, Any]) -> None:
    # Codes, pictures and breaks stay apart: their edges are part of how they look.
    alone = style.keys() & {"code", "picture", "line_break"}
    if out and not alone and {**out[-1], "text": ""} == {**style, "text": ""}:
        out[-1]["text"] += text
    elif text or alone:
        out.append(cast(Run, {"text": text, **style}))


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs: a folded YAML text keeps one line break where a blank line was, a
    literal one keeps two."""
    return [part.strip() for part in text.split("\n\n" if "\n\n" in text else "\n") if part.strip()]


def parts(text: str) -> set[str]:
    """The text as a whole and each of its paragraphs: what may be read by itself."""
    return {text.strip(), *paragraphs(text)}


def words(prose: list[Run]) -> str:
    """The words of the runs alone, on one line, pictures by what they show."""
    said = (" " if run.get("line_break") else run["text"] for run in prose)
    return " ".join("".join(said).split())


def plain(text: str) -> str:
    """The text's words alone, on one line, for titles, messages and the terminal."""
    return words(runs(text, lambda name: name))


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "maxNesting": 20})
    parser.enable(
        ["emphasis", "link", "image", "backticks", "escape", "entity", "autolink", "newline"]
    )
    # What was escaped stays apart from the text around it, so that \\<b> is not taken for HTML.
    parser.disable("text_join")
    # Links are judged by us, with a message; markdown-it would quietly print them as text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _tokens(text: str) -> Iterator[Any]:
    """The text's inline tokens; inside a link and a picture's description only the words stay."""
    linked = 0
    for token in _parser().parseInline(text)[0].children or []:
        linked += token.nesting if token.type.startswith("link_") else 0
        if linked and token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            continue
        if token.type == "image":
            token.content = "".join(child.content for child in token.children or [])
        if linked and token.type == "image":
            token.type = "text_special"
        yield token


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
