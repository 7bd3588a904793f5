"""Reading an essay from a file in any form."""

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import many

from studyguide.essay.text import SIZE_LIMIT, EssayText, read_essay
from studyguide.files.inputs import Inputs
from studyguide.problems import StudyguideError

FIRST = (
    "The keeper counts the hives each spring, and the count is a kind of hope that has learned"
    " some arithmetic over the years."
)
SECOND = (
    "A swarm leaves because the hive is well, not because it is ill, and that is the part which"
    " people who are new to the work find hardest to believe."
)
THIRD = "No queen is owned; the one who looks into the hive most often disturbs it most."
SITE = "<nav><a href=/>Home</a> <a href=/a>About us</a></nav>"


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def from_source(source: str | bytes, name: str = "essay.txt") -> EssayText:
        file = tmp_path / name
        file.write_bytes(source.encode() if isinstance(source, str) else source)
        return read_essay(Inputs(), file)

    return from_source


def texts(essay: EssayText) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


def refused(read: Any, source: str | bytes, name: str = "essay.txt") -> str:
    with pytest.raises(StudyguideError) as caught:
        read(source, name)
    (problem,) = caught.value.problems
    assert problem.hint, "says what to do instead"
    assert name in problem.message
    return problem.code


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# Plain text


def test_blank_lines_part_paragraphs_and_the_title_and_subtitle_are_not_counted(read: Any) -> None:
    essay = read(f"On Bees\n\nAnd on letting them go.\n\n{FIRST}\n\n\n \t\n{SECOND}\n")
    assert (essay.title, essay.subtitle) == ("On Bees", "And on letting them go.")
    assert texts(essay) == [FIRST, SECOND]
    assert [paragraph.number for paragraph in essay.paragraphs] == [1, 2]


def test_words_are_those_of_the_paragraphs_alone_and_a_dash_is_none(read: Any) -> None:
    assert (
        read(f"On Bees\n\n{FIRST}\n\nSome stay — some go, and nobody has to say why.").words
        == 23 + 10
    )


def test_a_text_that_starts_at_once_has_no_title(read: Any) -> None:
    essay = read(f"{FIRST}\n\n{SECOND}")
    assert (essay.title, texts(essay)) == (None, [FIRST, SECOND])


@pytest.mark.parametrize("greeting", ["Dear friends,", "Friends and neighbours:", "It rained."])
def test_a_short_first_line_with_a_mark_at_its_end_is_prose(read: Any, greeting: Any) -> None:
    essay = read(f"{greeting}\n\n{FIRST}")
    assert (essay.title, texts(essay)) == (None, [greeting, FIRST])


def test_a_title_may_ask_a_question(read: Any) -> None:
    assert read(f"Who Owns a Queen?\n\n{FIRST}").title == "Who Owns a Queen?"


def test_a_byline_is_neither_subtitle_nor_paragraph(read: Any) -> None:
    essay = read(f"On Bees\n\nBy a Keeper\n\n{FIRST}\n\n{SECOND}")
    assert (essay.title, essay.subtitle, texts(essay)) == ("On Bees", None, [FIRST, SECOND])


def test_wrapped_lines_are_joined(read: Any) -> None:
    wrapped = "The keeper counts the hives\neach spring, and the count is\na kind of hope."
    assert texts(read(f"{wrapped}\n\n{SECOND}"))[0] == " ".join(wrapped.split("\n"))


def test_long_lines_without_blank_lines_are_a_paragraph_each(read: Any) -> None:
    long = [f"{FIRST} {SECOND}", f"{SECOND} {FIRST}", THIRD]
    assert texts(read("\n".join(long))) == long


def test_short_sentences_on_lines_of_their_own_are_a_paragraph_each(read: Any) -> None:
    lines = ["The hive is well today.", "So it leaves.", "We watch it go, and count again."]
    assert texts(read("\n".join(lines))) == lines


def test_an_indented_first_line_starts_a_paragraph(read: Any) -> None:
    source = (
        "    The keeper counts the hives\neach spring.\n    A swarm leaves because\nit is well."
    )
    assert texts(read(source)) == [
        "The keeper counts the hives each spring.",
        "A swarm leaves because it is well.",
    ]


def test_a_text_without_any_break_is_one_paragraph(read: Any) -> None:
    assert texts(read(f"{FIRST} {SECOND}")) == [f"{FIRST} {SECOND}"]


def test_a_short_line_before_a_long_paragraph_is_its_heading(read: Any) -> None:
    essay = read(f"On Bees\n\n{FIRST}\n\nThe first swarm\n\n{SECOND}\n\n* * *\n\n{THIRD}")
    assert [(p.heading, p.text) for p in essay.paragraphs] == [
        (None, FIRST),
        ("The first swarm", SECOND),
        (None, THIRD),
    ]


def test_the_links_of_a_site_at_the_end_are_dropped(read: Any) -> None:
    end = "Previous\nPrevious\n\nBread and its makers\n\nNext\nNext\n\nRain in the yard"
    assert texts(read(f"On Bees\n\n{FIRST}\n\n{SECOND}\n\n{end}")) == [FIRST, SECOND]


