"""The follower on a real database: the tree it stores, what it signs, and how it goes on after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread

import psycopg
import pytest

from infra import world
from infra.ledger import checkpoints, merkle, padding, records
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.signer import SignerRefused, SignerState, write_state
from infra.refusals import Unavailable
from tests.integration.ledger.conftest import STORE, House

Fresh = Callable[..., House]


def leaves(house: House) -> list[bytes]:
    with house.relay() as connection:
        return house.tree(connection).leaves.between(0, 1 << 20)


def test_the_stored_tree_says_what_the_leaves_say(house: House) -> None:
    for turns in (0, 254, 1, 700, 65):
        house.thread(turns)
        house.follow()
    expected = leaves(house)
    with house.relay() as connection:
        tree = house.tree(connection)
        assert tree.size() == len(expected) == 1025
        for size in (1, 2, 255, 256, 257, 511, 512, 513, 1024, 1025):
            assert tree.root(size) == merkle.root(expected[:size])
            assert tree.inclusion(size - 1, 1025) == merkle.inclusion_proof(expected, size - 1)
            assert tree.consistency(size, 1025) == merkle.consistency_proof(expected, size)
        rows = connection.execute("SELECT level, count(*) FROM ledger_tiles GROUP BY 1").fetchall()
    assert rows == [(0, 4)]


def test_a_tree_of_several_levels(house: House) -> None:
    """Leaves planted by the hundred thousand: the second level is complete, and every proof still holds."""
    with house.superuser() as connection:
        connection.execute(
            "INSERT INTO ledger_leaves SELECT n, sha256(int8send(n)) FROM generate_series(1::bigint, 70000) AS n"
        )
    house.follow()
    expected = leaves(house)
    root = merkle.root(expected)
    with house.relay() as connection:
        rows = connection.execute("SELECT level, count(*) FROM ledger_tiles GROUP BY 1 ORDER BY 1").fetchall()
        assert rows == [(0, 273), (1, 1)]
        tree = house.tree(connection)
        assert tree.root(70000) == root
        for index in (0, 255, 256, 65535, 65536, 69887, 69888, 69999):
            merkle.verify_inclusion(expected[index], index, 70000, tree.inclusion(index, 70000), root)
            proof = tree.consistency(index + 1, 70000)
            merkle.verify_consistency(index + 1, 70000, proof, merkle.root(expected[: index + 1]), root)


def test_a_proof_for_a_size_that_the_log_has_not_is_refused(house: House) -> None:
    house.thread(3)
    with house.relay() as connection, pytest.raises(merkle.ProofRefused, match="not grown"):
        house.tree(connection).root(5)


def test_a_checkpoint_is_signed_when_there_is_something_new_and_only_then(house: House) -> None:
    house.thread(2)
    assert house.follow().stats.signed == 1
    assert house.follow().stats.signed == 0
    house.thread()
    follower = house.follow()
    with house.relay() as connection:
        signed = records.signed(connection, house.origin())
    assert [each.checkpoint.size for each in signed] == [3, 4]
    assert checkpoints.verify(signed[1].note, [house.key.verifier]) == house.signer.state().last
    assert (follower.stats.size, follower.stats.behind, follower.stats.refused) == (4, 0, None)
    follower.stats.check()


def test_the_thread_signs_and_ends(house: House) -> None:
    house.thread(2)
    follower = house.follower()
    thread = Thread(target=follower.run)
    thread.start()
    assert follower.signed.wait(60)
    follower.stop()
    thread.join(60)
    assert not thread.is_alive()


def test_a_second_follower_stands_by(house: House) -> None:
    first, second = house.follower(), house.follower()
    with house.relay() as holder, house.relay() as other:
        assert first._is_the_one(holder)
        assert not second._is_the_one(other)
    second.stats.standby, second.stats.complete_at = True, -1e9
    second.stats.check()


def test_a_truncated_log_is_not_signed(house: House) -> None:
    house.thread(4)
    house.follow()
    with house.superuser() as insider:
        insider.execute("DELETE FROM ledger_leaves WHERE position > 3")
    follower = house.follow()
    assert follower.stats.refused == "rolled back: 5 leaves were signed, the log has 3"
    with pytest.raises(Unavailable, match="rolled back"):
        follower.stats.check()


def test_a_rewritten_log_is_not_signed(house: House) -> None:
    house.thread(4)
    house.follow()
    house.thread()
    with house.superuser() as insider:
        insider.execute("UPDATE ledger_leaves SET leaf = sha256(leaf) WHERE position = 2")
    assert house.follow().stats.refused == "forked: not an extension of the 5 leaves that were signed"


def test_a_hole_is_named(house: House) -> None:
    house.thread(4)
    with house.superuser() as insider:
        insider.execute("DELETE FROM ledger_leaves WHERE position = 3")
    assert house.follow().stats.refused == "leaf 2 is missing"


def test_a_restored_log_is_not_signed_before_the_ceremony(house: House) -> None:
    house.thread(4)
    house.follow()
    with house.superuser() as operator:
        operator.execute("UPDATE log_head SET log_id = gen_random_uuid()")
    assert house.follow().stats.refused == "another log: a restore needs the ceremony"


def test_without_its_state_the_signer_signs_nothing(house: House) -> None:
    house.thread()
    house.state_file.unlink()
    assert house.follow().stats.refused == "the signer's state is missing or unreadable"


CRASH = """
import sys
from pathlib import Path
from infra.database import DatabaseSettings, connect
from infra.ledger.follower import Follower
from infra.ledger.keys import SigningKey
from infra.ledger.signer import Signer
host, port, name, user, password, key, state = sys.argv[1:]
settings = DatabaseSettings(host, int(port), name, user, password)
follower = Follower("intake", settings, Signer(SigningKey.parse(key), Path(state)), confidential=False)
with connect(settings, autocommit=True) as connection:
    follower.turn(connection)
