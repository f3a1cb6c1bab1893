"""What a follower tells about itself, and when its process is not ready; a confidential process tells neither."""

from __future__ import annotations

from time import monotonic

import pytest

from infra.ledger.frontier import Frontier, roots_at
from infra.ledger.merkle import leaf_hash, root
from infra.ledger.stats import LedgerStats
from infra.messaging.metrics import Delivery, export
from infra.observability.health import Health
from infra.refusals import Unavailable


def test_the_oldest_checkpoint_of_a_process_counts_and_the_rest_adds_up() -> None:
    young, old = LedgerStats("intake", size=3, behind=1), LedgerStats("referrals", size=4, behind=2)
    old.complete_at = monotonic() - 70
    values = {s.name: s.value for family in Delivery([young, old]).collect() for s in family.samples}
    assert values["travessia_ledger_size_leaves"] == 7
    assert values["travessia_ledger_behind_leaves"] == 3
    assert 70 <= values["travessia_ledger_checkpoint_age_seconds"] < 80


def test_a_follower_that_is_two_minutes_behind_is_not_ready() -> None:
    stats = LedgerStats("intake")
    stats.check()
    stats.complete_at = monotonic() - 121
    with pytest.raises(Unavailable, match="no checkpoint for 121 s"):
        stats.check()
    stats.standby = True
    stats.check()
    stats.refused = "forked"
    with pytest.raises(Unavailable, match="forked"):
        stats.check()


def test_a_confidential_process_tells_nothing_of_its_ledger() -> None:
    export([LedgerStats("notices")])
    assert b"travessia_ledger" in Health({}, confidential=False).answer("GET", "/metrics")[2]
    assert b"travessia_ledger" not in Health({}, confidential=True).answer("GET", "/metrics")[2]


def test_the_frontier_knows_every_root() -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(130)]
    frontier = Frontier()
    for size, leaf in enumerate(leaves):
        assert frontier.root() == root(leaves[:size])
        frontier.append(leaf)
    assert roots_at(leaves, [0, 7, 130, 999]) == {size: root(leaves[:size]) for size in (0, 7, 130)}
