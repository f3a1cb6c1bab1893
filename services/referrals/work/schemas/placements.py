"""Placements and their checks in requests and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import (
    ExitReason,
    PlacementKind,
    RetentionMark,
    ValueChainRole,
    WorkSetting,
)
from infra.web.places import MunicipalPlace
from infra.web.schemas import CommandSchema, PageSchema
from services.referrals.work.schemas.amounts import OccupationCode, in_living_memory


class OwnPlacementBody(MunicipalPlace, CommandSchema):
    """Work that no vacancy offered, at this place."""

    uf = fields.Enum(UF, by_value=True, required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    client_type = fields.Enum(ClientType, by_value=True, required=True)
    kind = fields.Enum(PlacementKind, by_value=True, required=True)
    setting = fields.Enum(WorkSetting, by_value=True, required=True)
    occupation_code = OccupationCode(required=True)
    started_on = fields.Date(required=True, validate=in_living_memory)
    value_chain_role = fields.Enum(ValueChainRole, by_value=True, allow_none=True, load_default=None)
    linked_enrolment_id = fields.UUID(allow_none=True, load_default=None)


class CandidatePlacementBody(CommandSchema):
    """A selected candidate has begun; the vacancy tells the rest."""

    candidate_id = fields.UUID(required=True)
    client_type = fields.Enum(ClientType, by_value=True, required=True)
    kind = fields.Enum(PlacementKind, by_value=True, required=True)
    started_on = fields.Date(required=True, validate=in_living_memory)
    linked_enrolment_id = fields.UUID(allow_none=True, load_default=None)


class CheckBody(CommandSchema):
    """`retained` false: nobody could say, which has no consequence. What has ended is ended."""

    mark = fields.Enum(RetentionMark, by_value=True, required=True)
    retained = fields.Boolean(required=True)


class EndBody(CommandSchema):
    ended_on = fields.Date(required=True, validate=in_living_memory)
    reason = fields.Enum(ExitReason, by_value=True, required=True)


class ListedPlacementAnswer(ma.Schema):
    placement_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    client_type = fields.String(required=True)
    kind = fields.String(required=True)
    setting = fields.String(required=True)
    occupation_code = fields.String(required=True)
    started_on = fields.Date(required=True)
    ended_on = fields.Date(required=True, allow_none=True)
    last_retained = fields.Integer(required=True, allow_none=True)
    employer_id = fields.UUID(required=True, allow_none=True)
    linked_enrolment_id = fields.UUID(required=True, allow_none=True)


class CheckAnswer(ma.Schema):
    mark = fields.String(required=True)
    result = fields.String(required=True)


class DueAnswer(ma.Schema):
    mark = fields.String(required=True)
    due_on = fields.Date(required=True)


class PlacementAnswer(ma.Schema):
    placement_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    client_type = fields.String(required=True)
    kind = fields.String(required=True)
    setting = fields.String(required=True)
    occupation_code = fields.String(required=True)
    value_chain_role = fields.String(required=True, allow_none=True)
    started_on = fields.Date(required=True)
    ended_on = fields.Date(required=True, allow_none=True)
    exit_reason = fields.String(required=True, allow_none=True)
    candidate_id = fields.UUID(required=True, allow_none=True)
    vacancy_id = fields.UUID(required=True, allow_none=True)
    employer_id = fields.UUID(required=True, allow_none=True)
    contract_id = fields.UUID(required=True, allow_none=True)
    linked_enrolment_id = fields.UUID(required=True, allow_none=True)
    checks = fields.List(fields.Nested(CheckAnswer), required=True)
    checks_due = fields.List(fields.Nested(DueAnswer), required=True)


class CheckDueAnswer(ma.Schema):
    placement_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    mark = fields.String(required=True)
    due_on = fields.Date(required=True)
    started_on = fields.Date(required=True)


class CheckFilters(PageSchema):
    """`until`: only checks due on this day or before."""

    office_id = fields.UUID(required=True)
    until = fields.Date()
