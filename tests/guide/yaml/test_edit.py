"""Edits to a guide's text: just the one thing changes, and it can be taken back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from instruments import ROOT
from strategies import many

from studyguide.files.resources import shipped_guides
from studyguide.guide.load import validated
from studyguide.guide.model import Guide
from studyguide.guide.overlay import Overlay
from studyguide.guide.part import Part
from studyguide.guide.shorthand import OneOrMany, OnePart, Pairs, Shorthand
from studyguide.guide.yaml import located, nodes, reader
from studyguide.guide.yaml.edit import add, change, move, remove
from studyguide.guide.yaml.nodes import Mapping, Node, Sequence, Step, data
from studyguide.guide.yaml.parser import PurePython
from studyguide.problems import StudyguideError

Where = tuple[Step, ...]
GOOD = sorted((ROOT / "tests" / "good").glob("*.yaml"))
FILES = [path.read_bytes().decode() for path in (*GOOD, *shipped_guides().values())]
NEW = "Something else"


def read(text: str) -> Any:
    return data(reader.parse(text.encode(), "guide.yaml"))


def ended(text: str) -> Any:
    """What a text says once its last line ends, since a | at the very end says less until then."""
    return read(text if text.endswith("\n") else f"{text}\n")


# Guides in every style


@dataclass
class Written:
    """A guide's text, and the path that each numbered comment in it belongs to."""

    text: str
    owners: dict[int, Where] = field(default_factory=dict)


