"""Which commissions there are, and what their composition lacks since when; nothing about any case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.harassment.domain.commission import Commission

FIELDS = "commission_id, court_id, segment, degree, uf, status, members, violations, irregular_since"


@dataclass(frozen=True)
class Board:
    """One commission. `violations` are of the form {rule, severity}."""

    commission_id: UUID
    court_id: UUID
    segment: str
    degree: str
    uf: str
    status: str
    members: int
    violations: list[dict[str, str]]
    irregular_since: datetime | None


class CommissionBoard(View):
    name = "commission_board"
    columns = """
        commission_id uuid PRIMARY KEY,
        court_id uuid NOT NULL,
        segment text NOT NULL,
        degree text NOT NULL,
        uf text NOT NULL,
        status text NOT NULL,
        members integer NOT NULL,
        violations jsonb NOT NULL,
        irregular_since timestamptz"""

    @handles(Commission.Constituted)
    def constituted(self, event: Commission.Constituted, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, 'being_constituted', 0, '[]', NULL)",
            event.originator_id,
            event.court_id,
            str(event.segment),
            str(event.degree),
            str(event.uf),
        )

    @handles(Commission.Activated)
    def activated(self, event: Commission.Activated, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'active' WHERE commission_id = %s", event.originator_id)

    @handles(Commission.MemberAppointed)
    def appointed(self, event: Commission.MemberAppointed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET members = members + 1 WHERE commission_id = %s", event.originator_id)

    @handles(Commission.MemberEnded)
    def ended(self, event: Commission.MemberEnded, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET members = members - 1 WHERE commission_id = %s", event.originator_id)

    @handles(Commission.CompositionChecked)
    def checked(self, event: Commission.CompositionChecked, metadata: Metadata) -> Statement:
        found = [{"rule": v.rule, "severity": v.severity.value} for v in event.violations]
        return self.statement(
            "UPDATE {table} SET violations = %s, irregular_since = %s WHERE commission_id = %s",
            Jsonb(found),
            event.irregular_since,
            event.originator_id,
        )

    def of_states(self, source: Query, ufs: list[str], limit: int, after: tuple[Any, ...] | None) -> list[Board]:
        """By id; at most `limit` rows behind the sort key (id,) `after`."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE uf = ANY (%s) AND (%s::uuid IS NULL OR commission_id > %s::uuid)"
            " ORDER BY commission_id LIMIT %s",
            ufs,
            *((after[0], after[0]) if after else (None, None)),
            limit,
        )
        return [Board(*row) for row in rows]
