"""What is said about a file that is not a guide yet: pydantic's findings in plain words."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from studyguide.guide import terms
from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.guide.parts import inner, keys, one_line, part_at, takes_list
from studyguide.guide.yaml import nodes
from studyguide.guide.yaml.hints import odd_blank
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Step, follow
from studyguide.guide.yaml.words import quoted, short
from studyguide.problems import Problem

LIMIT = 200
"""The most findings reported for one file: nobody reads more, and a hostile file has many."""
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
    "meaning": "means",
    "word": "term",
    "host": "facilitator",
    "leader": "facilitator",
    "moderator": "facilitator",
    "groups": "tables",
    "invite": "invitation",
    "warning": "content_note",
    "rules": "norms",
    "type": "kind",
    "start": "from",
    "begin": "from",
    "end": "to",
}
"""Words that people write where a guide uses another."""


def not_a_guide(node: Node) -> Problem:
    """The complaint about a file that holds something other than keys."""
    hint = "start with the lines studyguide: 1, essay: and sections:"
    return Problem("not-a-guide", "this is not a guide: it has no keys", hint, node.spot)


def complaints(
    details: Sequence[ErrorDetails], root: Node, whole: type[Part] = Guide
) -> tuple[Problem, ...]:
    """Pydantic's findings as problems at the lines of the file, each mistake reported once.

    `root` holds what was written; `whole` is the part that it should be.
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
        more = Problem("too-many", "the file has more problems than these", "fix these first", spot)
        return (*told, more)
    return tuple(told)


def _complaint(detail: ErrorDetails, root: Node, whole: type[Part]) -> Problem:
    where = detail["loc"]
    node, spot = follow(root, where)
    if problem := terms.complaint(root, where) or _swallowed(root, where, whole):
        return problem
    kind = detail["type"]
    if kind == "missing":
        part, key = part_at(where[:-1], whole), str(where[-1])
        return Problem("missing-key", f"{key}: is missing here", _reference(part, key), spot)
    if kind == "extra_forbidden":
        return _unknown_key(where, root, whole)
    code, message, hint = (
        _number(detail, node) or _form(detail, node, whole) or _value(detail, node)
    )
    return Problem(code, message, hint, spot)


def _swallowed(root: Node, where: tuple[Step, ...], whole: type[Part]) -> Problem | None:
    """The complaint about keys, at this place or above it, that are really words of a text."""
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
                message = f"between {{ and }}, the comma before {short(key)} ends the text"
                hint = "put the whole text in quotation marks; write a number without the comma"
                return Problem("comma-in-text", message, hint, entry.spot)
            if odd_blank(key) is None and (
                " " in key or (lone and question and not _meant((*where[:depth], key), whole))
            ):
                value = entry.value.value if isinstance(entry.value, Scalar) else "…"
                message = "the colon in this text turns the words before it into a key"
                text = quoted(f"{key}: {value}".strip())
                hint = f"put the whole text in quotation marks: {text}"
                return Problem("colon-in-text", message, hint, entry.spot)
    return None


Told = tuple[str, str, str]
"""Code, message and hint."""


def _number(detail: ErrorDetails, node: Node) -> Told | None:
    """What is wrong with a number, or with a true or false."""
    kind, key = detail["type"], str(detail["loc"][-1])
    context: dict[str, Any] = detail.get("ctx") or {}
    written = short(node.value) if isinstance(node, Scalar) else f"what is written under {key}:"
    if kind.startswith("int_"):
        digits = re.match(r"(\d{1,6})(?![\w:.])", re.sub(r"(?<=\d)[,' ](?=\d{3}\b)", "", written))
        hint = f"write only digits, like {key}: {digits[1] if digits else 12}"
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
    """What is wrong with a text, a list or keys in the place of one of the others."""
    kind, where = detail["type"], detail["loc"]
    if kind in ("string_too_short", "string_type"):
        if isinstance(node, Scalar):
            return "empty-text", "this text is empty", "write something, or remove it"
        if isinstance(node, Mapping):
            hint = "write one text; if it has a colon in it, put it in quotation marks"
            return "not-a-text", "there should be text here, not keys", hint
        hint = "write one text, without dashes"
        return "not-a-text", "there should be text here, not a list", hint
    if kind in ("tuple_type", "list_type"):
        hint = "start each item with a dash and a space"
        if isinstance(node, Mapping) and part_at(where, whole) is part_at(where[:-1], whole):
            hint = "start each item with a dash and a space, and no key"
        elif isinstance(node, Mapping):
            key = short(next(iter(node.entries), ""))
            hint = f"start each item with a dash and a space, like - {key}: …"
        return "not-a-list", "there should be a list here", hint
    if kind == "dict_type":
        hint = "write the rule and the reason, like closed-question: a deliberate warm-up"
        return "not-keys", "setting a rule aside needs a reason", hint
    if kind in ("model_type", "model_attributes_type"):
        what = "a list" if isinstance(node, nodes.Sequence) else "text"
        hint = f"the keys you can use here are {', '.join(keys(part_at(where, whole)))}"
        if isinstance(node, nodes.Sequence) and isinstance(where[-1], int):
            hint = "if there is one dash too many, remove it"
        elif isinstance(node, nodes.Sequence) and node.spot.text[node.spot.column - 1 :][:1] == "-":
            hint = f"remove the dashes; {hint}"
        return "not-keys", f"there should be keys here, one per line, not {what}", hint
    return None


