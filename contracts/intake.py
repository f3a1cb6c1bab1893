"""What intake tells the network: offices, people as pseudonyms, consents, receptions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import (
    EntryDoor,
    OfficeLevel,
    OfficeStatus,
    PriorityClass,
    ReceptionChannel,
    ReceptionOutcome,
)
from contracts.vocabulary.persons import ClientType, DeclarationSource, Gender, RaceColour
from contracts.vocabulary.rights import ConsentScope, DataClass, ErasureBasis


class OfficeOpened(Contract, type="intake.office.opened"):
    """A Social Office, under joint management, serves people from now on."""

    office_id: UUID
    level: OfficeLevel
    uf: UF
    municipality_ibge7: str
    zone: str | None = None


class OfficeStatusChanged(Contract, type="intake.office.status-changed"):
    """An office is at another step. `receiving_office_id`: who takes its people over, each with consent."""

    office_id: UUID
    from_status: OfficeStatus
    to_status: OfficeStatus
    receiving_office_id: UUID | None


class OfficeSuspended(Contract, type="intake.office.suspended"):
    """An office receives nobody for now."""

    office_id: UUID


class OfficeClosed(Contract, type="intake.office.closed"):
    """An office is closed for good; None: nobody was followed up by it any more."""

    office_id: UUID
    receiving_office_id: UUID | None


class MobileUnitScheduled(Contract, type="intake.office.mobile-unit-scheduled"):
    """An office's mobile unit will be in a municipality of its state."""

    office_id: UUID
    visit_id: UUID
    municipality_ibge7: str
    begins_at: datetime
    ends_at: datetime


class PersonRegistered(Contract, type="intake.person.registered"):
    """Somebody is known to the network; who, only intake can say."""

    person_id: UUID
    client_types: tuple[ClientType, ...]


class RaceColourDeclared(Contract, type="intake.person.race-colour-declared", channel="statistics"):
    """For analytics alone: the race/colour of a pseudonym, from this moment on."""

    person_id: UUID
    race_colour: RaceColour
    source: DeclarationSource


class GenderDeclared(Contract, type="intake.person.gender-declared", channel="statistics"):
    """For analytics alone: the reporting gender of a pseudonym, from this moment on."""

    person_id: UUID
    gender: Gender


class ConsentGranted(Contract, type="intake.consent-ledger.granted"):
    """A person allows one purpose, for these recipients and kinds of data."""

    person_id: UUID
    grant_id: UUID
    scope: ConsentScope
    recipients: tuple[UUID, ...]
    data_classes: tuple[DataClass, ...]
    valid_until: datetime | None


class ConsentWithdrawn(Contract, type="intake.consent-ledger.withdrawn", dismissible=False):
    """A grant no longer allows anything (LGPD art. 8 §5); no reason is ever needed."""

    person_id: UUID
    grant_id: UUID
    scope: ConsentScope
    recipients: tuple[UUID, ...]


class ConsentExpired(Contract, type="intake.consent-ledger.expired", dismissible=False):
    """A grant has come to the end that it was given with; what relied on it stops as after a withdrawal."""

    person_id: UUID
    grant_id: UUID
    scope: ConsentScope
    recipients: tuple[UUID, ...]


class PersonArrived(Contract, type="intake.reception.arrived"):
    """Somebody came to an office, or reached it by the channel named here."""

    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    channel: ReceptionChannel
    entry_door: EntryDoor
    priority_class: PriorityClass


class ReceptionStarted(Contract, type="intake.reception.started"):
    reception_id: UUID
    office_id: UUID
    waiting_seconds: int


class UrgentNeedIdentified(Contract, type="intake.reception.urgent-need-identified"):
    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    need: UrgentNeed


class ReceptionCompleted(Contract, type="intake.reception.completed"):
    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    outcome: ReceptionOutcome


class VirtualContactReceived(Contract, type="intake.reception.virtual-contact-received"):
    """Somebody reached an office from afar and was answered at once."""

    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    channel: ReceptionChannel


class PersonLeftWithoutCare(Contract, type="intake.reception.left-without-care"):
    """Somebody went before being called."""

    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    waiting_seconds: int


class PersonErasureAsked(Contract, type="intake.erasure-request.stores-asked", dismissible=False):
    """Somebody's data may have to be erased: say whether something of the person is under way. Asked `number` times."""

    request_id: UUID
    person_id: UUID
    number: int


class PersonErasureAuthorised(Contract, type="intake.erasure-request.authorised", dismissible=False):
    """Erase all that is about this person, and report. `approvers`: blind ids of the two accounts that approved."""

    request_id: UUID
    person_id: UUID
    basis: ErasureBasis
    approvers: tuple[UUID, ...]


class PersonErasureCompleted(Contract, type="intake.erasure-request.completed"):
    """Every store has erased and checked; nothing more will ever be told about this person."""

    request_id: UUID
    person_id: UUID
