"""The texts of a blank guide that stand where the author's own belong."""

TITLE = "The title of your text"
"""The title of the text that the group reads; a guide that still has it isn't written yet."""
SECTIONS = ("What the first part is about", "What the second part is about")
"""The titles of the sections, in order."""
QUESTIONS = (
    "Which word in this part carries more than it says?",
    "What would be missing if the text stopped before this part?",
    "Where would you go on from here in another direction than the author?",
)
"""The questions, in order. They can be asked of any text, so a guide may keep them."""
