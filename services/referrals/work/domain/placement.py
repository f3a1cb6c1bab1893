"""Placement: somebody has work; it is asked after 30, 90, 180 and 365 days whether it lasts (PL16, DL14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import (
    ExitReason,
    PlacementKind,
    RetentionMark,
    RetentionResult,
    ValueChainRole,
    WorkSetting,
)
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event, happening, new_id
from services.referrals.work.domain import placement_refusals as refusals
from services.referrals.work.domain.workplace import Workplace

NAMESPACE = UUID("e9a5a0f4-55f4-4a63-8d5c-0c6ce0a3f1d2")


@dataclass(frozen=True)
class Engagement:
    """Who works as what since when; every event carries it to its readers. `occupation_code`: CBO.

    `candidate_id`, `vacancy_id`, `employer_id` and `contract_id` are None for work that no vacancy offered.
    """

    person_id: UUID
    office_id: UUID
    client_type: ClientType
    kind: PlacementKind
    setting: WorkSetting
    occupation_code: str
    started_on: date
    value_chain_role: ValueChainRole | None = None
    linked_enrolment_id: UUID | None = None
    candidate_id: UUID | None = None
    vacancy_id: UUID | None = None
    employer_id: UUID | None = None
    contract_id: UUID | None = None


@dataclass(frozen=True)
class RetentionCheck:
    mark: RetentionMark
    due_on: date


class Placement(Aggregate, store="referrals"):
    class Started(InitialEvent):
        """`checks`: those whose day has not passed."""

        engagement: Engagement
        checks: tuple[RetentionCheck, ...]
        workplace: Workplace

    class Retained(Event):
        engagement: Engagement
        mark: RetentionMark

    class CheckUnanswered(Event):
        """Nobody could say; that has no consequence."""

        engagement: Engagement
        mark: RetentionMark

    class Ended(Event):
        engagement: Engagement
        ended_on: date
        reason: ExitReason

    class FollowUpStopped(Event):
        """Nobody asks any more: the person's data are erased. What the employer keeps is its own."""

        engagement: Engagement

    class CheckExtended(Event):
        REMARK = True
        mark: RetentionMark
        due_on: date

    class TakenOver(Event):
        """Another office leads the person's case."""

        office_id: UUID

    @staticmethod
    def create_id(engagement: Engagement, **_: object) -> UUID:
        """A candidate is placed once."""
        found = engagement.candidate_id
        return derived_id(NAMESPACE, found.hex) if found else new_id()

    @event(Started)
    def __init__(self, engagement: Engagement, checks: tuple[RetentionCheck, ...], workplace: Workplace) -> None:
        self.engagement, self.workplace = engagement, workplace
        self.checks: dict[RetentionMark, RetentionResult] = {}
        self.due = {check.mark: check.due_on for check in checks}
        self.ended_on: date | None = None
        self.exit_reason: ExitReason | None = None
        self.followed = True

    @classmethod
    def start(cls, engagement: Engagement, checks: tuple[RetentionCheck, ...], workplace: Workplace) -> Placement:
        """Raises PlacementAhead, PrisonWorkInPrison."""
        if engagement.started_on > workplace.day_of(happening()):
            raise refusals.PlacementAhead
        if engagement.kind is PlacementKind.PRISON_WORK and engagement.setting is not WorkSetting.IN_PRISON:
            raise refusals.PrisonWorkInPrison
        return cls(engagement=engagement, checks=checks, workplace=workplace)

    def record_check(self, mark: RetentionMark, retained: bool) -> None:
        """Whether the work goes on at this mark; False: nobody could say.

        Raises PlacementOver, RetentionAlreadyChecked, RetentionTooEarly.
        """
        self._refuse_unless_running()
        if mark in self.checks:
            raise refusals.RetentionAlreadyChecked
        if self.workplace.day_of(happening()) < self._reached_on(mark):
            raise refusals.RetentionTooEarly
        decided = self.Retained if retained else self.CheckUnanswered
        self.trigger_event(decided, engagement=self.engagement, mark=mark)

    @event(Retained)
    def _retained(self, mark: RetentionMark) -> None:
        self.checks[mark] = RetentionResult.RETAINED
        self.due.pop(mark, None)

    @event(CheckUnanswered)
    def _check_unanswered(self, mark: RetentionMark) -> None:
        self.checks[mark] = RetentionResult.UNKNOWN
        self.due.pop(mark, None)

    def end(self, ended_on: date, reason: ExitReason) -> None:
        """Raises PlacementOver, PlacementAhead, EndsBeforeItLasted."""
        self._refuse_unless_running()
        if ended_on > self.workplace.day_of(happening()):
            raise refusals.PlacementAhead
        lasted = [self._reached_on(mark) for mark, found in self.checks.items() if found is RetentionResult.RETAINED]
        if ended_on < max([self.engagement.started_on, *lasted]):
            raise refusals.EndsBeforeItLasted
        self.trigger_event(self.Ended, engagement=self.engagement, ended_on=ended_on, reason=reason)

    @event(Ended)
    def _ended(self, ended_on: date, reason: ExitReason) -> None:
        self.ended_on, self.exit_reason = ended_on, reason
        self.checks |= {mark: RetentionResult.ENDED for mark in RetentionMark if mark not in self.checks}
        self.due.clear()

    def stop_following(self) -> None:
        """Does nothing for what is over."""
        if self.running:
            self.trigger_event(self.FollowUpStopped, engagement=self.engagement)

    @event(FollowUpStopped)
    def _follow_up_stopped(self) -> None:
        self.followed = False
        self.due.clear()

    def extend_check(self, mark: RetentionMark, due_on: date) -> None:
        """A suspension of deadlines where the work is gives the office longer to ask."""
        if mark in self.due:
            self.trigger_event(self.CheckExtended, mark=mark, due_on=due_on)

    @event(CheckExtended)
    def _check_extended(self, mark: RetentionMark, due_on: date) -> None:
        self.due[mark] = due_on

    @property
    def running(self) -> bool:
        return self.ended_on is None and self.followed

    def _reached_on(self, mark: RetentionMark) -> date:
        return self.engagement.started_on + timedelta(days=int(mark))

    def take_over(self, office_id: UUID) -> None:
        """The office that leads the person's case from now on follows it, also what is over."""
        self.trigger_event(self.TakenOver, office_id=office_id)

    @event(TakenOver)
    def _taken_over(self, office_id: UUID) -> None:
        self.engagement = replace(self.engagement, office_id=office_id)

    def _refuse_unless_running(self) -> None:
        if not self.running:
            raise refusals.PlacementOver
