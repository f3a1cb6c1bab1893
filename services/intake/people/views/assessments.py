"""Which assessments a person has: headers only, for what was said is opened one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.needs_assessment import NeedsAssessment

FIELDS = "assessment_id, person_id, office_id, methodology, methodology_version, professional, status, started_at"


@dataclass(frozen=True)
class AssessmentLine:
    assessment_id: UUID
    person_id: UUID
    office_id: UUID
    methodology: str
    methodology_version: str
    professional: str
    status: str
    started_at: datetime


class Assessments(View):
    name = "assessments"
    erased_by = ("person_id",)
    columns = """
        assessment_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        methodology text NOT NULL,
        methodology_version text NOT NULL,
        professional text NOT NULL,
        status text NOT NULL,
        started_at timestamptz NOT NULL"""

    @property
    def ddl(self) -> str:
        return f"{super().ddl}; CREATE INDEX ON {self.table} (person_id, assessment_id)"

    @handles(NeedsAssessment.Started)
    def started(self, event: NeedsAssessment.Started, metadata: Metadata) -> Statement:
        return self.statement(
            f"INSERT INTO {{table}} ({FIELDS}) VALUES (%s, %s, %s, %s, %s, %s, 'under_way', %s)",
            event.originator_id, event.person_id, event.office_id, event.methodology, event.methodology_version,
            event.professional, event.timestamp,
        )  # fmt: skip

    @handles(NeedsAssessment.Completed)
    def completed(self, event: NeedsAssessment.Completed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'completed' WHERE assessment_id = %s", event.originator_id)

    @handles(NeedsAssessment.Revised)
    def revised(self, event: NeedsAssessment.Revised, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'under_way', professional = %s WHERE assessment_id = %s",
            event.professional,
            event.originator_id,
        )

    def of_person(self, source: Query, records: Sequence[UUID], limit: int, after: UUID | None) -> list[AssessmentLine]:
        """The latest first; ids are in the order of time."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE person_id = ANY(%s) AND (%s::uuid IS NULL OR assessment_id < %s)"
            " ORDER BY assessment_id DESC LIMIT %s",
            list(records), after, after, limit,
        )  # fmt: skip
        return [AssessmentLine(*row) for row in rows]
