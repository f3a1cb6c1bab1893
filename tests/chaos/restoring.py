"""A store's database is lost and restored from an older backup while clients work, as an operator would do it."""

from __future__ import annotations

import json
import os
import subprocess
from time import monotonic

import psycopg
from psycopg import sql

from scripts.failures import CommandError
from scripts.stack import databases, parts
from scripts.stack.layout import ROOT
from scripts.stack.postgres import BINARIES
from scripts.stack.stores import STORES, store_named
from tests.chaos.evidence import Lost
from tests.chaos.network import ProxiedStack, part_of, python
from tests.chaos.scene import Scene, pause

RESTORED = ("intake", "referrals", "coordination", "analytics")
LISTENS = "SELECT count(*) > 0 FROM inbox WHERE source = %s"
KEYS = "SELECT key FROM idempotency"
MESSAGES = "SELECT message ->> 'id', message ->> 'time' FROM published"
PATIENCE = 60.0
SIGNED_WITHIN = 75.0  # a checkpoint every 50 seconds, and a witness's answer
# More than the ceremony's own checkpoint, and somebody else's line on it.
FURTHER = """SELECT count(DISTINCT c.size) > 1 AND count(s.witness) > 0 FROM ledger_checkpoints c
               LEFT JOIN ledger_cosignatures s USING (origin, size) WHERE c.origin = %s"""


def restored(scene: Scene) -> None:
    """What was acknowledged after the backup is gone: it is known exactly, for the lost database is kept until then."""
    stack, store = scene.stack, scene.rng.choice(RESTORED)
    backup = stack.layout.run / f"{store}.backup"
    _run(stack, "pg_dump", "--format=custom", f"--file={backup}", store)
    pause(scene.lasts(3, 8))
    _prepare(stack, store, str(backup))
    serving = [part_of(role, store) for role in ("edge", "worker")]
    for part in serving:
        parts.kill(stack, part)
    scene.gate.epoch += 1
    _swap(stack, store)
    scene.gate.epoch += 1
    origin = _ceremony(scene, store)
    for part in serving:
        parts.start(stack, part)
    scene.lost.add(_lost(stack, store))
    for listener in _listeners(stack, store):
        _resync(scene, listener, store)
    _goes_on(scene, store, origin)
    scene.healed()
    backup.unlink()


def _listeners(stack: ProxiedStack, source: str) -> list[str]:
    """The stores that have read messages of this one, by what they say themselves."""
    found = []
    for store in STORES:
        with stack.postgres.connect(store.name) as connection:
            row = connection.execute(LISTENS, (source,)).fetchone()
        if row and row[0]:
            found.append(store.name)
    return found


def _prepare(stack: ProxiedStack, store: str, backup: str) -> None:
    """Beside the one in use."""
    restored = f"{store}_restored"
    with stack.postgres.connect() as connection:
        owner = store_named(store).owner
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
            sql.Identifier(restored), sql.Identifier(owner)))  # fmt: skip
    _run(stack, "pg_restore", "--exit-on-error", f"--dbname={restored}", backup)


def _swap(stack: ProxiedStack, store: str) -> None:
    with stack.postgres.connect() as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(sql.Identifier(store)))
        _rename(connection, store, f"{store}_lost")
        _rename(connection, f"{store}_restored", store)
        name = sql.Identifier(f"{store}_lost")
        connection.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS true").format(name))
    databases.provision(stack.postgres, stack.credentials.passwords, [store_named(store)])


def _rename(connection: psycopg.Connection, name: str, other: str) -> None:
    """Only a database that nobody uses can be renamed."""
    end = monotonic() + PATIENCE
    while True:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(name), sql.Identifier(other)))  # fmt: skip
        except psycopg.errors.ObjectInUse:
            if monotonic() > end:
                raise
            pause(0.05)
        else:
            return


def _lost(stack: ProxiedStack, store: str) -> Lost:
    """What the lost database knows and the restored one never will."""
    with stack.postgres.connect(f"{store}_lost") as before, stack.postgres.connect(store) as now:
        keys = {row[0] for row in before.execute(KEYS)} - {row[0] for row in now.execute(KEYS)}
        messages = set(before.execute(MESSAGES)) - set(now.execute(MESSAGES))
    with stack.postgres.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(f"{store}_lost")))
    return Lost(keys, {name for name, _ in messages})


def _ceremony(scene: Scene, store: str) -> str:
    """The operator's command, before anybody serves or reads: the name of the new log."""
    told = _travessia(scene, "ledger", "ceremony", store, "--restored", "--reason", "the disk failed", "--json")
    if told.returncode:
        raise CommandError(f"ceremony of {store}: {told.stderr.strip()[-300:]}")
    found: str = json.loads(told.stdout)["new_origin"]
    return found


def _goes_on(scene: Scene, store: str, origin: str) -> None:
    """The follower signs the new log further and another store witnesses it, with nobody's help."""
    end = monotonic() + SIGNED_WITHIN
    with scene.stack.postgres.connect(store) as connection:
        while monotonic() < end:
            row = connection.execute(FURTHER, (origin,)).fetchone()
            if row and row[0]:
                return
            pause(0.5)
    scene.missed.append(f"{store}: the ledger did not go on after the ceremony")


def _resync(scene: Scene, listener: str, source: str) -> None:
    """The operator's command; somebody who read on meanwhile makes it necessary again."""
    for _ in range(3):
        done = _travessia(scene, "resync", listener, source, "--accept")
        if done.returncode == 0:
            return
    scene.missed.append(f"resync {listener} {source}: {done.stderr.strip()[-300:]}")


def _travessia(scene: Scene, *arguments: str) -> subprocess.CompletedProcess[str]:
    interpreter, environment = python(ROOT)
    command = [interpreter, "-m", "scripts.cli", *arguments, "--name", scene.stack.layout.name]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def _run(stack: ProxiedStack, program: str, *arguments: str) -> None:
    server = stack.postgres
    environment = {**os.environ, "PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": server.user,
                   "PGPASSWORD": server.password}  # fmt: skip
    done = subprocess.run(
        [str(BINARIES / program), *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise CommandError(f"{program}: {done.stderr.strip()[-300:]}")
