"""Every edition on every paper and in both sizes, each built once and asked from its layout."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint.document
from instruments import pdf
from instruments.browser import Browser

from guides import SHIPPED, comes_as, essay_for, seated
from studyguide.files.resources import shipped_guides
from studyguide.formats import boxes
from studyguide.guide.load import Loaded, load
from studyguide.handouts.editions import EDITIONS, Need
from studyguide.handouts.paper import PAPERS
from studyguide.pipeline.build import Built, build
from studyguide.pipeline.request import BuildRequest
from studyguide.problems import Severity

pytestmark = pytest.mark.real

FLOWING = ("participant", "facilitator", "groups", "packet")
"""Editions whose text runs on from page to page; cards and slides have pages of their own."""
RULED = ("participant", "groups")
LARGE_TYPE, SMALL_TYPE = 18, 9.5
"""Points: of everything in large print (UKAAF G003), and of anything in ordinary print."""
POINTS = 72 / 25.4


@dataclass(frozen=True)
class Choice:
    """One way to have an edition."""

    edition: str
    paper: str
    large: bool = False
    format: str = "pdf"

    def __str__(self) -> str:
        size = "large" if self.large else "ordinary"
        return f"{self.edition}-{self.paper}-{size}"


def choices(format: str) -> list[Choice]:
    """All that the table of editions allows."""
    return [
        Choice(edition.name, paper, large, format)
        for edition in EDITIONS.values()
        if format in comes_as(edition)
        for paper in edition.papers or ("a4",)
        for large in ((False, True) if edition.large_print else (False,))
    ]


@dataclass(frozen=True)
class Made:
    """A file of the shipped guide, what was said meanwhile, and how its last try was laid out."""

    choice: Choice
    path: Path
    said: tuple[str, ...]
    document: Any


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load(shipped_guides()[SHIPPED])


@pytest.fixture(scope="module")
def around_a_fishbowl(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The shipped guide with a fishbowl, for those who watch it."""
    path = tmp_path_factory.mktemp("fishbowl") / f"{SHIPPED}.yaml"
    change = "change: {the-closer-look: {protocol: fishbowl}}"
    path.write_text(f"studyguide: 1\nextends: {SHIPPED}\n{change}\n", encoding="utf-8")
    return load(path)


Maker = Callable[[Choice], Made]


@pytest.fixture(scope="module")
def maker(
    shipped: Loaded, around_a_fishbowl: Loaded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Maker]:
    """Builds a choice of the shipped guide, and keeps the layout that the file was written from."""
    folder = tmp_path_factory.mktemp("matrix")
    text = folder / "essay.txt"
    text.write_text(essay_for(shipped.guide), encoding="utf-8")
    written: list[Any] = []
    write = weasyprint.document.Document.write_pdf

    def remember(document: Any, *words: Any, **options: Any) -> Any:
        written.append(document)
        return write(document, *words, **options)

    # Two: tests ask for the one they are at, and a few for the participants' sheet.
    @functools.lru_cache(maxsize=2)
    def made(choice: Choice) -> Made:
        wanted = BuildRequest(
            [choice.edition],
            [choice.format],
            choice.paper,
            choice.large,
            seated(choice.edition),
            text=text,
        )
        watched = EDITIONS[choice.edition].needs is Need.FISHBOWL
        built: Built = build(around_a_fishbowl if watched else shipped, folder, wanted)
        said = [one.message for one in built.notices if one.severity is not Severity.INFO]
        document = written.pop() if choice.format in ("pdf", "booklet") else None
        return Made(choice, built.handouts[0].path, tuple(said), document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasyprint.document.Document, "write_pdf", remember)
        yield made


@pytest.fixture(scope="module", params=choices("pdf"), ids=str)
def printed(request: pytest.FixtureRequest, maker: Maker) -> Made:
    return maker(request.param)


@pytest.fixture(scope="module", params=choices("booklet"), ids=str)
def folded(request: pytest.FixtureRequest, maker: Maker) -> Made:
    return maker(request.param)


# The usual size of the two usual editions is looked at with the other guides.
USUAL = {edition.name for edition in EDITIONS.values() if edition.usual}
SCREENS = [
    Choice(edition.name, "a4", large, "html")
    for edition in EDITIONS.values()
    if "html" in comes_as(edition)
    for large in ((False, True) if edition.large_print else (False,))
]


def inside(box: Any) -> Iterator[Any]:
    """A box of the layout and all boxes in it."""
    yield box
    for child in getattr(box, "children", None) or ():
        yield from inside(child)


def boxes_of(document: Any, kind: str) -> Iterator[tuple[int, Any]]:
    """The boxes of elements with a class, each with its page's number from 1."""
    for number, page in enumerate(document.pages, start=1):
        for box in inside(page._page_box):
            element = getattr(box, "element", None)
            if element is not None and kind in (element.get("class") or "").split():
                yield number, box