def _value(detail: ErrorDetails, node: Node) -> Told:
    """What is wrong with a text that is not one of those allowed here."""
    kind, key = detail["type"], str(detail["loc"][-1])
    context: dict[str, Any] = detail.get("ctx") or {}
    written = node.value if isinstance(node, Scalar) else f"what is written under {key}:"
    if kind == "enum":
        choices = str(context["expected"]).replace("'", "")
        near = get_close_matches(written.lower(), choices.replace(" or ", ", ").split(", "), 1)
        hint = f"did you mean {near[0]}?" if near else f"choose {choices}"
        return "not-a-choice", f"{short(written)} is not one of {choices}", hint
    if kind == "string_too_long":
        message = f"this text is longer than {context['max_length']:,} characters"
        return "too-long-text", message, "shorten it: a handout is one sheet"
    # All that is left are our own checks: their type is our code, their message our own words.
    code = "bad-value" if kind == "value_error" else kind
    return code, str(context.get("error", detail["msg"])), str(context.get("hint", ""))


def _unknown_key(where: tuple[Step, ...], root: Node, whole: type[Part]) -> Problem:
    key = str(where[-1])
    parent, spot = follow(root, where[:-1])
    if isinstance(parent, Mapping) and key in parent.entries:
        spot = parent.entries[key].spot
    part = part_at(where[:-1], whole)
    value = (
        parent.entries[key].value if isinstance(parent, Mapping) and key in parent.entries else None
    )
    homes = _belongs(key, value, part)
    message = f"there is no key {short(key)} here"
    if odd_blank(key) is not None:
        message = "a space at the start of this line is not an ordinary space"
        hint = "delete the spaces there and type them again"
    elif " " in key and len(where) == 1:
        hint = "if this line is not part of the guide, delete it; if it is part of the text above,"
        hint += " indent it, and put the whole text in quotation marks"
    elif near := _meant(where, whole):
        hint = f"did you mean {near}?"
    elif homes:
        hint = f"{key} belongs under {' or '.join(homes)}"
    else:
        hint = f"the keys you can use here are {', '.join(keys(part))}"
    return Problem("unknown-key", message, hint, spot)


def _belongs(key: str, value: Node | None, part: type[Part]) -> list[str]:
    """The keys that a misplaced key may belong under: those of the part, else any in a guide."""
    own = [] if part is Guide else [home for home in inner(part) if key in keys(home[1])]
    homes = own or [home for home in _homes() if key in keys(home[1])]
    number = isinstance(value, Scalar) and value.value.isdigit()
    # `questions` is a list in a section and a number in the meeting.
    fitting = [
        name
        for name, home in homes
        if not (
            takes_list(home, key)
            if number
            else isinstance(value, nodes.Sequence) and not takes_list(home, key)
        )
    ]
    return [f"{name}:" for name in fitting or [name for name, _ in homes]]


def _meant(where: tuple[Step, ...], whole: type[Part]) -> str | None:
    """The key of this part that was most likely meant by the last one in `where`."""
    known, key = list(keys(part_at(where[:-1], whole))), str(where[-1]).lower().replace("-", "_")
    near = MEANT.get(key)
    if near in known:
        return near
    # A key that is right elsewhere was put in the wrong place; it isn't another one, misspelt.
    if key not in known and any(str(where[-1]) in keys(part) for _, part in _homes()):
        return None
    return next(iter(get_close_matches(key, known, 1, 0.7)), None)


def _homes() -> Iterator[tuple[str, type[Part]]]:
    """The parts that a misplaced key may belong to, each with the key it is written under."""
    for name in ("meeting", "essay", "sections", "credits", "messages"):
        yield name, part_at((name,))
    yield "passage", part_at(("sections", 0, "passage"))
    yield "questions", part_at(("sections", 0, "questions", 0))


def _reference(part: type[Part], key: str) -> str:
    for name, field in part.model_fields.items():
        if key in (name, field.alias):
            about = one_line(field.description).rstrip(".")
            return f"write {key}: followed by {about[:1].lower()}{about[1:]}"
    return ""
