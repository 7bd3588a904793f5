"""Themes: one stylesheet that can't reach out of its folder; what it hides or spoils is told."""

import base64
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Command
from hypothesis import given
from hypothesis import strategies as st
from instruments import pdf
from instruments.browser import Browser
from PIL import Image

from guides import LONG, SHIPPED, TINY, write
from studyguide.files.inputs import Inputs
from studyguide.files.resources import folder_of, shipped_guides
from studyguide.guide.load import load
from studyguide.handouts import colours, contrast, themes
from studyguide.handouts.themes import Theme
from studyguide.pipeline.build import Built, build
from studyguide.pipeline.request import BuildRequest
from studyguide.problems import Problem, Severity, Spot, StudyguideError

CANARY = "canary-in-a-mine"
EDITIONS = ["participant", "facilitator"]


def png(width: int = 2, height: int = 2) -> bytes:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def theme(folder: Path, css: str | bytes, name: str = "ours") -> Path:
    """A theme's folder with this stylesheet."""
    path = folder / name
    path.mkdir(exist_ok=True)
    (path / "theme.css").write_bytes(css.encode() if isinstance(css, str) else css)
    return path


def read(folder: Path, css: str | bytes) -> Theme:
    return themes.read(Inputs(), theme(folder, css))


def refused(folder: Path, css: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(StudyguideError) as caught:
        read(folder, css)
    return caught.value.problems


def made(
    folder: Path,
    look: Path | str | None,
    text: str = TINY,
    formats: Sequence[str] = ("pdf", "html"),
) -> Built:
    """A guide built with a theme, as from the command line."""
    wanted = BuildRequest(EDITIONS, formats, theme=str(look) if look else None)
    return build(load(write(folder, text)), folder / "out", wanted)


# Nothing outside its folder is read


@dataclass
class Listener:
    """A server on this machine that counts who comes."""

    address: str
    hits: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        one = Listener(f"127.0.0.1:{trap.getsockname()[1]}")

        def listen() -> None:
            while True:
                try:
                    caller, _ = trap.accept()
                except OSError:
                    return
                with caller:
                    one.hits.append(caller.recv(999))

        threading.Thread(target=listen, daemon=True).start()
        yield one


FETCHES = [
    'p { background: url("HTTP/x.png") }',
    "p { background: url(HTTP/x.png) }",
    "p { background: URL('HTTP/x.png') }",
    "p { background: u\\72l(HTTP/x.png) }",
    "p { background: \\75rl('HTTP/x.png') }",
    "p { background: u\\000072 l(HTTP/x.png) }",
    'p { background: src("HTTP/x.png") }',
    'p { background: image("HTTP/x.png") }',
    'p { background: image-set("HTTP/x.png" 1x) }',
    "p { background: image-set(url(HTTP/x.png) 1x) }",
    'p { background: -webkit-image-set("HTTP/x.png" 1x) }',
    'p { background: -webkit-\\69mage-set("HTTP/x.png" 1x) }',
    'p { background: cross-fade(url("HTTP/x.png"), red) }',
    'p { --x: url("HTTP/x.png"); background: var(--x) }',
    'p { --x: "HTTP/x.png"; background: src(var(--x)) }',
    'p { --x: "HTTP/x.png"; background: image-set(var(--x) 1x) }',
    'p { content: attr(href url, "HTTP/x.png") }',
    "p { cursor: url(HTTP/x.cur), auto }",
    "p { filter: url(HTTP/x.svg#y) }",
    "p { list-style: url(HTTP/x.png) }",
    "p::before { content: url(HTTP/x.png) }",
    "p[href='x'] { mask: url(HTTP/x.svg) }",
    "@media print { p { background: url(HTTP/x.png) } }",
    "@media print { @media screen { @supports (x: y) { p { background: url(HTTP/x.png) } } } }",
    "@layer a { p { background: url(HTTP/x.png) } }",
    "@font-face { font-family: x; src: url(HTTP/x.woff2) }",
    "@font-face { font-family: x; src: local(a), url(HTTP/x.woff2) format('woff2') }",
    "@page { background: url(HTTP/x.png) }",
    "@page { @top-left { content: url(HTTP/x.png) } }",
    "p { & em { background: url(HTTP/x.png) } }",
    "p { background: url(FILE) }",
    'p { background: url("file:FILE") }',
    "p { background: url(../canary.txt) }",
    "p { background: url(../canary.png) }",
    "p { background: url(./../ours/../canary.png) }",
    "p { background: url(link.png) }",
    "p { background: url(canary.svg) }",
    "p { background: url(link.woff) }",
    "p { background: url(pipe) }",
    "p { background: url(pipe.woff) }",
    "p { background: url(//HOST/x.png) }",
    "p { background: url(\\5c\\5cHOST\\5cx.png) }",
    "p { background: url() }",
    "p { background: url(missing.png) }",
    "p { background: url(data:image/svg+xml,<svg/>) }",
    "p { background: url('data:image/png;base64,AAAA\\\"); @import \"x') }",
    "p { background: url(javascript:alert(1)) }",
    "p { background: url(font:SourceSerif4-Regular.ttf) }",
    "@color-profile --x { src: url(HTTP/x.icc) }",
    '@import "HTTP/x.css";',
    "@IMPORT url(HTTP/x.css);",
    "@\\69mport 'HTTP/x.css';",
    "/* x */ @import '../canary.css';",
    "@layer x; @import 'HTTP/x.css';",
    "@charset 'utf-8'; @import 'HTTP/x.css';",
    "@media print { @import 'HTTP/x.css'; }",
    "@namespace url(HTTP/x);",
    "@document url(HTTP/x) { p { color: red } }",
    "@property --x { syntax: '<url>'; inherits: false; initial-value: url(HTTP/x.png) }",
    "@counter-style x { system: cyclic; symbols: url(HTTP/x.png) }",
]
"""Ways out of a theme that stylesheets know; HTTP, HOST and FILE are filled in."""


def canaries(folder: Path) -> None:
    """Files outside the theme's folder, and links to them in it."""
    inside = folder / "ours"
    inside.mkdir()
    (folder / "canary.txt").write_text(CANARY)
    (folder / "canary.css").write_text(f"p::after {{ content: '{CANARY}' }}")
    (folder / "canary.png").write_bytes(png())
    (folder / "canary.woff").write_text(CANARY)
    (inside / "link.png").symlink_to(folder / "canary.png")
    (inside / "link.woff").symlink_to(folder / "canary.woff")
    (inside / "canary.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{folder}/canary.png'/></svg>"
    )
    for pipe in ("pipe", "pipe.woff"):
        os.mkfifo(inside / pipe)


@pytest.mark.parametrize("attack", FETCHES)
def test_a_stylesheet_that_reaches_for_something_is_refused_at_its_line(
    attack: str, listener: Listener, tmp_path: Path
) -> None:
    canaries(tmp_path)
    css = attack.replace("HTTP", f"http://{listener.address}").replace("HOST", listener.address)
    css = css.replace("FILE", str(tmp_path / "canary.txt"))
    with pytest.raises(StudyguideError) as caught:
        made(tmp_path, theme(tmp_path, f"h1 {{ color: red }}\n\n{css}\n"))
    for one in caught.value.problems:
        assert one.spot
        assert (one.spot.file, one.spot.line) == (str(tmp_path / "ours/theme.css"), 3)
        assert one.code in ("theme-elsewhere", "theme-at-rule", "bad-css")
    assert CANARY not in str(caught.value)
    assert not (tmp_path / "out").exists()
    assert listener.hits == []


def test_the_listener_does_hear(listener: Listener) -> None:
    before = len(listener.hits)
    host, _, port = listener.address.partition(":")
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(b"hello")
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(1) == b""
    assert listener.hits[before:] == [b"hello"]
    listener.hits.clear()


@pytest.mark.parametrize(
    "css",
    [
        "/* url(http://127.0.0.1/x.png) @import 'x' */ p { color: red }",
        "p::before { content: 'url(http://127.0.0.1/x.png)' }",
        "p { background: expression(alert(1)); behavior: none }",
        ".import, .url { color: red }",
        "p { --url: red }",
        "@charset 'utf-8'; p { color: red }",
        "\ufeffp { color: red }",
        "",
    ],
)
def test_what_only_looks_like_reaching_out_is_taken(css: str, tmp_path: Path) -> None:
    assert "http" not in re.sub(r"\"[^\"]*\"|/\*.*?\*/", "", read(tmp_path, css).css)


def test_a_stylesheet_may_start_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff:root { --ink: red }").css.startswith(":root")


@pytest.mark.parametrize(
    "css",
    [
        "p {}\np::before { content: '</STYLE>' }",
        "\np::before { content: '\\3c/style>' }",
    ],
)
def test_a_stylesheet_cannot_end_the_pages_style(css: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, css)
    assert problem.code == "theme-ends-style"
    assert problem.spot
    assert problem.spot.line == (1 if "\\3c" in css else 2)


def test_comments_stay_out_of_the_page(tmp_path: Path) -> None:
    css = "/* </style><script> */ p { /* </style> */ color: red } /* <script> */"
    taken = read(tmp_path, css).css
    assert "color: red" in taken
    assert "<" not in taken


@given(st.text(max_size=80) | st.text("@url(){}[];:'\"\\/*< ahtp:.-\n", max_size=80))
def test_any_text_gives_a_theme_that_reaches_nowhere_or_problems(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        try:
            taken = read(Path(folder), text.encode("utf-8", "replace"))
        except StudyguideError as error:
            problems = error.problems
        else:
            problems = ()
            assert "</" not in taken.css
            bare = re.sub(
                r"/\*.*?\*/|\"(\\.|[^\"\\])*\"|'(\\.|[^'\\])*'", "", taken.css, flags=re.S
            )
            assert "url(" not in bare.lower()
        assert all(one.spot for one in problems)


# What may be in its folder


def test_pictures_and_fonts_of_its_folder_come_with_the_page(tmp_path: Path) -> None:
    folder = theme(
        tmp_path, "h1 { background: url(dot.png) }\n@font-face { src: url(sub/x.woff2) }"
    )
    (folder / "dot.png").write_bytes(png())
    (folder / "sub").mkdir()
    (folder / "sub/x.woff2").write_bytes(b"a font")
    taken = themes.read(Inputs(), folder)
    assert f"data:image/png;base64,{base64.b64encode(png()).decode()}" in taken.css
    assert f"data:font/woff2;base64,{base64.b64encode(b'a font').decode()}" in taken.engine_css
    assert "@font-face" not in taken.css, "a screen's page stays small"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.png", png(12_000, 12_000), "theme-elsewhere"),
        ("x.png", b"no picture", "theme-elsewhere"),
        ("x.png", b"x" * (4 * 1024**2 + 1), "theme-elsewhere"),
        ("x.woff", b"x" * (4 * 1024**2 + 1), "theme-elsewhere"),
    ],
    ids=["pixels", "not a picture", "bytes", "font"],
)
def test_files_that_no_page_should_carry_are_refused(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    folder = theme(tmp_path, f"p {{ background: url({name}) }}")
    (folder / name).write_bytes(content)
    with pytest.raises(StudyguideError) as caught:
        themes.read(Inputs(), folder)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.spot
    assert (problem.spot.line, problem.spot.column) == (1, 17)


def test_one_file_used_without_end_is_refused(tmp_path: Path) -> None:
    folder = theme(tmp_path, "p { background: url(x.woff) }\n" * 8000)
    (folder / "x.woff").write_bytes(b"x" * 1024**2)
    with pytest.raises(StudyguideError, match=r"add up to more than 8 MiB.*\[theme-too-large\]"):
        themes.read(Inputs(), folder)


def test_a_stylesheet_of_more_than_256_kib_is_refused(tmp_path: Path) -> None:
    assert [one.code for one in refused(tmp_path, " " * (256 * 1024 + 1))] == ["theme-too-large"]
    assert read(tmp_path, " " * (256 * 1024)).css == ""


@pytest.mark.parametrize("bracket", ["(", "[", "{", "a(", "@media{", "p{"])
def test_brackets_without_end_are_refused(bracket: str, tmp_path: Path) -> None:
    problems = refused(tmp_path, "p { x: " + bracket * 30_000)
    assert {one.code for one in problems} <= {"bad-css", "theme-at-rule"}


def test_no_more_mistakes_are_told_than_somebody_reads(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "p { background: url(/x) }\n" * 5000)) == themes.TOLD


