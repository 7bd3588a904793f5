"""What a pattern for a question is: its words, its places for quotes, and when it suits."""

from dataclasses import dataclass

from studyguide.guide.fields import Kind


@dataclass(frozen=True)
class Pattern:
    """A question with places for the essay's words: `{quote}`, and `{word}` or `{other}` of it."""

    ask: str
    follow_ups: tuple[str, str]
    kind: Kind = Kind.INTERPRETIVE
    watch_out: str | None = None
    wide: bool = False
    """Whether its passage takes in the sentence before."""
    general: bool = False
    """Whether it only suits words that say how things are, not what happened."""
    clause: bool = False
    """Whether it only suits a quote with a verb in it."""
    leading: bool = False
    """Whether it only suits a quote that begins with the sign itself."""
