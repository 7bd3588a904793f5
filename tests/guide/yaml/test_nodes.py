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
