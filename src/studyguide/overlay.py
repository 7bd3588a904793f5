"""Somebody else's guide, a little different: a file and all that it extends, read as one."""

from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from studyguide.changes import Overlay
from studyguide.laying import Laying
from studyguide.model import Guide
from studyguide.nodes import Mapping, Node, data
from studyguide.problems import Problem, Spot, StudyguideError, refuse
from studyguide.shape import complaints
from studyguide.shelves import shipped_guides

LIMIT = 50
"""Guides that extend one another, one over the other; people write two or three."""
SHIPPED = " (shipped)"
"""What messages put behind the name of a file that its reader can't change."""


_KEYS = (*Guide.model_fields, *Overlay.model_fields)


def read(path: Path, name: str) -> tuple[Node, Spot | None]:
    """The nodes of a guide's file laid over what it extends, to any depth; and, if it extends
    something, the line that says so.

    Raises StudyguideError with the problems of the first file that has some.
    """
    return _read(path, name, [])


def _read(path: Path, name: str, above: list[tuple[Path, str]]) -> tuple[Node, Spot | None]:
    # The schema needs this room and no YAML reader.
    from studyguide import source

    node = source.read(path, name)
    if not isinstance(node, Mapping):
        return node, None
    if "extends" not in node.entries:
        for key in (key for key in Overlay.model_fields if key in node.entries):
            message = f"{key}: changes another guide, and this file names none"
            hint = "write extends: and the guide to start from"
            raise refuse("no-extends", message, hint, node.entries[key].spot)
        return node, None
    here = [*above, (path.resolve(), name)]
    overlay = _shaped(node)
    spot = node.entries["extends"].value.spot
    base_path, base_name = _base(overlay.extends, path, name, spot)
    if base_path.resolve() in [known for known, _ in here]:
        circle = " → ".join([*(known for _, known in here), base_name])
        hint = "let one of them stand alone"
        raise refuse("circle", f"guides extend each other in a circle: {circle}", hint, spot)
    if len(here) == LIMIT:
        message = f"more than {LIMIT} guides lie over one another"
        raise refuse("too-deep", message, "extend a guide nearer to the first", spot)
    base, _ = _read(base_path, base_name, here)
    if not isinstance(base, Mapping):
        hint = "extend a guide with essay: and sections:"
        raise refuse("not-a-guide", f"{base_name} is not a guide: it has no keys", hint, spot)
    return Laying(base, node, overlay, base_name).done(), spot


def _shaped(node: Mapping) -> Overlay:
    control = Mapping(
        {name: one for name, one in node.entries.items() if name in Overlay.model_fields}, node.spot
    )
    misspelt = [
        Problem("unknown-key", f"there is no key {key} here", f"did you mean {near[0]}?", one.spot)
        for key, one in node.entries.items()
        if key not in _KEYS and (near := get_close_matches(key, _KEYS, 1, 0.7))
        if near[0] in Overlay.model_fields
    ]
    if misspelt:
        raise StudyguideError(*misspelt)
    try:
        return Overlay.model_validate(data(control))
    except ValidationError as error:
        raise StudyguideError(
            *complaints(error.errors(include_url=False), control, Overlay)
        ) from None


def _base(wanted: str, path: Path, name: str, spot: Spot) -> tuple[Path, str]:
    """The file that an overlay extends, and what messages call it."""
    folder = path.parent
    beside = folder / wanted
    try:
        inside = beside.resolve().is_relative_to(folder.resolve())
        here = inside and beside.is_file()
    except (OSError, ValueError, RuntimeError):
        # Too long for a name, with a NUL in it, or a link that leads to itself.
        inside = here = False
    if here:
        return beside, str(Path(name).parent / wanted)
    if wanted in shipped_guides():
        return shipped_guides()[wanted], f"{wanted}.yaml{SHIPPED}"
    if not inside:
        raise refuse("extends-elsewhere", f"{wanted} is not in this folder", "copy it here", spot)
    near = get_close_matches(
        wanted, [*shipped_guides(), *(p.name for p in folder.glob("*.yaml"))], 1
    )
    hint = f"did you mean {near[0]}?" if near else f"shipped are {', '.join(shipped_guides())}"
    raise refuse("no-such-guide", f"there is no guide {wanted} here or shipped", hint, spot)
