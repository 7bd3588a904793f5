"""What is said about a glossary that is not words with their meanings."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from studyguide.guide.yaml import nodes, pasted
from studyguide.guide.yaml.nodes import Entry, Mapping, Node, Scalar, Step
from studyguide.guide.yaml.words import item, quoted, short
from studyguide.problems import Problem

KEY = "glossary"
TERM, MEANS = nodes.PAIRS[KEY]
_WORD_KEYS = (TERM, "terms", "word", "words", "expression")
_MEANING_KEYS = (MEANS, "mean", "meaning", "definition", "explanation")
_BETWEEN = re.compile(r"\s+[–—-]\s+|\s*:\s*|\s*=\s*")
"""What people write between a word and its meaning, where no key is meant."""


def pair(text: str) -> tuple[str, str]:
    """A word and its meaning, as they stand in one text; the meaning is empty if there is none."""
    word, *meaning = _BETWEEN.split(text, maxsplit=1)
    return word.strip(), meaning[0].strip() if meaning else ""


def as_pair(text: str) -> str:
    """How to write a text that should be a word and its meaning."""
    word, meaning = pair(text.removeprefix(f"{TERM}: "))
    shown = quoted(meaning) if ": " in meaning else short(meaning)
    return f"{item(short(word))}: {shown if meaning else 'followed by its meaning'}"


def complaint(root: Node, where: tuple[Step, ...]) -> Problem | None:
    """What to say about an invalid glossary at this place; None where it has no mistake of its own
    kind."""
    written = root.entries[KEY].value if isinstance(root, Mapping) and KEY in root.entries else None
    if where[0] != KEY or written is None:
        return None
    message = "the glossary is a list of words with their meanings"
    if isinstance(written, Scalar) and len(where) == 1:
        sign = written.spot.text[written.spot.column - 1 :][:1]
        first = written.spot.text[written.spot.column - 1 :] if written.plain else written.value
        hint = f"write {as_pair(first.strip())}"
        if sign in ("|", ">"):
            hint = f"remove the {sign} after {KEY}:, and write each word with a colon behind it"
        return Problem("not-a-term", message, hint, written.spot)
    place = where[1] if len(where) > 1 else None
    if not isinstance(place, int):
        return None
    if isinstance(written, Mapping):
        entry = list(written.entries.values())[place]
        return _meaningless(list(written.entries)[place], entry) if len(where) > 2 else None
    if not isinstance(written, nodes.Sequence):
        return None
    one = written.items[place]
    if isinstance(one, Scalar):
        return Problem("not-a-term", message, f"write {as_pair(one.value)}", one.spot)
    if not isinstance(one, Mapping):
        return None
    return _apart(written.items, place) or _several(one) or _lone(one)


def _meaningless(word: str, entry: Entry) -> Problem | None:
    """The complaint about a word with nothing behind its colon."""
    if not nodes.absent(entry.value):
        return None
    message = f"{short(word)} has no meaning here"
    return Problem(
        "not-a-term", message, "write it after the colon, or remove the word", entry.spot
    )


def _lone(one: Mapping) -> Problem | None:
    if len(one.entries) != 1:
        return None
    ((word, entry),) = one.entries.items()
    return None if word in (TERM, MEANS) else _meaningless(word, entry)


def _several(one: Mapping) -> Problem | None:
    """The complaint about words that share the dash of the first."""
    words = [word for word in one.entries if word not in (TERM, MEANS)]
    complete = {TERM, MEANS} <= one.entries.keys()
    if len(one.entries) == 1 or any(_near(word) for word in words):
        return None
    if len(words) < len(one.entries) and not (complete and any(" " in word for word in words)):
        return None
    second = words[0] if complete else words[1]
    message = "each word of the glossary needs a dash of its own"
    found = pasted.mark(second)
    hint = f"write {item(found[2] if found else second)}: … on a line of its own"
    return Problem("not-a-term", message, hint, one.entries[second].spot)


def _apart(items: Sequence[Node], place: int) -> Problem | None:
    """The complaint about means: with a dash of its own, although it belongs to the term above."""
    for first in (place, place - 1):
        two = items[max(first, 0) : first + 2]
        keys = [list(one.entries) if isinstance(one, Mapping) else [] for one in two]
        if len(keys) == 2 and keys[0] == [TERM] and len(keys[1]) == 1 and _means(keys[1][0]):
            message = f"{keys[1][0]}: belongs to the term on line {two[0].spot.line}"
            hint = f"write {MEANS}: without a dash, lined up with {TERM}:"
            return Problem("not-a-term", message, hint, two[1].spot)
    return None


def misread(root: Node) -> Iterator[Problem]:
    """What would be printed as words of a glossary, but is the keys of one term."""
    written = root.entries[KEY].value if isinstance(root, Mapping) and KEY in root.entries else None
    said: list[tuple[str, Entry]] = []
    if isinstance(written, Mapping):
        said = list(written.entries.items())
    elif isinstance(written, nodes.Sequence):
        said = [
            next(iter(one.entries.items()))
            for one in written.items
            if isinstance(one, Mapping) and len(one.entries) == 1
        ]
    for (first, word), (second, _) in pairwise(said):
        if _word(first) and _means(second) and first != TERM:
            message = f"{first}: and {second}: are read as words of the glossary"
            hint = f"write {TERM}: and {MEANS}: with one dash for both, or the word, a colon and"
            hint += " its meaning"
            yield Problem("keys-as-words", message, hint, word.spot)
            return


def _word(key: str) -> bool:
    return key.lower() in _WORD_KEYS or bool(get_close_matches(key.lower(), [TERM], 1, 0.7))


def _means(key: str) -> bool:
    return key.lower() in _MEANING_KEYS or bool(get_close_matches(key.lower(), [MEANS], 1, 0.7))


def _near(key: str) -> bool:
    return _word(key) or _means(key)


def unquoted(key: Entry) -> bool:
    """Whether a key has no quotation marks around it."""
    return key.spot.text[key.spot.column - 1 :][:1] not in ("'", '"')


def marked(node: Mapping) -> Problem | None:
    """The complaint about the mark of a pasted list in front of words that are keys."""
    plain = {word: entry for word, entry in node.entries.items() if unquoted(entry)}
    found = {word: one for word in plain if (one := pasted.mark(word))}
    letters = [one[1] for one in found.values() if one[0] == "letter"]
    # Some abbreviations look like the letters of a list: z. B. and i. e. are words.
    listed = len(letters) > 1 and ord(letters[1].strip("().")[0]) == 1 + ord(
        letters[0].strip("().")[0]
    )
    for word, (kind, sign, rest) in found.items():
        if kind == "letter" and not listed:
            continue
        value = plain[word].value
        meaning = value.value if isinstance(value, Scalar) else "…"
        message = f"{sign} does not start an item of a list; only a dash does"
        if sign == "-":
            message = "a space is missing after the dash"
        hint = f"write {as_pair(f'{rest}: {meaning}')}; the same with each other word"
        return Problem("no-dashes", message, hint, plain[word].spot)
    return None
