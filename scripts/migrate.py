"""The migration job: schemas, roles' grants, read models, key pool, and the clock of a demonstration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from infra import veil
from infra.composition import StoreDefinition
from infra.database import Database, DatabaseSettings, connect
from infra.eventstore.keys import MasterKey, PostgresKeyStore
from infra.eventstore.migrate import KERNEL, KEYS, migrate
from infra.eventstore.pool import fill
from infra.rebuild import rebuild
from infra.settings import Settings
from scripts.services import definition, migrations, packages


def main(environment: Mapping[str, str], stores: Iterable[str] | None = None) -> None:
    """Bring every store's databases up to date; safe to repeat, and two at once wait for each other."""
    with ThreadPoolExecutor(max_workers=4) as threads:
        for done in [threads.submit(migrate_store, name, environment) for name in stores or packages()]:
            done.result()


def migrate_store(name: str, environment: Mapping[str, str]) -> None:
    """One store: the kernel's migrations, its own, its read models, and enough keys for the next days."""
    settings = Settings.from_environment(environment, [name], "job")
    store = settings.stores[name]
    owner = store.database("migrate")
    if store.zone == "confidential":
        veil.hold_file(settings.token_key_file)
    own = migrations(name)
    migrate(owner, (KERNEL, own) if own.is_dir() else (KERNEL,))
    migrate(store.database("migrate_keys"), (KEYS,))
    shift_clock(owner, settings.clock_shift)
    build_missing_views(owner, definition(name))
    assert settings.kek_file is not None
    keys = PostgresKeyStore(Database(store.database("keys"), 1), MasterKey.from_file(settings.kek_file))
    app = Database(store.database("app"), 1)
    fill(app, keys)
    app.close()
    keys.database.close()


def shift_clock(owner: DatabaseSettings, shift: timedelta) -> None:
    """Recording times follow TRAVESSIA_CLOCK, which production refuses; the application's role cannot do this."""
    with connect(owner) as connection:
        connection.execute("UPDATE log_head SET clock_shift = %s WHERE clock_shift <> %s", (shift, shift))


def build_missing_views(owner: DatabaseSettings, store: StoreDefinition) -> None:
    """Build read models that are new; one of another version is switched by `travessia rebuild`, when wanted."""
    with connect(owner) as connection:
        known = {name for (name,) in connection.execute("SELECT name FROM views").fetchall()}
    for view in store.read_models:
        if view.name not in known:
            rebuild(owner, view)
