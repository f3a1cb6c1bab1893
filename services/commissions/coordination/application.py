"""Commands and queries of coordination: load, call, save."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.vocabulary.coordination import CommitmentRole, MeetingLevel
from contracts.vocabulary.network import UF
from infra.application import Application
from infra.kernel import Aggregate
from services.commissions.coordination.domain.commitment import Commitment
from services.commissions.coordination.domain.commitment_group import CommitmentGroup
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting
from services.commissions.coordination.domain.participation import Authority, Participation
from services.commissions.coordination.domain.problem_item import ProblemItem
from services.commissions.coordination.views.group_commitments import CommitmentLine, GroupCommitments
from services.commissions.coordination.views.meetings import MeetingLine, Meetings
from services.commissions.coordination.views.problem_inventory import ProblemInventory, ProblemLine

A = TypeVar("A", bound=Aggregate)


class CoordinationApplication(Application):
    def plan_meeting(self, **invitation: Any) -> CoordinationMeeting:
        """`invitation` as CoordinationMeeting.plan takes it."""
        with self.unit_of_work() as unit:
            meeting = CoordinationMeeting.plan(**invitation)
            unit.save(meeting)
        return meeting

    def hold_meeting(
        self,
        meeting_id: UUID,
        expected: int,
        participants: tuple[Participation, ...],
        held_at: datetime | None = None,
    ) -> CoordinationMeeting:
        with self.changing(CoordinationMeeting, meeting_id, expected) as meeting:
            meeting.hold(participants, held_at)
        return meeting

    def record_conclusion(self, meeting_id: UUID, expected: int, text: str) -> tuple[CoordinationMeeting, UUID]:
        with self.changing(CoordinationMeeting, meeting_id, expected) as meeting:
            conclusion_id = meeting.conclude(text)
        return meeting, conclusion_id

    def escalate_conclusions(
        self, meeting_id: UUID, expected: int, to_level: MeetingLevel, to_meeting: UUID | None = None
    ) -> CoordinationMeeting:
        with self.unit_of_work() as unit:
            meeting = unit.get(CoordinationMeeting, meeting_id, expected)
            if to_meeting is not None:
                unit.get(CoordinationMeeting, to_meeting)
            meeting.escalate(to_level, to_meeting)
            unit.save(meeting)
        return meeting

    def report_problem(self, **problem: Any) -> ProblemItem:
        """`problem` as ProblemItem.report takes it."""
        with self.unit_of_work() as unit:
            if problem.get("meeting_id") is not None:
                unit.get(CoordinationMeeting, problem["meeting_id"])
            item = ProblemItem.report(**problem)
            unit.save(item)
        return item

    def assign_problem(
        self, problem_id: UUID, expected: int, authority: Authority, due_on: date | None = None
    ) -> ProblemItem:
        with self.changing(ProblemItem, problem_id, expected) as problem:
            problem.assign(authority, due_on)
        return problem

    def record_analysis(self, problem_id: UUID, expected: int, finding: str) -> ProblemItem:
        with self.changing(ProblemItem, problem_id, expected) as problem:
            problem.analyse(finding)
        return problem

    def open_commitment_group(
        self, objective_code: str, level: MeetingLevel, uf: UF | None = None, meeting_id: UUID | None = None
    ) -> CommitmentGroup:
        with self.unit_of_work() as unit:
            if meeting_id is not None:
                unit.get(CoordinationMeeting, meeting_id)
            group = CommitmentGroup(objective_code=objective_code, level=level, uf=uf, meeting_id=meeting_id)
            unit.save(group)
        return group

    def assign_commitment(
        self,
        group_id: UUID,
        role: CommitmentRole,
        org_id: UUID,
        text: str,
        zone: str,
        due_on: date | None = None,
    ) -> tuple[CommitmentGroup, Commitment]:
        """The group keeps the rule of one lead; both are saved together."""
        with self.unit_of_work() as unit:
            group = unit.get(CommitmentGroup, group_id)
            group.take(role, org_id)
            commitment = Commitment.assign(
                group_id, group.objective_code, group.level, group.uf, role, org_id, text, zone, due_on
            )
            unit.save(group, commitment)
        return group, commitment

    def accept_commitment(self, commitment_id: UUID, expected: int) -> Commitment:
        with self.changing(Commitment, commitment_id, expected) as commitment:
            commitment.accept()
        return commitment

    def record_progress(self, commitment_id: UUID, expected: int, note: str) -> Commitment:
        with self.changing(Commitment, commitment_id, expected) as commitment:
            commitment.progress(note)
        return commitment

    def fulfil_commitment(self, commitment_id: UUID, expected: int) -> Commitment:
        with self.changing(Commitment, commitment_id, expected) as commitment:
            commitment.fulfil()
        return commitment

    def mark_overdue(self, commitment_id: UUID) -> None:
        with self.changing(Commitment, commitment_id) as commitment:
            commitment.mark_overdue()

    def drop_commitment(self, commitment_id: UUID, expected: int, reason: str) -> Commitment:
        """Dropping frees the role in the group."""
        with self.unit_of_work() as unit:
            commitment = unit.get(Commitment, commitment_id, expected)
            commitment.drop(reason)
            group = unit.get(CommitmentGroup, commitment.group_id)
            group.give_up(commitment.role, commitment.org_id)
            unit.save(commitment, group)
        return commitment

    def meeting(self, meeting_id: UUID) -> CoordinationMeeting:
        return self._get(CoordinationMeeting, meeting_id)

    def problem(self, problem_id: UUID) -> ProblemItem:
        return self._get(ProblemItem, problem_id)

    def group(self, group_id: UUID) -> CommitmentGroup:
        return self._get(CommitmentGroup, group_id)

    def commitment(self, commitment_id: UUID) -> Commitment:
        return self._get(Commitment, commitment_id)

    def meetings(self, **filters: Any) -> list[MeetingLine]:
        """`filters` as Meetings.find takes them."""
        with self.unit_of_work() as unit:
            return self.view(Meetings).find(unit, **filters)

    def problems(self, **filters: Any) -> list[ProblemLine]:
        """`filters` as ProblemInventory.find takes them."""
        with self.unit_of_work() as unit:
            return self.view(ProblemInventory).find(unit, **filters)

    def commitments_of(self, group_id: UUID) -> list[CommitmentLine]:
        with self.unit_of_work() as unit:
            unit.get(CommitmentGroup, group_id)
            return self.view(GroupCommitments).of_group(unit, group_id)

    def _get(self, aggregate_class: type[A], aggregate_id: UUID) -> A:
        with self.unit_of_work() as unit:
            return unit.get(aggregate_class, aggregate_id)
