"""Guides written for tests, and one filled from the model so that every field of it speaks."""

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from studyguide.formats import formats_of
from studyguide.guide.fields import Audience
from studyguide.guide.load import load
from studyguide.guide.model import Guide
from studyguide.guide.part import Part
from studyguide.guide.reading import Passage
from studyguide.handouts.document import Document, RenderOptions
from studyguide.handouts.editions import EDITIONS, Edition, Need
from studyguide.handouts.view import view
from studyguide.pipeline.build import Handout, build
from studyguide.pipeline.request import BuildRequest
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import plan

SHIPPED = "alignment-is-capabilities"

TINY = """\
studyguide: 1
essay: A walk in the rain
sections:
  - title: Getting wet
    questions:
      - Why does the walker leave the umbrella at home?
"""

GERMAN = """\
studyguide: 1
language: de
essay:
  title: Über das Warten
  subtitle: Eine kleine Betrachtung
  author: Anonym
  year: 1911
  url: https://beispiel.example/warten
  words: 900
introduction: Warum fällt uns *Warten* so schwer? Größe, Maß und Muße.
content_note: Ein Abschied wird erzählt.
meeting:
  {minutes: 60, people: 5, start: "19:30", date: 2026-12-03, place: Gemeindehaus, group: Lesekreis}
opening: Worauf haben Sie zuletzt gewartet?
sections:
  - title: Am Bahnsteig
    passage: {paragraphs: 1-3, from: Der Zug, to: noch nicht da}
    summary: Wer wartet, sieht mehr als wer fährt.
    questions:
      - ask: Weshalb nennt der Text das Warten eine **Arbeit**?
        protocol: pairs
        passage: {paragraphs: 2}
        possible_answers: [Weil es Kraft kostet., Weil es etwas hervorbringt.]
      - Wem schadet das Warten, und wem nützt es?
closing: Was nehmen Sie mit?
glossary: [{term: Muße, means: Zeit ohne Zweck.}]
credits: {guide_by: das studyguide-Projekt, license: CC BY 4.0}
"""

ARABIC = """\
studyguide: 1
language: ar
essay: {title: عن الانتظار, author: مجهول, url: "https://example.org/waiting"}
introduction: نصٌّ قصير عن الصبر والوقت.
meeting: {people: 6, date: 2026-12-03, start: "18:00"}
sections:
  - title: على الرصيف
    passage: {paragraphs: 1-2, from: جاء القطار}
    summary: من ينتظر يرى أكثر ممن يسافر.
    questions:
      - ask: لماذا يصف النص الانتظار بأنه *عمل*؟
        protocol: pairs
        follow_ups: [أين تجد ذلك في النص؟, ومن لا يستطيع أن ينتظر؟]
        possible_answers: [لأنه يحتاج إلى قوة., لأنه يصنع شيئًا جديدًا.]
        watch_out: عودوا إلى الفقرة الثانية.
      - من يستفيد من الانتظار، ومن يخسر؟
glossary: [{term: صبر, means: أن تنتظر بلا ضيق.}]
"""

JAPANESE = """\
studyguide: 1
language: ja
essay: {title: 待つということ, author: 作者不詳, url: "https://example.org/matsu"}
introduction: 待つ時間についての短い文章です。
meeting: {people: 6, date: 2026-12-03, start: "18:00"}
sections:
  - title: 駅のホームで
    passage: {paragraphs: 1-2, from: 電車が来る}
    summary: 待つ人は、旅をする人よりも多くを見る。
    questions:
      - ask: なぜこの文章は、待つことを「仕事」と呼ぶのでしょうか。
        protocol: write-first
        follow_ups: [どの言葉からわかりますか。, 待てない人はどうなりますか。]
        possible_answers: [力がいるから。, 新しいものを生むから。]
        watch_out: 第二段落に戻ってください。
      - 待つことで得をするのは誰で、損をするのは誰ですか。
glossary: [{term: 間, means: 何もない時間や場所のこと。}]
"""

PROTOCOLS = ["whole", "pairs", "write-first", "1-2-4-all", "round", "fishbowl"]
KINDS = ["factual", "interpretive", "evaluative", "interpretive"]
SIDES = ["with", "against", "neutral"]


