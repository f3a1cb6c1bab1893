"""Whether everything that was published has arrived: a look at positions alone, cheap enough to repeat."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

from tests.chaos.evidence import HEADS, INBOX, Connect

END = "SELECT coalesce(max(position), 0) FROM published"


def behind(stores: tuple[str, ...], connect: Connect) -> list[str]:
    """What has still to arrive, in words; empty when nothing has. A store that does not answer is behind, too."""
    heads: dict[str, dict[tuple[str, int], int]] = {}
    inboxes: dict[str, list[tuple[str, str, int, int]]] = {}
    missing: list[str] = []
    for store in stores:
        try:
            with connect(store) as connection:
                heads[store] = {(channel, part): at for channel, part, at in connection.execute(HEADS)}
                inboxes[store] = connection.execute(INBOX).fetchall()
                end, cursor = _one(connection, END), _one(connection, "SELECT position FROM relay_cursor")
        except psycopg.OperationalError:
            missing.append(f"{store} does not answer")
            continue
        if cursor < end:
            missing.append(f"relay {store}: {cursor} of {end}")
    return missing + [line for store, rows in inboxes.items() for line in _inbox(store, rows, heads)]


def _inbox(
    store: str, rows: list[tuple[str, str, int, int]], heads: Mapping[str, dict[tuple[str, int], int]]
) -> list[str]:
    return [
        f"{store} reads {source} {channel} p{partition}: {last} of {heads[source][channel, partition]}"
        for source, channel, partition, last in rows
        if source in heads and last < heads[source].get((channel, partition), 0)
    ]


def _one(connection: psycopg.Connection, sql: str) -> int:
    row = connection.execute(sql.encode()).fetchone()
    assert row is not None
    return int(row[0])
