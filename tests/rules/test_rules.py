"""What each rule says, and what it lets pass."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import many

from studyguide.guide.fields import Keep, Kind, Protocol, Side
from studyguide.guide.model import Guide
from studyguide.problems import Problem, Severity, Spot
from studyguide.rules import RULES, Verdict, profile, prose, review, rule
from studyguide.rules.metrics import syllables

ASK = ("sections", 0, "questions", 0, "ask")
ANCHORED = {"passage": "1"}


def guide(*questions: Any, **more: Any) -> Guide:
    """A guide with one section of these questions."""
    section = {"title": "One", "questions": list(questions)}
    return Guide.model_validate({"essay": "A text", "sections": [section], **more})


def codes(given_guide: Guide) -> list[str]:
    return [verdict.code for verdict in review(given_guide)]


def said_of(ask: str, **more: Any) -> list[str]:
    """The codes found in one question that has a passage."""
    return codes(guide({"ask": ask, **ANCHORED, **more}))


FIRES = {
    "stacked-questions": ["What is a debt? Who owes it?", "Why the door? Why does Ana knock?"],
    "double-barrelled": [
        "What is a debt and who should pay it?",
        "Why does Ana knock and does the baker hear it?",
    ],
    "closed-question": ["Does Ana trust the baker?", "When the bell rings, is Ana afraid?"],
    "leading-form": ["Isn't Ana afraid?", "The baker is lying, isn't he?"],
    "loaded-wording": [
        "Why does the author ignore the farmers?",
        "What explains the mayor's absurd plan?",
    ],
    "false-consensus": [
        "We all know that bread is life; what is it here?",
        "What would any reasonable person say to the baker?",
    ],
    "forced-choice": ["Is the baker a friend or a thief?", "Did Ana leave, or was she sent away?"],
    "recall-trivia": ["How many loaves does Ana buy?", "Who said that the oven was cold?"],
    "vague-prompt": ["Thoughts?", "What did you think of the ending?"],
    "double-negative": [
        "Why is it not impossible to leave?",
        "What can nobody in the town not hear?",
    ],
    "spotlight": ["As a mother, how do you read the letter?", "What does your religion say here?"],
    "idiom": [
        "Where does the plan stop holding water?",
        "Who moves the goalposts in this quarrel?",
    ],
    "unglossed-acronym": ["What does the OECD count?", "How would an NGO feed the town?"],
    "too-long": [
        "What " + "very " * 28 + "old bread is this?",
        "Bread is old. " * 16 + "What is new here?",
    ],
}
PASSES = {
    "stacked-questions": ["Is Ana right? Why or why not?", "“Who? Why?” asks Ana: what moves her?"],
    "double-barrelled": [
        "When is bread a gift and when is it a debt?",
        "What does Ana owe the baker, and how can you tell?",
    ],
    "closed-question": ["Can you think of a debt that Ana forgives?", "Does Ana lie, and why?"],
    "leading-form": ["Why isn't Ana afraid?", "Where would both of them agree that bread is dear?"],
    "loaded-wording": [
        "Why does the bread fail to rise?",
        "Whom does the author accuse of an absurd plan?",
    ],
    "false-consensus": [
        "What does everybody know that Ana does not?",
        "What do we know about the baker?",
    ],
    "forced-choice": [
        "Is the baker a friend, a thief, or both?",
        "Which is worse here, to lie or to steal?",
    ],
    "recall-trivia": [
        "How many loaves would be enough for Ana?",
        "Who said more, Ana or the silence?",
    ],
    "vague-prompt": [
        "What do you think Ana hopes to find behind the door?",
        "What stands out in the letter once you know who wrote it?",
    ],
    "double-negative": [
        "What does not only Ana but also the baker lose?",
        "Why does Ana neither knock nor leave?",
    ],
    "spotlight": [
        "How does Ana speak as a mother in the letter?",
        "As a child, what did you believe about bread?",
    ],
    "idiom": [
        "How long can the cracked pot hold water?",
        "Who moves the goal in the children's game?",
    ],
    "unglossed-acronym": [
        "What does the Fair Bread Board (FBB) count?",
        "Why does the sign say KEEP OUT?",
    ],
    "too-long": ["What would Ana say?", "Bread is old. Ovens are older. What is new here?"],
}


@pytest.mark.parametrize(("code", "ask"), [(code, ask) for code in FIRES for ask in FIRES[code]])
def test_a_rule_speaks_up(code: str, ask: str) -> None:
    assert code in said_of(ask)


@pytest.mark.parametrize(("code", "ask"), [(code, ask) for code in PASSES for ask in PASSES[code]])
def test_a_rule_lets_pass_what_only_looks_similar(code: str, ask: str) -> None:
    assert code not in said_of(ask)


@pytest.mark.parametrize(
    "ask", ["Why do they leave?", "What does this tell us?", "How does it end?"]
)
def test_a_pronoun_with_nothing_before_it_is_found(ask: str) -> None:
    assert "dangling-pronoun" in codes(guide(ask))


@pytest.mark.parametrize(
    "ask",
    [
        "When the sisters leave, what do they take?",
        "What does it mean to leave?",
        "What does this town forget?",
    ],
)
def test_a_pronoun_that_stands_for_something_passes(ask: str) -> None:
    assert "dangling-pronoun" not in codes(guide(ask))


def test_a_pronoun_passes_where_a_passage_says_who_is_meant() -> None:
    assert "dangling-pronoun" not in said_of("Why do they leave?")


def test_a_question_without_a_place_is_found_once_the_guide_gives_places() -> None:
    found = codes(guide({"ask": "Why does Ana knock?", **ANCHORED}, "Why does the baker wait?"))
    assert found.count("unanchored") == 1


@pytest.mark.parametrize(
    "second",
    [
        {"ask": "Why does the baker wait?", "passage": "whole text"},
        "Why does the baker wait in paragraph 3?",
        "Why does the baker call it “a long cold night” at all?",
    ],
)
def test_whole_text_a_named_place_and_a_quotation_are_anchors(second: Any) -> None:
    assert "unanchored" not in codes(guide({"ask": "Why does Ana knock?", **ANCHORED}, second))


def test_places_are_not_asked_for_where_the_guide_uses_none() -> None:
    assert "unanchored" not in codes(guide("Why does Ana knock?", "Why does the baker wait?"))


@pytest.mark.parametrize(
    "quoted",
    ['"Isn\'t it absurd?"', "“Is it? Is it?”", "‘Don’t you all know?’", "«So-called bread?»"],
)
def test_what_is_quoted_is_not_judged(quoted: str) -> None:
    assert said_of(f"What does Ana mean by {quoted} here?") == []


def test_markup_does_not_hide_a_question_from_the_rules() -> None:
    assert "closed-question" in said_of("*Does* **Ana** trust [the baker](https://example.org)?")


def test_an_open_bracket_of_emphasis_inside_a_word_is_left_alone() -> None:
    assert prose.unmarked("a snake_case_name and *two words*") == "a snake_case_name and two words"


def test_a_full_stop_inside_a_quotation_ends_the_sentence_before_the_question() -> None:
    read = prose.read("The baker says, “Bread is dear.” Is he right?")
    assert read.sentences[-1] == "Is he right?"
    assert len(prose.read("The words “Bread is dear.” open the book.").sentences) == 1


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    assert prose.sentences("What does Mr. Darcy want? Bread.") == (
        "What does Mr. Darcy want?",
        "Bread.",
    )


def test_the_severity_of_a_long_question_grows_with_its_length() -> None:
    long, longer = (
        next(verdict for verdict in review(guide(f"What {'old ' * count}bread is this?")))
        for count in (23, 28)
    )
    assert (long.code, longer.code) == ("too-long", "too-long")
    assert (long.severity, longer.severity) == (Severity.INFO, Severity.WARNING)


def test_follow_ups_open_a_closed_question() -> None:
    assert "closed-question" not in said_of("Is Ana right?", follow_ups=["Where?", "For whom?"])


def test_a_follow_up_with_a_passage_counts_like_one_without() -> None:
    parts = [{"ask": "Where?", "passage": ["1", "3"]}, {"ask": "For whom?"}]
    assert "closed-question" not in said_of("Is Ana right?", follow_ups=parts)
    rich = INTERPRETIVE | {"follow_ups": parts}
    assert "few-follow-ups" not in codes(guide(rich, rich | {"ask": "What does Ana see?"}))


@pytest.mark.parametrize("passage", ["1", ["1", "9"], {"from": "Bread"}, [{"from": "a"}, "3"]])
def test_a_question_with_any_number_of_places_is_anchored(passage: Any) -> None:
    other = {"ask": "Why does Ana knock?", **ANCHORED}
    assert "unanchored" not in codes(guide(other, {"ask": "Why wait?", "passage": passage}))


def test_a_question_with_no_place_is_not_anchored_by_its_follow_ups() -> None:
    follow_ups = [{"ask": "Where?", "passage": "3"}]
    other = {"ask": "Why does Ana knock?", **ANCHORED}
    question = {"ask": "Why does the baker wait?", "passage": [], "follow_ups": follow_ups}
    assert "unanchored" in codes(guide(other, question))


def test_words_in_follow_ups_and_notes_use_the_glossary() -> None:
    glossary = {"thaw": "melting", "tithe": "a tenth", "loaf": "a bread"}
    question = {"ask": "Why wait?", "follow_ups": [{"ask": "Which thaw?", "passage": "3"}]}
    found = review(guide(question, glossary=glossary, facilitator_notes="Explain the tithe."))
    unused = [one.finding.where for one in found if one.code == "unused-term"]
    assert unused == [("glossary", 2, "term")]


def test_a_paragraph_ends_a_sentence() -> None:
    heading = "A word before we start\n\nBread is old. It is warm."
    assert profile(guide("Why wait?", introduction=heading)).sentences == 4
    assert profile(guide("Why wait?", introduction=heading.replace("\n\n", " "))).sentences == 3


def test_typing_together_is_a_quiet_start() -> None:
    whole = INTERPRETIVE | {"protocol": "fishbowl"}
    assert "no-quiet-start" in codes(guide(whole))
    assert "no-quiet-start" not in codes(guide(whole, INTERPRETIVE | {"protocol": "chat"}))


def test_a_fact_may_be_asked_for_by_a_factual_question() -> None:
    assert "recall-trivia" not in said_of("How many loaves does Ana buy?", kind="factual")


def test_a_word_of_the_glossary_is_explained() -> None:
    glossary = [{"term": "OECD", "means": "a club of rich countries"}]
    assert codes(guide("What does the OECD count?", glossary=glossary)) == []


def test_openings_and_closings_may_be_vague() -> None:
    found = guide("Why does Ana knock?", opening=["Any thoughts?"], closing=["What stood out?"])
    assert codes(found) == []


def test_openings_are_read_for_their_wording() -> None:
    verdicts = review(guide("Why does Ana knock?", opening=["Isn't bread wonderful?"]))
    assert [(verdict.code, verdict.finding.where) for verdict in verdicts] == [
        ("leading-form", ("opening", 0))
    ]


# Suppression and order


@pytest.mark.parametrize(
    ("ask", "stays", "goes"),
    [
        ("Isn't Ana afraid?", "leading-form", "closed-question"),
        ("Is Ana a friend or a thief?", "forced-choice", "closed-question"),
        (
            "What is debt and who pays? Why today, of all days?",
            "stacked-questions",
            "double-barrelled",
        ),
    ],
)
def test_the_sharper_rule_speaks_alone(ask: str, stays: str, goes: str) -> None:
    found = said_of(ask)
    assert stays in found
    assert goes not in found


def test_findings_come_in_the_order_of_the_text() -> None:
    found = review(
        guide(
            "Does Ana knock?",
            "Isn't she cold?",
            opening=["Surely bread is good?"],
            closing=["Do we all agree that it was late?"],
        )
    )
    places = [verdict.finding.where[:4:3] for verdict in found]
    assert list(dict.fromkeys(places)) == [
        ("opening",),
        ("sections", 0),
        ("sections", 1),
        ("closing",),
    ]


def test_of_two_findings_at_one_place_the_more_useful_comes_first() -> None:
    usefulness = [one.code for one in RULES]
    found = said_of("What is debt? Is the OECD in the same boat?")
    assert len(found) > 2
    assert found == sorted(found, key=usefulness.index)


# What is set aside


def test_a_rule_set_aside_for_a_question_is_silent_there_only() -> None:
    allow = {"closed-question": "a deliberate warm-up"}
    found = review(guide({"ask": "Does Ana knock?", "allow": allow}, "Does the baker wait?"))
    assert [(verdict.code, verdict.finding.where[3]) for verdict in found] == [
        ("closed-question", 1)
    ]


@pytest.mark.parametrize("where", ["section", "guide"])
def test_a_section_and_a_guide_set_rules_aside_for_all_that_they_hold(where: str) -> None:
    allow = {"closed-question": "a game of yes and no"}
    section: dict[str, Any] = {"title": "One"}
    section["questions"] = ["Does Ana knock?", "Does the baker wait?"]
    data: dict[str, Any] = {"essay": "A text", "sections": [section]}
    (section if where == "section" else data)["allow"] = allow
    assert codes(Guide.model_validate(data)) == []


def test_an_allow_that_silences_nothing_is_reported_where_it_stands() -> None:
    verdict, *others = review(
        guide({"ask": "Why does Ana knock?", "allow": {"closed-question": "a warm-up"}})
    )
    assert not others
    assert verdict.code == "unused-allow"
    assert verdict.finding.where == (*ASK[:-1], "allow", "closed-question")


def test_an_allow_of_an_overruled_finding_is_not_called_unused() -> None:
    allow = {"closed-question": "a warm-up"}
    assert codes(guide({"ask": "Isn't Ana afraid?", "allow": allow})) == ["leading-form"]


def test_a_misspelt_rule_names_the_nearest_one() -> None:
    verdict, *others = review(guide("Why does Ana knock?", allow={"closed-questoin": "a warm-up"}))
    assert not others
    assert verdict.code == "unknown-rule"
    assert "closed-question" in verdict.finding.hint


# Whole guides


def test_a_five_line_guide_that_is_sound_hears_nothing() -> None:
    least = {
        "studyguide": 1,
        "essay": {"title": "Of Bread", "author": "A. Baker"},
        "sections": [
            {
                "title": "What bread is for",
                "questions": [
                    "Which use of bread does the essay trust least, and how can you tell?"
                ],
            }
        ],
    }
    assert review(Guide.model_validate(least)) == ()


def test_a_beginner_hears_a_handful_of_things_and_the_most_useful_one_first() -> None:
    beginner = guide("Did you like it? What is bread, and is it good?", "Isn't the baker kind?")
    found = codes(beginner)
    assert len(found) <= 5
    assert found[0] == "stacked-questions"


def test_rules_are_silent_in_languages_that_they_do_not_know() -> None:
    assert codes(guide("Isn't it? Or is it?", language="de")) == []
    assert codes(guide("Isn't Ana afraid?", language="en-GB")) == ["leading-form"]


INTERPRETIVE, FACTUAL, EVALUATIVE = (
    {"ask": ask, "kind": kind}
    for ask, kind in (
        ("What does Ana want?", "interpretive"),
        ("Where does the oven stand?", "factual"),
        ("What is a debt worth to you?", "evaluative"),
    )
)


def test_a_section_needs_an_interpretive_question() -> None:
    assert "section-without-interpretive" in codes(guide(EVALUATIVE))
    assert "section-without-interpretive" in codes(guide())
    assert "section-without-interpretive" not in codes(guide(EVALUATIVE, INTERPRETIVE))


def different(question: dict[str, str], number: int) -> dict[str, str]:
    """The question about something else, so that it is no near-duplicate."""
    things = ["salt", "flour", "rye", "yeast", "water", "oats", "corn", "oil"]
    return question | {"ask": f"What would {things[number]} change?"}


def mix(interpretive: int, factual: int, evaluative: int) -> list[str]:
    questions = [INTERPRETIVE] * interpretive + [FACTUAL] * factual + [EVALUATIVE] * evaluative
    return codes(guide(*(different(question, at) for at, question in enumerate(questions))))


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((4, 2, 2), []),
        ((3, 2, 3), ["too-few-interpretive"]),
        ((4, 3, 1), ["too-many-factual"]),
        ((6, 2, 0), ["no-evaluative"]),
        ((1, 1, 1), []),
    ],
)
def test_kinds_are_balanced(counts: tuple[int, int, int], found: list[str]) -> None:
    assert mix(*counts) == found


def test_kinds_are_not_counted_where_the_guide_names_none() -> None:
    assert codes(guide(*(different({}, at) for at in range(8)))) == []


def test_a_judgement_before_an_understanding_is_found() -> None:
    assert codes(guide(EVALUATIVE, INTERPRETIVE)) == ["evaluative-first"]
    assert codes(guide(INTERPRETIVE, EVALUATIVE)) == []


def test_a_second_focus_is_found() -> None:
    first, second = INTERPRETIVE | {"focus": True}, EVALUATIVE | {"focus": True}
    assert codes(guide(first, second)) == ["several-focuses"]
    assert codes(guide(first, EVALUATIVE)) == []


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ("with with", True),
        ("against neutral", True),
        ("with with with against", True),
        ("with against", False),
        ("with with against neutral", False),
        ("neutral neutral", False),
        ("with", False),
    ],
)
def test_both_sides_are_heard(sides: str, found: bool) -> None:
    questions = [different({}, at) | {"side": side} for at, side in enumerate(sides.split())]
    assert ("one-sided" in codes(guide(*questions))) is found


def test_minutes_must_fit_the_meeting() -> None:
    questions = [different({}, at) | {"minutes": "20"} for at in range(3)]
    assert codes(guide(*questions, meeting={"minutes": 45})) == ["minutes-over-meeting"]
    assert codes(guide(*questions, meeting={"minutes": 60})) == []


def test_the_same_question_twice_is_found() -> None:
    assert codes(guide("Why does Ana knock twice?", "Why does Ana knock twice now?")) == [
        "near-duplicate"
    ]
    assert codes(guide("Why does Ana knock twice?", "Why does the baker wait?")) == []


def test_follow_ups_are_counted_once_most_questions_have_them() -> None:
    rich = INTERPRETIVE | {"follow_ups": ["Where?", "For whom?"]}
    assert codes(guide(rich, EVALUATIVE)) == ["few-follow-ups"]
    assert codes(guide(INTERPRETIVE, EVALUATIVE)) == []
    assert codes(guide(rich, rich | {"ask": "Why does the baker wait so long?"})) == []


def test_a_quiet_start_is_asked_for_once_protocols_are_used() -> None:
    assert codes(guide(INTERPRETIVE | {"protocol": "whole"})) == ["no-quiet-start"]
    assert codes(guide(INTERPRETIVE | {"protocol": "1-2-4-all"})) == []


def test_a_missing_opening_is_only_an_oversight_in_a_full_guide() -> None:
    full = {
        "introduction": "Bread is old.",
        "glossary": [{"term": "rye", "means": "a grain"}],
        "closing": ["What will you bake with rye?"],
    }
    question = INTERPRETIVE | {"side": "neutral", "follow_ups": ["Where?", "For whom?"]}
    assert codes(guide(question, **full)) == ["no-opening"]
    assert codes(guide("Why does Ana knock?", closing=["What will you bake?"])) == []


def test_long_sentences_are_measured_over_the_whole_guide() -> None:
    summary = "Bread " + "and bread " * 14 + "is old."
    section = {
        "title": "One",
        "summary": f"{summary} {summary}",
        "questions": ["Why does Ana knock?"],
    }
    assert "long-sentences" in codes(
        Guide.model_validate({"essay": "A text", "sections": [section]})
    )
    assert "long-sentences" not in codes(guide("Why does Ana knock?", introduction="Bread is old."))


def test_a_word_that_nothing_uses_is_found_in_the_glossary() -> None:
    glossary = [
        {"term": "debt", "means": "what is owed"},
        {"term": "usury", "means": "dear credit"},
    ]
    verdicts = review(guide("What are debts worth to Ana?", glossary=glossary))
    assert [(verdict.code, verdict.finding.where) for verdict in verdicts] == [
        ("unused-term", ("glossary", 1, "term"))
    ]


# The table


def test_every_rule_teaches_itself() -> None:
    assert len({one.code for one in RULES}) == len(RULES)
    for one in RULES:
        assert rule(one.code) is one
        assert one.why.endswith(".")
        assert all(one.better)
    assert rule("no-such-rule") is None


def test_a_verdict_becomes_a_problem_at_a_spot() -> None:
    spot = Spot("guide.yaml", 4, 9)
    (verdict,) = review(guide("Does Ana knock?"))
    problem = verdict.problem(spot)
    assert isinstance(verdict, Verdict)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.spot) == ("closed-question", spot)
    assert problem.severity is Severity.WARNING


# The profile


def test_the_profile_counts_what_the_guide_says() -> None:
    first = INTERPRETIVE | {"side": "with", "protocol": "pairs", "minutes": "12"}
    figures = profile(guide(first, FACTUAL, meeting={"minutes": 45}))
    assert figures.kinds == {Kind.FACTUAL: 1, Kind.INTERPRETIVE: 1, Kind.EVALUATIVE: 0}
    assert figures.sides == {Side.WITH: 1, Side.AGAINST: 0, Side.NEUTRAL: 0}
    assert figures.protocols[Protocol.PAIRS] == 1
    assert (figures.minutes, figures.minutes_named, figures.meeting_minutes) == (12, 1, 45)
    assert (figures.sections, figures.sections_covered) == (1, 1)
    # "What does Ana want?" and "Where does the oven stand?": 4 and 5 words.
    assert (figures.sentences, figures.mean_sentence) == (2, 4.5)


def test_reading_ease_is_flesch_and_for_english_only() -> None:
    # 206.835 - 1.015 x 6 words a sentence - 84.6 x 1 syllable a word
    easy = profile(guide("Why does the cat like bread?")).reading_ease
    assert easy == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert profile(guide("Why does the cat like bread?", language="de")).reading_ease is None


def test_a_guide_without_a_word_to_read_has_no_mean_sentence() -> None:
    figures = profile(guide())
    assert (figures.sentences, figures.mean_sentence, figures.reading_ease) == (0, None, None)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("bread", 1),
        ("baker", 2),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("changes", 2),
        ("a", 1),
    ],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


# Properties

PIECES = st.sampled_from(
    "is are not isn't what why how who and or , ; : . ? ! “ ” \" ' ‘ ’ ( ) [ ] * _ ` as a the you"
    " your it this they no never un unable OECD X.Y. Mr. we all know that fail to \n".split(" ")
)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=300), st.lists(PIECES, min_size=1, max_size=60).map(" ".join)
).filter(lambda text: bool(text.strip()))
QUESTIONS = st.fixed_dictionaries(
    {"ask": TEXTS},
    optional={
        "kind": st.sampled_from(list(Kind)),
        "side": st.sampled_from(list(Side)),
        "protocol": st.sampled_from(list(Protocol)),
        "minutes": st.integers(1, 120),
        "focus": st.booleans(),
        "passage": st.sampled_from(["1", "2-3", "whole text", ["1", {"from": "a b"}], []]),
        "keep": st.sampled_from([None, *Keep]),
        "follow_ups": st.lists(
            st.one_of(TEXTS, st.fixed_dictionaries({"ask": TEXTS, "passage": st.just(["2"])})),
            max_size=2,
        ),
        "allow": st.dictionaries(st.sampled_from(["idiom", "no-rule"]), st.just("so"), max_size=2),
    },
)
GUIDES = st.fixed_dictionaries(
    {
        "essay": st.just("A text"),
        "sections": st.lists(
            st.fixed_dictionaries({"title": TEXTS, "questions": st.lists(QUESTIONS, max_size=4)}),
            min_size=1,
            max_size=3,
        ),
    },
    optional={
        "language": st.sampled_from(["en", "de", "en-GB"]),
        "opening": st.lists(TEXTS, max_size=2),
        "closing": st.lists(TEXTS, max_size=2),
        "introduction": st.lists(TEXTS, min_size=1, max_size=2).map("\n\n".join),
        "facilitator_notes": TEXTS,
        "glossary": st.one_of(
            st.lists(st.fixed_dictionaries({"term": TEXTS, "means": TEXTS}), max_size=2),
            st.dictionaries(TEXTS.filter(lambda word: word not in ("term", "means")), TEXTS),
        ),
    },
).map(Guide.model_validate)


@settings(deadline=None, max_examples=many(150))
@given(GUIDES)
def test_a_review_never_fails_and_is_the_same_twice(any_guide: Guide) -> None:
    first = review(any_guide)
    prose.read.cache_clear()
    assert review(any_guide) == first
    assert all(verdict.finding.message and verdict.finding.hint for verdict in first)


@settings(deadline=None, max_examples=many(150))
@given(GUIDES)
def test_whatever_is_found_can_be_set_aside(any_guide: Guide) -> None:
    found = {verdict.code for verdict in review(any_guide)} - {"unused-allow", "unknown-rule"}
    allowing = any_guide.model_copy(update={"allow": dict.fromkeys(found, "so")})
    left = {verdict.code for verdict in review(allowing)}
    assert not left & found
