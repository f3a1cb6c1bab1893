"""A log of any size, planted in one statement, and the append function with its ledger taken out."""

from __future__ import annotations

from infra.database import Connection

PLANT = """
WITH head AS (SELECT log_id FROM log_head),
     made AS (
        SELECT md5((n / 10)::text)::uuid AS stream, n %% 10 + 1 AS version, n + 1 AS position, head.log_id,
               timestamptz '2025-01-01' + n * interval '1 millisecond' AS at,
               '{"actor":"system","role":"system","purpose":null,"legal_basis":"LB_PUBLIC_POLICY"}' AS metadata,
               convert_to('{"number":' || n || ',"occurred_at":"2025-01-01T00:00:00Z"}', 'UTF8') AS state
          FROM generate_series(0, %s - 1) AS n, head),
     events AS (
        INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id, metadata,
                                   recorded_at, log_id)
        SELECT stream, version, 'ledgertoys.bead.turned', state, position, metadata, at, log_id FROM made)
INSERT INTO ledger_leaves
SELECT position, ledger_leaf(log_id, position, stream, version, at, 'ledgertoys.bead.turned', metadata, state)
  FROM made"""
LEAVES = "INSERT INTO ledger_leaves"
FOR_EACH, FOR_NONE = "FROM e;", "FROM e WHERE false;"
BARE = "append_events_bare"


def plant(connection: Connection, size: int) -> None:
    """So many events with their leaves, as the log itself would hold them."""
    connection.execute(PLANT.encode(), (size,))
    connection.execute("UPDATE log_head SET size = %s, recorded_at = now()", (size,))
    connection.execute("ANALYZE stored_events, ledger_leaves")


def make_bare(connection: Connection) -> None:
    """`append_events` that hashes and keeps no leaf. Raises ValueError when it is written otherwise by now."""
    row = connection.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'append_events'").fetchone()
    assert row is not None
    before, leaves, after = str(row[0]).partition(LEAVES)
    kept, end, rest = after.partition(FOR_EACH)
    if not leaves or not end or ";" in kept:
        msg = "the leaves are not written by one statement of append_events any more"
        raise ValueError(msg)
    without = "".join((before.replace("append_events(", f"{BARE}(", 1), leaves, kept, FOR_NONE, rest))
    connection.execute(without.encode())
