"""Files to start from: an overlay, a theme, the schema beside them; nothing is written over."""

import json
from pathlib import Path

import pytest
from conftest import Command

from guides import LONG, SHIPPED, TINY, write
from studyguide.files.resources import folder_of, shipped_guides
from studyguide.guide.load import load
from studyguide.guide.schema import guide_schema
from studyguide.pipeline import new
from studyguide.problems import StudyguideError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_customize_writes_an_overlay_and_the_schema_that_it_names(
    studyguide: Command, tmp_path: Path
) -> None:
    ran = studyguide("customize", SHIPPED)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [f"my-{SHIPPED}.yaml", "guide.schema.json"]
    assert names(tmp_path) == ["guide.schema.json", f"my-{SHIPPED}.yaml"]
    overlay = tmp_path / f"my-{SHIPPED}.yaml"
    first = overlay.read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=guide.schema.json"
    assert json.loads((tmp_path / "guide.schema.json").read_bytes()) == guide_schema()
    assert load(overlay).guide == load(shipped_guides()[SHIPPED]).guide


def test_what_customize_wrote_builds(studyguide: Command) -> None:
    studyguide("customize", SHIPPED, "-o", "ours.yaml")
    ran = studyguide("check", "--strict", "ours.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "no problems" in ran.stdout


def test_an_overlay_that_is_there_is_never_written_over(
    studyguide: Command, tmp_path: Path
) -> None:
    (tmp_path / "ours.yaml").write_text("mine")
    ran = studyguide("customize", SHIPPED, "-o", "ours.yaml")
    assert ran.returncode == 1
    assert ran.stderr.startswith(
        "error: ours.yaml already exists — choose another name, or move that file [exists]"
    )
    assert (tmp_path / "ours.yaml").read_text() == "mine"
    assert names(tmp_path) == ["ours.yaml"], "not even the schema"


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(StudyguideError, match=r"\[exists\]"):
        new.customize(shipped_guides()[SHIPPED], SHIPPED, tmp_path / "ours.yaml")
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_an_older_schema_beside_it_is_renewed(tmp_path: Path) -> None:
    (tmp_path / "guide.schema.json").write_text("{}")
    new.customize(shipped_guides()[SHIPPED], SHIPPED, tmp_path / "ours.yaml")
    assert json.loads((tmp_path / "guide.schema.json").read_bytes()) == guide_schema()


def test_a_guide_of_ones_own_is_extended_by_its_file(studyguide: Command, tmp_path: Path) -> None:
    write(tmp_path, LONG, "farms.yaml")
    ran = studyguide("customize", "farms.yaml")
    assert ran.returncode == 0, ran.stderr
    text = (tmp_path / "my-farms.yaml").read_text(encoding="utf-8")
    assert "\nextends: farms.yaml\n" in text
    assert load(tmp_path / "my-farms.yaml").guide == load(tmp_path / "farms.yaml").guide


def test_a_guide_in_a_folder_below_is_extended_from_above(
    studyguide: Command, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", TINY, "rain.yaml")
    ran = studyguide("customize", "sub/rain.yaml", "-o", "ours.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "\nextends: sub/rain.yaml\n" in (tmp_path / "ours.yaml").read_text(encoding="utf-8")
    assert load(tmp_path / "ours.yaml").guide == load(tmp_path / "sub/rain.yaml").guide


def test_a_shipped_guide_goes_into_any_folder_which_is_made(
    studyguide: Command, tmp_path: Path
) -> None:
    ran = studyguide("customize", SHIPPED, "-o", "new/folder/ours.yaml")
    assert ran.returncode == 0, ran.stderr
    assert names(tmp_path / "new/folder") == ["guide.schema.json", "ours.yaml"]


def test_a_guide_of_ones_own_can_not_be_extended_from_another_folder(
    studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, TINY, "rain.yaml")
    ran = studyguide("customize", "rain.yaml", "-o", "other/ours.yaml")
    assert ran.returncode == 1
    assert ran.stderr.startswith(
        "error: rain.yaml is outside the folder of other/ours.yaml"
        " — write the new guide beside it: -o ours.yaml"
    )
    assert not (tmp_path / "other").exists()


def test_an_overlay_can_be_customized_too(studyguide: Command, tmp_path: Path) -> None:
    studyguide("customize", SHIPPED, "-o", "ours.yaml")
    ran = studyguide("customize", "ours.yaml", "-o", "mine.yaml")
    assert ran.returncode == 0, ran.stderr
    assert load(tmp_path / "mine.yaml").guide == load(shipped_guides()[SHIPPED]).guide


def test_a_guide_with_mistakes_is_told_and_nothing_is_written(
    studyguide: Command, tmp_path: Path
) -> None:
    write(tmp_path, TINY.replace("title", "titel"), "rain.yaml")
    ran = studyguide("customize", "rain.yaml")
    assert ran.returncode == 1
    assert "rain.yaml:4:5: error: there is no key titel here" in ran.stderr
    assert names(tmp_path) == ["rain.yaml"]


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "a\0b.yaml", "file/ours.yaml"])
def test_a_file_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudyguideError, match=r"can't be written .*\[cannot-write\]"):
        new.customize(shipped_guides()[SHIPPED], SHIPPED, tmp_path / name)


# Themes


def test_a_new_theme_is_the_shipped_blank_one(studyguide: Command, tmp_path: Path) -> None:
    ran = studyguide("theme", "new", "ours")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [str(Path("ours/theme.css"))]
    written = (tmp_path / "ours/theme.css").read_bytes()
    assert written == (folder_of("templates") / "theme.css").read_bytes()


def test_a_theme_that_is_there_is_never_written_over(studyguide: Command, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/theme.css").write_text("mine")
    ran = studyguide("theme", "new", "ours")
    assert ran.returncode == 1
    assert "ours/theme.css already exists" in ran.stderr
    assert (tmp_path / "ours/theme.css").read_text() == "mine"


def test_a_theme_can_only_be_new(studyguide: Command, tmp_path: Path) -> None:
    ran = studyguide("theme", "old", "ours")
    assert ran.returncode == 2
    assert "run: studyguide theme new DIR" in ran.stderr
    assert names(tmp_path) == []
