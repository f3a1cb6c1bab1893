"""A client's own journal: what it asked for, and what it was told; one file for each client, a line a fact."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


class Journal:
    """Appends lines; each command has one `asked` line and, once it is answered, one `answered` line."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("a", buffering=1)

    def asked(self, key: str, event: str, path: str, body: Any) -> None:
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        self._write({"key": key, "event": event, "path": path, "digest": digest})

    def acknowledged(self, key: str, stream: str | None, answered: str, version: int, attempts: int) -> None:
        """`stream` None: the event is found by the id that was answered."""
        self._write({
            "key": key, "state": "acknowledged", "stream": stream, "id": answered, "version": version,
            "attempts": attempts,
        })  # fmt: skip

    def refused(self, key: str, problem: str, attempts: int) -> None:
        """After more than one attempt, an earlier one may still have had its effect."""
        self._write({"key": key, "state": "refused", "problem": problem, "attempts": attempts})

    def changed_mind(self, key: str, first: str, second: str) -> None:
        """The same command under the same key was answered differently: that must never be."""
        self._write({"key": key, "state": "changed", "first": first, "second": second})

    def close(self) -> None:
        self._file.close()

    def _write(self, fact: dict[str, Any]) -> None:
        self._file.write(json.dumps(fact) + "\n")
