"""How often the rules for questions are right, measured on questions that people judged."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml
from instruments import ROOT

from studyguide.guide.model import Guide
from studyguide.rules import RULES, balance, completeness, review, suppress

QUESTIONS = ROOT / "tests" / "questions.yaml"
WHOLE_GUIDES = {module.__name__ for module in (balance, completeness, suppress)}
CODES = tuple(one.code for one in RULES if one.look.__module__ not in WHOLE_GUIDES)
"""Every rule that judges single questions; what judges whole guides is tested on guides."""
ENOUGH = 5
"""Fewer broken questions than this say nothing about a rule."""
MEASURED_ANEW = frozenset({"unglossed-acronym"})
"""It failed on the held questions, was mended, and is judged by questions written after that."""
LEAST = 0.8
"""A rule that is wrong in one case of five is worse than no rule."""


@dataclass
class Count:
    """How a rule did on one split."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        said = self.hits + self.false_alarms
        return self.hits / said if said else 1.0

    @property
    def recall(self) -> float:
        broken = self.hits + self.misses
        return self.hits / broken if broken else 1.0


@cache
def labelled() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(QUESTIONS.read_text(encoding="utf-8")))


def guide_around(item: dict[str, Any]) -> Guide:
    """A guide in which the item's question stands as its context says."""
    context = item.get("context", {})
    question: dict[str, Any] = {"ask": item["ask"], "kind": context.get("kind", "interpretive")}
    if "passage" in context:
        question["passage"] = context["passage"]
    if context.get("follow_ups"):
        question["follow_ups"] = ["Where in the text?", "What speaks against it?"]
    sections: list[dict[str, Any]] = [{"title": "One", "questions": [question]}]
    if context.get("passages") == "elsewhere":
        sections.append({"title": "Two", "passage": "1-2", "questions": []})
    glossary = [{"term": term, "means": "explained"} for term in context.get("glossary", [])]
    return Guide.model_validate({"essay": "A text", "sections": sections, "glossary": glossary})


def reported(item: dict[str, Any]) -> set[str]:
    """The codes of the rules for questions that speak up about the item's question."""
    at = ("sections", 0, "questions", 0, "ask")
    verdicts = review(guide_around(item))
    return {verdict.code for verdict in verdicts if verdict.finding.where == at} & set(CODES)


@cache
def counts() -> dict[tuple[str, str], Count]:
    found: dict[tuple[str, str], Count] = defaultdict(Count)
    for item in labelled():
        said, broken = reported(item), set(item["broken"])
        for code in CODES:
            count = found[item["split"], code]
            count.hits += code in said & broken
            count.false_alarms += code in said - broken
            count.misses += code in broken - said
    return found


def test_every_label_names_a_rule_for_questions() -> None:
    named = {code for item in labelled() for code in item["broken"]}
    assert named - set(CODES) == set(), "these are no rules that look at one question"


def test_half_of_the_questions_are_sound_and_a_third_is_held() -> None:
    items = [item for item in labelled() if item["split"] != "fresh"]
    assert 0.4 <= sum(not item["broken"] for item in items) / len(items) <= 0.6
    held = sum(item["split"] == "held" for item in items)
    assert 0.3 <= held / len(items) <= 0.4, "mark every third new question `split: held`"


def row(count: Count) -> str:
    broken = count.hits + count.misses
    return f"{broken:>9}{count.precision:>11.2f}{count.recall:>8.2f}"


def wrong() -> list[str]:
    """Each rule's false alarms and misses among the questions for tuning; never the held ones."""
    return [
        f"{'missed' if code in item['broken'] else 'false alarm':12}{code}: {item['ask']}"
        for item in labelled()
        if item["split"] == "tune"
        for code in sorted(reported(item) ^ set(item["broken"]))
    ]


def test_the_table_of_precision_and_recall_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    head = f"{'':20}" + "".join(f"{split:>28}" for split in ("tune", "held", "fresh"))
    names = f"{'rule':20}" + f"{'broken  precision  recall':>28}" * 3
    lines = [head, names]
    for code in CODES:
        splits = ("tune", "held", "fresh") if code in MEASURED_ANEW else ("tune", "held")
        lines.append(f"{code:20}" + "".join(row(counts()[split, code]) for split in splits))
    with capsys.disabled():
        print("", *lines, *wrong(), sep="\n")
    assert all(code in line for code, line in zip(CODES, lines[2:], strict=True))


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_right_on_questions_that_it_was_not_tuned_on(code: str) -> None:
    count = counts()["fresh" if code in MEASURED_ANEW else "held", code]
    broken = count.hits + count.misses
    assert broken >= ENOUGH, f"label questions that break {code} in {QUESTIONS.name}, {ENOUGH} held"
    assert count.precision >= LEAST
    assert count.recall >= LEAST
