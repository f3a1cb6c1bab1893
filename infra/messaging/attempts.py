"""How often a message was begun, committed before each try: so a message that kills its worker is found out."""

from __future__ import annotations

import threading

from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.messaging.envelope import Envelope

LIMIT = 5
# Counted tries are made one at a time in the whole process: else a death would count against every partition's message.
TURN = threading.Lock()
BEGIN = """INSERT INTO attempts AS a (source, channel, partition, position, attempts) VALUES (%s, %s, %s, %s, 1)
           ON CONFLICT (source, channel, partition) DO UPDATE SET position = excluded.position,
               attempts = CASE WHEN a.position = excluded.position THEN a.attempts + 1 ELSE 1 END
           RETURNING attempts"""
FORGIVE = "UPDATE attempts SET attempts = 0 WHERE source = %s AND channel = %s AND partition = %s AND position = %s"


def begin(store: EventStore, envelope: Envelope) -> int:
    """Count one more try of this message; how many that makes."""
    with store.begin() as unit:
        count = int(unit.query(BEGIN, _place(envelope))[0][0])
        unit.commit()
    return count


def forgive(store: EventStore, envelope: Envelope) -> None:
    """The try ended for want of a dependency: that says nothing against the message."""
    with store.begin() as unit:
        unit.first(Statement(FORGIVE, _place(envelope)))
        unit.commit()


def _place(envelope: Envelope) -> tuple[str, str, int, int]:
    return envelope.source, envelope.channel, envelope.partition, envelope.position
