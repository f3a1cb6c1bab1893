"""What people tells the network: private event in, contract out."""

from __future__ import annotations

from uuid import UUID

from contracts import intake as out
from contracts.vocabulary.persons import REPORTED_GENDER, GenderIdentity, RaceColour
from infra.kernel import derived_id
from infra.metadata import Metadata
from infra.publishing import publishes
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.domain.person import Person

APPROVERS = UUID("7f3d5ab6-0e9c-4c2b-a0a5-5a6d0b6c6f52")


@publishes(Person.Registered)
def person_registered(event: Person.Registered, metadata: Metadata) -> out.PersonRegistered:
    return out.PersonRegistered(person_id=event.originator_id, client_types=event.client_types)


@publishes(Person.RaceColourDeclared)
def race_colour_declared(event: Person.RaceColourDeclared, metadata: Metadata) -> out.RaceColourDeclared:
    return out.RaceColourDeclared(
        person_id=event.originator_id, race_colour=RaceColour(event.race_colour.plain), source=event.source
    )


@publishes(Person.GenderDeclared)
def gender_declared(event: Person.GenderDeclared, metadata: Metadata) -> out.GenderDeclared:
    reported = REPORTED_GENDER[GenderIdentity(event.gender_identity.plain)]
    return out.GenderDeclared(person_id=event.originator_id, gender=reported)


@publishes(ConsentLedger.Granted)
def consent_granted(event: ConsentLedger.Granted, metadata: Metadata) -> out.ConsentGranted:
    return out.ConsentGranted(
        person_id=event.person_id,
        grant_id=event.grant_id,
        scope=event.scope,
        recipients=event.recipients,
        data_classes=event.data_classes,
        valid_until=event.valid_until,
    )


@publishes(ConsentLedger.Withdrawn)
def consent_withdrawn(event: ConsentLedger.Withdrawn, metadata: Metadata) -> out.ConsentWithdrawn:
    return out.ConsentWithdrawn(
        person_id=event.person_id, grant_id=event.grant_id, scope=event.scope, recipients=event.recipients
    )


@publishes(ConsentLedger.Expired)
def consent_expired(event: ConsentLedger.Expired, metadata: Metadata) -> out.ConsentExpired:
    return out.ConsentExpired(
        person_id=event.person_id, grant_id=event.grant_id, scope=event.scope, recipients=event.recipients
    )


@publishes(ErasureRequest.StoresAsked)
def person_erasure_asked(event: ErasureRequest.StoresAsked, metadata: Metadata) -> out.PersonErasureAsked:
    return out.PersonErasureAsked(request_id=event.originator_id, person_id=event.person_id, number=event.number)


@publishes(ErasureRequest.Authorised)
def person_erasure_authorised(event: ErasureRequest.Authorised, metadata: Metadata) -> out.PersonErasureAuthorised:
    """Accounts stay here; two different blind ids show that two different people approved."""
    return out.PersonErasureAuthorised(
        request_id=event.originator_id,
        person_id=event.person_id,
        basis=event.basis,
        approvers=tuple(derived_id(APPROVERS, account) for account in event.authorised_by),
    )


@publishes(ErasureRequest.Completed)
def person_erasure_completed(event: ErasureRequest.Completed, metadata: Metadata) -> out.PersonErasureCompleted:
    return out.PersonErasureCompleted(request_id=event.originator_id, person_id=event.person_id)
