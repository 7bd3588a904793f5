"""A PDF/UA-1 file to print; the engine is imported only when one is made."""

from typing import TYPE_CHECKING

from studyguide.formats.base import Output
from studyguide.handouts.paper import Paper
from studyguide.problems import refuse

if TYPE_CHECKING:
    from studyguide.handouts.templates import Page


def render(page: "Page", paper: Paper) -> Output:
    """The page as a tagged PDF, on the paper that its rules name.

    Raises StudyguideError with the code `no-engine` where the engine's system libraries are
    missing, and for a page that asks for what it may not have or that no font can print.
    """
    try:
        from studyguide.formats import engine
    except (OSError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise refuse(
            "no-engine",
            f"PDFs need Pango, which is not installed here ({reason[:120]})",
            "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; "
            "macOS: brew install pango; Windows: see “PDFs on Windows” in the README",
        ) from None
    return engine.render(page)
