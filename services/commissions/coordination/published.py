"""What coordination tells the network: private event in, contract out."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from contracts import coordination as out
from infra.erasure.erasure import erasure_of
from infra.metadata import Metadata
from infra.publishing import publishes
from services.commissions.coordination.domain.commitment import Commitment
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting
from services.commissions.coordination.domain.problem_item import ProblemItem


@publishes(CoordinationMeeting.Held)
def coordination_meeting_held(event: CoordinationMeeting.Held, metadata: Metadata) -> out.CoordinationMeetingHeld:
    return out.CoordinationMeetingHeld(
        meeting_id=event.originator_id,
        level=event.level,
        country=event.country,
        uf=event.uf,
        hosts=event.hosts,
        organisations=tuple(participation.org_id for participation in event.participants),
        organisation_types=tuple(participation.org_type for participation in event.participants),
        topics=event.topics,
        plan_activity_code=event.plan_activity_code,
        held_on=event.held_at.astimezone(ZoneInfo(event.zone)).date(),
    )


@publishes(ProblemItem.Reported)
def problem_reported(event: ProblemItem.Reported, metadata: Metadata) -> out.ProblemReported:
    return out.ProblemReported(
        problem_id=event.originator_id,
        domain=event.domain,
        level=event.level,
        uf=event.uf,
        reporter_kind=event.reporter_kind,
    )


@publishes(ProblemItem.Assigned)
def problem_assigned(event: ProblemItem.Assigned, metadata: Metadata) -> out.ProblemAssigned:
    return out.ProblemAssigned(
        problem_id=event.originator_id,
        domain=event.domain,
        level=event.level,
        uf=event.uf,
        authority_id=event.authority.org_id,
        due_on=event.due_on,
    )


@publishes(Commitment.Assigned)
def commitment_assigned(event: Commitment.Assigned, metadata: Metadata) -> out.CommitmentAssigned:
    return out.CommitmentAssigned(
        commitment_id=event.originator_id,
        group_id=event.group_id,
        level=event.level,
        uf=event.uf,
        role=event.role,
        org_id=event.org_id,
        due_on=event.due_on,
    )


@publishes(Commitment.Overdue)
def commitment_overdue(event: Commitment.Overdue, metadata: Metadata) -> out.CommitmentOverdue:
    return out.CommitmentOverdue(
        commitment_id=event.originator_id,
        group_id=event.group_id,
        level=event.level,
        uf=event.uf,
        role=event.role,
        org_id=event.org_id,
        due_on=event.due_on,
    )


@publishes(Commitment.Fulfilled)
def commitment_fulfilled(event: Commitment.Fulfilled, metadata: Metadata) -> out.CommitmentFulfilled:
    return out.CommitmentFulfilled(
        commitment_id=event.originator_id,
        group_id=event.group_id,
        level=event.level,
        uf=event.uf,
        role=event.role,
        due_on=event.due_on,
        on_time=event.on_time,
    )


@publishes(erasure_of("coordination").ErasureVerified)
def person_erased(event: Any, metadata: Metadata) -> out.PersonErased:
    rows = sum(purged.count for purged in event.places)
    return out.PersonErased(request_id=event.request_id, keys=event.keys, rows=rows)