def parts_apart(document: Any) -> tuple[int, list[str]]:
    """How many questions have writing lines, and the numbers of those whose parts lie on two pages.

    A question's element holds both; one whose lines are all on the next page is parted too.
    """
    pages: dict[Any, set[int]] = {}
    ruled: set[Any] = set()
    for number, question in boxes_of(document, "question"):
        for box in inside(question):
            element = getattr(box, "element", None)
            kind = element.get("class") if element is not None else None
            if kind in ("ask", "lines"):
                pages.setdefault(question.element, set()).add(number)
            if kind == "lines":
                ruled.add(question.element)
    parted = ["".join(one.itertext()).split()[0] for one in ruled if len(pages[one]) > 1]
    return len(ruled), parted


# Paper


def test_every_edition_on_every_paper_is_tried_in_both_sizes() -> None:
    tried = choices("pdf")
    assert {one.edition for one in tried} == {e.name for e in EDITIONS.values() if e.paged}
    assert {(one.paper, one.large) for one in tried if one.edition == "participant"} == {
        (paper, large) for paper in PAPERS for large in (False, True)
    }


def test_it_is_built_without_a_warning(printed: Made) -> None:
    assert printed.said == ()


def test_it_is_a_tagged_pdf(printed: Made, verapdf: Callable[..., list[str]]) -> None:
    assert verapdf(printed.path) == []


def test_nothing_overflows_its_page(printed: Made) -> None:
    assert boxes.faults(printed.document) == []


def test_no_question_is_parted_from_its_writing_lines(printed: Made) -> None:
    ruled, parted = parts_apart(printed.document)
    assert parted == []
    assert bool(ruled) == (printed.choice.edition in RULED)


def test_no_page_but_the_last_is_more_than_half_empty(printed: Made) -> None:
    if printed.choice.edition in FLOWING:
        full = boxes.fullness(printed.document)
        # The two tables' sheets are alike, and each has a last page.
        if printed.choice.edition == "groups":
            full = full[: len(full) // 2]
        assert [n for n, part in enumerate(full[:-1], start=1) if part < 0.5] == []


def test_no_type_is_smaller_than_its_size_allows(printed: Made) -> None:
    least = LARGE_TYPE if printed.choice.large else SMALL_TYPE
    sizes = pdf.fonts_sizes(printed.path)
    assert {(font, size) for font, size in sizes if size < least} == set()


def test_every_letters_colour_can_be_read_on_white(printed: Made) -> None:
    least = 7 if printed.choice.large else 4.5
    found = pdf.inks(printed.path)
    assert found
    assert {colour for colour in found if pdf.contrast(colour) < least} == set()


def test_large_print_has_no_italics_and_headings_a_little_larger(printed: Made) -> None:
    if printed.choice.large:
        sizes = pdf.fonts_sizes(printed.path)
        assert {font for font, _ in sizes if re.search(r"Ital|It$|Obl", font)} == set()
        if printed.choice.edition in FLOWING:
            assert {size for _, size in sizes} <= {18, 20, 22}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_participants_sheet_is_one_sheet(paper: str, maker: Maker) -> None:
    made = maker(Choice("participant", paper))
    assert pdf.pages(made.path) == 2
    assert boxes.fullness(made.document)[-1] > 0.5


# Screens


def test_the_nu_checker_finds_nothing_in_either_size(
    maker: Maker, nu: Callable[[Sequence[Path]], list[str]]
) -> None:
    assert nu([maker(choice).path for choice in SCREENS]) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "choice", [one for one in SCREENS if one.large or one.edition not in USUAL], ids=str
)
def test_axe_finds_nothing_in_either_size(
    choice: Choice, width: int, dark: bool, browser: Browser, maker: Maker
) -> None:
    assert browser.axe(maker(choice).path, width=width, dark=dark) == []


# Booklets


def test_a_booklet_is_silent_and_every_side_is_a_whole_sheet(folded: Made) -> None:
    assert folded.said == ()
    paper = PAPERS[folded.choice.paper]
    size = (paper.height * POINTS, paper.width * POINTS)
    with pikepdf.open(folded.path) as document:
        assert len(document.pages) % 2 == 0
        for side in document.pages:
            width, height = (float(edge) for edge in side.mediabox.as_list()[2:])
            assert (width, height) == pytest.approx(size, abs=0.01)


def test_a_booklets_pages_have_half_the_sheet_and_nothing_runs_off(folded: Made) -> None:
    half = PAPERS[folded.choice.paper].half
    box = folded.document.pages[0]._page_box
    size = (box.margin_width() * 25.4 / 96, box.margin_height() * 25.4 / 96)
    assert size == pytest.approx((half.width, half.height), abs=0.01)
    assert boxes.faults(folded.document) == []


# The search itself


@pytest.mark.parametrize(("avoid", "parted"), [("avoid", []), ("auto", ["7"])])
def test_the_search_for_parted_questions_finds_one(avoid: str, parted: list[str]) -> None:
    from weasyprint import HTML

    document = HTML(
        string=f"<style>@page {{ size: 300px 300px; margin: 20px }} p {{ height: 150px }}"
        f".question {{ break-inside: {avoid} }} .lines {{ height: 150px }}</style><p>Before</p>"
        '<div class=question><div class=ask>7 Why?</div><div class=lines><div style="height: 99px">'
        "</div><div style='height: 99px'></div></div></div>"
    ).render()
    assert parts_apart(document) == (1, parted)
