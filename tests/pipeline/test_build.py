"""From a guide's file to handouts: names, order, and the same bytes everywhere."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import Command
from hypothesis import example, given
from hypothesis import strategies as st

from guides import GERMAN, LONG, TINY, build_handouts, write
from studyguide import StudyguideError
from studyguide.pipeline.build import build, clashing
from studyguide.pipeline.jobs import slug
from studyguide.pipeline.request import BuildRequest

pytestmark = pytest.mark.real

UNPRINTABLE = "\U0010fffd"
"""A character for private use that no font has."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# File names


def test_files_are_named_after_guide_edition_and_format(tmp_path: Path) -> None:
    made = build_handouts(write(tmp_path, name="rain.yaml"), tmp_path / "out")
    assert [handout.path.name for handout in made] == [
        "rain-participant.pdf",
        "rain-participant.html",
        "rain-facilitator.pdf",
        "rain-facilitator.html",
    ]
    assert names(tmp_path / "out") == sorted(handout.path.name for handout in made)
    assert [handout.size for handout in made] == [handout.path.stat().st_size for handout in made]
    assert all((handout.pages or 0) >= 1 for handout in made if handout.path.suffix == ".pdf")
    assert all(handout.pages is None for handout in made if handout.path.suffix == ".html")


def test_another_paper_joins_the_name_so_that_no_page_is_written_over(tmp_path: Path) -> None:
    guide = write(tmp_path, name="rain.yaml")
    build_handouts(guide, tmp_path / "out", edition=["participant"], paper="letter")
    assert names(tmp_path / "out") == [
        "rain-participant-letter.html",
        "rain-participant-letter.pdf",
    ]


def test_each_message_is_a_file_of_its_own_and_none_is_empty(tmp_path: Path) -> None:
    guide = write(tmp_path, name="rain.yaml")
    build_handouts(guide, tmp_path / "out", edition=["messages"])
    assert names(tmp_path / "out") == [
        f"rain-messages-{part}.txt" for part in ("invitation", "questions", "reminder", "thanks")
    ]
    bare = write(tmp_path, TINY.partition("    questions:")[0], "bare.yaml")
    build_handouts(bare, tmp_path / "bare", edition=["messages"])
    assert names(tmp_path / "bare") == [
        f"bare-messages-{part}.txt" for part in ("invitation", "reminder", "thanks")
    ]


@pytest.mark.parametrize(
    ("file", "stem"),
    [
        ("Rain & Wind.yaml", "rain-wind"),
        ("../out/Rain.yml", "rain"),
        ("Über Größe.yaml", "über-grösse"),
        ("雨.yaml", "雨"),
        ("---.yaml", "guide"),
        ("rain_wind.yaml", "rain-wind"),
        ("r" * 250 + ".yaml", "r" * 120),
    ],
)
def test_a_guides_name_becomes_a_file_name(file: str, stem: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    guide = tmp_path / "in" / file
    guide.write_text(TINY, encoding="utf-8")
    made = build_handouts(guide, tmp_path / "made", edition=["participant"], format=["html"])
    expected = unicodedata.normalize("NFC", f"{stem}-participant.html")
    assert [one.path for one in made] == [tmp_path / "made" / expected]


@given(st.text(max_size=300))
@example("../../x")
@example("/etc/passwd")
@example("C:\\Windows\\x")
@example("nul\0byte")
@example("x" * 300)
@example("\u202egpj.exe")
@example("..")
@example("é" * 300)
def test_a_slug_is_always_a_plain_name(name: str) -> None:
    made = slug(name)
    assert made
    assert re.fullmatch(r"[\w-]+", made)
    assert not made.startswith("-")
    assert len(f"{made}-facilitator-letter.html".encode()) < 200
    assert slug(made) == made, "a name that is one already stays"


@given(st.text(max_size=60))
def test_names_that_a_file_system_may_take_for_one_have_one_slug(name: str) -> None:
    for form in ("NFC", "NFD"):
        assert slug(unicodedata.normalize(form, name)) == slug(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/rain.yaml", "b/rain.yaml"),
        ("rain.yaml", "Rain.yaml"),
        ("rain.yaml", "rain.yml"),
        ("caf\u00e9.yaml", "cafe\u0301.yaml"),
        ("a b.yaml", "a-b.yaml"),
        ("x" * 130 + "a.yaml", "x" * 130 + "b.yaml"),
    ],
)
def test_guides_whose_files_would_have_one_name_are_told(one: str, other: str) -> None:
    (problem,) = clashing([Path(one), Path("another.yaml"), Path(other)])
    assert problem.code == "same-name"
    assert one in problem.message
    assert other in problem.message


def test_different_guides_do_not_clash() -> None:
    assert clashing([Path("a.yaml"), Path("b.yaml"), Path("a-b.yaml")]) == ()


def test_of_two_guides_with_one_name_neither_is_written(
    studyguide: Command, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, name="rain.yaml")
    write(tmp_path, name="wind.yaml")
    words = ["a/rain.yaml", "wind.yaml", "b/rain.yaml", "--format", "html"]
    ran = studyguide("build", *words)
    assert ran.returncode == 1
    assert "same-name" in ran.stderr
    assert "a/rain.yaml" in ran.stderr
    assert "b/rain.yaml" in ran.stderr
    assert not list(tmp_path.glob("handouts/rain*"))


