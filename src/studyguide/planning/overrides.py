"""The changes a facilitator makes to a guide's meeting on the command line."""

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from studyguide.problems import Problem, StudyguideError, UsageError

if TYPE_CHECKING:
    from studyguide.guide.meeting import Meeting
    from studyguide.guide.model import Guide
    from studyguide.planning.plan import Plan

# The command line creates overrides before it knows whether it needs a guide at all, so slow
# imports wait until they are used.

EXAMPLES = {
    "start": "write it like --start 19:00",
    "date": "write it like --date 2026-12-03, or in your own words",
    "minutes": "write it like --minutes 60",
    "people": "write it like --people 8",
    "reading": "write --reading before, silent or aloud",
    "questions": "write it like --questions 3",
    "tables": "write it like --groups 4",
}
"""How to write each option, as a hint for anyone who wrote it another way."""
OPTIONS = {"tables": "groups"}
"""The options that are not called what the meeting's key is."""


@dataclass(frozen=True)
class MeetingOverrides:
    """Values that replace those in the guide; None keeps the guide's own."""

    minutes: int | None = None
    people: int | None = None
    start: str | None = None
    date: str | None = None
    reading: str | None = None
    first_meeting: bool | None = None
    questions: int | None = None
    tables: int | None = None

    def meeting(self, planned: "Meeting") -> "Meeting":
        """The guide's meeting with these changes; raises UsageError for a bad value."""
        from pydantic import ValidationError

        from studyguide.guide.meeting import Meeting

        known = {one.name: getattr(self, one.name) for one in fields(self)}
        changes = {name: value for name, value in known.items() if value not in (None, "")}
        if not changes:
            return planned
        if self.date and re.fullmatch(r"\d{1,2}([:.h]\d\d)?\s*([ap]\.?m\.?)?", self.date.lower()):
            raise UsageError(_problem("date", "this is a time of day, not a date"))
        try:
            changed = Meeting.model_validate(planned.model_dump() | changes)
        except ValidationError as error:
            found = [
                _problem(str(one["loc"][-1]), str(one.get("ctx", {}).get("error", one["msg"])))
                for one in error.errors()
            ]
            raise UsageError(*found) from None
        if self.tables is not None:
            self._seated(changed)
        return changed

    def _seated(self, changed: "Meeting") -> None:
        from studyguide.planning import seats

        try:
            seats.tables(changed)
        except StudyguideError as error:
            found = [
                replace(_problem("tables", problem.message), hint=problem.hint)
                for problem in error.problems
            ]
            raise UsageError(*found) from None

    def fit(self, guide: "Guide") -> "Plan":
        """The guide fitted to its meeting with these changes; raises StudyguideError."""
        from studyguide.planning.plan import plan

        return plan(guide, self.meeting(guide.meeting))

    def suffix(self, planned: "Meeting") -> str:
        """What the changes add to a file's name, so that no meeting overwrites another's files."""
        words = {"minutes": "min", "people": "people", "questions": "questions", "tables": "groups"}
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value in (None, "") or value == getattr(planned, field.name, None):
                continue
            if isinstance(value, bool):
                value = "first-meeting" if value else "no-first-meeting"
            text = "".join(mark for mark in str(value) if mark.isalnum() or mark == "-")
            parts.append(f"-{text}{words.get(field.name, '')}")
        return "".join(parts)


def _problem(name: str, message: str) -> Problem:
    said = message[:1].lower() + message[1:]
    hint = EXAMPLES.get(name, "see studyguide build --help")
    return Problem("bad-option", f"--{OPTIONS.get(name, name)}: {said}", hint)
