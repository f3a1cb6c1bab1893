"""One question about a source's heads for all partitions; a source that does not answer must not hold them all up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from infra.messaging.history import Heads
from infra.refusals import Unavailable

FRESH = 5.0
SILENT = 10.0


class SharedHeads:
    """Asks at most once in FRESH seconds, or SILENT ones after a failure. Who comes while somebody else is asking
    is given what is known: were they to wait, one silent source would stop the messages of all others.
    """

    def __init__(self, ask: Callable[[], Heads], dependency: str) -> None:
        self._ask, self._dependency = ask, dependency
        self._asking = threading.Lock()
        self._known: Heads | None = None
        self._until = 0.0  # 0: never asked

    def get(self) -> Heads:
        """The heads, some seconds old. Raises Unavailable when the source did not answer lately."""
        if monotonic() >= self._until and self._asking.acquire(blocking=not self._until):
            try:
                self._refresh()
            finally:
                self._asking.release()
        if self._known is None:
            raise Unavailable(self._dependency)
        return self._known

    def _refresh(self) -> None:
        if monotonic() < self._until:
            return
        try:
            self._known = self._ask()
            self._until = monotonic() + FRESH
        except Unavailable:
            self._known, self._until = None, monotonic() + SILENT
