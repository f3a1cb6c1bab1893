"""Follow-up plan: what a person and an office have agreed to work on, looked at again and again (B.1.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from contracts.vocabulary.care import GoalStatus, NeedDomain, PlanClosureReason, PlanStatus, StatementGround
from contracts.vocabulary.rights import ConsentEvidence
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event, new_id
from services.intake.people.domain.goal import Goal
from services.intake.people.domain.plan_refusals import (
    PlanClosed,
    PlanOpen,
    PlanWithoutLead,
    StatementNeedsTheirWill,
    StatementNotFound,
)
from services.intake.people.domain.statement import Period, Statement, followed
from services.intake.people.domain.working import Working

SealedC3 = Annotated[Sealed | None, Seal(Label.C3, subject="person_id")]


class FollowUpPlan(Working, Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID
        office_id: UUID
        lead_professional: str
        assessment_id: UUID | None
        review_every_days: int | None
        review_id: UUID
        on: date

    class LeadAssigned(Event):
        lead_professional: str

    class CameOver(Event):
        """Another office follows the person up from now on (PL14); who leads there has still to be named."""

        person_id: UUID
        office_id: UUID
        from_office_id: UUID

    class GoalProposed(Event):
        person_id: UUID
        goal_id: UUID
        domain: NeedDomain
        text: SealedC3
        target_date: date | None

    class GoalAgreed(Event):
        goal_id: UUID

    class GoalProgressed(Event):
        """`referral_id`: the referral whose completion moved it (PL09)."""

        goal_id: UUID
        referral_id: UUID | None

    class GoalAchieved(Event):
        goal_id: UUID

    class GoalChanged(Event):
        """Another text or day: the person has to agree again."""

        person_id: UUID
        goal_id: UUID
        text: SealedC3
        target_date: date | None

    class GoalDropped(Event):
        goal_id: UUID

    class Reviewed(Event):
        """`review_id`: the review that was due; the next one is `next_review_id`."""

        office_id: UUID
        review_id: UUID
        next_review_id: UUID
        review_every_days: int | None
        opened_on: date

    class Paused(Event):
        review_id: UUID
        on: date

    class Closed(Event):
        person_id: UUID
        office_id: UUID
        reason: PlanClosureReason
        review_id: UUID
        on: date

    class Reopened(Event):
        office_id: UUID
        next_review_id: UUID
        review_every_days: int | None
        opened_on: date
        on: date

    class FollowUpStatementIssued(Event):
        """What the person asked for, and nothing but the days of the follow-up."""

        person_id: UUID
        office_id: UUID
        statement_id: UUID
        ground: StatementGround
        grant_id: UUID | None
        evidence: ConsentEvidence | None
        periods: tuple[Period, ...]
        issued_by: str

    @event(Opened)
    def __init__(
        self, person_id: UUID, office_id: UUID, lead_professional: str, assessment_id: UUID | None,
        review_every_days: int | None, review_id: UUID, on: date,
    ) -> None:  # fmt: skip
        self.person_id, self.office_id, self.assessment_id = person_id, office_id, assessment_id
        self.lead_professional: str | None = lead_professional
        self.review_every_days, self.review_id = review_every_days, review_id
        self.status = PlanStatus.OPEN
        self.closure_reason: PlanClosureReason | None = None
        self.opened_on = on
        self.since: date | None = on
        self.periods: tuple[Period, ...] = ()
        self.goals: dict[UUID, Goal] = {}
        self.statements: dict[UUID, Statement] = {}

    @classmethod
    def open(cls, **values: Any) -> FollowUpPlan:
        """A plan whose first review is due by DL08."""
        return cls(review_id=new_id(), **values)

    def take_over(self, professional: str) -> None:
        self._refuse_unless_open()
        self.trigger_event(self.LeadAssigned, lead_professional=professional)

    @event(LeadAssigned)
    def _lead_assigned(self, lead_professional: str) -> None:
        self.lead_professional = lead_professional

    def come_over(self, office_id: UUID) -> None:
        """To the office that leads the case now; due dates, goals and periods stay as they are."""
        if office_id != self.office_id:
            self.trigger_event(
                self.CameOver, person_id=self.person_id, office_id=office_id, from_office_id=self.office_id
            )

    @event(CameOver)
    def _came_over(self, office_id: UUID) -> None:
        self.office_id, self.lead_professional = office_id, None

    @event(GoalProposed)
    def _goal_proposed(self, goal_id: UUID, domain: NeedDomain, text: Sealed | None, target_date: date | None) -> None:
        self.goals[goal_id] = Goal(goal_id, domain, text, target_date)

    @event(GoalAgreed)
    def _goal_agreed(self, goal_id: UUID) -> None:
        self._now(goal_id, GoalStatus.AGREED)

    @event(GoalProgressed)
    def _goal_progressed(self, goal_id: UUID) -> None:
        self._now(goal_id, GoalStatus.IN_PROGRESS)

    @event(GoalAchieved)
    def _goal_achieved(self, goal_id: UUID) -> None:
        self._now(goal_id, GoalStatus.ACHIEVED)

    @event(GoalChanged)
    def _goal_changed(self, goal_id: UUID, text: Sealed | None, target_date: date | None) -> None:
        old = self.goals[goal_id]
        self.goals[goal_id] = replace(old, text=text, target_date=target_date, status=GoalStatus.CHANGED)

    @event(GoalDropped)
    def _goal_dropped(self, goal_id: UUID) -> None:
        self._now(goal_id, GoalStatus.DROPPED)

    def review(self) -> None:
        """The plan was looked at together with the person; the next review is due by DL08. Raises PlanWithoutLead."""
        self._refuse_unless_open()
        if self.lead_professional is None:
            raise PlanWithoutLead
        self.trigger_event(
            self.Reviewed, office_id=self.office_id, review_id=self.review_id, next_review_id=new_id(),
            review_every_days=self.review_every_days, opened_on=self.opened_on,
        )  # fmt: skip

    @event(Reviewed)
    def _reviewed(self, next_review_id: UUID) -> None:
        self.review_id = next_review_id

    def pause(self, on: date) -> None:
        self._refuse_unless_open()
        self.trigger_event(self.Paused, review_id=self.review_id, on=on)

    @event(Paused)
    def _paused(self, on: date) -> None:
        self.periods, self.since, self.status = followed(self.periods, self.since, on), None, PlanStatus.PAUSED

    def close(self, reason: PlanClosureReason, on: date) -> None:
        """Raises PlanClosed. No reason is a failure of anybody."""
        if self.status is PlanStatus.CLOSED:
            raise PlanClosed
        self.trigger_event(
            self.Closed, person_id=self.person_id, office_id=self.office_id, reason=reason, review_id=self.review_id,
            on=on,
        )  # fmt: skip

    @event(Closed)
    def _closed(self, reason: PlanClosureReason, on: date) -> None:
        self.periods, self.since = followed(self.periods, self.since, on), None
        self.status, self.closure_reason = PlanStatus.CLOSED, reason

    def reopen(self, on: date) -> None:
        """After a pause, or when somebody comes back. Raises PlanOpen."""
        self.refuse_if_open()
        self.trigger_event(
            self.Reopened, office_id=self.office_id, next_review_id=new_id(), on=on,
            review_every_days=self.review_every_days, opened_on=self.opened_on,
        )  # fmt: skip

    def refuse_if_open(self) -> None:
        """Raises PlanOpen."""
        if self.status is PlanStatus.OPEN:
            raise PlanOpen

    @event(Reopened)
    def _reopened(self, next_review_id: UUID, on: date) -> None:
        self.status, self.closure_reason = PlanStatus.OPEN, None
        self.since, self.review_id = on, next_review_id

    def issue_statement(
        self, issued_by: str, on: date, grant_id: UUID | None = None, evidence: ConsentEvidence | None = None
    ) -> UUID:
        """By a grant or by the person's own request, shown by its evidence; returns the statement's id.

        Raises StatementNeedsTheirWill.
        """
        if (grant_id is None) == (evidence is None):
            raise StatementNeedsTheirWill
        statement_id = new_id()
        self.trigger_event(
            self.FollowUpStatementIssued, person_id=self.person_id, office_id=self.office_id,
            statement_id=statement_id, grant_id=grant_id, evidence=evidence, issued_by=issued_by,
            ground=StatementGround.CONSENT if grant_id else StatementGround.OWN_REQUEST,
            periods=followed(self.periods, self.since, on),
        )  # fmt: skip
        return statement_id

    @event(FollowUpStatementIssued)
    def _follow_up_statement_issued(
        self, statement_id: UUID, grant_id: UUID | None, periods: tuple[Period, ...]
    ) -> None:
        self.statements[statement_id] = Statement(statement_id, grant_id, tuple(periods))

    def statement(self, statement_id: UUID) -> Statement:
        """Raises StatementNotFound."""
        if statement_id not in self.statements:
            raise StatementNotFound
        return self.statements[statement_id]

    def _now(self, goal_id: UUID, status: GoalStatus) -> None:
        self.goals[goal_id] = replace(self.goals[goal_id], status=status)
