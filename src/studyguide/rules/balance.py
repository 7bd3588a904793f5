"""Rules about the mix across a whole guide: kinds, sides, focus and protocols."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from studyguide.guide.fields import Kind, Protocol, Side
from studyguide.guide.model import Guide, Question
from studyguide.problems import Severity
from studyguide.rules.base import EVERY_LANGUAGE, Finding, Rule

_SHARED_INQUIRY = "(Shared Inquiry, Great Books Foundation)"
LEAST_FOR_SHARES = 4
"""With fewer questions than this, percentages mean little."""


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
                f"the section “{section.title}” has no questions",
                "add one that careful readers might answer differently",
            )
        elif all(question.kind is not Kind.INTERPRETIVE for question in section.questions):
            yield Finding(
                ("sections", at),
                f"the section “{section.title}” has no interpretive question",
                "ask what the text means at a point where careful readers might differ",
            )


NO_INTERPRETIVE = Rule(
    "section-without-interpretive",
    Severity.WARNING,
    f"What a text means is something a group can work out together {_SHARED_INQUIRY}.",
    (
        "Who opens the gate? (factual, on its own)",
        "Who opens the gate? What does he hope will come of it? (one of each kind)",
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
            "the guide already has a focus question",
            "keep focus: true only on the question the meeting is built around",
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
    return f"{share}% of the questions are interpretive", "aim for half or more"


FEW_INTERPRETIVE = Rule(
    "too-few-interpretive",
    Severity.WARNING,
    "A meeting is best spent mostly on what the text means, rather than what it says or is worth"
    f" {_SHARED_INQUIRY}.",
    ("2 of 8 questions interpretive", "4 or more of 8"),
    _shares(_few_interpretive),
    EVERY_LANGUAGE,
)


def _many_factual(guide: Guide) -> tuple[str, str] | None:
    if _share(guide, Kind.FACTUAL) <= Fraction(1, 4):
        return None
    share = round(100 * _share(guide, Kind.FACTUAL))
    return (
        f"{share}% of the questions are factual",
        "aim for a quarter or less, and turn some into follow_ups",
    )


MANY_FACTUAL = Rule(
    "too-many-factual",
    Severity.WARNING,
    f"Facts prepare the ground; they are rarely what a group comes to discuss {_SHARED_INQUIRY}.",
    ("4 of 8 questions factual", "2 or fewer of 8"),
    _shares(_many_factual),
    EVERY_LANGUAGE,
)


def _no_evaluative(guide: Guide) -> tuple[str, str] | None:
    if _share(guide, Kind.EVALUATIVE):
        return None
    return "no question is evaluative", "try ending with what the group makes of the text"


NO_EVALUATIVE = Rule(
    "no-evaluative",
    Severity.INFO,
    f"Having asked what a text means, people want to say what they make of it {_SHARED_INQUIRY}.",
    ("8 interpretive questions", "7, then at the end: “What would you change in your own week?”"),
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
                "this asks what people think of the text before they have discussed what it means",
                "move it after the section's interpretive questions",
            )


EVALUATIVE_FIRST = Rule(
    "evaluative-first",
    Severity.INFO,
    f"People judge a text more fairly once they have understood it {_SHARED_INQUIRY}.",
    ("Is the plan fair? What is it meant to do?", "What is the plan meant to do? Is it fair?"),
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
            what, hint = f"no question goes {other} the essay", f"add one with side: {other}"
        elif share > MOST_ON_ONE_SIDE:
            what, hint = (
                f"{round(100 * share)}% of the questions with a side go {side} the essay",
                "aim for 70% or less",
            )
        else:
            continue
        yield Finding((), what, hint)
        return


ONE_SIDED = Rule(
    "one-sided",
    Severity.WARNING,
    "People trust a guide that gives both sides a hearing (our own measure: both sides present,"
    " neither over 70%).",
    ("side: with, with, with, with", "side: with, against, with, neutral"),
    _one_sided,
    EVERY_LANGUAGE,
)

_QUIET = frozenset({Protocol.PAIRS, Protocol.WRITE_FIRST, Protocol.ONE_TWO_FOUR_ALL, Protocol.CHAT})


def _no_quiet_start(guide: Guide) -> Iterator[Finding]:
    protocols = {question.protocol for question in _questions(guide)} - {None}
    if protocols and not protocols & _QUIET:
        yield Finding(
            (),
            "no question starts with writing or in pairs",
            "give one of them protocol: write-first or protocol: pairs",
        )


NO_QUIET_START = Rule(
    "no-quiet-start",
    Severity.INFO,
    "Starting a question on paper or in pairs draws in people who think before they speak"
    " (Liberating Structures, 1-2-4-All; Rowe on wait time).",
    ("protocol: whole on all eight", "protocol: write-first on one, pairs on another"),
    _no_quiet_start,
    EVERY_LANGUAGE,
)
