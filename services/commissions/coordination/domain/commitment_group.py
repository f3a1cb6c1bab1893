"""Commitment group: one objective that several organisations take on together, with one of them in the lead."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.coordination import CommitmentRole, MeetingLevel
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event


class GroupHasLead(DomainError):
    code = "coordination.group-has-lead"
    detail = "Another organisation already leads this group."
    fix = "Give this organisation another role, or wait until the lead drops its commitment."


class RoleAlreadyTaken(DomainError):
    code = "coordination.role-already-taken"
    detail = "This organisation already has this role in the group."
    fix = "Give it another role, or name another organisation."


class CommitmentGroup(Aggregate, store="coordination"):
    class Opened(InitialEvent):
        objective_code: str
        level: MeetingLevel
        uf: UF | None
        meeting_id: UUID | None

    class RoleTaken(Event):
        role: CommitmentRole
        org_id: UUID

    class RoleGivenUp(Event):
        role: CommitmentRole
        org_id: UUID

    @event(Opened)
    def __init__(self, objective_code: str, level: MeetingLevel, uf: UF | None, meeting_id: UUID | None) -> None:
        self.objective_code, self.level, self.uf, self.meeting_id = objective_code, level, uf, meeting_id
        self.roles: set[tuple[CommitmentRole, UUID]] = set()

    def take(self, role: CommitmentRole, org_id: UUID) -> None:
        """Give an organisation a role; one leads, many may support, fund and monitor."""
        if (role, org_id) in self.roles:
            raise RoleAlreadyTaken
        if role is CommitmentRole.LEAD and any(taken is CommitmentRole.LEAD for taken, _ in self.roles):
            raise GroupHasLead
        self.trigger_event(self.RoleTaken, role=role, org_id=org_id)

    @event(RoleTaken)
    def _role_taken(self, role: CommitmentRole, org_id: UUID) -> None:
        self.roles.add((role, org_id))

    def give_up(self, role: CommitmentRole, org_id: UUID) -> None:
        """Free the role of a dropped commitment, so that somebody else may take it."""
        self.trigger_event(self.RoleGivenUp, role=role, org_id=org_id)

    @event(RoleGivenUp)
    def _role_given_up(self, role: CommitmentRole, org_id: UUID) -> None:
        self.roles.discard((role, org_id))
