"""Asks the YAML language server that editors run what it thinks of a file."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any, NamedTuple

from instruments import TOOLS, need

PATIENCE = 60.0
"""Seconds that one answer may take before the server counts as broken; it takes a second."""
SETTINGS = {
    "yaml": {"validate": True, "schemaStore": {"enable": False}},
    "http": {},
}
"""Nothing is looked up in the network: the file's own first line names its schema."""


class Complaint(NamedTuple):
    """One squiggle in an editor: its line counted from 1, and its words."""

    line: int
    message: str


def server() -> list[str]:
    """Give the command that starts the server; skips or fails when it is missing."""
    node = need("node", "run `make setup-test` (Debian: nodejs)")
    program = TOOLS / "node_modules/yaml-language-server/bin/yaml-language-server"
    return [node, need(program, "run `make setup-test`"), "--stdio"]


def complaints(path: Path) -> list[Complaint]:
    """List what an editor would underline in a file, in the order of its lines; [] is a pass."""
    uri = path.resolve(strict=True).as_uri()
    with _talk() as talk:
        abilities = {"workspace": {"configuration": True}}
        talk.ask("initialize", {"processId": None, "rootUri": None, "capabilities": abilities})
        talk.tell("initialized", {})
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
        talk.tell("textDocument/didOpen", {"textDocument": document})
        found = talk.hear("textDocument/publishDiagnostics", uri)
        talk.ask("shutdown", None)
        talk.tell("exit", None)
    said = [Complaint(one["range"]["start"]["line"] + 1, one["message"]) for one in found]
    return sorted(said)


class _Talk:
    """JSON-RPC over the server's standard input and output."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.heard: Queue[dict[str, Any] | None] = Queue()
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._next(method)
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def hear(self, method: str, uri: str) -> list[dict[str, Any]]:
        """The diagnostics of a file."""
        while True:
            message = self._next(method)
            if message.get("method") == method and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def _next(self, what: str) -> dict[str, Any]:
        try:
            message = self.heard.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError(f"the language server never answered {what}") from None
        if message is None:
            raise EOFError(f"the language server ended before it answered {what}")
        if "id" in message and "method" in message:
            # The server asks for the editor's settings, section by section.
            wanted = (
                message["params"]["items"] if message["method"].endswith("/configuration") else []
            )
            result = [SETTINGS.get(one.get("section"), {}) for one in wanted]
            self._send({"id": message["id"], "result": result or None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            self.heard.put(json.loads(stream.read(length)))
        self.heard.put(None)


@contextmanager
def _talk() -> Iterator[_Talk]:
    process = subprocess.Popen(
        server(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield _Talk(process)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.communicate()
