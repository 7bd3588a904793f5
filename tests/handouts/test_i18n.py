"""The guide's language on the page."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyguide.files import resources
from studyguide.handouts import i18n, templates
from studyguide.handouts.templates import printed


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ur", "AR", "ar-EG", "pa-Arab", "az-Arab-IR"])
def test_languages_that_run_to_the_left_are_known(tag: str) -> None:
    assert i18n.direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "ja", "de", "pt-BR", "pa", "ar-Latn", "he-Latn-IL", "arn"])
def test_all_others_run_to_the_right(tag: str) -> None:
    assert i18n.direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "Thursday, December 3, 2026"),
        ("en-GB", "Thursday 3 December 2026"),
        ("de", "Donnerstag, 3. Dezember 2026"),
        ("pt-BR", "quinta-feira, 3 de dezembro de 2026"),
        ("ja", "2026年12月3日木曜日"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(tag: str, words: str) -> None:
    # CLDR moved the comma after the British weekday out and in again.
    assert i18n.day("2026-12-03", tag).replace("Thursday,", "Thursday") == words.replace(
        "Thursday,", "Thursday"
    )


@pytest.mark.parametrize("text", ["next Thursday", "2024-02-30", "2026-13-01", "3.12.2026", ""])
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert i18n.day(text, "de") == text


@pytest.mark.parametrize("tag", ["xx", "qaa", "en-XYZZYX", "zz-Zzzz-99"])
def test_a_language_that_nobody_knows_gets_english_dates(tag: str) -> None:
    assert "2026" in i18n.day("2026-12-03", tag)


# Fixed words

CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"

msgid "Group"
msgstr "Skupina"

msgid "Date"
msgstr "Date"

msgid "%(count)s table"
msgid_plural "%(count)s tables"
msgstr[0] "%(count)s stůl"
msgstr[1] "%(count)s stoly"
msgstr[2] "%(count)s stolů"
"""


@pytest.fixture
def czech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalog of a few Czech words, where catalogs are looked for."""
    folder = tmp_path / "locale" / "cs" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "studyguide.po").write_text(CATALOG, "utf-8")
    monkeypatch.setattr(resources, "folder_of", lambda name: tmp_path)
    monkeypatch.setattr(templates, "folder_of", lambda name: tmp_path)
    templates._environment.cache_clear()
    yield folder / "studyguide.po"
    templates._environment.cache_clear()


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB"])
def test_english_words_on_an_english_page_are_nothing_special(tag: str) -> None:
    words = i18n.Vocabulary(tag)
    said = [words.gettext("Group"), words.ngettext("%(num)s hour", "%(num)s hours", 2)]
    assert said == ["Group", "2 hours"]
    assert {type(one) for one in said} == {str}


@pytest.mark.parametrize("tag", ["xx", "qaa-Latn"])
def test_where_there_is_no_catalog_every_word_is_known_to_be_english(tag: str) -> None:
    words = i18n.Vocabulary(tag)
    assert isinstance(words.gettext("Group"), i18n.English)
    assert isinstance(words.ngettext("%(num)s hour", "%(num)s hours", 1), i18n.English)


@pytest.mark.parametrize("tag", ["cs", "cs-CZ"])
def test_a_catalog_that_lags_behind_leaves_single_messages_in_english(
    tag: str, czech: Path
) -> None:
    words = i18n.Vocabulary(tag)
    assert [words.gettext("Group"), words.gettext("Date"), words.gettext("Place")] == [
        "Skupina",
        "Date",
        "Place",
    ]
    assert not isinstance(words.gettext("Date"), i18n.English), "it is translated, by itself"
    assert isinstance(words.gettext("Place"), i18n.English)


@pytest.mark.parametrize(("number", "said"), [(1, "1 stůl"), (3, "3 stoly"), (7, "7 stolů")])
def test_a_count_has_the_languages_own_plural_form(number: int, said: str, czech: Path) -> None:
    words = i18n.Vocabulary("cs")
    assert words.ngettext("%(count)s table", "%(count)s tables", number, count=number) == said


def test_a_catalog_that_is_edited_is_seen_by_a_process_that_goes_on(czech: Path) -> None:
    def group() -> str:
        return printed("parts.txt.j2", {}, language="cs", html=False)

    (czech.parents[3] / "parts.txt.j2").write_text('{{ _("Group") }}')
    assert group() == "Skupina"
    czech.write_text(CATALOG.replace("Skupina", "Kroužek"), "utf-8")
    os.utime(czech, ns=(1, 1))
    assert group() == "Kroužek"


def test_english_words_are_marked_on_a_page_in_another_language(czech: Path) -> None:
    template = '<p title="{{ _("Place") | bare }}">{{ _("Group") }} {{ _("Place") }}</p>'
    (czech.parents[3] / "parts.html.j2").write_text(template)

    def page(language: str) -> str:
        return printed("parts.html.j2", {}, language=language, html=True)

    assert page("cs") == '<p title="Place">Skupina <span lang="en">Place</span></p>'
    assert '<span lang="en" dir="ltr">Group</span>' in page("ar")
    assert page("en") == '<p title="Place">Group Place</p>'
