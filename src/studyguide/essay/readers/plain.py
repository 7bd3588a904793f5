"""Reading plain text: paragraphs from blank lines, lines or indents; headings from their shape."""

import re
from itertools import pairwise

from studyguide.essay.readers.blocks import Block, Blocks, count_words, one_line

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？]['\"’”»)\]*_]*$")
_NO_TITLE = re.compile(r"[.,:;…。，、]['\"’”»)\]]*$|^[-*•–—>+]|^\W*$")
WRAPPED_AT = 120
"""Mail programs, typewriters and text editors don't wrap lines wider than this many characters."""


def read_plain(text: str) -> Blocks:
    """Plain text as blocks; a short first line is its title, a short second one its subtitle."""
    stanzas = [
        [line for line in stanza.split("\n") if line.strip()]
        for stanza in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", _LINE_END.sub("\n", text))
    ]
    stanzas = [stanza for stanza in stanzas if stanza]
    alone = len(stanzas) == 1
    return Blocks(_shaped([part for stanza in stanzas for part in _paragraphs(stanza, alone)]))


def _paragraphs(lines: list[str], alone: bool) -> list[str]:
    """The paragraphs in lines with no blank among them; `alone` if the text has no blank lines."""
    width = max(map(len, lines))
    if width > WRAPPED_AT:
        return _kept(lines)
    if not alone or len(lines) == 1:
        return _kept([" ".join(lines)])
    indented = [line[:1].isspace() for line in lines]
    if any(indented) and not all(indented[1:]):
        return _kept(_joined(lines, indented))
    stops = [bool(_ENDS_SENTENCE.search(line.rstrip())) for line in lines]
    full = [
        len(line.rstrip()) + 1 + len(after.split()[0]) > width for line, after in pairwise(lines)
    ]
    if sum(full) >= 0.6 * len(full):  # wrapped: most lines end because the next word had no room
        starts = [stop and not room for stop, room in zip(stops, full, strict=False)]
        return _kept(_joined(lines, [True, *starts]))
    return _kept(lines if sum(stops) >= 0.6 * len(stops) else [" ".join(lines)])


def _joined(lines: list[str], starts: list[bool]) -> list[str]:
    parts: list[list[str]] = []
    for line, starts_one in zip(lines, starts, strict=True):
        if starts_one or not parts:
            parts.append([])
        parts[-1].append(line)
    return [" ".join(part) for part in parts]


def _kept(texts: list[str]) -> list[str]:
    """The texts on one line each, without ornaments such as a row of stars."""
    folded = map(one_line, texts)
    return [text for text in folded if any(map(str.isalnum, text))]


def _shaped(texts: list[str]) -> tuple[Block, ...]:
    """Blocks, with headings known by shape: short, no full stop, a real paragraph after them."""
    sizes = [count_words(text) for text in texts]
    blocks = [Block(text) for text in texts]
    for at, text in enumerate(texts[:-1]):
        headed = sizes[at] <= (15 if at == 0 else 10) and _title_like(text)
        follower = sizes[at + 1]
        if headed and (at == 0 or (follower >= 15 and follower >= 2 * sizes[at])):
            blocks[at] = Block(text, level=1 if at == 0 else 2)
    if len(texts) > 2 and blocks[0].level == 1 and sizes[1] <= 20 <= sizes[2]:
        blocks[1] = Block(texts[1], subtitle=True)
    return tuple(blocks)


def _title_like(text: str) -> bool:
    first = next(filter(str.isalnum, text), "")
    return len(text) <= WRAPPED_AT and not first.islower() and not _NO_TITLE.search(text)
