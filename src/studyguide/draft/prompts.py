"""What can be asked about each move: the table of patterns for open questions."""

from studyguide.draft.arguing import ARGUMENT
from studyguide.draft.pattern import Pattern
from studyguide.draft.voicing import VOICES

PATTERNS: dict[str, tuple[Pattern, ...]] = ARGUMENT | VOICES
"""Every pattern by the name of its move, the best first."""
