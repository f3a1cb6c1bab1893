"""What cases does for an erasure: says what is open, ends what is left, recalls what partners hold."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.application import Application
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.erasure_answer import ErasureAnswer
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import OPEN, Status
from services.referrals.cases.leaving import recall, save_and_release
from services.referrals.cases.views.records_of_subject import RecordsOfPerson
from services.referrals.transfers.applications import following as transfers
from services.referrals.transfers.applications.transfers import open_among
from services.referrals.work.applications import erasures as work


class ErasuresApplication(Application):
    def answer(self, request_id: UUID, person_id: UUID, number: int) -> None:
        """How many referrals are drafted or open, and how much work is under way. Does nothing the second time."""
        with self.unit_of_work() as unit:
            if unit.exists(ErasureAnswer, ErasureAnswer.create_id(request_id, number)):
                return
            referrals = [r for r in self._referrals(unit, person_id) if r.status in (Status.DRAFT, *OPEN)]
            streams = self.view(RecordsOfPerson).streams(unit, person_id)
            others = work.under_way(unit, streams) + len(open_among(unit, streams))
            unit.save(ErasureAnswer(request_id=request_id, number=number, open_records=len(referrals) + others))

    def follow(self, order: Order) -> None:
        """What was begun after the answer is ended here; who was told something is asked to delete it."""
        with self.unit_of_work() as unit:
            referrals = self._referrals(unit, order.subject)
            streams = self.view(RecordsOfPerson).streams(unit, order.subject)
            for referral in referrals:
                if referral.status is Status.DRAFT:
                    referral.discard()
                    unit.save(referral)
                elif referral.status in OPEN or referral.shared_fields:
                    recall(unit, referral)
                    save_and_release(unit, referral)
            work.end_all(unit, streams)
            transfers.end_all(unit, streams, TransferWithdrawalReason.ERASURE)
            ErasureApplication(self.store).authorise(
                Order(order.subject, order.request_id, order.basis, order.authorised_by, order.scope, streams)
            )

    def _referrals(self, unit: UnitOfWork, person_id: UUID) -> list[Referral]:
        streams = self.view(RecordsOfPerson).streams(unit, person_id)
        return [found for stream in streams if (found := unit.find(Referral, stream))]
