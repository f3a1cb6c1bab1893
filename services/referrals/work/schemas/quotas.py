"""Quota contracts in requests and answers: organisations and numbers, never a list of names."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import WaiverReason
from infra.web.schemas import CommandSchema, PageSchema, Pattern
from services.referrals.work.domain.quota_contract import Terms
from services.referrals.work.schemas.amounts import Amount, Month, in_living_memory
from services.referrals.work.schemas.vacancies import WorkTerms

WORKFORCE = validate.Range(1, 200_000)
MEMBERS = (
    "contract_no", "contracting_body", "employer_id", "annual_value_brl", "workforce", "signed_on", "starts_on",
    "ends_on",
)  # fmt: skip


class QuotaContractBody(WorkTerms, CommandSchema):
    """The terms of work are those of the vacancies that it reserves."""

    contract_no = fields.String(required=True, validate=Pattern(r"^[0-9A-Za-z./-]{1,40}$"))
    contracting_body = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    annual_value_brl = Amount(required=True)
    workforce = fields.Integer(strict=True, required=True, validate=WORKFORCE)
    signed_on = fields.Date(required=True, validate=in_living_memory)
    starts_on = fields.Date(required=True, validate=in_living_memory)
    ends_on = fields.Date(required=True, validate=in_living_memory)

    @ma.post_load
    def _with_contract(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        terms = Terms(*(data.pop(name) for name in MEMBERS))
        return {**data, "terms": terms}


class MonthlyListBody(CommandSchema):
    """How many people stand in the list; the list itself goes to the judge."""

    month = Month(required=True)
    employed = fields.Integer(strict=True, required=True, validate=validate.Range(0, 200_000))


class WaiverBody(CommandSchema):
    """`justification` speaks of the contract, and of nobody."""

    reason = fields.Enum(WaiverReason, by_value=True, required=True)
    justification = fields.String(required=True, validate=validate.Length(1, 2000))


class QuotaContractAnswer(ma.Schema):
    contract_id = fields.UUID(required=True)
    contract_no = fields.String(required=True)
    contracting_body = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    workforce = fields.Integer(required=True)
    required_percent = fields.String(required=True)
    required_slots_exact = fields.String(required=True)
    required_slots = fields.Integer(required=True)
    filled_slots = fields.Integer(required=True)
    listed = fields.Integer(required=True, allow_none=True)
    waived = fields.Boolean(required=True)
    missing = fields.Integer(required=True)


class ListedContractAnswer(QuotaContractAnswer):
    listed_month = fields.String(required=True, allow_none=True)
    late_month = fields.String(required=True, allow_none=True)


class WholeContractAnswer(QuotaContractAnswer):
    """With what the waiver says, and the month whose list is due next; null when none will be."""

    annual_value_brl = fields.String(required=True)
    signed_on = fields.Date(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    rule = fields.String(required=True)
    month_due = fields.String(required=True, allow_none=True)
    waiver_reason = fields.String(required=True, allow_none=True)
    waiver_justification = fields.String(required=True, allow_none=True)


class QuotaFilters(PageSchema):
    """A state, or for an employer its own; `short`: only those that miss somebody."""

    uf = fields.Enum(UF, by_value=True)
    short = fields.Boolean(load_default=False)
