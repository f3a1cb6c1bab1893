"""Who of an office works as what, since when, and whether it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.work.domain.placement import Placement


@dataclass(frozen=True)
class ListedPlacement:
    placement_id: UUID
    person_id: UUID
    client_type: str
    kind: str
    setting: str
    occupation_code: str
    started_on: date
    ended_on: date | None
    last_retained: int | None
    employer_id: UUID | None
    linked_enrolment_id: UUID | None


class Placements(View):
    name = "placements"
    erased_by = ("person_id", "placement_id")
    columns = """
        placement_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        client_type text NOT NULL,
        kind text NOT NULL,
        setting text NOT NULL,
        occupation_code text NOT NULL,
        started_on date NOT NULL,
        ended_on date,
        last_retained integer,
        employer_id uuid,
        linked_enrolment_id uuid"""

    @property
    def ddl(self) -> str:
        """With the index of its question."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, placement_id)"

    @handles(Placement.Started)
    def started(self, event: Placement.Started, metadata: Metadata) -> Statement:
        about = event.engagement
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL, NULL, %s, %s)",
            event.originator_id, about.office_id, about.person_id, about.client_type.value, about.kind.value,
            about.setting.value, about.occupation_code, about.started_on, about.employer_id,
            about.linked_enrolment_id,
        )  # fmt: skip

    @handles(Placement.Retained)
    def retained(self, event: Placement.Retained, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET last_retained = greatest(last_retained, %s) WHERE placement_id = %s",
            int(event.mark), event.originator_id,
        )  # fmt: skip

    @handles(Placement.Ended)
    def ended(self, event: Placement.Ended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET ended_on = %s WHERE placement_id = %s", event.ended_on, event.originator_id
        )

    @handles(Placement.TakenOver)
    def taken_over(self, event: Placement.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE placement_id = %s", event.office_id, event.originator_id
        )

    def of_office(
        self, source: Query, office_id: UUID, links: PersonLinks, offices: Sequence[UUID], limit: int,
        after: UUID | None,
    ) -> list[ListedPlacement]:  # fmt: skip
        """By id, the ended ones too, each under the person's surviving record."""
        rows = self.rows(
            source,
            f"SELECT placement_id, {links.shown_as}, client_type, kind, setting, occupation_code, started_on, ended_on,"
            " last_retained, employer_id, linked_enrolment_id FROM {table} r WHERE office_id = %s"
            " AND (%s::uuid IS NULL OR placement_id > %s) ORDER BY placement_id LIMIT %s",
            list(offices), office_id, after, after, limit,
        )  # fmt: skip
        return [ListedPlacement(*row) for row in rows]
