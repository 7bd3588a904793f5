"""Edits to a guide's YAML: one value, item or key is changed, and every other byte stays.

An edit is spliced into the text and read back. It is returned only if the file then says what it
said before with just that change; where nothing like that can be written, it is a ValueError. A
text that can't be read to begin with is a StudyguideError. A comment right above an item or key at
most as far in, and one behind it or right below it but further in, belong to it.
"""

from collections.abc import Callable

from studyguide.guide.yaml import nodes
from studyguide.guide.yaml.located import (
    ONE_OR_MANY,
    Path,
    Plain,
    at,
    permuted,
    said,
    short_key,
    within,
)
from studyguide.guide.yaml.nodes import PAIRS, Mapping, Scalar, Sequence, Step
from studyguide.guide.yaml.splice import Moved, Splicer


def change(text: str, path: Path, value: str) -> str:
    """The text with `value` at the path, in the style that stood there; missing keys are added,
    and a bare text becomes a group of keys only where it needs to.

    Raises LookupError for a path that can't be there, ValueError where there is more than a text.
    """
    doc = Splicer(text)
    path, word = doc.paired(path) if len(path) == 3 else (path, False)
    real, rest, node = doc.reach(path)
    if word:
        return doc.first(
            [doc.renamed(real, value)], lambda old: at(old, real[:-1], _renamed(real[-1], value))
        )
    if rest:
        return _grown(doc, path, value)
    if not isinstance(node, Scalar):
        raise ValueError(f"at {said(path)} there is more than one text")
    if nodes.data(node) == value:
        return text
    return doc.first(doc.respelled(real, node, value), lambda old: at(old, real, lambda _: value))


def add(text: str, path: Path, index: int, item: Plain) -> str:
    """The text with an item put into the list at the path, before the one at `index` or at the end;
    a list that is empty, missing or a single text becomes one with dashes or brackets.

    Raises LookupError for a path or an index that can't be there, ValueError for what is no list.
    """
    doc = Splicer(text)
    item = item if isinstance(item, Moved) else _plain(item)
    real, rest, node = doc.reach(path)
    if isinstance(node, Mapping) and path[-1:] and path[-1] in nodes.PLACES:
        return add(doc.listed(real, node), path, index, item)
    if isinstance(node, Mapping) and real[-1:] in [(key,) for key in PAIRS]:
        within(index, len(node.entries))
        entry = _pair(node, PAIRS[str(real[-1])], item)
        new = doc.inserted(node, index, entry)
        return doc.first([new], lambda old: at(old, real, lambda keys: keys | entry))
    if rest or nodes.absent(node):
        within(index, 0)
        return _grown(doc, path, [item])
    if isinstance(node, Scalar) and path[-1] in ONE_OR_MANY:
        return add(doc.wrapped(real, node, ""), path, index, item)
    if not isinstance(node, Sequence):
        raise ValueError(f"at {said(path)} there is no list")
    within(index, len(node.items))

    def expected(items: list[Plain]) -> list[Plain]:
        return [*items[:index], _plain(item), *items[index:]]

    new = doc.inserted(node, index, [item])
    return doc.first([new], lambda old: at(old, real, expected))


def remove(text: str, path: Path) -> str:
    """The text without the item or the key at the path, and without the comments that are its own;
    where it was the last, its key stays and is empty, or brackets are.

    Raises LookupError for a path where nothing is written.
    """
    path = Splicer(text).paired(path)[0] if len(path) == 2 else path
    doc = _listed(Splicer(text), path)
    holder = doc.node(path[:-1])
    if isinstance(holder, Scalar):
        raise LookupError(f"there is nothing at {said(path)}")
    empties = not doc.flow(holder) and doc.keyed(path[:-1])

    def expected(parts: Plain) -> Plain:
        left = parts.copy()
        del left[path[-1]]
        return None if empties and not left else left

    steps = list(holder.entries) if isinstance(holder, Mapping) else range(len(holder.items))
    new = doc.removed(holder, list(steps).index(path[-1]), empties)
    return doc.first([new], lambda old: at(old, path[:-1], expected))


