"""The pool of fresh key pairs: public parts wait in the store, so that sealing never needs the key database."""

from __future__ import annotations

from infra.database import Database
from infra.eventstore.keys import KeyStore, new_key_pairs

ENOUGH = 2000


def fill(store: Database, keys: KeyStore, enough: int = ENOUGH) -> int:
    """Top the pool up to `enough` unclaimed keys; returns how many were made. Raises Unavailable."""
    with store.connection() as connection:
        row = connection.execute("SELECT count(*) FROM key_pool").fetchone()
        missing = enough - (row[0] if row else 0)
        if missing < enough // 4:
            return 0
        private, public = new_key_pairs(missing)
        keys.add(private)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO key_pool (key_id, public_key) VALUES (%s, %s)", [(k.key_id, k.value) for k in public]
            )
    return missing
