"""What can be asked about each move: the table of patterns for open questions."""

from studyguide.authoring.arguing import ARGUMENT
from studyguide.authoring.pattern import Pattern
from studyguide.authoring.voicing import VOICES

PATTERNS: dict[str, tuple[Pattern, ...]] = ARGUMENT | VOICES
"""Every pattern by the name of its move, the best first."""
