"""Who was given what of a person: the read model over the read records of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from infra.eventstore.disclosures import disclosure
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.stores import STORES
from infra.views import Query, View, handles

FOUND = """SELECT disclosure_id, read_at, institution, recipient, role, on_behalf_of, purpose, legal_basis,
                  array_agg(DISTINCT kind ORDER BY kind)
             FROM {table}, unnest(kinds) AS kind
            WHERE {condition} AND (read_at, disclosure_id) > (%s::timestamptz, %s::uuid)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY read_at, disclosure_id LIMIT %s"""


@dataclass(frozen=True)
class Disclosed:
    """One reading of one person's values: when, for which institution, what for, and which kind of data."""

    disclosure_id: UUID
    read_at: datetime
    institution: UUID | None
    recipient: UUID | None
    role: str
    on_behalf_of: str | None
    purpose: str
    legal_basis: str
    kinds: list[str]


class Disclosures(View):
    """Every store has it."""

    name: ClassVar[str] = "disclosures"
    version: ClassVar[int] = 2
    kept_because: ClassVar[str] = "who was given what has to be answered for, also after the values are gone"
    columns: ClassVar[str] = """
        subject uuid NOT NULL,
        read_at timestamptz NOT NULL,
        disclosure_id uuid NOT NULL,
        stream uuid NOT NULL,
        label text NOT NULL,
        institution uuid,
        recipient uuid,
        role text NOT NULL,
        on_behalf_of text,
        purpose text NOT NULL,
        legal_basis text NOT NULL,
        kinds text[] NOT NULL,
        consent_refs uuid[] NOT NULL,
        PRIMARY KEY (subject, read_at, disclosure_id, stream, label)"""

    @handles(*(disclosure(store).Disclosed for store in STORES))
    def disclosed(self, event: Any, metadata: Metadata) -> list[Statement]:
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                part.subject, event.timestamp, event.originator_id, part.stream, part.label.value, event.institution,
                event.recipient, metadata.role, event.on_behalf_of, metadata.purpose, metadata.legal_basis,
                [*part.fields], list(metadata.consent_refs),
            )
            for part in event.parts
        ]  # fmt: skip

    def of_subject(self, source: Query, subject: UUID, limit: int, after: tuple[Any, ...] | None) -> list[Disclosed]:
        """In order of time; at most `limit` readings behind the sort key (time, id) `after`."""
        return self._found(source, "subject = %s", (subject,), limit, after)

    def under_consent(
        self, source: Query, subjects: Sequence[UUID], consent: UUID, limit: int, after: tuple[Any, ...] | None
    ) -> list[Disclosed]:
        """Every use of one consent of somebody with these records, in order of time."""
        wanted = (list(subjects), consent)
        return self._found(source, "subject = ANY(%s) AND %s = ANY(consent_refs)", wanted, limit, after)

    def _found(
        self, source: Query, condition: str, values: tuple[Any, ...], limit: int, after: tuple[Any, ...] | None
    ) -> list[Disclosed]:
        rows = self.rows(
            source,
            FOUND.replace("{condition}", condition),
            *values,
            *(after or ("-infinity", UUID(int=0))),
            limit,
        )
        return [Disclosed(*row) for row in rows]
