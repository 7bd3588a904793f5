"""Matching a guide to the essay's text: where its passages are, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studyguide.files.inputs import InputError
from studyguide.guide.load import Loaded
from studyguide.guide.model import Guide, Question, Section
from studyguide.guide.reading import Passage
from studyguide.problems import Problem, Severity, refuse

if TYPE_CHECKING:
    from studyguide.essay.find import Found
    from studyguide.essay.text import EssayText

# Most builds have no essay text, so the code that reads and searches it is imported on demand.

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Grounds:
    """The essay's text, where each passage is in it, and what is wrong; without a text, nothing is
    found and nothing is wrong.

    A passage's key is the path of the section, question or follow-up that has it, and its position
    among that part's passages."""

    essay: "EssayText | None" = None
    found: "Mapping[Where, Found]" = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    links: Mapping[Where, str] = field(default_factory=dict)
    """The web address of each passage in the essay."""


def text_of(loaded: Loaded, chosen: Path | None) -> "EssayText | None":
    """The essay's text: the file chosen on the command line, else the guide's own, else none.

    Raises StudyguideError if the file can't be read, or if a guide's file is outside its folder.
    """
    name = loaded.guide.essay.file
    if not chosen and not name:
        return None
    from studyguide.essay.text import read_essay

    inputs = loaded.inputs
    if chosen or not name:
        return read_essay(inputs, chosen or Path())
    spot = loaded.spot(("essay", "file"))
    try:
        there = inputs.has(loaded.folder, name)
    except InputError:
        hint = "copy the text there, or give it with --text"
        raise refuse("text-elsewhere", f"{name} is not in the guide's folder", hint, spot) from None
    if not there:
        hint = "copy the text there, give it with --text, or remove this line"
        raise refuse("no-text", f"there is no file {name} next to the guide", hint, spot)
    return read_essay(inputs, loaded.folder / name)


def ground(loaded: Loaded, essay: "EssayText | None") -> Grounds:
    """Looks up every passage of the guide in the text: a follow-up's near its question's, and both
    in their section before the whole text."""
    if not essay:
        return Grounds(links=_links(loaded.guide, None, {}))
    found: dict[Where, Found] = {}
    problems: list[Problem] = []
    for where, passages in loaded.guide.passages:
        for place, passage in enumerate(passages):
            problems += _look_up(loaded, essay, found, (*where, place), passage)
    problems += _clashes(loaded, essay, found)
    links = _links(loaded.guide, essay, found)
    return Grounds(essay, found, tuple(problems), links)


def _look_up(
    loaded: Loaded, essay: "EssayText", found: "dict[Where, Found]", key: Where, passage: Passage
) -> Iterator[Problem]:
    """Adds the passage to those found, and yields what is wrong with it or worth knowing."""
    from studyguide.essay.find import PassageProblem, find

    *path, place = key
    where = tuple(path)
    near = _places(loaded.guide, found, where[:4]) if len(where) > 4 else ()
    within = _places(loaded.guide, found, where[:2]) if len(where) > 2 else ()
    try:
        one = found[key] = find(essay, passage, near=near, within=within)
    except PassageProblem as error:
        spot = loaded.spot((*where, "passage", place, error.key))
        yield from (replace(problem, spot=spot) for problem in error.problems)
        return
    for note in one.notes:
        if not _allowed(loaded.guide, where, note.code):
            spot = loaded.spot((*where, "passage", place, note.key))
            yield Problem(note.code, note.message, note.hint, spot, Severity.INFO)


def _places(guide: Guide, found: "Mapping[Where, Found]", where: Where) -> "tuple[Found, ...]":
    """The places of a section or a question; none if one of them wasn't found, since that could be
    the one that a passage is in."""
    *_, part = _parts(guide, where)
    places = [found.get((*where, place)) for place in range(len(part.passages))]
    return tuple(place for place in places if place) if all(places) else ()


def _parts(guide: Guide, where: Where) -> Iterator[Section | Question]:
    """The section on the path, and the question if there is one."""
    section = guide.sections[int(where[1])]
    yield section
    if len(where) > 2:
        yield section.questions[int(where[3])]


def _allowed(guide: Guide, where: Where, code: str) -> bool:
    """Whether the guide, the section or the question sets a rule aside."""
    return code in guide.allow or any(code in part.allow for part in _parts(guide, where))


def drafts(loaded: Loaded) -> Iterator[Problem]:
    """How many questions are still drafts, and so hidden from participants."""
    if number := loaded.guide.drafts:
        message = f"draft questions that participants won't see: {number}"
        hint = "remove draft: true from the ones you keep, or build with --with-drafts"
        yield Problem("drafts", message, hint, loaded.spot(("sections",)), Severity.INFO)


def _links(
    guide: Guide, essay: "EssayText | None", found: "Mapping[Where, Found]"
) -> dict[Where, str]:
    """The web address of each passage: a link that opens the essay there."""
    url = guide.essay.url
    if not url:
        return {}
    from studyguide.essay.links import fragment, unseen_fragment

    made: dict[Where, str] = {}
    for where, passages in guide.passages:
        for place, passage in enumerate(passages):
            known = found.get((*where, place))
            end = fragment(essay, known) if essay and known else unseen_fragment(passage)
            mark = "" if not end else end if "#" in url else f"#{end}"
            made[*where, place] = f"{url}{mark}"
    return made


def _clashes(loaded: Loaded, essay: "EssayText", found: "Mapping[Where, Found]") -> list[Problem]:
    from studyguide.essay.overlaps import overlaps

    guide = loaded.guide
    sections = [
        [found.get(("sections", s, place)) for place in range(len(section.passages))]
        for s, section in enumerate(guide.sections)
    ]
    problems = []
    for clash in overlaps(essay, sections):
        code = f"sections-{clash.kind}"
        where, other = ("sections", clash.later), guide.sections[clash.earlier]
        if _allowed(guide, where, code):
            continue
        if clash.kind == "overlap":
            words = " ".join(clash.shared.split()[:8])
            message = f"this section overlaps “{other.title}”: both include “{words}”"
        else:
            message = f"this section comes after “{other.title}” here, but before it in the text"
        hint = f"adjust its passage, or keep it and write allow: {{{code}: why}}"
        spot = loaded.spot((*where, "passage", clash.piece))
        problems.append(Problem(code, message, hint, spot, Severity.WARNING))
    return problems
