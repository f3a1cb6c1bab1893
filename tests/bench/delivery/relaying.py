"""(a) The relay with the broker 5 ms away, as a share of the relay on loopback."""

from __future__ import annotations

from time import monotonic

from tests.bench.delivery.house import alpha_of, relay
from tests.bench.delivery.proxy import away
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.servers import eventually

EVENTS, BATCH, DELAY = 20_000, 500, 0.005


def backlog(net: Net, events: int = EVENTS) -> None:
    """So many messages in alpha's public log, over 40 subjects."""
    with alpha_of(net) as alpha:
        for start in range(0, events, BATCH):
            alpha.step(alpha.open(), *range(start, start + BATCH))


def rate(net: Net, amqp_uri: str | None = None) -> float:
    """Events a second, from the first confirm seen to the last."""
    with net.postgres.connect("alpha") as connection:
        connection.execute("UPDATE relay_cursor SET position = 0")

        def cursor() -> int:
            row = connection.execute("SELECT position FROM relay_cursor").fetchone()
            return int(row[0]) if row else 0

        row = connection.execute("SELECT max(position) FROM published").fetchone()
        assert row is not None
        with relay(net, amqp_uri):
            first = eventually(cursor, 30, "the first confirm")
            begun = monotonic()
            eventually(lambda: cursor() >= row[0], 120, "the last confirm")
            return float((row[0] - first) / (monotonic() - begun))


def loopback_and_away(net: Net) -> tuple[float, float]:
    backlog(net)
    near = rate(net)
    with away(net.broker.port, DELAY) as port:
        far = rate(net, net.broker.uri("alpha").replace(f":{net.broker.port}/", f":{port}/"))
    return near, far
