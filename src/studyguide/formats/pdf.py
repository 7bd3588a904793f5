"""Renders a PDF/UA-1 file with WeasyPrint, limits what it may load, and reads its log."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from studyguide.files.resources import font
from studyguide.formats.base import EngineMissing, Output
from studyguide.handouts.document import Document, Ruling
from studyguide.handouts.view import asks
from studyguide.problems import Problem, Severity, StudyguideError

try:
    from weasyprint import CSS, HTML
    from weasyprint.document import Document as Layout
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from studyguide.formats.boxes import (
        Fault,
        Flaw,
        crowded,
        faults,
        fullness,
        missing,
    )
    from studyguide.formats.room import could_rule, could_rule_spare
    from studyguide.formats.tags import Astray, finish
except (OSError, ImportError) as error:
    reason = str(error).splitlines()[0]
    raise EngineMissing(
        Problem(
            "no-engine",
            f"PDFs need Pango, which isn't installed ({reason[:120]})",
            "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; "
            "macOS: brew install pango; Windows: see “PDFs on Windows” in the README",
        )
    ) from None

NEARLY_EMPTY = 0.2
"""How full the last page must be, from 0 to 1, not to look like a mistake and waste paper."""
FONT = "font:"
"""The start of a shipped font's address in a stylesheet; its file name follows."""


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Fetches what a page may load: the shipped fonts and `data:` addresses.

    Every other address is refused and remembered, as WeasyPrint would silently go on.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource; raises ValueError if it is refused."""
        if url.startswith(FONT) and (content := font(url.removeprefix(FONT))):
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        if not url.lower().startswith("data:"):
            self.refused.append(url)
            raise ValueError("refused")
        return super().fetch(url, headers)


def render(document: Document) -> Output:
    """The document as a PDF/UA-1 file.

    Raises StudyguideError if something would be missing from it.
    """
    fetcher = Fetcher()
    with _log() as records:
        layout = _fitted(document, fetcher)
        content, tagged = _written(layout)
    said = [_refusal(url) for url in fetcher.refused] + [_meaning(text) for text in records]
    found = [problem for problem in said if problem]
    found += [_unreadable(fault, document) for fault in faults(layout)]
    found += [_hidden(ask) for ask in missing(layout, asks(document.view))]
    found += tagged
    found = list(dict.fromkeys(found))
    if any(problem.severity is Severity.ERROR for problem in found):
        raise StudyguideError(*found)
    return Output(content, len(layout.pages), tuple(found))


def _written(layout: Layout) -> tuple[bytes, list[Problem]]:
    """The layout's file, and what is wrong with its tags."""
    try:
        return layout.write_pdf(pdf_variant="pdf/ua-1", finisher=finish), []
    except Astray:
        hint = "see whether the theme moves things about in a way that it needn't"
        message = "the PDF can't say which of its words are in another language"
        problem = Problem("untagged", message, hint, severity=Severity.WARNING)
        return layout.write_pdf(pdf_variant="pdf/ua-1"), [problem]


def _fitted(document: Document, fetcher: Fetcher) -> Layout:
    """The document laid out with as many writing lines as fit.

    Prefers the fewest sheets, even set more tightly, then a last page that isn't nearly empty, then
    lines for questions that aren't planned, too, then the most lines.
    """
    if not document.line_css:
        return _sized(document, fetcher)
    fewest = min(lines for _, lines in document.line_css)
    first = _tried(document, fetcher, (False, fewest))
    if first.sheets > 1 and document.tight_css:
        snug = _tried(document, fetcher, (False, fewest), document.tight_css)
        first = min(first, snug, key=lambda tried: tried.sheets)
    tries = [first]
    if could_rule_spare(first.layout) >= fewest:
        everyone = _tried(document, fetcher, (True, fewest), first.more)
        if everyone.sheets == first.sheets:
            tries += [everyone, *_longer(document, fetcher, everyone)]
    if not min(tries, key=_rank).ruling[0]:
        tries += _longer(document, fetcher, first)
    return min(tries, key=_rank).layout


def _sized(document: Document, fetcher: Fetcher) -> Layout:
    """The document laid out with type as large as fits, where the page gives sizes to choose from.

    An element whose words don't fit gets the next smaller size, until all do or there is none.
    """
    steps: Counter[str] = Counter()
    rules: dict[str, str] = {}
    while True:
        layout = _laid_out(document, fetcher, "\n".join(rules.values()))
        full = crowded(layout)
        steps.update(full.keys())
        smaller = {one: sizes[steps[one]] for one, sizes in full.items() if steps[one] < len(sizes)}
        if not smaller:
            return layout
        rules |= {
            one: f"#{one} {{ --type: {size:g}pt !important }}" for one, size in smaller.items()
        }


