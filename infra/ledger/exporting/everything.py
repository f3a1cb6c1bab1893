"""The leaf data of a whole log: with it, a verifier sees that no event of a shown stream is withheld."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.database import Connection
from infra.eventstore.ledger import EPOCH

WIDTH = 153
OPEN = """SELECT log_id, notification_id, originator_id, originator_version, recorded_at, topic, metadata, state, NULL
            FROM stored_events WHERE notification_id <= %s ORDER BY notification_id"""
PADDED = """SELECT e.log_id, e.notification_id, e.originator_id, e.originator_version, e.recorded_at,
                   e.topic, e.metadata, e.state, s.padding
              FROM ledger_sequence s LEFT JOIN stored_events e ON e.notification_id = s.position
             WHERE s.index < %s ORDER BY s.index"""


def leaf_data(connection: Connection, size: int, *, confidential: bool) -> Iterator[bytes]:
    """What each of the first `size` leaves was made of, in blocks of equal width; a deleted event leaves a hole."""
    with connection.cursor(name="leaves") as cursor:
        cursor.itersize = 5000
        for row in cursor.execute((PADDED if confidential else OPEN).encode(), (size,)):
            yield (row[-1] if row[-1] is not None else b"" if row[0] is None else _event(*row[:-1])).ljust(WIDTH, b"\0")


def _event(
    log_id: UUID, position: int, stream: UUID, version: int, at: datetime, topic: str, metadata: str, state: Any
) -> bytes:
    """The layout of docs/adr/0003, without the prefix that makes it a leaf."""
    numbers = version.to_bytes(8, "big", signed=True) + ((at - EPOCH) // EPOCH.resolution).to_bytes(
        8, "big", signed=True
    )
    texts = (topic.encode(), metadata.encode(), bytes(state))
    head = b"\x01" + log_id.bytes + position.to_bytes(8, "big", signed=True) + stream.bytes + numbers
    return head + b"".join(hashlib.sha256(text).digest() for text in texts)
