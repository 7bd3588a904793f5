"""Matching a guide to the essay's text: where its passages are, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studyguide.files.inputs import InputError
from studyguide.guide.load import Loaded
from studyguide.guide.model import Guide, Section
from studyguide.problems import Problem, Severity, refuse

if TYPE_CHECKING:
    from studyguide.essay.find import Found
    from studyguide.essay.text import EssayText

# Most builds have no essay text, so the code that reads and searches it is imported on demand.

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Grounds:
    """The essay's text, where each section's and question's passage is in it, and what is wrong;
    without a text, nothing is found and nothing is wrong."""

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
    """Looks up every passage of the guide in the text; a question's within its section's."""
    if not essay:
        return Grounds(links=_links(loaded.guide, None, {}))
    from studyguide.essay.find import PassageProblem, find

    found: dict[Where, Found] = {}
    problems: list[Problem] = []
    for where, part in loaded.guide.places:
        if not part.passage:
            continue
        section = None if isinstance(part, Section) else found.get(where[:2])
        try:
            found[where] = find(essay, part.passage, within=section)
        except PassageProblem as error:
            spot = loaded.spot((*where, "passage", error.key))
            problems += [replace(problem, spot=spot) for problem in error.problems]
    problems += _clashes(loaded, essay, found)
    links = _links(loaded.guide, essay, found)
    return Grounds(essay, found, tuple(problems), links)


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
    from studyguide.essay.links import fragment

    made: dict[Where, str] = {}
    for where, part in guide.places:
        if part.passage:
            known = essay if where in found else None
            within = found.get(where[:2]) if len(where) > 2 else None
            end = fragment(part.passage, known, within=within if known else None)
            mark = "" if not end else end if "#" in url else f"#{end}"
            made[where] = f"{url}{mark}"
    return made


def _clashes(loaded: Loaded, essay: "EssayText", found: "Mapping[Where, Found]") -> list[Problem]:
    from studyguide.essay.find import overlaps

    guide = loaded.guide
    sections = [found.get(("sections", s)) for s in range(len(guide.sections))]
    problems = []
    for clash in overlaps(essay, sections):
        code = f"sections-{clash.kind}"
        part, other = guide.sections[clash.later], guide.sections[clash.earlier]
        if code in part.allow or code in guide.allow:
            continue
        if clash.kind == "overlap":
            words = " ".join(clash.shared.split()[:8])
            message = f"this section overlaps “{other.title}”: both include “{words}”"
        else:
            message = f"this section comes after “{other.title}” here, but before it in the text"
        hint = f"adjust its passage, or keep it and write allow: {{{code}: why}}"
        spot = loaded.spot(("sections", clash.later, "passage"))
        problems.append(Problem(code, message, hint, spot, Severity.WARNING))
    return problems
