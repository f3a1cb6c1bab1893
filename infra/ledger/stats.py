"""What a follower tells /health/ready and /metrics: how far and how long it is behind, never what it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from infra.messaging.stats import Sample
from infra.refusals import Unavailable

ALARM_SECONDS = 120.0


@dataclass
class LedgerStats:
    """One store's follower. `complete_at` is when everything that was recorded was last seen to be signed."""

    store: str
    standby: bool = False
    refused: str | None = None
    size: int = 0
    behind: int = 0
    signed: int = 0
    cosigned: int = 0
    refusals: int = 0
    disputed: int = 0
    complete_at: float = field(default_factory=monotonic)

    def check(self) -> None:
        """Raises Unavailable when the signer refused, or nothing was signed for two minutes."""
        if self.refused is not None:
            raise Unavailable(f"ledger of {self.store}: {self.refused}")
        if not self.standby and self.age() > ALARM_SECONDS:
            raise Unavailable(f"ledger of {self.store}: no checkpoint for {int(self.age())} s")

    def age(self) -> float:
        """Seconds since everything was signed."""
        return monotonic() - self.complete_at

    def samples(self) -> Iterator[Sample]:
        yield "travessia_ledger_size_leaves", {}, self.size
        yield "travessia_ledger_behind_leaves", {}, self.behind
        yield "travessia_ledger_checkpoint_age_seconds", {}, 0.0 if self.standby else self.age()
        yield "travessia_ledger_checkpoints_total", {}, self.signed
        yield "travessia_ledger_cosignatures_total", {}, self.cosigned
        yield "travessia_ledger_refusals_total", {}, self.refusals
        yield "travessia_ledger_disputes_total", {}, self.disputed
