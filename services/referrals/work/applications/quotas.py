"""Commands and queries of quota contracts; what a contract requires becomes reserved vacancies (PL17)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import ReservedKind, WaiverReason
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import now
from services.referrals.network.domain.partner import Partner
from services.referrals.work.applications.placing import WorkApplication, active_partner, save_at, workplace_of
from services.referrals.work.domain.quota_contract import QuotaContract, Terms
from services.referrals.work.domain.quota_refusals import QuotaContractKnown
from services.referrals.work.domain.vacancy import Conditions, Occupation, Vacancy
from services.referrals.work.quotas import rule_on
from services.referrals.work.views.quota_contracts import ListedContract, QuotaContracts

MOST_VACANCIES = 100


class QuotasApplication(WorkApplication):
    def register_contract(
        self, terms: Terms, occupation: Occupation, conditions: Conditions
    ) -> tuple[QuotaContract, list[UUID]]:
        """With reserved vacancies for the slots that the quota requires; gives their ids (PL17).

        Raises NotFound, PartnerNotActive, NoQuotaRule, QuotaDoesNotApply, QuotaContractKnown.
        """
        with self.unit_of_work() as unit:
            employer = active_partner(unit, terms.employer_id)
            unit.get(Partner, terms.contracting_body)
            if unit.exists(QuotaContract, QuotaContract.create_id(terms)):
                raise QuotaContractKnown
            quota = rule_on(terms.signed_on).quota(terms.annual_value_brl, terms.workforce)
            contract = QuotaContract.register(terms, quota, workplace_of(employer))
            save_at(unit, contract.workplace, contract)
            return contract, [_reserve(unit, contract, occupation, conditions, slots) for slots in shares(quota.slots)]

    def contract(self, contract_id: UUID) -> QuotaContract:
        with self.unit_of_work() as unit:
            return unit.get(QuotaContract, contract_id)

    def send_list(self, contract_id: UUID, expected: int, month: str, employed: int) -> QuotaContract:
        with self.changing(QuotaContract, contract_id, expected) as contract:
            contract.send_list(month, employed)
        return contract

    def waive(self, contract_id: UUID, expected: int, reason: WaiverReason, justification: str) -> QuotaContract:
        with self.changing(QuotaContract, contract_id, expected) as contract:
            contract.waive(reason, justification)
        return contract

    def mark_list_late(self, contract_id: UUID, month: str) -> None:
        with self.changing(QuotaContract, contract_id) as contract:
            contract.mark_list_late(month)

    def contracts(
        self, uf: UF | None, employer_id: UUID | None, short: bool, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedContract]:
        """Of a state or of an employer; `short`: those alone to which somebody is missing, the most first."""
        with self.unit_of_work() as unit:
            return self.view(QuotaContracts).listed(unit, uf, employer_id, short, now(), limit, after)


def shares(slots: int, most: int = MOST_VACANCIES) -> list[int]:
    """A vacancy for each slot; of very many slots so many vacancies with about as many slots each."""
    count = min(slots, most)
    each, left = divmod(slots, count)
    return [each + (number < left) for number in range(count)]


def _reserve(
    unit: UnitOfWork, contract: QuotaContract, occupation: Occupation, conditions: Conditions, slots: int
) -> UUID:
    vacancy = Vacancy.publish(
        contract.terms.employer_id, occupation, conditions, slots, contract.workplace, ReservedKind.PNAT, contract.id
    )
    save_at(unit, contract.workplace, vacancy)
    return vacancy.id
