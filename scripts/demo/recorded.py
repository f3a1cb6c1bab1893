"""What the stores' own logs say, asked as the databases' owner and without any of the network's code."""

from __future__ import annotations

from scripts.demo.network import Network

RECEPTIONS = """SELECT count(*) FROM stored_events
                 WHERE topic = 'intake.reception.completed' AND metadata::jsonb ->> 'occurred_at' LIKE %s"""

HEADS = "SELECT channel, partition, position FROM partition_head"
READ = "SELECT channel, partition, last FROM inbox WHERE source = %s"


def receptions(network: Network, period: str) -> int:
    """How many were completed in a year or a month, such as `2025-04`."""
    with network.stack.postgres.connect("intake") as connection:
        ((found,),) = connection.execute(RECEPTIONS, (f"{period}%",)).fetchall()
    return int(found)


def heard(network: Network, reader: str, source: str) -> bool:
    """Whether a store has read everything that another one has published by now."""
    with network.stack.postgres.connect(source) as connection:
        heads = {(channel, part): at for channel, part, at in connection.execute(HEADS).fetchall()}
    with network.stack.postgres.connect(reader) as connection:
        read = connection.execute(READ, (source,)).fetchall()
    return bool(read) and all(last >= heads.get((channel, part), 0) for channel, part, last in read)
