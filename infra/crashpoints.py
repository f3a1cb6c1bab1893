"""Named places where a test may have the process die, as `kill -9` would; outside of tests they do nothing."""

from __future__ import annotations

import os
import signal
from functools import cache

VARIABLE = "TRAVESSIA_CRASHPOINT"
POINTS = (
    "command.before-commit", "command.after-commit", "disclosure.after-record",
    "relay.before-confirm", "relay.before-cursor",
    "apply.before-commit", "apply.before-ack", "heal.between-pages",
    "rebuild.page", "rebuild.before-switch", "ledger.before-sign", "ledger.after-sign",
)  # fmt: skip


def reached(point: str, store: str) -> None:
    """Die here if TRAVESSIA_CRASHPOINT is `point@store`; the last words on stderr say that it was reached."""
    if _armed() == f"{point}@{store}":
        os.write(2, f"crashpoint reached: {point}@{store}\n".encode())
        os.kill(os.getpid(), signal.SIGKILL)


@cache
def _armed() -> str | None:
    """Read once: a process is started to die somewhere, or it is not."""
    return os.environ.get(VARIABLE) if os.environ.get("TRAVESSIA_ENV") == "test" else None
