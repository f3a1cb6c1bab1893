"""`travessia resync` and `travessia backfill`, run as an operator runs them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from scripts.stack.stack import Stack
from tests.integration.commands.running import Run

Travessia = Callable[..., Run]
LOST = "INSERT INTO inbox (source, channel, partition, log_id, last) VALUES ('coordination', 'events', 0, %s, 7)"


def test_a_log_that_is_known_needs_nothing(travessia: Travessia) -> None:
    done = travessia("resync", "referrals", "intake", "--json")
    assert (done.code, done.document["places"], done.document["accepted"]) == (0, [], False)
    assert "nothing to do" in done.err


def test_another_log_is_told_with_exit_code_3_and_accepted_on_demand(travessia: Travessia, stack: Stack) -> None:
    with stack.postgres.connect("referrals") as connection:
        connection.execute("DELETE FROM inbox WHERE source = 'coordination'")
        connection.execute(LOST, (uuid4(),))
    told = travessia("resync", "referrals", "coordination", "--json")
    assert (told.code, told.document["accepted"], told.document["places"][0]["surplus"]) == (3, False, 7)
    accepted = travessia("resync", "referrals", "coordination", "--accept")
    assert (accepted.code, "accepted from the last common position" in accepted.err) == (0, True)
    assert travessia("resync", "referrals", "coordination").code == 0
    with stack.postgres.connect("referrals") as connection:
        connection.execute("DELETE FROM inbox WHERE source = 'coordination'")


@pytest.mark.parametrize("contract", ["intake.office.opened", "coordination.problem-item.reported", "nonsense"])
def test_only_what_the_store_reacts_to_is_replayed(travessia: Travessia, contract: str) -> None:
    done = travessia("backfill", "referrals", contract)
    assert (done.code, "has no reaction" in done.err) == (2, True)


def test_nothing_to_replay(travessia: Travessia) -> None:
    done = travessia("backfill", "referrals", "intake.consent-ledger.withdrawn", "--json")
    assert (done.code, done.document["applied"]) == (0, 0)
