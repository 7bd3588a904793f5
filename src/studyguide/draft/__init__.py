"""From an essay to a first guide: what the text does, asked about in open questions."""

from studyguide.draft.guide import draft
from studyguide.draft.minimal import blank

__all__ = ["blank", "draft"]