def test_the_same_guide_named_twice_is_built_once(studyguide: Command, tmp_path: Path) -> None:
    guide = write(tmp_path)
    ran = studyguide("build", guide.name, guide.name, f"./{guide.name}", "--format", "html")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("guide-participant.html  (") == 1


# All or nothing, and one guide's trouble is its own


def test_what_was_named_and_could_not_be_made_is_in_the_result(tmp_path: Path) -> None:
    guide = write(tmp_path)
    wanted = BuildRequest(["participant", "packet", "slides"], ["html"], large_print=True)
    built = build(guide, tmp_path / "out", wanted)
    assert built.missing == ("slides", "packet")
    assert [one.code for one in built.notices] == ["not-for-edition", "no-text"]
    assert names(tmp_path / "out") == ["guide-participant-large.html"]
    assert build(guide, tmp_path / "out", BuildRequest(["participant"], ["html"])).missing == ()


def test_a_draft_is_built_for_the_facilitator_alone_and_says_why(
    studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, TINY.replace("- Why", "- draft: true\n        ask: Why"))
    ran = studyguide("build", "--format", "html")
    assert ran.returncode == 0, ran.stderr
    assert names(tmp_path / "handouts") == ["guide-facilitator.html"]
    assert ran.stderr == (
        "guide.yaml:4:3: warning: nothing is made for participants: every question is still a "
        "draft — remove draft: true from the ones you keep, or build with --with-drafts "
        "[all-drafts]\n"
    )
    assert studyguide("build", "--format", "html", "--with-drafts").stderr == ""
    assert "guide-participant.html" in names(tmp_path / "handouts")


def test_a_blank_guide_makes_nothing_for_participants(studyguide: Command, tmp_path: Path) -> None:
    assert studyguide("new", "--blank").returncode == 0
    text = (tmp_path / "my-guide.yaml").read_text("utf-8")
    line = text.splitlines().index("  title: The title of your text") + 1
    ran = studyguide("build", "my-guide.yaml", "--format", "html")
    assert ran.returncode == 0, ran.stderr
    assert names(tmp_path / "handouts") == ["my-guide-facilitator.html"]
    where = f"my-guide.yaml:{line}:10: warning: nothing is made for participants"
    assert ran.stderr.startswith(where)
    alone = studyguide("build", "my-guide.yaml", "--edition", "cards", "-o", "alone")
    assert alone.returncode == 1
    assert "error: nothing is made for participants: the title is still" in alone.stderr
    assert not (tmp_path / "alone").exists()
    write(tmp_path, text.replace("The title of your text", "A walk in the rain"), "my-guide.yaml")
    assert studyguide("build", "my-guide.yaml", "--format", "html").stderr == ""
    assert "my-guide-participant.html" in names(tmp_path / "handouts")


def test_nothing_is_written_when_the_last_file_cannot_be_rendered(tmp_path: Path) -> None:
    text = LONG.replace("Weather is not the point", f"Weather {UNPRINTABLE}")
    guide, folder = write(tmp_path, text), tmp_path / "out"
    folder.mkdir()
    (folder / "guide-participant.html").write_bytes(b"old")
    made = build_handouts(guide, tmp_path / "good", edition=["participant"])
    assert len(made) == 2, "the participants' files alone are fine"
    with pytest.raises(StudyguideError, match="missing-glyph"):
        build_handouts(guide, folder)
    assert names(folder) == ["guide-participant.html"]
    assert (folder / "guide-participant.html").read_bytes() == b"old"


@pytest.mark.parametrize(
    "bad",
    [
        "studyguide: 1\nessay: [",
        "studyguide: 1\nessay: A\nsections: []\n",
        "",
        TINY.replace("umbrella", UNPRINTABLE),
    ],
    ids=["not YAML", "no section", "empty", "unprintable"],
)
def test_one_bad_guide_never_stops_the_others(
    bad: str, studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, name="a.yaml")
    write(tmp_path, bad, "b.yaml")
    write(tmp_path, name="c.yaml")
    ran = studyguide("build", "--edition", "participant", "--format", "pdf", "--format", "html")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "b.yaml" in ran.stderr, "the message says whose trouble it is"
    assert names(tmp_path / "handouts") == [
        f"{name}-participant.{ending}" for name in "ac" for ending in ("html", "pdf")
    ]


@pytest.mark.parametrize("wrong", [{"edition": ["poster"]}, {"format": ["docx"]}, {"paper": "a3"}])
def test_an_unknown_word_is_refused_with_the_known_ones(
    wrong: dict[str, list[str] | str], tmp_path: Path
) -> None:
    with pytest.raises(StudyguideError, match=r"choose one of .*\[unknown-choice\]"):
        build_handouts(write(tmp_path), tmp_path / "out", **wrong)
    assert not (tmp_path / "out").exists()


# The same bytes everywhere


def test_the_same_guide_gives_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1", "PYTHONUTF8": "0"},
    ]
    runs = []
    for number, environment in enumerate(surroundings):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        write(folder, GERMAN)
        command = [sys.executable, "-m", "studyguide", "build", "guide.yaml", "-o", f"o{number}"]
        subprocess.run(
            command, cwd=folder, env=os.environ | environment, check=True, capture_output=True
        )
        runs.append({path.name: path.read_bytes() for path in (folder / f"o{number}").iterdir()})
    assert len(runs[0]) == 4
    assert runs[0] == runs[1] == runs[2]
