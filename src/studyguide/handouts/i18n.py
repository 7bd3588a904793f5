"""The guide's language on the page: fixed wording, dates, and the direction of writing."""

import gettext
import re
from datetime import date
from io import BytesIO

from studyguide.files.resources import changed, resource

RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Scripts written from right to left. Babel knows a language's direction, but not that of the
script which a guide writes it in (ar-Latn, ur-Latn, pa-Arab)."""
UNKNOWN_TO_BABEL = frozenset({"arc"})
"""Languages written from right to left that Babel has no data for."""


class English(str):
    """Fixed wording left in English on a page in another language; HTML marks it as English."""

    __slots__ = ()


class _Untranslated(gettext.NullTranslations):
    """Gives a message that no catalog has in English, as it stands in the templates."""

    def gettext(self, message: str) -> str:
        return English(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return English(msgid1 if n == 1 else msgid2)


class Vocabulary:
    """The fixed wording of pages in one language, as plain text.

    A message without a translation stays in English, so a catalog needn't be complete.
    """

    def __init__(self, language: str) -> None:
        english = _is_english(language)
        self._words = gettext.NullTranslations() if english else _Untranslated()
        if found := catalog(language):
            found.add_fallback(self._words)
            self._words = found

    def gettext(self, message: str, **variables: object) -> str:
        """The message in the language, with its variables filled in."""
        return _filled(self._words.gettext(message), variables)

    def ngettext(self, one: str, many: str, number: int, **variables: object) -> str:
        """The singular or plural message for the number, which fills its variable `num`."""
        return _filled(self._words.ngettext(one, many, number), {"num": number, **variables})


def _filled(text: str, variables: dict[str, object]) -> str:
    said = text % variables
    return English(said) if isinstance(text, English) else said


def catalog(language: str) -> gettext.GNUTranslations | None:
    """The catalog for a language, else for the language without its region; None if there is none.

    Catalogs are in `templates/locale/LANGUAGE/LC_MESSAGES`, compiled in a package and as text in a
    checkout.
    """
    for name in _catalogs(language):
        if not changed(name):
            continue
        if name.endswith(".mo"):
            return gettext.GNUTranslations(BytesIO(resource(name)))
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        compiled = BytesIO()
        # Without the locale, Babel would leave out the plural forms.
        tag = name.split("/")[2]
        write_mo(compiled, read_po(BytesIO(resource(name)), locale=tag))
        return gettext.GNUTranslations(BytesIO(compiled.getvalue()))
    return None


def catalogs_changed(language: str) -> tuple[int, ...]:
    """When each catalog that a language may have was last changed, in nanoseconds; 0 for none.

    A cached vocabulary is out of date once this changes.
    """
    return tuple(changed(name) for name in _catalogs(language))


def _catalogs(language: str) -> list[str]:
    tags = dict.fromkeys((language.replace("-", "_"), language.split("-")[0]))
    return [
        f"templates/locale/{tag}/LC_MESSAGES/studyguide.{ending}"
        for tag in tags
        for ending in ("mo", "po")
    ]


def direction(language: str) -> str:
    """The language's direction of writing, `rtl` or `ltr` as in HTML."""
    first, *rest = language.lower().split("-")
    if script := next((part for part in rest if len(part) == 4 and part.isalpha()), None):
        return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    if _is_english(language):
        return "ltr"  # most guides are English, and Babel is slow to import
    from babel import Locale, UnknownLocaleError

    try:
        backwards = Locale.parse(first).character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        backwards = False
    return "rtl" if backwards or first in UNKNOWN_TO_BABEL else "ltr"


def day(text: str, language: str) -> str:
    """A date such as 2026-12-03 written out in the language; any other text unchanged."""
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


def _is_english(language: str) -> bool:
    return language.lower().split("-")[0] == "en"
