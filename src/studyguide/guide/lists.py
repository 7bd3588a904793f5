"""Lists that are not made with dashes, which YAML reads as a single text or as keys."""

import re
from collections.abc import Iterator, Sequence

from studyguide.guide import parts, terms
from studyguide.guide.model import Guide
from studyguide.guide.yaml import nodes, pasted, words
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar
from studyguide.guide.yaml.words import item, short
from studyguide.problems import Problem, Severity, Spot

ASKED = ("questions", "follow_ups")
"""Keys under which several lines that each end with a question mark are several questions."""
NUMBERED = re.compile(r"(?:[a-z]+ ?)?[0-9]{1,2}", re.IGNORECASE)
"""Keys that only number the items of a list: 1, Q1 or Question 1."""
TEXT = "; if it is all one text, put it in quotation marks"
ONE_TEXT = "; if it is all one text, write it on one line"
NEVER_TEXT = ("add", "drop", "sections", "passage", terms.KEY, "further_reading")
"""Keys under which no text starts with such a mark."""
SHORT = ("ask", *nodes.PAIRS[terms.KEY], "title")
"""Keys of an item whose text is too short to hold a list."""


def glued(root: Node) -> Iterator[Problem]:
    """Texts that would be printed with a key or a dash in front, because no space follows it."""
    keys = "|".join(sorted({key for part in parts.within(Guide) for key in parts.keys(part)}))
    glue = re.compile(rf"({keys}):(?![ /])|-(?=[^\s\d>-]|\xa0)")
    for text in nodes.walk(root):
        if text.plain and (found := glue.match(text.value)):
            after = "colon" if found[1] else "dash"
            message = f"a space is missing after the {after}"
            rest = " ".join(text.value[found.end() :].split())
            hint = f"write {found[0]} {short(rest)}; if it is all text, put it in quotation marks"
            yield Problem("no-space", message, hint, text.spot)


def undashed(root: Node) -> dict[Spot, Problem]:
    """What is wrong with each list that is not made with dashes, by where its text or its keys
    start; nothing else needs to be said about that place."""
    return dict(_undashed(root, "", None))


def _undashed(node: Node, key: str, dash: Spot | None) -> Iterator[tuple[Spot, Problem]]:
    """`key` is what the node is under, `dash` where its item starts if it is one of a list."""
    direct = key in parts.lists() and dash is None
    match node:
        case Scalar():
            problem = _text(node, key) if direct else _item(node, key, dash)
            if problem:
                yield node.spot, problem
        case nodes.Sequence(items):
            if key in parts.lists():
                yield from _doubled(items, key)
            for one in items:
                yield from _undashed(one, key, one.spot)
        case Mapping(entries):
            if direct and (problem := _keys(node, key)):
                yield node.spot, problem
                return
            for name, entry in entries.items():
                pair = key == terms.KEY and (direct or len(entries) == 1)
                inner = (dash or entry.spot) if pair else dash if name in SHORT else None
                yield from _undashed(entry.value, terms.KEY if pair else name, inner)


def _keys(node: Mapping, key: str) -> Problem | None:
    """What is wrong with keys in the place of a list."""
    first = next(iter(node.entries), "")
    if key == terms.KEY:
        return terms.marked(node)
    if mark := pasted.mark(first):
        return _listed(mark[1], _pairs(node), key, node.entries[first].spot)
    values = [nodes.data(entry.value) for entry in node.entries.values()]
    numbered = all(NUMBERED.fullmatch(name) for name in node.entries)
    if (
        values
        and numbered
        and key not in nodes.PLACES
        and all(isinstance(one, str) for one in values)
    ):
        return _listed(f"{first}:", values, key, node.entries[first].spot)
    return None


def _text(text: Scalar, key: str) -> Problem | None:
    """What is wrong with a text in the place of a list."""
    found = text.listed
    if key == "drop" and text.plain and len(ids := re.split(r"[\s,;]+", text.value)) > 1:
        ids = [one for one in ids if one and not pasted.mark(f"{one} .")] or ids
        return _listed("", ids, key, text.spot)
    if not found or not (found.mark or key in ASKED):
        return None
    if text.plain and text.value.startswith("-"):
        return None  # told by `glued`
    if found.mark == "-" and found.row.text[1:2].isspace():
        return _in_a_block(text, key, _spot(found, text))
    way_out = "" if key in NEVER_TEXT else _way_out(text)
    return _listed(found.mark, found.items, key, _spot(found, text), way_out)


