"""The unit of work: collects the decisions of one command, or of a batch of messages, and writes them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from infra.aggregate import Aggregate, Event
from infra.eventstore import snapshots
from infra.eventstore.mapper import to_record, to_recorded_event
from infra.eventstore.recorder import Transaction
from infra.eventstore.records import Appended, Batch, NewRecord, RecordedEvent, Statement
from infra.eventstore.vault import seal_fields
from infra.metadata import Metadata, current_metadata
from infra.refusals import NotFound, StaleVersion
from infra.sealed import AccessContext, Sealed

if TYPE_CHECKING:
    from infra.eventstore.store import EventStore

A = TypeVar("A", bound=Aggregate)


class UnitOfWork:
    """Loads aggregates, remembers what they decided, and commits all of it in one transaction."""

    def __init__(self, store: EventStore, transaction: Transaction) -> None:
        self.store = store
        self.transaction = transaction
        self._loaded: dict[UUID, Aggregate] = {}
        self._decided: list[tuple[Any, Metadata]] = []
        self._first: list[Statement] = []
        self._snapshots: list[Statement] = []
        self.batched = False

    def get(self, aggregate_class: type[A], aggregate_id: UUID, expected: int | None = None) -> A:
        """The aggregate as it stands. Raises NotFound, and StaleVersion when it is not at `expected`."""
        aggregate = self._loaded.get(aggregate_id) or self._load(aggregate_class, aggregate_id)
        if not isinstance(aggregate, aggregate_class):
            raise NotFound
        if expected is not None and aggregate.version != expected:
            raise StaleVersion
        self._loaded[aggregate_id] = aggregate
        return aggregate

    def get_many(self, aggregate_class: type[A], ids: Sequence[UUID]) -> list[A]:
        """Several aggregates, read in one round trip as far as they are not loaded yet. Raises NotFound."""
        wanted = [stream for stream in ids if stream not in self._loaded]
        found: dict[UUID, Any] = {}
        for record in self.transaction.streams(wanted) if wanted else ():
            event: Any = to_recorded_event(record).event
            found[record.stream] = event.mutate(found.get(record.stream))
        self._loaded.update(found)
        return [self.get(aggregate_class, stream) for stream in ids]

    def exists(self, aggregate_class: type[Aggregate], aggregate_id: UUID) -> bool:
        try:
            self.get(aggregate_class, aggregate_id)
        except NotFound:
            return False
        return True

    def _load(self, aggregate_class: type[A], aggregate_id: UUID) -> Aggregate:
        kept = self.transaction.snapshot(aggregate_id, snapshots.layout(aggregate_class))
        aggregate: Any = snapshots.restore(aggregate_class, kept[1]) if kept else None
        records = self.transaction.stream(aggregate_id, after=kept[0] if kept and aggregate is not None else 0)
        for record in records:
            event: Any = to_recorded_event(record).event
            aggregate = event.mutate(aggregate)
        if aggregate is None:
            raise NotFound
        if len(records) >= snapshots.EVERY:
            self._snapshots.append(snapshots.take(aggregate))
        loaded: Aggregate = aggregate
        return loaded

    def save(self, *aggregates: Aggregate) -> None:
        """Take over what these aggregates have decided, under the current metadata."""
        metadata = current_metadata()
        for aggregate in aggregates:
            self._loaded[aggregate.id] = aggregate
            events = aggregate.collect_events()
            self._decided.extend((e, _complete(metadata, e)) for e in events)
            for decided in events:
                self.store.followers.follow(self, decided)

    def record(self, event: Event) -> None:
        """Take over one event that no aggregate instance made, such as a read record."""
        self._decided.append((event, _complete(current_metadata(), event)))

    def first(self, statement: Statement) -> None:
        """A statement of the machinery (inbox, idempotency, parking) that goes before all others."""
        self._first.append(statement)

    @property
    def decided(self) -> tuple[str, ...]:
        """Stored names of the events that wait for the commit, for metrics."""
        return tuple(event.TOPIC for event, _ in self._decided)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read rows. Raises RowsAreBehind in a batch of messages that has decided something already."""
        if self.batched and self._decided:
            raise RowsAreBehind
        return self.transaction.query(sql, parameters)

    def open(self, value: Sealed | None, access: AccessContext) -> Any:
        """Open one sealed value: plain value, ERASED, or None."""
        return self.store.vault.open(value, access, self.transaction)

    def open_many(self, values: Sequence[Sealed | None], access: AccessContext) -> list[Any]:
        return self.store.vault.open_many(values, access, self.transaction)

    def history(self, stream: UUID) -> list[RecordedEvent]:
        """All recorded events of a stream with their circumstances. Raises RowsAreBehind like `query`."""
        if self.batched and self._decided:
            raise RowsAreBehind
        return [to_recorded_event(record) for record in self.transaction.stream(stream)]

    def commit(self) -> Appended | None:
        """Write everything. Raises VersionConflict or ViewsSwitched; then the whole unit is to be repeated."""
        batch = Batch(statements=[*self._first], views_epoch=self.store.views.epoch)
        for event, metadata in self._decided:
            batch.records.append(self._record(event, metadata))
            batch.statements.extend(self.store.views.statements(event, metadata))
        batch.statements.extend(self._snapshots)
        appended = self.transaction.commit(batch)
        self._decided, self._first, self._snapshots = [], [], []
        return appended

    def _record(self, event: Any, metadata: Metadata) -> NewRecord:
        sealed = seal_fields(event, self.transaction)
        message = self.store.publisher.message(event, metadata)
        return replace(to_record(event, metadata), message=message, sealed=sealed)


class RowsAreBehind(Exception):
    """Rows are written at commit only: what an earlier message of this batch decided would be missed."""


def _complete(metadata: Metadata, event: Any) -> Metadata:
    """As it will be read back: views and contracts see the same circumstances live and in a rebuild."""
    return replace(metadata, occurred_at=event.timestamp)
