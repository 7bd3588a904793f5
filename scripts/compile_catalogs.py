"""Compiles the translation catalogs while the package is built, so that users don't need to."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "studyguide"


class CatalogHook(BuildHookInterface):
    """Adds a `studyguide.mo` beside each `studyguide.po` in a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the compiled catalogs to the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root).glob("templates/locale/*/LC_MESSAGES/*.po")):
            name = source.relative_to(self.root).with_suffix(".mo")
            compiled = Path(self.folder.name) / name
            compiled.parent.mkdir(parents=True)
            with source.open("rb") as text, compiled.open("wb") as binary:
                write_mo(binary, read_po(text, locale=source.parts[-3]))
            build_data["force_include"][str(compiled)] = f"{PACKAGE}/{name.as_posix()}"
