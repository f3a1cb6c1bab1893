"""What a store does for itself from time to time, in one of its workers: forget old answers, make fresh keys."""

from __future__ import annotations

from infra.application import Application
from infra.eventstore.pool import fill
from infra.eventstore.postgres import PostgresRecorder
from infra.web.idempotency_table import purge_idempotency

HOUR = 3600.0
MINUTE = 60.0


def forget_old_answers(app: Application) -> None:
    """Answers kept for repeated commands live seven days."""
    purge_idempotency(app.store)


def make_fresh_keys(app: Application) -> None:
    """Keep enough unclaimed keys in the pool, so that sealing works while the key database is down."""
    if isinstance(app.store.recorder, PostgresRecorder):
        fill(app.store.recorder.database, app.store.vault.keys)
