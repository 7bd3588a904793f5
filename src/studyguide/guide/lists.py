"""Lists that are not made with dashes, which YAML reads as a single text or as keys."""

import re
from collections.abc import Iterator, Sequence

from studyguide.guide import parts
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
NEVER_TEXT = ("drop", "sections", "glossary", "further_reading")
"""Keys whose value must be a list: a single text is not accepted."""


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
                yield from _doubled(items)
            for one in items:
                yield from _undashed(one, key, one.spot)
        case Mapping(entries):
            first = next(iter(entries), "")
            if direct and (found := pasted.mark(first)):
                spot = entries[first].spot
                yield node.spot, _listed(found[1], _pairs(node), key, spot)
                return
            if direct and entries and all(NUMBERED.fullmatch(name) for name in entries):
                values = [nodes.data(entry.value) for entry in entries.values()]
                if all(isinstance(one, str) for one in values):
                    yield node.spot, _listed(f"{first}:", values, key, entries[first].spot)
                    return
            for name, entry in entries.items():
                inner = dash if name == "ask" else None
                yield from _undashed(entry.value, name, inner)


def _text(text: Scalar, key: str) -> Problem | None:
    """What is wrong with a text in the place of a list."""
    found = text.listed
    if key == "drop" and text.plain and len(ids := re.split(r"[\s,;]+", text.value)) > 1:
        ids = [one for one in ids if one and not pasted.mark(f"{one} .")] or ids
        return _listed("", ids, key, text.spot)
    if not found or not (found.mark or key in ASKED):
        return None
    if found.mark == "-":
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
    hint = f"write {words.items(items)}{way_out}"
    if key == "sections":
        titles = [one if re.match(r"[a-z_]+: ", one) else f"title: {one}" for one in items]
        hint = f"write {words.items(titles)}"
    elif key == "glossary":
        first = items[0].removeprefix("term: ")
        term, *meaning = re.split(r"\s+[–—-]\s+|\s*:\s+|\s*=\s*", first, maxsplit=1)
        means = short(meaning[0]) if meaning else "followed by its meaning"
        hint = f"write {item(f'term: {term}')} and, on the next line, means: {means};"
        hint += " the same with each other term"
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
    message = f"{found.mark} does not start a new item of the list: it is read as part of the text"
    message += f" that starts on line {text.spot.line}"
    swallowed = found.items[1] if len(found.items) > 1 else found.items[0]
    hint = f"write {item(swallowed)} below the dash on line {dash.line}; the same with any others"
    return Problem("no-dashes", message, hint + _way_out(text), spot)


def _doubled(items: Sequence[Node]) -> Iterator[tuple[Spot, Problem]]:
    """A warning about items that have a mark of their own behind the dash."""
    marked = [
        (one.spot, found)
        for one in items
        if isinstance(one, Scalar) and one.plain and (found := pasted.mark(one.value))
    ]
    kinds = [found[0] for _, found in marked]
    for spot, (kind, sign, rest) in marked:
        if kind in pasted.SURE or kinds.count(kind) > 1:
            message = f"{sign} will be printed: the dash alone already starts an item"
            yield spot, Problem("two-marks", message, f"write {item(rest)}", spot, Severity.WARNING)
            return


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
