"""Merges an overlay into the guide it extends, as nodes; neither is changed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from studyguide.guide.overlay import Addition, Overlay
from studyguide.guide.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence, absent, data
from studyguide.problems import Problem, Severity, Spot, StudyguideError

MERGED = ("essay", "meeting", "credits", "messages", "allow")
"""Parts that an overlay changes key by key; it replaces any other key as a whole."""
WRITTEN_FOR_IT = ("follow_ups", "possible_answers", "watch_out")
"""What was written for the exact words of a question."""


def merge(
    base: Mapping, over: Mapping, said: Overlay, base_name: str
) -> tuple[Mapping, tuple[Problem, ...]]:
    """The guide that the overlay `over` makes of its `base`, and anything to report about it.

    `said` is what the overlay says. Raises StudyguideError for changes that no longer fit the base.
    """
    work = _Merge(base, over, said, base_name)
    merged = work.done()
    return merged, tuple(work.notices)


@dataclass
class _Merge:
    """One overlay being merged over its base; both are left as they are."""

    base: Mapping
    over: Mapping
    said: Overlay
    base_name: str
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)

    def done(self) -> Mapping:
        entries = dict(self.base.entries)
        for key, entry in self.over.entries.items():
            if key in Overlay.model_fields:
                continue
            under = entries.get(key)
            entries[key] = _merged(key, under, entry) if key in MERGED and under else entry
        merged = Mapping(entries, self.over.spot)
        # The base's list must not change, so its sections are copied once and the copies edited.
        self.sections = _sections(merged)
        for name in ("change", "drop", "add", "order"):
            if said := self.over.entries.get(name):
                getattr(self, f"_{name}")(said.value)
        self._ids()
        if self.problems:
            raise StudyguideError(*self.problems)
        old = entries.get("sections")
        if old and isinstance(old.value, Sequence):
            entries["sections"] = Entry(old.spot, Sequence(self.sections, old.value.spot))
        return merged

    def _change(self, changes: Node) -> None:
        for name, change in _entries(changes):
            found = self._find(name, change.spot, _text(change.value, "was"))
            if not found:
                continue
            items, place = found
            self._was(items[place], change.value)
            new = {key: one for key, one in _entries(change.value) if key != "was"}
            old = items[place]
            entries = old.entries if isinstance(old, Mapping) else {}
            self._still_there(name, entries, new)
            changed = Mapping(entries | new, old.spot)
            items[place] = _opened(changed) if items is self.sections else changed

    def _was(self, old: Node, change: Node) -> None:
        was = _text(change, "was")
        now = _text(old, "ask") or _text(old, "title")
        if was and now and _folded(was) != _folded(now):
            spot = dict(_entries(change))["was"].value.spot
            message = f"the text in {self.base_name} has changed since this change was written"
            hint = (
                f"was: “{was}”; now: “{now}”; check your change, then put the new text after was:"
            )
            self.problems.append(Problem("changed-underneath", message, hint, spot))

    def _still_there(self, name: str, old: dict[str, Entry], new: dict[str, Entry]) -> None:
        """Reports what a question with a new text still keeps that was written for the old one."""
        asked, before = new.get("ask"), old.get("ask")
        kept = [key for key in WRITTEN_FOR_IT if _given(old, key) and key not in new]
        if asked and before and kept and data(asked.value) != data(before.value):
            keys = ", ".join(f"{key}:" for key in kept)
            message = f"{name} asks something new but keeps what was written for the old: {keys}"
            hint = "write your own here, or leave a key empty for none"
            spot = asked.spot
            self.notices.append(Problem("kept-follow-ups", message, hint, spot, Severity.INFO))

    def _drop(self, names: Node) -> None:
        # Questions first: someone who drops a section may also name what is in it, even twice.
        wanted = {name.value: name.spot for name in _scalars(names)}
        sections = {_text(section, "id") for section in self.sections}
        for name in sorted(wanted, key=lambda one: one in sections):
            if found := self._find(name, wanted[name]):
                items, place = found
                del items[place]
        self.dropped = set(wanted)

    def _add(self, additions: Node) -> None:
        nodes = additions.items if isinstance(additions, Sequence) else []
        for addition, said in zip(nodes, self.said.add, strict=True):
            entries = dict(_entries(addition))
            found: list[Node] | None = self.sections
            if said.to:
                found = self._section(said.to, entries["to"].value.spot)
            if found is None:
                continue
            place = 0 if said.first else len(found)
            if said.after:
                ids = [_text(one, "id") for one in found]
                if said.after not in ids:
                    self._not_beside(said, entries["after"].value.spot)
                    continue
                place = ids.index(said.after) + 1
            new = entries["question" if said.to else "section"].value
            found.insert(place, new if said.to else _opened(new))

    def _not_beside(self, said: Addition, spot: Spot) -> None:
        """Complains about what an addition should come after: it is not in the same list."""
        if said.to:
            self._elsewhere(str(said.after), said.to, spot)
        else:
            self._section(str(said.after), spot)

    def _order(self, orders: Node) -> None:
        for name, entry in _entries(orders):
            questions = self._section(name, entry.spot)
            if questions is None:
                continue
            wanted = list(_scalars(entry.value))
            at = {_text(one, "id"): n for n, one in enumerate(questions)}
            for missing in (one for one in wanted if one.value not in at):
                self._elsewhere(missing.value, name, missing.spot)
            known = list(dict.fromkeys(one.value for one in wanted if one.value in at))
            # The questions named take each other's places, in the new order; the rest stay put.
            places = sorted(at[one] for one in known)
            moved = [questions[at[one]] for one in known]
            for place, question in zip(places, moved, strict=True):
                questions[place] = question

    def _ids(self) -> None:
        """Complains about an id that this overlay gives to a second part."""
        seen: dict[str, list[Spot]] = {}
        for part in self._parts():
            if name := _text(part, "id"):
                seen.setdefault(name, []).append(dict(_entries(part))["id"].value.spot)
        for name, spots in seen.items():
            ours = [spot for spot in spots if spot.file == self.over.spot.file]
            if ours and len(ours) < len(spots):
                hint = "give every section and every question its own id"
                message = f"the id {name} is already used in {self.base_name}"
                self.problems.append(Problem("duplicate-id", message, hint, ours[0]))

    def _section(self, name: str, spot: Spot) -> list[Node] | None:
        """A section's list of questions, to be changed in place."""
        found = self._find(name, spot)
        if not found:
            return None
        questions = _questions(found[0][found[1]])
        if found[0] is self.sections and questions is not None:
            return questions
        message = f"{name} is a question; there should be a section here"
        ids = (_text(one, "id") for one in self.sections)
        hint = f"the sections are {', '.join(filter(None, ids))}"
        self.problems.append(Problem("not-a-section", message, hint, spot))
        return None

    def _elsewhere(self, name: str, section: str, spot: Spot) -> None:
        """Complains about a question that is not in the section, though it may be in another."""
        if name in {_text(part, "id") for part in self._parts()}:
            message = f"{name} is not a question in the section {section}"
            hint = "run `studyguide show` to see what is where"
            self.problems.append(Problem("not-in-section", message, hint, spot))
        else:
            self._gone(name, spot)

    def _find(self, name: str, spot: Spot, was: str = "") -> tuple[list[Node], int] | None:
        """The list that holds the section or question, and its position in that list."""
        for s, section in enumerate(self.sections):
            if _text(section, "id") == name:
                return self.sections, s
            for q, question in enumerate(_questions(section) or ()):
                if _text(question, "id") == name:
                    return _questions(section) or [], q
        self._gone(name, spot, was)
        return None

    def _gone(self, name: str, spot: Spot, was: str = "") -> None:
        if name in self.dropped:
            hint = f"remove {name} from drop:, or from here"
            self.problems.append(Problem("dropped", f"{name} is removed under drop:", hint, spot))
            return
        known = [_text(one, "id") for one in self._parts()]
        near = get_close_matches(name, [one for one in known if one], 1)
        hint = f"did you mean {near[0]}?" if near else "run `studyguide show` to see its ids"
        if was:
            hint = f"it was: “{was}”; {hint}"
        message = f"{self.base_name} has no question or section {name}"
        self.problems.append(Problem("gone", message, hint, spot))

    def _parts(self) -> Iterator[Node]:
        for section in self.sections:
            yield section
            yield from _questions(section) or ()


