"""Data subjects' requests: bring in, check who asks, hand over what is held, answer or refuse; and what is due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis, SubjectRequestKind
from infra.sealed import AccessContext
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.intake.people import access
from services.intake.people.applications.erasures import ErasureRequestsApplication
from services.intake.people.applications.subject_requests import SubjectRequestsApplication as Requests
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.schemas import subject_requests as schemas

blp = Blueprint("subject-requests", url_prefix="/v1/data-subject-requests", application=Requests)
ONE = "/<uuid:subject_request_id>"


@blp.command("", schemas.SubjectRequestBody, scope="subject-requests:write", creates=True)
def open_subject_request(app: Requests, body: dict[str, Any], caller: Caller) -> Created:
    """What the person, or who acts for her, asks for. Of the kind erasure comes the request that decides on it."""
    access.concerns_or_acts_for(caller, app.person(body["person_id"]))
    if body["kind"] is SubjectRequestKind.ERASURE:
        erasing = ErasureRequestsApplication(app.store)
        erasure = erasing.open_request(body["person_id"], body["requested_by"], caller.subject)
        return Created(erasure.id, erasure.version, location=f"/v1/erasure-requests/{erasure.id}")
    request = app.open_request(opened_by=caller.subject, **body)
    return Created(request.id, request.version)


@blp.command(f"{ONE}/identity-check", schemas.RequesterBody, scope="subject-requests:answer")
def check_requester(
    app: Requests, body: dict[str, Any], caller: Caller, subject_request_id: UUID, expected: int
) -> Changed:
    """It is the person who asks, or who may act for her."""
    access.works_in(caller, app.leading(subject_request_id))
    return _changed(app.check_identity(subject_request_id, expected, body["method"]))


@blp.query(f"{ONE}/package", schemas.PackageAnswer, scope="subject-requests:answer")
def read_package(app: Requests, caller: Caller, subject_request_id: UUID) -> dict[str, Any]:
    """All that is held of the person, or all that was shared, to be handed over as it is."""
    access.works_in(caller, app.leading(subject_request_id))
    package = app.package(subject_request_id, _opening(caller))
    return {"digest": package.digest, **package.content}


@blp.command(f"{ONE}/answer", schemas.SubjectAnswerBody, scope="subject-requests:answer")
def answer_subject_request(
    app: Requests, body: dict[str, Any], caller: Caller, subject_request_id: UUID, expected: int
) -> Changed:
    """What was given, how, and where the receipt lies."""
    access.works_in(caller, app.leading(subject_request_id))
    return _changed(app.answer(subject_request_id, expected, _opening(caller), **body))


@blp.command(f"{ONE}/refusal", schemas.SubjectRefusalBody, scope="subject-requests:answer")
def refuse_subject_request(
    app: Requests, body: dict[str, Any], caller: Caller, subject_request_id: UUID, expected: int
) -> Changed:
    """Not to be done, on a ground that is told to who asked."""
    access.works_in(caller, app.leading(subject_request_id))
    return _changed(app.refuse(subject_request_id, expected, body["ground"]))


@blp.query(ONE, schemas.SubjectRequestAnswer, scope="subject-requests:read")
def read_subject_request(app: Requests, caller: Caller, subject_request_id: UUID) -> Found:
    """Where a request stands, for the office's team, who oversees it in the state, and the person herself."""
    request = app.request(subject_request_id)
    if not access.is_subject(caller, request.person_id):
        office_id = app.leading(subject_request_id)
        access.handles_request(caller, office_id, app.uf_of(office_id))
    return Found({**vars(request), "id": request.id}, request.version)


@blp.query_list("", schemas.RequestDueAnswer, scope="subject-requests:read", filters=schemas.RequestsDueFilters)
def list_requests_due(app: Requests, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What an office has not answered yet, erasures too, the earliest end first."""
    office_id = filters["office_id"]
    access.handles_request(caller, office_id, app.uf_of(office_id))
    found = app.due_at_office(office_id, page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.due_at, line.request_id))


def _opening(caller: Caller) -> AccessContext:
    return caller.opening("data-subject-request", LegalBasis.LEGAL_DUTY)


def _changed(request: DataSubjectRequest) -> Changed:
    return Changed(request.version, {"status": request.status})
