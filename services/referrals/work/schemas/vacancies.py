"""Vacancies in requests and answers. No member of an answer says anything about a candidate's past."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import OccupationOutlook, ReservedKind, SentenceRegime, ValueChainRole, WorkSetting
from infra.web.places import MunicipalityCode
from infra.web.schemas import CommandSchema, PageSchema, Pattern
from services.referrals.work.domain.vacancy import Conditions, Occupation
from services.referrals.work.schemas.amounts import Amount, OccupationCode, in_living_memory

SLOTS = validate.Range(1, 10_000)


class WorkTerms(ma.Schema):
    """Mixin: what is to be done, by whom it can be taken, and the only kinds of data that may be asked for."""

    occupation_code = OccupationCode(required=True)
    setting = fields.Enum(WorkSetting, by_value=True, required=True)
    formal = fields.Boolean(required=True)
    outlook = fields.Enum(OccupationOutlook, by_value=True, allow_none=True, load_default=None)
    value_chain_role = fields.Enum(ValueChainRole, by_value=True, allow_none=True, load_default=None)
    regimes_accepted = fields.List(
        fields.Enum(SentenceRegime, by_value=True), required=True, validate=validate.Length(1, len(SentenceRegime))
    )
    pay_monthly_brl = Amount(allow_none=True, load_default=None)
    opens_on = fields.Date(required=True, validate=in_living_memory)
    closes_on = fields.Date(allow_none=True, load_default=None, validate=in_living_memory)
    data_needed = fields.List(
        fields.Enum(DataClass, by_value=True), load_default=[], validate=validate.Length(max=len(DataClass))
    )

    @ma.post_load
    def _with_terms(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        occupation = Occupation(
            data.pop("occupation_code"), data.pop("setting"), data.pop("formal"), data.pop("outlook"),
            data.pop("value_chain_role"),
        )  # fmt: skip
        conditions = Conditions(
            tuple(dict.fromkeys(data.pop("regimes_accepted"))), data.pop("pay_monthly_brl"), data.pop("opens_on"),
            data.pop("closes_on"), tuple(dict.fromkeys(data.pop("data_needed"))),
        )  # fmt: skip
        return {**data, "occupation": occupation, "conditions": conditions}


class VacancyBody(WorkTerms, CommandSchema):
    employer_id = fields.UUID(required=True)
    slots = fields.Integer(strict=True, required=True, validate=SLOTS)
    reserved_kind = fields.Enum(ReservedKind, by_value=True, load_default=ReservedKind.NONE)
    contract_id = fields.UUID(allow_none=True, load_default=None)


class VacancyAnswer(ma.Schema):
    vacancy_id = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    occupation_code = fields.String(required=True)
    setting = fields.String(required=True)
    formal = fields.Boolean(required=True)
    outlook = fields.String(required=True, allow_none=True)
    value_chain_role = fields.String(required=True, allow_none=True)
    regimes_accepted = fields.List(fields.String(), required=True)
    pay_monthly_brl = fields.String(required=True, allow_none=True)
    opens_on = fields.Date(required=True)
    closes_on = fields.Date(required=True, allow_none=True)
    data_needed = fields.List(fields.String(), required=True)
    slots = fields.Integer(required=True)
    free = fields.Integer(required=True)
    reserved_kind = fields.String(required=True)
    contract_id = fields.UUID(required=True, allow_none=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    closed = fields.Boolean(required=True)


class VacancyFilters(PageSchema):
    """`occupation`: a code or its first digits, which name a group of occupations."""

    uf = fields.Enum(UF, by_value=True)
    municipality_ibge7 = MunicipalityCode()
    occupation = fields.String(validate=Pattern(r"^[0-9]{1,6}$"))
    setting = fields.Enum(WorkSetting, by_value=True)
    regime = fields.Enum(SentenceRegime, by_value=True)
