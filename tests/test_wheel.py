"""The wheel: installed away from the checkout, it makes the same handouts."""

import gettext
import os
import runpy
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from instruments import ROOT

from guides import SHIPPED, build_handouts
from studyguide.files.resources import shipped_guides

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `python -m build` makes it of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder)]
    ran = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_it_installs_on_any_platform(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_it_brings_templates_guides_and_licences_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert "studyguide/templates/page.html.j2" in names
    assert f"studyguide/guides/{SHIPPED}.yaml" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"studyguide"}
    for strange in ("__pycache__", ".pyc", ".pdf", ".venv", ".tools", "tests", "~"):
        assert not [name for name in names if strange in name]


def test_installed_elsewhere_it_makes_the_same_four_files(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    # The other packages are lent by the running environment; the checkout, which that one finds by
    # a .pth file of its own, is not: such files count only where Python looks for them itself.
    site = next((venv / "lib").glob("python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    where = [str(python), "-c", "import studyguide; print(studyguide.__file__)"]
    found = subprocess.run(
        where, cwd=tmp_path, env=alone, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()).is_relative_to(venv)

    command = [str(venv / "bin" / "studyguide"), "build", SHIPPED]
    subprocess.run(command, cwd=tmp_path, env=alone, check=True, capture_output=True)
    here = build_handouts(shipped_guides()[SHIPPED], tmp_path / "here")
    assert len(here) == 4
    made = {path.name: path.read_bytes() for path in (tmp_path / "handouts").iterdir()}
    assert made == {one.path.name: one.path.read_bytes() for one in here}


def test_catalogs_are_compiled_when_the_wheel_is_built(tmp_path: Path) -> None:
    source = tmp_path / "templates/locale/cs/LC_MESSAGES/studyguide.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Group"\nmsgstr "Skupina"\n\n'
        'msgid "%(count)s table"\nmsgid_plural "%(count)s tables"\n'
        'msgstr[0] "%(count)s stůl"\nmsgstr[1] "%(count)s stoly"\nmsgstr[2] "%(count)s stolů"\n',
        "utf-8",
    )
    hook = runpy.run_path(str(ROOT / "scripts/compile_catalogs.py"))["CatalogHook"]
    built = hook(str(tmp_path), {}, None, None, str(tmp_path), "wheel")
    data: dict[str, dict[str, str]] = {"force_include": {}}
    built.initialize("standard", data)
    ((compiled, inside),) = data["force_include"].items()
    assert inside == "studyguide/templates/locale/cs/LC_MESSAGES/studyguide.mo"
    with Path(compiled).open("rb") as stream:
        words = gettext.GNUTranslations(stream)
    assert words.gettext("Group") == "Skupina"
    assert words.ngettext("%(count)s table", "%(count)s tables", 7) == "%(count)s stolů"
