"""Runs the command line as `python -m studyguide`."""

from studyguide.cli.app import app

app(prog_name="studyguide")