def _given(entries: dict[str, Entry], key: str) -> bool:
    return key in entries and bool(data(entries[key].value))


def _merged(key: str, under: Entry, over: Entry) -> Entry:
    if absent(over.value):
        return under
    lower, upper = _spelt_out(key, under.value), _spelt_out(key, over.value)
    if isinstance(lower, Mapping) and isinstance(upper, Mapping):
        return Entry(over.spot, Mapping(lower.entries | upper.entries, over.value.spot))
    return over


def _spelt_out(key: str, node: Node) -> Node:
    """The node, with an essay's bare title put under title:."""
    if key == "essay" and isinstance(node, Scalar) and not node.absent:
        return Mapping({"title": Entry(node.spot, node)}, node.spot)
    return node


def _sections(guide: Mapping) -> list[Node]:
    """The guide's sections, each with its own copy of its list of questions."""
    entry = guide.entries.get("sections")
    if not entry or not isinstance(entry.value, Sequence):
        return []
    return [_opened(section) for section in entry.value.items]


def _opened(section: Node) -> Node:
    if not isinstance(section, Mapping):
        return section
    entry = section.entries.get("questions", Entry(section.spot, Sequence([], section.spot)))
    value = entry.value
    if isinstance(value, Mapping):
        return section
    items: list[Node] = [] if absent(value) else [value]
    if isinstance(value, Sequence):
        items = list(value.items)
    questions = Entry(entry.spot, Sequence(items, value.spot))
    return Mapping(section.entries | {"questions": questions}, section.spot)


def _questions(section: Node) -> list[Node] | None:
    """A section's list of questions, to be changed in place; None where there is none."""
    if isinstance(section, Mapping) and (entry := section.entries.get("questions")):
        return entry.value.items if isinstance(entry.value, Sequence) else None
    return None


def _entries(node: Node) -> list[tuple[str, Entry]]:
    return list(node.entries.items()) if isinstance(node, Mapping) else []


def _scalars(node: Node) -> Iterator[Scalar]:
    items = node.items if isinstance(node, Sequence) else [node]
    yield from (item for item in items if isinstance(item, Scalar) and not item.absent)


def _text(node: Node, key: str) -> str:
    """The text under a key of the node; empty where there is none."""
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    scalar = entry.value if entry else None
    return scalar.value.strip() if isinstance(scalar, Scalar) and not scalar.absent else ""


_PLAIN = str.maketrans("“”„‟«»‘’‚‛‐‑‒–—", '""""""\'\'\'\'-----')


def _folded(text: str) -> str:
    """The text for comparing with another: spaces, quotation marks and dashes may differ."""
    plain = unicodedata.normalize("NFC", text).replace("…", "...").translate(_PLAIN)
    return " ".join(plain.split())
