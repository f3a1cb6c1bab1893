"""A second checkout in a folder that only its owner may enter, with a stand-in for the application."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts.stack.layout import ROOT, Layout
from scripts.stack.processes import IDENTITY
from scripts.stack.stack import Stack, load

STAND_IN = '''"""Answers on its health address like a process of the application."""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"ready": true}' if "ready" in self.path else b"travessia_parked_messages 2\\n"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


host, port = sys.argv[-1].split(":")
HTTPServer((host, int(port)), Handler).serve_forever()
'''


@dataclass
class Checkout:
    """A copy of this checkout's scripts, and the commands run in it."""

    root: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return Layout(root=self.root)

    @property
    def stack(self) -> Stack:
        return load(layout=self.layout)

    def travessia(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end."""
        return subprocess.run(
            self._command(*arguments),
            cwd=self.root,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def up(self) -> subprocess.Popen[str]:
        """Starts everything in the foreground; returns while it is still starting."""
        command = self._command("up")
        started = subprocess.Popen(
            command, cwd=self.root, env=self._environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.running.append(started)
        return started

    def processes(self) -> set[int]:
        """Every live process that this checkout's stack has ever started, found by its mark."""
        mark = f"{IDENTITY}={self.layout.identity}".encode()
        return {
            int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and mark in _environ(folder)
        }

    def parts(self) -> dict[str, int | None]:
        """The process of each part: those that a database server starts and ends by itself are none of them."""
        status = json.loads(self.travessia("status", "--json").stdout)
        return {line["name"]: line["pid"] if line["running"] else None for line in status}

    def close(self) -> None:
        """Stops whatever a failed test left."""
        self.travessia("down")
        for started in self.running:
            started.kill()
            started.communicate()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "scripts.cli", *arguments]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRAVESSIA_")}
        return kept | {"PYTHONPATH": str(self.root)}


def make_checkout(parent: Path) -> Checkout:
    """A checkout below a folder of mode 0700."""
    parent.mkdir(mode=0o700)
    root = parent / "checkout"
    shutil.copytree(
        ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__", "migrate*", "process.py")
    )
    (root / "scripts" / "process.py").write_text(STAND_IN)
    return Checkout(root)


def wait_until_ready(started: subprocess.Popen[str]) -> str:
    """Reads what `up` says until it tells how to stop it."""
    assert started.stderr
    said = []
    for line in started.stderr:
        said.append(line)
        if line.startswith("stop it:"):
            return "".join(said)
    raise AssertionError("it ended while starting:\n" + "".join(said))


def wait_until_gone(checkout: Checkout, seconds: float = 60) -> None:
    """Returns when no process of the checkout is left."""
    deadline = time.monotonic() + seconds
    while left := checkout.processes():
        for pid in left:
            _wait_for_exit(pid, deadline)
        assert time.monotonic() < deadline, f"still running: {checkout.processes()}"


def kill(checkout: Checkout, process: str, number: signal.Signals) -> None:
    """Sends a signal to one process of a stack and waits for its end."""
    pid = json.loads((checkout.layout.pids / f"{process}.json").read_text())["pid"]
    os.kill(pid, number)
    _wait_for_exit(pid, time.monotonic() + 60)


def _wait_for_exit(pid: int, deadline: float) -> None:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
    finally:
        os.close(descriptor)


def _environ(folder: Path) -> bytes:
    try:
        return (folder / "environ").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""
