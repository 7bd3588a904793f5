"""Reading a web page: its main text, without navigation, footnotes, scripts or pictures."""

import logging
import re
from typing import Any

from studyguide.essay.readers.blocks import Block, Blocks, one_line
from studyguide.problems import refuse

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|d[dlt]|div|fig(?:ure|caption)|footer|form"
    "|h[1-6r]|header|html|li|main|[ou]l|p|pre|section|table|t(?:body|d|foot|h|head|r)"
)
_LEFT_OUT = (
    "//script|//style|//noscript|//template|//svg|//math|//img|//picture|//video|//audio|//iframe"
    "|//object|//embed|//canvas|//form|//button|//select|//input|//textarea|//nav"
    "|//figure|//dialog|//link|//meta"
    "|//*[@hidden]|//*[@role='navigation' or @role='banner' or @role='search']"
    "|//*[@role='contentinfo' or @role='doc-endnotes' or @role='doc-footnote']"
    "|//*[@role='doc-noteref' or @role='doc-toc']"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' footnotes ')]"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' references ')]|//*[@id='footnotes']"
    "|//sup[.//a[starts-with(@href, '#')]]|//sup[contains(@class, 'footnote')]"
    "|//sup[contains(@class, 'reference')]"
    "|//a[starts-with(@href, '#')][.//sup]"
    "|//*[@*[local-name()='type']='footnote' or @*[local-name()='type']='noteref']"
)
_LEFT_OUT_OF_SITES = "//body/footer|//body/*/footer|//body/aside|//body/*/aside"
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TITLE_JOINT = re.compile(r"\s+[|·•–—-]\s+")
_SUBTITLE = re.compile(r"\b(?:sub-?title|subhead(?:ing)?|dek|standfirst|tagline)\b", re.IGNORECASE)
LINK_LENGTH = 60
"""In characters; a paragraph that is one longer link may be part of the text."""
MOST_ELEMENTS = 100_000
"""More than in a whole book; beyond this, finding the main text could take minutes."""


def read_page(source: str) -> Blocks:
    """A page as a browser saved it, as blocks.

    Raises StudyguideError if the page can't be read or no text is found in it.
    """
    from readability import Document

    tree = _tree(source)
    named = tree.findtext(".//title") or ""
    headings = [_words(heading) for heading in tree.iter("h1")]
    for element in tree.xpath(_LEFT_OUT_OF_SITES):
        element.drop_tree()
    log = logging.getLogger("readability.readability")
    was, log.disabled = log.disabled, True  # it logs its own traceback before raising
    try:
        middle = _tree(Document(tree).summary(html_partial=True))
    except Exception as error:  # a bad page must not end in a traceback
        raise _unreadable() from error
    finally:
        log.disabled = was
    title = headings[0] if len(headings) == 1 else max(_TITLE_JOINT.split(one_line(named)), key=len)
    return Blocks(_without_links(_blocks(middle)), title or None)


def _without_links(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks without the short lines at either end that are just links."""
    text = [at for at, block in enumerate(blocks) if block.level or not block.link]
    return tuple(blocks[text[0] : text[-1] + 1]) if text else tuple(blocks)


def read_chapter(source: str) -> tuple[Block, ...]:
    """One page of an e-book, which is all text, as blocks."""
    return tuple(_blocks(_tree(source)))


def _tree(source: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_PROLOGUE.sub("", source).replace("\0", ""), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _unreadable() from error
    for element in tree.xpath(_LEFT_OUT):
        if element.getparent() is not None:
            element.drop_tree()
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        raise refuse("essay-too-large", "this page is too complex to find the text in", _COPY)
    return tree


_COPY = "copy the text itself into a .txt file"


def _unreadable() -> Exception:
    return refuse("essay-unreadable", "no text could be found on this page", _COPY)


def _words(element: Any) -> str:
    return one_line("".join(element.itertext()))


def _blocks(tree: Any) -> list[Block]:
    from lxml import etree

    blocks: list[Block] = []
    line: list[str] = []
    holder: list[Any] = [tree]

    def close() -> None:
        text = one_line("".join(line))
        line.clear()
        if any(map(str.isalnum, text)):
            blocks.append(_block(holder[-1], text))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            line.append((element.tail or "") if event == "end" else "")
        elif event == "start":
            if _BLOCKS.fullmatch(element.tag):
                close()
                holder.append(element)
            line.append(element.text or "")
        else:
            if _BLOCKS.fullmatch(element.tag):
                close()
                holder.pop()
            elif element.tag == "br":
                _break_line(line, close)
            line.append(element.tail or "")
    close()
    return blocks


def _break_line(line: list[str], close: Any) -> None:
    """Two line breaks in a row end a paragraph, as on pages from before style sheets."""
    at = len(line) - 1
    while at >= 0 and not line[at].strip() and line[at] != "\n":
        at -= 1
    if at >= 0 and line[at] == "\n":
        close()
    else:
        line.append("\n")


def _block(element: Any, text: str) -> Block:
    tag = str(element.tag)
    level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
    children = [child for child in element if isinstance(child.tag, str)]
    wrapped = str(children[0].tag) if len(children) == 1 and _words(children[0]) == text else ""
    subtitle = wrapped in {"em", "i"} or bool(_SUBTITLE.search(element.get("class") or ""))
    return Block(text, level, subtitle, link=wrapped == "a" and len(text) <= LINK_LENGTH)
