"""Which signed checkpoint an answer rests on: whoever kept it can have the answer proved."""

from __future__ import annotations

from infra.eventstore.postgres import PostgresTransaction
from infra.eventstore.unit_of_work import UnitOfWork
from infra.ledger import records
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.leaves import leaves_of
from infra.stores import CONFIDENTIAL


def resting_on(unit: UnitOfWork, through: int) -> Checkpoint | None:
    """The newest checkpoint of the log, when it covers everything up to this position; None when none does yet."""
    if not isinstance(unit.transaction, PostgresTransaction) or through < 1:
        return None
    connection, store = unit.transaction.connection, unit.store.name
    newest = records.latest(connection, origin_of(store, records.log_id(connection)))
    index = leaves_of(connection, confidential=store in CONFIDENTIAL).index_of(through)
    covered = newest is not None and index is not None and index < newest.checkpoint.size
    return newest.checkpoint if newest and covered else None
