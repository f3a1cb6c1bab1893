"""Under which record a person's referrals are shown, for the office that has that record."""

from __future__ import annotations

from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.domain.person_link import PersonLink


class PersonLinks(View):
    name = "person_links"
    erased_by = ("person_id", "survivor_id")
    columns = """
        person_id uuid NOT NULL,
        survivor_id uuid NOT NULL,
        survivor_office_id uuid NOT NULL,
        PRIMARY KEY (person_id, survivor_id)"""

    @handles(PersonLink.Linked)
    def linked(self, event: PersonLink.Linked, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s)"
            " ON CONFLICT (person_id, survivor_id) DO UPDATE SET survivor_office_id = excluded.survivor_office_id",
            event.person_id,
            event.survivor_id,
            event.survivor_office_id,
        )

    @handles(PersonLink.Parted)
    def parted(self, event: PersonLink.Parted, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE person_id = %s AND survivor_id = %s", event.person_id, event.survivor_id
        )

    def merged_into(self, source: Query, survivor_id: UUID) -> list[UUID]:
        """The records that are part of this one."""
        rows = self.rows(source, "SELECT person_id FROM {table} WHERE survivor_id = %s ORDER BY person_id", survivor_id)
        return [person_id for (person_id,) in rows]

    @property
    def shown_as(self) -> str:
        """SQL: the person of row `r` as one of these offices knows it, with the list of offices as parameter."""
        return (
            f"coalesce((SELECT max(l.survivor_id::text)::uuid FROM {self.table} l WHERE l.person_id = r.person_id"
            " AND l.survivor_office_id = ANY(%s)), r.person_id)"
        )
