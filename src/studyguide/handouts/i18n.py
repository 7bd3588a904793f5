"""The guide's language on the page: fixed words, dates, and the direction of writing."""

import gettext
import re
from datetime import date
from io import BytesIO

from studyguide.files.resources import changed, resource

RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Scripts written from right to left. Babel answers for a language and not for the script that a
guide writes it in (ar-Latn, ur-Latn, pa-Arab)."""
UNKNOWN_TO_BABEL = frozenset({"arc"})
"""Languages written from right to left that Babel has no data of."""


class English(str):
    """Fixed words that stand in English on a page in another language: a page of HTML says so."""

    __slots__ = ()


class _Untranslated(gettext.NullTranslations):
    """What a message is where no catalog has it: English, as the templates are written."""

    def gettext(self, message: str) -> str:
        return English(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return English(msgid1 if n == 1 else msgid2)


class Vocabulary:
    """The fixed words of pages in one language, as plain text.

    A message without a translation stays English, message by message, so a catalog may lag behind.
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
        """The message that goes with the number, which is a variable of it called `num`."""
        return _filled(self._words.ngettext(one, many, number), {"num": number, **variables})


def _filled(text: str, variables: dict[str, object]) -> str:
    said = text % variables
    return English(said) if isinstance(text, English) else said


def catalog(language: str) -> gettext.GNUTranslations | None:
    """The translations into a language, else into the one that it is a kind of; None for none.

    They lie in `templates/locale/LANGUAGE/LC_MESSAGES`: compiled in a package, as text in a
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
        # Without the language Babel would leave the plural forms out.
        tag = name.split("/")[2]
        write_mo(compiled, read_po(BytesIO(resource(name)), locale=tag))
        return gettext.GNUTranslations(BytesIO(compiled.getvalue()))
    return None


def catalogs_changed(language: str) -> tuple[int, ...]:
    """When each catalog that a language may have was last changed: what holds on to a vocabulary
    for long must let it go when this changes."""
    return tuple(changed(name) for name in _catalogs(language))


def _catalogs(language: str) -> list[str]:
    tags = dict.fromkeys((language.replace("-", "_"), language.split("-")[0]))
    return [
        f"templates/locale/{tag}/LC_MESSAGES/studyguide.{ending}"
        for tag in tags
        for ending in ("mo", "po")
    ]


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML writes it."""
    first, *rest = language.lower().split("-")
    if script := next((part for part in rest if len(part) == 4 and part.isalpha()), None):
        return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    if _is_english(language):
        return "ltr"  # most guides are, and Babel takes a while to import
    from babel import Locale, UnknownLocaleError

    try:
        backwards = Locale.parse(first).character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        backwards = False
    return "rtl" if backwards or first in UNKNOWN_TO_BABEL else "ltr"


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


def _is_english(language: str) -> bool:
    return language.lower().split("-")[0] == "en"
