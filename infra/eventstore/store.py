"""One store's event store: where it records, what it publishes, which read models follow, who opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Protocol

from infra import veil
from infra.eventstore.journal import Journal
from infra.eventstore.keys import KeyStore, MemoryKeyStore
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.recorder import Recorder
from infra.eventstore.unit_of_work import UnitOfWork
from infra.eventstore.vault import Vault
from infra.publishing import Publisher
from infra.views import Views

_ambient: ContextVar[dict[str, UnitOfWork] | None] = ContextVar("units_of_work", default=None)


class Followers(Protocol):
    """What decides further things in the same transaction when an event is decided, such as deadlines."""

    def follow(self, unit: UnitOfWork, event: Any) -> None: ...


class NoFollowers:
    """Nothing follows."""

    def follow(self, unit: UnitOfWork, event: Any) -> None:
        return


class EventStore:
    def __init__(
        self,
        name: str,
        recorder: Recorder,
        keys: KeyStore,
        publisher: Publisher | None = None,
        views: Views | None = None,
        journal: Recorder | None = None,
        followers: Followers | None = None,
    ) -> None:
        """`journal` is where read records are written: the same database, through connections of its own."""
        self.name = name
        self.recorder = recorder
        self.vault = Vault(keys, Journal(self, journal or recorder))
        self.publisher = publisher or Publisher(name)
        self.views = views or Views()
        self.followers = followers or NoFollowers()
        # In a confidential store: whether an auditor is a party of a record. Without it nobody audits there.
        self.concerns: Callable[..., bool] | None = None

    @classmethod
    def in_memory(cls, name: str, publisher: Publisher | None = None, followers: Followers | None = None) -> EventStore:
        """A store for unit tests: same code, no database, no read models."""
        veil.hold_any()
        keys = MemoryKeyStore()
        return cls(name, MemoryRecorder(keys), keys, publisher, followers=followers)

    def check(self) -> None:
        """For readiness: a transaction can be had. Raises Unavailable."""
        with self.recorder.transaction() as transaction:
            transaction.views_epoch()

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """A new unit of work that becomes the ambient one; the caller commits it, or nothing happens."""
        with self.recorder.transaction() as transaction:
            unit = UnitOfWork(self, transaction)
            token = _ambient.set({**(_ambient.get() or {}), self.name: unit})
            try:
                yield unit
            finally:
                _ambient.reset(token)

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """The ambient unit of work if there is one, else one of its own, committed at the end."""
        ambient = (_ambient.get() or {}).get(self.name)
        return self._own() if ambient is None else nullcontext(ambient)

    @contextmanager
    def _own(self) -> Iterator[UnitOfWork]:
        with self.begin() as unit:
            yield unit
            unit.commit()
