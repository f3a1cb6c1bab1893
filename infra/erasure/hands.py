"""The hands that erase: roles that can destroy and empty and read nothing, given to workers and operators alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from infra.database import Database
from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.memory import MemoryRecorder
from infra.store_settings import StoreSettings


class Hands(Protocol):
    """Each may be repeated: it counts what is erased now, whoever did it. Raises Unavailable."""

    def destroy(self, key_ids: Sequence[UUID]) -> None: ...
    def empty_sealed_values(self, key_ids: Sequence[UUID]) -> int: ...
    def empty_published(self, subject: UUID) -> int: ...
    def empty_parked(self, ids: Sequence[UUID], erasure: UUID) -> int: ...


class PostgresHands:
    """The roles `<store>_erase` on the store and `<store>_destroy` on its key database."""

    def __init__(self, store: Database, keys: Database) -> None:
        self.store, self.keys = store, keys

    def destroy(self, key_ids: Sequence[UUID]) -> None:
        _number(self.keys, "SELECT destroy_keys(%s)", list(key_ids))

    def empty_sealed_values(self, key_ids: Sequence[UUID]) -> int:
        return _number(self.store, "SELECT erase_ciphertexts(%s)", list(key_ids))

    def empty_published(self, subject: UUID) -> int:
        return _number(self.store, "SELECT erase_published(%s)", subject)

    def empty_parked(self, ids: Sequence[UUID], erasure: UUID) -> int:
        return _number(self.store, "SELECT erase_parked(%s, %s)", list(ids), erasure)

    def close(self) -> None:
        self.store.close()
        self.keys.close()


class MemoryHands:
    """For unit tests: the memory of a recorder and its keys."""

    def __init__(self, recorder: MemoryRecorder, keys: MemoryKeyStore) -> None:
        self.recorder, self.keys = recorder, keys

    def destroy(self, key_ids: Sequence[UUID]) -> None:
        for key_id in key_ids:
            self.keys.keys.pop(key_id, None)

    def empty_sealed_values(self, key_ids: Sequence[UUID]) -> int:
        sealed = self.recorder.sealed
        places = [place for place, value in sealed.items() if value.key_id in key_ids]
        sealed.update({place: replace(sealed[place], salt=None, ciphertext=None) for place in places})
        return len(places)

    def empty_published(self, subject: UUID) -> int:
        told = [m for m in self.recorder.messages if m.channel == "statistics" and m.body["subject"] == str(subject)]
        for message in told:
            message.body["data"] = {}
        return len(told)

    def empty_parked(self, ids: Sequence[UUID], erasure: UUID) -> int:
        """Nothing is parked in memory."""
        return 0


def hands_of(settings: StoreSettings) -> PostgresHands | None:
    """None for a process that was not given both credentials: it can order and watch an erasure, not perform it."""
    if not {"erase", "destroy"} <= settings.databases.keys():
        return None
    return PostgresHands(Database(settings.database("erase"), 1), Database(settings.database("destroy"), 1))


def _number(database: Database, sql: str, *parameters: object) -> int:
    with database.connection() as connection:
        row = connection.execute(sql.encode(), parameters).fetchone()
    return int(row[0]) if row else 0
