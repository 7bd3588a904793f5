"""Plans a guide's meeting."""

from pathlib import Path

from studyguide.guide.load import Loaded, load
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan

NONE = MeetingOverrides()


def plan(guide: str | Path | Loaded, meeting: MeetingOverrides = NONE) -> Plan:
    """The guide's plan for its meeting, with the overrides applied.

    Raises StudyguideError if the guide can't be loaded or doesn't fit the meeting.
    """
    loaded = guide if isinstance(guide, Loaded) else load(guide)
    return meeting.fit(loaded.guide)
