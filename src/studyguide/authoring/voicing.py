"""What can be asked about voices, people, scenes and words in a text."""

from studyguide.authoring.pattern import Pattern as _P
from studyguide.guide.fields import Kind

_EVALUATIVE = Kind.EVALUATIVE
_REPORTED = (
    "Somebody may take a view that the text reports for one that it holds. Read the words around"
    " “{quote}” again."
)

VOICES: dict[str, tuple[_P, ...]] = {
    "we": (
        _P(
            "Who is meant by “{word}” in “{quote}”, and who might not be?",
            ("Which words nearby help to decide?", "Where does the text use the word otherwise?"),
        ),
        _P(
            "Who could say “{quote}” and be right?",
            ("Who could not?", "What does the text know about those people?"),
            general=True,
            leading=True,
        ),
        _P(
            "When would you count yourself into the “{word}” of “{quote}”?",
            ("What would have to be different?", "Who would see that in another way?"),
            _EVALUATIVE,
            general=True,
        ),
    ),
    "ours": (
        _P(
            "Who is meant by “{word}” in “{quote}”, and who might not be?",
            ("Which words nearby help to decide?", "Where does the text use the word otherwise?"),
        ),
    ),
    "voice": (
        _P(
            "Whose view is “{quote}”, and which words show how far the author shares it?",
            ("How would its holders put it?", "What does the author do with it next?"),
            watch_out=_REPORTED,
        ),
        _P(
            "How would somebody who holds the view in “{quote}” defend it?",
            ("Which of these reasons does the text name?", "Which is the strongest?"),
            watch_out=_REPORTED,
        ),
    ),
    "stance": (
        _P(
            "What does “{word}” add to the claim in “{quote}”, or take from it?",
            ("How would it sound without?", "Where does the author speak in another way?"),
        ),
        _P(
            "How sure of itself does “{quote}” sound, and which words make it so?",
            ("Where is the text surer?", "What would make the author less sure?"),
        ),
    ),
    "hidden": (
        _P(
            "Who acts in “{quote}”, as far as the text tells?",
            ("Who else could it be?", "What changes once somebody is named?"),
        ),
        _P(
            "What would change if the sentence with “{quote}” named who acts?",
            ("Whom would you name?", "Why might the author leave it open?"),
        ),
    ),
    "people": (
        _P(
            "What part do “{word}” play in this passage?",
            ("What do they do, and what is done to them?", "Who speaks for them here?"),
        ),
        _P(
            "What could “{word}” answer to this passage?",
            ("Which sentence would they stop at?", "What would the author want to ask them?"),
            _EVALUATIVE,
        ),
    ),
    "story": (
        _P(
            "What does a reader get from “{quote}” that a general statement would not give?",
            ("Which detail matters most?", "What would another witness have told?"),
        ),
        _P(
            "Which later sentence of the text does “{quote}” prepare?",
            ("What links the two?", "What would that sentence be without it?"),
        ),
    ),
    "number": (
        _P(
            "What does “{quote}” have to be compared with before it says much?",
            ("What of this does the text give?", "Where would one look for the rest?"),
        ),
        _P(
            "What would change in the argument if the figure in “{quote}” were half as large?",
            ("At what size would it stop to matter?", "What does the author want it to show?"),
        ),
    ),
    "asked": (
        _P(
            "Where does the text come closest to answering “{quote}”?",
            ("What is the answer there?", "What is still missing from it?"),
        ),
        _P(
            "What answer does the author seem to want to “{quote}”?",
            ("Which words give it away?", "Who would answer otherwise?"),
        ),
        _P(
            "How would you answer “{quote}” today?",
            ("What would the author say to that?", "What would change your answer?"),
            _EVALUATIVE,
        ),
    ),
    "raised": (
        _P(
            "What does the exclamation mark do in the sentence with “{quote}”?",
            ("How would it read with a full stop?", "Where else is the voice raised?"),
        ),
    ),
    "marked": (
        _P(
            "What do the quotation marks around “{quote}” do?",
            ("Whose words could they be?", "How would it read without the marks?"),
        ),
        _P(
            "Which meanings of “{quote}” fit this passage?",
            ("Which of them does the argument need?", "Who would understand it otherwise?"),
        ),
    ),
    "term": (
        _P(
            "What must “{quote}” mean for this sentence to make sense?",
            ("Which words nearby help?", "Where is it used again?"),
        ),
        _P(
            "How would you say “{quote}” to a friend who has not read the text?",
            ("What gets lost on the way?", "Which example would you give?"),
        ),
    ),
    "run": (
        _P(
            "Which meanings of “{quote}” fit this passage?",
            ("Which of them does the text need?", "Who would understand it otherwise?"),
        ),
        _P(
            "What part does “{quote}” play in this passage?",
            ("Where does it stand for the first time?", "What changes from there?"),
        ),
    ),
    "start": (
        _P(
            "What does “{quote}” lead a reader to expect?",
            ("What comes instead?", "Which word does most to raise it?"),
        ),
        _P(
            "Which word near “{quote}” carries more than it says?",
            ("What would another word change?", "Where else does the text use it?"),
        ),
    ),
}
"""By the name of the move; `start` is what can be asked about any sentence."""
