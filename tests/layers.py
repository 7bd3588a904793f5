"""The program's imports as a graph; run as a program it counts names, layers and arrows.

python tests/layers.py [FOLDER]
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "studyguide"


def modules(package: Path = PACKAGE) -> dict[str, ast.Module]:
    """Every module by its dotted name inside the package; the package itself is `__init__`."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text("utf-8"))
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    """Every name that is imported anywhere in a module, in functions and for types too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides its layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Which modules of the program each module imports."""

    def home(name: str) -> str:
        parts = name.split(".")[1:]
        while parts and ".".join(parts) not in trees:
            parts.pop()
        return ".".join(parts) or "__init__"

    return {
        name: {home(one) for one in imports(tree) if one.partition(".")[0] == "studyguide"}
        for name, tree in trees.items()
    }


def counts(package: Path) -> tuple[int, int, int]:
    """The names at the top, dunders aside; the layers they form; the arrows between them."""
    known = {name: needs for name, needs in graph(modules(package)).items() if name[:2] != "__"}
    tops = {name.partition(".")[0] for name in known}
    arrows = {
        (name.partition(".")[0], need.partition(".")[0])
        for name, needs in known.items()
        for need in needs
    }
    between = {(a, b) for a, b in arrows if a != b and b in tops}
    layers, left = 0, set(tops)
    while left:
        ground = {top for top in left if not any(a == top and b in left for a, b in between)}
        assert ground, f"a circle among {left}"
        left -= ground
        layers += 1
    return len(tops), layers, len(between)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    print("{} names at the top, {} layers, {} arrows".format(*counts(where)))
