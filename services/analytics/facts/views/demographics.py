"""What pseudonyms declared, and from when on; read up to any position of this store's own log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed
from infra.views import Query, View, handles, restored, stored
from services.analytics.facts.domain.declaration import Declaration
from services.analytics.facts.rows import SealedDeclaration
from services.analytics.facts.views.facts import UNTIL


class Demographics(View):
    name = "demographics"
    version = 2
    erased_by = ("person_id",)
    columns = """
        fact_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        attribute text NOT NULL,
        code jsonb NOT NULL,
        valid_from timestamptz NOT NULL"""

    @handles(Declaration.Recorded)
    def recorded(self, event: Declaration.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.person_id,
            str(event.attribute),
            stored(event.declared) or Jsonb(event.code),
            event.timestamp,
        )

    def of(self, source: Query, people: Sequence[UUID], cut_off: int) -> list[SealedDeclaration]:
        sql = (
            f"SELECT f.fact_id, f.person_id, f.attribute, f.code, f.valid_from FROM {{table}} f {UNTIL}"
            " WHERE f.person_id = ANY(%s) ORDER BY f.valid_from, f.fact_id"
        )
        rows = self.rows(source, sql, cut_off, list(people))
        return [SealedDeclaration(fact, who, what, _code(code), since) for fact, who, what, code, since in rows]


def _code(column: str | dict[str, Any]) -> Sealed | str | None:
    return column if isinstance(column, str) else restored(column)
