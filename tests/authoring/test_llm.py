"""A model's questions: only those that stand up are taken, and the rest is counted."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llm
import pytest
from instruments import ROOT
from llm.plugins import pm

from studyguide.authoring import draft
from studyguide.authoring.guide import outline
from studyguide.authoring.llm import asker, suggest
from studyguide.essay.text import EssayText, read_essay
from studyguide.files.inputs import Inputs
from studyguide.problems import StudyguideError

ESSAY = ROOT / "tests" / "essays" / "letter.txt"
GOOD = {
    "ask": "What does the note with “This broom is yours” ask of people without asking?",
    "quote": "This broom is yours",
    "kind": "interpretive",
    "follow_ups": ["Which words show it?", "Who would not feel asked?"],
}


class Parrot(llm.Model):
    """A model that answers every prompt with what the test wants."""

    model_id = "parrot"
    answer = "[]"
    prompts: list[str] = []  # noqa: RUF012 - the plugin's own and the test's
    fails = False

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        self.prompts.append(prompt.prompt)
        if self.fails:
            raise RuntimeError("the line is dead")
        yield self.answer


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Parrot]:
    """The model, registered as an `llm` plugin for one test."""
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path))
    model = Parrot()
    model.prompts = []

    class Plugin:
        __name__ = "parrot"

        @llm.hookimpl
        def register_models(self, register: Any) -> None:
            register(model)

    plugin = Plugin()
    pm.register(plugin, name="parrot")
    yield model
    pm.unregister(plugin)


@pytest.fixture
def essay() -> EssayText:
    return read_essay(Inputs(), ESSAY)


def answered(essay: EssayText, parrot: Parrot, *items: object) -> tuple[list[str], int]:
    """The questions that are accepted, and how many are dropped, section after section."""
    parrot.answer = json.dumps(items)
    found = suggest(essay, outline(essay), asker("parrot"))
    return [offer.ask for part in found.accepted for offer in part], found.dropped


def test_a_sound_question_is_taken_in_the_section_that_it_quotes(
    essay: EssayText, parrot: Parrot
) -> None:
    sections = len(outline(essay))
    asked, dropped = answered(essay, parrot, GOOD)
    assert asked == [GOOD["ask"]]
    assert dropped == sections - 1
    assert len(parrot.prompts) == sections


def test_the_model_reads_every_section_and_no_other_text(essay: EssayText, parrot: Parrot) -> None:
    answered(essay, parrot)
    assert "A neighbour on" in parrot.prompts[0]
    assert "A neighbour on" not in parrot.prompts[-1]


@pytest.mark.parametrize(
    "change",
    [
        {"ask": "What does “This mop is yours” ask of people?", "quote": "This mop is yours"},
        {"ask": "What does the note ask of people?"},
        {"ask": "Does “This broom is yours” ask anything of people?"},
        {"ask": "Isn't “This broom is yours” rather rude?"},
        {"ask": "What does “This broom is yours” ask? Who hears it?"},
        {"ask": "The note is kind. What does “This broom is yours” ask of people?"},
        {"ask": "Tell us about “This broom is yours”."},
        {"ask": "What does “This broom is yours” share with “a mop for all of us”?"},
        {"ask": "As a mother, what does “This broom is yours” say to you?"},
        {"ask": "What does “This broom is yours” [ask](javascript:x) of people?"},
        {"kind": "factual"},
        {"kind": ["interpretive"]},
        {"follow_ups": []},
        {"follow_ups": "Why?"},
        {"follow_ups": ["Why does the author ignore the men?", "Why?"]},
        {"quote": 3},
        {"ask": None},
    ],
    ids=str,
)
def test_a_question_that_does_not_stand_up_is_dropped_and_counted(
    essay: EssayText, parrot: Parrot, change: dict[str, object]
) -> None:
    asked, dropped = answered(essay, parrot, GOOD | change)
    assert asked == []
    assert dropped == len(outline(essay))


def test_a_question_is_taken_once(essay: EssayText, parrot: Parrot) -> None:
    again = GOOD | {"ask": str(GOOD["ask"]).replace("of people", "of the people")}
    asked, _ = answered(essay, parrot, GOOD, GOOD, again)
    assert asked == [GOOD["ask"]]


@pytest.mark.parametrize(
    "answer", ["", "I can't help.", "[", "[1", "{}", "[[]]", "[" * 5000 + "]" * 5000, "null"]
)
def test_an_answer_that_is_no_list_of_questions_is_dropped(
    essay: EssayText, parrot: Parrot, answer: str
) -> None:
    parrot.answer = answer
    found = suggest(essay, outline(essay), asker("parrot"))
    assert not any(found.accepted)
    assert found.dropped == len(outline(essay))


def test_words_around_the_list_do_not_matter(essay: EssayText, parrot: Parrot) -> None:
    parrot.answer = f"Here you are:\n```json\n{json.dumps([GOOD])}\n```\n"
    found = suggest(essay, outline(essay), asker("parrot"))
    assert [offer.ask for part in found.accepted for offer in part] == [GOOD["ask"]]


def test_what_is_taken_stands_first_in_the_draft(essay: EssayText, parrot: Parrot) -> None:
    parrot.answer = json.dumps([GOOD])
    found = suggest(essay, outline(essay), asker("parrot"))
    written = draft(essay, name="letter", file=None, suggested=found.accepted)
    asks = written.split("questions:\n")[1].split("- id:")[1]
    assert "This broom is yours" in asks
    assert "draft: true" in asks


def test_an_unknown_model_is_named(parrot: Parrot) -> None:
    with pytest.raises(StudyguideError, match="there is no model cockatoo"):
        asker("cockatoo")


def test_a_model_that_fails_is_told_in_a_sentence(parrot: Parrot) -> None:
    parrot.fails = True
    with pytest.raises(StudyguideError, match="parrot did not answer: the line is dead"):
        asker("parrot")("Hello")


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llm", None)
    with pytest.raises(StudyguideError, match=r"studyguide\[llm\]"):
        asker("parrot")