def _way_out(text: Scalar) -> str:
    """How to say that a text is no list."""
    return ONE_TEXT if text.spot.text[text.spot.column - 1 :][:1] in ("'", '"') else TEXT


def _listed(mark: str, items: Sequence[str], key: str, spot: Spot, way_out: str = "") -> Problem:
    message = f"the list under {key}: is not made with dashes, so it is read as a single text"
    if mark:
        message = f"{mark} does not start an item of a list; only a dash does"
    if mark == "-":
        message = "a space is missing after the dash, so that it does not start an item of a list"
    hint = f"write {words.items(items)}{way_out}"
    if key == "sections":
        titles = [one if re.match(r"[a-z_]+: ", one) else f"title: {one}" for one in items]
        hint = f"write {words.items(titles)}"
    elif key == terms.KEY:
        hint = f"write {terms.as_pair(items[0])}; the same with each other word"
    elif key == "add":
        hint = f"write {item(f'question: {items[0]}')} and, on the next line, to: and the id of the"
        hint += " section that it belongs in"
    return Problem("no-dashes", message, hint, spot)


def _in_a_block(text: Scalar, key: str, spot: Spot) -> Problem:
    """What is wrong with a list whose dashes are part of a text."""
    sign = text.spot.text[text.spot.column - 1 :][:1]
    what = f"remove the {sign} after {key}:"
    if sign in ("'", '"'):
        what = "remove the quotation marks, and start each item on a line of its own"
    message = "this dash is read as part of a text, and does not start an item of a list"
    return Problem("no-dashes", message, what, spot)


def _item(text: Scalar, key: str, dash: Spot | None) -> Problem | None:
    """What is wrong with an item, or its question, that has swallowed the items below it."""
    found = text.listed
    if not found or not found.mark or not found.within or not dash:
        return None
    spot = _spot(found, text)
    sign = "this dash" if found.mark == "-" else found.mark
    message = f"{sign} does not start a new item of the list: it is read as part of the text"
    message += f" that starts on line {text.spot.line}"
    swallowed = found.items[1] if len(found.items) > 1 else found.items[0]
    written = terms.as_pair(swallowed) if key == terms.KEY else item(swallowed)
    place = f"below the dash on line {dash.line}"
    if "-" not in dash.text[: dash.column - 1]:
        written, place = (
            written.removeprefix("- "),
            f"on a line of its own, lined up with line {dash.line}",
        )
    hint = f"write {written} {place}; the same with any others"
    return Problem("no-dashes", message, hint + _way_out(text), spot)


def _doubled(items: Sequence[Node], key: str) -> Iterator[tuple[Spot, Problem]]:
    """A warning about items that have a mark of their own behind the dash."""
    marked = [(one.spot, found) for one in items if (found := pasted.mark(_plain_text(one, key)))]
    kinds = [found[0] for _, found in marked]
    for spot, (kind, sign, rest) in marked:
        if kind in pasted.SURE or kinds.count(kind) > 1:
            message = f"{sign} will be printed: the dash alone already starts an item"
            yield spot, Problem("two-marks", message, f"write {item(rest)}", spot, Severity.WARNING)
            return


def _plain_text(one: Node, key: str) -> str:
    """An item's text without quotation marks, or the word of the glossary that it starts with."""
    if isinstance(one, Scalar):
        # A dash without a space is told by `glued`.
        return one.value if one.plain and not one.value.startswith("-") else ""
    if key != terms.KEY or not isinstance(one, Mapping) or len(one.entries) != 1:
        return ""
    ((word, entry),) = one.entries.items()
    return word if terms.unquoted(entry) else ""


def _pairs(node: Mapping) -> list[str]:
    """The items of a list whose words before a colon are read as keys."""
    items = []
    for key, entry in node.entries.items():
        found = pasted.mark(key)
        value = entry.value.value if isinstance(entry.value, Scalar) else "…"
        items.append(f"{found[2] if found else key}: {value}".strip())
    return items


def _spot(found: pasted.Listed, text: Scalar) -> Spot:
    row = found.row
    return Spot(text.spot.file, row.line + 1, row.column + 1, row.whole)
