"""From an essay to a first guide: what the text does, asked about in open questions."""

from studyguide.authoring.guide import draft
from studyguide.authoring.scaffold import blank

__all__ = ["blank", "draft"]