def test_a_last_short_paragraph_is_kept(read: Any) -> None:
    for last in ("So we wait", "Next spring we count again.", "What comes next?"):
        assert texts(read(f"{FIRST}\n\n{SECOND}\n\n{last}"))[-1] == last


def test_no_break_spaces_and_soft_hyphens_are_printed_as_they_are(read: Any) -> None:
    source = f"Ten\u00a0kilos of honey,   and an argu\u00adment\twith the cold: {FIRST}"
    assert texts(read(source)) == [source.replace("   ", " ").replace("\t", " ")]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(read: Any, encoding: Any) -> None:
    essay = read(f"“Grüße” — {FIRST}".encode(encoding))
    assert (texts(essay), essay.assumed) == ([f"“Grüße” — {FIRST}"], None)


def test_an_old_encoding_is_guessed_and_the_guess_is_told(read: Any) -> None:
    essay = read(f"“Grüße” — {FIRST}".encode("cp1252"))
    assert (texts(essay), essay.assumed) == ([f"“Grüße” — {FIRST}"], "Windows-1252")
    assert read(b"na\xefve \x81 words").assumed == "Latin-1"


def test_a_page_is_read_in_the_encoding_that_it_declares(read: Any) -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Łódź. {FIRST}</p></body></html>'
    assert texts(read(page.encode("iso-8859-2"), "essay.html")) == [f"Łódź. {FIRST}"]


# Markdown


def test_markdown_loses_its_markup_and_keeps_its_headings(read: Any) -> None:
    source = (
        "---\ntitle: Not this one\n---\n# On *Bees*\n\n*And on letting them go*\n\n"
        f"{FIRST[:-1]}[^1].\n\n## The first\n## The first swarm\n\n"
        "> A **swarm** [leaves](https://example.org)\n> well.\n\n- one `hive`\n- two hives\n\n"
        f"<!-- hidden -->\n\n{THIRD}\n\n[^1]: Not everyone\n    agrees.\n"
    )
    essay = read(source, "essay.md")
    assert (essay.title, essay.subtitle) == ("On Bees", "And on letting them go")
    assert [(p.heading, p.text) for p in essay.paragraphs] == [
        (None, FIRST),
        ("The first swarm", "A swarm leaves well."),
        (None, "one hive"),
        (None, "two hives"),
        (None, THIRD),
    ]


def test_a_second_heading_is_a_subtitle_only_where_no_other_is_like_it(read: Any) -> None:
    alone = read(f"# On Bees\n\n## And on letting them go\n\n{FIRST}", "a.md")
    several = read(f"# On Bees\n\n## One\n\n{FIRST}\n\n## Two\n\n{SECOND}", "b.md")
    assert (alone.subtitle, alone.paragraphs[0].heading) == ("And on letting them go", None)
    assert (several.subtitle, several.paragraphs[0].heading) == (None, "One")


def test_the_title_in_the_front_matter_is_taken_where_there_is_no_other(read: Any) -> None:
    assert read(f'---\ntitle: "On Bees"\n---\n{FIRST}', "essay.md").title == "On Bees"


# Web pages


def test_a_saved_page_gives_its_text_without_the_site_around_it(read: Any) -> None:
    page = (
        f"<!doctype html><html><head><title>On Bees | Field Notes</title></head><body>{SITE}"
        "<main><article><h1>On Bees</h1><p class=subtitle>And on letting them go.</p>"
        f"<p>By a Keeper</p><p>{FIRST[:-1]}<sup><a href='#n1'>1</a></sup>.</p>"
        f"<h2>The first swarm</h2><p>{SECOND}</p><p>So what?</p><p>{FIRST}</p>"
        f"<blockquote><p>{THIRD}</p></blockquote>"
        "<section class=footnotes><ol><li>Not everyone agrees.</li></ol></section></article></main>"
        f"<aside><p>{SECOND}</p></aside><p><a href=/x>Previous</a></p><footer><p>All rights"
        " reserved, whatever that means here.</p></footer><script>var bees</script></body></html>"
    )
    essay = read(page, "essay.html")
    assert (essay.title, essay.subtitle) == ("On Bees", "And on letting them go.")
    assert texts(essay) == [FIRST, SECOND, "So what?", FIRST, THIRD]
    assert essay.paragraphs[1].heading == "The first swarm"


def test_two_line_breaks_end_a_paragraph_on_an_old_page(read: Any) -> None:
    page = (
        f"<title>On Bees</title><table><td><font size=2>{FIRST}<br><br>{SECOND}<br>And so.</font>"
    )
    assert texts(read(page, "essay.htm")) == [FIRST, f"{SECOND} And so."]


def test_a_page_with_the_wrong_ending_is_still_read_as_a_page(read: Any) -> None:
    assert texts(read(f"<!DOCTYPE html><html><body><p>{FIRST}</p></body></html>")) == [FIRST]


