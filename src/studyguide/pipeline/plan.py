"""How a guide fits a meeting."""

from pathlib import Path

from studyguide.guide.load import Loaded, load
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan

NONE = MeetingOverrides()


def plan(guide: str | Path | Loaded, meeting: MeetingOverrides = NONE) -> Plan:
    """The guide fitted to its meeting with the changes in it; raises StudyguideError."""
    loaded = guide if isinstance(guide, Loaded) else load(guide)
    return meeting.fit(loaded.guide)
