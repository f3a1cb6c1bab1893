"""Training offer: what a provider teaches, for how many, before or after release."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.work import TrainingStage
from infra.kernel import Aggregate, Event, InitialEvent, event
from services.referrals.work.domain import training_refusals as refusals
from services.referrals.work.domain.plain_text import impersonal
from services.referrals.work.domain.workplace import Workplace


@dataclass(frozen=True)
class Course:
    """`occupation_code` is the occupation (CBO) that it leads to, if it is one."""

    title: str
    hours: int
    certificate: bool
    stages: tuple[TrainingStage, ...]
    occupation_code: str | None = None


class TrainingOffer(Aggregate, store="referrals"):
    class Published(InitialEvent):
        provider_id: UUID
        course: Course
        places: int
        workplace: Workplace

    class Withdrawn(Event):
        provider_id: UUID

    class PlaceTaken(Event):
        """`taken` is how many places are taken from now on."""

        enrolment_id: UUID
        taken: int

    class PlaceReleased(Event):
        enrolment_id: UUID
        taken: int

    @event(Published)
    def __init__(self, provider_id: UUID, course: Course, places: int, workplace: Workplace) -> None:
        self.provider_id, self.course, self.places, self.workplace = provider_id, course, places, workplace
        self.taken_by: set[UUID] = set()
        self.withdrawn = False

    @classmethod
    def publish(cls, provider_id: UUID, course: Course, places: int, workplace: Workplace) -> TrainingOffer:
        """Raises TextNamesSomebody."""
        impersonal(course.title)
        return cls(provider_id=provider_id, course=course, places=places, workplace=workplace)

    @property
    def free(self) -> int:
        return self.places - len(self.taken_by)

    def withdraw(self) -> None:
        """Take nobody any more; who is enrolled goes on."""
        if self.withdrawn:
            raise refusals.TrainingWithdrawn
        self.trigger_event(self.Withdrawn, provider_id=self.provider_id)

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.withdrawn = True

    def take_place(self, enrolment_id: UUID, stage: TrainingStage) -> None:
        """Two at once for the last one meet as a version conflict, so that it is given once."""
        if self.withdrawn:
            raise refusals.TrainingWithdrawn
        if stage not in self.course.stages:
            raise refusals.TrainingNotForStage
        if not self.free:
            raise refusals.NoTrainingPlaceLeft
        self.trigger_event(self.PlaceTaken, enrolment_id=enrolment_id, taken=len(self.taken_by) + 1)

    @event(PlaceTaken)
    def _place_taken(self, enrolment_id: UUID) -> None:
        self.taken_by.add(enrolment_id)

    def release_place(self, enrolment_id: UUID) -> None:
        """Somebody else can have it; does nothing for who has none."""
        if enrolment_id in self.taken_by:
            self.trigger_event(self.PlaceReleased, enrolment_id=enrolment_id, taken=len(self.taken_by) - 1)

    @event(PlaceReleased)
    def _place_released(self, enrolment_id: UUID) -> None:
        self.taken_by.discard(enrolment_id)