def test_reading_a_page_says_nothing_of_its_own(read: Any, capfd: Any) -> None:
    with pytest.raises(StudyguideError):
        read("<html></html>", "essay.html")
    assert capfd.readouterr() == ("", "")


# Word files and electronic books


def test_a_word_document_gives_title_headings_and_paragraphs(read: Any) -> None:
    document = docx.Document()
    document.add_paragraph("On Bees", style="Title")
    document.add_paragraph("And on letting them go", style="Subtitle")
    document.add_paragraph(FIRST)
    document.add_heading("The first swarm", 1)
    document.add_paragraph(SECOND, style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    essay = read(buffer.getvalue(), "essay.docx")
    assert (essay.title, essay.subtitle) == ("On Bees", "And on letting them go")
    assert [(p.heading, p.text) for p in essay.paragraphs] == [
        (None, FIRST),
        ("The first swarm", SECOND),
    ]


def book(**chapters: str) -> bytes:
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in reversed(chapters))
    return zipped(
        {
            "META-INF/container.xml": '<rootfiles><rootfile full-path="text/b.opf"/></rootfiles>',
            "text/b.opf": f"<package><title>On Bees</title>{items}<spine>{spine}</spine></package>",
            **{
                f"text/{name}.xhtml": f'<?xml version="1.0" encoding="utf-8"?><html>{body}</html>'
                for name, body in chapters.items()
            },
        }
    )


def test_an_electronic_book_is_read_in_its_reading_order(read: Any) -> None:
    essay = read(book(two=f"<h2>Two</h2><p>{SECOND}</p>", one=f"<p>{FIRST}</p>"), "essay.epub")
    assert (essay.title, texts(essay)) == ("On Bees", [FIRST, SECOND])


@pytest.mark.real
@pytest.mark.parametrize("name", ["essay.docx", "essay.epub"])
def test_a_damaged_or_exploding_archive_is_refused(read: Any, name: Any) -> None:
    assert refused(read, b"PK\x03\x04 no archive", name) == "essay-unreadable"
    assert refused(read, zipped({"a": "b"}), name) == "essay-unreadable"
    bomb = zipped({f"{number}": bytes(30 * 2**20) for number in range(4)})
    assert refused(read, bomb, name) == "essay-too-large"


def test_an_entity_in_a_book_reads_no_file(read: Any, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("honey")
    package = (
        f"<!DOCTYPE p [<!ENTITY x SYSTEM '{tmp_path / 'secret'}'>]><package><title>&x;</title>"
    )
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": "<container><rootfile full-path='b.opf'/></container>",
        "b.opf": f"{package}<item id='a' href='a.html'/><itemref idref='a'/></package>",
        "a.html": f"<p>{FIRST}</p>",
    }
    assert read(zipped(parts), "essay.epub").title is None


# What is refused


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "essay-empty"),
        (b" \n\n * * * \n", "essay-empty"),
        (b"%PDF-1.7 ...", "essay-unreadable"),
        (b"{\\rtf1 words}", "essay-unreadable"),
        (b"\xd0\xcf\x11\xe0words", "essay-unreadable"),
        (b"\x89PNG\r\n\x00\x00\x00", "essay-unreadable"),
        (b"\xff\xfea", "essay-unreadable"),
        ("no mark".encode("utf-16-le"), "essay-unreadable"),
        (bytes(range(1, 256)) * 4, "essay-unreadable"),
        (b"a" * 4_000_001, "essay-too-large"),
        (b"a" * (SIZE_LIMIT + 1), "essay-too-large"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(read: Any, source: Any, code: Any) -> None:
    assert refused(read, source) == code


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "link").symlink_to("/dev/zero")
    codes = {}
    for name in ("pipe", "loop", "link", "missing", "a\0b", "."):
        with pytest.raises(StudyguideError) as caught:
            read_essay(Inputs(), tmp_path / name)
        codes[name] = caught.value.problems[0].code
    assert codes == {
        "pipe": "essay-no-file",
        "loop": "essay-missing",
        "link": "essay-no-file",
        "missing": "essay-missing",
        "a\0b": "essay-missing",
        ".": "essay-no-file",
    }


TAGS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<a href=#>", "<html>", "<!--", "&#x0;", "# ", "\n", "[^1]: "]
)
SOURCES = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(TAGS, st.text(max_size=8)), max_size=30).map("".join).map(str.encode),
)


@settings(max_examples=many(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(source=SOURCES, ending=st.sampled_from([".txt", ".md", ".html", ".docx", ".epub"]))
def test_any_bytes_give_an_essay_or_a_complaint(tmp_path: Path, source: Any, ending: Any) -> None:
    file = tmp_path / f"essay{ending}"
    file.write_bytes(source)
    paragraphs = None
    with suppress(StudyguideError):
        paragraphs = texts(read_essay(Inputs(), file))
    if paragraphs is not None:
        assert paragraphs
        assert all(text == text.strip() and "\n" not in text for text in paragraphs)
