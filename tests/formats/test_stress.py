"""Every edition of a guide with long words and a tall picture, on every paper and in both sizes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sheets import MM, baseline, inside, laid, letters, soaked, whole
from stress import WORD, stressed

from studyguide.files.inputs import Inputs
from studyguide.formats import boxes, pdf
from studyguide.handouts import themes
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.paper import PAPERS
from studyguide.handouts.view import asks

pytestmark = pytest.mark.real

FLOWING = ("participant", "facilitator", "groups", "observer", "packet")
"""Editions with a foot."""


@dataclass(frozen=True)
class Choice:
    """One way to have an edition."""

    edition: str
    paper: str
    large: bool = False
    look: str | None = None

    def __str__(self) -> str:
        more = ("large" if self.large else "", self.look)
        return "-".join([self.edition, self.paper, *filter(None, more)])


CHOICES = [
    Choice(edition.name, paper, large)
    for edition in EDITIONS.values()
    if edition.paged
    for paper in edition.papers or ("a4",)
    for large in ((False, True) if edition.large_print else (False,))
]
CHOICES += [
    Choice(edition.name, "a4", look=look)
    for edition in EDITIONS.values()
    if edition.paged
    for look in themes.shipped_themes()
]
PAGED = [edition.name for edition in EDITIONS.values() if edition.paged]
FOOTED = [choice for choice in CHOICES if choice.edition in FLOWING]


def often(choice: Choice) -> bool:
    """Whether it is laid out in every test run: one look, and the paper with most trouble."""
    return (
        choice.paper in ("a4", "a5") and not choice.look and choice.large == (choice.paper == "a5")
    )


Laid = Callable[[Choice], tuple[Document, Any]]


def options(choice: Choice) -> dict[str, Any]:
    look = choice.look
    theme = themes.read(Inputs(), themes.shipped_themes()[look]) if look else themes.NONE
    return {"paper": PAPERS[choice.paper], "large": choice.large, "theme": theme}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A choice's document and its layout, each made once."""

    @functools.cache
    def make(choice: Choice) -> tuple[Document, Any]:
        folder = tmp_path_factory.mktemp(str(choice))
        document = stressed(choice.edition, folder, **options(choice))
        return document, laid(document)

    return make


@pytest.mark.parametrize("choice", soaked(CHOICES, often), ids=str)
def test_no_word_is_over_anything_or_off_the_paper(choice: Choice, made: Laid) -> None:
    document, layout = made(choice)
    said = "".join(text.text for text in whole(layout) if getattr(text, "text", None))
    assert WORD[-6:] in said, "the guide's long words are printed"
    assert boxes.faults(layout) == []
    assert boxes.missing(layout, asks(document.view)) == []


@pytest.mark.parametrize("choice", soaked(CHOICES, often), ids=str)
def test_a_tall_picture_is_short_and_ends_above_the_foot(choice: Choice, made: Laid) -> None:
    _, layout = made(choice)
    pictures = [
        (sheet._page_box, box)
        for sheet in layout.pages
        for box in inside(sheet._page_box)
        if getattr(box, "replacement", None) is not None
        and "rope" in (box.element.get("alt") or "")
    ]
    tables = 2
    assert len(pictures) == {"observer": 0, "groups": tables}.get(choice.edition, 1)
    for page, picture in pictures:
        assert picture.height <= 70 * MM + 1
        assert picture.content_box_y() + picture.height <= page.content_box_y() + page.height + 1


@pytest.mark.parametrize(
    "choice", soaked([one for one in FOOTED if one.paper != "letter"], often), ids=str
)
def test_a_tall_picture_takes_one_page_more_at_most(
    choice: Choice, made: Laid, tmp_path: Path
) -> None:
    """A page each at the two tables."""
    _, layout = made(choice)
    without = laid(stressed(choice.edition, tmp_path, drawn=False, **options(choice)))
    more = 2 if choice.edition == "groups" else 1
    assert len(layout.pages) - len(without.pages) <= more


@pytest.mark.parametrize("choice", soaked(FOOTED, often), ids=str)
def test_the_foot_is_one_line_on_the_paper(choice: Choice, made: Laid) -> None:
    _, layout = made(choice)
    for sheet in layout.pages:
        page = sheet._page_box
        feet = [box for box in page.children if type(box).__name__ == "MarginBox"]
        texts = [text for foot in feet for text in letters(foot)]
        assert len({round(baseline(text)) for text in texts}) == 1
        for foot in feet:
            last = letters(foot)[-1]
            assert foot.position_x >= 0
            assert foot.position_x + foot.margin_width() <= page.margin_width() + 0.1
            assert last.position_x + last.width <= foot.position_x + foot.margin_width() + 1
            assert last.position_y + last.height < page.margin_height() - 4 * MM


@pytest.mark.parametrize("choice", [Choice(name, "a4") for name in PAGED], ids=str)
def test_verapdf_accepts_it_and_the_build_is_silent(
    choice: Choice, verapdf: Callable[..., list[str]], tmp_path: Path
) -> None:
    output = pdf.render(stressed(choice.edition, tmp_path, **options(choice)))
    assert output.notices == ()
    path = tmp_path / "stress.pdf"
    path.write_bytes(output.content)
    assert verapdf(path) == []
