"""The house itself: rooms on their floors, imports that only go down, a test for every room."""

import ast
import re
from collections.abc import Iterator

import pytest
from instruments import ROOT

HOUSE = ROOT / "src" / "studyguide"
FLOORS = [
    {"problems", "markup", "shelves", "papers", "audience", "choices"},
    {
        "language",
        "files",
        "traps",
        "nodes",
        "pictures",
        "report",
        "workers",
        "editions",
        "choosing",
    },
    {"source", "values", "themes", "written"},
    {"model"},
    {"shape", "cutting", "essays", "planning"},
    {"changes", "rules", "contrast"},
    {"laying", "schema"},
    {"overlay"},
    {"load"},
    {"grounding", "draft"},
    {"page", "starting", "checking"},
    {"formats"},
    {"build"},
    {"telling"},
    {"options", "shell"},
    {"cli"},
    {"__init__", "__main__"},
]
"""The rooms from the ground up; one may import those below it, never one beside it."""
TESTED_ELSEWHERE = {
    "__init__": "test_house.py",
    "__main__": "test_cli.py",
    "audience": "test_editions.py",
    "cutting": "test_editions.py",
    "problems": "test_report.py",
    "papers": "test_formats.py",
    "shelves": "test_wheel.py",
    "values": "test_model.py",
    "essays": "test_passages.py",
    "planning": "test_plan.py",
    "changes": "test_overlay.py",
    "laying": "test_overlay.py",
    "choices": "test_model.py",
    "contrast": "test_themes.py",
    "options": "test_cli.py",
    "shell": "test_cli.py",
    "choosing": "test_cli.py",
}
"""Rooms too small for a test file of their own."""
SHELL = {"cli", "shell", "__main__"}


def modules() -> dict[str, ast.Module]:
    """Every module by its dotted name inside the package."""
    return {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(
            ".__init__"
        ): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(HOUSE.rglob("*.py"))
    }


MODULES = modules()
ROOMS = sorted({name.partition(".")[0] for name in MODULES})


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere in a module, in functions and for types too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floors"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                inside = whole.removeprefix("studyguide.")
                yield whole if inside != whole and inside in MODULES else str(node.module)


def own_imports(name: str) -> set[str]:
    """The modules of the house that a module of it imports."""
    found = {one for one in imports(MODULES[name]) if one.partition(".")[0] == "studyguide"}
    return {one.removeprefix("studyguide").removeprefix(".") or "__init__" for one in found}


def floor(name: str) -> int:
    room = name.partition(".")[0]
    found = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert found, f"{room} has no floor in this test's table yet"
    return found[0]


def test_the_rooms_were_found() -> None:
    assert {"model", "load", "page", "formats", "build", "cli"} <= set(ROOMS)
    assert {"formats.engine", "formats.pdf"} <= set(MODULES)
    assert "problems" in own_imports("load")
    assert "formats.engine" in own_imports("formats.pdf")


def test_every_room_has_one_floor() -> None:
    placed = [room for rooms in FLOORS for room in rooms]
    assert len(placed) == len(set(placed))
    assert set(ROOMS) - set(placed) == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__"])
def test_imports_only_go_down(name: str) -> None:
    room = name.partition(".")[0]
    outside = {one for one in own_imports(name) if one.partition(".")[0] != room}
    assert {one for one in outside if floor(one) >= floor(name)} == set()


def test_no_imports_go_in_a_circle() -> None:
    graph = {name: own_imports(name) & set(MODULES) for name in MODULES if name != "__init__"}
    while leaves := {name for name, needs in graph.items() if not needs & set(graph)}:
        graph = {name: needs for name, needs in graph.items() if name not in leaves}
    assert graph == {}


@pytest.mark.parametrize("name", [name for name in MODULES if "." in name])
def test_a_member_of_a_wing_never_imports_its_table(name: str) -> None:
    assert name.rpartition(".")[0] not in own_imports(name)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_tests(room: str) -> None:
    expected = TESTED_ELSEWHERE.get(room, f"test_{room}.py")
    assert (ROOT / "tests" / expected).is_file()


@pytest.mark.parametrize("name", MODULES)
def test_every_module_opens_with_a_sentence(name: str) -> None:
    said = ast.get_docstring(MODULES[name])
    assert said
    first = said.split("\n\n")[0]
    assert first.endswith("."), first
    assert len(first) > 15


@pytest.mark.parametrize("name", MODULES)
def test_no_room_is_an_attic(name: str) -> None:
    assert not re.search(r"(^|[._])(utils?|helpers?|common|misc|tools?)$", name)


@pytest.mark.parametrize("name", [name for name in MODULES if name not in SHELL])
def test_only_the_command_line_prints_and_exits(name: str) -> None:
    names = {"print", "input", "exit", "quit", "SystemExit", "breakpoint"}
    attributes = {"sys.exit", "sys.stdout", "sys.stderr", "os._exit", "typer.Exit", "typer.echo"}
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Name):
            assert node.id not in names, node.lineno
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert f"{node.value.id}.{node.attr}" not in attributes, node.lineno


@pytest.mark.parametrize(
    ("package", "home"),
    [
        ("weasyprint", {"formats.engine"}),
        ("jinja2", {"page"}),
        ("typer", {"cli", "options", "shell"}),
    ],
)
def test_a_package_has_one_room(package: str, home: set[str]) -> None:
    users = {
        name
        for name, tree in MODULES.items()
        if any(one.partition(".")[0] == package for one in imports(tree))
    }
    assert users == home
