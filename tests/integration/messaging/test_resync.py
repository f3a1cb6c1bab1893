"""Permanent test 4, second half: a source restored from an older copy, with another log id and without its tail."""

from __future__ import annotations

from uuid import UUID

import pytest

from infra.database import connect
from infra.messaging import resync
from infra.messaging.history import DirectSources
from infra.messaging.topology import PARTITIONS
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import consuming, delivering
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta


def restore(net: Net, size: int) -> None:
    """Alpha as it was when its log had this size, under a new log id."""
    with net.postgres.connect("alpha") as connection:
        connection.execute("DELETE FROM stored_events WHERE notification_id > %s", (size,))
        connection.execute("DELETE FROM ledger_leaves WHERE position > %s", (size,))
        connection.execute("DELETE FROM published WHERE position > %s", (size,))
        connection.execute("DELETE FROM partition_head")
        connection.execute(
            "INSERT INTO partition_head SELECT channel, partition, max(position) FROM published GROUP BY 1, 2"
        )
        connection.execute("UPDATE log_head SET size = %s, log_id = gen_random_uuid()", (size,))
        connection.execute("UPDATE relay_cursor SET position = least(position, %s)", (size,))


def compared(net: Net, beta: Beta) -> resync.Comparison:
    with connect(net.settings("alpha", "_audit")) as log:
        return resync.compare(beta.store, "alpha", log)


def followed(net: Net, alpha: Alpha, beta: Beta, *numbers: int) -> UUID:
    counter = alpha.open()
    with delivering(net, beta, DirectSources([alpha.store])):
        alpha.step(counter, *numbers)
        eventually(lambda: beta.numbers(counter) == list(numbers), what="all is applied")
    return counter


def test_a_lost_tail_is_told_and_accepted_only_on_demand(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = followed(net, alpha, beta, 1, 2, 3, 4)
    restore(net, 3)
    alpha.step(counter, 30)
    found = compared(net, beta)
    (place,) = [place for place in found.places if place.last]
    assert (place.last, place.common, place.surplus, place.missing) == (5, 3, 2, 1)
    assert found.differs
    assert found.lost == (f"{counter}:4", f"{counter}:5")  # the fourth is another event by now
    resync.accept(beta.store, found)
    with consuming(net, beta, DirectSources([alpha.store]), tail=0.5) as consumer:
        eventually(lambda: beta.numbers(counter) == [1, 2, 3, 4, 30], what="it goes on in the new log")
        assert consumer.stats.stopped_sources == set()
    assert compared(net, beta).places == ()


def test_without_a_resync_the_source_is_stopped(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = followed(net, alpha, beta, 1, 2)
    restore(net, 3)
    alpha.step(counter, 3)
    with consuming(net, beta, DirectSources([alpha.store]), tail=0.5) as consumer:
        eventually(lambda: consumer.stats.stopped_sources == {"alpha"}, what="it stops")
        others = PARTITIONS - len(consumer.stats.stopped_at)
        eventually(lambda: len(consumer.stats.behind) >= others, what="those that read nothing yet look too")
        assert consumer.stats.stopped_sources == {"alpha"}
    assert beta.numbers(counter) == [1, 2]


def test_a_restore_that_lost_nothing_we_read_is_no_difference(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = followed(net, alpha, beta, 1, 2)
    alpha.step(counter, 3, 4)
    restore(net, 4)
    found = compared(net, beta)
    assert not found.differs
    assert sum(place.missing for place in found.places if place.last) == 1
    resync.accept(beta.store, found)
    with consuming(net, beta, DirectSources([alpha.store]), tail=0.5):
        eventually(lambda: beta.numbers(counter) == [1, 2, 3], what="what was there before the restore comes too")


def test_a_new_consumer_reads_a_restored_source_from_its_beginning(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    alpha.step(counter, 1, 2, 3)
    restore(net, 3)
    alpha.step(counter, 9)
    with delivering(net, beta, DirectSources([alpha.store]), tail=0.5):
        eventually(lambda: beta.numbers(counter) == [1, 2, 9], what="both halves")


def test_nothing_is_accepted_that_moved_meanwhile(net: Net, alpha: Alpha, beta: Beta) -> None:
    followed(net, alpha, beta, 1, 2, 3)
    restore(net, 2)
    found = compared(net, beta)
    resync.accept(beta.store, found)
    with pytest.raises(resync.Moved):
        resync.accept(beta.store, found)
