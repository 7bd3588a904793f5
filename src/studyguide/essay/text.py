"""The facilitator's own copy of the essay: a file read into numbered paragraphs."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from studyguide.essay.readers.archives import read_book, read_word
from studyguide.essay.readers.blocks import Block, Blocks, count_words, one_line
from studyguide.essay.readers.markdown import read_markdown
from studyguide.essay.readers.page import read_page
from studyguide.essay.readers.plain import read_plain
from studyguide.files.inputs import InputError, Inputs, Missing, NotAFile, TooLarge
from studyguide.problems import StudyguideError, refuse

SIZE_LIMIT = 20 * 2**20
"""In bytes: enough for a web page saved with its pictures inside."""
LENGTH_LIMIT = 4_000_000
"""In characters of plain text or Markdown: enough for the longest novels."""
PARAGRAPH_BREAK = "\n\n"
"""What separates paragraphs in the joined text."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as printed in the source, with white space collapsed."""

    number: int
    """Counted from 1, after the title and the subtitle."""
    text: str
    heading: str | None = None
    """The heading just before it."""


@dataclass(frozen=True)
class EssayText:
    """An essay: its title and subtitle, which have no number, and its numbered paragraphs."""

    title: str | None
    subtitle: str | None
    paragraphs: tuple[Paragraph, ...]
    words: int
    """How many words the paragraphs have in all."""
    assumed: str | None = None
    """The encoding that was guessed, if the file doesn't say and isn't UTF-8."""

    @cached_property
    def text(self) -> str:
        """All paragraphs joined; offsets into the essay count characters of this text."""
        return PARAGRAPH_BREAK.join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def extents(self) -> tuple[tuple[int, int], ...]:
        """Where each paragraph begins and ends in the joined text."""
        sizes = [len(paragraph.text) for paragraph in self.paragraphs]
        begins = accumulate((size + len(PARAGRAPH_BREAK) for size in sizes), initial=0)
        return tuple((begin, begin + size) for begin, size in zip(begins, sizes, strict=False))


@dataclass(frozen=True)
class Form:
    """A kind of file: what reads its text, or its bytes, and the package needed for that."""

    read: Callable[[str], Blocks] = read_plain
    unpack: Callable[[bytes], Blocks] | None = None
    needs: str | None = None


_PLAIN, _MARKDOWN, _PAGE = (
    Form(read_plain),
    Form(read_markdown),
    Form(read_page, needs="readability"),
)
FORMS = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    "": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".docx": Form(unpack=read_word, needs="docx"),
    ".epub": Form(unpack=read_book, needs="lxml"),
}
"""Every kind of file, by its extension."""

_MAGIC = {
    b"%PDF-": "a PDF, which doesn't keep paragraphs",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
}
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_PAGE_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PAGE_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:written )?by \S|.{0,30}\b(?:1[5-9]|20)\d\d$", re.IGNORECASE)
_NAVIGATION = re.compile(
    r"\W*(?:(?:previous|prev|next|older|newer)(?: (?:post|posts|article|entry|essay|page|chapter))?"
    r"|back to (?:top|home|blog|the blog)|share(?: this)?|related(?: posts| articles)?)\W*",
    re.IGNORECASE,
)


def read_essay(inputs: Inputs, path: Path) -> EssayText:
    """The essay in a file: plain text, Markdown, a saved web page, .docx or .epub.

    Raises StudyguideError if there is no such file, or no text can be read from it.
    """
    try:
        data = _bytes(inputs, path)
        form = FORMS.get(path.suffix.lower(), _PLAIN)
        if form is _PLAIN and _PAGE_START.match(data[:2000]):
            form = _PAGE
        source, assumed = _blocks(data, form)
        return _numbered(source, assumed)
    except StudyguideError as error:
        first = error.problems[0]
        raise refuse(first.code, f"{path.name}: {first.message}", first.hint) from error


def _bytes(inputs: Inputs, path: Path) -> bytes:
    try:
        return inputs.read(path, SIZE_LIMIT)
    except NotAFile as error:
        hint = "give the path of the file with the text"
        raise refuse("essay-no-file", f"this is {error}, not a file", hint) from None
    except TooLarge:
        raise _too_long(f"is larger than {SIZE_LIMIT // 2**20} MiB") from None
    except InputError as error:
        reason = "there is no such file" if isinstance(error, Missing) else str(error)
        message = f"can't read the essay's text ({reason})"
        raise refuse("essay-missing", message, "check the path") from None


def _too_long(what: str) -> StudyguideError:
    return refuse(
        "essay-too-large", f"the essay's text {what}", "copy just the essay into a .txt file"
    )


