"""The places where something of a subject may lie, each with the step that takes it out and counts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from infra.erasure.hands import Hands
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.records import Statement
from infra.eventstore.unit_of_work import UnitOfWork
from infra.views import View

MENTIONS = "LIKE ANY (SELECT '%%' || id || '%%' FROM unnest(%s::uuid[]) AS id)"
ANSWERS = f"(headers::text || coalesce(body::text, '')) {MENTIONS}"
OLD_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'view\\_%%' ORDER BY 1"


@dataclass(frozen=True)
class Place:
    """`step` names the crash point; `purge(unit, erasure, hands)` may be repeated and counts what was there."""

    name: str
    step: str
    purge: Callable[[UnitOfWork, Any, Hands], int]


def places(unit: UnitOfWork) -> Iterator[Place]:
    """All places of a store, in the order in which they are purged."""
    yield Place("sealed-values", "sealed-values", lambda _, e, hands: hands.empty_sealed_values(e.order.key_ids))
    yield Place("published", "published", lambda _, e, hands: hands.empty_published(e.order.subject))
    yield Place("parked", "parked", lambda _, e, hands: hands.empty_parked(e.order.ids, e.id))
    if isinstance(unit.store.recorder, MemoryRecorder):  # which keeps neither snapshots nor answers nor rows
        return
    yield Place("snapshots", "snapshots", lambda u, e, _: _delete(u, "snapshots", "originator_id = ANY(%s)", e))
    yield Place("idempotent-answers", "answers", lambda u, e, _: _delete(u, "idempotency", ANSWERS, e))
    for view in unit.store.views.all:
        if view.erased_by:
            yield Place(view.place, "read-models", partial(_rows, view))
    yield Place("earlier-read-models", "read-models", lambda u, e, _: _earlier(u, e))


def _delete(unit: UnitOfWork, table: str, where: str, erasure: Any) -> int:
    ids = erasure.order.ids
    count = unit.query(f"SELECT count(*) FROM {table} WHERE {where}", (ids,))[0][0]
    unit.first(Statement(f"DELETE FROM {table} WHERE {where}", (ids,)))
    return int(count)


def _rows(view: View, unit: UnitOfWork, erasure: Any, _: Hands) -> int:
    """Only counts: the view itself deletes them when it sees the event, in the same transaction."""
    wanted = [erasure.order.ids] * len(view.erased_by)
    return int(view.rows(unit, f"SELECT count(*) FROM {{table}} WHERE {view.concerned}", *wanted)[0][0])


def _earlier(unit: UnitOfWork, erasure: Any) -> int:
    """Tables of read models that a rebuild has replaced and nobody has dropped yet."""
    return sum(_delete(unit, table, f"{table}::text {MENTIONS}", erasure) for table in earlier_tables(unit))


def earlier_tables(unit: UnitOfWork) -> list[str]:
    current = {view.table for view in unit.store.views.all}
    return [table for (table,) in unit.query(OLD_TABLES) if table not in current]
