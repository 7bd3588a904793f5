"""What a file that is not yet a guide gets told: pydantic's findings in a facilitator's words."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic_core import ErrorDetails

from studyguide.model import Guide, Part
from studyguide.nodes import Mapping, Node, Scalar, Sequence, Step, follow
from studyguide.problems import Problem

MEANT = {
    "question": "ask",
    "text": "ask",
    "prompt": "ask",
    "answers": "possible_answers",
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
    "begin": "from",
    "end": "to",
}
"""Words that people write where a guide has another."""


def not_a_guide(node: Node) -> Problem:
    """The complaint about a file that holds something other than keys."""
    hint = "start with a line essay: and a line sections:"
    return Problem("not-a-guide", "this is not a guide: it has no keys", hint, node.spot)


def complaints(details: Iterable[ErrorDetails], root: Node) -> tuple[Problem, ...]:
    """Pydantic's findings as problems at the lines that were written, each mistake told once."""
    found = {detail["loc"]: _complaint(detail, root) for detail in details}
    # A misspelt key is unknown under one name and missing under the other.
    misspelt = {
        (*where[:-1], meant)
        for where, problem in found.items()
        if problem.code == "unknown-key" and (meant := _meant(where))
    }
    return tuple(
        dict.fromkeys(problem for where, problem in found.items() if where not in misspelt)
    )


def _complaint(detail: ErrorDetails, root: Node) -> Problem:
    where = detail["loc"]
    node, spot = follow(root, where)
    if parent := _swallowed(root, where):
        key = next(key for key in parent.entries if " " in key)
        hint = f"put the whole text in quotes: '{_short(key)}: …'"
        message = "a colon and a space inside a text made a key of its first words"
        return Problem("colon-in-text", message, hint, parent.entries[key].spot)
    kind = detail["type"]
    if kind == "missing":
        part, key = _part(where[:-1]), str(where[-1])
        return Problem("missing-key", f"{key}: is missing here", _reference(part, key), spot)
    if kind == "extra_forbidden":
        return _unknown_key(where, root)
    written = node.value if isinstance(node, Scalar) else ""
    code, message, hint = _value(kind, detail, written, node, str(where[-1]))
    return Problem(code, message, hint, spot)


def _swallowed(root: Node, where: tuple[Step, ...]) -> Mapping | None:
    """The mapping at or above the place that is really a text with a colon in it."""
    for depth in range(len(where), 0, -1):
        node, _ = follow(root, where[:depth])
        if isinstance(node, Mapping) and any(" " in key for key in node.entries):
            return node
    return None


def _value(
    kind: str, detail: ErrorDetails, written: str, node: Node, key: str
) -> tuple[str, str, str]:
    """Code, message and hint for a value of the wrong sort."""
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "enum":
        choices = str(context["expected"]).replace("'", "")
        near = get_close_matches(written.lower(), choices.replace(" or ", ", ").split(", "), 1)
        hint = f"did you mean {near[0]}?" if near else f"choose {choices}"
        return "not-a-choice", f"{_short(written)} is not one of {choices}", hint
    if kind.startswith("int_"):
        return (
            "not-a-number",
            f"{_short(written) or key} is not a whole number",
            f"write it like {key}: 12",
        )
    if kind.startswith("bool_"):
        return (
            "not-yes-or-no",
            f"{_short(written) or key} is neither true nor false",
            "write true or false",
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        way, bound = ("less", context.get("ge")) if kind[0] == "g" else ("more", context.get("le"))
        return (
            "out-of-range",
            f"{key}: {_short(written)} is {way} than {bound}",
            f"write {bound}, or a number nearer to it",
        )
    if kind == "string_too_long":
        limit = context["max_length"]
        return (
            "too-long-text",
            f"this text is longer than {limit:,} characters",
            "shorten it: a handout is one sheet",
        )
    if kind in ("string_too_short", "string_type"):
        what = "a list" if isinstance(node, Sequence) else "a group of keys"
        empty = isinstance(node, Scalar)
        message = "this text is empty" if empty else f"{what} stands where a text belongs"
        return (
            "not-a-text",
            message,
            "write one text" if not empty else "write it, or remove the key",
        )
    if kind in ("tuple_type", "list_type"):
        return "not-a-list", "a list belongs here", "start each line of it with a dash and a space"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "not-keys", "keys belong here, one a line", "see the reference of the format"
    # What is left are our own checks: their type is a code, their message ours.
    hint = str(context.get("hint", ""))
    return (
        ("bad-value" if kind == "value_error" else kind),
        str(context.get("error", detail["msg"])),
        hint,
    )


def _unknown_key(where: tuple[Step, ...], root: Node) -> Problem:
    key = str(where[-1])
    parent, spot = follow(root, where[:-1])
    if isinstance(parent, Mapping) and key in parent.entries:
        spot = parent.entries[key].spot
    near = _meant(where)
    known = list(_keys(_part(where[:-1])))
    home = next((name for name, part in _homes() if key in _keys(part)), None)
    if near:
        hint = f"did you mean {near}?"
    elif home:
        hint = f"{key} belongs under {home}:"
    else:
        hint = f"the keys here are {', '.join(known)}"
    return Problem("unknown-key", f"there is no key {_short(key)} here", hint, spot)


def _meant(where: tuple[Step, ...]) -> str | None:
    """The key of this part that was most likely meant by an unknown one."""
    known, key = list(_keys(_part(where[:-1]))), str(where[-1]).lower().replace("-", "_")
    near = MEANT.get(key)
    return near if near in known else next(iter(get_close_matches(key, known, 1, 0.7)), None)


def _homes() -> Iterator[tuple[str, type[Part]]]:
    """The parts that a misplaced key may belong to, and the key that each stands under."""
    for name in ("meeting", "essay", "sections", "credits", "passage"):
        yield name, _part(("sections", 0, "passage") if name == "passage" else (name, 0))
    yield "questions", _part(("sections", 0, "questions", 0))


def _keys(part: type[Part]) -> Iterator[str]:
    for name, field in part.model_fields.items():
        yield field.alias or name


def _reference(part: type[Part], key: str) -> str:
    for name, field in part.model_fields.items():
        if key in (name, field.alias):
            return f"write {key}: and {(field.description or '').rstrip('.').lower()}"
    return ""


def _part(where: tuple[Step, ...]) -> type[Part]:
    """The part that a place in a guide holds; Guide for a place that has none."""
    part: type[Part] = Guide
    for step in where:
        for name, field in part.model_fields.items():
            if step in (name, field.alias):
                part = _part_in(field.annotation) or part
                break
    return part


def _part_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part_in(inner))), None)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
