"""The guide's language on the page: translated words, dates, and the direction of writing."""

import gettext
import re
from datetime import date
from functools import cache
from io import BytesIO, StringIO

from studyguide.files.resources import resource_text

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur"}
    | {"yi"}
)
"""Languages written from right to left (Unicode CLDR, character orientation)."""
RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Scripts written from right to left, for a language that names its own, like pa-Arab."""


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML writes it."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    backwards = script in RIGHT_TO_LEFT_SCRIPTS if script else first in RIGHT_TO_LEFT
    return "rtl" if backwards else "ltr"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The page's words in a language; English, which the templates are written in, where we have
    no translation. A catalog is `templates/locale/<language>.po`."""
    for tag in (language, language.split("-")[0]):
        try:
            catalog = resource_text(f"templates/locale/{tag}.po")
        except FileNotFoundError:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        compiled = BytesIO()
        write_mo(compiled, read_po(StringIO(catalog), locale=tag.replace("-", "_")))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()


def spoken(language: str) -> str:
    """The language that the page's own words are in, for its `lang` where the guide's differs."""
    english = language.lower().split("-")[0] == "en"
    return language if english or translations(language).info() else "en"


class Marked(gettext.NullTranslations):
    """English words for a page in another language, each marked as English: a voice that reads the
    page aloud can then say them right (WCAG 2.2, 3.1.2)."""

    def gettext(self, message: str) -> str:
        """The words with their language around them."""
        return f'<span lang="en">{message}</span>'

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same for words that depend on a number."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def words(language: str, html: bool) -> gettext.NullTranslations:
    """The translations for a template: on a page of HTML foreign words are marked."""
    foreign = html and spoken(language) != language
    return Marked() if foreign else translations(language)


def day(text: str, language: str) -> str:
    """A date like 2026-12-03 in words, as the language writes it; any other text as it is."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        written = date.fromisoformat(text)
    except ValueError:
        return text
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(written, "full", Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return format_date(written, "full", "en")
