"""What the API of the harassment commissions reads and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.courts import (
    AppointmentBasis,
    CourtDegree,
    CourtSegment,
    CourtSize,
    MemberCategory,
    MemberPosition,
    MembershipEnd,
    OtherBody,
    VoteReason,
)
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import CaseDecision, NoticeScope, Severity
from contracts.vocabulary.persons import Gender
from infra.web.places import StatePlace
from infra.web.schemas import CommandSchema, Pattern, RequestSchema

REFERENCE = validate.Length(1, 60)
ACCOUNT = Pattern(r"^[A-Za-z0-9][A-Za-z0-9:._@-]{0,127}$")
PURPOSE = Pattern(r"^[A-Za-z][A-Za-z0-9_.-]{1,60}$")


class CommissionBody(StatePlace, CommandSchema):
    """No end date: a commission is permanent (art. 15)."""

    court_id = fields.UUID(required=True)
    segment = fields.Enum(CourtSegment, by_value=True, required=True)
    size = fields.Enum(CourtSize, by_value=True, required=True)
    degree = fields.Enum(CourtDegree, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
    constituted_on = fields.Date(required=True)
    quorum = fields.Integer(strict=True, validate=validate.Range(1, 100), load_default=None)


class SecretariatBody(CommandSchema):
    secretariat = fields.String(required=True, validate=validate.Length(1, 200))


class MemberBody(CommandSchema):
    account = fields.String(required=True, validate=ACCOUNT)
    member_ref = fields.String(required=True, validate=REFERENCE)
    category = fields.Enum(MemberCategory, by_value=True, required=True)
    position = fields.Enum(MemberPosition, by_value=True, load_default=MemberPosition.FULL)
    basis = fields.Enum(AppointmentBasis, by_value=True, required=True)
    vote_reason = fields.Enum(VoteReason, by_value=True, load_default=None)
    gender = fields.Enum(Gender, by_value=True, required=True)
    seat_iii_qualifies = fields.Boolean(load_default=False)
    other_bodies = fields.List(fields.Enum(OtherBody, by_value=True), load_default=list)
    since = fields.Date(required=True)


class MembershipEndBody(CommandSchema):
    reason = fields.Enum(MembershipEnd, by_value=True, required=True)


class OtherBodyBody(CommandSchema):
    body = fields.Enum(OtherBody, by_value=True, required=True)


class AccountBody(CommandSchema):
    account = fields.String(required=True, validate=ACCOUNT)


class DeliberationBody(CommandSchema):
    present = fields.List(fields.String(validate=ACCOUNT), required=True, validate=validate.Length(max=100))
    decisions = fields.List(fields.Enum(CaseDecision, by_value=True), required=True)


class ContentFilters(RequestSchema):
    purpose = fields.String(validate=PURPOSE, load_default="deliberation")


class ViolationAnswer(ma.Schema):
    rule = fields.String(required=True)
    severity = fields.Enum(Severity, by_value=True, required=True)


class BoardViolationAnswer(ma.Schema):
    rule = fields.String(required=True)
    severity = fields.String(required=True)


class SeatAnswer(ma.Schema):
    """A member as everybody may see it: seat and basis, nothing that was declared about the person."""

    member_id = fields.UUID(required=True)
    account = fields.String(required=True)
    category = fields.Enum(MemberCategory, by_value=True, required=True)
    position = fields.Enum(MemberPosition, by_value=True, required=True)
    basis = fields.Enum(AppointmentBasis, by_value=True, required=True)


class CommissionAnswer(ma.Schema):
    id = fields.UUID(required=True)
    court_id = fields.UUID(required=True)
    segment = fields.Enum(CourtSegment, by_value=True, required=True)
    size = fields.Enum(CourtSize, by_value=True, required=True)
    degree = fields.Enum(CourtDegree, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
    status = fields.String(required=True)
    secretariat = fields.String(allow_none=True, required=True)
    members = fields.List(fields.Nested(SeatAnswer), required=True)
    violations = fields.List(fields.Nested(ViolationAnswer), required=True)
    irregular_since = fields.AwareDateTime(allow_none=True, required=True)


class BoardAnswer(ma.Schema):
    commission_id = fields.UUID(required=True)
    court_id = fields.UUID(required=True)
    segment = fields.String(required=True)
    degree = fields.String(required=True)
    uf = fields.String(required=True)
    status = fields.String(required=True)
    members = fields.Integer(required=True)
    violations = fields.List(fields.Nested(BoardViolationAnswer), required=True)
    irregular_since = fields.AwareDateTime(allow_none=True, required=True)


class DueAnswer(ma.Schema):
    urgent_look_due_at = fields.AwareDateTime(required=True)
    deliberation_due_at = fields.AwareDateTime(required=True)
    deliberation_due_on = fields.Date(required=True)


class CaseAnswer(DueAnswer):
    id = fields.UUID(required=True)
    commission_id = fields.UUID(required=True)
    status = fields.String(required=True)
    scopes = fields.List(fields.Enum(NoticeScope, by_value=True), required=True)
    need_to_know = fields.List(fields.String(), required=True)
    rapporteur = fields.String(allow_none=True, required=True)
    received_at = fields.AwareDateTime(required=True)
    decisions = fields.List(fields.Enum(CaseDecision, by_value=True), required=True)
    deliberated_at = fields.AwareDateTime(allow_none=True, required=True)
    to_be_confirmed = fields.Boolean(required=True)


class MemberCaseAnswer(DueAnswer):
    case_id = fields.UUID(required=True)
    commission_id = fields.UUID(required=True)
    status = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)


class ContentAnswer(ma.Schema):
    """What the notice says, as notices gives it at this moment."""

    content: Any = fields.Dict(keys=fields.String(), required=True)