@dataclass(frozen=True)
class _Try:
    """A layout, and how its questions are given writing lines."""

    ruling: Ruling
    layout: Layout
    more: str = ""
    """Rules by which it is set more tightly than usual."""

    @property
    def sheets(self) -> int:
        return (len(self.layout.pages) + 1) // 2

    @property
    def scant(self) -> bool:
        """Whether its last page looks like a mistake and wastes paper."""
        return len(self.layout.pages) > 1 and fullness(self.layout)[-1] < NEARLY_EMPTY


def _rank(tried: _Try) -> tuple[int, bool, bool, int]:
    """Sorts the best layout first."""
    everyone, lines = tried.ruling
    return tried.sheets, tried.scant, not everyone, -lines


def _tried(document: Document, fetcher: Fetcher, ruling: Ruling, more: str = "") -> _Try:
    rules = f"{document.line_css[ruling]}\n{more}"
    return _Try(ruling, _laid_out(document, fetcher, rules), more)


def _longer(document: Document, fetcher: Fetcher, first: _Try) -> Iterator[_Try]:
    """Yields layouts with one line after the other more, as long as they take no more sheets."""
    everyone, fewest = first.ruling
    most = fewest + could_rule(first.layout)
    for lines in sorted({lines for _, lines in document.line_css}):
        if not fewest < lines <= most:
            continue
        longer = _tried(document, fetcher, (everyone, lines), first.more)
        if longer.sheets > first.sheets:
            return
        yield longer
        if everyone and first.scant and longer.scant:
            return  # a layout costs time, and the planned questions' lines are still to be tried


def _laid_out(document: Document, fetcher: Fetcher, more: str = "") -> Layout:
    configuration = FontConfiguration()
    rules = f"{document.engine_css}\n{more}"
    styles = [CSS(string=rules, url_fetcher=fetcher, font_config=configuration)]
    return HTML(string=document.body, url_fetcher=fetcher).render(
        stylesheets=styles, font_config=configuration, pdf_variant="pdf/ua-1"
    )


class _Collector(logging.Handler):
    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record.getMessage())


@contextmanager
def _log() -> Iterator[list[str]]:
    """Collects what the engine and its font tools log, instead of printing it."""
    records: list[str] = []
    collector = _Collector(records)
    loggers: list[Any] = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    for logger in loggers:
        logger.addHandler(collector)
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.propagate = False
    try:
        yield records
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate


def _hidden(ask: str) -> Problem:
    hint = "check the theme's rules for .question, .ask and colours"
    return Problem(
        "hidden-question", f"“{ask}” can't be seen on paper", hint, severity=Severity.WARNING
    )


SAID = {
    Flaw.RUNS_OFF: "“{words}” runs off page {page}",
    Flaw.CLIPPED: "“{words}” is cut off on page {page}",
    Flaw.OVERLAP: "“{other}” is printed over “{words}” on page {page}",
}


def _unreadable(fault: Fault, document: Document) -> Problem:
    """A text that can't be read on its page, and what the author can do about it."""
    what = {"words": fault.words or "a picture", "other": fault.other or "a picture"}
    message = SAID[fault.flaw].format(page=fault.page, **what)
    cures = ["shorten it"]
    if document.edition.papers:
        cures.append("choose larger paper")
    if document.options.theme.css:
        cures.append("see whether the theme is the cause")
    hint = cures[0] if len(cures) == 1 else f"{', '.join(cures[:-1])} or {cures[-1]}"
    return Problem(fault.flaw, message, hint, severity=Severity.WARNING)


def _refusal(url: str) -> Problem:
    shown = url if len(url) <= 80 else f"{url[:79]}…"
    hint = "use only pictures from the guide's folder"
    return Problem("refused-resource", f"the page may not load {shown}", hint)


def _meaning(text: str) -> Problem | None:
    """A line of the engine's log as a problem; None if it is about an address already refused."""
    if ".notdef" in text:
        hint = "install fonts for the guide's script (Debian: apt install fonts-noto-core)"
        return Problem(
            "missing-glyph", f"no installed font has a character that is needed ({text})", hint
        )
    if (
        text.startswith(("Failed to load", "Failed to render", "Font-face", "Relative URI"))
        and "refused" not in text
    ):
        return Problem(
            "missing-resource", f"something the page needs can't be loaded: {text[:200]}"
        )
    if text.startswith("Failed to load") or "refused" in text:
        return None
    if "harfbuzz" in text.lower() or "subset" in text.lower():
        hint = "Debian: apt install libharfbuzz-subset0"
        message = "one more system library would make PDFs smaller and faster to build"
        return Problem("slow-fonts", message, hint, severity=Severity.INFO)
    return Problem("engine", text[:200], severity=Severity.WARNING)
