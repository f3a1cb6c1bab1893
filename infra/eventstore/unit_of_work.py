"""The unit of work: collects the decisions of one command, or of a batch of messages, and writes them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from infra.aggregate import Aggregate
from infra.eventstore import snapshots
from infra.eventstore.codec import is_exact
from infra.eventstore.mapper import to_record, to_recorded_event, to_replayed_event
from infra.eventstore.recorder import Transaction
from infra.eventstore.records import Appended, Batch, Kept, NewRecord, RecordedEvent, Statement
from infra.eventstore.vault import seal_fields
from infra.metadata import Metadata, at_its_time, current_metadata
from infra.refusals import NotFound, StaleVersion
from infra.sealed import AccessContext, Sealed

if TYPE_CHECKING:
    from infra.eventstore.store import EventStore

NEVER = -(2**62)
A = TypeVar("A", bound=Aggregate)


class UnitOfWork:
    """Loads aggregates, remembers what they decided, and commits all of it in one transaction."""

    def __init__(self, store: EventStore, transaction: Transaction) -> None:
        self.store = store
        self.transaction = transaction
        self._loaded: dict[UUID, Aggregate] = {}
        self._fetched: dict[UUID, Kept] = {}
        self._since: dict[UUID, int] = {}
        self._decided: list[tuple[Any, Metadata]] = []
        self._first: list[Statement] = []
        self._snapshots: dict[UUID, Statement] = {}
        self.batched = False

    def get(self, aggregate_class: type[A], aggregate_id: UUID, expected: int | None = None) -> A:
        """The aggregate as it stands. Raises NotFound, and StaleVersion when it does not stand at `expected`."""
        aggregate = self.find(aggregate_class, aggregate_id)
        if aggregate is None:
            raise NotFound
        if expected is not None and not aggregate.stands_at(expected):
            raise StaleVersion
        return aggregate

    def find(self, aggregate_class: type[A], aggregate_id: UUID) -> A | None:
        """The aggregate as it stands, or None if there is none of this class."""
        aggregate = self._loaded.get(aggregate_id)
        if aggregate is None:
            aggregate = self._load(aggregate_class, aggregate_id)
            if aggregate is not None:
                self._loaded[aggregate_id] = aggregate
        return aggregate if isinstance(aggregate, aggregate_class) else None

    def exists(self, aggregate_class: type[Aggregate], aggregate_id: UUID) -> bool:
        return self.find(aggregate_class, aggregate_id) is not None

    def fetch(self, wanted: Iterable[tuple[type[Aggregate], UUID]]) -> None:
        """Read all of these at once, for who will `get` them one by one; those that do not exist too."""
        missing = {i: snapshots.layout(c) for c, i in wanted if i not in self._loaded and i not in self._fetched}
        if missing:
            self._fetched.update(self.transaction.kept(missing))

    def _load(self, aggregate_class: type[A], aggregate_id: UUID) -> Aggregate | None:
        layout = snapshots.layout(aggregate_class)
        kept = self._fetched.pop(aggregate_id, None)
        if kept is None or kept.layout != layout:
            kept = self.transaction.kept({aggregate_id: layout})[aggregate_id]
        aggregate: Any = snapshots.restore(aggregate_class, kept.state) if kept.state else None
        records = kept.records
        if kept.state and aggregate is None:  # this code cannot read the snapshot: the log can do without
            records = self.transaction.stream(aggregate_id)
        for record in records:
            event: Any = to_replayed_event(record)
            aggregate = event.mutate(aggregate)
        if aggregate is None:
            return None
        self._since[aggregate_id] = len(records)
        if len(records) >= snapshots.EVERY:
            self._snapshots[aggregate_id] = snapshots.take(aggregate)
        loaded: Aggregate = aggregate
        return loaded

    def save(self, *aggregates: Aggregate) -> None:
        """Take over what these aggregates have decided, under the current metadata."""
        metadata = current_metadata()
        for aggregate in aggregates:
            self._loaded[aggregate.id] = aggregate
            events = aggregate.collect_events()
            self._decided.extend([(e, at_its_time(metadata, e.timestamp)) for e in events])
            for decided in events:
                self.store.followers.follow(self, decided)

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

    def queries(self, *statements: Statement) -> list[list[tuple[Any, ...]]]:
        """Read the rows of several statements in one round trip. Raises RowsAreBehind like `query`."""
        if self.batched and self._decided:
            raise RowsAreBehind
        return self.transaction.queries(statements)

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
        self.transaction.writing = True
        try:
            return self._commit()
        finally:
            self.transaction.writing = False

    def _commit(self) -> Appended | None:
        batch = Batch(statements=[*self._first], views_epoch=self.store.views.epoch)
        batch.records = [self._record(event, metadata) for event, metadata in self._decided]
        batch.statements += self.store.views.statements(self._decided)
        self._keep_long_ones()
        batch.statements.extend(self._snapshots.values())
        appended = self.transaction.commit(batch)
        self._decided, self._first, self._snapshots = [], [], {}
        return appended

    def _record(self, event: Any, metadata: Metadata) -> NewRecord:
        sealed = seal_fields(event, self.transaction)
        message = self.store.publisher.message(event, metadata)
        return to_record(event, metadata, message, sealed)

    def _keep_long_ones(self) -> None:
        """Snapshots of what has grown long here: who comes next, as the next batch does, has not to replay it.

        Only when a replay would certainly give the same values; else the next one to load it takes the snapshot.
        """
        if len(self._decided) + max(self._since.values(), default=0) < snapshots.EVERY:
            return
        for aggregate_id, group in groupby(self._decided, key=lambda decided: decided[0].originator_id):
            events = [event for event, _ in group]
            aggregate, length = self._loaded.get(aggregate_id), self._since.get(aggregate_id, 0) + len(events)
            self._since[aggregate_id] = length
            if not all(map(is_exact, events)):
                self._since[aggregate_id] = NEVER
            elif (
                aggregate is not None
                and length >= snapshots.EVERY
                and aggregate.version == events[-1].originator_version
            ):
                self._snapshots[aggregate_id] = snapshots.take(aggregate)


class RowsAreBehind(Exception):
    """Rows are written at commit only: what an earlier message of this batch decided would be missed."""