def test_mistakes_in_a_stylesheet_are_told_at_their_lines(tmp_path: Path) -> None:
    problems = refused(tmp_path, "p { color: red }\n}\r\nh1 { content: 'x\n }\n@import 'x';")
    assert [one.spot.line for one in problems if one.spot] == [2, 3, 5]
    assert problems[-1].spot
    assert problems[-1].spot.text == "@import 'x';"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "loop", "nothing"])
def test_a_stylesheet_that_is_no_file_of_the_folder_is_refused(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    sheet = folder / "theme.css"
    (tmp_path / "canary.css").write_text(f"/* {CANARY} */")
    match kind:
        case "link":
            sheet.symlink_to(tmp_path / "canary.css")
        case "pipe":
            os.mkfifo(sheet)
        case "folder":
            sheet.mkdir()
        case "loop":
            sheet.symlink_to(sheet)
    with pytest.raises(StudyguideError) as caught:
        themes.read(Inputs(), themes.find(Inputs(), str(folder), None))
    assert caught.value.problems[0].code == ("theme-elsewhere" if kind == "link" else "no-theme")
    assert CANARY not in str(caught.value)


# The logo


def test_a_logo_stands_on_every_page(tmp_path: Path) -> None:
    folder = theme(tmp_path, "")
    (folder / "logo.png").write_bytes(png())
    built = made(tmp_path, folder, formats=["html"])
    for one in built.handouts:
        assert base64.b64encode(png()).decode() in one.path.read_text("utf-8")


@pytest.mark.parametrize("kind", ["link", "nowhere", "loop", "pipe", "large", "text"])
def test_a_logo_that_cannot_be_shown_is_told_and_never_passed_over(
    kind: str, tmp_path: Path
) -> None:
    folder = theme(tmp_path, "")
    logo = folder / "logo.png"
    (tmp_path / "canary.png").write_bytes(png())
    match kind:
        case "link":
            logo.symlink_to(tmp_path / "canary.png")
        case "nowhere":
            logo.symlink_to(tmp_path / "nobody.png")
        case "loop":
            logo.symlink_to(logo)
        case "pipe":
            os.mkfifo(logo)
        case "large":
            logo.write_bytes(png(12_000, 12_000))
        case "text":
            logo.write_text(CANARY)
    with pytest.raises(StudyguideError) as caught:
        themes.read(Inputs(), folder)
    (problem,) = caught.value.problems
    assert problem.spot
    assert problem.spot.file == str(logo)
    assert CANARY not in str(problem)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("logo.svg", "save it as a PNG or JPEG picture with that name"),
        ("LOGO.WEBP", "save it as a PNG or JPEG picture with that name"),
        ("Logo.PNG", "rename it to logo.png, in small letters"),
        ("logo.JPG", "rename it to logo.jpg, in small letters"),
        ("logo.png.png", "rename it to logo.png, in small letters"),
    ],
)
def test_a_file_that_is_meant_as_a_logo_but_is_none_is_told(
    name: str, hint: str, tmp_path: Path
) -> None:
    folder = theme(tmp_path, "")
    (folder / name).write_bytes(png())
    found = themes.read(Inputs(), folder)
    assert not found.logo
    (problem,) = themes.unused_logos(found)
    assert problem.message == f"{name} is not used: a theme's logo is called logo.png or logo.jpg"
    assert (problem.hint, problem.severity) == (hint, Severity.WARNING)
    assert problem.spot == Spot(str(folder / name))


