"""From the settings of a relay process to a store's running ledger: its follower, and who shows checkpoints around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infra.ledger.follower import Follower
from infra.ledger.signer import Signer
from infra.ledger.sinks import sink_of
from infra.ledger.stats import LedgerStats
from infra.ledger.submitting import Peer, Submitter
from infra.settings import Settings


@dataclass(frozen=True)
class Ledger:
    """The two threads of one store."""

    follower: Follower
    submitter: Submitter

    @property
    def store(self) -> str:
        return self.follower.store

    @property
    def stats(self) -> LedgerStats:
        return self.follower.stats

    @property
    def runs(self) -> tuple[Callable[[], None], Callable[[], None]]:
        return self.follower.run, self.submitter.run

    def stop(self) -> None:
        self.follower.stop()
        self.submitter.stop()


def ledger_of(store: str, settings: Settings) -> Ledger:
    """The settings were checked for the role `relay`."""
    mine = settings.stores[store]
    assert mine.ledger.key is not None
    assert mine.ledger.state_file is not None
    database, signer = mine.database("relay"), Signer(mine.ledger.key, mine.ledger.state_file)
    confidential = mine.zone == "confidential"
    follower = Follower(store, database, signer, confidential=confidential, seconds=settings.ledger_seconds)
    sinks = [sink_of(settings.ledger_sink)] if settings.ledger_sink else []
    return Ledger(follower, Submitter(follower, database, peers_of(store, settings), sinks))


def peers_of(store: str, settings: Settings) -> list[Peer]:
    """All other stores whose address and witness key are known."""
    trust = settings.trust
    keys = {name: trust.witness(name) for name in settings.urls if name != store} if trust else {}
    return [Peer(name, settings.urls[name], found) for name, found in keys.items() if found]
