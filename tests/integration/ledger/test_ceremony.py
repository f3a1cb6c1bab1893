"""After a restore: the loss is found, told in the log, and the new log is signed; without a loss nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from infra.database import Connection, connect
from infra.ledger import ceremony
from infra.ledger.audit.audit import LIMITS
from infra.ledger.audit.checkpoints import Claim, signed
from infra.ledger.audit.findings import Report
from infra.ledger.ceremony import Loss, NothingToExplain
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.leaves import leaves_of
from infra.ledger.signer import SignerRefused, SignerState, write_state
from infra.refusals import Unavailable
from tests.integration.ledger.conftest import PATTERN, STORE, House, copy
from tests.integration.ledger.looking import audit, said

Fresh = Callable[..., House]
REASON = "the disk of the primary failed"


def examine(house: House, *seen: Claim, restored: bool = False) -> Loss:
    with connect(house.settings("audit"), limits=LIMITS) as connection:
        claims = [*seen, *signed(connection, (house.key.verifier,), Report(STORE.name))]
        leaves = leaves_of(connection, confidential=house.confidential)
        return ceremony.examine(STORE.name, connection, leaves, house.signer.state(), claims, restored=restored)


@contextmanager
def owner(house: House) -> Iterator[Connection]:
    with connect(house.settings("migrate")) as connection:
        yield connection


def hold(house: House, loss: Loss) -> Checkpoint:
    with owner(house) as connection:
        first = ceremony.hold(house.store(), connection, house.signer, loss, REASON)
    house.close()
    return first


def restored(house: House) -> House:
    """Signed at 5, copied at 7 with a checkpoint at 5 only, signed at 12, and the copy put back."""
    house.thread(4)
    house.follow()
    house.thread(1)
    old = f"{PATTERN}_old"
    copy(house.server, STORE.name, old)
    house.thread(4)
    house.follow()
    copy(house.server, old, STORE.name)
    return house


def test_a_restore_is_explained_and_the_new_log_goes_on(house: House) -> None:
    loss = examine(restored(house))
    assert (loss.old.size, loss.size, loss.common.size, loss.lost) == (12, 7, 5, 5)
    first = hold(house, loss)
    assert (first.size, first.origin) == (7, house.origin())
    assert first.origin != loss.old.origin
    follower = house.follow()
    assert (follower.stats.refused, follower.stats.size) == (None, 9)
    state = house.signer.state()
    assert state.earlier == (loss.old,)
    report = audit(house)
    assert said(report) == []
    with house.superuser() as connection:
        row = connection.execute(
            "SELECT convert_from(state, 'UTF8')::jsonb - 'new_origin' FROM stored_events"
            " WHERE topic LIKE '%.log-restored'"
        ).fetchone()
    assert row == (
        {
            "old_origin": loss.old.origin, "old_size": 12, "old_root": loss.old.root.hex(), "restored_size": 7,
            "common_size": 5, "common_root": loss.common.root.hex(), "reason": REASON,
        },
    )  # fmt: skip


def test_a_witness_can_prove_that_more_is_common(house: House) -> None:
    restored(house)
    with house.relay() as connection:
        tree = house.tree(connection)
        tree.grow()
        seen = Checkpoint(house.origin(), 7, tree.root(7))
    assert examine(house, Claim("a witness", seen)).common == seen


def test_without_a_loss_there_is_no_ceremony(house: House) -> None:
    with pytest.raises(NothingToExplain, match="nothing was ever signed"):
        examine(house)
    house.thread(3)
    house.follow()
    house.thread(3)
    with pytest.raises(NothingToExplain, match="nothing that was signed is lost"):
        examine(house)


def test_what_was_lost_before_it_was_signed_is_the_operators_word(house: House) -> None:
    """The backup is younger than the last checkpoint: no signature shows that something was recorded after it."""
    house.thread(3)
    house.follow()
    house.thread(3)
    loss = examine(house, restored=True)
    assert (loss.old.size, loss.size, loss.common, loss.lost) == (4, 8, loss.old, 0)
    assert hold(house, loss).origin != loss.old.origin
    follower = house.follow()
    assert (follower.stats.refused, follower.stats.size) == (None, 10)
    assert audit(house).clean


def test_a_refusal_is_told_by_readiness_and_metrics_until_the_ceremony(house: House) -> None:
    follower = restored(house).follow()
    with pytest.raises(Unavailable, match="rolled back"):
        follower.stats.check()
    samples = {name: value for name, _, value in follower.stats.samples()}
    assert samples["travessia_ledger_refusals_total"] == 1
    assert hold(house, examine(house)).size == 7
    with house.relay() as connection:
        assert follower.turn(connection) is not None
    follower.stats.check()


def test_a_ceremony_that_was_interrupted_is_held_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    restored(house)
    refuse = pytest.MonkeyPatch()
    refuse.setattr("infra.ledger.signer.Signer.begin", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        hold(house, examine(house))
    refuse.undo()
    house.close()
    assert house.follow().stats.refused == "another log: a restore needs the ceremony"
    origin = house.origin()
    assert hold(house, examine(house)).origin == origin
    with house.superuser() as connection:
        told = connection.execute("SELECT count(*) FROM stored_events WHERE topic LIKE '%.log-restored'").fetchone()
    assert told == (1,)
    house.follow()
    assert audit(house).clean


def _interrupted(*_: object) -> str:
    raise KeyboardInterrupt


def test_the_same_copy_restored_twice_explains_both_losses(house: House) -> None:
    """The word about the first restore is lost with the second one, and is told again."""
    hold(house, examine(restored(house)))
    house.follow()
    with house.superuser() as connection:
        connection.execute("DELETE FROM stored_events WHERE notification_id > 8")
        connection.execute("DELETE FROM ledger_leaves WHERE position > 8")
        connection.execute("DELETE FROM ledger_checkpoints WHERE size > 8")
        connection.execute("DELETE FROM snapshots")
        connection.execute("UPDATE log_head SET size = 8")
    loss = examine(house)
    assert (loss.old.size, loss.size, loss.common.size) == (9, 8, 7)
    assert [each.last.size for each in loss.ended] == [12, 9]
    hold(house, loss)
    house.follow()
    assert [each.size for each in house.signer.state().earlier] == [12, 9]
    assert audit(house).clean


def test_a_signer_begins_no_log_that_it_knows_and_none_without_a_past(house: House) -> None:
    house.thread()
    house.follow()
    last = house.signer.state().last
    assert last is not None
    with pytest.raises(SignerRefused, match="no new log"):
        house.signer.begin(last)
    write_state(house.state_file, SignerState())
    with pytest.raises(SignerRefused, match="no new log"):
        house.signer.begin(last)


def test_a_confidential_log_keeps_its_clock_over_a_restore(fresh: Fresh) -> None:
    house = fresh(confidential=True)
    house.thread(3)
    house.follow()
    with house.superuser() as operator:
        operator.execute("DELETE FROM ledger_sequence WHERE index >= 32")
        operator.execute("DELETE FROM ledger_checkpoints")
    loss = examine(house)
    assert (loss.size, loss.common.size) == (32, 0)
    hold(house, loss)
    follower = house.follow()
    assert (follower.stats.refused, follower.stats.size % 64) == (None, 0)
    assert audit(house).clean