@dataclass
class Hand:
    """Somebody who writes YAML in a style of their own; `draw` decides everything."""

    draw: st.DrawFn
    step: int
    dash: int
    owners: dict[int, Where] = field(default_factory=dict)
    texts: int = 0

    def chance(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def comment(self, owner: Where) -> str:
        self.owners[len(self.owners)] = owner
        return f"# o{len(self.owners) - 1}: 'a'"

    def scalar(self, pad: str | None) -> str:
        self.texts += 1
        word = f"w{self.texts}"
        styles = [f"Why {word}?", f"'It''s {word}: [a], # b'", f'"Say \\"{word}\\": # b, c"', word]
        if pad is not None:
            styles += [f"{head}\n{pad}One {word}\n\n{pad}# two: 'b'" for head in ("|", "|-", ">-")]
        return self.draw(st.sampled_from(styles))

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return f"{{{', '.join(f'{key}: {self.flow(one)}' for key, one in value.items())}}}"
        if isinstance(value, list):
            comma = self.draw(st.sampled_from([", ", ",", ",\n                "]))
            return f"[{comma.join(map(self.flow, value))}]"
        return value or self.scalar(None)

    def around(self, column: int, holder: Where, own: Where) -> Iterator[str]:
        """What may stand above a key or an item."""
        if self.chance():
            yield from ["", " " * self.draw(st.integers(0, column + 1)) + self.comment(holder), ""]
        elif self.chance():
            yield self.draw(st.sampled_from(["", "  "]))
        if self.chance():
            yield " " * self.draw(st.sampled_from([0, column])) + self.comment(own)

    def behind(self, own: Where) -> str:
        return self.draw(st.sampled_from(["", " ", "\t"])) + (
            f"  {self.comment(own)}" if self.chance() else ""
        )

    def part(self, head: str, value: Any, column: int, own: Where) -> Iterator[str]:
        """A key or a dash at a column, and what it has."""
        inner = column + (2 if head == "-" else self.step)
        nested = isinstance(value, dict | list) and value
        if nested and not (column and self.chance()):
            lines = list(
                self.block(value, inner if isinstance(value, dict) else column + self.dash, own)
            )
            if head == "-":
                lines[0] = f"{' ' * column}- {lines[0].lstrip()}"
            else:
                yield f"{' ' * column}{head}{self.behind(own)}"
            yield from lines
            return
        said = self.flow(value) if isinstance(value, list | dict) else value
        said = self.scalar(" " * inner) if said is None else said
        first, *rest = said.split("\n")
        opened = first if first not in ("|", "|-", ">-") and rest else first + self.behind(own)
        yield f"{' ' * column}{head}{' ' if first else ''}{opened}"
        yield from rest
        if self.chance():
            yield " " * (column + 1) + self.comment(own)

    def block(self, value: Any, column: int, path: Where) -> Iterator[str]:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for number, (step, one) in enumerate(pairs):
            own = (*path, step)
            # Behind a dash, the first key has nothing above it.
            if number or not (path and isinstance(path[-1], int)):
                yield from self.around(column, path, own)
            yield from self.part("-" if isinstance(step, int) else f"{step}:", one, column, own)


TEXTS = st.lists(st.none(), max_size=3)
QUESTIONS = st.lists(
    st.one_of(
        st.none(),
        st.fixed_dictionaries(
            {"ask": st.none()},
            optional={"kind": st.just("factual"), "follow_ups": TEXTS, "watch_out": st.none()},
        ),
    ),
    max_size=3,
)
SECTIONS = st.fixed_dictionaries(
    {"title": st.none()},
    optional={"summary": st.none(), "questions": QUESTIONS, "passage": st.just({"from": None})},
)
GUIDES = st.fixed_dictionaries(
    {
        "studyguide": st.just("1"),
        "essay": st.sampled_from([None, {"title": None}, {"title": None, "words": "900"}]),
        "sections": st.lists(SECTIONS, min_size=1, max_size=3),
    },
    optional={
        "norms": TEXTS,
        "opening": st.none(),
        "closing": st.just(""),
        "introduction": st.none(),
    },
)


@st.composite
def written(draw: st.DrawFn) -> Written:
    step = draw(st.sampled_from([2, 4]))
    hand = Hand(draw, step, draw(st.sampled_from([0, 2, step])))
    lines = list(hand.block(draw(GUIDES), 0, ()))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + end.join("\n".join(lines).split("\n"))
    return Written(text + draw(st.sampled_from(["", end])), hand.owners)


DOCS = st.one_of(written(), st.sampled_from(FILES).map(Written))


def parts(value: Any, path: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Everything in a guide's data, with its path."""
    yield path, value
    if isinstance(value, dict | list):
        for step, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts(one, (*path, step))


def at(value: Any, path: Where) -> Any:
    for step in path:
        value = value[step]
    return value


def chosen(
    draw: Any, text: str, kind: type | tuple[type, ...], least: int = 0
) -> tuple[Where, Any]:
    """The path of something of a kind, in what a text says, and a copy of all that it says."""
    said = (read if kind is str else ended)(text)
    paths = [path for path, one in parts(said) if path and isinstance(one, kind)]
    return draw(
        st.sampled_from([one for one in paths if len(at(said, one)) >= least] or [()])
    ), said


def shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at the start, and how many of the rest at the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    left = most - start
    return start, next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)


def span(text: str, path: Where) -> tuple[int, int]:
    """From where to where something is written."""
    node: Node | None = reader.parse(text.encode(), "guide.yaml")
    for step in path:
        node = node and located.child(node, step)
    assert node
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    mark = text.startswith("\ufeff")
    return starts[node.spot.line - 1] + node.spot.column - 1, starts[node.end[0]] + node.end[
        1
    ] + mark


def numbers(text: str) -> list[int]:
    return sorted(int(number) for number in re.findall(r"# o(\d+): 'a'", text))


def is_guide(text: str) -> bool:
    return validated(reader.parse(text.encode(), "guide.yaml"))[0] is not None


# A | that comes to stand at the very end takes a line end along, or it would say less.
END = "\r\n"
ITEMS: dict[Step, Any] = {
    "sections": {"title": "Who?", "questions": ["Why: so?", {"ask": "B", "follow_ups": ["C, d"]}]},
    "glossary": {"term": "a", "means": "b: c"},
    "passage": "12",
}
tried = settings(max_examples=many(150), deadline=None)


@given(DOCS, st.data())
@tried
def test_a_changed_text_is_all_that_changes_and_changes_back(doc: Written, some: Any) -> None:
    path, said = chosen(some.draw, doc.text, str)
    old = at(said, path)
    new = change(doc.text, path, NEW)
    at(said, path[:-1])[path[-1]] = NEW
    assert read(new) == said
    assert numbers(new) == list(range(len(doc.owners)))
    start, end = shared(doc.text, new)
    first, last = span(doc.text, path)
    assert start >= first
    assert end >= len(doc.text) - last
    back = change(new, path, old)
    assert back == doc.text or doc.text in FILES
    assert change(change(back, path, NEW), path, old) == back


@given(DOCS, st.data(), st.text("ab :#-'\"\n\t,[]{}&*!|>%@`?~=\\.é\u00a0\u200b", max_size=20))
@tried
def test_any_text_can_be_put_anywhere(doc: Written, some: Any, value: str) -> None:
    path, said = chosen(some.draw, doc.text, str)
    new = change(doc.text, path, value)
    assert at(read(new), path) == value
    at(said, path[:-1])[path[-1]] = value
    assert ended(new) == said or not doc.text.endswith("\n")
    assert numbers(new) == list(range(len(doc.owners)))


@given(DOCS, st.data())
@tried
def test_an_added_item_is_all_that_changes_and_goes_again(doc: Written, some: Any) -> None:
    path, said = chosen(some.draw, doc.text, list)
    if not path:
        return
    items = at(said, path)
    index = some.draw(st.integers(0, len(items)))
    one = ITEMS.get(path[-1], "Who?")
    new = add(doc.text, path, index, one)
    items.insert(index, one)
    assert ended(new) == said
    assert sum(shared(doc.text, new)) == len(doc.text)
    assert numbers(new) == list(range(len(doc.owners)))
    assert is_guide(new)
    assert remove(new, (*path, index)).rstrip(END) == doc.text.rstrip(END)


@given(DOCS, st.data())
@tried
def test_what_is_removed_goes_with_its_own_comments_alone(doc: Written, some: Any) -> None:
    said = ended(doc.text)
    path = some.draw(st.sampled_from([path for path, _ in parts(said) if path]))
    new = remove(doc.text, path)
    holder = at(said, path[:-1])
    del holder[path[-1]]
    after = ended(new)
    if not holder and at(after, path[:-1]) is None:
        at(said, path[:-2])[path[-2]] = None
    assert after == said
    assert sum(shared(doc.text, new)) >= len(new) - 2  # {} is left behind a dash
    left = [number for number, own in doc.owners.items() if own[: len(path)] != path]
    assert numbers(new) == left


@given(DOCS, st.data())
@tried
def test_an_item_moved_there_and_back_leaves_every_byte(doc: Written, some: Any) -> None:
    path, said = chosen(some.draw, doc.text, list, least=2)
    if not path:
        return
    items = at(said, path)
    here, there = (some.draw(st.integers(0, len(items) - 1)) for _ in range(2))
    new = move(doc.text, (*path, here), there)
    items.insert(there, items.pop(here))
    assert ended(new) == said
    assert sorted(new.rstrip(END)) == sorted(doc.text.rstrip(END))
    assert numbers(new) == list(range(len(doc.owners)))
    assert is_guide(new)
    assert move(new, (*path, there), here).rstrip(END) == doc.text.rstrip(END)


@given(DOCS, st.data())
@tried
def test_an_item_moved_to_another_list_keeps_its_words_and_comments(
    doc: Written, some: Any
) -> None:
    (path, said), (into, _) = (chosen(some.draw, doc.text, list, least) for least in (1, 0))
    if not path or path == into or into[: len(path)] == path or path[: len(into)] == into:
        return
    here = some.draw(st.integers(0, len(at(said, path)) - 1))
    there = some.draw(st.integers(0, len(at(said, into))))
    try:
        new = move(doc.text, (*path, here), there, into)
    except ValueError:  # there are comments, which brackets have no room for
        assert any(own[: len(path) + 1] == (*path, here) for own in doc.owners.values())
        return
    at(said, into).insert(there, at(said, path).pop(here))
    after = ended(new)
    if not at(said, path) and at(after, path) is None:
        at(said, path[:-1])[path[-1]] = None
    assert after == said
    assert numbers(new) == list(range(len(doc.owners)))


@pytest.mark.real
def test_a_question_of_the_shipped_guide_moves_to_any_section_and_back() -> None:
    text = FILES[-1]
    of = [("sections", number, "questions") for number in range(len(read(text)["sections"]))]
    for here, there in permutations(of, 2):
        last = len(at(read(text), there))
        for old, new in ((0, last), (1, 0), (len(at(read(text), here)) - 1, 1)):
            moved = move(text, (*here, old), new, there)
            assert sorted(moved) == sorted(text)
            assert move(moved, (*there, new), old, here) == text


@given(DOCS, st.data())
@tried
def test_a_key_that_is_missing_is_made_where_it_belongs(doc: Written, some: Any) -> None:
    key = some.draw(st.sampled_from(["watch_out", "kind", "passage", "minutes"]))
    said = ended(doc.text)
    found = [
        (*path, n)
        for path, one in parts(said)
        if path[:1] + path[-1:] == ("sections", "questions") and one
        for n in range(1 if isinstance(one, str) else len(one))
    ]
    for path in found[:5]:
        whole = at(said, path[:-1])
        asked = whole if isinstance(whole, str) else whole[path[-1]]
        asked = {"ask": asked} if isinstance(asked, str) else asked
        if asked.get(key) is not None:
            continue
        value = {"kind": "factual", "minutes": "5"}.get(key, "3")
        new = change(doc.text, (*path, key), value)
        assert at(ended(new), path) == {**asked, key: value}
        assert numbers(new) == list(range(len(doc.owners)))
        assert is_guide(new)


# Each by itself

QUI = "q\u00a0? "


@pytest.mark.parametrize(
    ("old", "path", "value", "new"),
    [
        ("a: b\t # c\n", ("a",), "d", "a: d\t # c\n"),
        ("a: b\n", ("a",), "d: e", 'a: "d: e"\n'),
        ("a: b", ("a",), "d", "a: d"),
        ("\ufeffa: b\r\nc: d", ("a",), "e\nf", "\ufeffa: |-\r\n  e\r\n  f\r\nc: d"),
        ("a: 'b'\n", ("a",), "it's", "a: 'it''s'\n"),
        ("a: 'b'\n", ("a",), "b\nc", 'a: "b\\nc"\n'),
        ('a: "b"\n', ("a",), 'say "c"', 'a: "say \\"c\\""\n'),
        ("a: 'b\n  c'  # d\n", ("a",), "e", "a: 'e'  # d\n"),
        ("a: b\n  c\nd: e\n", ("a",), "f", "a: f\nd: e\n"),
        ("a: |  # b\n    c\n\nd: e\n", ("a",), "f # g\n", "a: |  # b\n    f # g\n\nd: e\n"),
        ("a: |  # b\n    c\nd: e\n", ("a",), "f", "a: |-  # b\n    f\nd: e\n"),
        ("a: |+\n  b\n\nc: d\n", ("a",), "e\n\n\n", "a: |+\n  e\n\n\nc: d\n"),
        ("a: |\n  b", ("a",), "c", "a: |\n  c"),
        ("a: |\n  b", ("a",), "c\n", "a: |\n  c\n"),
        ("a: |2-\n   b\n", ("a",), " c", "a: |2-\n   c\n"),
        ("a: >-\n  b\n  c\n", ("a",), "d\ne", "a: >-\n  d\n\n  e\n"),
        ("a: >-\n  b\n", ("a",), "a " * 46 + "b", f"a: >-\n  {'a ' * 44}a\n  a b\n"),
        ("a: b  # c\n", ("a",), "a " * 46 + "b", f"a: >-  # c\n  {'a ' * 44}a\n  a b\n"),
        ("a: b\n", ("a",), "Qui\u00a0?", "a: Qui\u00a0?\n"),
        ("a: b\n", ("a",), f"{23 * QUI}b", f"a: >-\n  {21 * QUI}{QUI.strip()}\n  {QUI}b\n"),
        ("a: 'b'\n", ("a",), "b\u202ec", 'a: "b\\U0000202ec"\n'),
        ("a: b\n", ("a",), "b\u202ec", 'a: "b\\U0000202ec"\n'),
        ("a: [b, 'c']  # d\n", ("a", 0), "e, f", "a: [\"e, f\", 'c']  # d\n"),
        ("a: [b,\n    c]\n", ("a", 0), "d\ne", 'a: ["d\\ne",\n    c]\n'),
        ("a:   # b\nc: d\n", ("a",), "e", "a: e   # b\nc: d\n"),
        ("a: ~  # b\n", ("a",), "c", "a: c  # b\n"),
        ("{a: , b, 'c':}\n", ("b",), "d", "{a: , b: d, 'c':}\n"),
        ("{a: , b, 'c':}\n", ("c",), "d", "{a: , b, 'c': d}\n"),
        ("a: b\n", ("c",), "d", "a: b\nc: d\n"),
        ("a: b\n\n# c\nd: e", ("f",), "g", "a: b\n\n# c\nd: e\n\nf: g"),
        ('{"a": "b"}\n', ("c", "d"), "e", '{"a": "b", "c": {"d": "e"}}\n'),
        ("a:\n    b: c\n", ("d", "e"), "f", "a:\n    b: c\nd:\n    e: f\n"),
        ("essay: a  # b\n", ("essay", "title"), "c", "essay: c  # b\n"),
        ("essay: a  # b\n", ("essay", "year"), "c", "essay:\n  title: a  # b\n  year: c\n"),
        ("{essay: a}\n", ("essay", "year"), "c", "{essay: {title: a, year: c}}\n"),
        ("norms: a\n", ("norms", 0), "b", "norms: b\n"),
        ("questions:\n- >-\n  a\n", ("questions", 0, "ask"), "b", "questions:\n- >-\n  b\n"),
        (
            "questions:\n- >-\n  a\n\n- b\n",
            ("questions", 0, "kind"),
            "c",
            "questions:\n- ask: >-\n    a\n  kind: c\n\n- b\n",
        ),
        (
            "questions: [a, b]\n",
            ("questions", 1, "kind"),
            "c",
            "questions: [a, {ask: b, kind: c}]\n",
        ),
    ],
)
def test_a_text_keeps_its_style(old: str, path: Where, value: str, new: str) -> None:
    assert change(old, path, value) == new
    assert at(read(new), path[:1]) is not None
    assert change(new, path, value) == new


def test_a_text_that_stays_the_same_is_not_touched() -> None:
    old = 'a: b\n  c\nd: "\\u00e9"\n'
    assert change(change(old, ("a",), "b c"), ("d",), "é") == old


TWO = "norms:\n  # a\n  - b  # c\n    # d\n\n  # e\n\n  # f\n  - |\n    # g\n  # h\ni: j\n"


@pytest.mark.parametrize(
    ("new", "text"),
    [
        (
            lambda: remove(TWO, ("norms", 0)),
            "norms:\n  # e\n\n  # f\n  - |\n    # g\n  # h\ni: j\n",
        ),
        (
            lambda: remove(TWO, ("norms", 1)),
            "norms:\n  # a\n  - b  # c\n    # d\n\n  # e\n  # h\ni: j\n",
        ),
        (lambda: remove(TWO, ("i",)), TWO.removesuffix("i: j\n")),
        (
            lambda: move(TWO, ("norms", 1), 0),
            "norms:\n  # f\n  - |\n    # g\n\n  # e\n\n  # a\n  - b  # c\n    # d\n  # h\ni: j\n",
        ),
        (lambda: add(TWO, ("norms",), 2, "k"), TWO.replace("# g\n", "# g\n\n  - k\n")),
        (lambda: add(TWO, ("norms",), 0, "k"), TWO.replace("  # a", "  - k\n\n  # a")),
        (lambda: add("a: # b\n", ("a",), 0, "c"), "a: # b\n  - c\n"),
        (lambda: add("a: ~ # b", ("a",), 0, "c"), "a: # b\n  - c"),
        (lambda: add("a:\n   # b\n", ("a",), 0, "c"), "a:\n   # b\n  - c\n"),
        (lambda: add("a: []\n", ("a",), 0, "c"), "a: [c]\n"),
        (lambda: add("a: [b,]\n", ("a",), 1, "c"), "a: [b, c,]\n"),
        (lambda: add("a: [b,\n  c]\n", ("a",), 1, "d"), "a: [b,\n  d,\n  c]\n"),
        (lambda: add("a: b\n", ("c", "d"), 0, 5), "a: b\nc:\n  d:\n    - 5\n"),
        (lambda: add("norms: a # b\n", ("norms",), 0, "c"), "norms:\n  - c\n  - a # b\n"),
        (lambda: add("{norms: a}\n", ("norms",), 1, "c"), "{norms: [a, c]}\n"),
        (
            lambda: add("a:\n-   b: c\n", ("a",), 1, {"d": True, "e": ["f", []], "g": None}),
            "a:\n-   b: c\n-   d: true\n    e:\n    -   f\n    -   []\n",
        ),
        (lambda: remove("a:\n  - b\nc: d", ("a", 0)), "a:\nc: d"),
        (lambda: remove("a: [b]\n", ("a", 0)), "a: []\n"),
        (lambda: remove("a: [b, # c\n  d]\n", ("a", 0)), "a: [ # c\n  d]\n"),
        (lambda: remove("a: [b, # c, d\n  e]\n", ("a", 1)), "a: [b # c, d\n  ]\n"),
        (lambda: remove("a:\n- b\n\n  # c\n- d\n", ("a", 1)), "a:\n- b\n\n  # c\n"),
        (lambda: move("a:\n  - 'b\n # c'\n  - d\n", ("a", 1), 0), "a:\n  - d\n  - 'b\n # c'\n"),
        (lambda: remove("norms: a\n", ("norms", 0)), "norms:\n"),
        (lambda: remove("a: b\n", ("a",)), "{}\n"),
        (lambda: remove("- a: b\n  # c\n  d: e\n", (0, "a")), "- # c\n  d: e\n"),
        (lambda: remove("- a: b # c\n", (0, "a")), "- {}\n"),
        (lambda: move("a: [b, c,\n  d]\n", ("a", 2), 0), "a: [d, b,\n  c]\n"),
        (lambda: move("- - a\n  - b\n", (0, 1), 0), "- - b\n  - a\n"),
        (
            lambda: move("a:\n- # b\n  c: d\n- e\nf:\n    g: []\n", ("a", 0), 0, ("f", "h")),
            "a:\n- e\nf:\n    g: []\n    h:\n    - # b\n      c: d\n",
        ),
        (lambda: move("a: [b, {d: e}]\nf: [g]\n", ("a", 1), 1, ("f",)), "a: [b]\nf: [g, {d: e}]\n"),
        (
            lambda: move("a:\n  - b: c\n  - d\nf: [g]\n", ("a", 0), 0, ("f",)),
            "a:\n  - d\nf: [{b: c}, g]\n",
        ),
        (
            lambda: move("a:\r\n- b: c\r\n  d: e\r\nf:\r\n- g\r\n", ("a", 0), 1, ("f",)),
            "a:\r\nf:\r\n- g\r\n- b: c\r\n  d: e\r\n",
        ),
        (lambda: move("- a\n- b: [c]\n", (0,), 1, (1, "b")), "- b: [c, a]\n"),
    ],
)
def test_lists_and_keys_stay_as_they_were(new: Callable[[], str], text: str) -> None:
    assert new() == text


@pytest.mark.parametrize(
    ("edited", "error", "said"),
    [
        (lambda: change("a: b\n", ("a", "c"), "d"), LookupError, "nothing at a › c"),
        (lambda: change("a: [b]\n", ("a", 1), "d"), LookupError, "nothing at a › 1"),
        (lambda: change("a: [b]\n", ("a", -1), "d"), LookupError, "nothing at a › -1"),
        (lambda: change("essay: b\n", ("essay", 0), "d"), LookupError, "nothing at essay › 0"),
        (lambda: change("norms: b\n", ("norms", 1), "d"), LookupError, "nothing at norms › 1"),
        (lambda: change("essay: b\n", ("essay", "title", "c"), "d"), LookupError, "nothing at"),
        (lambda: change("a: [b]\n", ("a",), "d"), ValueError, "at a there is more than one text"),
        (lambda: change("a: b\n", (), "d"), ValueError, "at the top there is more"),
        (lambda: change("a: b\n", ("a",), "\0"), ValueError, "can't be written here"),
        (lambda: change("a: [b: c]\n", ("a", 0, "d"), "e"), ValueError, "can't be written here"),
        (lambda: change("a: [\n", ("a",), "d"), StudyguideError, "not-yaml"),
        (lambda: add("a: [b]\n", ("a",), 2, "d"), IndexError, "2 is not from 0 to 1"),
        (lambda: add("a:\n", ("a",), 1, "d"), IndexError, "1 is not from 0 to 0"),
        (lambda: add("a: b\n", ("a",), 0, "d"), ValueError, "at a there is no list"),
        (lambda: add("a: {b: c}\n", ("a",), 0, "d"), ValueError, "at a there is no list"),
        (lambda: add("a: []\n", ("a",), 0, None), ValueError, "None can't be written"),
        (lambda: remove("a: b\n", ("c",)), LookupError, "nothing at c"),
        (lambda: remove("a: b\n", ()), LookupError, "nothing at the top"),
        (lambda: remove("essay: b\n", ("essay", "title")), LookupError, "nothing at essay › title"),
        (lambda: move("a: [b]\n", ("a", 0), 1), IndexError, "1 is not from 0 to 0"),
        (lambda: move("a: b\n", ("a",), 0), ValueError, "a is no item of a list"),
        (lambda: move("- [a]\n", (0,), 0, (0,)), ValueError, "can't be moved into itself"),
        (lambda: move("a:\n- b # c\nd: []\n", ("a", 0), 0, ("d",)), ValueError, "comments"),
        (lambda: move("a:\n- b: | # c\n    d\ne: []\n", ("a", 0), 0, ("e",)), ValueError, "comm"),
    ],
)
def test_what_cannot_be_done_says_why(
    edited: Callable[[], str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        edited()


WORDS = "glossary:\n  thaw: melting\n  # a tax\n  tithe: a tenth  # of all\nnorms: a\n"
DASHED = "glossary:\n- thaw: melting\n- {term: tithe, means: a tenth}\n"
WIT = {"term": "wit", "means": "good: sense"}
PLACED = "sections:\n- title: a\n  passage:\n    paragraphs: 3\n    from: b\n  questions: []\n"
PLACE = ("sections", 0, "passage")


@pytest.mark.parametrize(
    ("new", "text"),
    [
        (
            lambda: change(WORDS, ("glossary", 1, "means"), "a part"),
            WORDS.replace("a tenth", "a part"),
        ),
        (lambda: change(WORDS, ("glossary", 0, "term"), "ice"), WORDS.replace("thaw", "ice")),
        (
            lambda: change(WORDS, ("glossary", 0, "term"), "no: ice"),
            WORDS.replace("thaw", '"no: ice"'),
        ),
        (
            lambda: change('glossary: {"a: b" : c}\n', ("glossary", 0, "term"), "d"),
            "glossary: {d : c}\n",
        ),
        (
            lambda: add(WORDS, ("glossary",), 1, WIT),
            WORDS.replace("  # a", '  wit: "good: sense"\n  # a'),
        ),
        (
            lambda: add(WORDS, ("glossary",), 2, WIT),
            WORDS.replace("norms", '  wit: "good: sense"\nnorms'),
        ),
        (lambda: remove(WORDS, ("glossary", 1)), "glossary:\n  thaw: melting\nnorms: a\n"),
        (
            lambda: move(WORDS, ("glossary", 1), 0),
            "glossary:\n  # a tax\n  tithe: a tenth  # of all\n  thaw: melting\nnorms: a\n",
        ),
        (lambda: change(DASHED, ("glossary", 0, "means"), "c"), DASHED.replace("melting", "c")),
        (lambda: change(DASHED, ("glossary", 0, "term"), "c"), DASHED.replace("thaw", "c")),
        (lambda: change(DASHED, ("glossary", 1, "means"), "c"), DASHED.replace("a tenth", "c")),
        (
            lambda: change("glossary: [{a: b, c: d}]\n", ("glossary", 0, "means"), "e"),
            "glossary: [{a: b, c: d, means: e}]\n",
        ),
        (lambda: change(PLACED, (*PLACE, 0, "from"), "c"), PLACED.replace("b", "c")),
        (
            lambda: change("passage: 3\n", ("passage", 0, "paragraphs"), "4"),
            "passage: 4\n",
        ),
        (
            lambda: add(PLACED, PLACE, 1, "9"),
            PLACED.replace("    para", "    - para")
            .replace("    from", "      from")
            .replace("b\n", "b\n    - 9\n"),
        ),
        (lambda: add("passage: {from: a}\n", ("passage",), 0, "3"), "passage: [3, {from: a}]\n"),
        (lambda: add("passage: 3\n", ("passage",), 1, "4"), "passage:\n  - 3\n  - 4\n"),
        (
            lambda: remove(PLACED, (*PLACE, 0)),
            "sections:\n- title: a\n  passage:\n  questions: []\n",
        ),
        (
            lambda: change("follow_ups: [a]\n", ("follow_ups", 0, "passage"), "3"),
            "follow_ups: [{ask: a, passage: 3}]\n",
        ),
    ],
)
def test_short_forms_are_edited_as_they_are_written(new: Callable[[], str], text: str) -> None:
    assert new() == text


@pytest.mark.parametrize(
    ("edited", "error", "said"),
    [
        (lambda: change(WORDS, ("glossary", 0, "term"), "tithe"), ValueError, "something else"),
        (lambda: change(WORDS, ("glossary", 2, "means"), "a"), LookupError, "nothing at glossary"),
        (lambda: change(WORDS, ("glossary", 0), "a"), LookupError, "nothing at glossary › 0"),
        (lambda: add(WORDS, ("glossary",), 0, "wit"), ValueError, "only a word and its meaning"),
        (lambda: add(WORDS, ("glossary",), 0, WIT | {"a": "b"}), ValueError, "only a word"),
        (lambda: add(WORDS, ("glossary",), 3, WIT), IndexError, "3 is not from 0 to 2"),
        (
            lambda: add(WORDS, ("glossary",), 0, WIT | {"term": "thaw"}),
            ValueError,
            "thaw is here already",
        ),
        (lambda: remove(WORDS, ("glossary", 0, "means")), LookupError, "nothing at glossary"),
        (lambda: move(WORDS, ("glossary", 0), 2), IndexError, "2 is not from 0 to 1"),
    ],
)
def test_what_cannot_be_done_to_a_short_form_says_why(
    edited: Callable[[], str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        edited()


Short = Shorthand | OneOrMany | OnePart | Pairs
SHORT = (Shorthand, OneOrMany, OnePart, Pairs)


def shorts(annotation: Any, name: str = "") -> Iterator[tuple[str, Short]]:
    """What may be written short anywhere in a type, with the key that it stands under."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        for field_name, one in annotation.model_fields.items():
            key = one.alias or field_name
            yield from ((key, mark) for mark in one.metadata if isinstance(mark, SHORT))
            yield from shorts(one.annotation, key)
        return
    inside = f"{name}[]" if get_origin(annotation) is tuple else name
    for one in get_args(annotation):
        yield from shorts(one, inside)
    yield from ((name, m) for m in getattr(annotation, "__metadata__", ()) if isinstance(m, SHORT))


def test_bare_texts_stand_for_what_the_model_says() -> None:
    found = [*shorts(Guide), *shorts(Overlay)]
    assert {
        name: mark.key for name, mark in found if isinstance(mark, Shorthand)
    } == located.SHORTHAND
    listed = {name for name, mark in found if isinstance(mark, OneOrMany | OnePart)}
    assert listed == located.ONE_OR_MANY
    assert {name for name, mark in found if isinstance(mark, OnePart)} == set(nodes.PLACES)
    pairs = {name: (mark.name, mark.value) for name, mark in found if isinstance(mark, Pairs)}
    assert pairs == nodes.PAIRS


def ends(node: Node) -> list[tuple[int, int]]:
    inner = node.items if isinstance(node, Sequence) else []
    if isinstance(node, Mapping):
        inner = [entry.value for entry in node.entries.values()]
    return [node.end, *(end for one in inner for end in ends(one))]


@given(DOCS)
@tried
def test_both_parsers_find_the_same_ends(doc: Written) -> None:
    raw = doc.text.encode()
    by_libyaml, by_pyyaml = (
        reader.parse(raw, "guide.yaml", loader) for loader in (yaml.CSafeLoader, PurePython)
    )
    assert ends(by_libyaml) == ends(by_pyyaml)
