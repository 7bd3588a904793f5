"""Guides and meetings made up by Hypothesis, of every kind that the planner may meet."""

import os
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from studyguide.guide.fields import Keep, Kind, Protocol, Reading, Side
from studyguide.guide.meeting import Meeting
from studyguide.guide.model import Guide

EXAMPLES = float(os.environ.get("STUDYGUIDE_EXAMPLES", "1"))
"""How many times the usual number of examples a property is tried on: `make check` asks for fewer,
`make soak` for more."""


def many(examples: int) -> int:
    """How many examples to try where so many are usual."""
    return max(5, int(examples * EXAMPLES))


MINUTES = st.integers(15, 120) | st.integers(15, 480)
PEOPLE = st.integers(2, 30) | st.integers(2, 200)


def _part(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with the required keys, and any of the others."""
    return st.fixed_dictionaries(
        {key: st.just(value) for key, value in required.items()}, optional=optional
    )


PASSAGES = st.lists(st.sampled_from(["2", "3-5", {"from": "Every bucket"}]), max_size=2)
FOLLOW_UPS = st.lists(
    st.just("Which word says so?")
    | st.fixed_dictionaries({"ask": st.just("And where here?"), "passage": PASSAGES}),
    max_size=3,
)


def _questions(*keep: Keep | None, longest: int) -> st.SearchStrategy[dict[str, Any]]:
    return _part(
        {"ask": "What does the author mean?"},
        kind=st.sampled_from(list(Kind)),
        keep=st.sampled_from(keep),
        side=st.sampled_from(list(Side)),
        protocol=st.sampled_from(list(Protocol)),
        minutes=st.integers(1, longest),
        focus=st.booleans(),
        lines=st.integers(0, 12),
        passage=PASSAGES,
        follow_ups=FOLLOW_UPS,
    )


# Most guides insist on nothing: where one question in four is to be kept always, no plan of twenty
# has any choice left.
QUESTIONS = _questions(None, *Keep, longest=40)
MODEST = _questions(None, Keep.USUALLY, Keep.IF_TIME, longest=20)


@st.composite
def guides(draw: st.DrawFn, most: int = 20) -> Guide:
    """A guide with nought to `most` core questions in one to five sections."""
    questions = draw(st.lists(draw(st.sampled_from([QUESTIONS, MODEST])), max_size=most))
    cuts = sorted(draw(st.lists(st.integers(0, len(questions)), max_size=4)))
    edges = [0, *cuts, len(questions)]
    essay = draw(_part({"title": "An essay"}, words=st.integers(1, 9000)))
    sections = [
        {"title": "A section", "questions": questions[start:end]} for start, end in pairwise(edges)
    ]
    rest = draw(_part({}, content_note=st.just("A death is told.")))
    return Guide.model_validate({"essay": essay, "sections": sections, **rest})


@st.composite
def meetings(draw: st.DrawFn, guide: Guide) -> Meeting:
    """A meeting for the guide: read in the room only where the essay's length is known, at no more
    tables than there are pairs."""
    people = draw(PEOPLE)
    readings = list(Reading) if guide.essay.words else [Reading.BEFORE]
    parts = draw(
        _part(
            {"minutes": draw(MINUTES), "people": people},
            first_meeting=st.booleans(),
            reading=st.sampled_from(readings),
            second_language=st.booleans(),
            questions=st.integers(1, 12),
            tables=st.integers(1, people // 2),
        )
    )
    return Meeting.model_validate(parts)


@st.composite
def evenings(draw: st.DrawFn) -> tuple[Guide, Meeting]:
    """A guide and a meeting for it."""
    guide = draw(guides())
    return guide, draw(meetings(guide))
