"""How the verifier answers: what it says, and how it exits."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from scripts import verify

Answer = Callable[..., tuple[int, str]]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Answer:
    """`answer("inclusion", document)` or `answer("bundle", path, "--trust", file)`: exit code and what was said."""

    def run(command: str, document: Any = None, *arguments: str) -> tuple[int, str]:
        on_line = [str(document), *arguments] if command == "bundle" else list(arguments)
        raw = document if isinstance(document, bytes) else json.dumps(document, default=str).encode()
        monkeypatch.setattr(sys, "argv", ["verify.py", command, *on_line])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        try:
            code = verify.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run
