"""Inline Markdown: what it becomes, and what it never becomes."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import many

from studyguide.guide import markup
from studyguide.handouts.templates import html

# Letters that make up markup, in every order.
SOUP = st.text(alphabet="ab *_`[]()!<>&;:/\\\"'#~\n.jsx", max_size=60)


def as_html(text: str, picture: Callable[[str], str] = markup.no_pictures) -> str:
    return str(html(markup.runs(text, picture)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("*a* and **b**", "<em>a</em> and <strong>b</strong>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("AT&T, 3 < 4", "AT&amp;T, 3 &lt; 4"),
        ("[a](https://x.example/?b=1&c=2)", '<a href="https://x.example/?b=1&amp;c=2">a</a>'),
        ("<https://x.example>", '<a href="https://x.example">https://x.example</a>'),
        ("<me@x.example>", '<a href="mailto:me@x.example">me@x.example</a>'),
        ("one\ntwo", "one\ntwo"),
        ("one  \ntwo", "one<br>two"),
        (r"\*a\* \<b>", "*a* &lt;b&gt;"),
        ("&lt;b&gt; &copy;", "&lt;b&gt; ©"),
        ("# no heading", "# no heading"),
        ("> no quotation", "&gt; no quotation"),
        ("- no list", "- no list"),
        ("2 * 3 * 4 and snake_case_words", "2 * 3 * 4 and snake_case_words"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("*a [b](https://x.example)*", '<em>a <a href="https://x.example">b</a></em>'),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
    ],
)
def test_inline_markdown_becomes_html(text: str, expected: str) -> None:
    assert list(markup.complaints(text)) == []
    assert as_html(text) == expected


def test_runs_are_plain_data_without_markup() -> None:
    text = "*a* **b** `c` [d](https://x.example)  \n![e](f.png)"
    assert markup.runs(text, lambda name: f"data:{name}") == [
        {"text": "a", "em": True},
        {"text": " "},
        {"text": "b", "strong": True},
        {"text": " "},
        {"text": "c", "code": True},
        {"text": " "},
        {"text": "d", "href": "https://x.example"},
        {"text": "", "line_break": True},
        {"text": "e", "picture": "data:f.png"},
    ]


@settings(max_examples=many(300), deadline=None)
@given(SOUP)
def test_elements_close_in_the_order_that_they_were_opened(text: str) -> None:
    opened: list[str] = []
    for closing, tag in re.findall(r"<(/?)(em|strong|code|a)\b", as_html(text, lambda name: "x")):
        if closing:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert opened == []


@settings(max_examples=many(300), deadline=None)
@given(SOUP)
def test_as_html_or_as_runs_the_words_are_the_same(text: str) -> None:
    shown = re.sub(r'<img src="x" alt="([^"]*)">', r"\1", as_html(text, lambda name: "x"))
    words = unescape(re.sub(r"<[^>]*>", "", shown.replace("<br>", " ")))
    assert " ".join(words.split()) == markup.plain(text)


def test_a_link_holds_words_only() -> None:
    assert as_html("[*a* `b`](https://x.example)") == (
        '<a href="https://x.example">a <code>b</code></a>'
    )
    assert as_html("[![well](w.png)](https://x.example)") == '<a href="https://x.example">well</a>'


def test_a_picture_is_asked_for_by_its_file_name() -> None:
    asked: list[str] = []

    def picture(name: str) -> str:
        asked.append(name)
        return 'data:"x'

    made = as_html('![a *wide* "well"](pictures/der%20Brunnen.png)', picture)
    assert asked == ["pictures/der Brunnen.png"]
    assert made == '<img src="data:&quot;x" alt="a wide &quot;well&quot;">'
    assert markup.pictures("![a](b.png) and ![c](ü.jpg), not `![d](e.png)`") == ("b.png", "ü.jpg")


def test_where_no_pictures_can_be_had_one_is_a_bug() -> None:
    with pytest.raises(LookupError):
        as_html("![a](b.png)")


@pytest.mark.parametrize(
    "text",
    [
        "<b>",
        "</b>",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<br/>",
        "<!-- for me alone -->",
    ],
)
def test_html_is_refused_and_never_let_through(text: str) -> None:
    assert next(complaint.code for complaint in markup.complaints(text)) == "html-in-text"
    assert "<" not in as_html(text)


@pytest.mark.parametrize("text", ["a < b", "3 <4> 5", "I <3 it", "x<-y", r"\<b>", "`<b>`"])
def test_a_less_than_sign_is_no_html(text: str) -> None:
    assert list(markup.complaints(text)) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.example",
        "other.html",
        "",
    ],
)
def test_a_link_leads_to_the_web_or_to_somebody(address: str) -> None:
    assert [complaint.code for complaint in markup.complaints(f"[a]({address})")] == ["bad-link"]


def test_a_picture_needs_words() -> None:
    assert [one.code for one in markup.complaints("![ ](a.png)")] == ["picture-without-words"]


def test_more_marks_than_a_sheet_needs_are_refused_unparsed() -> None:
    assert list(markup.complaints("[" * markup.MARKS)) == []
    for mark in "[*_`<!":
        codes = [complaint.code for complaint in markup.complaints(mark * (markup.MARKS + 1))]
        assert codes == ["too-much-markup"]


def test_plain_words_stand_on_one_line_without_marks() -> None:
    text = "*a* **b**\n`c`  \n[d](https://x.example) ![e](f.png) &amp; \\<g>"
    assert markup.plain(text) == "a b c d e & <g>"


@settings(max_examples=many(300), deadline=None)
@given(SOUP)
def test_whatever_is_written_only_our_own_tags_come_out(text: str) -> None:
    made = as_html(text, lambda name: "x")
    tags = re.findall(r"<[^>]*>", made)
    ours = r'</?(em|strong|code)>|<br>|</a>|<a href="[^"<>]*">|<img src="x" alt="[^"<>]*">'
    assert [tag for tag in tags if not re.fullmatch(ours, tag)] == []
    assert made.count("<") == len(tags)


@settings(max_examples=many(300), deadline=None)
@given(SOUP)
def test_whatever_is_accepted_links_only_to_the_web_or_to_somebody(text: str) -> None:
    if not list(markup.complaints(text)):
        for address in re.findall(r'href="([^"]*)"', as_html(text, lambda name: "x")):
            assert unescape(address).lower().startswith(markup.LINKS)


@settings(max_examples=many(200), deadline=None)
@given(st.text(alphabet="abc .,?-\n", max_size=40))
def test_words_without_marks_lose_nothing(text: str) -> None:
    assert markup.plain(text) == " ".join(text.split())
