"""Opens pages in a real browser with no network: axe, sideways scrolling, printing, screenshots."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, WebSocketRoute, sync_playwright

from instruments import TOOLS, need

HERE = {"file", "data", "blob", "about"}
PHONE = 600
"""Up to this width in CSS pixels a page is opened as on a phone: it must say its own viewport."""

# Without these the browser looks for updates and its maker's services at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Even what no page asks for, a name looked up ahead of time, must lead nowhere.
CLOSED = ["--host-resolver-rules=MAP * ~NOTFOUND"]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async tags => {
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, impact, help, nodes }) => nodes.map(
        node => `${id} (${impact}) ${node.target.join(" ")}: ${help}. ${node.failureSummary}`));
}"""


class Browser:
    """One Chromium for many pages; use it as a context manager."""

    asked: list[str]
    """Addresses that the page opened last asked for, files and data aside; none was reached."""

    def __init__(self) -> None:
        """Find Chromium and axe; skips or fails when one is missing."""
        how = "run `make setup-test` (Debian: chromium)"
        self._program = shutil.which("chromium-browser") or need("chromium", how)
        axe = need(TOOLS / "node_modules/axe-core/axe.min.js", "run `make setup-test`")
        self._axe = Path(axe).read_text(encoding="utf-8")
        self._open = ExitStack()
        self.asked = []

    def __enter__(self) -> Self:
        """Start Chromium (about a second)."""
        chromium = self._open.enter_context(sync_playwright()).chromium
        self._chromium = self._open.enter_context(
            chromium.launch(executable_path=self._program, args=QUIET + CLOSED)
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Close Chromium."""
        self._open.close()

    def axe(self, path: Path, *, width: int, dark: bool = False) -> list[str]:
        """List what breaks WCAG 2.2 A or AA in a page at a width in CSS pixels; [] is a pass."""
        with self._page(path, width, dark=dark) as page:
            page.evaluate(self._axe)
            found: list[str] = page.evaluate(RUN_AXE, WCAG)
            return [" ".join(line.split()) for line in found]

    def scrolls_sideways(self, path: Path, width: int) -> bool:
        """Tell whether a page is wider than a window of this width in CSS pixels."""
        with self._page(path, width) as page:
            return int(page.evaluate("document.scrollingElement.scrollWidth")) > width

    def print_pdf(self, path: Path) -> bytes:
        """Print a page as a person would from the browser, at the paper size the page asks for."""
        with self._page(path, 1024) as page:
            return page.pdf(prefer_css_page_size=True)

    def screenshot(self, path: Path, width: int, to: Path, *, dark: bool = False) -> None:
        """Write a PNG of the whole page at a width in CSS pixels."""
        with self._page(path, width, dark=dark) as page:
            page.screenshot(path=to, full_page=True)

    @contextmanager
    def _page(self, path: Path, width: int, *, dark: bool = False) -> Iterator[Page]:
        self.asked = []
        context = self._chromium.new_context(
            viewport={"width": width, "height": 800},
            is_mobile=width <= PHONE,
            color_scheme="dark" if dark else "light",
            service_workers="block",
        )
        with context:
            context.route("**/*", self._refuse)
            context.route_web_socket("**/*", self._refuse_socket)
            page = context.new_page()
            page.goto(path.resolve(strict=True).as_uri(), wait_until="load")
            yield page

    def _refuse(self, route: Route) -> None:
        if urlsplit(route.request.url).scheme in HERE:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self.asked.append(socket.url)
        socket.close()
