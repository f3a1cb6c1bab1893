"""HTTP resources of trainings and of who takes part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.work import access
from services.referrals.work.applications.trainings import TrainingsApplication as Trainings
from services.referrals.work.schemas import trainings as schemas
from services.referrals.work.schemas.candidates import OfOfficeFilters
from services.referrals.work.views.trainings import TrainingSearch

blp = Blueprint("trainings", url_prefix="/v1/trainings", application=Trainings)
enrolments = Blueprint("enrolments", url_prefix="/v1/enrolments", application=Trainings)
ONE = "/<uuid:enrolment_id>"


@blp.command("", schemas.TrainingBody, scope="trainings:write", creates=True)
def publish_training(app: Trainings, body: dict[str, Any], caller: Caller) -> Created:
    """Say what is taught, for how many, before or after release."""
    access.speaks_for(caller, body["provider_id"], app.territory(body["provider_id"]))
    training = app.publish_training(**body)
    return Created(training.id, training.version)


@blp.command("/<uuid:training_id>/withdrawal", EmptyBody, scope="trainings:write")
def withdraw_training(
    app: Trainings, body: dict[str, Any], caller: Caller, training_id: UUID, expected: int
) -> Changed:
    """Take nobody any more; who is enrolled goes on."""
    training = app.training(training_id)
    access.speaks_for(caller, training.provider_id, training.workplace.uf)
    return Changed(app.withdraw_training(training_id, expected).version)


@blp.query("/<uuid:training_id>", schemas.TrainingAnswer, scope="trainings:read", everywhere=True)
def read_training(app: Trainings, caller: Caller, training_id: UUID) -> Found:
    """One training, whether it takes people or not."""
    training = app.training(training_id)
    place = training.workplace
    shown = {
        **vars(training.course), "training_id": training.id, "provider_id": training.provider_id,
        "places": training.places, "free": training.free, "withdrawn": training.withdrawn, "uf": place.uf,
        "municipality_ibge7": place.municipality_ibge7,
    }  # fmt: skip
    return Found(shown, training.version)


@blp.query_list("", schemas.TrainingAnswer, scope="trainings:read", filters=schemas.TrainingFilters, everywhere=True)
def list_trainings(app: Trainings, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Those with a place left, by state, stage and occupation."""
    found = app.open_trainings(TrainingSearch(**filters), page.limit + 1, page.after)
    return page_of(found, page, lambda training: (training.training_id,))


@enrolments.command("", schemas.EnrolmentBody, scope="enrolments:write", creates=True)
def enrol(app: Trainings, body: dict[str, Any], caller: Caller) -> Created:
    """Somebody takes part; after release it may go on from what was begun before."""
    access.works_in(caller, body["office_id"])
    enrolment = app.enrol(**body)
    return Created(enrolment.id, enrolment.version)


@enrolments.command(f"{ONE}/completion", schemas.CompletionBody, scope="enrolments:write")
def complete_enrolment(
    app: Trainings, body: dict[str, Any], caller: Caller, enrolment_id: UUID, expected: int
) -> Changed:
    """The person has completed it, with a certificate where the training gives one."""
    access.works_in(caller, app.enrolment(enrolment_id).attendance.office_id)
    enrolment = app.complete(enrolment_id, expected, **body)
    return Changed(enrolment.version, {"status": enrolment.status, "certificate": enrolment.certificate})


@enrolments.command(f"{ONE}/leaving", EmptyBody, scope="enrolments:write")
def leave_enrolment(app: Trainings, body: dict[str, Any], caller: Caller, enrolment_id: UUID, expected: int) -> Changed:
    """The person does not go on; no reason is asked, and it has no consequence."""
    access.works_in(caller, app.enrolment(enrolment_id).attendance.office_id)
    enrolment = app.leave(enrolment_id, expected)
    return Changed(enrolment.version, {"status": enrolment.status})


@enrolments.query(ONE, schemas.EnrolmentAnswer, scope="enrolments:read")
def read_enrolment(app: Trainings, caller: Caller, enrolment_id: UUID) -> Found:
    """One enrolment, for its office."""
    enrolment = app.enrolment(enrolment_id)
    access.works_in(caller, enrolment.attendance.office_id)
    shown = {
        **vars(enrolment.attendance), "enrolment_id": enrolment.id, "status": enrolment.status,
        "completed_on": enrolment.completed_on, "certificate": enrolment.certificate,
        "person_id": app.person_of(enrolment, caller.offices),
    }  # fmt: skip
    return Found(shown, enrolment.version)


@enrolments.query_list("", schemas.ListedEnrolmentAnswer, scope="enrolments:read", filters=OfOfficeFilters)
def list_enrolments(app: Trainings, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who of an office is in which training."""
    access.works_in(caller, filters["office_id"])
    found = app.enrolments_of(filters["office_id"], caller.offices, page.limit + 1, page.after)
    return page_of(found, page, lambda enrolment: (enrolment.enrolment_id,))
