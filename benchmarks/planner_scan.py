"""Plans meetings of every length and size, and holds each plan to all that a plan promises.

    PYTHONPATH=tests python benchmarks/planner_scan.py [--step N]

Every N-th number of minutes and people (and all those at which something changes) is combined with
tables, numbers of questions, and guides whose authors left more or fewer marks. `--step 1` leaves
nothing out and takes hours. The promises are those of the tests; the arithmetic in them is not the
planner's own. Nothing is random: the same planner prints the same digest of all its plans.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from typing import Any

import reckoning
from promises import PROMISES, broken

from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Core, Guide
from studyguide.planning.plan import Plan, plan
from studyguide.planning.ranking import ranking
from studyguide.problems import StudyguideError

MINUTES, PEOPLE = range(15, 481), range(2, 201)
TURNING_MINUTES = (15, 17, 20, 25, 30, 45, 60, 90, 119, 120, 134, 135, 480)
TURNING_PEOPLE = (2, 3, 5, 6, 8, 9, 12, 13, 20, 21, 22, 23, 27, 28, 200)
QUESTIONS = (None, 1, 5, 30)
STEP = 60

Marks = Sequence[Any]


def _guide(
    name: str, count: int, sections: int, *, note: bool = False, words: int = 0, **marks: Marks
) -> Guide:
    """A guide whose questions take each kind of mark in turn, None for an unmarked one."""
    columns = [islice(cycle(values), count) for values in marks.values()]
    questions = [
        {"ask": "What does it mean?"} | dict(zip(marks, values, strict=True))
        for values in (zip(*columns, strict=True) if columns else [()] * count)
    ]
    parts = [{"title": "A section", "questions": questions[at::sections]} for at in range(sections)]
    essay = {"title": name, "words": words or None}
    written = {"essay": essay, "sections": parts, "content_note": "A death." if note else None}
    return Guide.model_validate(written)


KINDS = ("factual", "interpretive", "evaluative", "interpretive", "evaluative")
KEEP = (None, "if-time", "usually", None, None, "if-time", "usually")
PROTOCOLS = ("whole", "pairs", "fishbowl", None, "1-2-4-all", "round", "chat", "write-first")
ALOUD = {"first_meeting": True, "reading": "aloud"}
LEARNERS = {"second_language": True}
GUIDES: list[tuple[Guide, dict[str, Any]]] = [
    (_guide("no questions", 0, 1), {}),
    (_guide("nothing marked", 12, 4), {}),
    (_guide("kinds and sides", 14, 3, kind=KINDS, side=("with", None, "against", "neutral")), {}),
    (_guide("kept more or less", 15, 4, kind=KINDS, keep=KEEP), {"first_meeting": True}),
    (_guide("protocols", 16, 4, protocol=PROTOCOLS), {}),
    (_guide("fishbowls between tables", 6, 2, protocol=("pairs", "fishbowl", None)), {}),
    (_guide("timed", 13, 3, minutes=(7, None, 25, 2, None), kind=KINDS, note=True), {}),
    (_guide("timed protocols", 16, 5, minutes=(12, None, 9, 1, 33), protocol=PROTOCOLS), {}),
    (_guide("short ones", 24, 6, minutes=(6, 4, 9), protocol=("fishbowl", "pairs")), {}),
    (_guide("a harvest and a break", 2, 1, minutes=(5, 20), protocol=(None, "whole")), {}),
    (_guide("facts at tables", 7, 2, kind=KINDS[:1], protocol=("pairs", "whole", None)), {}),
    (_guide("insisting", 9, 3, keep=("always", None, "always", None), minutes=(None, 10, 14)), {}),
    (_guide("judging first", 8, 3, kind=KINDS[1:3], focus=(0, 0, 0, 1), words=1500), ALOUD),
    (_guide("short text", 10, 2, kind=KINDS, protocol=("round", "whole"), words=900), LEARNERS),
]
"""Guides, called by what is marked in them, each with the rest of its meeting."""


@dataclass
class Scan:
    """What was looked at, and what was found."""

    plans: int = 0
    refused: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)

    def complain(self, about: str, complaint: str, where: str) -> None:
        """Counts what is broken, and keeps the first example of it."""
        self.broken[about] += 1
        self.examples.setdefault(about, f"{complaint} ({where})")

    def line(self, guide: Guide, settings: dict[str, Any], minutes: Sequence[int]) -> None:
        """Plans meetings that differ in their length alone, the shortest first."""
        kept: set[int] = set()
        ranked = ranking(guide)
        for length in minutes:
            meeting = Meeting.model_validate(settings | {"minutes": length})
            where = f"{guide.essay.title}: {length} minutes, {settings}"
            if found := self._planned(guide, meeting, ranked, where):
                numbers = {core.number for core in found.kept}
                if not kept <= numbers:
                    self.complain("a longer meeting loses nothing", f"{kept - numbers}", where)
                kept = numbers

    def _planned(
        self, guide: Guide, meeting: Meeting, ranked: Sequence[Core], where: str
    ) -> Plan | None:
        insisting = reckoning.insisted(ranked, meeting)
        least = 15 if insisting else reckoning.least_minutes(guide, meeting, ranked)
        try:
            found = plan(guide, meeting)
        except StudyguideError as error:
            self.refused += 1
            if meeting.minutes >= least or f" takes {least}" not in str(error):
                self.complain("the least minutes are right", str(error), where)
            return None
        self.plans += 1
        if meeting.minutes < least:
            self.complain("the least minutes are right", f"{least} would be the least", where)
        for complaint in broken(guide, meeting, found, ranked):
            about, _, told = complaint.partition(": ")
            self.complain(about, told, where)
        rows = [(row.start, row.step, row.core and row.core.number) for row in found.rows]
        self.digest.update(repr(rows).encode())
        return found


def _sizes(people: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """How many people at how many tables: as usual, one circle, a few tables, pairs."""
    for number in people:
        for tables in sorted({1, max(1, number // 5), number // 2} & set(range(1, 101))):
            yield number, tables
        yield number, None


def scan(step: int) -> Scan:
    """All meetings, in steps of so many minutes and people."""
    minutes = sorted({*MINUTES[::step], *TURNING_MINUTES})
    people = sorted({*PEOPLE[::step], *TURNING_PEOPLE})
    done = Scan()
    for guide, rest in GUIDES:
        if list(ranking(guide)) != reckoning.ranking(guide):
            done.complain("the ranking is right", "another order", guide.essay.title)
        for (number, tables), questions in product(_sizes(people), QUESTIONS):
            settings = {"people": number, "tables": tables, "questions": questions, **rest}
            done.line(guide, settings, minutes)
    return done


def main() -> int:
    """Scans, and prints what was found; 1 if a promise is broken."""
    options = argparse.ArgumentParser(description="Hold plans of all kinds to their promises.")
    options.add_argument("--step", type=int, default=STEP, help="of minutes and people (1: all)")
    done = scan(options.parse_args().step)
    print(f"{done.plans} plans and {done.refused} refusals of {len(GUIDES)} guides")
    print(f"each plan held to {len(PROMISES)} promises, to its ranking, and to what a shorter one")
    print(f"kept; each refusal to its least minutes; digest {done.digest.hexdigest()[:16]}")
    for about, times in done.broken.most_common():
        print(f"broken {times} times: {about}\n    {done.examples[about]}")
    print("nothing is broken" if not done.broken else f"{len(done.broken)} promises are broken")
    return 1 if done.broken else 0


if __name__ == "__main__":
    sys.exit(main())
