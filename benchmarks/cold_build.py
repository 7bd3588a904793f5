"""How long a first build takes, compared with the bare minimum that makes the same PDFs.

    python benchmarks/cold_build.py [RUNS]

Builds the shipped guide, both editions in both formats, then renders the same two pages with a bare
WeasyPrint script, alternately, each in its own process. Prints the median time of each, and the
median ratio of the pairs. On a shared machine only the ratio means anything.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from studyguide.files.resources import fonts, shipped_guides
from studyguide.formats.pdf import FONT
from studyguide.guide.load import load
from studyguide.handouts.document import Document
from studyguide.handouts.editions import EDITIONS
from studyguide.handouts.view import view
from studyguide.planning.plan import plan

GUIDE = "alignment-is-capabilities"
NAMES = ("participant", "facilitator")
GOAL = 1.25


def lay_out(folder: Path) -> None:
    """Writes the pages that studyguide passes to WeasyPrint, with paths to the fonts."""
    loaded = load(shipped_guides()[GUIDE])
    planned = plan(loaded.guide)
    for name in NAMES:
        document = Document(view(loaded, EDITIONS[name], planned))
        css = document.engine_css
        for font, path in fonts().items():
            css = css.replace(f"{FONT}{font}", path.as_uri())
        (folder / f"{name}.html").write_text(document.body, "utf-8")
        (folder / f"{name}.css").write_text(css, "utf-8")


def seconds(*command: str) -> float:
    """The wall time of a command in a fresh process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Runs the comparison and prints it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder)
        ours = (sys.executable, "-m", "studyguide", "build", GUIDE, "-o", f"{name}/handouts")
        bare = (sys.executable, str(Path(__file__).with_name("bare.py")), name)
        seconds(*ours)
        seconds(*bare)
        pairs = [(seconds(*ours), seconds(*bare)) for _ in range(runs)]
    ratio = statistics.median(one / other for one, other in pairs)
    print(
        f"studyguide build   {statistics.median(one for one, _ in pairs):.2f} s (median of {runs})"
    )
    print(f"bare WeasyPrint    {statistics.median(other for _, other in pairs):.2f} s")
    print(f"ratio              {ratio:.2f} (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
