"""Makes the view of a guide: everything that one reader may see, as plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from studyguide.essay.resolve import Grounds, Where
from studyguide.guide import markup
from studyguide.guide.fields import F, P, Protocol, Show
from studyguide.guide.load import Loaded
from studyguide.handouts import evening, i18n, parts
from studyguide.handouts.cut import cut
from studyguide.handouts.editions import Edition, Need
from studyguide.handouts.parts import Prose, View
from studyguide.handouts.templates import printed
from studyguide.planning.plan import Plan

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
        for section in seen:
            section["questions"] = [one for one in section["questions"] if self._shown(one)]
        asked = [one for section in seen for one in section["questions"]]
        whole = {
            **data,
            "edition": self.edition.name,
            "direction": i18n.direction(guide.language),
            "essay": _essay(data["essay"]),
            "meeting": _meeting(data["meeting"], guide.language),
            "sections": seen,
            "reading": str(self.plan.reading),
            "paragraphs": guide.paragraphs,
            "steps": list(dict.fromkeys(str(row.step) for row in self.plan.rows)),
            "over": self.plan.over,
            "rows": self._rows if self._timed else [],
            **self._otherwise(asked),
            "cluster": len(self.plan.kept) == 1,
            "tables": self._tables(asked) if self.edition.needs is Need.TABLES else [],
            "text": self._text(asked) if self.edition.needs_text else [],
        }
        return cast("View", whole)

    def _otherwise(self, asked: list[parts.Question]) -> dict[str, Any]:
        """What the facilitator does when the evening doesn't go as planned."""
        if self.edition.audience is not F:
            return {"late": [], "circles": None, "deadlines": [], "stuck": None, "bring_back": []}
        plan, guide = self.plan, self.loaded.guide
        return {
            "late": evening.late(plan),
            "circles": evening.circles(plan),
            "deadlines": evening.deadlines(plan),
            "stuck": evening.stuck(plan, guide, asked, self.grounds),
            "bring_back": [core.number for core in plan.bring_back],
        }

    def _shown(self, question: parts.Question) -> bool:
        """Whether the question is any use to this reader: not if the meeting has no time for it, or
        if it isn't for those at tables or around a fishbowl."""
        row, needs = self._planned.get(question["number"]), self.edition.needs
        planned = self.loaded.guide.show is Show.PLANNED and self.edition.audience is P
        if not row:
            return not (self.edition.planned_only or planned)
        return bool(
            needs not in (Need.TABLES, Need.FISHBOWL)
            or (needs is Need.TABLES and row["tables"])
            or (needs is Need.FISHBOWL and row["protocol"] == Protocol.FISHBOWL)
        )

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
        places = self._places(data)
        questions = [self._question(one, places) for one in data.pop("questions")]
        return cast("parts.Section", {**data, "places": places, "questions": questions})

    def _question(self, data: dict[str, Any], around: list[parts.Place]) -> parts.Question:
        places = self._places(data)
        planned = self._planned.get(data["number"])
        more = {
            "planned": planned is not None,
            "main": planned is not None and data["number"] == self._main,
            "places": places,
            "shown": places or around,
            "apart": _apart(places, around),
            "turns": _several(planned["turns"]) if planned else [],
            "row": planned if self._timed else None,
        }
        if "follow_ups" in data:
            more["follow_ups"] = self._follow_ups(data["follow_ups"])
        return cast("parts.Question", {**data, **more})

    def _follow_ups(self, asked: list[dict[str, Any]]) -> list[parts.FollowUp]:
        """Follow-ups with their places; one that names no paragraph stays behind the one before."""
        first, follow_ups = 0, list[parts.FollowUp]()
        for data in asked:
            places = self._places(data)
            firsts = [int(one["numbers"].partition("–")[0]) for one in places if one["numbers"]]
            first = min(firsts, default=first)
            follow_ups.append({"ask": data["ask"], "places": places, "first": first})
        return follow_ups

    def _places(self, data: dict[str, Any]) -> list[parts.Place]:
        """The passages of a cut section, question or follow-up, as places on its page."""
        where = data.pop("where")
        passages = enumerate(data.pop("passages"))
        return [self._place(one, (*where, number)) for number, one in passages]

    def _place(self, passage: dict[str, Any], where: Where) -> parts.Place:
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
    def _rows(self) -> list[parts.Row]:
        return evening.rows(self.plan, self._runs)

    @property
    def _main(self) -> int | None:
        """The number of the question that the meeting is built around."""
        return self.plan.focus.number if self.plan.focus else None

    @cached_property
    def _planned(self) -> dict[int | None, parts.Row]:
        return {row["number"]: row for row in self._rows if row["number"]}

    def _tables(self, asked: list[parts.Question]) -> list[parts.Table]:
        """What each table discusses."""
        return [{"number": at, "questions": asked} for at in range(1, self.plan.tables + 1)]

    def _text(self, asked: list[parts.Question]) -> list[parts.Paragraph]:
        """The essay's paragraphs, each with the shown questions whose passages begin there."""
        if not self.grounds.essay:
            return []
        guide = self.loaded.guide
        questions: dict[int, list[int]] = {}
        shown = {one["number"] for one in asked}
        for core in (core for core in guide.core if core.number in shown):
            place = guide.place(core)
            found = self.grounds.found
            own = [found.get((*place, n)) for n in range(len(core.question.passages))]
            known = [one.first for one in (*own, found.get((*place[:2], 0))) if one]
            # A question stands at each of its own passages, else at the start of its section.
            for first in dict.fromkeys(known[: max(1, sum(map(bool, own)))] or [0]):
                questions.setdefault(first, []).append(core.number)
        return [
            {
                "number": paragraph.number,
                "text": paragraph.text,
                "heading": paragraph.heading,
                "questions": questions.get(paragraph.number, []),
            }
            for paragraph in self.grounds.essay.paragraphs
        ]


def _apart(places: list[parts.Place], around: list[parts.Place]) -> bool:
    """Whether a question names paragraphs that differ from its section's."""
    labels = [place["label"] for place in places if place["label"]]
    return bool(labels) and labels != [place["label"] for place in around]


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
        "facilitator": data["facilitator"],
        "name": data["name"],
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
