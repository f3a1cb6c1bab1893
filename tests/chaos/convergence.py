"""Whether everything that was published has arrived: a look at positions alone, cheap enough to repeat."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

from tests.chaos.evidence import HEADS, INBOX, Connect

END = "SELECT coalesce(max(position), 0) FROM published"


Heads = dict[str, dict[tuple[str, int], int]]


def heads_of(stores: tuple[str, ...], connect: Connect) -> Heads:
    """How far each source is now, in each channel and partition."""
    heads: Heads = {}
    for store in stores:
        with connect(store) as connection:
            heads[store] = {(channel, part): at for channel, part, at in connection.execute(HEADS)}
    return heads


def behind(stores: tuple[str, ...], connect: Connect, upto: Heads | None = None) -> list[str]:
    """What has still to arrive, of all or of what is `upto` these heads, in words; empty when nothing has.

    A store that does not answer is behind, too.
    """
    heads: Heads = {}
    inboxes: dict[str, list[tuple[str, str, int, int]]] = {}
    missing: list[str] = []
    for store in stores:
        try:
            with connect(store) as connection:
                heads[store] = {(channel, part): at for channel, part, at in connection.execute(HEADS)}
                inboxes[store] = connection.execute(INBOX).fetchall()
                end = max(upto[store].values(), default=0) if upto else _one(connection, END)
                cursor = _one(connection, "SELECT position FROM relay_cursor")
        except psycopg.OperationalError:
            missing.append(f"{store} does not answer")
            continue
        if cursor < end:
            missing.append(f"relay {store}: {cursor} of {end}")
    return missing + [line for store, rows in inboxes.items() for line in _inbox(store, rows, upto or heads)]


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
