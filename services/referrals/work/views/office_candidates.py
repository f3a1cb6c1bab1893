"""Whom an office has presented to employers, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.work.domain.candidate import Candidate, CandidateStatus


@dataclass(frozen=True)
class OfficeCandidate:
    candidate_id: UUID
    person_id: UUID
    vacancy_id: UUID
    employer_id: UUID
    status: str
    reason: str | None
    recall_overdue_since: datetime | None


class OfficeCandidates(View):
    name = "office_candidates"
    erased_by = ("person_id", "candidate_id")
    columns = """
        candidate_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        vacancy_id uuid NOT NULL,
        employer_id uuid NOT NULL,
        status text NOT NULL,
        reason text,
        recall_overdue_since timestamptz"""

    @property
    def ddl(self) -> str:
        """With the index of its question."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, candidate_id)"

    @handles(Candidate.Presented, Candidate.PresentedAnew)
    def presented(self, event: Candidate.Presented | Candidate.PresentedAnew, metadata: Metadata) -> Statement:
        about = event.candidacy
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, 'presented') ON CONFLICT (candidate_id) DO UPDATE SET"
            " status = excluded.status, reason = NULL, recall_overdue_since = NULL",
            event.originator_id, about.office_id, about.person_id, about.vacancy_id, about.employer_id,
        )  # fmt: skip

    @handles(Candidate.Selected)
    def selected(self, event: Candidate.Selected, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.SELECTED, None)

    @handles(Candidate.NotSelected)
    def not_selected(self, event: Candidate.NotSelected, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.NOT_SELECTED, event.reason.value)

    @handles(Candidate.Withdrawn)
    def withdrawn(self, event: Candidate.Withdrawn, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.WITHDRAWN, event.reason.value)

    @handles(Candidate.RecallOverdue)
    def recall_overdue(self, event: Candidate.RecallOverdue, metadata: Metadata) -> Statement:
        """The employer is to be asked whether it deleted what it held (X01)."""
        return self._overdue(event.originator_id, event.due_at)

    @handles(Candidate.SharedDataRecallConfirmed)
    def recall_confirmed(self, event: Candidate.SharedDataRecallConfirmed, metadata: Metadata) -> Statement:
        return self._overdue(event.originator_id, None)

    @handles(Candidate.TakenOver)
    def taken_over(self, event: Candidate.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE candidate_id = %s", event.office_id, event.originator_id
        )

    def _overdue(self, candidate_id: UUID, since: datetime | None) -> Statement:
        return self.statement(
            "UPDATE {table} SET recall_overdue_since = %s WHERE candidate_id = %s", since, candidate_id
        )

    def _now(self, candidate_id: UUID, status: CandidateStatus, reason: str | None) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, reason = %s WHERE candidate_id = %s", status.value, reason, candidate_id
        )

    def of_office(
        self, source: Query, office_id: UUID, links: PersonLinks, offices: Sequence[UUID], limit: int,
        after: UUID | None,
    ) -> list[OfficeCandidate]:  # fmt: skip
        """By id, each under the person's surviving record."""
        rows = self.rows(
            source,
            f"SELECT candidate_id, {links.shown_as}, vacancy_id, employer_id, status, reason, recall_overdue_since"
            " FROM {table} r WHERE office_id = %s AND (%s::uuid IS NULL OR candidate_id > %s)"
            " ORDER BY candidate_id LIMIT %s",
            list(offices), office_id, after, after, limit,
        )  # fmt: skip
        return [OfficeCandidate(*row) for row in rows]
