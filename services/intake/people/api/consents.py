"""Consents of a person: grant, refuse, withdraw; and what is allowed on which evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.kernel import Sealed
from infra.web.answers import Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.consents import ConsentsApplication as Consents
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.grant import Allowed, Given, Grant, GrantStatus
from services.intake.people.schemas import consents as schemas

blp = Blueprint("consents", url_prefix="/v1/persons/<uuid:person_id>/consents", application=Consents)
refusals = Blueprint(
    "consent-refusals", url_prefix="/v1/persons/<uuid:person_id>/consent-refusals", application=Consents
)
PURPOSE = ("scope", "recipients", "data_classes", "state_system", "channel")
SEALED = ("purpose_text", "evidence_ref", "guardian_ref")
ONE = "/<uuid:grant_id>"


@blp.command("", schemas.ConsentBody, scope="consents:write", creates=True)
def grant_consent(app: Consents, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Record what the person allows, whom, for what and on which evidence."""
    access.attends(caller, app.person(person_id))
    allowed = Allowed(**{name: body.pop(name) for name in PURPOSE})
    valid_until = body.pop("valid_until")
    sealed = {name: Sealed.of(text) if (text := body[name]) else None for name in SEALED}
    ledger, grant_id = app.grant(person_id, allowed, Given(**{**body, **sealed}), valid_until)
    return Created(grant_id, ledger.version)


@blp.command(f"{ONE}/withdrawal", EmptyBody, scope="consents:write", creates=True)
def withdraw_consent(app: Consents, body: dict[str, Any], caller: Caller, person_id: UUID, grant_id: UUID) -> Created:
    """Take a grant back: no reason is asked, and no version stands in the way."""
    access.concerns_or_acts_for(caller, app.person(person_id))
    return _ended(app.withdraw(person_id, grant_id), person_id, grant_id)


@blp.command(f"{ONE}/invalidation", EmptyBody, scope="consents:evidence", creates=True)
def invalidate_consent(app: Consents, body: dict[str, Any], caller: Caller, person_id: UUID, grant_id: UUID) -> Created:
    """It was not given freely, as a professional found (X19); it ends as if it had been withdrawn."""
    access.knows(caller, app.person(person_id))
    return _ended(app.withdraw(person_id, grant_id, invalid=True), person_id, grant_id)


@refusals.command("", schemas.PurposeBody, scope="consents:write", creates=True)
def refuse_consent(app: Consents, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """The person was asked and said no; nothing follows from that."""
    access.attends(caller, app.person(person_id))
    ledger = app.refuse(person_id, Allowed(**body))
    return Created(ledger.id, ledger.version, location=f"/v1/persons/{person_id}/consents")


@blp.query("", schemas.ConsentsAnswer, scope="consents:read")
def read_consents(app: Consents, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The ledger, for the person herself and for who acts for her."""
    access.concerns_or_acts_for(caller, app.person(person_id))
    return _shown(app.consents(person_id))


@blp.query(f"{ONE}/evidence", schemas.EvidenceAnswer, scope="consents:evidence")
def read_evidence(app: Consents, caller: Caller, person_id: UUID, grant_id: UUID) -> dict[str, Any]:
    """What a consent stands on: its words, where the evidence lies, and a guardian's document."""
    access.knows(caller, app.person(person_id))
    return vars(app.evidence(person_id, grant_id, caller.opening("consent-evidence", LegalBasis.PUBLIC_POLICY)))


@blp.query_list(f"{ONE}/uses", schemas.UseAnswer, scope="consents:read")
def list_uses(
    app: Consents, caller: Caller, filters: dict[str, Any], page: PageRequest, person_id: UUID, grant_id: UUID
) -> Page:
    """Who was given what by this consent, also after it ended or was voided (X19)."""
    access.concerns_or_acts_for(caller, app.person(person_id))
    found = app.uses(person_id, grant_id, page.limit + 1, page.after)
    return page_of(found, page, lambda use: (use.used_at, use.use_id))


def _ended(ledger: ConsentLedger, person_id: UUID, grant_id: UUID) -> Created:
    return Created(grant_id, ledger.version, location=f"/v1/persons/{person_id}/consents/{grant_id}")


def _shown(ledgers: Sequence[ConsentLedger]) -> dict[str, Any]:
    return {
        "grants": [_grant(grant) for ledger in ledgers for grant in ledger.grants.values()],
        "refusals": [
            {**vars(one.allowed), "refused_at": one.refused_at} for ledger in ledgers for one in ledger.refusals
        ],
    }


def _grant(grant: Grant) -> dict[str, Any]:
    ends_soon = grant.reminded and grant.status is GrantStatus.ACTIVE
    return {**vars(grant.allowed), **vars(grant.given), **vars(grant), "ends_soon": ends_soon}
