"""Fourteen ways in which somebody with every right on the database can lie, and what each of them is found by."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from infra.database import Connection
from infra.eventstore.sealing import associated_data, encrypt
from infra.ledger import checkpoints, merkle
from infra.ledger.keys import new_key
from tests.integration.audit.conftest import Scene
from tests.integration.ledger.conftest import STORE, copy

RELEAF = """UPDATE ledger_leaves l SET leaf = ledger_leaf(log_id, notification_id, originator_id,
                   originator_version, recorded_at, topic, metadata, state)
              FROM stored_events e WHERE e.notification_id = l.position"""


@dataclass(frozen=True)
class Tampering:
    """A class of tampering, how it is done, and what verifier and monitor say; an empty text: it is not theirs to see."""

    name: str
    do: Callable[[Scene, Connection], object]
    verifier: str
    monitor: str
    complete: bool = False


def at(connection: Connection, stream: UUID, version: int, change: str) -> None:
    """One event of a stream, changed by an SQL assignment."""
    statement = f"UPDATE stored_events SET {change} WHERE originator_id = %s AND originator_version = %s"
    connection.execute(statement.encode(), (stream, version))


def change(scene: Scene, connection: Connection) -> None:
    at(connection, scene.case, 3, "state = replace(convert_from(state, 'UTF8'), '1', '7')::bytea")


def delete(scene: Scene, connection: Connection) -> None:
    connection.execute(
        "DELETE FROM stored_events WHERE originator_id = %s AND originator_version = 4", (scene.case,)
    )


def insert(scene: Scene, connection: Connection) -> None:
    """Between two events of the case; what follows moves up, and the new event gets a leaf like any other."""
    statements = (
        "DROP INDEX stored_events_notification_id_idx",
        "ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey",
        "UPDATE stored_events SET notification_id = notification_id + 1 WHERE notification_id >= 7",
        "INSERT INTO stored_events SELECT originator_id, originator_version + 1, topic, state, 7, metadata, recorded_at,"
        " log_id FROM stored_events WHERE notification_id = 6",
        "INSERT INTO ledger_leaves SELECT max(position) + 1, '' FROM ledger_leaves",
        RELEAF,
    )
    for statement in statements:
        connection.execute(statement.encode())
    connection.execute(
        "UPDATE stored_events SET originator_version = originator_version + 1"
        " WHERE originator_id = %s AND notification_id > 7",
        (scene.case,),
    )


def reorder(scene: Scene, connection: Connection) -> None:
    """Two events of the case change their places, and their versions with them."""
    for version, to in ((3, 99), (4, 3), (99, 4)):
        at(connection, scene.case, version, f"originator_version = {to}, notification_id = notification_id + 1000 * ({to} - {version})")
    connection.execute(
        "UPDATE stored_events SET notification_id = p FROM (SELECT originator_version AS v, CASE originator_version"
        " WHEN 3 THEN 6 ELSE 7 END AS p FROM stored_events WHERE originator_id = %(case)s AND originator_version IN (3, 4)) q"
        " WHERE originator_id = %(case)s AND originator_version = v",
        {"case": scene.case},
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
    connection.execute(RELEAF)
    connection.execute("DELETE FROM ledger_tiles")


def roll_back(scene: Scene, connection: Connection) -> None:
    """The whole database as it was at the first checkpoint: nothing in it contradicts anything else."""
    truncate(scene, connection, 10)
    connection.execute("DELETE FROM sealed_values WHERE originator_id = %s", (scene.erased,))


def forge(scene: Scene, connection: Connection) -> None:
    """A changed event under a checkpoint of the insider's own, with the name of the store on it."""
    change(scene, connection)
    connection.execute(RELEAF)
    connection.execute("DELETE FROM ledger_tiles")
    rows = connection.execute("SELECT leaf FROM ledger_leaves ORDER BY position").fetchall()
    root = merkle.root([bytes(leaf) for (leaf,) in rows])
    point = checkpoints.Checkpoint(scene.house.origin(), len(rows), root)
    note = checkpoints.sign(point, new_key(scene.house.key.name))
    connection.execute("UPDATE ledger_checkpoints SET root = %s, note = %s WHERE size = %s", (root, note, len(rows)))


def change_metadata(scene: Scene, connection: Connection) -> None:
    at(connection, scene.case, 2, "metadata = replace(metadata, '\"actor\":\"system\"', '\"actor\":\"ana\"')")


def old_view(scene: Scene, connection: Connection) -> Path:
    """The auditor is given an export from before the last events, when all that it says was true."""
    kept = scene.seen
    truncate(scene, connection, 10)
    scene.seen = scene.newest()
    place = scene.export(scene.case, name="old")
    scene.seen = kept
    return place


def edit_read_record(scene: Scene, connection: Connection) -> None:
    at(connection, scene.read, 1, "state = replace(convert_from(state, 'UTF8'), 'care', 'duty')::bytea")


def hide_erasure(scene: Scene, connection: Connection) -> None:
    """A ciphertext is made to disappear without anybody having authorised it."""
    connection.execute(
        "UPDATE sealed_values SET salt = NULL, ciphertext = NULL WHERE originator_id = %s", (scene.case,)
    )


EVENT = r"event {} at|stream .*, event {}, position \d+ \(ledgertoys\.bead\.\w+\) is not what the log of 20 leaves holds"
HOLDS = r"stream {}, event {}, position \d+ \([\w.]+\) is not what the log of \d+ leaves holds"
