"""Whom an employer was shown and has to decide about: no pseudonym, no office and no past, only what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.work.domain.candidate import Candidate, CandidateStatus


@dataclass(frozen=True)
class Presented:
    candidate_id: UUID
    vacancy_id: UUID
    shared_fields: list[str]
    status: str
    presented_at: datetime
    recall_due_at: datetime | None


class EmployerCandidates(View):
    name = "employer_candidates"
    kept_because = "the employer has to be told to delete what it holds; no pseudonym stands here"
    columns = """
        candidate_id uuid PRIMARY KEY,
        employer_id uuid NOT NULL,
        vacancy_id uuid NOT NULL,
        shared_fields text[] NOT NULL,
        status text NOT NULL,
        presented_at timestamptz NOT NULL,
        recall_due_at timestamptz"""

    @handles(Candidate.Presented, Candidate.PresentedAnew)
    def presented(self, event: Candidate.Presented | Candidate.PresentedAnew, metadata: Metadata) -> Statement:
        about, fields = event.candidacy, [data_class.value for data_class in event.shared_fields]
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'presented', %s) ON CONFLICT (candidate_id) DO UPDATE SET"
            " shared_fields = excluded.shared_fields, status = excluded.status,"
            " presented_at = excluded.presented_at, recall_due_at = NULL",
            event.originator_id, about.employer_id, about.vacancy_id, fields, event.timestamp,
        )  # fmt: skip

    @handles(Candidate.Selected)
    def selected(self, event: Candidate.Selected, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.SELECTED)

    @handles(Candidate.NotSelected)
    def not_selected(self, event: Candidate.NotSelected, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.NOT_SELECTED)

    @handles(Candidate.Withdrawn)
    def withdrawn(self, event: Candidate.Withdrawn, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CandidateStatus.WITHDRAWN)

    @handles(Candidate.SharedDataRecallSent)
    def recalled(self, event: Candidate.SharedDataRecallSent, metadata: Metadata) -> Statement:
        return self._recall(event.originator_id, event.confirm_by)

    @handles(Candidate.RecallExtended)
    def recall_extended(self, event: Candidate.RecallExtended, metadata: Metadata) -> Statement:
        return self._recall(event.originator_id, event.due_at)

    @handles(Candidate.SharedDataRecallConfirmed)
    def recall_confirmed(self, event: Candidate.SharedDataRecallConfirmed, metadata: Metadata) -> Statement:
        return self._recall(event.originator_id, None)

    def _recall(self, candidate_id: UUID, due_at: datetime | None) -> Statement:
        return self.statement("UPDATE {table} SET recall_due_at = %s WHERE candidate_id = %s", due_at, candidate_id)

    def _now(self, candidate_id: UUID, status: CandidateStatus) -> Statement:
        return self.statement("UPDATE {table} SET status = %s WHERE candidate_id = %s", status.value, candidate_id)

    def at(self, source: Query, employer_id: UUID) -> list[UUID]:
        """Who waits there, and whose data it may still hold."""
        rows = self.rows(
            source,
            "SELECT candidate_id FROM {table} WHERE employer_id = %s AND recall_due_at IS NULL"
            " AND (status = 'presented' OR shared_fields <> '{}') ORDER BY candidate_id",
            employer_id,
        )
        return [candidate for (candidate,) in rows]

    def of_employer(
        self, source: Query, employer_id: UUID, vacancy_id: UUID | None, limit: int, after: UUID | None
    ) -> list[Presented]:
        """Candidates that wait or were selected, and recalls to confirm; of one vacancy or all."""
        rows = self.rows(
            source,
            "SELECT candidate_id, vacancy_id, shared_fields, status, presented_at, recall_due_at FROM {table}"
            " WHERE employer_id = %s AND (status IN ('presented', 'selected') OR recall_due_at IS NOT NULL)"
            " AND (%s::uuid IS NULL OR vacancy_id = %s)"
            " AND (%s::uuid IS NULL OR candidate_id > %s) ORDER BY candidate_id LIMIT %s",
            employer_id, vacancy_id, vacancy_id, after, after, limit,
        )  # fmt: skip
        return [Presented(*row) for row in rows]
