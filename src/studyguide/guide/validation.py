"""What a file that is not yet a guide gets told: pydantic's findings in a facilitator's words."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from pydantic_core import ErrorDetails

from studyguide.guide.model import Guide, Part
from studyguide.guide.yaml import nodes
from studyguide.guide.yaml.hints import odd_blank, quoted, short
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Step, follow
from studyguide.problems import Problem

LIMIT = 200
"""Findings that are told of one file: nobody reads more, and a hostile file has many."""
MEANT = {
    "version": "studyguide",
    "question": "ask",
    "text": "ask",
    "prompt": "ask",
    "answer": "possible_answers",
    "answers": "possible_answers",
    "author": "guide_by",
    "writer": "author",
    "link": "url",
    "followups": "follow_ups",
    "notes": "facilitator_notes",
    "intro": "introduction",
    "name": "title",
    "time": "minutes",
    "duration": "minutes",
    "participants": "people",
    "location": "place",
    "where": "place",
    "when": "date",
    "definition": "means",
    "warning": "content_note",
    "rules": "norms",
    "type": "kind",
    "start": "from",
    "begin": "from",
    "end": "to",
}
"""Words that people write where a guide has another."""


def not_a_guide(node: Node) -> Problem:
    """The complaint about a file that holds something other than keys."""
    hint = "start with a line essay: and a line sections:"
    return Problem("not-a-guide", "this is not a guide: it has no keys", hint, node.spot)


def complaints(
    details: Sequence[ErrorDetails], root: Node, whole: type[Part] = Guide
) -> tuple[Problem, ...]:
    """Pydantic's findings as problems at the lines that were written, each mistake told once.

    `root` holds what was written, `whole` is the part that it should have been.
    """
    found = {detail["loc"]: _complaint(detail, root, whole) for detail in details[:LIMIT]}
    # A misspelt key is unknown under one name and missing under the other.
    misspelt = {
        (*where[:-1], meant)
        for where, problem in found.items()
        if problem.code == "unknown-key" and (meant := _meant(where, whole))
    }
    told = dict.fromkeys(problem for where, problem in found.items() if where not in misspelt)
    if len(details) > LIMIT:
        spot = follow(root, details[LIMIT]["loc"])[1]
        more = Problem("too-many", "there is more wrong after this", "mend these first", spot)
        return (*told, more)
    return tuple(told)


def glued(root: Node) -> Iterator[Problem]:
    """Texts that would be printed with a key or a dash in front, since no space follows it."""
    keys = "|".join(sorted({key for part in _parts(Guide) for key in _keys(part)}))
    glue = re.compile(rf"({keys}):(?![ /])|-(?=[^\s\d>-]|\xa0)")
    for text in nodes.walk(root):
        if text.plain and (found := glue.match(text.value)):
            after = "colon" if found[1] else "dash"
            message = f"a space is missing after the {after}"
            rest = " ".join(text.value[found.end() :].split())
            hint = f"write {found[0]} {short(rest)}; if it is a text, put quotes around it"
            yield Problem("no-space", message, hint, text.spot)


def _complaint(detail: ErrorDetails, root: Node, whole: type[Part]) -> Problem:
    where = detail["loc"]
    node, spot = follow(root, where)
    if problem := _term(root, where, whole) or _swallowed(root, where, whole):
        return problem
    kind = detail["type"]
    if kind == "missing":
        part, key = _part(where[:-1], whole), str(where[-1])
        return Problem("missing-key", f"{key}: is missing here", _reference(part, key), spot)
    if kind == "extra_forbidden":
        return _unknown_key(where, root, whole)
    code, message, hint = (
        _number(detail, node) or _form(detail, node, whole) or _value(detail, node)
    )
    return Problem(code, message, hint, spot)


def _swallowed(root: Node, where: tuple[Step, ...], whole: type[Part]) -> Problem | None:
    """The complaint about keys at or above the place that are really the words of a text."""
    for depth in range(len(where), 0, -1):
        node, _ = follow(root, where[:depth])
        if not isinstance(node, Mapping):
            continue
        lone = len(node.entries) == 1 and isinstance(where[depth - 1], int)
        question = "questions" in where[:depth]
        for key, entry in node.entries.items():
            behind = entry.spot.text[entry.spot.column - 1 :]
            if nodes.absent(entry.value) and not re.match(
                rf'["\']?{re.escape(key)}["\']?\s*:', behind
            ):
                message = f"between {{ and }}, the comma before {short(key)} ends a text"
                hint = "put quotes around the whole text, or write a number without the comma"
                return Problem("comma-in-text", message, hint, entry.spot)
            if odd_blank(key) is None and (
                " " in key or (lone and question and not _meant((*where[:depth], key), whole))
            ):
                value = entry.value.value if isinstance(entry.value, Scalar) else "…"
                message = "a colon and a space inside a text made a key of its first words"
                hint = f"put the whole text in quotes: {quoted(f'{key}: {value}'.strip())}"
                return Problem("colon-in-text", message, hint, entry.spot)
    return None


def _term(root: Node, where: tuple[Step, ...], whole: type[Part]) -> Problem | None:
    """The complaint about a glossary written as `word: meaning`, the most natural way."""
    node, spot = follow(root, where[:2])
    if where[0] != "glossary" or isinstance(node, nodes.Sequence):
        return None
    if isinstance(node, Mapping) and any(_meant((*where[:2], key), whole) for key in node.entries):
        return None
    word = node.value if isinstance(node, Scalar) else next(iter(node.entries), "")
    hint = f"write - term: {short(word)} and, in the next line, means: and what it means"
    return Problem("not-a-term", "the glossary is a list of terms with their meaning", hint, spot)


Told = tuple[str, str, str]
"""Code, message and hint."""


def _number(detail: ErrorDetails, node: Node) -> Told | None:
    """What is wrong with a number, or with a true and false."""
    kind, key = detail["type"], str(detail["loc"][-1])
    context: dict[str, Any] = detail.get("ctx") or {}
    written = short(node.value) if isinstance(node, Scalar) else f"what stands under {key}:"
    if kind.startswith("int_"):
        digits = re.match(r"(\d{1,6})(?![\w:.])", re.sub(r"(?<=\d)[,' ](?=\d{3}\b)", "", written))
        hint = f"write it like {key}: {digits[1] if digits else 12}"
        return "not-a-number", f"{written} is not a whole number", hint
    if kind.startswith("bool_"):
        return "not-yes-or-no", f"{written} is neither true nor false", "write true or false"
    if kind == "greater_than_equal":
        bound = context["ge"]
        return "out-of-range", f"{key}: {written} is less than {bound}", f"write {bound} or more"
    if kind == "less_than_equal":
        bound = context["le"]
        return "out-of-range", f"{key}: {written} is more than {bound}", f"write {bound} or less"
    return None


def _form(detail: ErrorDetails, node: Node, whole: type[Part]) -> Told | None:
    """What is wrong with a text, a list or keys where another of them belongs."""
    kind, where = detail["type"], detail["loc"]
    if kind in ("string_too_short", "string_type"):
        if isinstance(node, Scalar):
            return "empty-text", "this text is empty", "write it, or remove it"
        if isinstance(node, Mapping):
            hint = "write one text; if it has a colon in it, put quotes around it"
            return "not-a-text", "keys stand where a text belongs", hint
        return "not-a-text", "a list stands where a text belongs", "write one text, without dashes"
    if kind in ("tuple_type", "list_type"):
        hint = "start each line of it with a dash and a space"
        if isinstance(node, Mapping) and _part(where, whole) is _part(where[:-1], whole):
            hint = "start each text with a dash and a space, without a key"
        elif isinstance(node, Mapping):
            hint = f"put a dash and a space before it: - {short(next(iter(node.entries), ''))}: …"
        return "not-a-list", "a list belongs here", hint
    if kind == "dict_type":
        hint = "write the rule and why: closed-question: a deliberate warm-up"
        return "not-keys", "a rule is set aside with its reason", hint
    if kind in ("model_type", "model_attributes_type"):
        what = "a list stands" if isinstance(node, nodes.Sequence) else "a text stands"
        hint = f"the keys here are {', '.join(_keys(_part(where, whole)))}"
        if isinstance(node, nodes.Sequence) and isinstance(where[-1], int):
            hint = "if there is a dash too many, remove it"
        return "not-keys", f"{what} where keys belong, one a line", hint
    return None


def _value(detail: ErrorDetails, node: Node) -> Told:
    """What is wrong with a text that is not the one that belongs here."""
    kind, key = detail["type"], str(detail["loc"][-1])
    context: dict[str, Any] = detail.get("ctx") or {}
    written = node.value if isinstance(node, Scalar) else f"what stands under {key}:"
    if kind == "enum":
        choices = str(context["expected"]).replace("'", "")
        near = get_close_matches(written.lower(), choices.replace(" or ", ", ").split(", "), 1)
        hint = f"did you mean {near[0]}?" if near else f"choose {choices}"
        return "not-a-choice", f"{short(written)} is not one of {choices}", hint
    if kind == "string_too_long":
        message = f"this text is longer than {context['max_length']:,} characters"
        return "too-long-text", message, "shorten it: a handout is one sheet"
    # What is left are our own checks: their type is a code, their message ours.
    code = "bad-value" if kind == "value_error" else kind
    return code, str(context.get("error", detail["msg"])), str(context.get("hint", ""))


def _unknown_key(where: tuple[Step, ...], root: Node, whole: type[Part]) -> Problem:
    key = str(where[-1])
    parent, spot = follow(root, where[:-1])
    if isinstance(parent, Mapping) and key in parent.entries:
        spot = parent.entries[key].spot
    homes = [f"{name}:" for name, part in _homes() if key in _keys(part)]
    message = f"there is no key {short(key)} here"
    if odd_blank(key) is not None:
        message = "a blank in front of this line is not one of the space bar's"
        hint = "delete the blanks there and type them again"
    elif near := _meant(where, whole):
        hint = f"did you mean {near}?"
    elif homes:
        hint = f"{key} belongs under {' or '.join(homes)}"
    else:
        hint = f"the keys here are {', '.join(_keys(_part(where[:-1], whole)))}"
    return Problem("unknown-key", message, hint, spot)


def _meant(where: tuple[Step, ...], whole: type[Part]) -> str | None:
    """The key of this part that was most likely meant by the one at the end of the place."""
    known, key = list(_keys(_part(where[:-1], whole))), str(where[-1]).lower().replace("-", "_")
    near = MEANT.get(key)
    return near if near in known else next(iter(get_close_matches(key, known, 1, 0.7)), None)


def _homes() -> Iterator[tuple[str, type[Part]]]:
    """The parts that a misplaced key may belong to, and the key that each stands under."""
    for name in ("meeting", "essay", "sections", "credits"):
        yield name, _part((name,))
    yield "passage", _part(("sections", 0, "passage"))
    yield "questions", _part(("sections", 0, "questions", 0))


def _keys(part: type[Part]) -> Iterator[str]:
    for name, field in part.model_fields.items():
        yield field.alias or name


def _reference(part: type[Part], key: str) -> str:
    for name, field in part.model_fields.items():
        if key in (name, field.alias):
            about = (field.description or "").rstrip(".")
            return f"write {key}: and {about[:1].lower()}{about[1:]}"
    return ""


def _part(where: tuple[Step, ...], whole: type[Part] = Guide) -> type[Part]:
    """The part that a place holds; that around it for a place that has none."""
    part = whole
    for step in where:
        for name, field in part.model_fields.items():
            if step in (name, field.alias):
                part = _part_in(field.annotation) or part
                break
    return part


@cache
def _parts(part: type[Part]) -> frozenset[type[Part]]:
    """The part and every part in it."""
    inner = (_part_in(field.annotation) for field in part.model_fields.values())
    return frozenset({part}.union(*(_parts(one) for one in inner if one)))


def _part_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part_in(inner))), None)