"""


@pytest.mark.parametrize("point", ["ledger.before-sign", "ledger.after-sign"])
def test_a_crash_between_tree_and_checkpoint_leaves_nothing_to_mend(house: House, point: str) -> None:
    house.thread(300)
    mine = house.settings("relay")
    arguments = [mine.host, str(mine.port), mine.dbname, mine.user, mine.password, house.key.text()]
    ended = subprocess.run(
        [sys.executable, "-c", CRASH, *arguments, str(house.state_file)],
        env={**os.environ, "TRAVESSIA_ENV": "test", "TRAVESSIA_CRASHPOINT": f"{point}@intake"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert f"crashpoint reached: {point}@intake" in ended.stderr
    with house.relay() as connection:
        assert records.latest(connection, house.origin().replace(STORE.name, "intake")) is None
        assert connection.execute("SELECT count(*) FROM ledger_tiles").fetchone() == (1,)
    last = house.signer.state().last
    assert (last is None) == (point == "ledger.before-sign")
    if last is not None:
        write_state(house.state_file, SignerState(Checkpoint(house.origin(), last.size, last.root)))
    house.thread(10)
    follower = house.follow()
    assert (follower.stats.refused, follower.stats.signed, follower.stats.size) == (None, 1, 312)


def test_the_followers_role_adds_and_changes_nothing(house: House) -> None:
    house.thread(300)
    house.follow()
    tables = ("ledger_tiles", "ledger_checkpoints", "ledger_cosignatures", "ledger_sequence", "ledger_schedule")
    for statement in ("DELETE FROM {}", "UPDATE {} SET {}", "TRUNCATE {}"):
        for table in tables:
            text = statement.format(table, _column(table) + " = " + _column(table))
            with house.relay() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(text.encode())


def _column(table: str) -> str:
    return {"ledger_tiles": "root", "ledger_sequence": "leaf", "ledger_schedule": "seconds"}.get(table, "size")


def test_a_signer_signs_the_same_again_and_nothing_older(house: House) -> None:
    for turns in (1, 2):
        house.thread(turns)
        house.follow()
    with house.relay() as connection:
        old, new = records.signed(connection, house.origin())
    assert house.signer.sign(new.checkpoint) == new.note
    with pytest.raises(SignerRefused, match="rolled back"):
        house.signer.sign(old.checkpoint)
    with pytest.raises(SignerRefused, match="forked"):
        house.signer.sign(Checkpoint(new.checkpoint.origin, new.checkpoint.size, old.checkpoint.root))
    with pytest.raises(SignerRefused, match="forked"):
        house.signer.sign(Checkpoint(new.checkpoint.origin, 99, old.checkpoint.root))


class Clock(world.RealWorld):
    """The world with an hour of its own."""

    at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def test_the_size_of_a_confidential_log_follows_from_the_time_alone(fresh: Fresh) -> None:
    house, clock = fresh(confidential=True), Clock()
    with world.use(clock):
        assert house.follow().stats.size == 64
        house.thread(99)
        assert house.follow().stats.size == 64
        clock.at += timedelta(seconds=1)
        assert house.follow().stats.size == 128
        clock.at += timedelta(seconds=9.9)
        assert house.follow().stats.size == 11 * 64
        clock.at -= timedelta(seconds=3)
        follower = house.follow()
    assert (follower.stats.size, follower.stats.refused) == (11 * 64, None)
    with house.relay() as connection:
        rows = connection.execute(
            "SELECT index / 64, count(position), count(padding), max(position) FROM ledger_sequence"
            " GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert rows[:3] == [(0, 0, 64, None), (1, 64, 0, 64), (2, 36, 28, 100)]
    assert set(rows[3:]) == {(batch, 0, 64, None) for batch in range(3, 11)}


def test_an_event_among_padding_is_proved_like_any_other(fresh: Fresh) -> None:
    house = fresh(confidential=True)
    house.thread(9)
    house.follow()
    with house.relay() as connection:
        tree = house.tree(connection)
        size, index = tree.size(), tree.leaves.index_of(10)
        assert index == 9
        row = connection.execute("SELECT leaf FROM ledger_leaves WHERE position = 10").fetchone()
        assert row is not None
        merkle.verify_inclusion(row[0], index, size, tree.inclusion(index, size), tree.root(size))
        assert tree.leaves.index_of(11) is None


def test_the_next_tick_is_waited_for() -> None:
    plan = padding.Schedule(Clock.at, 50, 64)
    assert plan.wait_at(Clock.at + timedelta(seconds=120.5)) == 29.5
    assert plan.size_at(Clock.at - timedelta(days=1)) == 0
