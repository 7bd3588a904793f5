"""The view of a guide: what one reader may see, with every derived thing in it, as plain data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from studyguide.essay.resolve import Grounds
from studyguide.guide import markup
from studyguide.guide.fields import F
from studyguide.guide.load import Loaded
from studyguide.handouts import i18n, parts
from studyguide.handouts.cut import cut
from studyguide.handouts.editions import Edition
from studyguide.handouts.parts import Prose, View
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan
from studyguide.planning.plan import Row as PlanRow
from studyguide.planning.timing import elapsed

UNGROUNDED = Grounds()
_KEPT = re.compile(r"(\b[Pp]aragraphs?|¶) (?=\d)")
"""A number that would be lost at the start of a line without the word before it."""
SHORT_ADDRESS = 24
"""Letters of an address that stand under a QR code on one line."""


def view(loaded: Loaded, edition: Edition, plan: Plan, grounds: Grounds = UNGROUNDED) -> parts.View:
    """What the edition's reader may see of the guide in the planned meeting.

    The data is cut before anything is made of it: what the reader may not see is not in it, and so
    in no template's, theme's or format's reach.
    """
    return _View(loaded, edition, plan, grounds).whole()


def asks(view: View) -> tuple[str, ...]:
    """The questions that a reader must find on paper, as plain text."""
    return tuple(
        markup.words(question["ask"])
        for section in view["sections"]
        for question in section["questions"]
        if question["number"] is not None
    )


@dataclass(frozen=True)
class _View:
    loaded: Loaded
    edition: Edition
    plan: Plan
    grounds: Grounds

    def whole(self) -> View:
        guide = self.loaded.guide.model_copy(update={"meeting": self.plan.meeting})
        data = cut(guide, self.edition.audience)
        seen = [self._section(section) for section in data["sections"]]
        tables = self._tables(seen)
        for section in seen:
            # What a sheet without the others has no room for is not its reader's business.
            if self.edition.planned_only:
                section["questions"] = [one for one in section["questions"] if one["planned"]]
        return {
            "edition": self.edition.name,
            "language": guide.language,
            "direction": i18n.direction(guide.language),
            "essay": _essay(data["essay"]),
            "meeting": _meeting(data["meeting"], guide.language),
            "introduction": self._prose(data["introduction"]),
            "content_note": self._prose(data["content_note"]),
            "norms": self._each(data["norms"]),
            "before_meeting": self._each(data["before_meeting"]),
            "opening": self._each(data["opening"]),
            "sections": seen,
            "closing": self._each(data["closing"]),
            "after_meeting": self._each(data["after_meeting"]),
            "glossary": [
                {"term": one["term"], "means": self._prose(one["means"])}
                for one in data["glossary"]
            ],
            "further_reading": [
                {
                    "title": one["title"],
                    "author": one["author"],
                    "year": one["year"],
                    "url": one["url"],
                    "why": self._prose(one["why"]),
                }
                for one in data["further_reading"]
            ],
            "credits": data["credits"],
            "reading": str(self.plan.reading),
            "paragraphs": guide.paragraphs,
            "own_questions": any(row.step is Step.OWN_QUESTIONS for row in self.plan.rows),
            "rows": list(self._rows) if self._timed else [],
            "late": self._late(),
            "tables": tables if self.edition.planned_only else [],
            "talk": self._talk() if self.edition.planned_only else None,
            "text": self._text() if self.edition.needs_text else [],
        }

    @property
    def _timed(self) -> bool:
        """Whether the reader sees the run sheet's times; a sheet without a clock needs none."""
        return self.edition.audience is F or self.edition.planned_only

    def _prose(self, text: str | None) -> Prose:
        return self._runs(text, text) if text else []

    def _runs(self, text: str, whole: str) -> Prose:
        """The runs of a text that is all or a part of a whole, whose pictures are known."""
        kept = _KEPT.sub("\\1\u00a0", text)
        return markup.runs(kept, lambda name: self.loaded.pictures[whole.strip(), name])

    def _each(self, texts: Iterable[str]) -> list[Prose]:
        return [self._prose(text) for text in texts]

    def _section(self, data: dict[str, Any]) -> parts.Section:
        place = self._place(data)
        questions = [self._question(one, place) for one in data["questions"]]
        section: parts.Section = {
            "title": data["title"],
            "place": place,
            "summary": self._prose(data["summary"]),
            "questions": questions,
        }
        if self.edition.audience is F:
            notes = data["facilitator_notes"] or ""
            section["notes"] = [self._runs(part, notes) for part in _stanzas(notes)]
        return section

    def _question(self, data: dict[str, Any], around: parts.Place | None) -> parts.Question:
        place, number = self._place(data), data["number"]
        planned = self._planned.get(number)
        question: parts.Question = {
            "number": number,
            "ask": planned["ask"] if planned else self._prose(data["ask"]),
            "planned": planned is not None,
            "place": place,
            "shown": place or around,
            "apart": bool(
                place and place["label"] and place["label"] != (around["label"] if around else "")
            ),
            "protocol": data["protocol"],
            "turns": _several(planned["turns"]) if planned else [],
            "row": planned if self._timed else None,
        }
        if self.edition.audience is F:
            question["kind"], question["keep"] = data["kind"], data["keep"]
            question["focus"], question["side"] = data["focus"], data["side"]
            question["follow_ups"] = self._each(data["follow_ups"])
            question["possible_answers"] = self._each(data["possible_answers"])
            question["watch_out"] = self._prose(data["watch_out"])
        return question

    def _place(self, data: Mapping[str, Any]) -> parts.Place | None:
        passage = data["passage"]
        if not passage:
            return None
        paragraphs = passage["paragraphs"] or ""
        numbered = paragraphs[:1].isdigit()
        numbers = paragraphs.replace("-", "–").replace(" ", "") if numbered else ""
        whole = i18n.translations(self.loaded.guide.language).gettext("whole text")
        return {
            "label": f"¶\u00a0{numbers}" if numbers else whole if paragraphs else "",
            "numbers": numbers,
            "begins": passage["begins"],
            "ends": passage["ends"],
            "link": self.grounds.links.get(data["where"], ""),
        }

    @cached_property
    def _rows(self) -> tuple[parts.Row, ...]:
        return tuple(self._row(row) for row in self.plan.rows)

    @cached_property
    def _planned(self) -> dict[int | None, parts.Row]:
        return {row["number"]: row for row in self._rows if row["number"]}

    def _row(self, row: PlanRow) -> parts.Row:
        plan = self.plan
        return {
            "elapsed": elapsed(row.start),
            "clock": plan.clock(row),
            "end": plan.clock(replace(row, start=row.end)) or elapsed(row.end),
            "minutes": row.minutes,
            "step": str(row.step),
            "number": row.core.number if row.core else None,
            "ask": self._prose(row.core.question.ask) if row.core else [],
            "protocol": str(row.protocol) if row.protocol else None,
            "turns": [{"turn": str(one.turn), "minutes": one.minutes} for one in row.steps],
            "tables": row.groups,
        }

    def _late(self) -> list[int]:
        return [core.number for core in self.plan.late] if self.edition.audience is F else []

    def _tables(self, sections: list[parts.Section]) -> list[parts.Table]:
        """Each table's questions: the meeting's, or all of one section where tables are dealt."""
        asked = [section["questions"] for section in sections if section["questions"]]
        planned = [one for section in asked for one in section if one["planned"]]
        dealt = self.plan.dealt and bool(asked)
        return [
            {"number": at + 1, "questions": asked[at % len(asked)] if dealt else planned}
            for at in range(self.plan.tables)
        ]

    def _talk(self) -> parts.Talk | None:
        rows = list(self._planned.values())
        if not rows or not self.plan.dealt:
            return None
        return {"start": rows[0]["clock"] or rows[0]["elapsed"], "end": rows[-1]["end"]}

    def _text(self) -> list[parts.Paragraph]:
        """The essay's paragraphs, each with the questions whose passages begin there."""
        if not self.grounds.essay:
            return []
        guide = self.loaded.guide
        questions: dict[int, list[int]] = {}
        for core in guide.core:
            place = guide.place(core)
            at = self.grounds.found.get(place) or self.grounds.found.get(place[:2])
            questions.setdefault(at.first if at else 0, []).append(core.number)
        return [
            {
                "number": paragraph.number,
                "text": paragraph.text,
                "heading": paragraph.heading,
                "questions": questions.get(paragraph.number, []),
            }
            for paragraph in self.grounds.essay.paragraphs
        ]


