"""Fourteen ways in which somebody with every right on the database can lie, and what each of them is found by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from infra.database import Connection
from infra.eventstore.sealing import associated_data, encrypt
from infra.ledger import checkpoints, merkle
from infra.ledger.keys import new_key
from tests.integration.audit.conftest import Scene

RELEAF = """UPDATE ledger_leaves l SET leaf = ledger_leaf(log_id, notification_id, originator_id,
                   originator_version, recorded_at, topic, metadata, state)
              FROM stored_events e WHERE e.notification_id = l.position"""
FREE = "DROP INDEX stored_events_notification_id_idx; ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey"


@dataclass(frozen=True)
class Tampering:
    """A class of tampering, how it is done, and what verifier and monitor say; empty: not theirs to see."""

    name: str
    do: Callable[[Scene, Connection], object]
    verifier: str
    monitor: str
    covered: bool = False
    """Only what the first checkpoint covers is asked for: the rest is not there any more."""


def at(connection: Connection, stream: UUID, version: int, change: str) -> None:
    """One event of a stream, changed by an SQL assignment."""
    statement = f"UPDATE stored_events SET {change} WHERE originator_id = %s AND originator_version = %s"
    connection.execute(statement.encode(), (stream, version))


def change(scene: Scene, connection: Connection) -> None:
    at(connection, scene.case, 3, "state = replace(convert_from(state, 'UTF8'), '1', '7')::bytea")


def delete(scene: Scene, connection: Connection) -> None:
    connection.execute("DELETE FROM stored_events WHERE originator_id = %s AND originator_version = 4", (scene.case,))


def insert(scene: Scene, connection: Connection) -> None:
    """Between two events of the case; what follows moves up."""
    for statement in (
        FREE,
        "UPDATE stored_events SET notification_id = notification_id + 1 WHERE notification_id >= 7",
        """INSERT INTO stored_events SELECT originator_id, originator_version, topic, state, 7, metadata, recorded_at,
                  log_id FROM stored_events WHERE notification_id = 6""",
    ):
        connection.execute(statement.encode())
    connection.execute(
        "UPDATE stored_events SET originator_version = originator_version + 1"
        " WHERE originator_id = %s AND notification_id >= 7",
        (scene.case,),
    )


def reorder(scene: Scene, connection: Connection) -> None:
    """Two events of the case change places, with versions and positions that fit."""
    connection.execute(FREE.encode())
    connection.execute(
        "UPDATE stored_events SET originator_version = 7 - originator_version, notification_id = 13 - notification_id"
        " WHERE originator_id = %s AND originator_version IN (3, 4)",
        (scene.case,),
    )


def swap(scene: Scene, connection: Connection) -> None:
    """The ciphertexts of two people, each with its salt."""
    connection.execute(
        "UPDATE sealed_values a SET salt = b.salt, ciphertext = b.ciphertext FROM sealed_values b"
        " WHERE (a.originator_id, b.originator_id) IN ((%(case)s, %(other)s), (%(other)s, %(case)s))",
        {"case": scene.case, "other": scene.neighbour},
    )


def reencrypt(scene: Scene, connection: Connection) -> None:
    """Another value under a key pair of the insider's own, which becomes the subject's public key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    row = connection.execute("SELECT key_id FROM sealed_values WHERE originator_id = %s", (scene.case,)).fetchone()
    assert row is not None
    sealed = encrypt("another note", public, associated_data(scene.case, 1, "note", row[0]))
    connection.execute("UPDATE subject_keys SET public_key = %s WHERE key_id = %s", (public, row[0]))
    connection.execute("UPDATE sealed_values SET ciphertext = %s WHERE originator_id = %s", (sealed, scene.case))


def truncate(scene: Scene, connection: Connection, to: int = 12) -> None:
    """The last events, with everything that tells of them in the database."""
    for statement in (
        "DELETE FROM stored_events WHERE notification_id > %s",
        "DELETE FROM ledger_leaves WHERE position > %s",
        "DELETE FROM ledger_checkpoints WHERE size > %s",
        "UPDATE log_head SET size = %s",
    ):
        connection.execute(statement.encode(), (to,))


