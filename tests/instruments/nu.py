"""Asks the Nu checker whether HTML pages are valid."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from instruments import TOOLS, need

# A short run: compile lightly, keep to one core. Code compiled so needs Nu's deeper stack.
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]


def checker() -> list[str]:
    """Give the command that starts Nu; skips or fails when it is missing."""
    java = need("java", "run `make setup-test` (Debian: default-jre-headless)")
    jar = need(TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar", "run `make setup-test`")
    return [java, *QUICK, "-Djava.awt.headless=true", "-jar", jar]


def problems(pages: Sequence[Path]) -> list[str]:
    """List errors and warnings of all pages as 'file:line: type: message [extract]'; [] is a pass.

    One run takes many pages: starting Java costs more than reading a page.
    """
    # Nu passes over a file it cannot find, and would call that a pass.
    if not pages:
        raise ValueError("no pages to check")
    for page in pages:
        if not page.is_file():
            raise FileNotFoundError(page)
    options = ["--stdout", "--format", "json", "--exit-zero-always"]
    names = [str(page.resolve()) for page in pages]
    ran = subprocess.run([*checker(), *options, *names], capture_output=True, text=True, check=True)
    return [
        _line(found)
        for found in json.loads(ran.stdout)["messages"]
        if found["type"] != "info" or found.get("subType") == "warning"
    ]


def _line(found: dict[str, str]) -> str:
    name = Path(unquote(urlsplit(found.get("url", "")).path)).name
    kind = found.get("subType", found["type"])
    where = f"{name}:{found.get('lastLine')}"
    return f"{where}: {kind}: {found['message']} [{found.get('extract', '')}]"
