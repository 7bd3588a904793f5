"""What every reader returns: blocks of text with headings marked and markup removed."""

import re
from dataclasses import dataclass

# Ordinary white space collapses; no-break and thin spaces are the author's choice, so they stay.
_RUN = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# Characters that no page can show and no YAML file can hold may still turn up in a saved text.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph as printed in the source, on one line."""

    text: str
    level: int = 0
    """1 to 6 for a heading, 0 for a paragraph."""
    subtitle: bool = False
    """Whether it is set as a subtitle: entirely in emphasis, or marked as one in the source."""
    link: bool = False
    """Whether it is just a short link, like a site's navigation."""

    @property
    def words(self) -> int:
        """How many words it has; a dash or a row of stars doesn't count."""
        return count_words(self.text)


@dataclass(frozen=True)
class Blocks:
    """A whole source: its blocks, and its title if that is given outside the text."""

    blocks: tuple[Block, ...]
    title: str | None = None


def one_line(text: str) -> str:
    """The text on one line: ordinary white space collapsed, unprintable characters removed."""
    return _RUN.sub(" ", _UNSHOWN.sub("", text)).strip()


def count_words(text: str) -> int:
    """How many of the text's words have a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
