"""Commands of the erasure of notices: nothing of it leaves the confidential zone."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import ErasureBasis, HoldGround, LegalBasis
from infra.application import Application
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, NotFound, current_metadata
from infra.metadata import amended
from infra.pseudonyms import Pseudonyms
from services.intake.notices import access
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.notice_erasure import NoticeErasure

Decide = Callable[[NoticeErasure], None]


class NoticeErasuresApplication(Application):
    def __init__(self, store: EventStore, pseudonyms: Pseudonyms) -> None:
        super().__init__(store)
        self.pseudonyms = pseudonyms

    def request(self, reader: str, notice_id: UUID, basis: ErasureBasis) -> NoticeErasure:
        """Of who is on the list of the notice. Raises NotFound, SubjectErased; asking twice gives the first request."""
        with self.unit_of_work() as unit:
            notice = unit.get(Notice, notice_id)
            access.needs_to_know(self._named(notice, reader), notice)
            notice.unerased()
            found = NoticeErasure.create_id(notice_id)
            if unit.exists(NoticeErasure, found):
                return unit.get(NoticeErasure, found)
            erasure = NoticeErasure(notice_id=notice_id, basis=basis, requested_by=self._named(notice, reader))
            self._save(unit, notice, erasure)
        return erasure

    def approve(self, approver: str, ufs: tuple[str, ...], notice_id: UUID) -> NoticeErasure:
        """The second approval authorises: keys of all parties go, here and where the notice was sent."""
        with self.unit_of_work() as unit:
            notice, erasure = self._requested(unit, ufs, notice_id)
            erasure.approve(self._named(notice, approver))
            self._save(unit, notice, erasure)
            if erasure.authorised:
                notice.erase_content(erasure.id, tuple(erasure.approvers))
                self._save(unit, notice, notice)
                approvers = tuple(self.pseudonyms.within(notice_id, account) for account in erasure.approvers)
                order = Order(notice_id, erasure.id, erasure.basis, approvers, "notice")
                keys = (notice.notifier_key, notice.noticed_key, notice.affected_key)
                ErasureApplication(self.store).authorise(order, keys)
        return erasure

    def place_hold(self, ufs: tuple[str, ...], notice_id: UUID, ground: HoldGround) -> NoticeErasure:
        return self._decide(ufs, notice_id, lambda erasure: erasure.place_hold(ground))

    def lift_hold(self, ufs: tuple[str, ...], notice_id: UUID) -> NoticeErasure:
        return self._decide(ufs, notice_id, lambda erasure: erasure.lift_hold())

    def _decide(self, ufs: tuple[str, ...], notice_id: UUID, decide: Decide) -> NoticeErasure:
        with self.unit_of_work() as unit:
            notice, erasure = self._requested(unit, ufs, notice_id)
            decide(erasure)
            self._save(unit, notice, erasure)
        return erasure

    def _requested(self, unit: UnitOfWork, ufs: tuple[str, ...], notice_id: UUID) -> tuple[Notice, NoticeErasure]:
        """For who decides in the state of the notice. To everybody else, and when nobody asked, there is nothing."""
        notice = unit.get(Notice, notice_id)
        if UF(notice.place.uf) not in ufs:
            raise NotFound
        return notice, unit.get(NoticeErasure, NoticeErasure.create_id(notice_id))

    def _named(self, notice: Notice, account: str) -> str:
        token = self.pseudonyms.account(account)
        return token if token == notice.notifier_token else account

    def _save(self, unit: UnitOfWork, notice: Notice, aggregate: Aggregate) -> None:
        actor = self._named(notice, current_metadata().actor)
        with amended(actor=actor, legal_basis=LegalBasis.RES351_AUTH.value, local_zone=notice.place.zone):
            unit.save(aggregate)
