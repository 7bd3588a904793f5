"""`python -m studyguide`."""

from studyguide.cli import app

app(prog_name="studyguide")
