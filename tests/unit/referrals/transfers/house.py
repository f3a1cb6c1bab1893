"""Two offices in two states and a person who agrees to move, with short words for what is done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import ConsentScope
from contracts.vocabulary.transfers import TransferReason, TransferRefusalReason, TransferWithdrawalReason
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.drafting import DraftingApplication
from services.referrals.transfers.applications import TransferFollowingApplication, TransfersApplication
from services.referrals.transfers.applications.records import RecordsOfCase
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.transfers.leading_offices import LeadingOffice
from tests.unit.referrals.house import OFFICE, PERSON
from tests.unit.referrals.work.house import WorkHouse

NEW, THIRD = uuid4(), uuid4()
STATES = {OFFICE: UF.AM, NEW: UF.BA, THIRD: UF.RO}


class AllRecords(RecordsOfCase):
    """In memory there are no rows to ask: everything that this store holds."""

    def of(self, unit: UnitOfWork, person_id: UUID) -> list[UUID]:
        records = unit.store.recorder.records  # type: ignore[attr-defined]
        return list(dict.fromkeys(record.stream for record in records))

    def of_record(self, unit: UnitOfWork, person_id: UUID) -> list[UUID]:
        """The referrals of one record among them."""
        found = ((stream, unit.find(Referral, stream)) for stream in self.of(unit, person_id))
        return [stream for stream, referral in found if referral and referral.person_id == person_id]


class TransferHouse(WorkHouse):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.transfers = TransfersApplication(self.store)
        self.transfers.records = AllRecords(self.transfers)
        self.following = TransferFollowingApplication(self.store)
        self.following.records = AllRecords(self.following)
        self.drafting = DraftingApplication(self.store)

    def agreed_to(self, office_id: UUID, **changes: Any) -> UUID:
        """A consent of the person that her case moves to this office."""
        return self.consent(
            office_id, uuid4(), **{"scope": ConsentScope.TRANSFER_OFFICE, "data_classes": (), **changes}
        )

    def requested(self, old: UUID = OFFICE, new: UUID = NEW, **changes: Any) -> CaseTransfer:
        asked: dict[str, Any] = {
            "led": LeadingOffice(OFFICE, STATES[OFFICE]), "person_id": PERSON, "from_office_id": old,
            "to_office_id": new, "to_uf": STATES.get(new, UF.SP), "reason": TransferReason.PERSON_MOVES,
            "requested_by": old, **changes,
        }  # fmt: skip
        if "grant_id" not in asked:
            asked["grant_id"] = self.agreed_to(new)
        return self.transfers.request(**asked)

    def accepted_transfer(self, **changes: Any) -> CaseTransfer:
        transfer = self.requested(**changes)
        return self.transfers.accept(transfer.id, transfer.version)

    def packed(self, *keep: UUID, **changes: Any) -> CaseTransfer:
        transfer = self.accepted_transfer(**changes)
        return self.transfers.prepare_package(transfer.id, transfer.version, keep)

    def moved(self, *keep: UUID, **changes: Any) -> CaseTransfer:
        transfer = self.packed(*keep, **changes)
        return self.transfers.complete(transfer.id, transfer.version)

    def refused(self, transfer: CaseTransfer) -> CaseTransfer:
        return self.transfers.refuse(transfer.id, transfer.version, TransferRefusalReason.NO_CAPACITY)

    def withdrawn(self, transfer: CaseTransfer) -> CaseTransfer:
        return self.transfers.withdraw(transfer.id, transfer.version, TransferWithdrawalReason.PERSON)

    def reversed(self, transfer: CaseTransfer) -> CaseTransfer:
        return self.transfers.reverse(transfer.id, self.transfers.transfer(transfer.id).version)

    @property
    def custody(self) -> Custody:
        with self.store.unit_of_work() as unit:
            return unit.get(Custody, Custody.create_id(PERSON))

    def said(self, short: str) -> list[dict[str, Any]]:
        """What was published under this short name."""
        return [body["data"] for name, body in zip(self.told, self.messages, strict=True) if name == short]
