"""Every instrument can say no: each is shown a sound page and one with a fault made for it."""

import socket
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from instruments import need, pdf
from instruments.browser import Browser

Verapdf = Callable[..., list[str]]
Nu = Callable[[Sequence[Path]], list[str]]

SOUND = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A sound page</title>
<style>{style}</style>
</head>
<body><main><h1>A sound page</h1>{body}</main></body>
</html>
"""
DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


def page(folder: Path, body: str = "<p>Good evening.</p>", style: str = "") -> Path:
    """Write a page that has nothing wrong but what is put into it."""
    path = folder / "page.html"
    path.write_text(SOUND.format(body=body, style=style), encoding="utf-8")
    return path


def printed(body: str = "<p>Good evening.</p>", style: str = "", **options: str) -> bytes:
    """Make a PDF of the same page."""
    html = weasyprint.HTML(string=SOUND.format(body=body, style=style))
    data: bytes = html.write_pdf(**options)
    return data


# A missing tool


def test_a_missing_tool_skips_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is missing: look in the attic"):
        need("no-such-tool", "look in the attic")


def test_a_missing_tool_fails_in_ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"tool\.jar is missing: look in the attic"):
        need(tmp_path / "tool.jar", "look in the attic")


# veraPDF


def test_verapdf_accepts_a_tagged_page(verapdf: Verapdf) -> None:
    assert verapdf(printed(pdf_variant="pdf/ua-1")) == []


def test_verapdf_rejects_an_untagged_page_and_says_why(verapdf: Verapdf, tmp_path: Path) -> None:
    path = tmp_path / "untagged.pdf"
    path.write_bytes(printed())
    complaints = verapdf(path)
    assert any(one.startswith("6.2, test 1: ") and "MarkInfo" in one for one in complaints)
    assert any("contentItem[0]" in one for one in complaints), "says where"


def test_verapdf_rejects_a_skipped_heading_level(verapdf: Verapdf) -> None:
    complaints = verapdf(printed("<h4>Too deep</h4>", pdf_variant="pdf/ua-1"))
    assert [one.split(":")[0] for one in complaints] == ["7.4.2, test 1"]


def test_verapdf_rejects_what_is_no_pdf(verapdf: Verapdf) -> None:
    assert verapdf(b"Good evening.")


def test_verapdf_refuses_a_standard_it_does_not_know(verapdf: Verapdf) -> None:
    with pytest.raises(ValueError, match="ua7"):
        verapdf(printed(), "ua7")


# Nu


def test_nu_has_nothing_against_a_sound_page(nu: Nu, tmp_path: Path) -> None:
    assert nu([page(tmp_path)]) == []


def test_nu_names_the_page_and_line_of_each_fault(nu: Nu, tmp_path: Path) -> None:
    (tmp_path / "sound").mkdir()
    faulty = page(tmp_path, '\n<p madeup="1">x</p>', "p { colour: red }")
    complaints = nu([page(tmp_path / "sound"), faulty])
    assert len(complaints) == 2
    assert any("page.html:7: error:" in one and "colour" in one for one in complaints)
    assert any("page.html:10: error:" in one and "madeup" in one for one in complaints)


def test_nu_reports_warnings_too(nu: Nu, tmp_path: Path) -> None:
    complaints = nu([page(tmp_path, "<section><p>No heading.</p></section>")])
    assert len(complaints) == 1
    assert "warning: Section lacks heading" in complaints[0]


def test_nu_does_not_pass_over_a_missing_page(nu: Nu, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        nu([page(tmp_path), tmp_path / "missing.html"])
    with pytest.raises(ValueError, match="no pages"):
        nu([])


# The browser


def test_axe_has_nothing_against_a_sound_page(browser: Browser, tmp_path: Path) -> None:
    assert browser.axe(page(tmp_path), width=360) == []


def test_axe_finds_a_picture_without_words(browser: Browser, tmp_path: Path) -> None:
    complaints = browser.axe(page(tmp_path, f'<img src="{DOT}">'), width=1024)
    assert len(complaints) == 1
    assert complaints[0].startswith("image-alt (critical) img: ")


def test_axe_finds_low_contrast_only_where_it_is(browser: Browser, tmp_path: Path) -> None:
    dim = "@media (prefers-color-scheme: dark) { body { background: #000 } * { color: #333 } }"
    path = page(tmp_path, style=dim)
    assert browser.axe(path, width=360) == []
    complaints = browser.axe(path, width=360, dark=True)
    assert any(one.startswith("color-contrast (serious) p: ") for one in complaints)


def test_a_wide_block_scrolls_sideways(browser: Browser, tmp_path: Path) -> None:
    wide = page(tmp_path, '<div style="width: 2000px">wide</div>')
    assert browser.scrolls_sideways(wide, 360)
    assert browser.scrolls_sideways(wide, 1280)
    assert not browser.scrolls_sideways(wide, 2100)
    assert not browser.scrolls_sideways(page(tmp_path), 320)


def test_a_page_that_forgets_phones_is_too_wide_for_one(browser: Browser, tmp_path: Path) -> None:
    path = page(tmp_path)
    path.write_text(path.read_text().replace('<meta name="viewport"', "<meta name=x"))
    assert browser.scrolls_sideways(path, 360)


def test_the_browser_prints_on_the_paper_the_page_asks_for(
    browser: Browser, tmp_path: Path
) -> None:
    data = browser.print_pdf(page(tmp_path, style="@page { size: 300pt 500pt }"))
    with pikepdf.open(BytesIO(data)) as document:
        box = document.pages[0].mediabox.as_list()
    assert [round(float(edge)) for edge in box] == [0, 0, 300, 500]


def test_a_screenshot_is_as_wide_as_asked(browser: Browser, tmp_path: Path) -> None:
    to = tmp_path / "page.png"
    browser.screenshot(page(tmp_path), 360, to)
    # A PNG's width stands in bytes 16 to 19.
    assert int.from_bytes(to.read_bytes()[16:20]) == 360


def test_the_browser_reaches_no_network_and_says_what_was_asked_for(
    browser: Browser, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        address = f"127.0.0.1:{trap.getsockname()[1]}"
        asking = page(
            tmp_path,
            f'<img alt="x" src="http://{address}/x.png"><script src="http://localhost:9/x.js"></script>'
            f"<script>fetch('http://{address}/f').catch(() => 0);"
            f"new WebSocket('ws://{address}/w')</script>",
            f"@import 'http://{address}/x.css';",
        )
        browser.scrolls_sideways(asking, 360)
        assert {f"http://{address}/{one}" for one in ("x.png", "f", "x.css")} <= {*browser.asked}
        assert f"ws://{address}/w" in browser.asked
        with pytest.raises(BlockingIOError):
            trap.accept()
        # The trap does catch: a caller that is let through is seen.
        with socket.create_connection(trap.getsockname()):
            trap.accept()[0].close()
    browser.scrolls_sideways(page(tmp_path), 360)
    assert browser.asked == []


# A PDF read back


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """Two pages that say things in every corner of a PDF."""
    path = tmp_path / "leaflet.pdf"
    body = (
        '<p style="width: 60pt; hyphens: manual">a broken mar&shy;ma&shy;lade sandwich</p>'
        f'<img alt="a drawn dot" src="{DOT}"><p>fifteen <a href="https://example.org/way">a way</a>'
        '<h2 style="break-before: page">Second leaf</h2>'
    )
    style = "body { font: 10pt serif } h1 { font-size: 20pt } h2 { font-size: 15pt }"
    path.write_bytes(printed(body, style, pdf_variant="pdf/ua-1"))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        with document.open_metadata() as xmp:
            xmp["dc:rights"] = "said in XMP"
        document.docinfo["/Subject"] = "said in the information"
        document.attachments["notes.txt"] = b"said in an attachment"
        document.save(path)
    return path


def test_a_pdf_tells_pages_titles_and_words(leaflet: Path) -> None:
    assert pdf.pages(leaflet) == 2
    assert pdf.outline(leaflet) == ["A sound page", "Second leaf"]
    assert pdf.metadata(leaflet)["Subject"] == "said in the information"
    assert "fifteen a way" in pdf.text(leaflet)
    second = [word for word in pdf.words(leaflet) if word.page == 2]
    assert [word.text for word in second] == ["Second", "leaf"]
    assert 0 < second[0].left < second[0].right < second[1].left
    assert 0 < second[0].top < second[0].bottom < 150


def test_sizes_of_type_are_in_points_whatever_the_engine_scales(leaflet: Path) -> None:
    sizes = pdf.fonts_sizes(leaflet)
    assert {size for _, size in sizes} == {10.0, 15.0, 20.0}
    large = sum(count for (_, size), count in sizes.items() if size == 15)
    assert large == len("Second leaf")


def test_inks_are_the_colours_of_letters_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "coloured.pdf"
    style = "h1 { color: #ff0000 } p { color: #777; background: #00f; border: 1pt solid #0f0 }"
    path.write_bytes(printed("<p>four</p>", style))
    found = {tuple(round(part, 2) for part in colour): n for colour, n in pdf.inks(path).items()}
    assert found == {(1, 0, 0): len("A sound page"), (0.47, 0.47, 0.47): len("four")}


def test_contrast_is_that_of_the_standard() -> None:
    assert pdf.contrast((0, 0, 0)) == pytest.approx(21)
    assert pdf.contrast((1, 1, 1)) == pytest.approx(1)
    # #767676 is the lightest grey that passes AA on white, #777 the darkest that fails.
    assert pdf.contrast((0x76 / 255,) * 3) > 4.5 > pdf.contrast((0x77 / 255,) * 3)


def test_everything_said_finds_words_in_every_corner(leaflet: Path) -> None:
    said = pdf.everything_said(leaflet)
    for words in (
        "a broken marmalade sandwich",
        "a drawn dot",
        "https://example.org/way",
        "said in the information",
        "said in XMP",
        "said in an attachment",
        "notes.txt",
        "Second leaf",
    ):
        assert words in said, words
    assert "never said" not in said
    assert said.count("Second leaf") > pdf.text(leaflet).count("Second leaf"), "the bookmark too"


def test_everything_said_hears_a_text_put_over_the_letters(tmp_path: Path) -> None:
    path = tmp_path / "spoken.pdf"
    with pikepdf.new() as document:
        sheet = document.add_blank_page()
        sheet.Contents = document.make_stream(b"/Span << /ActualText (spoken) >> BDC EMC")
        document.save(path)
    assert "spoken" in pdf.everything_said(path)
