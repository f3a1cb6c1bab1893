"""The signed checkpoints of a log and the cosignatures on them, as the database keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.database import Connection
from infra.ledger.checkpoints import Checkpoint

LOG_ID = "SELECT log_id FROM log_head"
SIGNED = "SELECT origin, size, root, note, signed_at FROM ledger_checkpoints WHERE origin = %s"
COSIGNED = "SELECT line FROM ledger_cosignatures WHERE origin = %s AND size = %s ORDER BY witness"
ADD = """INSERT INTO ledger_checkpoints (origin, size, root, note, signed_at)
         VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
ADD_COSIGNATURE = """INSERT INTO ledger_cosignatures (origin, size, witness, line)
                     VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint with its note and the witnesses' lines, as it is given to others."""

    checkpoint: Checkpoint
    note: str
    signed_at: datetime
    cosignatures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The note with all signatures."""
        return self.note + "".join(self.cosignatures)


def log_id(connection: Connection) -> UUID:
    row = connection.execute(LOG_ID.encode()).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def latest(connection: Connection, origin: str) -> SignedCheckpoint | None:
    """The newest checkpoint of a log, if one was signed."""
    return _found(connection, f"{SIGNED} ORDER BY size DESC LIMIT 1", origin)


def at_size(connection: Connection, origin: str, size: int) -> SignedCheckpoint | None:
    return _found(connection, f"{SIGNED} AND size = %s", origin, size)


def covering(connection: Connection, origin: str, size: int) -> SignedCheckpoint | None:
    """The oldest checkpoint of a log that covers so many leaves."""
    return _found(connection, f"{SIGNED} AND size >= %s ORDER BY size LIMIT 1", origin, size)


def signed(connection: Connection, origin: str) -> list[SignedCheckpoint]:
    """All checkpoints of a log, oldest first, without cosignatures."""
    return [_signed(row) for row in connection.execute(f"{SIGNED} ORDER BY size".encode(), (origin,))]


def add(connection: Connection, checkpoint: Checkpoint, note: str, at: datetime) -> None:
    """Keep a signed checkpoint; one that is there already stays as it is."""
    values = (checkpoint.origin, checkpoint.size, checkpoint.root, note, at)
    connection.execute(ADD.encode(), values)


def add_cosignature(connection: Connection, checkpoint: Checkpoint, witness: str, line: str) -> None:
    connection.execute(ADD_COSIGNATURE.encode(), (checkpoint.origin, checkpoint.size, witness, line))


def _found(connection: Connection, statement: str, *parameters: Any) -> SignedCheckpoint | None:
    row = connection.execute(statement.encode(), parameters).fetchone()
    if row is None:
        return None
    found = _signed(row)
    lines = connection.execute(COSIGNED.encode(), (found.checkpoint.origin, found.checkpoint.size)).fetchall()
    return SignedCheckpoint(found.checkpoint, found.note, found.signed_at, tuple(row[0] for row in lines))


def _signed(row: tuple[Any, ...]) -> SignedCheckpoint:
    origin, size, root, note, at = row
    return SignedCheckpoint(Checkpoint(origin, size, bytes(root)), note, at)
