"""What intake's own log says, asked as the database's owner and without any of the network's code."""

from __future__ import annotations

from scripts.demo.network import Network

RECEPTIONS = """SELECT count(*) FROM stored_events
                 WHERE topic = 'intake.reception.completed' AND metadata::jsonb ->> 'occurred_at' LIKE %s"""


def receptions(network: Network, period: str) -> int:
    """How many were completed in a year or a month, such as `2025-04`."""
    with network.stack.postgres.connect("intake") as connection:
        ((found,),) = connection.execute(RECEPTIONS, (f"{period}%",)).fetchall()
    return int(found)
