"""What the ledger itself records, in every store's own log: checkpoints of others that it saw, and its own restores."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, Event, InitialEvent, event
from infra.derived import derived_id
from infra.stores import CONFIDENTIAL, STORES

WITNESSED = UUID("5a0f7c0e-2f43-4a53-9b57-0f4f3a1d8c21")
RESTORES = UUID("c7d0a4de-61a1-4f1b-8a1e-6a0c3b7a94d2")
# Checkpoints that cover nothing but these are not shown to witnesses, or two stores would witness for ever.
WITNESS_TOPICS = "%.witnessed-log.%"


def witnessed_id(store_name: str, origin: str) -> UUID:
    """The stream in which a store records what it saw of one log."""
    return derived_id(WITNESSED, f"{store_name}:{origin}")


def restores_id(store_name: str) -> UUID:
    """The stream in which a store records its restores."""
    return derived_id(RESTORES, store_name)


@cache
def witnessed_log(store_name: str) -> Any:
    """The aggregate class of one store for the logs of others: size and root (hexadecimal) that it saw last."""

    class WitnessedLog(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Met(InitialEvent):
            VEILED = False
            origin: str

        class CheckpointWitnessed(Event):
            VEILED = False
            origin: str
            size: int
            root: str
            note: str

        @staticmethod
        def create_id(origin: str, **_: Any) -> UUID:
            return witnessed_id(store_name, origin)

        @event(Met)
        def __init__(self, origin: str) -> None:
            self.origin, self.size, self.root = origin, 0, ""

        def witness(self, size: int, root: str, note: str) -> None:
            """The proof was checked before: `infra.ledger.witness` does."""
            self.trigger_event(self.CheckpointWitnessed, origin=self.origin, size=size, root=root, note=note)

        @event(CheckpointWitnessed)
        def _checkpoint_witnessed(self, size: int, root: str) -> None:
            self.size, self.root = size, root

    return WitnessedLog


@cache
def log_restores(store_name: str) -> Any:
    """The aggregate class of one store for its restores: which log ended, where, and what both logs have in common."""

    class LogRestores(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Noted(InitialEvent):
            VEILED = False

        class LogRestored(Event):
            VEILED = False
            old_origin: str
            old_size: int
            old_root: str
            new_origin: str
            restored_size: int
            common_size: int
            common_root: str
            reason: str

        @staticmethod
        def create_id(**_: Any) -> UUID:
            return restores_id(store_name)

        @event(Noted)
        def __init__(self) -> None:
            self.told: tuple[str, ...] = ()

        def restored(self, **what: Any) -> None:
            """What is known of the loss; the ceremony found it out."""
            self.trigger_event(self.LogRestored, **what)

        @event(LogRestored)
        def _log_restored(self, old_origin: str) -> None:
            self.told = (*self.told, old_origin)

    return LogRestores


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    witnessed_log(_name)
    log_restores(_name)
