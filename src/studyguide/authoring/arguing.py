"""What can be asked about the parts of an argument, after Toulmin."""

from studyguide.authoring.pattern import Pattern as _P
from studyguide.guide.fields import Kind

_EVALUATIVE = Kind.EVALUATIVE
_RETOLD = "“{word}” is easily lost in talk. Read the sentence with “{quote}” aloud once more."
_REPORTED = (
    "Somebody may take a view that the text reports for one that it holds. Read the words around"
    " “{quote}” again."
)
_CUT_SHORT = "Somebody may quote what stands before “{quote}” as the last word. Read on from there."

ARGUMENT: dict[str, tuple[_P, ...]] = {
    "turn": (
        _P(
            "Which part of what comes before does “{quote}” answer, and which part does it leave"
            " standing?",
            ("Which words before it are meant?", "What could be said for the side before it?"),
            wide=True,
            watch_out=_CUT_SHORT,
        ),
        _P(
            "What would be missing if the text stopped just before “{quote}”?",
            ("Who would be content to stop there?", "What does the author gain by going on?"),
            wide=True,
        ),
        _P(
            "How far does “{quote}” take back what was just said?",
            ("What was just said, in your own words?", "What is left of it afterwards?"),
            wide=True,
            watch_out=_CUT_SHORT,
        ),
    ),
    "limit": (
        _P(
            "What is left open where the text says “{quote}”?",
            ("Where, if anywhere, does the text come back to it?", "To whom does it matter most?"),
            wide=True,
        ),
        _P(
            "Why might the author say “{quote}” at this very point?",
            ("What has just been said?", "What would a reader think without this sentence?"),
            wide=True,
        ),
    ),
    "grant": (
        _P(
            "How much is granted with “{quote}”, and how much is held back?",
            ("Who would be glad to hear it?", "Which words draw the line?"),
            watch_out=_REPORTED,
        ),
        _P(
            "What does the author gain by saying “{quote}” before going on?",
            ("Whom could it win over?", "How would the passage sound without it?"),
        ),
    ),
    "should": (
        _P(
            "What kind of “{word}” is meant in “{quote}”: a duty, a need, a hope, something else?",
            ("To whom is it said?", "What would follow if nobody listened?"),
        ),
        _P(
            "What could somebody answer who does not accept “{quote}”?",
            ("Which reason would the author take seriously?", "Who would bear the cost of it?"),
            _EVALUATIVE,
        ),
    ),
    "hedge": (
        _P(
            "What would the author have to know in order to leave out “{word}” in “{quote}”?",
            ("What does the text offer as support?", "Who could find out?"),
            watch_out=_RETOLD,
        ),
        _P(
            "How much of the argument would still stand if “{quote}” turned out to be false?",
            ("Which later sentence depends on it?", "How sure does the author sound of it?"),
            clause=True,
        ),
        _P(
            "What is the difference between “{quote}” and the same words without “{word}”?",
            ("Which of the two does the rest of the text need?", "Which could you defend?"),
        ),
    ),
    "strong": (
        _P(
            "What would change in the argument without “{word}” in “{quote}”?",
            ("Which exception comes to mind?", "What might the author say to that exception?"),
        ),
        _P(
            "Which cases put “{word}” in “{quote}” to the hardest test?",
            ("Which of them does the text name?", "How could the sentence be put so that it held?"),
        ),
        _P(
            "Where does your own experience fit “{quote}”, and where does it not?",
            ("What was different in the other case?", "What would the author say to that?"),
            _EVALUATIVE,
            clause=True,
            general=True,
        ),
    ),
    "cause": (
        _P(
            "What does a reader have to accept before the “{word}” in “{quote}” convinces?",
            ("Where does the text say so?", "Who would not accept it?"),
        ),
        _P(
            "Which other explanation could stand where the text has “{quote}”?",
            ("What speaks for the one in the text?", "How could one tell them apart?"),
        ),
        _P(
            "How far does the reason in “{quote}” convince you?",
            ("What would make it stronger?", "Whom would it not convince?"),
            _EVALUATIVE,
        ),
    ),
    "measure": (
        _P(
            "By what measure is the comparison in “{quote}” made?",
            ("Where does the text show it?", "Which other measure would turn it around?"),
        ),
        _P(
            "What would count as proof of “{quote}”?",
            ("What of this does the text give?", "What would count as proof of the opposite?"),
        ),
        _P(
            "How would you find out whether “{quote}” is true?",
            ("Whom would you ask?", "What could make it come out otherwise?"),
            _EVALUATIVE,
            clause=True,
        ),
    ),
    "likeness": (
        _P(
            "How far does the likeness in “{quote}” carry?",
            ("What is the same on both sides?", "What is not?"),
        ),
        _P(
            "What does the likeness in “{quote}” help a reader to see, and what might it hide?",
            ("What would be another picture for it?", "Who would choose that other picture?"),
        ),
        _P(
            "Which other likeness would you choose in place of “{quote}”?",
            ("What would it show that this one does not?", "What would it hide?"),
            _EVALUATIVE,
        ),
    ),
    "apart": (
        _P(
            "What could lie between the two things that “{quote}” holds apart?",
            ("Which words of the text say what divides them?", "Who profits from the line?"),
        ),
        _P(
            "What makes the difference in “{quote}” matter to the argument?",
            ("Where is it used again?", "What if the two were the same?"),
        ),
    ),
    "meaning": (
        _P(
            "What falls under “{quote}”, and what falls outside it?",
            ("Which example of your own is hard to place?", "Which examples does the text give?"),
        ),
        _P(
            "Who would describe what the text calls “{quote}” in other words?",
            ("Which words would those be?", "What would they change in the argument?"),
        ),
    ),
    "example": (
        _P(
            "Which claim of the text is the sentence with “{quote}” there to support?",
            ("How well does it support it?", "What would support it better?"),
        ),
        _P(
            "What kind of case would speak against the one in “{quote}”?",
            ("How common is such a case?", "What would the author say to it?"),
        ),
    ),
    "condition": (
        _P(
            "What does the text say, or leave unsaid, about cases other than “{quote}”?",
            ("How common are those?", "What would follow from them?"),
        ),
    ),
    "claim": (
        _P(
            "What would speak against “{quote}”?",
            ("Which of this has the author thought of?", "What would the author answer?"),
        ),
        _P(
            "Which sentence nearby does most to support “{quote}”?",
            ("How does it do that?", "What would a doubter still ask?"),
        ),
        _P(
            "How far would you follow the author in “{quote}”?",
            ("At which word do you stop?", "What would take you further?"),
            _EVALUATIVE,
        ),
    ),
    "path": (
        _P(
            "How does the text get from “{quote}” to “{other}”?",
            ("Which step is the longest?", "Where could somebody take another way?"),
        ),
    ),
    "echo": (
        _P(
            "What does “{word}” mean in “{quote}”, and what does it mean in “{other}”?",
            ("What stays the same?", "What does the argument need it to mean?"),
        ),
    ),
}
"""By the name of the move; `claim`, `path` and `echo` are seen in a section as a whole."""
