"""Guides that a page has trouble with: long titles, long words, a tall picture, short summaries."""

import re
from pathlib import Path
from typing import Any

import yaml
from pictures import png

from guides import seated, write
from studyguide.essay.resolve import ground, text_of
from studyguide.guide.load import load
from studyguide.handouts.document import Document, RenderOptions
from studyguide.handouts.editions import EDITIONS, Need
from studyguide.handouts.view import view

TITLE = (
    "Of the Keeping of Wells, Seeds and Promises in Years of Want, and of Those Who Kept Neither: "
    "Being an Account in Three Seasons of Two Farms That Shared One Rope"
)
WORD = "Rechtsschutzversicherungsgesellschaftsangestelltenversammlung"
"""A word such as German makes them, as long as half a line."""
LONG_ASK = (
    "When the second farmer lends the rope and not the bucket, and says that whoever needs water "
    "will find a bucket, does the author want us to admire the lending, to laugh at it, or to see "
    "in it what the first farmer does with her seed all winter, and which of the words in these "
    "two paragraphs would you show to somebody who reads it the other way?"
)
FROM = "In the year of the well"


def stress_guide(folder: Path, **more: Any) -> str:
    """A guide's YAML with all of it; puts its picture into the folder and `more` at its top."""
    (folder / "tall.png").write_bytes(png(60, 900))
    questions: list[dict[str, Any]] = [
        {"ask": LONG_ASK, "passage": {"paragraphs": "1-4"}, "protocol": "pairs"},
        {"ask": f"Who speaks for the {WORD}, and for whom does it speak?", "passage": "2"},
        {"ask": "What does the drawing leave out? ![A rope and a very deep well](tall.png)"},
        {"ask": "Who pays for the rope?", "keep": "if-time"},
    ]
    long = {
        "title": TITLE,
        "passage": {"paragraphs": "1-9", "from": FROM},
        "summary": "They share.",
    }
    german = {"title": WORD, "passage": {"paragraphs": "10-19", "from": FROM}, "summary": WORD}
    data = {
        "studyguide": 1,
        "essay": {"title": TITLE, "author": "Anonymous", "url": "https://farms.example/two/wells"},
        "meeting": {"minutes": 120, "people": 12},
        "sections": [
            {**long, "questions": questions},
            {**german, "questions": [{"ask": f"In field {n}, who waits?"} for n in range(1, 5)]},
        ],
        "glossary": [{"term": WORD, "means": f"A meeting; see {WORD}."}],
    }
    return yaml.safe_dump(data | more, allow_unicode=True, sort_keys=False)


def stress_path(folder: Path, **more: Any) -> Path:
    """The same guide as a file in the folder."""
    return write(folder, stress_guide(folder, **more), "stress.yaml")


LONG_WORDS: dict[str, Any] = {
    "essay": {
        "title": f"{TITLE.split(':')[0]}: {WORD}",
        "subtitle": f"With a {WORD}",
        "author": WORD,
        "url": "https://farms.example/two/wells",
    },
    "meeting": {"minutes": 150, "people": 12, "start": "19:00", "group": WORD, "place": WORD},
    "introduction": f"Two farms share *one* rope, and one {WORD}.",
    "content_note": WORD,
    "norms": [WORD, f"Let the {WORD} finish."],
    "opening": [WORD],
    "closing": [f"What of the {WORD}?"],
    "further_reading": [{"title": WORD, "author": WORD, "why": WORD}],
    "credits": {"guide_by": WORD, "license": WORD},
}
"""The same word wherever a guide may have one."""


def stressed(edition: str, folder: Path, *, drawn: bool = True, **options: Any) -> Document:
    """The same guide in any edition, with all its long words, and its picture if it is `drawn`;
    `options` as RenderOptions has them."""
    fishbowl = {"ask": f"{WORD}? {LONG_ASK}", "protocol": "fishbowl", "keep": "always"}
    watched = {"sections": [{"title": WORD, "questions": [fishbowl]}]}
    of_its_own = watched if EDITIONS[edition].needs is Need.FISHBOWL else {}
    text = stress_guide(folder, **LONG_WORDS | of_its_own)
    loaded = load(write(folder, text if drawn else re.sub(r" !\[[^]]*\]\(\S+\)", "", text)))
    (folder / "essay.txt").write_text("\n\n".join([f"{FROM} a {WORD} met."] * 20), "utf-8")
    grounds = ground(loaded, text_of(loaded, folder / "essay.txt"))
    planned = seated(edition).fit(loaded.guide)
    return Document(view(loaded, EDITIONS[edition], planned, grounds), RenderOptions(**options))
