"""The documents say what the program says, and what they tell people to type works."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from instruments import ROOT
from typer.testing import CliRunner

from studyguide.cli.app import app

pytestmark = pytest.mark.real

README = (ROOT / "README.md").read_text("utf-8")
CHAPTERS = re.findall(r"\]\(((?!https?:)[^)#]+)", README)
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.S)
    for line in block.splitlines()
    if line.startswith("studyguide ")
]


def test_help_and_reference_are_those_of_the_program() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "reference"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.stdout == ""
    assert ran.returncode == 0, ran.stderr


def test_the_readme_shows_commands_and_links() -> None:
    assert len(COMMANDS) > 10
    assert len(CHAPTERS) > 3


@pytest.mark.parametrize("target", CHAPTERS)
def test_what_the_readme_links_to_is_there(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_readme_is_understood(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF more would only take time here; what is made is looked at elsewhere."""
    monkeypatch.chdir(tmp_path)
    says = "says that most wells run dry. But some do not, because they are deep."
    essay = "A Title\n\n" + "\n\n".join(f"Paragraph {n} {says}" for n in range(8))
    (tmp_path / "essay.txt").write_text(essay)
    CliRunner().invoke(app, ["customize", "alignment-is-capabilities", "-o", "mine.yaml"])
    CliRunner().invoke(app, ["new", "essay.txt", "-o", "first.yaml"])
    words = shlex.split(line, comments=True)[1:]
    if words[0] != "theme":
        CliRunner().invoke(app, ["theme", "new", "my-theme"])
    if words[0] == "build" and "--format" not in words and "cards" not in words:
        words += ["--format", "txt" if "messages" in words else "html"]
    for name in ("mine.yaml", "first.yaml"):
        if words[0] in ("customize", "new") and name in words:
            (tmp_path / name).unlink()
    ran = CliRunner().invoke(app, [word for word in words if word != "--open"])
    assert ran.exit_code == 0, ran.output
