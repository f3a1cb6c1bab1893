"""Receptions beyond the queue: contacts from afar, leaving, certificates of attendance, adaptations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.receiving import ReceivingApplication
from services.intake.people.domain.priority import Circumstances
from services.intake.people.schemas.intake import CircumstancesBody
from services.intake.people.schemas.receptions import (
    AdaptationsAnswer,
    CertificateAnswer,
    CertificateBody,
    ContactBody,
)
from services.intake.people.texts import CERTIFICATE, in_each_language

blp = Blueprint("receiving", url_prefix="/v1", application=ReceivingApplication)
ONE = "/receptions/<uuid:reception_id>"


@blp.command("/virtual-contacts", ContactBody, scope="receptions:write", creates=True)
def receive_contact(app: ReceivingApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Somebody telephones or writes, and is answered at once; from there on it is a reception like any other."""
    access.works_in(caller, body["office_id"])
    if body["person_id"] is not None:
        access.attends(caller, app.person(body["person_id"]))
    reception = app.receive_contact(professional=caller.subject, **body)
    return Created(reception.id, reception.version, location=f"/v1/receptions/{reception.id}")


@blp.command(f"{ONE}/priority", CircumstancesBody, scope="receptions:write")
def raise_priority(
    app: ReceivingApplication, body: dict[str, Any], caller: Caller, reception_id: UUID, expected: int
) -> Changed:
    """Something is learnt of somebody who waits, such as a danger to life: an earlier place, never a later one."""
    access.works_in(caller, app.responsible(reception_id))
    reception, ahead = app.raise_priority(reception_id, expected, Circumstances(**body))
    return Changed(reception.version, {"priority_class": reception.priority_class, "ahead": ahead})


@blp.command(f"{ONE}/departure", EmptyBody, scope="receptions:write")
def leave_queue(
    app: ReceivingApplication, body: dict[str, Any], caller: Caller, reception_id: UUID, expected: int
) -> Changed:
    """Somebody goes before being called; nothing follows from it."""
    access.works_in(caller, app.responsible(reception_id))
    reception = app.leave(reception_id, expected)
    return Changed(reception.version, {"waiting_seconds": reception.waiting_seconds})


@blp.command(f"{ONE}/certificates", CertificateBody, scope="receptions:write", creates=True)
def issue_certificate(app: ReceivingApplication, body: dict[str, Any], caller: Caller, reception_id: UUID) -> Created:
    """Certify that somebody was here on a day, because the person asks for it."""
    access.works_in(caller, app.responsible(reception_id))
    reception, certificate_id = app.issue_certificate(reception_id, caller.subject, body["evidence"])
    return Created(certificate_id, reception.version)


@blp.query(f"{ONE}/certificates/<uuid:certificate_id>", CertificateAnswer, scope="receptions:read")
def read_certificate(
    app: ReceivingApplication, caller: Caller, reception_id: UUID, certificate_id: UUID
) -> dict[str, Any]:
    """The certificate to hand over: day, office, name to be called by, and a neutral sentence."""
    access.works_in(caller, app.responsible(reception_id))
    opening = caller.opening("attendance-certificate", LegalBasis.PUBLIC_POLICY)
    return {**vars(app.certificate(reception_id, certificate_id, opening)), "text": in_each_language(CERTIFICATE)}


@blp.query(f"{ONE}/adaptations", AdaptationsAnswer, scope="accommodations:read")
def read_adaptations(app: ReceivingApplication, caller: Caller, reception_id: UUID) -> dict[str, Any]:
    """What the person needs in order to take part, and which interpreter is there."""
    access.works_in(caller, app.responsible(reception_id))
    return app.adaptations(reception_id, caller.opening("reception", LegalBasis.PUBLIC_POLICY))
