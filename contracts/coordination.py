"""What coordination tells the network: meetings, problems and commitments of organisations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.coordination import CommitmentRole, CompetenceDomain, MeetingLevel, MeetingTopic, ReporterKind
from contracts.vocabulary.network import UF, OrganisationType


class CoordinationMeetingHeld(Contract, type="coordination.coordination-meeting.held"):
    """Many agencies met. `organisation_types` has one entry for each organisation that took part."""

    meeting_id: UUID
    level: MeetingLevel
    country: str
    uf: UF | None
    hosts: tuple[UUID, ...]
    organisations: tuple[UUID, ...]
    organisation_types: tuple[OrganisationType, ...]
    topics: tuple[MeetingTopic, ...]
    plan_activity_code: str | None
    held_on: date


class ProblemReported(Contract, type="coordination.problem-item.reported"):
    problem_id: UUID
    domain: CompetenceDomain
    level: MeetingLevel
    uf: UF | None
    reporter_kind: ReporterKind


class ProblemAssigned(Contract, type="coordination.problem-item.assigned"):
    """An authority was asked to look at an obstacle."""

    problem_id: UUID
    domain: CompetenceDomain
    level: MeetingLevel
    uf: UF | None
    authority_id: UUID
    due_on: date | None


class CommitmentAssigned(Contract, type="coordination.commitment.assigned"):
    """Something is expected of an organisation, until the end of `due_on` where it is."""

    commitment_id: UUID
    group_id: UUID
    level: MeetingLevel
    uf: UF | None
    role: CommitmentRole
    org_id: UUID
    due_on: date | None


class CommitmentOverdue(Contract, type="coordination.commitment.overdue"):
    """The day of a commitment has passed where the organisation is, and it was not done (PL34)."""

    commitment_id: UUID
    group_id: UUID
    level: MeetingLevel
    uf: UF | None
    role: CommitmentRole
    org_id: UUID
    due_on: date


class CommitmentFulfilled(Contract, type="coordination.commitment.fulfilled"):
    commitment_id: UUID
    group_id: UUID
    level: MeetingLevel
    uf: UF | None
    role: CommitmentRole
    due_on: date | None
    on_time: bool


class PersonErased(Contract, type="coordination.erasure.erasure-verified", dismissible=False):
    """This store has erased what it had of a person and found nothing left: keys destroyed, rows taken out."""

    request_id: UUID
    keys: int
    rows: int
