"""The commented minimal guide, for those who want to write."""

from studyguide.guide.placeholders import QUESTIONS, SECTIONS, TITLE
from studyguide.guide.yaml.writer import SCHEMA_LINE

_BLANK = f"""
studyguide: 1

# A guide in its smallest form. Lines that start with # are hints: they do nothing.
# Everything that you leave out has a sensible default.

# The text that your group reads.
essay:
  title: {TITLE}
  # author:
  # year:
  # url: an address that starts with https://
  # words: how many, for the time that reading takes
  # file: your own copy of the text, beside this file; it is never printed

# Your meeting.
meeting:
  minutes: 60
  people: 8

# One section for each step of the text, three to five in all.
sections:
  - title: {SECTIONS[0]}
    passage: 1-2                # paragraphs, counted from the first after the title
    # summary: Two or three lines in your own words.
    questions:
      # A question is one line. Ask what you really wonder about, and what the text can answer.
      - {QUESTIONS[0]}
      # With more to say about it, it looks like this:
      # - ask: {QUESTIONS[0]}
      #   kind: interpretive          (or factual, or evaluative)
      #   passage: 2
      #   follow_ups:
      #     - Where else does the word stand?
      #     - What would another word change?

  - title: {SECTIONS[1]}
    passage: 3-4
    questions:
      - {QUESTIONS[1]}
      - ask: {QUESTIONS[2]}
        kind: evaluative

# When it is written: studyguide check, then studyguide build.
"""


def blank() -> str:
    """The YAML of a guide to fill in; it loads as it is."""
    return f"{SCHEMA_LINE}{_BLANK}"
