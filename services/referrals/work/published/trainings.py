"""Trainings to the network; who left is told to nobody."""

from __future__ import annotations

from typing import Any

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.training_offer import TrainingOffer


def _about(event: Any) -> dict[str, Any]:
    about = {name: value for name, value in vars(event.attendance).items() if name != "provider_id"}
    return {"enrolment_id": event.originator_id, **about}


@publishes(TrainingOffer.Published)
def training_published(event: TrainingOffer.Published, metadata: Metadata) -> out.TrainingPublished:
    course, place = event.course, event.workplace
    return out.TrainingPublished(
        training_id=event.originator_id,
        provider_id=event.provider_id,
        hours=course.hours,
        certificate=course.certificate,
        stages=course.stages,
        occupation_code=course.occupation_code,
        places=event.places,
        uf=place.uf,
        municipality_ibge7=place.municipality_ibge7,
    )


@publishes(Enrolment.Enrolled)
def training_enrolled(event: Enrolment.Enrolled, metadata: Metadata) -> out.TrainingEnrolled:
    return out.TrainingEnrolled(**_about(event))


@publishes(Enrolment.EnrolledAgain)
def training_enrolled_again(event: Enrolment.EnrolledAgain, metadata: Metadata) -> out.TrainingEnrolledAgain:
    return out.TrainingEnrolledAgain(**_about(event))


@publishes(Enrolment.Completed)
def training_completed(event: Enrolment.Completed, metadata: Metadata) -> out.TrainingCompleted:
    return out.TrainingCompleted(**_about(event), completed_on=event.completed_on, certificate=event.certificate)
