"""The relay on real servers."""

from __future__ import annotations

from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import queued, relaying
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha


def test_everything_published_is_queued_and_the_cursor_follows(net: Net, alpha: Alpha) -> None:
    with relaying(net) as relay:
        for _ in range(5):
            alpha.step(alpha.open(), *range(100))
        eventually(lambda: relay.stats.published == 500, what="500 confirms")
    assert (relay.stats.returned, relay.stats.nacked) == (0, 0)
    assert queued(net) == 500
    with net.postgres.connect("alpha") as connection:
        assert connection.execute("SELECT position FROM relay_cursor").fetchone() == (505,)
