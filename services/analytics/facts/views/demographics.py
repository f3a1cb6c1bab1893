"""What pseudonyms declared, and from when on; read up to any position of this store's own log."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.analytics.facts.domain.declaration import Declaration
from services.analytics.facts.rows import DeclarationRow
from services.analytics.facts.views.facts import UNTIL


class Demographics(View):
    name = "demographics"
    columns = """
        fact_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        attribute text NOT NULL,
        code text NOT NULL,
        valid_from timestamptz NOT NULL"""

    @handles(Declaration.Recorded)
    def recorded(self, event: Declaration.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.person_id,
            str(event.attribute),
            event.code,
            event.timestamp,
        )

    def of(self, source: Query, people: Sequence[UUID], cut_off: int) -> list[DeclarationRow]:
        sql = (
            f"SELECT f.fact_id, f.person_id, f.attribute, f.code, f.valid_from FROM {{table}} f {UNTIL}"
            " WHERE f.person_id = ANY(%s) ORDER BY f.valid_from, f.fact_id"
        )
        return [DeclarationRow(*row) for row in self.rows(source, sql, cut_off, list(people))]
