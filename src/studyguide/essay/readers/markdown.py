"""Reading Markdown: paragraphs, list items and quotations become text, headings stay headings."""

import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING

from studyguide.essay.readers.blocks import Block, Blocks, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_NOTE = re.compile(
    r"^ {0,3}\[\^[^\[\]\n]{1,80}\]:.*(?:\n(?: {4}|\t).*|\n(?=[ \t]*\n(?: {4}|\t)))*", re.MULTILINE
)
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,80}\]")
_TAG = re.compile(r"<[^<>]*>")
_UNPRINTED = re.compile(r"\s*<(?:!--|script|style|\?|!)", re.IGNORECASE)


def read_markdown(text: str) -> Blocks:
    """Markdown as blocks, without footnotes, comments and front matter."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title = None
    if front := _FRONT.match(text):
        named = _FRONT_TITLE.search(front[1] or "")
        title = named[1].strip("\"'") if named else None
        text = text[front.end() :]
    text = _NOTE_MARK.sub("", _NOTE.sub("", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return Blocks(
        tuple(block for block in _blocks(tokens) if any(map(str.isalnum, block.text))), title
    )


def _blocks(tokens: Sequence["Token"]) -> list[Block]:
    blocks: list[Block] = []
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            blocks.append(Block(_printed(token), level, _emphasised(token)))
        elif token.type in {"fence", "code_block"}:
            blocks.append(Block(one_line(token.content)))
        elif token.type == "html_block" and not _UNPRINTED.match(token.content):
            blocks.append(Block(one_line(unescape(_TAG.sub(" ", token.content)))))
    return blocks


def _printed(token: "Token") -> str:
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return one_line("".join(parts))


def _emphasised(token: "Token") -> bool:
    kinds = [child.type for child in token.children or () if child.type != "text" or child.content]
    return kinds[:1] == ["em_open"] and kinds[-1:] == ["em_close"] and kinds.count("em_open") == 1
