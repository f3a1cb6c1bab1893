"""Makes a process green, as nameko needs it: the first import of a worker process, before anything else."""

from __future__ import annotations

import os
import sys

import eventlet


def patch() -> None:
    """Patch the standard library, and keep psycopg from waiting in C, where one query would stop every thread."""
    if "psycopg" in sys.modules:
        msg = "psycopg was imported before the process was made green"
        raise RuntimeError(msg)
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
    eventlet.monkey_patch()
    from psycopg import waiting

    if waiting.wait is not waiting.wait_selector:
        msg = "psycopg does not wait by selector"
        raise RuntimeError(msg)


patch()
