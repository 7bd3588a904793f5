"""The first guide as YAML: what a facilitator opens, reads and makes their own."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from studyguide.authoring import seeing
from studyguide.authoring.anchors import anchor
from studyguide.authoring.offers import Ground, Offer
from studyguide.authoring.picking import Taken, best, others
from studyguide.authoring.sections import Stretch, sections
from studyguide.authoring.sentences import Sentence, sentences
from studyguide.authoring.terms import central, is_english
from studyguide.authoring.titles import titles
from studyguide.essay.find import Found
from studyguide.essay.text import EssayText
from studyguide.guide.reading import Passage
from studyguide.guide.yaml.writer import SCHEMA_LINE, scalar

_HINTS = """
# A first guide, drafted from the essay's own words. The program can't understand the essay;
# you can. So every question here is a draft, and participants see none of them until you
# have looked at it:
#
#   1. Keep the few questions that you would like to hear a group talk about. Put them into
#      your own words, and take out the line draft: true.
#   2. Delete the other drafts. They are only offers.
#   3. Give each section a title and a summary of your own.
#   4. Run studyguide check, then studyguide build.
""".strip()
OPENING = "Which sentence of the text has stayed with you, and what made it stay?"
CLOSING = "What do you see differently now, and what do you still want to ask?"
_MOST_WORDS = 1_000_000
_TITLE_LENGTH = 200


@dataclass
class Ids:
    """Ids for sections and questions, each given once."""

    given: set[str] = field(default_factory=set)

    def make(self, text: str, otherwise: str) -> str:
        """A short name out of a text's first words."""
        letters = unicodedata.normalize("NFKD", text.lower().replace("’", "").replace("'", ""))
        found = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
        base = "-".join(found[:5])[:60].strip("-")
        # A bare number or a word that YAML reads as something else makes a poor name.
        base = base if re.search(r"[a-z]{3}", base) else otherwise
        name, count = base, 2
        while name in self.given:
            name, count = f"{base}-{count}", count + 1
        self.given.add(name)
        return name


@dataclass(frozen=True)
class Drafted:
    """A section of the first guide."""

    title: str
    stretch: Stretch
    passage: Passage | None
    found: Found | None
    best: Sequence[Offer]
    others: Sequence[Offer]


def draft(
    essay: EssayText, *, name: str, file: str | None, suggested: Sequence[Sequence[Offer]] = ()
) -> str:
    """The YAML of a first guide for an essay; the same for the same essay.

    `name` is its title where the text has none; `file` is where the guide will find the text.
    `suggested` are questions from elsewhere for each section, which stand before the drafts.
    """
    standing = sentences(essay)
    drafted = _drafted(essay, standing, suggested)
    ids = Ids()
    lines = [SCHEMA_LINE, "studyguide: 1", "", *_HINTS.split("\n"), ""]
    lines += _essay(essay, name, file)
    lines += [
        "",
        "# Your meeting. Change both numbers; the plan follows them.",
        "meeting:",
        "  minutes: 60",
        "  people: 8",
        "",
        "# A round in which everybody speaks once, and nobody can be wrong.",
        "opening:",
        f"  - {scalar(OPENING, '    ')}",
        "",
        "# Sections in the order of the text. Move a border by changing from: and to:.",
        "sections:",
    ]
    for section in drafted:
        lines += ["", *_section(essay, standing, section, ids)]
    lines += [
        "",
        "# The last round.",
        "closing:",
        f"  - {scalar(CLOSING, '    ')}",
    ]
    return "\n".join(lines) + "\n"


def outline(essay: EssayText) -> tuple[Stretch, ...]:
    """The sections that `draft` finds in an essay."""
    return sections(essay, sentences(essay))


def _drafted(
    essay: EssayText, standing: Sequence[Sentence], suggested: Sequence[Sequence[Offer]]
) -> list[Drafted]:
    stretches = sections(essay, standing)
    english = is_english(sentence.text for sentence in standing)
    ground = Ground(standing, tuple(seeing.seen(standing, english=english)), central(essay))
    paragraphs = [sentence.paragraph for sentence in standing]
    more = [*suggested, *[()] * len(stretches)]
    taken = Taken()
    picked = [
        best([*own, *ground.offers(stretch)], paragraphs, taken)
        for own, stretch in zip(more, stretches, strict=False)
    ]
    found: list[Drafted] = []
    for stretch, title, (chosen, rest) in zip(
        stretches, titles(standing, stretches), picked, strict=True
    ):
        begin, end = standing[stretch.first].begin, standing[stretch.stop - 1].end
        passage, place = anchor(essay, begin, end) or (None, None)
        next_best = others(rest, chosen, paragraphs, taken)
        found.append(Drafted(title, stretch, passage, place, chosen, next_best))
    return found


def _essay(essay: EssayText, name: str, file: str | None) -> Iterator[str]:
    yield "essay:"
    yield f"  title: {scalar(_line(essay.title) or _line(name) or 'An essay', '    ')}"
    if subtitle := _line(essay.subtitle):
        yield f"  subtitle: {scalar(subtitle, '    ')}"
    yield "  # author:"
    yield "  # year:"
    yield "  # url:"
    if 1 <= essay.words <= _MOST_WORDS:
        yield f"  words: {essay.words}"
    if file:
        yield "  # Your own copy of the text: it is never printed or passed on."
        yield f"  file: {scalar(file, '    ')}"


def _line(text: str | None) -> str:
    printable = "".join(mark if mark.isprintable() else " " for mark in text or "")
    return " ".join(printable.split())[:_TITLE_LENGTH].strip()


def _section(
    essay: EssayText, standing: Sequence[Sentence], section: Drafted, ids: Ids
) -> Iterator[str]:
    yield f"  - id: {scalar(ids.make(section.title, 'section'))}"
    yield f"    title: {scalar(section.title, '      ')}"
    if section.passage:
        yield from _passage(section.passage, "    ")
    yield "    # summary: Two or three lines in your own words."
    if section.best:
        yield "    questions:"
    else:
        yield "    # questions:"
        yield "    #   - What would you ask about this section?"
    for offer in section.best:
        yield from _question(essay, standing, section, offer, ids)
        yield ""
    if section.others:
        yield "      # More drafts. To use one, take the # and the space after it away."
    for offer in section.others:
        for line in _question(essay, standing, section, offer, ids):
            for part in line.split("\n"):
                yield f"      # {part[6:]}"


def _question(
    essay: EssayText, standing: Sequence[Sentence], section: Drafted, offer: Offer, ids: Ids
) -> Iterator[str]:
    yield f"      - id: {scalar(ids.make(offer.quote, 'question'))}"
    yield f"        ask: {scalar(offer.ask, '          ')}"
    yield f"        kind: {offer.kind.value}"
    yield "        draft: true"
    begin, end = standing[offer.first].begin, standing[offer.last].end
    whole = offer.whole or section.found is None
    if not whole and (placed := anchor(essay, begin, end, section.found)):
        yield from _passage(placed[0], "        ")
    yield "        follow_ups:"
    for follow_up in offer.follow_ups:
        yield f"          - {scalar(follow_up, '            ')}"
    if offer.watch_out:
        yield f"        watch_out: {scalar(offer.watch_out, '          ')}"


def _passage(passage: Passage, indent: str) -> Iterator[str]:
    yield f"{indent}passage:"
    written = {"paragraphs": passage.paragraphs, "from": passage.begins, "to": passage.ends}
    for key, value in written.items():
        if value:
            yield f"{indent}  {key}: {scalar(value, indent + '    ')}"