def _several(turns: list[parts.Turn]) -> list[str]:
    """The names of the turns; a single one is not worth naming."""
    return [one["turn"] for one in turns] if len(turns) > 1 else []


def _essay(data: Mapping[str, Any]) -> parts.Essay:
    url = data["url"]
    return {
        "title": data["title"],
        "subtitle": data["subtitle"],
        "author": data["author"],
        "year": data["year"],
        "byline": ", ".join(one for one in (data["author"], data["year"]) if one),
        "url": url,
        "address": _short_address(url) if url else "",
        "qr": _qr(url) if url else "",
    }


def _meeting(data: Mapping[str, Any], language: str) -> parts.Meeting:
    return {
        "minutes": data["minutes"],
        "people": data["people"],
        "start": data["start"],
        "group": data["group"],
        "date": i18n.day(data["date"], language) if data["date"] else None,
        "place": data["place"],
        "next": i18n.day(data["next"], language) if data["next"] else None,
    }


def _short_address(address: str) -> str:
    """The address as people type it: without https:// and a slash at the end; of a long one, its
    host, since the QR code and the link have the rest."""
    short = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return short if len(short) <= SHORT_ADDRESS else short.split("/", 1)[0]


def _stanzas(text: str) -> list[str]:
    """The text's paragraphs: a folded YAML text keeps one line break where a blank line was, a
    literal one keeps two."""
    return [part.strip() for part in text.split("\n\n" if "\n\n" in text else "\n") if part.strip()]


def _qr(address: str) -> str:
    """The address as a QR code: an SVG picture as a `data:` address, 2 modules of quiet zone.

    ISO/IEC 18004 asks for 4 modules; the page around it is white and gives the rest.
    """
    import segno

    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=2))
