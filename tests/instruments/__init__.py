"""Checkers from outside that a handout is held against: veraPDF, Nu, axe in a browser, poppler."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"


def need(tool: str | Path, how: str) -> str:
    """Say where a tool is: a command's name is looked up, a path must exist.

    Without it the test skips, with `how` to install it as the reason; with CI=true the test fails.
    """
    found = shutil.which(tool) if isinstance(tool, str) else tool.exists() and str(tool)
    return found or without(tool.name if isinstance(tool, Path) else tool, how)


def without(tool: str, how: str) -> NoReturn:
    """Give up on this test, because a tool is missing: skip, or fail with CI=true."""
    reason = f"{tool} is missing: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
