"""Inline Markdown in, runs or plain text out: emphasis, code, links, pictures, nothing more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn, Required, TypedDict, cast
from urllib.parse import unquote

LINKS = ("https://", "http://", "mailto:")
"""What a link may start with; a PDF would make any other kind clickable too, even scripts."""

MARKS = 500
"""The most marks one text may hold; nested brackets could keep the parser busy for long."""
_MARK = re.compile(r"[\[*_`<!]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


@dataclass(frozen=True)
class Complaint:
    """Something in a text that a guide doesn't accept."""

    code: str
    message: str
    hint: str


def complaints(text: str) -> Iterator[Complaint]:
    """What is wrong with the text's markup, such as HTML or a link that is not web or e-mail."""
    if (count := len(_MARK.findall(text))) > MARKS:
        yield Complaint(
            "too-much-markup",
            f"this text has {count:,} marks like [ * _ ` and <",
            f"remove some: one text can have {MARKS} at most",
        )
        return
    for token in _tokens(text):
        match token.type:
            case "text" if tag := _TAG.search(token.content):
                yield Complaint(
                    "html-in-text",
                    f"{_short(tag[0])} is HTML, which guides don't use",
                    "use *emphasis*, **strong** or `code`; to print it, write \\< instead of <",
                )
            case "link_open" if not str(token.attrGet("href")).lower().startswith(LINKS):
                to = _short(str(token.attrGet("href")))
                yield Complaint(
                    "bad-link",
                    f"this link can't be used: {to}" if to else "this link has no address",
                    "a link must start with https://, http:// or mailto:",
                )
            case "image" if not token.content.strip():
                yield Complaint(
                    "picture-without-words",
                    "this picture has no description for people who can't see it",
                    "say what it shows: ![a crowd at a well](well.png)",
                )


def pictures(text: str) -> tuple[str, ...]:
    """The file names of the text's pictures."""
    return tuple(
        unquote(str(token.attrGet("src"))) for token in _tokens(text) if token.type == "image"
    )


class Run(TypedDict, total=False):
    """A stretch of text in one style."""

    text: Required[str]
    """The words; for a picture, what it shows. A line break in them counts as a space."""
    em: bool
    strong: bool
    code: bool
    href: str
    """Where the link leads."""
    picture: str
    """The picture's address."""
    line_break: bool
    """Whether a new line starts here; the text is then empty."""


def no_pictures(name: str) -> NoReturn:
    """What `runs` does with a picture where pictures are not available."""
    raise LookupError(name)


def runs(text: str, picture: Callable[[str], str] = no_pictures) -> list[Run]:
    """The text as runs, with neighbours in the same style joined; `picture` gives a file's address.

    The words of a link have no style of their own: otherwise PDF/UA readers lose the link.
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
    # Code, pictures and breaks are never joined: their edges are part of how they look.
    alone = style.keys() & {"code", "picture", "line_break"}
    if out and not alone and {**out[-1], "text": ""} == {**style, "text": ""}:
        out[-1]["text"] += text
    elif text or alone:
        out.append(cast("Run", {"text": text, **style}))


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs: where there was a blank line, a folded YAML text has one line break
    and a literal one has two."""
    return [part.strip() for part in text.split("\n\n" if "\n\n" in text else "\n") if part.strip()]


def parts(text: str) -> set[str]:
    """The text as a whole and each of its paragraphs: what may be rendered by itself."""
    return {text.strip(), *paragraphs(text)}


def words(prose: list[Run]) -> str:
    """The plain text of the runs, on one line; for pictures, their descriptions."""
    said = (" " if run.get("line_break") else run["text"] for run in prose)
    return " ".join("".join(said).split())


def plain(text: str) -> str:
    """Just the words of the text, on one line, for titles, messages and the terminal."""
    return words(runs(text, lambda name: name))


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "maxNesting": 20})
    parser.enable(
        ["emphasis", "link", "image", "backticks", "escape", "entity", "autolink", "newline"]
    )
    # Escaped text stays apart from the text around it, so that \\<b> is not mistaken for HTML.
    parser.disable("text_join")
    # We check links ourselves, with a message; markdown-it would quietly print them as text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _tokens(text: str) -> Iterator[Any]:
    """The text's inline tokens; inside a link or a picture's description only words are kept."""
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
