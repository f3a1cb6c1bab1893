"""Enrolment: one person in one training; what was begun before release may go on after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import TrainingStage
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event, happening
from services.referrals.work.domain import training_refusals as refusals
from services.referrals.work.domain.workplace import Workplace

NAMESPACE = UUID("c1b6ff1c-40ab-4d0b-9d3f-6b1f8f0f7e55")


class EnrolmentStatus(StrEnum):
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"


@dataclass(frozen=True)
class Attendance:
    """Who is in which training, at which stage; `continues_id` is the enrolment before release that it goes on from."""

    person_id: UUID
    office_id: UUID
    training_id: UUID
    provider_id: UUID
    client_type: ClientType
    stage: TrainingStage
    occupation_code: str | None
    continues_id: UUID | None = None


class Enrolment(Aggregate, store="referrals"):
    class Enrolled(InitialEvent):
        attendance: Attendance
        workplace: Workplace

    class EnrolledAgain(Event):
        """Who left came back; leaving has no consequence."""

        attendance: Attendance

    class Completed(Event):
        attendance: Attendance
        completed_on: date
        certificate: bool

    class Left(Event):
        attendance: Attendance

    class TakenOver(Event):
        """Another office leads the person's case."""

        office_id: UUID

    @staticmethod
    def create_id(attendance: Attendance, **_: object) -> UUID:
        """Somebody is in a training once."""
        return derived_id(NAMESPACE, f"{attendance.training_id.hex}:{attendance.person_id.hex}")

    @event(Enrolled)
    def __init__(self, attendance: Attendance, workplace: Workplace) -> None:
        self.attendance, self.workplace = attendance, workplace
        self.status = EnrolmentStatus.ENROLLED
        self.completed_on: date | None = None
        self.certificate = False

    def enrol_again(self, attendance: Attendance) -> None:
        """Raises AlreadyEnrolled unless the person has left."""
        if self.status is not EnrolmentStatus.LEFT:
            raise refusals.AlreadyEnrolled
        self.trigger_event(self.EnrolledAgain, attendance=attendance)

    @event(EnrolledAgain)
    def _enrolled_again(self, attendance: Attendance) -> None:
        self.status, self.attendance = EnrolmentStatus.ENROLLED, attendance

    def complete(self, completed_on: date, certificate: bool) -> None:
        """Raises EnrolmentOver, CompletedAhead."""
        self._refuse_unless_enrolled()
        if completed_on > self.workplace.day_of(happening()):
            raise refusals.CompletedAhead
        self.trigger_event(
            self.Completed, attendance=self.attendance, completed_on=completed_on, certificate=certificate
        )

    @event(Completed)
    def _completed(self, completed_on: date, certificate: bool) -> None:
        self.status, self.completed_on, self.certificate = EnrolmentStatus.COMPLETED, completed_on, certificate

    def leave(self) -> None:
        """The person does not go on; nobody has to say why. Raises EnrolmentOver."""
        self._refuse_unless_enrolled()
        self.trigger_event(self.Left, attendance=self.attendance)

    @event(Left)
    def _left(self) -> None:
        self.status = EnrolmentStatus.LEFT

    def refuse_unless_continuable(self, stage: TrainingStage) -> None:
        """Raises NothingToContinue unless this was before release and what follows comes after it."""
        if (self.attendance.stage, stage) != (TrainingStage.BEFORE_RELEASE, TrainingStage.AFTER_RELEASE):
            raise refusals.NothingToContinue

    def take_over(self, office_id: UUID) -> None:
        """The office that leads the person's case from now on follows it, also what is over."""
        self.trigger_event(self.TakenOver, office_id=office_id)

    @event(TakenOver)
    def _taken_over(self, office_id: UUID) -> None:
        self.attendance = replace(self.attendance, office_id=office_id)

    def _refuse_unless_enrolled(self) -> None:
        if self.status is not EnrolmentStatus.ENROLLED:
            raise refusals.EnrolmentOver
