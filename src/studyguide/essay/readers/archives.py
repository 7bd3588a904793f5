"""Reading zipped documents, Word files and e-books, with a limit on how far they unpack."""

import io
import posixpath
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from studyguide.essay.readers.blocks import Block, Blocks, one_line
from studyguide.essay.readers.page import read_chapter
from studyguide.problems import refuse

UNPACKED_LIMIT = 100 * 2**20
"""The most bytes that a document may unpack to, all parts together."""
PARTS_LIMIT = 5_000
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def read_word(data: bytes) -> Blocks:
    """A Word document (.docx) as blocks, without its tables, footnotes and comments."""
    from docx import Document

    _opened(data).close()
    try:
        document = Document(io.BytesIO(data))
        return Blocks(tuple(_word_block(each) for each in document.paragraphs if each.text.strip()))
    except Exception as error:  # a bad file must not end in a traceback
        raise _damaged("Word document") from error


def _word_block(paragraph: Any) -> Block:
    text, style = one_line(paragraph.text), (paragraph.style.name or "") if paragraph.style else ""
    heading = _HEADING.match(style)
    runs = [run for run in paragraph.runs if run.text.strip()]
    slanted = bool(runs) and all(run.italic for run in runs)
    if style == "Title" or heading:
        return Block(text, int(heading[1]) if heading else 1)
    return Block(text, subtitle=style == "Subtitle" or slanted)


def read_book(data: bytes) -> Blocks:
    """An e-book (.epub without copy protection) as blocks, in reading order."""
    with _opened(data) as archive:
        try:
            container = _xml(archive.read("META-INF/container.xml"))
            package_name = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
            package = _xml(archive.read(package_name))
            pages = [_text(archive.read(name)) for name in _reading_order(package, package_name)]
        except Exception as error:  # a bad file must not end in a traceback
            raise _damaged("e-book") from error
    title = one_line(package.xpath("string(//*[local-name()='title'])")) or None
    return Blocks(tuple(block for page in pages for block in read_chapter(page)), title)


def _reading_order(package: Any, package_name: str) -> list[str]:
    folder = posixpath.dirname(package_name)
    names = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in package.xpath("//*[local-name()='item']")
        if "nav" not in (item.get("properties") or "").split()
    }
    spine = package.xpath("//*[local-name()='itemref'][not(@linear='no')]/@idref")
    return [names[part] for part in dict.fromkeys(spine) if part in names]


def _opened(data: bytes) -> zipfile.ZipFile:
    # zipfile never reads more of a part than its header declares, so checking headers is enough.
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged("document") from error
    parts = archive.infolist()
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise refuse(
            "essay-too-large",
            "this document unpacks to far more than an essay or a book",
            "copy the text itself into a .txt file",
        )
    return archive


def _xml(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _text(data: bytes) -> str:
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # EPUB allows only these two
    return data.decode(marks.get(data[:2], "utf-8-sig"))


def _damaged(what: str) -> Exception:
    return refuse(
        "essay-unreadable", f"this {what} is damaged or protected", "copy the text into a .txt file"
    )
