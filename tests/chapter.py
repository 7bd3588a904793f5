"""A long chapter, put together from sentences written for it; the same every time."""

from itertools import cycle, islice

TOPICS = (
    ("the bridge", "the ferry", "crossing", "the river wardens"),
    ("the market hall", "the street stall", "trade", "the stall holders"),
    ("the night school", "the workshop", "learning", "the apprentices"),
    ("the town clock", "the church bell", "time", "the bell ringers"),
    ("the public bath", "the kitchen tub", "cleanliness", "the bath attendants"),
    ("the allotment", "the park", "leisure", "the gardeners"),
    ("the tram line", "the footpath", "distance", "the conductors"),
    ("the lending folder_of", "the bookshop", "reading", "the folder_of keepers"),
)
SENTENCES = (
    "When {0} was opened, people said that {1} would be forgotten within a year.",
    "It was not forgotten, because {2} is more than getting a thing done.",
    "According to the minutes of that year, {3} were asked only once what they wanted.",
    "Perhaps the committee believed that {2} needs no defenders.",
    "But this does not explain why {1} was kept open for so long.",
    "Of course {0} was cheaper, and it was certainly faster than {1}.",
    "What does a town lose when {2} becomes easy?",
    "{0} was built for everybody, which means that nobody was asked in particular.",
    "Some people say that {2} has no value unless it is shared.",
    "I think that {1} taught patience, and that patience is a kind of trust.",
    "We should ask who pays for {0}, and who is thanked for it.",
    "On the other hand, {1} was never as gentle as it is remembered.",
    "A newcomer might well prefer {0}, for he owes nothing to {1}.",
    "If {2} is a right, then somebody has the duty to provide it.",
    "In 1931 the town counted 412 visitors a week at {0}.",
    "Therefore {3} wrote a letter, which was read aloud and filed.",
    "The letter compared {0} to a door that opens from one side only.",
    "However, {3} did not agree among themselves.",
    "{2} is always also a way of meeting people whom one has not chosen.",
    "The records show that {1} was used twice as often in winter.",
    "{3} saw it first, as those who stand at a door all day see most things first.",
    "For {3} the change was a loss, though nobody had taken anything from them.",
    "To defend {1} is not to despise {0}.",
    "A child who has grown up with {0} may find {1} slow.",
    "The council must have known that {0} would change who speaks to whom.",
    "{2} can be counted, but what it is for can't.",
    "Whoever praises {0} should say what it replaced.",
    "{1} belonged to nobody, and therefore {3} looked after it.",
    "In other words, {2} was a habit before it became a service.",
    "Is {0} still {0} when nobody needs it?",
    "My grandmother used {1} until she died, and called {0} a shop window.",
    "If {3} had been paid, they would perhaps have left sooner.",
    "It is often said that {0} made the town equal.",
    "That {0} is open to all does not mean that all feel invited.",
    "{0} works like a promise that is kept by machines.",
    "The gap between {0} and {1} is smaller than either side admits.",
    "Only {3} seem to have understood both.",
    "None of this was written into the plan for {0}.",
    "A town that plans {2} without {3} plans for strangers.",
    "{1} needed patience, and {0} needs money.",
    "I was told that {1} could not be saved, and I never learned by whom it was judged.",
    "More is remembered about {1} than was ever true of it.",
    "Those who speak for {0} usually mean their own street.",
)


def chapter(words: int = 20_000) -> str:
    """A title and paragraphs with about so many words in all."""
    paragraphs: list[str] = []
    count = 0
    sizes = cycle((5, 7, 4, 8, 6))
    sentences = cycle(SENTENCES)
    while count < words:
        topic = TOPICS[min(len(TOPICS) - 1, count * len(TOPICS) // words)]
        # Every third paragraph takes other sentences first, so that no two stretches are alike.
        chosen = list(islice(sentences, next(sizes) + len(paragraphs) % 3))
        text = " ".join(one.format(*topic) for one in chosen)
        text = text[0].upper() + text[1:]
        paragraphs.append(text.replace(". the ", ". The ").replace("? the ", "? The "))
        count += len(text.split())
    return "What the Town Kept\n\n" + "\n\n".join(paragraphs) + "\n"
