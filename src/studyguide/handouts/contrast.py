"""Checks that people can read the colours that a theme declares."""

import re
from collections.abc import Iterator

from studyguide.handouts.themes import Theme
from studyguide.problems import Problem, Severity

DEPTH = 10
"""How many variables to follow, each referring to the next, before giving up on a colour."""


def contrasts(theme: Theme, defaults: str) -> Iterator[Problem]:
    """Yields a warning for each of the theme's colours that is hard to read on its paper.

    `defaults` is the stylesheet whose variables the theme overrides. Text needs a contrast of 4.5
    to 1, writing lines 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
    """
    values = _variables(defaults) | _variables(theme.css)
    paper = _colour(values, "paper", (1.0, 1.0, 1.0))
    for name, least in (("ink", 4.5), ("soft", 4.5), ("accent", 4.5), ("line", 3.0)):
        colour = _colour(values, name, paper) if paper else None
        if not colour or not paper:
            continue
        ratio = _contrast(colour, paper)
        if ratio < least:
            # Rounded down: 4.46 must not be shown as 4.5, which would be enough.
            shown = int(ratio * 10) / 10
            message = f"--{name} on --paper has a contrast of {shown} to 1, but needs {least} to 1"
            hint = "make one darker or the other lighter"
            yield Problem("low-contrast", message, hint, theme.spot, Severity.WARNING)


Colour = tuple[float, ...]


def _colour(values: dict[str, str], name: str, under: Colour) -> Colour | None:
    """A variable's colour over the one `under` it, in sRGB from 0 to 1; None if not a colour."""
    from tinycss2.color5 import parse_color

    text = values.get(name, "")
    for _ in range(DEPTH):
        if not (other := re.fullmatch(r"var\(\s*--([\w-]+)\s*\)", text)):
            break
        text = values.get(other[1], "")
    found = parse_color(text)
    if not found or found == "currentcolor" or None in (*found.coordinates, found.alpha):
        return None
    try:
        seen = [min(1.0, max(0.0, part)) for part in found.to("srgb").coordinates]
    except NotImplementedError:
        return None
    return tuple(c * found.alpha + u * (1 - found.alpha) for c, u in zip(seen, under, strict=True))


def _variables(css: str) -> dict[str, str]:
    """The variables in all top-level `:root` rules, which are for paper and light screens."""
    import tinycss2

    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for said in tinycss2.parse_blocks_contents(rule.content):
                if said.type == "declaration" and said.name.startswith("--"):
                    found[said.name[2:]] = tinycss2.serialize(said.value).strip()
    return found


def _contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
