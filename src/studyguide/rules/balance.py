"""Rules about the mix of a whole guide: kinds, sides, focus, and ways to take a question."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from studyguide.guide.fields import Kind, Protocol, Side
from studyguide.guide.model import Guide, Question
from studyguide.problems import Severity
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule

_SHARED_INQUIRY = "(Shared Inquiry, Great Books Foundation)"
LEAST_FOR_SHARES = 4
"""Below this many questions a share says nothing."""


def _questions(guide: Guide) -> list[Question]:
    return [core.question for core in guide.core]


def _names_kinds(guide: Guide) -> bool:
    return any("kind" in question.model_fields_set for question in _questions(guide))


def _share(guide: Guide, kind: Kind) -> Fraction:
    questions = _questions(guide)
    return Fraction(sum(question.kind is kind for question in questions), len(questions))


def _no_interpretive(guide: Guide) -> Iterator[Finding]:
    for at, section in enumerate(guide.sections):
        if not section.questions:
            yield Finding(
                ("sections", at),
                f"the section “{section.title}” has no question",
                "ask one that readers of it would answer differently",
            )
        elif all(question.kind is not Kind.INTERPRETIVE for question in section.questions):
            yield Finding(
                ("sections", at),
                f"the section “{section.title}” has no interpretive question",
                "ask what the text means here, where careful readers differ",
            )


NO_INTERPRETIVE = Rule(
    "section-without-interpretive",
    Severity.WARNING,
    f"What a text means is what a group can find out together {_SHARED_INQUIRY}.",
    (
        "Who opens the gate? (factual, alone)",
        "Who opens the gate? What does he hope for by it? (two)",
    ),
    _no_interpretive,
    EVERY_LANGUAGE,
)


def _several_focuses(guide: Guide) -> Iterator[Finding]:
    marked = [
        (at, number)
        for at, section in enumerate(guide.sections)
        for number, question in enumerate(section.questions)
        if question.focus
    ]
    for at, number in marked[1:]:
        yield Finding(
            ("sections", at, "questions", number, "focus"),
            "the guide already has a focus",
            "keep focus: true on the one question that the meeting is built around",
        )


SEVERAL_FOCUSES = Rule(
    "several-focuses",
    Severity.WARNING,
    f"A meeting is built around one question {_SHARED_INQUIRY}.",
    ("focus: true on two questions", "focus: true on one"),
    _several_focuses,
    EVERY_LANGUAGE,
)


def _shares(
    wrong: Callable[[Guide], tuple[str, str] | None],
) -> Callable[[Guide], Iterator[Finding]]:
    def look(guide: Guide) -> Iterator[Finding]:
        if _names_kinds(guide) and len(guide.core) >= LEAST_FOR_SHARES and (found := wrong(guide)):
            yield Finding((), *found)

    return look


def _few_interpretive(guide: Guide) -> tuple[str, str] | None:
    if _share(guide, Kind.INTERPRETIVE) >= Fraction(1, 2):
        return None
    share = round(100 * _share(guide, Kind.INTERPRETIVE))
    return f"{share} % of the questions are interpretive", "aim at half or more"


FEW_INTERPRETIVE = Rule(
    "too-few-interpretive",
    Severity.WARNING,
    "Most of a meeting goes to what the text means, not to what it says or is worth"
    f" {_SHARED_INQUIRY}.",
    ("2 interpretive of 8", "4 or more of 8"),
    _shares(_few_interpretive),
    EVERY_LANGUAGE,
)


def _many_factual(guide: Guide) -> tuple[str, str] | None:
    if _share(guide, Kind.FACTUAL) <= Fraction(1, 4):
        return None
    share = round(100 * _share(guide, Kind.FACTUAL))
    return (
        f"{share} % of the questions are factual",
        "keep a quarter or less; make others follow_ups",
    )


MANY_FACTUAL = Rule(
    "too-many-factual",
    Severity.WARNING,
    f"Facts prepare a question, they are not what the group came for {_SHARED_INQUIRY}.",
    ("4 factual of 8", "2 or fewer of 8"),
    _shares(_many_factual),
    EVERY_LANGUAGE,
)


def _no_evaluative(guide: Guide) -> tuple[str, str] | None:
    if _share(guide, Kind.EVALUATIVE):
        return None
    return "no question is evaluative", "end with one that asks what the text is worth to the group"


NO_EVALUATIVE = Rule(
    "no-evaluative",
    Severity.INFO,
    f"After asking what a text means, people want to say what they make of it {_SHARED_INQUIRY}.",
    ("8 interpretive questions", "7, and at the end: “What would you change in your own week?”"),
    _shares(_no_evaluative),
    EVERY_LANGUAGE,
)


def _evaluative_first(guide: Guide) -> Iterator[Finding]:
    for at, section in enumerate(guide.sections):
        kinds = [question.kind for question in section.questions]
        if Kind.INTERPRETIVE not in kinds or Kind.EVALUATIVE not in kinds:
            continue
        first = kinds.index(Kind.EVALUATIVE)
        if first < kinds.index(Kind.INTERPRETIVE):
            yield Finding(
                ("sections", at, "questions", first),
                "this asks what people think of the text before they have said what it means",
                "move it behind the section's interpretive questions",
            )


EVALUATIVE_FIRST = Rule(
    "evaluative-first",
    Severity.INFO,
    f"A judgement comes after an understanding {_SHARED_INQUIRY}.",
    ("Is the plan just? What does the plan want?", "What does the plan want? Whom is it just to?"),
    _evaluative_first,
    EVERY_LANGUAGE,
)

MOST_ON_ONE_SIDE = Fraction(7, 10)


def _one_sided(guide: Guide) -> Iterator[Finding]:
    sides = [question.side for question in _questions(guide) if question.side]
    if len(sides) < 2:
        return
    for side, other in ((Side.WITH, Side.AGAINST), (Side.AGAINST, Side.WITH)):
        share = Fraction(sides.count(side), len(sides))
        if not sides.count(other) and share:
            what, hint = f"no question leans {other} the essay", f"ask one with side: {other}"
        elif share > MOST_ON_ONE_SIDE:
            what, hint = (
                f"{round(100 * share)} % of the questions lean {side} the essay",
                "aim at 70 or less",
            )
        else:
            continue
        yield Finding((), what, hint)
        return


ONE_SIDED = Rule(
    "one-sided",
    Severity.WARNING,
    "A group trusts a guide that lets both sides be heard (our own measure: both sides, none over"
    " 70 %).",
    ("side: with, with, with, with", "side: with, against, with, neutral"),
    _one_sided,
    EVERY_LANGUAGE,
)

_QUIET = frozenset({Protocol.PAIRS, Protocol.WRITE_FIRST, Protocol.ONE_TWO_FOUR_ALL})


def _no_quiet_start(guide: Guide) -> Iterator[Finding]:
    protocols = {question.protocol for question in _questions(guide)} - {None}
    if protocols and not protocols & _QUIET:
        yield Finding(
            (),
            "no question starts in writing or in pairs",
            "give one protocol: write-first or protocol: pairs",
        )


NO_QUIET_START = Rule(
    "no-quiet-start",
    Severity.INFO,
    "People who think before they speak are heard when a question starts on paper or in pairs"
    " (Liberating Structures, 1-2-4-All; Rowe on wait time).",
    ("protocol: whole, eight times", "protocol: write-first once, pairs once"),
    _no_quiet_start,
    EVERY_LANGUAGE,
)