def move(text: str, path: Path, index: int, into: Path | None = None) -> str:
    """The text with the item at the path moved to `index` of its list as it is without that item,
    or of the list at `into`; its comments go with it.

    Raises LookupError for a path or an index that can't be there, ValueError for what is no item of
    a list, for a move into itself, and for comments on their way into brackets.
    """
    pair = Splicer(text).paired(path)[0]
    if pair != path and len(path) == 2 and into in (None, path[:1]):
        return _turned(Splicer(text), path, index)
    doc, source, step = _listed(Splicer(text), path), path[:-1], path[-1]
    holder = doc.node(source)
    if not isinstance(holder, Sequence) or not isinstance(step, int):
        raise ValueError(f"{said(path)} is no item of a list")
    if into is None or into == source:
        within(index, len(holder.items) - 1)
        new = doc.permuted(holder, step, index)
        return doc.first([new], lambda old: at(old, source, lambda a: permuted(a, step, index)))
    if into[: len(path)] == path:
        raise ValueError(f"{said(path)} can't be moved into itself")
    item, without = doc.taken(holder, step), remove(text, path)
    if into[: len(source)] == source and isinstance(later := into[len(source)], int):
        into = (*source, later - (later > step), *into[len(source) + 1 :])
    return add(without, into, index, item)


def _plain(item: Plain) -> Plain:
    """The item with texts for numbers and truth values, without what is None in a dictionary."""
    match item:
        case str():
            return item
        case bool():
            return str(item).lower()
        case int() | float():
            return str(item)
        case Moved():
            return item.data
        case dict():
            return {str(key): _plain(one) for key, one in item.items() if one is not None}
        case list() | tuple():
            return [_plain(one) for one in item]
    raise ValueError(f"{item!r} can't be written in a guide")


def _grown(doc: Splicer, path: Path, value: Plain) -> str:
    """The text with a value at a path that isn't written yet, and with the keys on the way."""
    real, rest, node = doc.reach(path)
    walked = path[: len(path) - len(rest)]
    missing = LookupError(f"there is nothing at {said(path)}")
    if isinstance(node, Sequence) or not all(isinstance(step, str) for step in rest):
        raise missing
    if isinstance(node, Scalar) and not node.absent:
        key = "" if walked != real and walked[-1] == 0 else short_key(walked)
        if key is None or (key and walked != real):
            raise missing
        return _grown(Splicer(doc.wrapped(real, node, key)), path, value)
    for step in reversed(rest[1:] if isinstance(node, Mapping) else rest):
        value = {step: value}
    if isinstance(node, Scalar):
        new = doc.filled(real, node, value)
        return doc.first([new], lambda old: at(old, real, lambda _: _plain(value)))
    entry = {rest[0]: value}
    new = doc.inserted(node, len(node.entries), entry)
    return doc.first([new], lambda old: at(old, real, lambda keys: keys | _plain(entry)))


def _renamed(word: Step, new: str) -> Callable[[Plain], Plain]:
    """What has a key renamed; it doesn't if the new one is there already."""
    return lambda keys: {new if key == word else key: one for key, one in keys.items()}


def _pair(node: Mapping, names: tuple[str, ...], item: Plain) -> dict[str, str]:
    """A part as `word: meaning`, to go beside others; a ValueError for anything else."""
    sides = item if isinstance(item, dict) else {}
    if sides.keys() != set(names) or not all(isinstance(one, str) for one in sides.values()):
        raise ValueError("only a word and its meaning can be put here")
    word, meaning = (sides[name] for name in names)
    if word in node.entries:
        raise ValueError(f"{word} is here already")
    return {word: meaning}


def _turned(doc: Splicer, path: Path, index: int) -> str:
    """The text with one of the pairs of a glossary moved to an index."""
    holder, step = doc.node(path[:1]), int(path[1])
    if not isinstance(holder, Mapping):
        raise LookupError(f"there is nothing at {said(path)}")
    within(index, len(holder.entries) - 1)

    def expected(pairs: Plain) -> Plain:
        return dict(permuted(list(pairs.items()), step, index))

    return doc.first([doc.permuted(holder, step, index)], lambda old: at(old, path[:1], expected))


def _listed(doc: Splicer, path: Path) -> Splicer:
    """The text with something of its own at the path: a single text becomes a list of one."""
    real, rest, node = doc.reach(path)
    if rest or not path or (real != path and path[-1] != 0):
        raise LookupError(f"there is nothing at {said(path)}")
    if real != path and isinstance(node, Scalar):
        return Splicer(doc.wrapped(real, node, ""))
    if real != path and isinstance(node, Mapping):
        return Splicer(doc.listed(real, node))
    return doc
