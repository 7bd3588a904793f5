"""The checkers and the rendered files as fixtures: each is made once, when a test first asks."""

import functools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from instruments.browser import Browser


class Handout(Protocol):
    """Where a handout lies, made when it is first asked for."""

    def __call__(self, guide: str, edition: str, format: str, paper: str = "a4") -> Path: ...


class Command(Protocol):
    """`studyguide` in a process of its own."""

    def __call__(
        self, *words: str, cwd: Path | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write tests/golden/ anew from what is rendered now; read the difference",
    )


REAL = {"browser", "verapdf", "nu", "handout", "studyguide", "built"}
"""Fixtures that take a browser, Java, a rendered file or a process of its own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that take such a fixture, so that `make check` goes without them."""
    for item in items:
        if REAL & set(getattr(item, "fixturenames", ())):
            item.add_marker("real")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium with no network."""
    from instruments.browser import Browser

    with Browser() as one:
        yield one


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[str]]:
    """`failures(pdf, flavour="ua1")` of veraPDF."""
    from instruments import verapdf as checker

    checker.start()
    return checker.failures


@pytest.fixture(scope="session")
def nu() -> Callable[[Sequence[Path]], list[str]]:
    """`problems(pages)` of the Nu checker."""
    from instruments import nu as checker

    checker.checker()
    return checker.problems


@pytest.fixture(scope="session")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    """One file of a guide of guides.py or of a shipped one, whatever notices it brings refused."""
    from guides import GUIDES, seated, write
    from studyguide.files.resources import shipped_guides
    from studyguide.guide.load import load
    from studyguide.pipeline.build import build
    from studyguide.pipeline.request import BuildRequest
    from studyguide.problems import Severity

    folder = tmp_path_factory.mktemp("handouts")

    @functools.cache
    def guide_file(name: str) -> Path:
        shipped = shipped_guides()
        return shipped[name] if name in shipped else write(folder, GUIDES[name], f"{name}.yaml")

    @functools.cache
    def made(guide: str, edition: str, format: str, paper: str = "a4") -> Path:
        wanted = BuildRequest([edition], [format], paper, meeting=seated(edition))
        built = build(load(guide_file(guide)), folder, wanted)
        said = [one for one in built.notices if one.severity is not Severity.INFO]
        assert said == [], "a sound guide is built in silence"
        return built.handouts[0].path

    return made


@pytest.fixture
def studyguide(tmp_path: Path) -> Command:
    """Run `python -m studyguide` in the test's own folder, unless `cwd` says where."""

    def run(
        *words: str, cwd: Path | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "studyguide", *words],
            cwd=cwd or tmp_path,
            env=os.environ | (env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )

    return run
