"""Inline Markdown in, safe HTML or plain text out: emphasis, code, links, pictures, no more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, NoReturn

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
    from urllib.parse import unquote

    return tuple(
        unquote(str(token.attrGet("src"))) for token in _tokens(text) if token.type == "image"
    )


def no_pictures(name: str) -> NoReturn:
    """What `html` does with a picture where none can be had."""
    raise LookupError(name)


def html(text: str, picture: Callable[[str], str] = no_pictures) -> str:
    """The text as HTML; `picture` gives the address to put in for a picture's file name.

    A link holds plain text only: PDF/UA readers lose the link otherwise.
    """
    from urllib.parse import unquote

    out = []
    for token in _tokens(text):
        match token.type:
            case "text" | "text_special":
                out.append(escape(token.content, quote=False))
            case "code_inline":
                out.append(f"<code>{escape(token.content, quote=False)}</code>")
            case "em_open" | "strong_open" | "em_close" | "strong_close":
                out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
            case "link_open":
                out.append(f'<a href="{escape(str(token.attrGet("href")))}">')
            case "link_close":
                out.append("</a>")
            case "softbreak":
                out.append("\n")
            case "hardbreak":
                out.append("<br>")
            case "image":
                address = picture(unquote(str(token.attrGet("src"))))
                out.append(f'<img src="{escape(address)}" alt="{escape(token.content)}">')
    return "".join(out)


def plain(text: str) -> str:
    """The text's words alone, on one line, for titles, messages and the terminal."""
    words = [
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in _tokens(text)
        if token.type in ("text", "text_special", "code_inline", "image", "softbreak", "hardbreak")
    ]
    return " ".join("".join(words).split())


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
