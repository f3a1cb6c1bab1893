"""What the event store asks of a place to record in: one transaction at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from infra.eventstore.keys import PublicKey
from infra.eventstore.records import Appended, Batch, Held, Kept, Statement, StoredRecord
from infra.sealed import SealedRef


class Transaction(ABC):
    """Reads, and exactly one write at the end. Left without `commit`, it changes nothing.

    `writing` from the moment at which it may hold the head of the log: another write would wait for it for ever.
    """

    writing = False

    @abstractmethod
    def stream(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[StoredRecord]:
        """The records of one stream with `after` < version <= `upto`, in order."""

    @abstractmethod
    def log(self, after: int, limit: int) -> list[StoredRecord]:
        """The next `limit` records of the whole log behind position `after`, in order."""

    @abstractmethod
    def kept(self, wanted: Mapping[UUID, str]) -> dict[UUID, Kept]:
        """For each of these streams its snapshot in exactly this layout and the records after it, in one look."""

    @abstractmethod
    def public_key(self, subject: UUID) -> PublicKey:
        """The subject's public key, claimed from the pool at first use. Raises Unavailable when it is empty."""

    @abstractmethod
    def sealed(self, refs: Sequence[SealedRef]) -> list[Held]:
        """The sealed values at these places; erased ones come without their content or not at all."""

    @abstractmethod
    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read rows of views and of the store's own tables."""

    @abstractmethod
    def queries(self, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
        """The rows of several reads, one after the other in one round trip."""

    @abstractmethod
    def views_epoch(self) -> int:
        """Counts the switches of read models."""

    @abstractmethod
    def commit(self, batch: Batch) -> Appended | None:
        """Write everything, in one round trip.

        Raises VersionConflict when somebody else extended one of the streams,
        ViewsSwitched when a read model was rebuilt meanwhile.
        """


class Recorder(ABC):
    """A store's place to record in."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Transaction]:
        """Begin one transaction."""


class ViewsSwitched(Exception):
    """The read models of this process are not the current ones; load their registry again and repeat."""
