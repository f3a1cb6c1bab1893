"""The monitor against an insider who may do anything with the database: what it finds, and nothing but that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infra.ledger import checkpoints, merkle
from infra.ledger.audit.checkpoints import Claim
from infra.ledger.audit.findings import Kind
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.keys import new_key
from infra.ledger.signer import SignerState
from tests.integration.ledger.conftest import PATTERN, STORE, House, copy
from tests.integration.ledger.looking import audit, insider, said, streams

Fresh = Callable[..., House]


def test_nothing_is_wrong_with_an_honest_log(log: House) -> None:
    report = audit(log)
    assert said(report) == []
    assert (report.events, report.leaves, report.checkpoints, report.sealed) == (305, 305, 2, 2)
    log.thread()
    assert audit(log).clean


def test_an_empty_log_is_honest(house: House) -> None:
    house.follow()
    assert audit(house).clean


@pytest.mark.parametrize("column", ["topic", "metadata", "state", "recorded_at", "log_id"])
def test_a_changed_event_is_named(log: House, column: str) -> None:
    change = {
        "topic": "'ledgertoys.bead.broken'", "metadata": "replace(metadata, 'system', 'nobody')",
        "state": "state || ' '::bytea",
        "recorded_at": "recorded_at + interval '0'", "log_id": "gen_random_uuid()",
    }  # fmt: skip
    value = "recorded_at - interval '1 microsecond'" if column == "recorded_at" else change[column]
    with insider(log) as connection:
        connection.execute(f"UPDATE stored_events SET {column} = {value} WHERE notification_id = 18".encode())
    name = f"position 18 (stream {streams(log)[0]}, version 18)"
    found = said(audit(log))
    assert (Kind.CHANGED, f"{name}: the event is not the one that was recorded") in found
    assert {kind for kind, _ in found} <= {Kind.CHANGED, Kind.FORKED, Kind.REORDERED}


def test_a_change_that_is_hidden_in_the_leaf_too_is_found_in_tree_and_checkpoint(log: House) -> None:
    with insider(log) as connection:
        connection.execute("UPDATE stored_events SET metadata = metadata || ' ' WHERE notification_id = 18")
        connection.execute(_releaf())
    assert said(audit(log)) == [
        (Kind.CHANGED, "leaves 0 to 255: the log differs from the tree that was built over it"),
        (Kind.FORKED, "the signed checkpoint of 300 leaves has another root: changed between 0 and there"),
    ]


def _releaf() -> str:
    return """UPDATE ledger_leaves l SET leaf = ledger_leaf(log_id, notification_id, originator_id,
                     originator_version, recorded_at, topic, metadata, state)
                FROM stored_events e WHERE e.notification_id = l.position"""


def test_a_change_that_is_hidden_everywhere_is_found_by_signer_and_witness(log: House) -> None:
    """Rows, leaves, tiles and checkpoints are rewritten, with another key at hand, or with none at all."""
    seen = log.signer.state().last
    assert seen is not None
    with insider(log) as connection:
        connection.execute("UPDATE stored_events SET metadata = metadata || ' ' WHERE notification_id = 302")
        connection.execute(_releaf())
        connection.execute("DELETE FROM ledger_tiles")
        connection.execute("DELETE FROM ledger_checkpoints WHERE size > 300")
    with log.relay() as connection:
        log.tree(connection).grow()
    root = "of 305 leaves has another root: changed between 300 and there"
    assert said(audit(log)) == [(Kind.FORKED, f"the checkpoint that the signer remembers {root}")]
    witness = Claim("the checkpoint that intake witnessed", seen)
    assert said(audit(log, SignerState(), (witness,))) == [
        (Kind.FORKED, f"the checkpoint that intake witnessed {root}")
    ]


def test_a_deleted_event_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute("DELETE FROM stored_events WHERE notification_id = 18")
    found = said(audit(log))
    assert (Kind.DELETED, "position 18: the event is gone, its leaf is left") in found
    with insider(log) as connection:
        connection.execute("DELETE FROM ledger_leaves WHERE position = 18")
    found = said(audit(log))
    assert (Kind.DELETED, "positions 18 to 18: events and leaves are gone") in found
    assert {kind for kind, _ in found} == {Kind.DELETED, Kind.CHANGED, Kind.FORKED}


def test_an_inserted_event_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute(
            "INSERT INTO stored_events SELECT gen_random_uuid(), 1, topic, state, 306, metadata, recorded_at, log_id"
            " FROM stored_events WHERE notification_id = 305"
        )
    texts = [text for kind, text in said(audit(log)) if kind is Kind.INSERTED]
    assert texts[0].endswith("version 1): an event without a leaf")
    assert texts[1] == "the log goes on to 306, its head says 305"


def test_events_that_changed_places_are_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute("UPDATE stored_events SET notification_id = -18 WHERE notification_id = 18")
        connection.execute("UPDATE stored_events SET notification_id = 18 WHERE notification_id = 19")
        connection.execute("UPDATE stored_events SET notification_id = 19 WHERE notification_id = -18")
    stream = streams(log)[0]
    found = said(audit(log))
    assert (Kind.REORDERED, f"position 18 (stream {stream}, version 19): this is the event of position 19") in found
    assert (Kind.REORDERED, f"position 19 (stream {stream}, version 18): this is the event of position 18") in found


def test_a_truncated_tail_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute("DELETE FROM stored_events WHERE notification_id > 302")
        connection.execute("DELETE FROM ledger_leaves WHERE position > 302")
    found = said(audit(log))
    assert (Kind.TRUNCATED, "the log ends at position 302, its head says 305") in found
    assert (Kind.ROLLED_BACK, "the checkpoint that the signer remembers has 305 leaves, the log has 302") in found


def test_a_database_that_was_rolled_back_is_named(house: House) -> None:
    house.thread(20)
    house.follow()
    keep = f"{PATTERN}_old"
    copy(house.server, STORE.name, keep)
    house.thread(5)
    house.follow()
    copy(house.server, keep, STORE.name)
    text = "the checkpoint that the signer remembers has 27 leaves, the log has 21"
    assert said(audit(house)) == [(Kind.ROLLED_BACK, text)]
    house.thread(30)
    found = said(audit(house))
    assert [kind for kind, _ in found] == [Kind.FORKED]
    assert house.follow().stats.refused == "forked: not an extension of the 27 leaves that were signed"


def test_a_forged_checkpoint_is_named(log: House) -> None:
    wrong = Checkpoint(log.origin(), 304, merkle.EMPTY_ROOT)
    with insider(log) as connection:
        for size, key in ((303, new_key("travessia/ledgertoys")), (304, log.key)):
            values = (wrong.origin, size, wrong.root, checkpoints.sign(wrong, key))
            connection.execute("INSERT INTO ledger_checkpoints VALUES (%s, %s, %s, %s, now())", values)
    assert said(audit(log)) == [
        (Kind.FORGED, f"checkpoint 303 of {wrong.origin}: the note is not signed by a known key"),
        (Kind.FORKED, "the signed checkpoint of 304 leaves has another root: changed between 300 and there"),
    ]
    with insider(log) as connection:
        connection.execute("UPDATE ledger_checkpoints SET root = sha256(root) WHERE size = 300")
    assert (Kind.FORGED, f"checkpoint 300 of {wrong.origin}: the note says something else than its row") in said(
        audit(log)
    )


def test_a_new_log_id_without_the_ceremony_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute("UPDATE log_head SET log_id = gen_random_uuid()")
    kinds = [kind for kind, _ in said(audit(log))]
    assert kinds == [Kind.UNEXPLAINED_RESTORE]


def test_a_damaged_tree_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute("UPDATE ledger_tiles SET root = sha256(root)")
    assert said(audit(log)) == [(Kind.TREE_DAMAGED, "tile 0 of level 0 (leaves 0 to 255) contradicts itself")]
    with insider(log) as connection:
        connection.execute("UPDATE ledger_tiles SET hashes = ''::bytea, root = sha256('')")
    kinds = [kind for kind, _ in said(audit(log))]
    assert kinds == [Kind.CHANGED]


def test_what_is_unreadable_does_not_stop_the_monitor(log: House) -> None:
    with insider(log) as connection:
        connection.execute("UPDATE stored_events SET state = '\\xff'::bytea WHERE notification_id IN (7, 300)")
        connection.execute("UPDATE stored_events SET notification_id = 1000000 WHERE notification_id = 305")
    found = said(audit(log))
    assert (Kind.INSERTED, "the log goes on to 1000000, its head says 305") in found
    assert len([kind for kind, _ in found if kind is Kind.CHANGED]) >= 2


def test_a_confidential_log_is_looked_through_its_padding(fresh: Fresh) -> None:
    house = fresh(confidential=True)
    house.thread(9)
    house.follow()
    report = audit(house)
    assert said(report) == []
    assert (report.events, report.leaves % 64) == (10, 0)
    with insider(house) as connection:
        connection.execute("UPDATE stored_events SET metadata = metadata || ' ' WHERE notification_id = 4")
        connection.execute("UPDATE ledger_sequence SET padding = sha256(padding) WHERE index = 20")
        connection.execute("DELETE FROM ledger_sequence WHERE index = 30")
    found = said(audit(house))
    assert (Kind.TREE_DAMAGED, "leaf 20: the padding is not what was hashed") in found
    assert (Kind.DELETED, "leaves 30 to 30 of the tree are gone") in found
    assert Kind.CHANGED in {kind for kind, _ in found}
    assert Kind.ROLLED_BACK in {kind for kind, _ in found}
