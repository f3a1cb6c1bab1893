"""Commands and queries of consents: granted, refused, taken back, and ended by the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import OfficeStatus
from contracts.vocabulary.rights import ConsentScope
from infra.application import Application
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import ledger_of, ledger_with
from services.intake.people.applications.contact_wishes import follow_contact_wish
from services.intake.people.applications.placing import known_person, save_at, standing_person
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.consent_refusals import TransferNeedsOpenOffice, TransferToOwnOffice
from services.intake.people.domain.grant import Allowed, Given, Grant
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.views.grant_uses import GrantUses, Use

ENDS = "DL16"
LEAVING = (OfficeStatus.SUSPENDED, OfficeStatus.CLOSING, OfficeStatus.CLOSED)


@dataclass(frozen=True)
class Evidence:
    """What a consent stands on, in clear."""

    purpose_text: Any
    evidence_ref: Any
    guardian_ref: Any


class ConsentsApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def grant(
        self, person_id: UUID, allowed: Allowed, given: Given, valid_until: datetime | None = None
    ) -> tuple[ConsentLedger, UUID]:
        """Record what a person allows; the ledger is opened with the first entry.

        Raises RecipientMissing, GuardianNeedsDocument, ConsentOverBeforeGiven, TransferToOwnOffice,
        TransferNeedsOpenOffice.
        """
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            if allowed.scope is ConsentScope.TRANSFER_OFFICE:
                _refuse_unless_receiving(unit, person, allowed)
            ledger = ledger_of(unit, person_id) or ConsentLedger(person_id=person_id)
            grant_id = ledger.grant(allowed, given, valid_until)
            save_at(unit, person.office_id, ledger)
            _follow(unit, ledger, grant_id)
        return ledger, grant_id

    def refuse(self, person_id: UUID, allowed: Allowed) -> ConsentLedger:
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            ledger = ledger_of(unit, person_id) or ConsentLedger(person_id=person_id)
            ledger.refuse(allowed)
            save_at(unit, person.office_id, ledger)
        return ledger

    def withdraw(self, person_id: UUID, grant_id: UUID, *, invalid: bool = False) -> ConsentLedger:
        """Take a grant back: no reason, no version, nothing that could stand in the way, a merge neither."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            ledger = ledger_with(unit, person, grant_id)
            ledger.withdraw(grant_id, invalid=invalid)
            save_at(unit, person.office_id, ledger)
            _follow(unit, ledger, grant_id)
        return ledger

    def remind(self, ledger_id: UUID, grant_id: UUID) -> None:
        """DL16, 15 days before; of somebody who was erased nothing is due."""
        with self.unit_of_work() as unit:
            ledger = unit.get(ConsentLedger, ledger_id)
            ledger.remind(grant_id)
            save_at(unit, unit.get(Person, ledger.person_id).office_id, ledger)

    def expire(self, ledger_id: UUID, grant_id: UUID) -> None:
        """The end has come."""
        with self.unit_of_work() as unit:
            ledger = unit.get(ConsentLedger, ledger_id)
            ledger.expire(grant_id)
            save_at(unit, unit.get(Person, ledger.person_id).office_id, ledger)
            _follow(unit, ledger, grant_id)

    def consents(self, person_id: UUID) -> list[ConsentLedger]:
        """All that was allowed and refused, under whichever record; empty when nothing was ever asked."""
        with self.unit_of_work() as unit:
            records = known_person(unit, person_id).records
            return [ledger for one in records if (ledger := ledger_of(unit, one))]

    def uses(self, person_id: UUID, grant_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Use]:
        """All that relied on a grant, also of one that was voided (X19). Raises NotFound."""
        with self.unit_of_work() as unit:
            _grant(ledger_with(unit, known_person(unit, person_id), grant_id), grant_id)
            return self.view(GrantUses).of_grant(unit, grant_id, limit, after)

    def evidence(self, person_id: UUID, grant_id: UUID, opening: AccessContext) -> Evidence:
        """What a grant stands on, on record before it is shown; also of one that has ended."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            given = _grant(ledger_with(unit, person, grant_id), grant_id).given
            sealed = [given.purpose_text, given.evidence_ref, given.guardian_ref]
            opened = unit.open_many(sealed, replace(opening, consent_refs=(grant_id,)))
        return Evidence(*(None if value is ERASED else value for value in opened))


def end_reminders(unit: UnitOfWork, person_id: UUID) -> None:
    """Of somebody who is erased no consent ends any more: no store may speak of the person again."""
    ledger = ledger_of(unit, person_id)
    if ledger is None:
        return
    for grant in ledger.grants.values():
        kept_id = deadline_id(unit.store.name, ENDS, ledger.id, str(grant.grant_id))
        kept = unit.find(deadline(unit.store.name), kept_id)
        if kept is not None:
            kept.drop()
            unit.save(kept)


def _refuse_unless_receiving(unit: UnitOfWork, person: Person, allowed: Allowed) -> None:
    """A case goes to another office that serves. Raises TransferToOwnOffice, TransferNeedsOpenOffice."""
    for recipient in allowed.recipients:
        if recipient == person.office_id:
            raise TransferToOwnOffice
        office = unit.find(Office, recipient)
        if office is None or office.status in LEAVING:
            raise TransferNeedsOpenOffice


def _follow(unit: UnitOfWork, ledger: ConsentLedger, grant_id: UUID) -> None:
    """A consent to be contacted decides whether somebody who was released is called (PL03)."""
    if _grant(ledger, grant_id).scope is ConsentScope.CONTACT:
        follow_contact_wish(unit, ledger.person_id)


def _grant(ledger: ConsentLedger, grant_id: UUID) -> Grant:
    if grant_id not in ledger.grants:
        raise NotFound
    return ledger.grants[grant_id]
