"""Commands and queries of transfers: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import LegalBasis
from contracts.vocabulary.transfers import TransferReason, TransferRefusalReason, TransferWithdrawalReason
from infra.application import Application
from infra.erasure.application import refuse_erased
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import amended
from services.referrals.cases.domain.known_grant import GrantNotKnownYet, KnownGrant
from services.referrals.cases.domain.office_closing import OfficeClosing
from services.referrals.cases.links import stands_for
from services.referrals.transfers.applications.moving import move_case, move_case_back
from services.referrals.transfers.applications.packing import packed
from services.referrals.transfers.applications.records import RecordsOfCase
from services.referrals.transfers.custodies import custody_of, while_nobody_begins
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.transfers.domain.refusals import NotLeadingOffice, OfficeTakesNobody, RecordMergedAway
from services.referrals.transfers.domain.route import Route
from services.referrals.transfers.leading_offices import LeadingOffice, LeadingOffices, NobodyKnows
from services.referrals.transfers.views.transfers import Listed, Transfers


class TransfersApplication(Application):
    def __init__(self, store: EventStore, leading_offices: LeadingOffices | None = None) -> None:
        super().__init__(store)
        self.leading_offices = leading_offices or NobodyKnows()
        self.records = RecordsOfCase(self)

    def transfer(self, transfer_id: UUID) -> CaseTransfer:
        with self.unit_of_work() as unit:
            return unit.get(CaseTransfer, transfer_id)

    def receiver_of(self, office_id: UUID) -> UUID | None:
        """Who takes over the people of an office that closes; None while it goes on, or nobody was named."""
        with self.unit_of_work() as unit:
            closing = unit.find(OfficeClosing, OfficeClosing.create_id(office_id))
            return closing.receiving_office_id if closing else None

    def request(
        self,
        led: LeadingOffice,
        person_id: UUID,
        from_office_id: UUID,
        to_office_id: UUID,
        to_uf: UF,
        reason: TransferReason,
        grant_id: UUID,
        requested_by: UUID,
    ) -> CaseTransfer:
        """Ask an office to lead the case, as the person agrees. `led`: who leads it while it has never moved.

        Raises SubjectErased, RecordMergedAway, OfficeTakesNobody, the refusals of the custody and of the grant.
        """
        with self.unit_of_work() as unit:
            refuse_erased(unit, person_id)
            if stands_for(unit, person_id) != person_id:
                raise RecordMergedAway
            _refuse_closing(unit, to_office_id)
            custody = custody_of(unit, person_id) or _opened(person_id, led, from_office_id)
            route = Route(person_id, from_office_id, custody.uf, to_office_id, to_uf)
            transfer = CaseTransfer(route=route, reason=reason, grant_id=grant_id, requested_by=requested_by)
            custody.begin(transfer.id, route)
            grant = _known(unit, grant_id)
            one = stands_for(unit, grant.person_id) == person_id
            grant.rely_on_for_transfer(transfer.id, grant.person_id if one else person_id, to_office_id)
            with under_consent(grant_id):
                unit.save(transfer, custody, grant)
        return transfer

    def accept(self, transfer_id: UUID, expected: int) -> CaseTransfer:
        """Raises OfficeTakesNobody, GrantNotActive and the refusals of the transfer."""
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            refuse_erased(unit, transfer.route.person_id)
            while_nobody_begins(unit, transfer.route.person_id)
            transfer.accept()
            _refuse_closing(unit, transfer.route.to_office_id)
            _known(unit, transfer.grant_id).refuse_unless_active()
            unit.save(transfer)
        return transfer

    def refuse(self, transfer_id: UUID, expected: int, reason: TransferRefusalReason) -> CaseTransfer:
        """The office that leads goes on leading."""
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            transfer.refuse(reason)
            save_ended(unit, transfer)
        return transfer

    def withdraw(self, transfer_id: UUID, expected: int, reason: TransferWithdrawalReason) -> CaseTransfer:
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            transfer.withdraw(reason)
            save_ended(unit, transfer)
        return transfer

    def prepare_package(self, transfer_id: UUID, expected: int, keep: Sequence[UUID]) -> CaseTransfer:
        """Settle which open referrals go on with their partner. Raises ReferralStaysBehind, KeepingNeedsConsent."""
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            transfer.refuse_unless_agreed()
            package = packed(unit, transfer.route, self.records.of(unit, transfer.route.person_id), frozenset(keep))
            transfer.prepare_package(package.keep, package.reissue, package.grants)
            unit.save(transfer)
        return transfer

    def complete(self, transfer_id: UUID, expected: int) -> CaseTransfer:
        """The case moves: custody, referrals and work in one transaction, so that there are never two leads."""
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            transfer.refuse_unless_sent()
            refuse_erased(unit, transfer.route.person_id)
            while_nobody_begins(unit, transfer.route.person_id)
            grant = _known(unit, transfer.grant_id)
            grant.carry_transfer(transfer.id)
            with under_consent(grant.id):
                move_case(unit, transfer, self.records.of(unit, transfer.route.person_id))
                unit.save(grant)
        return transfer

    def reverse(self, transfer_id: UUID, expected: int) -> CaseTransfer:
        """Everything goes back as it is now. Raises CaseMovedOn, OfficeTakesNobody, TransferAlreadyOpen."""
        with self.unit_of_work() as unit:
            transfer = unit.get(CaseTransfer, transfer_id, expected)
            transfer.completed_as()
            refuse_erased(unit, transfer.route.person_id)
            while_nobody_begins(unit, transfer.route.person_id)
            _refuse_closing(unit, transfer.route.from_office_id)
            move_case_back(unit, transfer, self.records.of(unit, transfer.route.person_id))
        return transfer

    def of_office(
        self, office_id: UUID, side: str, open_only: bool, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[Listed]:
        with self.unit_of_work() as unit:
            return self.view(Transfers).of_office(unit, office_id, side, open_only, limit, after[0] if after else None)


def under_consent(grant_id: UUID) -> Any:
    return amended(legal_basis=LegalBasis.CONSENT.value, consent_refs=(grant_id,))


def save_ended(unit: UnitOfWork, *transfers: CaseTransfer) -> None:
    """Save transfers by which nobody moved: another one may be asked for."""
    for transfer in transfers:
        custody = unit.get(Custody, Custody.create_id(transfer.route.person_id))
        custody.end(transfer.id)
        unit.save(transfer, custody)


def _opened(person_id: UUID, led: LeadingOffice, office_id: UUID) -> Custody:
    if led.office_id != office_id:
        raise NotLeadingOffice
    return Custody(person_id=person_id, office_id=led.office_id, uf=led.uf)


def _refuse_closing(unit: UnitOfWork, office_id: UUID) -> None:
    if unit.exists(OfficeClosing, OfficeClosing.create_id(office_id)):
        raise OfficeTakesNobody


def _known(unit: UnitOfWork, grant_id: UUID) -> KnownGrant:
    grant = unit.find(KnownGrant, grant_id)
    if grant is None:
        raise GrantNotKnownYet
    return grant


def open_among(unit: UnitOfWork, streams: Iterable[UUID]) -> list[CaseTransfer]:
    """The transfers among these records that are under way."""
    found = (unit.find(CaseTransfer, stream) for stream in streams)
    return [transfer for transfer in found if transfer is not None and transfer.is_open]