def _blocks(data: bytes, form: Form) -> tuple[Blocks, str | None]:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise _not_text(f"this is {what}")
    if form.needs and not find_spec(form.needs):
        raise refuse(
            "essay-reader-missing",
            "reading this kind of file needs a part of the program that isn't installed",
            'run: pip install "studyguide[text]", or copy the text into a .txt file',
        )
    if form.unpack:
        return form.unpack(data), None
    text, assumed = _decoded(data, page=form is _PAGE)
    if len(text) > LENGTH_LIMIT and form is not _PAGE:
        raise _too_long(f"is longer than {LENGTH_LIMIT:,} characters")
    return form.read(text), assumed


def _not_text(what: str) -> StudyguideError:
    hint = "save the page as HTML, or copy the text into a .txt file"
    return refuse("essay-unreadable", f"{what}, so it can't be read as text", hint)


def _decoded(data: bytes, *, page: bool) -> tuple[str, str | None]:
    """The text, and the encoding if it was a guess."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _strictly(data, encoding).lstrip("\ufeff"), None
    if data.count(b"\0"):
        raise _not_text("this is a binary file")
    declared = _PAGE_CHARSET.search(data[:4096]) if page else None
    for name in (declared[1].decode() if declared else "utf-8", "utf-8"):
        try:
            return data.decode(name), None
        except (UnicodeDecodeError, LookupError):
            continue
    controls = sum(
        data.count(byte) for byte in bytes([*range(1, 9), *range(14, 27), 28, 29, 30, 31])
    )
    if controls * 100 > len(data):
        raise _not_text("this is a binary file")
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text("this is a damaged text file") from error


def _numbered(source: Blocks, assumed: str | None) -> EssayText:
    blocks = _without_navigation(source.blocks)
    title, subtitle, body = _head(blocks, source.title)
    if not any(not block.level for block in body):  # only headings: treat them as the text
        title, subtitle, body = None, None, tuple(Block(block.text) for block in blocks)
    paragraphs: list[Paragraph] = []
    heading = None
    for block in body:
        if block.level:
            heading = block.text
        else:
            paragraphs.append(Paragraph(len(paragraphs) + 1, block.text, heading))
            heading = None
    if not paragraphs:
        raise refuse(
            "essay-empty", "no text was found in this file", "copy the text into a .txt file"
        )
    words = sum(count_words(paragraph.text) for paragraph in paragraphs)
    return EssayText(title, subtitle, tuple(paragraphs), words, assumed)


def _without_navigation(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without a site's trailing "Previous … Next …": short lines, the first a label."""
    start = len(blocks)
    for at in range(len(blocks) - 1, max(0, len(blocks) - 12), -1):
        text = blocks[at].text
        if blocks[at].words > 12 or text.endswith((".", "!", ":", ";", "”", '"')):
            break
        if _is_label(text):
            start = at
    return blocks[:start]


def _is_label(text: str) -> bool:
    """A navigation label, or the same one twice, as when a link with a picture is copied."""
    half = text.split()[: (len(text.split()) + 1) // 2]
    once = " ".join(half)
    return bool(_NAVIGATION.fullmatch(text)) or (
        f"{once} {once}" == text and bool(_NAVIGATION.fullmatch(once))
    )


def _head(
    blocks: tuple[Block, ...], named: str | None
) -> tuple[str | None, str | None, tuple[Block, ...]]:
    """Title and subtitle, and what is left without them and a byline."""
    opening = next((at for at, block in enumerate(blocks[:3]) if block.level), None)
    if opening is None or any(block.words > 12 for block in blocks[:opening]):
        title, body = named, blocks
        if body and named and one_line(named).casefold() == body[0].text.casefold():
            body = body[1:]
    else:
        title, body = blocks[opening].text, blocks[opening + 1 :]
        if opening == 0 and blocks[0].level > 1 and named and named != title:
            title, body = named, blocks  # it opens with a section heading; the title is elsewhere
    body = _without_byline(body)
    subtitle = None
    if len(body) > 1 and title and _is_subtitle(body):
        subtitle, body = body[0].text, _without_byline(body[1:])
    return title, subtitle, body


def _is_subtitle(body: tuple[Block, ...]) -> bool:
    """A short line set like a subtitle, or a heading that is the only one of its level."""
    first = body[0]
    if first.level:
        return (
            first.words <= 25
            and all(block.level != first.level for block in body[1:])
            and (first.level == 2 and any(not block.level for block in body[1:]))
        )
    return first.subtitle and first.words <= 25


def _without_byline(body: tuple[Block, ...]) -> tuple[Block, ...]:
    while len(body) > 1 and not body[0].level and body[0].words <= 8:
        if body[0].text.endswith((".", "!", "?")) or not _BYLINE.match(body[0].text):
            break
        body = body[1:]
    return body
