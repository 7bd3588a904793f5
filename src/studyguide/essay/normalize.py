"""Folding text so that it matches however it was typed, with offsets back to the original."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

# ASCII except quotes, backtick, hyphen and white space folds to itself, so whole runs pass through.
_PIECE = re.compile(r"(?P<plain>[!#-&(-,./-_a-~]+)|(?P<space>\s+)|.", re.DOTALL)
_QUOTES = frozenset("'\"`´‘’‚‛“”„‟′″‴‵‶«»‹›「」『』ʹʺʼ")
# "--" and "---" are a typewriter's dashes; a dash may have spaces around it or not, and so may the
# dots of an ellipsis.
_TYPING = re.compile(r"-{2,}| (?=[-.])|(?<=-) ")
# Thai, Lao, Burmese, Khmer, kana and Han have no spaces, so any letter may begin a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class Folded:
    """A folded text; its character i comes from the original's `begins[i]:ends[i]`."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def places(
        self, quote: str, begin: int, end: int, *, backwards: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Where a folded quote occurs as whole words, as offsets into the original.

        Yields only places inside the original's `begin:end`, in order, or from the last to the
        first if `backwards`; they may overlap.
        """
        low, high = bisect_left(self.begins, begin), bisect_left(self.begins, end)
        seek = self.text.rfind if backwards else self.text.find
        at = seek(quote, low, high) if quote else -1
        while at >= 0:
            stop = at + len(quote)
            if not self._inside_word(at) and not self._inside_word(stop):
                yield self.begins[at], self.ends[stop - 1]
            at = seek(quote, low, stop - 1) if backwards else seek(quote, at + 1, high)

    def begins_at(self, begin: int) -> bool:
        """Whether a quote can begin at this offset into the original."""
        at = bisect_left(self.begins, begin)
        return self.begins[at : at + 1] == (begin,) and not self._inside_word(at)

    def ends_at(self, end: int) -> bool:
        """Whether a quote can end at this offset into the original."""
        at = bisect_left(self.ends, end)
        while self.ends[at + 1 : at + 2] == (end,):  # one character may fold to several
            at += 1
        return self.ends[at : at + 1] == (end,) and not self._inside_word(at + 1)

    def _inside_word(self, at: int) -> bool:
        if not 0 < at < len(self.text) or self.begins[at] > self.ends[at - 1]:
            return False
        before, after = self.text[at - 1], self.text[at]
        if self.begins[at] < self.ends[at - 1] or unicodedata.combining(after):
            return True
        return _spaced_letter(before) and _spaced_letter(after)


def fold(text: str, *, caseless: bool = False) -> Folded:
    """The text without anything that depends only on how it was typed.

    Compatibility forms are decomposed (two texts equal under NFKC come out equal), every quotation
    mark becomes ', every dash and hyphen -, an ellipsis three dots, every run of white space one
    space; soft hyphens, zero-width characters and variation selectors are dropped.
    """
    folded: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    unseen = -1  # where a run of dropped characters that belongs to the next word began

    for piece in _segments(text):
        begin, end, kind, characters = piece
        if kind == "space":
            unseen = -1
            if folded and folded[-1] == " ":
                continue
        elif not characters:
            if folded and folded[-1] != " " and ends[-1] == begin:
                ends[-1] = end
            elif unseen < 0:
                unseen = begin
            continue
        elif caseless:
            characters = characters.casefold()
            if not characters.isascii():
                characters = unicodedata.normalize("NFD", characters)
        folded.extend(characters)
        if kind == "plain":
            begins.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
        else:
            begins.extend([begin] * len(characters))
            ends.extend([end] * len(characters))
        if unseen >= 0:
            begins[len(folded) - len(characters)] = unseen
            unseen = -1
    return _as_one_typist(Folded("".join(folded), tuple(begins), tuple(ends)))


def folded_quote(text: str, *, caseless: bool = False) -> str:
    """A quote in the form that `Folded.places` expects."""
    return fold(text, caseless=caseless).text.strip()


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Where every visible word of the text begins and ends.

    A word runs from white space to white space; in scripts without it, each character is a word.
    """
    found: list[tuple[int, int]] = []
    for run in re.finditer(r"\S+", text):
        begin, token = run.start(), run[0]
        if not token.isascii():
            for at in range(begin + 1, run.end()):
                pair = text[at - 1 : at + 1]
                if (
                    pair[1].isalnum()
                    and not unicodedata.combining(pair[1])
                    and _UNSPACED.search(pair)
                ):
                    found.append((begin, at))
                    begin = at
        found.append((begin, run.end()))
    return tuple(
        word for word in found if text[slice(*word)].isascii() or fold(text[slice(*word)]).text
    )


def _segments(text: str) -> Iterator[tuple[int, int, str, str]]:
    at = 0
    while match := _PIECE.match(text, at):
        begin, at = match.span()
        if match["plain"]:
            yield begin, at, "plain", match[0]
        elif match["space"]:
            yield begin, at, "space", " "
        else:
            while at < len(text) and unicodedata.combining(text[at]):
                at += 1
            yield begin, at, "", _folded_character(text[begin:at])


def _folded_character(segment: str) -> str:
    """One character with its combining marks, folded; empty if it is invisible."""
    decomposed = segment
    if not segment.isascii() and segment[0] not in _QUOTES:
        decomposed = unicodedata.normalize("NFKD", segment)
        if " " in decomposed:  # a free-standing accent is not a space
            decomposed = unicodedata.normalize("NFD", segment)
    return "".join(map(_folded_mark, decomposed))


def _folded_mark(mark: str) -> str:
    if mark in _QUOTES:
        return "'"
    category = unicodedata.category(mark)
    if category == "Pd" or mark in "\u2212\u2043":
        return "-"
    if category == "Cf" or mark == "\u034f" or "\ufe00" <= mark <= "\ufe0f":
        return ""
    return mark


def _as_one_typist(folded: Folded) -> Folded:
    parts: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _TYPING.finditer(folded.text):
        begin, end = match.span()
        parts.append(folded.text[done:begin])
        begins.extend(folded.begins[done:begin])
        ends.extend(folded.ends[done:begin])
        done = end
        if match[0] != " ":
            parts.append("-")
            begins.append(folded.begins[begin])
            ends.append(folded.ends[end - 1])
    parts.append(folded.text[done:])
    return Folded("".join(parts), (*begins, *folded.begins[done:]), (*ends, *folded.ends[done:]))


def _spaced_letter(mark: str) -> bool:
    return (mark.isalnum() or bool(unicodedata.combining(mark))) and not _UNSPACED.match(mark)
