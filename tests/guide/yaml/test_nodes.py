"""Nodes: texts, lists and mappings that know where they were written."""

from studyguide.guide.yaml import nodes, reader
from studyguide.guide.yaml.nodes import Mapping, Node, Scalar, Sequence
from studyguide.problems import Spot

WRITTEN = """\
essay: The Two Wells
norms:
  - Listen.
  -
  - Speak.
empty:
tilde: ~
quoted: ""
"""


def node() -> Node:
    return reader.parse(WRITTEN.encode(), "guide.yaml")


def at(spot: Spot) -> tuple[int, int]:
    return spot.line, spot.column


def test_data_holds_what_was_written_and_none_for_what_is_absent() -> None:
    assert nodes.data(node()) == {
        "essay": "The Two Wells",
        "norms": ["Listen.", "Speak."],
        "empty": None,
        "tilde": None,
        "quoted": "",
    }


def test_a_path_leads_to_the_node_and_its_place() -> None:
    found, spot = nodes.follow(node(), ("essay",))
    assert isinstance(found, Scalar)
    assert found.value == "The Two Wells"
    assert at(spot) == (1, 8)


def test_the_numbers_of_a_list_pass_over_empty_dashes() -> None:
    found, spot = nodes.follow(node(), ("norms", 1))
    assert isinstance(found, Scalar)
    assert found.value == "Speak."
    assert at(spot) == (5, 5)


def test_a_path_that_goes_too_far_stops_at_the_last_thing_written() -> None:
    assert at(nodes.follow(node(), ("essay", "title"))[1]) == (1, 8)
    assert at(nodes.follow(node(), ("norms", 7))[1]) == (3, 3)
    assert at(nodes.follow(node(), ("nothing", 7, "here"))[1]) == (1, 1)


PARTS = """\
glossary:
  thaw: melting
  tithe: a tenth
passage: {from: Every bucket}
"""


def test_a_path_leads_into_words_with_their_meanings() -> None:
    without = reader.parse(PARTS.encode(), "guide.yaml")
    dashed = PARTS.replace("thaw", "- thaw").replace("tithe", "- tithe")
    for root, further in (
        (without, 0),
        (reader.parse(dashed.encode(), "guide.yaml"), 2),
    ):
        found, spot = nodes.follow(root, ("glossary", 1, "means"))
        assert isinstance(found, Scalar)
        assert found.value == "a tenth"
        assert at(spot) == (3, 10 + further)
        assert at(nodes.follow(root, ("glossary", 1, "term"))[1]) == (3, 3 + further)
        assert at(nodes.follow(root, ("glossary", 1))[1]) == (3, 3 + further)
        assert nodes.data(nodes.follow(root, ("glossary", 0))[0]) == {
            "term": "thaw",
            "means": "melting",
        }


def test_a_single_part_is_the_first_of_its_list() -> None:
    root = reader.parse(PARTS.encode(), "guide.yaml")
    assert at(nodes.follow(root, ("passage", 0, "from"))[1]) == (4, 17)
    assert at(nodes.follow(root, ("passage", 0))[1]) == (4, 10)


def test_a_group_of_empty_keys_counts_for_no_place() -> None:
    raw = b"passage:\n  - {from: }\n  - 3\nnorms:\n  - {from: }\n  - 3\n"
    root = reader.parse(raw, "guide.yaml")
    assert at(nodes.follow(root, ("passage", 0))[1]) == (3, 5)
    assert at(nodes.follow(root, ("norms", 1))[1]) == (6, 5)


def test_walking_meets_every_text_in_order() -> None:
    texts = [text.value for text in nodes.walk(node())]
    assert texts == ["The Two Wells", "Listen.", "Speak.", "", "~", ""]


def test_only_what_stands_without_quotes_can_be_absent() -> None:
    here = Spot("guide.yaml")
    assert nodes.absent(Scalar("", here))
    assert nodes.absent(Scalar("~", here))
    assert not nodes.absent(Scalar("", here, plain=False))
    assert not nodes.absent(Scalar("~", here, plain=False))
    assert not nodes.absent(Scalar("null", here))
    assert not nodes.absent(Sequence([], here))
    assert not nodes.absent(Mapping({}, here))
