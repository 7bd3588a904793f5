"""Makes the view of a guide: everything that one reader may see, as plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from studyguide.essay.resolve import Grounds
from studyguide.guide import markup
from studyguide.guide.fields import F
from studyguide.guide.load import Loaded
from studyguide.handouts import i18n, parts
from studyguide.handouts.cut import cut
from studyguide.handouts.editions import Edition
from studyguide.handouts.parts import Prose, View
from studyguide.handouts.templates import printed
from studyguide.planning.frame import Step
from studyguide.planning.plan import Plan
from studyguide.planning.plan import Row as PlanRow
from studyguide.planning.timing import elapsed

UNGROUNDED = Grounds()
_KEPT = re.compile(r"(\b[Pp]aragraphs?|¶) (?=\d)")
"""A paragraph number, which must not start a line without the word before it."""
SHORT_ADDRESS = 24
"""Characters of an address that fit on one line under a QR code."""


def view(loaded: Loaded, edition: Edition, plan: Plan, grounds: Grounds = UNGROUNDED) -> parts.View:
    """What the edition's reader may see of the guide for the planned meeting.

    The guide is cut before anything else is done with it: what the reader may not see isn't in the
    result, so no template, theme or format can leak it.
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
        data = cut(guide, self.edition.audience, self._runs)
        seen = [self._section(section) for section in data["sections"]]
        tables = self._tables(seen)
        for section in seen:
            # The reader of this sheet has no use for questions that the meeting has no time for.
            if self.edition.planned_only:
                section["questions"] = [one for one in section["questions"] if one["planned"]]
        whole = {
            **data,
            "edition": self.edition.name,
            "direction": i18n.direction(guide.language),
            "essay": _essay(data["essay"]),
            "meeting": _meeting(data["meeting"], guide.language),
            "sections": seen,
            "reading": str(self.plan.reading),
            "paragraphs": guide.paragraphs,
            "own_questions": any(row.step is Step.OWN_QUESTIONS for row in self.plan.rows),
            "rows": list(self._rows) if self._timed else [],
            "late": self._late(),
            "tables": tables if self.edition.planned_only else [],
            "talk": self._talk() if self.edition.planned_only else None,
            "text": self._text() if self.edition.needs_text else [],
        }
        return cast("View", whole)

    @property
    def _timed(self) -> bool:
        """Whether the reader sees the run sheet's times."""
        return self.edition.audience is F or self.edition.planned_only

    def _runs(self, text: str) -> Prose:
        runs = markup.runs(text, lambda name: self.loaded.pictures[text, name])
        for run in runs:
            run["text"] = _KEPT.sub("\\1\u00a0", run["text"])
        return runs

    def _section(self, data: dict[str, Any]) -> parts.Section:
        """A cut section, with its passage replaced by its place."""
        place = self._place(data)
        questions = [self._question(one, place) for one in data.pop("questions")]
        return cast("parts.Section", {**data, "place": place, "questions": questions})

    def _question(self, data: dict[str, Any], around: parts.Place | None) -> parts.Question:
        place = self._place(data)
        planned = self._planned.get(data["number"])
        more = {
            "planned": planned is not None,
            "place": place,
            "shown": place or around,
            "apart": _apart(place, around),
            "turns": _several(planned["turns"]) if planned else [],
            "row": planned if self._timed else None,
        }
        return cast("parts.Question", {**data, **more})

    def _place(self, data: dict[str, Any]) -> parts.Place | None:
        passage, where = data.pop("passage"), data.pop("where")
        if not passage:
            return None
        paragraphs = passage["paragraphs"] or ""
        numbered = paragraphs[:1].isdigit()
        numbers = re.sub(r"\s*[-–—]\s*", "–", paragraphs) if numbered else ""
        return {
            "label": self._label(numbers, bool(paragraphs)),
            "numbers": numbers,
            "begins": passage["begins"],
            "ends": passage["ends"],
            "link": self.grounds.links.get(where, ""),
        }

    def _label(self, numbers: str, named: bool) -> str:
        language = self.loaded.guide.language
        context = {"numbers": numbers, "whole": named}
        return printed("label.txt.j2", context, language=language, html=False).strip("\n")

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
            "ask": self._runs(row.core.question.ask) if row.core else [],
            "protocol": str(row.protocol) if row.protocol else None,
            "turns": [{"turn": str(one.turn), "minutes": one.minutes} for one in row.steps],
            "tables": row.groups,
        }

    def _late(self) -> list[int]:
        return [core.number for core in self.plan.late] if self.edition.audience is F else []

    def _tables(self, sections: list[parts.Section]) -> list[parts.Table]:
        """Each table's questions: the planned ones, or all of one section if tables split them."""
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


def _apart(place: parts.Place | None, around: parts.Place | None) -> bool:
    """Whether a question names paragraphs that differ from its section's."""
    return bool(place and place["label"] and not (around and place["label"] == around["label"]))


def _several(turns: list[parts.Turn]) -> list[str]:
    """The names of the turns; empty for a single one, which isn't worth naming."""
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
    """The address as people type it: without https://, www. and a final slash.

    A long one is cut to its host, since the QR code and the link have the rest.
    """
    short = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return short if len(short) <= SHORT_ADDRESS else short.split("/", 1)[0]


def _qr(address: str) -> str:
    """The `data:` address of an SVG picture of the address's QR code, with 2 modules of quiet zone.

    ISO/IEC 18004 asks for 4 modules; the white page around it provides the rest.
    """
    import segno

    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=2))
