"""Applies a database's migrations: run by the migration job and the tests, never by a starting process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from yoyo import get_backend, read_migrations

from infra.database import DatabaseSettings

KERNEL = Path(__file__).parent / "migrations"
KEYS = Path(__file__).parent / "key_migrations"


def migrate(owner: DatabaseSettings, folders: Sequence[Path] = (KERNEL,)) -> list[str]:
    """Apply what is missing, folder by folder and in order of file names, as the owner of the database.

    Every role that the grants name must exist. Returns the ids (file names without `.sql`) applied now;
    an id may occur in one folder only. Two jobs at once wait for each other.
    """
    backend = get_backend(_uri(owner))
    try:
        with backend.lock():
            applied = []
            for folder in folders:
                missing = backend.to_apply(read_migrations(str(folder)))
                backend.apply_migrations(missing)
                applied += [migration.id for migration in missing]
            return applied
    finally:
        backend.connection.close()


def _uri(owner: DatabaseSettings) -> str:
    options = urlencode({"connect_timeout": "30"})  # a job: nobody waits for its answer
    who = f"{quote(owner.user, safe='')}:{quote(owner.password, safe='')}"
    return f"postgresql+psycopg://{who}@{owner.host}:{owner.port}/{quote(owner.dbname, safe='')}?{options}"
