"""The layers: few names at the top, imports that only go down, one home for each kind of work."""

import ast
from collections.abc import Iterator

import layers

LAYERS = [
    "problems",
    "files",
    "guide",
    "essay",
    "planning",
    "rules",
    "handouts",
    "formats",
    "authoring",
    "pipeline",
    "cli",
    "__init__",
    "__main__",
]
"""From the bottom up; each imports only what stands above it in this list."""

TREES = layers.modules()
GRAPH = layers.graph(TREES)


def layer(name: str) -> int:
    return LAYERS.index(name.partition(".")[0])


def calls(tree: ast.Module) -> Iterator[str]:
    """What a module calls, as it is written: `open`, `path.read_bytes`, `Image.open`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_the_top_has_at_most_twelve_names_and_each_has_its_layer() -> None:
    tops = {name.partition(".")[0] for name in TREES}
    assert tops == set(LAYERS)
    assert len([name for name in tops if not name.startswith("__")]) <= 12


def test_imports_only_go_down() -> None:
    up = [
        f"{name} imports {need}"
        for name, needs in GRAPH.items()
        for need in needs
        if name != "__init__" and layer(need) > layer(name)
    ]
    assert up == []


def test_no_imports_go_in_a_circle() -> None:
    left = {name: set(needs) for name, needs in GRAPH.items() if name != "__init__"}
    while leaves := {name for name, needs in left.items() if not needs & set(left)}:
        left = {name: needs for name, needs in left.items() if name not in leaves}
    assert left == {}


def test_a_member_never_imports_the_table_of_its_package() -> None:
    found = [name for name, needs in GRAPH.items() if name.rpartition(".")[0] in needs]
    assert found == []


def test_only_the_gate_opens_an_input() -> None:
    # Two are given bytes that came through the gate, and one leads output nowhere.
    known = {"Image.open", "pikepdf.open", "os.open"}
    opening = {
        f"{name}: {call}"
        for name, tree in TREES.items()
        if not name.startswith("files.")
        for call in calls(tree)
        if call.rpartition(".")[2] in ("open", "read_bytes", "read_text") and call not in known
    }
    assert opening == set()


def test_a_package_has_one_home() -> None:
    homes = {
        "weasyprint": {"formats.boxes", "formats.pdf", "formats.tags"},
        "jinja2": {"handouts.templates"},
        "typer": {"cli.app", "cli.console", "cli.interactive", "cli.options"},
        "yaml": {"guide.yaml.parser", "guide.yaml.reader"},
    }
    found = {
        package: {
            name
            for name, tree in TREES.items()
            if any(one.partition(".")[0] == package for one in layers.imports(tree))
        }
        for package in homes
    }
    assert found == homes


def test_every_module_opens_with_one_sentence() -> None:
    said = {name: (ast.get_docstring(tree) or "").split("\n\n")[0] for name, tree in TREES.items()}
    assert [name for name, text in said.items() if len(text) < 16 or text[-1] != "."] == []