def test_other_files_of_a_theme_are_not_taken_for_its_logo(tmp_path: Path) -> None:
    folder = theme(tmp_path, "")
    for name in ("logo.png", "logo.txt", "logotype.svg", "our-logo.svg", "theme.svg"):
        (folder / name).write_bytes(png())
    assert list(themes.unused_logos(themes.read(Inputs(), folder))) == []
    assert list(themes.unused_logos(themes.NONE)) == []


# Where it is found


def test_a_theme_that_a_guide_names_lies_in_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    theme(tmp_path, "p {}", "outside")
    (inside / "link").symlink_to(tmp_path / "outside")
    for wanted in ("../outside", str(tmp_path / "outside"), "link"):
        with pytest.raises(StudyguideError, match="is not in the guide's folder"):
            themes.find(Inputs(), wanted, inside)
    theme(inside, "p {}", "mine")
    assert themes.find(Inputs(), "mine", inside) == inside / "mine"
    assert themes.find(Inputs(), str(tmp_path / "outside"), None) == tmp_path / "outside"


def test_a_theme_that_a_guide_may_not_have_is_told_at_its_line(
    studyguide: Command, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    theme(tmp_path, "p {}", "outside")
    guide = write(tmp_path / "in", TINY + "theme: ../outside\n")
    ran = studyguide("build", str(guide))
    assert ran.returncode == 1
    assert "guide.yaml:7:8: error: ../outside is not in the guide's folder" in ran.stderr
    assert not (tmp_path / "handouts").exists()


@pytest.mark.parametrize("wanted", ["nobody", "x" * 300, "a\0b", "loop"])
def test_a_theme_that_is_not_there_is_told_with_those_that_are(wanted: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(StudyguideError, match=r"bold, frugal \[no-theme\]"):
        themes.find(Inputs(), wanted, tmp_path)


def test_a_guides_theme_is_used_and_the_command_lines_goes_before_it(tmp_path: Path) -> None:
    theme(tmp_path, ".ours { color: red }")
    guide = load(write(tmp_path, TINY + "theme: ours\n"))
    for name, expected in ((None, ".ours"), ("frugal", "For cheap printers")):
        wanted = BuildRequest(["participant"], ["html"], theme=name)
        page = build(guide, tmp_path / "out", wanted).handouts[0].path.read_text("utf-8")
        assert (expected in page) or (name and "--title: 15pt" in page)
        assert (".ours" in page) == (name is None)


# Its colours, which are all that large print has from it


def squeezed(css: str) -> str:
    return re.sub(r"\s+", "", css)


@pytest.mark.parametrize(
    "css",
    [
        "p{color:red;}",
        ":root{--ink:#123;--brand:teal;--accent:var(--brand);}",
        "p{background-color:rgb(000/50%);border-left-color:var(--ink);}",
        "p{background:#fff;}",
        "p{COLOR:red!important;}",
        "@mediascreen{:root{--paper:#111;}}",
        "@media(prefers-color-scheme:dark){:root{--ink:#fff;}}",
        "@supports(color:oklch(0%00)){p{color:oklch(50%0.120);}}",
        "@layerbase,ours;",
        "p{b{color:red;}}",
    ],
)
def test_what_sets_a_colour_is_kept(css: str) -> None:
    spaced = css.replace("@media", "@media ").replace("@layer", "@layer ").replace("000/", "0 0 0/")
    spaced = spaced.replace("0%00", "0% 0 0").replace("50%0.120", "50% 0.1 20")
    assert squeezed(colours.colours(spaced)) == css


@pytest.mark.parametrize(
    "css",
    [
        "p { font: 9pt serif }",
        "p { margin: 0; display: none }",
        ":root { --body: 6pt; --margin: var(--gap); --serif: Charter }",
        "p { background: url(x.png) #fff }",
        "p { background: none }",
        "p { border: 3pt solid red }",
        "p { color-scheme: dark; print-color-adjust: exact }",
        "@media print { p { margin: 0 } }",
        "@supports (color: red) { @media print { p { margin: 0 } } }",
        "p {}",
        "",
    ],
)
def test_what_sets_anything_else_is_left_out(css: str) -> None:
    assert colours.colours(css) == ""
    both = colours.colours(f"{css}\nq {{ color: red; margin: 0 }}")
    assert squeezed(both) == "q{color:red;}"


# The blank theme, and the two shipped ones


def root(css: str) -> dict[str, str]:
    """The variables of the first :root rule, those in comments too."""
    first = css[css.index(":root") :]
    first = re.sub(r"/\*\s*(--[\w-]+:[^;]*;)", r"\1 /*", first).split("\n}")[0]
    return dict(re.findall(r"^\s*--([\w-]+):\s*([^;]+);", first, re.M))


def test_the_blank_theme_names_every_variable_with_its_value() -> None:
    blank = (folder_of("templates") / "theme.css").read_text("utf-8")
    defaults = root((folder_of("templates") / "handout.css").read_text("utf-8"))
    assert len(defaults) > 10
    assert root(blank) == defaults


@pytest.mark.real
def test_the_blank_theme_changes_nothing(tmp_path: Path) -> None:
    blank = theme(tmp_path, (folder_of("templates") / "theme.css").read_bytes(), "blank")
    for text in (TINY, LONG):
        plain = {one.path: one.path.read_bytes() for one in made(tmp_path, None, text).handouts}
        themed = made(tmp_path, blank, text).handouts
        for before, after in zip(plain, themed, strict=True):
            if after.path.suffix == ".pdf":
                assert pdf.words(after.path) == pdf.words(before)
                continue
            bare = [
                re.sub(r"\s+|:root\s*{\s*}", "", re.sub(r"/\*.*?\*/", "", page, flags=re.S))
                for page in (plain[before].decode(), after.path.read_text("utf-8"))
            ]
            assert bare[0] == bare[1]


SHIPPED_THEMES = ["bold", "frugal"]


@pytest.fixture(scope="module", params=SHIPPED_THEMES)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped guide in a shipped theme."""
    wanted = BuildRequest(EDITIONS, ["pdf", "html"], theme=request.param)
    folder = tmp_path_factory.mktemp(request.param)
    return build(load(shipped_guides()[SHIPPED]), folder, wanted)


def paths(built: Built, ending: str) -> list[Path]:
    return [one.path for one in built.handouts if one.path.suffix == ending]


def test_the_shipped_themes_are_those_that_are_tested() -> None:
    assert list(themes.shipped_themes()) == SHIPPED_THEMES


@pytest.mark.real
def test_shipped_themes_build_in_silence(themed: Built) -> None:
    assert themed.notices == ()


def test_pages_in_shipped_themes_are_accessible_pdfs(
    themed: Built, verapdf: Callable[..., list[str]]
) -> None:
    assert [verapdf(path) for path in paths(themed, ".pdf")] == [[], []]


def test_pages_in_shipped_themes_are_valid(
    themed: Built, nu: Callable[[Sequence[Path]], list[str]]
) -> None:
    assert nu(paths(themed, ".html")) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_in_shipped_themes_can_be_read_by_everybody(
    dark: bool, themed: Built, browser: Browser
) -> None:
    for path in paths(themed, ".html"):
        assert browser.axe(path, width=360, dark=dark) == []
        assert not browser.scrolls_sideways(path, 360)
        assert browser.asked == []


@pytest.mark.real
def test_the_frugal_theme_takes_no_more_sheets(tmp_path: Path) -> None:
    for text in (LONG, shipped_guides()[SHIPPED].read_text("utf-8")):
        sheets = {}
        for name in (None, "frugal"):
            built = made(tmp_path, name, text, ["pdf"])
            sheets[name] = [((one.pages or 0) + 1) // 2 for one in built.handouts]
        assert all(few <= many for few, many in zip(sheets["frugal"], sheets[None], strict=True))


@pytest.mark.parametrize("name", SHIPPED_THEMES)
def test_the_colours_of_shipped_themes_have_enough_contrast(name: str) -> None:
    assert contrasts(themes.read(Inputs(), themes.shipped_themes()[name]).css) == []


# Contrast


def contrasts(css: str) -> list[str]:
    defaults = (folder_of("templates") / "handout.css").read_text("utf-8")
    return [one.message for one in contrast.contrasts(Theme(css), defaults)]


def test_the_defaults_have_enough_contrast() -> None:
    assert contrasts("") == []


@pytest.mark.parametrize(
    "colour",
    [
        "#777",
        "#777777",
        "#777f",
        "rgb(119, 119, 119)",
        "rgb(119 119 119)",
        "RGB(46.667%, 46.667%, 46.667%)",
        "hsl(0, 0%, 46.667%)",
        "hsl(0deg 0% 46.667%)",
        "rgb(0 0 0 / 53.333%)",
        "rgba(0, 0, 0, .53333)",
        "gray",
        "var(--grey)",
    ],
)
def test_a_colour_is_understood_in_whatever_form_it_is_written(colour: str) -> None:
    (said,) = contrasts(f":root {{ --grey: #777; --soft: {colour} }}")
    ratio = "3.9" if colour == "gray" else "4.4"
    assert said == f"--soft on --paper has a contrast of {ratio} to 1, but needs 4.5 to 1"


@pytest.mark.parametrize(
    ("css", "names"),
    [
        (":root { --ink: #767676 }", []),
        (":root { --line: #949494 }", []),
        (":root { --line: #959595 }", ["line"]),
        (":root { --paper: #000 }", ["ink", "soft", "accent"]),
        (":root { --paper: navy; --ink: white; --soft: #ccc; --accent: #fff; --line: #fff }", []),
        ("@media print { p { color: red } } :root { --ink: #aaa }", ["ink"]),
        ("@media (prefers-color-scheme: dark) { :root { --ink: #fff } }", []),
        (".note { --ink: #fff }", []),
        ("/* :root { --ink: #fff } */", []),
        (":root { --ink: #fff; --ink: #000 }", []),
        (":root { --ink: var(--ink) }", []),
        (":root { --ink: currentColor; --soft: color-mix(in srgb, red, blue) }", []),
        (":root { --ink: oklch(50% 0.1 20); --accent: 12px; --line: }", []),
    ],
)  # fmt: skip
def test_contrast_is_told_for_each_colour_that_is_too_pale(css: str, names: list[str]) -> None:
    assert [said.split()[0] for said in contrasts(css)] == [f"--{name}" for name in names]


def test_contrast_is_told_at_the_stylesheet_and_never_stops_a_build(tmp_path: Path) -> None:
    look = themes.read(Inputs(), theme(tmp_path, ":root { --ink: #aaa }"))
    defaults = (folder_of("templates") / "handout.css").read_text("utf-8")
    (said,) = contrast.contrasts(look, defaults)
    assert str(said).startswith(f"{tmp_path}/ours/theme.css:1:1: warning: --ink on --paper")


# What a theme hides or pushes off the paper


@pytest.mark.real
@pytest.mark.parametrize(
    "rule",
    [
        ".question { display: none }",
        ".ask { visibility: hidden }",
        ".ask { opacity: 0 }",
        ".ask { color: transparent }",
        ".ask { color: rgb(0 0 0 / 0) }",
        ".ask { font-size: 1px }",
        "main { display: none }",
        "@media print { .question { display: none } }",
    ],
)
def test_a_question_that_a_theme_hides_is_told(rule: str, tmp_path: Path) -> None:
    built = made(tmp_path, theme(tmp_path, rule), formats=["pdf"])
    hidden = [one for one in built.notices if one.code == "hidden-question"]
    assert hidden
    assert "Why does the walker leave the umbrella at home?" in hidden[0].message


@pytest.mark.real
@pytest.mark.parametrize(
    "rule",
    [
        ".ask { position: relative; left: 150mm }",
        ".ask { margin-left: -90mm }",
        ".ask { white-space: nowrap; font-size: 40pt }",
        "@page { size: 60mm 100mm; margin: 25mm }",
        ".question { height: 2mm; overflow: hidden; font-size: 30pt }",
    ],
)
def test_a_question_that_a_theme_pushes_off_the_paper_is_told(rule: str, tmp_path: Path) -> None:
    built = made(tmp_path, theme(tmp_path, rule), formats=["pdf"])
    assert {"runs-off", "hidden-question", "clipped"} & {one.code for one in built.notices}


@pytest.mark.real
def test_a_theme_that_hides_nothing_is_built_in_silence(tmp_path: Path) -> None:
    built = made(tmp_path, theme(tmp_path, ".ask { color: #123456; font-size: 14pt }"))
    assert built.notices == ()
