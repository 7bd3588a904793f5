"""What every reader hands over: blocks of text, headings marked, markup gone."""

import re
from dataclasses import dataclass

# Printed white space is folded; no-break and thin spaces are the author's and stay.
_RUN = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# What no page can show and no YAML file hold; a text that somebody saved may have it all the same.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph, as it is printed in the source, on one line."""

    text: str
    level: int = 0
    """1 to 6 for a heading, 0 for a paragraph."""
    subtitle: bool = False
    """Whether it is set like a subtitle: all in emphasis, or named so by the source."""
    link: bool = False
    """Whether it is a short link and nothing else, as a site's navigation is."""

    @property
    def words(self) -> int:
        """How many words it has; a dash or a row of stars is none."""
        return count_words(self.text)


@dataclass(frozen=True)
class Blocks:
    """A whole source: its blocks, and the title that stands outside of the text, if any."""

    blocks: tuple[Block, ...]
    title: str | None = None


def one_line(text: str) -> str:
    """The text with every run of ordinary white space as one space, and nothing unprintable."""
    return _RUN.sub(" ", _UNSHOWN.sub("", text)).strip()


def count_words(text: str) -> int:
    """How many of the text's words have a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
