"""HTTP resources of quota contracts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.work import access
from services.referrals.work.applications.quotas import QuotasApplication as Quotas
from services.referrals.work.domain.quota_contract import QuotaContract
from services.referrals.work.schemas import quotas as schemas

blp = Blueprint("quota-contracts", url_prefix="/v1/quota-contracts", application=Quotas)
ONE = "/<uuid:contract_id>"


@blp.command("", schemas.QuotaContractBody, scope="quotas:write", creates=True)
def register_contract(app: Quotas, body: dict[str, Any], caller: Caller) -> Created:
    """Register a contract above the limit; each slot it requires becomes a reserved vacancy."""
    access.in_territory(caller, app.territory(body["terms"].employer_id))
    contract, vacancies = app.register_contract(**body)
    quota = contract.quota
    numbers = {"required_slots": quota.slots, "required_slots_exact": str(quota.slots_exact)}
    return Created(contract.id, contract.version, {**numbers, "vacancies": [str(v) for v in vacancies]})


@blp.command(f"{ONE}/monthly-lists", schemas.MonthlyListBody, scope="quota-lists:write")
def send_list(app: Quotas, body: dict[str, Any], caller: Caller, contract_id: UUID, expected: int) -> Changed:
    """The employer has sent the month's list to the judge; here its number stays."""
    _concerned(app, caller, contract_id)
    contract = app.send_list(contract_id, expected, **body)
    return Changed(contract.version, {"missing": contract.missing})


@blp.command(f"{ONE}/waiver", schemas.WaiverBody, scope="quotas:write")
def waive(app: Quotas, body: dict[str, Any], caller: Caller, contract_id: UUID, expected: int) -> Changed:
    """The contracting body has waived the quota."""
    access.in_territory(caller, app.contract(contract_id).workplace.uf)
    return Changed(app.waive(contract_id, expected, **body).version)


@blp.query(ONE, schemas.WholeContractAnswer, scope="quotas:read")
def read_contract(app: Quotas, caller: Caller, contract_id: UUID) -> Found:
    """One contract, for its employer and for who looks after its state."""
    contract = _concerned(app, caller, contract_id)
    return Found(_shown(contract), contract.version)


@blp.query_list("", schemas.ListedContractAnswer, scope="quotas:read", filters=schemas.QuotaFilters)
def list_contracts(app: Quotas, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Those of a state, the most missing first; an employer sees its own and no others."""
    uf = filters.get("uf")
    if caller.org is None:
        access.keeps_network(caller, uf)
    found = app.contracts(uf, caller.org, filters["short"], page.limit + 1, page.after)
    return page_of(found, page, lambda contract: (contract.missing, contract.contract_id))


def _concerned(app: Quotas, caller: Caller, contract_id: UUID) -> QuotaContract:
    contract = app.contract(contract_id)
    access.speaks_for(caller, contract.terms.employer_id, contract.workplace.uf)
    return contract


def _shown(contract: QuotaContract) -> dict[str, Any]:
    terms, quota, place = contract.terms, contract.quota, contract.workplace
    return {
        **vars(terms), "contract_id": contract.id, "uf": place.uf, "municipality_ibge7": place.municipality_ibge7,
        "rule": quota.rule, "required_percent": quota.percent, "required_slots_exact": quota.slots_exact,
        "required_slots": quota.slots, "filled_slots": contract.filled, "listed": contract.listed,
        "missing": contract.missing, "waived": contract.waiver_reason is not None,
        "month_due": contract.month_due if contract.owes_list(contract.month_due) else None,
        "waiver_reason": contract.waiver_reason, "waiver_justification": contract.waiver_justification,
    }  # fmt: skip
