"""What went wrong in a confidential process, in totals on a fixed clock: no operation, no moment, no request."""

from __future__ import annotations

from collections import Counter
from threading import Event, Lock, Thread

from infra.observability.logs import logger, outer_place, type_name
from infra.world import now

HOUR = 3600.0


class Failures:
    """Counts failures by their kind until the clock strikes. A line comes also when there was none, so that its
    coming tells nothing; how many there were in an hour is for the operator, who must mend them."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def note(self, error: BaseException) -> None:
        with self._lock:
            self._counts[type_name(error), outer_place(error)] += 1

    def tell(self) -> None:
        """Write the totals since the last time, and begin again."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        logger().info("http.failures", count=counts.total())
        for (error, where), count in sorted(counts.items()):
            logger().error("http.failures_of_kind", error=error, where=where, count=count)

    def tell_hourly(self, stopping: Event | None = None, seconds: float = HOUR) -> Thread:
        """At each full hour, in a daemon thread."""
        stopped = stopping or Event()

        def run() -> None:
            while not stopped.wait(seconds - now().timestamp() % seconds):
                self.tell()

        thread = Thread(target=run, name="failures", daemon=True)
        thread.start()
        return thread


failures = Failures()
