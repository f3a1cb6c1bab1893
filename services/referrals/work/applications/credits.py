"""Commands and queries of micro-credit: no field of a person goes to a lender, who meets whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.work import AmountBand, CreditRefusal
from infra.erasure.application import refuse_erased
from services.referrals.cases.links import shown_person
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.transfers.custodies import refuse_unless_beginning
from services.referrals.work.applications.placing import WorkApplication, active_partner, save_at, workplace_of
from services.referrals.work.domain.micro_credit import Loan, MicroCredit
from services.referrals.work.views.credits import Asked, Credits, OfficeCredit


class CreditsApplication(WorkApplication):
    def request(self, loan: Loan, amount_band: AmountBand) -> MicroCredit:
        """Raises NotFound, SubjectErased, PartnerNotActive, NoLender."""
        with self.unit_of_work() as unit:
            refuse_erased(unit, loan.person_id)
            refuse_unless_beginning(unit, loan.person_id, loan.office_id)
            lender = active_partner(unit, loan.lender_id)
            credit = MicroCredit.request(loan, amount_band, lender.org_type, workplace_of(lender))
            save_at(unit, credit.workplace, credit)
        return credit

    def credit(self, credit_id: UUID) -> MicroCredit:
        with self.unit_of_work() as unit:
            return unit.get(MicroCredit, credit_id)

    def grant(self, credit_id: UUID, expected: int, amount_band: AmountBand) -> MicroCredit:
        with self.changing(MicroCredit, credit_id, expected) as credit:
            credit.grant(amount_band)
        return credit

    def refuse(self, credit_id: UUID, expected: int, reason: CreditRefusal) -> MicroCredit:
        with self.changing(MicroCredit, credit_id, expected) as credit:
            credit.refuse(reason)
        return credit

    def withdraw(self, credit_id: UUID, expected: int) -> MicroCredit:
        with self.changing(MicroCredit, credit_id, expected) as credit:
            credit.withdraw()
        return credit

    def person_of(self, credit: MicroCredit, offices: Sequence[UUID]) -> UUID:
        """Who asks, as one of these offices knows the person."""
        with self.unit_of_work() as unit:
            return shown_person(unit, credit.loan.person_id, offices)

    def of_office(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> list[OfficeCredit]:
        links, last = self.view(PersonLinks), after[0] if after else None
        with self.unit_of_work() as unit:
            return self.view(Credits).of_office(unit, office_id, links, offices, limit, last)

    def asked_of(self, lender_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Asked]:
        """What waits for a lender's answer."""
        with self.unit_of_work() as unit:
            return self.view(Credits).of_lender(unit, lender_id, limit, after[0] if after else None)
