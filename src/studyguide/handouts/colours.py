"""Takes the colours out of a stylesheet: what large print has of a theme, beside its logo."""

from typing import Any

NAMES = ("--ink", "--soft", "--accent", "--line", "--rule", "--paper")
"""The variables of `handout.css` that hold colours, whatever another variable they refer to."""


def colours(css: str) -> str:
    """The stylesheet's rules with only the declarations that set a colour; "" if there are none."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(map(_coloured, rules))


def _coloured(part: Any) -> str:
    """What sets colours in a rule or a declaration."""
    import tinycss2

    if part.type == "declaration":
        return f"{part.serialize()};\n" if _sets_colour(part) else ""
    if part.type not in ("qualified-rule", "at-rule"):
        return ""
    if part.content is None:
        # It has no rules of its own, like `@layer base, ours;`, which puts others in order.
        return f"{part.serialize()}\n"
    inside = "".join(map(_coloured, tinycss2.parse_blocks_contents(part.content)))
    keyword = f"@{part.at_keyword}" if part.type == "at-rule" else ""
    return f"{keyword}{tinycss2.serialize(part.prelude)}{{\n{inside}}}\n" if inside else ""


def _sets_colour(declaration: Any) -> bool:
    import tinycss2
    from tinycss2.color5 import parse_color

    name, value = declaration.lower_name, tinycss2.serialize(declaration.value).strip()
    if name.startswith("--") or name == "background":
        # A variable of the theme's own, or the shorthand, may hold a colour or something else.
        return name in NAMES or parse_color(value) is not None
    return bool(name == "color" or name.endswith("-color"))
