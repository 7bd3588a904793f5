"""A terminal with a person at it, for what only shows up there."""

import os
import pty
import subprocess
import sys
from pathlib import Path


def on_terminal(folder: Path, *words: str, typed: str = "", **env: str) -> tuple[int, str]:
    """The exit code and all that a person at a terminal sees, who types `typed`."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "studyguide", *words]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment | {"TERM": "xterm", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        # An end of input behind it: one question more than answers must not wait for ever.
        os.write(ours, f"{typed}\x04\x04".encode())
        said = b""
        try:
            while chunk := os.read(ours, 65536):
                said += chunk
        except OSError:
            pass  # Linux ends a terminal's input so, once its last program has left.
    os.close(ours)
    return process.returncode, said.decode()
