"""Who of an office is in which training, and what was completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.work.domain.enrolment import Enrolment


@dataclass(frozen=True)
class ListedEnrolment:
    enrolment_id: UUID
    person_id: UUID
    training_id: UUID
    stage: str
    status: str
    completed_on: date | None
    certificate: bool
    continues_id: UUID | None


class Enrolments(View):
    name = "enrolments"
    erased_by = ("person_id", "enrolment_id")
    columns = """
        enrolment_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        training_id uuid NOT NULL,
        stage text NOT NULL,
        status text NOT NULL,
        completed_on date,
        certificate boolean NOT NULL,
        continues_id uuid"""

    @property
    def ddl(self) -> str:
        """With the index of its question."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, enrolment_id)"

    @handles(Enrolment.Enrolled, Enrolment.EnrolledAgain)
    def enrolled(self, event: Enrolment.Enrolled | Enrolment.EnrolledAgain, metadata: Metadata) -> Statement:
        about = event.attendance
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, 'enrolled', NULL, false, %s)"
            " ON CONFLICT (enrolment_id) DO UPDATE SET office_id = excluded.office_id, stage = excluded.stage,"
            " status = excluded.status, continues_id = excluded.continues_id",
            event.originator_id, about.office_id, about.person_id, about.training_id, about.stage.value,
            about.continues_id,
        )  # fmt: skip

    @handles(Enrolment.Completed)
    def completed(self, event: Enrolment.Completed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'completed', completed_on = %s, certificate = %s WHERE enrolment_id = %s",
            event.completed_on, event.certificate, event.originator_id,
        )  # fmt: skip

    @handles(Enrolment.Left)
    def left(self, event: Enrolment.Left, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'left' WHERE enrolment_id = %s", event.originator_id)

    @handles(Enrolment.TakenOver)
    def taken_over(self, event: Enrolment.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE enrolment_id = %s", event.office_id, event.originator_id
        )

    def of_office(
        self, source: Query, office_id: UUID, links: PersonLinks, offices: Sequence[UUID], limit: int,
        after: UUID | None,
    ) -> list[ListedEnrolment]:  # fmt: skip
        """By id, each under the person's surviving record."""
        rows = self.rows(
            source,
            f"SELECT enrolment_id, {links.shown_as}, training_id, stage, status, completed_on, certificate,"
            " continues_id FROM {table} r WHERE office_id = %s AND (%s::uuid IS NULL OR enrolment_id > %s)"
            " ORDER BY enrolment_id LIMIT %s",
            list(offices), office_id, after, after, limit,
        )  # fmt: skip
        return [ListedEnrolment(*row) for row in rows]
