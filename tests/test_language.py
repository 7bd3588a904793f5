"""The guide's language on the page."""

import pytest

from studyguide.handouts import i18n


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


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB"])
def test_english_is_spoken_in_english(tag: str) -> None:
    assert i18n.spoken(tag) == tag


@pytest.mark.parametrize("tag", ["xx", "qaa-Latn"])
def test_where_there_is_no_translation_the_page_says_that_it_speaks_english(tag: str) -> None:
    assert i18n.spoken(tag) == "en"
    assert i18n.translations(tag).gettext("Norms") == "Norms"
