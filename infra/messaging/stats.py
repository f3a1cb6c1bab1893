"""What relays and consumers tell /health/ready and /metrics; no id and no content among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from infra.refusals import Unavailable

Sample = tuple[str, dict[str, str], float]


@dataclass
class RelayStats:
    """Counters of one store's relay. `active` means: it holds the lock and a broker session."""

    store: str
    active: bool = False
    standby: bool = False
    published: int = 0
    returned: int = 0
    nacked: int = 0
    sessions: int = 0
    pending: int = 0

    def samples(self) -> Iterator[Sample]:
        for outcome in ("published", "returned", "nacked"):
            yield "travessia_relay_messages_total", {"outcome": outcome}, getattr(self, outcome)
        yield "travessia_relay_sessions_total", {}, self.sessions
        yield "travessia_outbox_pending_messages", {}, self.pending


@dataclass
class ConsumerStats:
    """What one store's consumer did since its start. `behind` counts log positions, by source, channel and partition;
    `stopped_at` are those that knew another log: the others, which read nothing yet, do not clear the alarm.
    """

    store: str
    messages: Counter[str] = field(default_factory=Counter)
    gaps_healed: int = 0
    stopped_at: set[tuple[str, str, int]] = field(default_factory=set)
    stopped: bool = False
    waiting: dict[str, str] = field(default_factory=dict)
    behind: dict[tuple[str, str, int], int] = field(default_factory=dict)
    parked: int = 0
    parked_rights: int = 0

    @property
    def stopped_sources(self) -> set[str]:
        """Sources whose log is another one than some partition has read."""
        return {source for source, _, _ in self.stopped_at.copy()}

    def problems(self) -> list[str]:
        found = [f"source {source}: another log" for source in sorted(self.stopped_sources)]
        found += [f"{queue}: waiting for {what}" for queue, what in sorted(self.waiting.items())]
        if self.stopped:
            found.append("consumer stopped: too many subjects parked")
        return [f"{self.store}: {problem}" for problem in found]

    def check(self) -> None:
        """Raises Unavailable with the first problem: then this consumer is not ready."""
        for problem in self.problems():
            raise Unavailable(problem)

    def samples(self) -> Iterator[Sample]:
        for outcome in ("applied", "duplicate", "skipped", "parked", "undecodable", "dropped"):
            yield "travessia_inbox_messages_total", {"outcome": outcome}, self.messages[outcome]
        yield "travessia_inbox_gaps_healed_total", {}, self.gaps_healed
        yield "travessia_inbox_stopped_sources", {}, len(self.stopped_sources)
        yield "travessia_inbox_stopped", {}, int(self.stopped)
        yield "travessia_parked_messages", {}, self.parked
        yield "travessia_parked_rights_messages", {}, self.parked_rights
        lag: Counter[str] = Counter()
        for (source, channel, _), behind in self.behind.copy().items():
            lag[f"{source}.{channel}"] += behind
        for projection, behind in lag.items():
            yield "travessia_projection_lag_events", {"projection": projection}, behind
