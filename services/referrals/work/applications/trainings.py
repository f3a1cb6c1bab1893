"""Commands and queries of trainings: what is taught, who takes part, and what goes on after release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import TrainingStage
from infra.erasure.application import refuse_erased
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.links import shown_person, stands_for
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.transfers.custodies import refuse_unless_beginning
from services.referrals.work.applications.placing import WorkApplication, active_partner, save_at, workplace_of
from services.referrals.work.domain.enrolment import Attendance, Enrolment
from services.referrals.work.domain.training_offer import Course, TrainingOffer
from services.referrals.work.domain.training_refusals import NothingToContinue
from services.referrals.work.views.enrolments import Enrolments, ListedEnrolment
from services.referrals.work.views.trainings import ListedTraining, Trainings, TrainingSearch


class TrainingsApplication(WorkApplication):
    def publish_training(self, provider_id: UUID, course: Course, places: int) -> TrainingOffer:
        """Raises NotFound, PartnerNotActive, TextNamesSomebody."""
        with self.unit_of_work() as unit:
            workplace = workplace_of(active_partner(unit, provider_id))
            training = TrainingOffer.publish(provider_id, course, places, workplace)
            save_at(unit, workplace, training)
        return training

    def withdraw_training(self, training_id: UUID, expected: int) -> TrainingOffer:
        with self.changing(TrainingOffer, training_id, expected) as training:
            training.withdraw()
        return training

    def training(self, training_id: UUID) -> TrainingOffer:
        with self.unit_of_work() as unit:
            return unit.get(TrainingOffer, training_id)

    def enrol(
        self, training_id: UUID, person_id: UUID, office_id: UUID, client_type: ClientType, stage: TrainingStage,
        continues_id: UUID | None = None,
    ) -> Enrolment:  # fmt: skip
        """After release it may go on from what was begun before.

        Raises NotFound, SubjectErased, AlreadyEnrolled, NothingToContinue, and what the training refuses.
        """
        with self.unit_of_work() as unit:
            refuse_erased(unit, person_id)
            refuse_unless_beginning(unit, person_id, office_id)
            training = unit.get(TrainingOffer, training_id)
            attendance = Attendance(
                person_id, office_id, training_id, training.provider_id, client_type, stage,
                training.course.occupation_code, continues_id,
            )  # fmt: skip
            _refuse_unless_continued(unit, attendance)
            enrolment = _enrolled(unit, attendance, training)
            training.take_place(enrolment.id, stage)
            save_at(unit, training.workplace, enrolment, training)
        return enrolment

    def complete(self, enrolment_id: UUID, expected: int, completed_on: date) -> Enrolment:
        """With a certificate where the training gives one; the place is free again."""
        with self.unit_of_work() as unit:
            enrolment = unit.get(Enrolment, enrolment_id, expected)
            training = unit.get(TrainingOffer, enrolment.attendance.training_id)
            enrolment.complete(completed_on, training.course.certificate)
            _released(unit, enrolment, training)
        return enrolment

    def leave(self, enrolment_id: UUID, expected: int) -> Enrolment:
        with self.unit_of_work() as unit:
            enrolment = unit.get(Enrolment, enrolment_id, expected)
            leave(unit, enrolment)
        return enrolment

    def enrolment(self, enrolment_id: UUID) -> Enrolment:
        with self.unit_of_work() as unit:
            return unit.get(Enrolment, enrolment_id)

    def person_of(self, enrolment: Enrolment, offices: Sequence[UUID]) -> UUID:
        """Who takes part, as one of these offices knows the person."""
        with self.unit_of_work() as unit:
            return shown_person(unit, enrolment.attendance.person_id, offices)

    def open_trainings(
        self, search: TrainingSearch, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedTraining]:
        with self.unit_of_work() as unit:
            return self.view(Trainings).open(unit, search, limit, after[0] if after else None)

    def enrolments_of(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedEnrolment]:
        links, last = self.view(PersonLinks), after[0] if after else None
        with self.unit_of_work() as unit:
            return self.view(Enrolments).of_office(unit, office_id, links, offices, limit, last)


def leave(unit: UnitOfWork, enrolment: Enrolment) -> None:
    """The person does not go on; the place is free again. Raises EnrolmentOver."""
    enrolment.leave()
    _released(unit, enrolment, unit.get(TrainingOffer, enrolment.attendance.training_id))


def _released(unit: UnitOfWork, enrolment: Enrolment, training: TrainingOffer) -> None:
    training.release_place(enrolment.id)
    save_at(unit, training.workplace, enrolment, training)


def _enrolled(unit: UnitOfWork, attendance: Attendance, training: TrainingOffer) -> Enrolment:
    enrolment = unit.find(Enrolment, Enrolment.create_id(attendance))
    if enrolment is None:
        return Enrolment(attendance=attendance, workplace=training.workplace)
    enrolment.enrol_again(attendance)
    return enrolment


def _refuse_unless_continued(unit: UnitOfWork, attendance: Attendance) -> None:
    if attendance.continues_id is None:
        return
    before = unit.get(Enrolment, attendance.continues_id)
    if stands_for(unit, before.attendance.person_id) != stands_for(unit, attendance.person_id):
        raise NothingToContinue
    before.refuse_unless_continuable(attendance.stage)