def _long_question(number: int) -> dict[str, Any]:
    first = 2 * number - 1
    return {
        "id": f"harvest-{number}",
        "ask": f"In field {number}, which of the *two* harvests does the author trust, and why?",
        "kind": KINDS[number % len(KINDS)],
        "passage": {"paragraphs": f"{first}-{first + 1}", "from": "The corn", "to": "was late"},
        "focus": number == 5,
        "minutes": 8 + number % 5,
        "keep": ["always", "usually", "if-time"][number % 3],
        "protocol": PROTOCOLS[number % len(PROTOCOLS)],
        "follow_ups": [f"Which word in paragraph {first} says so?", "Who would count otherwise?"],
        "possible_answers": [
            "The first: it was smaller, but everybody ate.",
            "The second, for `grain` was left to sow.",
        ],
        "watch_out": f"Weather is not the point; go back to paragraph {first}.",
        "side": SIDES[number % len(SIDES)],
        "allow": {"closed-question": "a deliberate warm-up"},
    }


def _long_section(number: int) -> dict[str, Any]:
    questions = [_long_question(4 * number + place) for place in range(1, 5)]
    return {
        "id": f"season-{number}",
        "title": ["Sowing", "Waiting", "Reaping"][number],
        "passage": {"paragraphs": f"{8 * number + 1}-{8 * number + 8}", "from": "In the year"},
        "summary": "Two farms share a well. One plants early, the other keeps its seed for longer.",
        "facilitator_notes": "**Aim.** Hear both farms.\n\nSome know farming; **ask them last**.",
        "questions": questions,
        "allow": {"unanchored": "the whole chapter is meant"},
    }


LONG = yaml.safe_dump(
    {
        "studyguide": 1,
        "language": "en",
        "essay": {
            "title": "Two Farms and a Well",
            "subtitle": "An account in three seasons",
            "author": "Anonymous",
            "year": "1887",
            "url": "https://farms.example/two-farms-and-a-well",
            "words": 4200,
            "file": "two-farms.txt",
        },
        "introduction": "A short account of [plenty](https://plenty.example/) and of want.",
        "content_note": "A hungry winter is told.",
        "meeting": {
            "minutes": 120,
            "people": 14,
            "start": "19:00",
            "group": "Thursday readers",
            "date": "2026-12-03",
            "place": "the library",
            "next": "2026-12-17",
            "reading": "before",
            "first_meeting": True,
        },
        "norms": ["Point to the page.", "Let others finish."],
        "before_meeting": ["Mark the sentence that you doubt most."],
        "opening": ["What did you last share?"],
        "sections": [_long_section(number) for number in range(3)],
        "closing": ["What will you count otherwise?", "Who was missing?"],
        "after_meeting": ["Ask a gardener."],
        "glossary": [
            {"term": "tithe", "means": "A tenth of the harvest, given away."},
            {"term": "fallow", "means": "Left to rest for a year."},
        ],
        "further_reading": [
            {
                "title": "A Book of Wells",
                "author": "Anonymous",
                "year": "1902",
                "url": "https://wells.example/",
                "why": "Looks from the other farm.",
            }
        ],
        "credits": {"guide_by": "the studyguide tests", "license": "CC BY 4.0"},
        "allow": {"minutes": "a long evening is planned"},
    },
    allow_unicode=True,
    sort_keys=False,
)


def _long_paragraph(number: int) -> str:
    start = "In the year" if number % 8 == 1 else "In month"
    if number % 2:
        return f"{start} {number} the well was low. The corn of field {number} was thin."
    return f"Nobody had counted on month {number}, when the rain was late."


LONG_ESSAY = "\n\n".join(_long_paragraph(number) for number in range(1, 25)) + "\n"
ESSAYS = {"two-farms.txt": LONG_ESSAY}
"""The essays of the guides above that have one, by the name that the guide gives."""

FILLER = (
    "Here a text that was written for tests goes on in plain words, so that a page has something "
    "to carry and a reader something to mark. A shorter sentence follows it."
)


def essay_for(guide: Guide) -> str:
    """A text in which every passage of a guide is found, made of the words that the guide names.

    It stands in for an essay that is not ours to ship; every passage must have all three parts.
    """
    marks: dict[int, dict[str, None]] = {n: {} for n in range(1, guide.paragraphs + 1)}
    for section in guide.sections:
        narrower = (one for question in section.questions for one in question.passages)
        whole, *narrow = [*section.passages, *narrower]
        for part in (whole, *narrow):
            marks[_ends(part)[0]].setdefault(part.begins or "")
        for part in narrow:
            if part.ends != whole.ends:
                marks[_ends(part)[1]].setdefault(part.ends or "")
        marks[_ends(whole)[1]].setdefault(whole.ends or "")
    paragraphs = [
        " ".join([f"This is how paragraph {n} starts.", *(f"{mark}. {FILLER}" for mark in found)])
        for n, found in marks.items()
    ]
    return "\n\n".join(paragraphs) + "\n"


