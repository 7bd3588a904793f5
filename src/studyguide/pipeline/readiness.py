"""Whether a guide is ready for participants: its drafts, and what is left of a blank guide."""

from collections.abc import Iterator

from studyguide.essay.resolve import drafts
from studyguide.guide.load import Loaded
from studyguide.guide.model import Section
from studyguide.guide.placeholders import QUESTIONS, SECTIONS, TITLE
from studyguide.problems import Problem, Severity

ALL_DRAFTS = "all-drafts"
"""The code of the warning about a guide in which every question is a draft."""


def unready(loaded: Loaded) -> Problem | None:
    """Why nothing is made for participants, as a warning; None for a guide that is ready."""
    guide = loaded.guide
    if guide.essay.title == TITLE:
        message = "nothing is made for participants: the title is still that of the blank guide"
        spot = loaded.spot(("essay", "title"))
        return Problem("placeholder", message, "write your text's title", spot, Severity.WARNING)
    if guide.drafts and not guide.core:
        message = "nothing is made for participants: every question is still a draft"
        hint = "remove draft: true from the ones you keep, or build with --with-drafts"
        return Problem(ALL_DRAFTS, message, hint, loaded.spot(("sections",)), Severity.WARNING)
    return None


def unfinished(loaded: Loaded) -> Iterator[Problem]:
    """Yields what is still to be written or decided: drafts, and texts of the blank guide."""
    held = unready(loaded)
    if held:
        yield held
    if not held or held.code != ALL_DRAFTS:
        yield from drafts(loaded)
    for where, part in loaded.guide.places:
        if isinstance(part, Section):
            if part.title in SECTIONS:
                message = "this title is still that of the blank guide"
                hint = "say in a few words what this part of the text is about"
                spot = loaded.spot((*where, "title"))
                yield Problem("placeholder", message, hint, spot, Severity.WARNING)
        elif part.ask in QUESTIONS:
            message = "this question is still the blank guide's, and could be asked of any text"
            hint = "ask what you wonder about in this one"
            yield Problem("placeholder", message, hint, loaded.spot((*where, "ask")), Severity.INFO)