def fork(scene: Scene, connection: Connection) -> None:
    """Another history from some point on, as long as the one that was signed; the checkpoints stay."""
    connection.execute("UPDATE stored_events SET metadata = metadata || ' ' WHERE notification_id > 8")
    connection.execute(RELEAF.encode())
    connection.execute("DELETE FROM ledger_tiles")


def roll_back(scene: Scene, connection: Connection) -> None:
    """The whole database as it was at the first checkpoint: nothing in it contradicts anything else."""
    truncate(scene, connection, 10)
    connection.execute("DELETE FROM sealed_values WHERE originator_id = %s", (scene.erased,))


def forge(scene: Scene, connection: Connection) -> None:
    """A changed event under a checkpoint of the insider's own, with the name of the store on it."""
    change(scene, connection)
    connection.execute(RELEAF.encode())
    connection.execute("DELETE FROM ledger_tiles")
    rows = connection.execute("SELECT leaf FROM ledger_leaves ORDER BY position").fetchall()
    root = merkle.root([bytes(leaf) for (leaf,) in rows])
    point = checkpoints.Checkpoint(scene.house.origin(), len(rows), root)
    note = checkpoints.sign(point, new_key(scene.house.key.name))
    connection.execute("UPDATE ledger_checkpoints SET root = %s, note = %s WHERE size = %s", (root, note, len(rows)))


def change_metadata(scene: Scene, connection: Connection) -> None:
    at(connection, scene.case, 2, 'metadata = replace(metadata, \'"actor":"system"\', \'"actor":"ana"\')')


def old_view(scene: Scene, connection: Connection) -> Path:
    """The auditor is given an export from before the last events, when all that it says was true."""
    return scene.folder / "old"


def edit_read_record(scene: Scene, connection: Connection) -> None:
    """What it was for."""
    at(connection, scene.read, 1, "metadata = replace(metadata, '\"care\"', '\"duty\"')")


def hide_erasure(scene: Scene, connection: Connection) -> None:
    """A ciphertext is made to disappear without anybody having authorised it."""
    connection.execute(
        "UPDATE sealed_values SET salt = NULL, ciphertext = NULL WHERE originator_id = %s", (scene.case,)
    )


OTHER = "event {}, position {} .* is not what the log of 24 leaves holds"
SHRANK = "you saw 24 leaves, it has 10: it was cut, or set back"
TAMPERINGS = (
    Tampering("change an event", change, OTHER.format(3, 6), "changed: position 6 "),
    Tampering("delete an event", delete, r"it shows 5 of 6 events", "deleted: position 7: the event is gone"),
    Tampering("insert an event", insert, OTHER.format(4, 7), "changed|inserted"),
    Tampering("reorder events", reorder, OTHER.format(3, 6), "reordered|changed"),
    Tampering("swap ciphertexts", swap, "event 1, field note: another ciphertext or key", "sealed-(swapped|changed)"),
    Tampering(
        "re-encrypt under another key", reencrypt, "event 1, field note: another ciphertext or key", "sealed-changed"
    ),
    Tampering("truncate the tail", truncate, SHRANK, "rolled-back", covered=True),
    Tampering("fork the log", fork, "from checkpoint 10 to 24, history was changed", "forked"),
    Tampering("roll back the database", roll_back, SHRANK, "rolled-back", covered=True),
    Tampering("forge a checkpoint", forge, "none of the given keys has signed it", "forged: checkpoint 24 "),
    Tampering("change metadata", change_metadata, OTHER.format(2, 5), "changed: position 5 "),
    Tampering("replay an old view", old_view, SHRANK, ""),
    Tampering("edit a read record", edit_read_record, OTHER.format(1, 10), "changed: position 10 "),
    Tampering(
        "hide an erasure", hide_erasure, "field note is gone, and the log holds no destruction", "sealed-missing"
    ),
)