def _ends(passage: Passage) -> tuple[int, int]:
    numbers = [int(number) for number in (passage.paragraphs or "").split("-")]
    return numbers[0], numbers[-1]


GUIDES = {"tiny": TINY, "long": LONG, "german": GERMAN, "arabic": ARABIC, "japanese": JAPANESE}


def write(folder: Path, text: str = TINY, name: str = "guide.yaml") -> Path:
    """Write a guide's file into a folder and say where it is."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    for essay, words in ESSAYS.items():
        if f"file: {essay}\n" in text:
            (folder / essay).write_text(words, encoding="utf-8")
    return path


def comes(guide: str, edition: Edition) -> bool:
    """Whether an edition of a guide can be made: only the long one has a text and a fishbowl."""
    return edition.needs in (None, Need.TABLES) or guide == "long"


def seated(edition: str) -> MeetingOverrides:
    """The meeting at which an edition can be made: table sheets need tables."""
    return MeetingOverrides(tables=2 if EDITIONS[edition].needs is Need.TABLES else None)


@dataclass(frozen=True)
class Said:
    """Words that were put into one field, and whether participants may see them."""

    part: str
    field: str
    public: bool
    words: str

    @property
    def sought(self) -> str:
        """What to look for: of an address only the middle, since pages shorten it."""
        return self.words.rpartition("://")[2].partition(".")[0]


NAMES = {"theme", "file"}
"""Fields that name something on a disk, and are refused where it is not there."""
Speech = Callable[[bool, int], list[str]]
"""Words to try in a field, best first, by whether it is public and by a number of its own."""


def fill(part: type[Part], speech: Speech) -> tuple[dict[str, Any], list[Said]]:
    """A part as a guide writes it, with words of their own in every field that can hold any.

    The model is walked, so a field that is new tomorrow is filled too.
    """
    said: list[Said] = []
    return _fill(part, speech, said, public=True), said


def _fill(part: type[Part], speech: Speech, said: list[Said], *, public: bool) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for name, field in part.model_fields.items():
        shown = public and Audience.PARTICIPANT in field.metadata
        key = field.alias or name
        if key in NAMES:
            continue
        inner = list(_parts(field.annotation))
        if inner:
            many = any(_origin(one) is tuple for one in _walk(field.annotation))
            made = [_fill(inner[0], speech, said, public=shown) for _ in range(2 if many else 1)]
            filled[key] = made if many else made[0]
            continue
        adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, *field.metadata])  # type: ignore[arg-type]
        for value, words in _candidates(speech(shown, len(said)), speech(shown, len(said) + 1)):
            try:
                adapter.validate_python(value)
            except ValidationError:
                continue
            filled[key] = value
            said += [Said(part.__name__, name, shown, one) for one in words]
            break
    return filled


def _candidates(first: list[str], second: list[str]) -> Iterator[tuple[Any, list[str]]]:
    for one, two in zip(first, second, strict=True):
        yield [one, two], [one, two]
        yield {one: two}, [one, two]
        yield one, [one]


def _walk(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inside in typing.get_args(annotation):
        if isinstance(inside, type | types.GenericAlias | types.UnionType) or _origin(inside):
            yield from _walk(inside)


def _origin(annotation: Any) -> Any:
    return typing.get_origin(annotation)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    for one in _walk(annotation):
        if isinstance(one, type) and not _origin(one) and issubclass(one, Part):
            yield one


def plain_words(public: bool, number: int) -> list[str]:
    """A short word that no line breaks, and the same as an address: zp007z is public."""
    word = f"z{'p' if public else 's'}{number:03}z"
    return [word, f"https://{word}.example/"]


def spoken_guide(speech: Speech = plain_words, **more: Any) -> tuple[str, list[Said]]:
    """A whole guide as YAML in which every field speaks; `more` is set at its top."""
    data, said = fill(Guide, speech)
    data |= more
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False), said


def page(text: str, edition: str, folder: Path, **options: Any) -> Document:
    """One edition of a guide before it has a format; `options` as RenderOptions has them."""
    loaded = load(write(folder, text))
    return Document(view(loaded, EDITIONS[edition], plan(loaded.guide)), RenderOptions(**options))


def comes_as(edition: Edition) -> list[str]:
    """The names of the formats that an edition comes in."""
    return [one.name for one in formats_of(edition)]


def build_handouts(guide: str | Path, folder: str | Path, **request: Any) -> tuple[Handout, ...]:
    """The files of a guide that are built into a folder; `request` as BuildRequest has it."""
    return build(guide, folder, BuildRequest(**request)).handouts
