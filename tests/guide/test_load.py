"""A YAML file in, a guide out."""

import os
from pathlib import Path

import pytest
from PIL import Image

from studyguide.guide.load import load
from studyguide.guide.yaml import reader
from studyguide.problems import Severity, StudyguideError

HEAD = "studyguide: 1\nessay: The Two Wells\n"
TAIL = "sections:\n  - title: The first winter\n"


def write(folder: Path, text: str, name: str = "wells.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path) -> list[str]:
    with pytest.raises(StudyguideError) as caught:
        load(path)
    return [problem.code for problem in caught.value.problems]


def test_a_guide_is_loaded_by_path_or_by_name_of_a_path(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + TAIL)
    assert load(path).guide == load(str(path)).guide
    assert load(path).guide.essay.title == "The Two Wells"


def test_what_was_loaded_knows_its_name_folder_and_places(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, f"{HEAD}{TAIL}    questions: [Why?]\n"))
    assert (loaded.name, loaded.folder) == ("wells", tmp_path)
    spot = loaded.spot(("sections", 0, "questions", 0))
    assert (spot.file, spot.line, spot.column) == (str(tmp_path / "wells.yaml"), 5, 17)


def test_a_missing_version_is_a_warning_and_the_guide_loads(tmp_path: Path) -> None:
    for text in (f"essay: a\n{TAIL}", f"studyguide:\nessay: a\n{TAIL}"):
        (warning,) = load(write(tmp_path, text)).warnings
        assert (warning.code, warning.severity) == ("no-version", Severity.WARNING)


@pytest.mark.parametrize("version", ["2", "0", "1.0", "one", "[1]", "{a: b}"])
def test_another_version_is_refused_and_nothing_else_is_said(tmp_path: Path, version: str) -> None:
    path = write(tmp_path, f"studyguide: {version}\nfuture: true\n")
    assert codes(path) == ["version"]


def test_a_misspelt_version_is_told_once(tmp_path: Path) -> None:
    assert codes(write(tmp_path, f"Studyguide: 1\nessay: a\n{TAIL}")) == ["unknown-key"]
    assert codes(write(tmp_path, f"version: 1\nessay: a\n{TAIL}")) == ["unknown-key"]


def test_problems_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = f"essay: a\nwombat: 1\nmeeting: {{people: 1, minutes: 1}}\n{TAIL}"
    with pytest.raises(StudyguideError) as caught:
        load(write(tmp_path, text))
    spots = [problem.spot for problem in caught.value.problems]
    assert [(spot.line, spot.column) for spot in spots if spot] == [
        (1, 1),
        (2, 1),
        (3, 19),
        (3, 31),
    ]


def test_an_id_is_taken_once_by_sections_and_questions_together(tmp_path: Path) -> None:
    section = "sections:\n  - {title: a, id: x, questions: [{ask: b, id: x}, {ask: c, id: y}]}\n"
    assert codes(write(tmp_path, HEAD + section)) == ["duplicate-id"]


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        ("5-3", "paragraphs-backwards"),
        ("0", "paragraph-zero"),
        ("{paragraphs: 0-2}", "paragraph-zero"),
    ],
)
def test_paragraphs_that_cannot_be_are_refused(tmp_path: Path, passage: str, code: str) -> None:
    assert codes(write(tmp_path, f"{HEAD}{TAIL}    passage: {passage}\n")) == [code]


def test_a_picture_beside_the_guide_is_fine_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "guide"
    folder.mkdir()
    for path in (folder / "well.png", tmp_path / "well.png"):
        Image.new("RGB", (2, 2)).save(path)
    text = f"{HEAD}introduction: '![a well]({{}})'\n{TAIL}"
    assert load(write(folder, text.format("well.png"))).warnings == ()
    assert codes(write(folder, text.format("../well.png"))) == ["picture-elsewhere"]


def test_each_text_with_a_bad_picture_is_told_at_its_own_place(tmp_path: Path) -> None:
    text = f"{HEAD}norms:\n  - '![a](w.png)'\n  - '![b](w.png) ![c](v.png)'\n{TAIL}"
    with pytest.raises(StudyguideError) as caught:
        load(write(tmp_path, text))
    spots = [problem.spot for problem in caught.value.problems]
    assert [spot.line for spot in spots if spot] == [4, 5, 5]


# The file itself


def test_a_file_of_one_mebibyte_is_read_and_one_byte_more_refused(tmp_path: Path) -> None:
    path, text = tmp_path / "guide.yaml", (HEAD + TAIL + "#").encode()
    path.write_bytes(text.ljust(reader.SIZE_LIMIT, b"x"))
    assert load(path).guide.essay.title == "The Two Wells"
    path.write_bytes(text.ljust(reader.SIZE_LIMIT + 1, b"x"))
    assert codes(path) == ["too-large"]


def test_what_is_not_there_or_not_a_file_is_said(tmp_path: Path) -> None:
    assert codes(tmp_path / "guide.yaml") == ["no-such-file"]
    assert codes(tmp_path) == ["not-a-file"]
    assert codes(tmp_path / ("g" * 300)) == ["unreadable"]
    assert codes(Path("a\0b")) == ["unreadable"]
    (tmp_path / "loop").symlink_to("loop")
    assert codes(tmp_path / "loop") == ["unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "guide.yaml")
    assert codes(tmp_path / "guide.yaml") == ["not-a-file"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_opened_is_said(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_text("a: b")
    path.chmod(0)
    assert codes(path) == ["unreadable"]
