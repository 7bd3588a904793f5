"""The changes a facilitator makes to a guide's meeting on the command line."""

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from studyguide.problems import Problem, UsageError

if TYPE_CHECKING:
    from studyguide.guide.model import Guide, Meeting
    from studyguide.planning.plan import Plan

# The command line creates overrides before it knows whether it needs a guide at all, so slow
# imports wait until they are used.

EXAMPLES = {
    "start": "write it like --start 19:00",
    "date": "write it like --date 2026-12-03, or in your own words",
    "minutes": "write it like --minutes 60",
    "people": "write it like --people 8",
    "reading": "write --reading before, silent or aloud",
}
"""How to write each option, as a hint for anyone who wrote it another way."""


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
    """The most core questions to take; guides have no key for this."""
    groups: int | None = None
    """How many tables; guides have no key for this."""

    def meeting(self, planned: "Meeting") -> "Meeting":
        """The guide's meeting with these changes; raises UsageError for a bad value."""
        from pydantic import ValidationError

        from studyguide.guide.model import Meeting

        known = {name: getattr(self, name) for name in Meeting.model_fields if hasattr(self, name)}
        changes = {name: value for name, value in known.items() if value not in (None, "")}
        if not changes:
            return planned
        if self.date and re.fullmatch(r"\d{1,2}([:.h]\d\d)?\s*([ap]\.?m\.?)?", self.date.lower()):
            raise UsageError(_problem("date", "this is a time of day, not a date"))
        try:
            return Meeting.model_validate(planned.model_dump() | changes)
        except ValidationError as error:
            found = [
                _problem(str(one["loc"][-1]), str(one.get("ctx", {}).get("error", one["msg"])))
                for one in error.errors()
            ]
            raise UsageError(*found) from None

    def fit(self, guide: "Guide") -> "Plan":
        """The guide fitted to its meeting with these changes; raises StudyguideError."""
        from studyguide.planning.plan import plan

        planned = plan(guide, self.meeting(guide.meeting), questions=self.questions)
        return planned if self.groups is None else planned.seated(self.groups)

    def suffix(self, planned: "Meeting") -> str:
        """What the changes add to a file's name, so that no meeting overwrites another's files."""
        words = {"minutes": "min"} | {name: name for name in ("people", "questions", "groups")}
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
    return Problem("bad-option", f"--{name}: {said}", hint)
