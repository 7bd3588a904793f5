"""What becomes of a page: HTML for every reader, PDF/UA on exact paper, and nothing half made."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from conftest import Handout
from instruments import need, pdf, without
from instruments.browser import Browser

from guides import GUIDES, LONG, SHIPPED, TINY, build_handouts, comes, comes_as, page, write
from studyguide import StudyguideError
from studyguide.formats import FORMATS
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.paper import PAPERS
from studyguide.problems import Severity

pytestmark = pytest.mark.real

ALL = [SHIPPED, *GUIDES]
SCREEN = [edition.name for edition in EDITIONS.values() if "html" in comes_as(edition)]
PAPER = [
    (guide, edition.name, paper)
    for guide in ALL
    for edition in EDITIONS.values()
    if edition.usual and comes(guide, edition)
    for paper in ("a4", "letter")
] + [
    (guide, edition.name, paper)
    for guide in ("long", "arabic")
    for edition in EDITIONS.values()
    if "pdf" in comes_as(edition) and not edition.usual and comes(guide, edition)
    for paper in edition.papers[:1] or ("a4",)
]
LOOKED_AT = [
    *(("long", edition) for edition in SCREEN),
    *((SHIPPED, edition) for edition in ("participant", "facilitator")),
    ("arabic", "participant"),
]
"""Every template with every field, the shipped guide, and a page written from right to left."""
SCRIPTS = {"arabic": ("ar", "fonts-noto-core"), "japanese": ("ja", "fonts-noto-cjk")}


@pytest.fixture
def printed(handout: Handout) -> Handout:
    """A handout that is skipped where no font here can print its script."""

    def made(guide: str, edition: str, format: str = "pdf", paper: str = "a4") -> Path:
        if guide in SCRIPTS:
            language, package = SCRIPTS[guide]
            listed = [need("fc-list", "Debian: fontconfig"), f":lang={language}", "family"]
            if not subprocess.run(listed, capture_output=True, check=True).stdout.strip():
                without(f"a font for {language}", f"run `make setup-test` (Debian: {package})")
        return handout(guide, edition, format, paper)

    return made


# HTML


def test_the_nu_checker_finds_nothing_in_any_page(
    nu: Callable[[Sequence[Path]], list[str]], handout: Handout
) -> None:
    pages = [
        handout(guide, edition, "html")
        for guide in ALL
        for edition in SCREEN
        if comes(guide, EDITIONS[edition])
    ]
    assert nu(pages) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("guide", "edition"), LOOKED_AT)
def test_axe_finds_nothing(
    guide: str, edition: str, width: int, dark: bool, browser: Browser, handout: Handout
) -> None:
    assert browser.axe(handout(guide, edition, "html"), width=width, dark=dark) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("guide", "edition"), [*LOOKED_AT, ("japanese", "facilitator")])
def test_no_page_scrolls_sideways_or_asks_for_anything(
    guide: str, edition: str, width: int, browser: Browser, handout: Handout
) -> None:
    assert not browser.scrolls_sideways(handout(guide, edition, "html"), width)
    assert browser.asked == []


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_a_browser_prints_the_page(
    edition: str, browser: Browser, handout: Handout, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    path.write_bytes(browser.print_pdf(handout("long", edition, "html")))
    text = " ".join(pdf.text(path, order="-raw").split())
    assert pdf.pages(path) > 1
    for number in range(1, 13):
        assert f"In field {number}, which of the two harvests" in text


# PDF


@pytest.mark.parametrize(("guide", "edition", "paper"), PAPER)
def test_verapdf_accepts_every_pdf(
    guide: str, edition: str, paper: str, verapdf: Callable[..., list[str]], printed: Handout
) -> None:
    assert verapdf(printed(guide, edition, "pdf", paper)) == []


@pytest.mark.parametrize("guide", ALL)
def test_a_pdf_names_its_title_author_and_language(guide: str, printed: Handout) -> None:
    path = printed(guide, "participant", "pdf")
    written = yaml.safe_load(GUIDES[guide]) if guide in GUIDES else {}
    essay, credits = written.get("essay"), written.get("credits", {})
    with pikepdf.open(path) as document:
        tongues = {"arabic": "ar", "german": "de", "japanese": "ja", SHIPPED: "en-GB"}
        assert str(document.Root.Lang) == tongues.get(guide, "en")
        assert document.Root.ViewerPreferences.DisplayDocTitle
    said = pdf.metadata(path)
    if isinstance(essay, dict):
        assert said["Title"].startswith(f"{essay['title']} – ")
    # The essay's author did not write the questions.
    by = credits.get("guide_by")
    assert said.get("Author") == ("the studyguide project" if guide == SHIPPED else by)


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_bookmarks_lead_to_every_section_in_order(edition: str, handout: Handout) -> None:
    titles = pdf.outline(handout("long", edition, "pdf"))
    assert titles[0] == "Two Farms and a Well"
    assert [one for one in titles if one in ("Sowing", "Waiting", "Reaping")] == [
        "Sowing",
        "Waiting",
        "Reaping",
    ]


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_every_page_has_the_papers_exact_size(edition: str, paper: str, handout: Handout) -> None:
    sheet = PAPERS[paper]
    size = [0, 0, *(round(length * 72 / 25.4, 2) for length in (sheet.width, sheet.height))]
    with pikepdf.open(handout("long", edition, "pdf", paper)) as document:
        for one in document.pages:
            assert [float(edge) for edge in one.mediabox.as_list()] == pytest.approx(size, abs=0.01)


def embedded(path: Path) -> Iterator[tuple[str, bool]]:
    """Every font in a PDF, and whether its letters come with it."""
    with pikepdf.open(path) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                files = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in thing]
                yield str(thing.FontName), bool(files)


@pytest.mark.parametrize("guide", ALL)
def test_every_font_is_embedded(guide: str, printed: Handout) -> None:
    found = list(embedded(printed(guide, "facilitator", "pdf")))
    assert found
    assert all(whole for _, whole in found)


@pytest.mark.parametrize("guide", [SHIPPED, "tiny", "long", "german"])
def test_latin_letters_are_set_in_the_shipped_fonts_alone(guide: str, handout: Handout) -> None:
    names = {name.rpartition("+")[2] for name, _ in embedded(handout(guide, "facilitator", "pdf"))}
    assert names
    assert {name for name in names if "Source" not in name} == set()


@pytest.mark.parametrize(("guide", "edition", "paper"), PAPER)
def test_the_text_can_be_found_in_the_pdf(
    guide: str, edition: str, paper: str, printed: Handout
) -> None:
    words = {"tiny": "umbrella", "long": "harvests", "german": "Warten", "arabic": "النص"}
    expected = words.get(guide, "待つ" if guide == "japanese" else "alignment")
    assert expected.casefold() in pdf.text(printed(guide, edition, "pdf", paper)).casefold()


def test_a_booklet_folds_into_whole_sheets_of_the_paper(handout: Handout) -> None:
    path = handout("long", "participant", "booklet")
    with pikepdf.open(path) as document:
        assert len(document.pages) % 2 == 0
        width, height = (float(edge) for edge in document.pages[0].mediabox.as_list()[2:])
    assert (width, height) == pytest.approx((297 * 72 / 25.4, 210 * 72 / 25.4), abs=0.01)


# What the engine may not do


def test_a_character_that_no_font_has_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    guide = write(tmp_path, TINY.replace("umbrella", "umbrella \U0010fffd"))
    folder = tmp_path / "handouts"
    with pytest.raises(StudyguideError, match="missing-glyph"):
        build_handouts(guide, folder, format=["pdf"])
    assert not folder.exists()


class Canary(ThreadingHTTPServer):
    """A server on loopback that counts who asks it."""

    hits = 0


@pytest.fixture
def canary() -> Iterator[Canary]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.hits += 1
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    server = Canary(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_canary_counts(canary: Canary) -> None:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{canary.server_port}/"):
        pass
    assert canary.hits == 1


ASKING = {
    "an image": ('<img src="{}" alt="x">', ""),
    "an image set": ('<img srcset="{} 1x" src="{}" alt="x">', ""),
    "an object": ('<object data="{}">x</object>', ""),
    "an embed": ('<embed src="{}">', ""),
    "a picture in an inline drawing": (
        '<svg width="9" height="9"><title>x</title><image href="{}" width="9" height="9"/></svg>',
        "",
    ),
    "a background": ('<p style="background: url({})">x</p>', ""),
    "a border image": ('<p style="border-image: url({}) 1">x</p>', ""),
    "generated content": ("<p>x</p>", 'p::before {{ content: url("{}"); }}'),
    "a marker image": ('<ul><li style="list-style-image: url({})">x</li></ul>', ""),
    "a style sheet": ('<link rel="stylesheet" href="{}">', ""),
    "an attachment": ('<link rel="attachment" href="{}">', ""),
    "an attachment link": ('<a rel="attachment" href="{}">x</a>', ""),
    "an import on the page": ('<style>@import "{}";</style>', ""),
    "an import in the engine's rules": ("", '@import "{}";'),
    "a font": ("<p>x</p>", '@font-face {{ font-family: x; src: url("{}"); }} p {{ font: 9pt x; }}'),
    "a page background": ("", "@page {{ background: url({}); }}"),
}
WHERE = ["file:///etc/hostname", "file:/etc/hostname", "http://127.0.0.1:{port}/x"]


def asking(body: str, css: str = "") -> Document:
    """A document whose page was made by hand, not by a template."""
    html = f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    nothing: Any = {"sections": []}
    document = Document(nothing)
    vars(document).update(body=html, engine_css=css, line_css={})
    return document


@pytest.mark.parametrize("where", [WHERE[0], WHERE[-1]])
@pytest.mark.parametrize("way", list(ASKING))
def test_a_page_that_asks_for_something_is_refused_and_nobody_is_asked(
    way: str, where: str, canary: Canary
) -> None:
    from studyguide.formats.pdf import render

    address = where.format(port=canary.server_port)
    body, css = (text.replace("{}", address) for text in ASKING[way])
    css = css.replace("{{", "{").replace("}}", "}")
    with pytest.raises(StudyguideError, match="refused-resource") as refused:
        render(asking(body, css))
    assert "127.0.0.1" in str(refused.value) or "/etc/hostname" in str(refused.value)
    assert canary.hits == 0
    assert Path("/etc/hostname").read_text().strip() not in str(refused.value).split()


@pytest.mark.parametrize(
    "address", [*WHERE, "FILE:///etc/hostname", "ftp://127.0.0.1/x", "font:../../etc/hostname"]
)
def test_an_address_of_any_kind_is_refused(address: str, canary: Canary) -> None:
    from studyguide.formats.pdf import render

    where = address.format(port=canary.server_port)
    with pytest.raises(StudyguideError, match="refused-resource"):
        render(asking(f'<img src="{where}" alt="x">'))
    assert canary.hits == 0


@pytest.mark.parametrize("address", ["//127.0.0.1/x", "/etc/hostname", "x.png", "../x.png"])
def test_an_address_without_a_base_is_missing_from_the_page(address: str) -> None:
    from studyguide.formats.pdf import render

    with pytest.raises(StudyguideError, match="missing-resource"):
        render(asking(f'<img src="{address}" alt="x">'))


def test_a_drawing_reused_from_elsewhere_is_not_fetched(canary: Canary) -> None:
    from studyguide.formats.pdf import render

    address = f"http://127.0.0.1:{canary.server_port}/x#a"
    render(asking(f'<svg width="9" height="9"><title>x</title><use href="{address}"/></svg>'))
    assert canary.hits == 0


def test_a_drawing_in_a_data_address_may_not_ask_either(canary: Canary) -> None:
    from studyguide.formats.pdf import render

    drawing = (
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
        f"%3Cimage href='http://127.0.0.1:{canary.server_port}/x' width='9' height='9'/%3E"
        "%3C/svg%3E"
    )
    with pytest.raises(StudyguideError, match="refused-resource"):
        render(asking(f'<img src="{drawing}" alt="x">'))
    assert canary.hits == 0


def test_a_page_that_asks_for_nothing_is_rendered_in_silence() -> None:
    from studyguide.formats.pdf import render

    output = render(asking("<h1>x</h1>"))
    assert output.pages == 1
    assert [one for one in output.notices if one.severity is not Severity.INFO] == []


def test_what_the_engine_ignores_is_a_warning() -> None:
    from studyguide.formats.pdf import render

    notices = render(asking("<h1>x</h1>", "p { colour: red }")).notices
    assert [(one.code, one.severity) for one in notices if one.severity is not Severity.INFO] == [
        ("engine", Severity.WARNING)
    ]


def test_two_renders_are_the_same_to_the_byte(tmp_path: Path) -> None:
    made = page(LONG, "facilitator", tmp_path)
    first, second = (FORMATS["pdf"].render(made).content for _ in range(2))
    assert first == second


# A machine without Pango

WITHOUT_PANGO = """
import sys
class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0': not found")
sys.meta_path.insert(0, NoPango())
from studyguide.cli.app import app
app(prog_name="studyguide")
"""


def without_pango(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO, *words],
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
    )


def test_without_pango_build_writes_the_html_and_says_how_to_get_paper(tmp_path: Path) -> None:
    ran = without_pango(tmp_path, "build", str(write(tmp_path)))
    assert ran.returncode == 0, ran.stderr
    made = sorted(path.name for path in (tmp_path / "handouts").iterdir())
    assert made == ["guide-facilitator.html", "guide-participant.html"]
    assert ran.stderr.count("Pango") == 1, "said once"
    assert "browser" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_without_pango_a_pdf_that_was_asked_for_is_an_error(tmp_path: Path) -> None:
    ran = without_pango(tmp_path, "build", str(write(tmp_path)), "--format", "pdf")
    assert ran.returncode == 1
    assert "no-engine" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "handouts").exists()


def test_without_pango_the_notice_does_not_call_itself_an_error(tmp_path: Path) -> None:
    ran = without_pango(tmp_path, "build", str(write(tmp_path)))
    assert "error" not in ran.stderr, "exit code 0 and the word error don't go together"
