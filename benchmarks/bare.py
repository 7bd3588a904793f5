"""The bare minimum that makes the same two PDFs: only WeasyPrint, the pages and the fonts.

    python benchmarks/bare.py FOLDER

FOLDER holds participant.html, participant.css and so on, as studyguide passes them to WeasyPrint.
"""

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

folder = Path(sys.argv[1])
for page in sorted(folder.glob("*.html")):
    fonts = FontConfiguration()
    rules = CSS(filename=page.with_suffix(".css"), font_config=fonts)
    document = HTML(filename=page).render(
        stylesheets=[rules], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    page.with_suffix(".pdf").write_bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
