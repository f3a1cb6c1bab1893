"""What the API of notices reads and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import (
    ConductType,
    DiscriminationGround,
    NoticeChannel,
    NoticedRelation,
    NoticeScope,
    NotifierCapacity,
    ReceivingInstance,
    WorkBond,
)
from contracts.vocabulary.offices import PriorityClass
from contracts.vocabulary.rights import ConsentEvidence, ErasureBasis, HoldGround
from infra.web.places import StatePlace
from infra.web.schemas import CommandSchema, Moment, Pattern, RequestSchema

REFERENCE = validate.Length(1, 60)
ACCOUNT = Pattern(r"^[A-Za-z0-9][A-Za-z0-9:._@-]{0,127}$")
PARAMETER = Pattern(r"^[A-Za-z][A-Za-z0-9_]{1,39}$")
PURPOSE = Pattern(r"^[A-Za-z][A-Za-z0-9_.-]{1,60}$")


class AskedBody(RequestSchema):
    scope = fields.Enum(NoticeScope, by_value=True, required=True)
    parameter = fields.String(validate=PARAMETER, load_default=None)
    granted_at = Moment(required=True)
    evidence = fields.Enum(ConsentEvidence, by_value=True, required=True)


class NotifierBody(RequestSchema):
    person_ref = fields.String(required=True, validate=REFERENCE)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    bond = fields.Enum(WorkBond, by_value=True, load_default=WorkBond.DECLINED)
    capacity = fields.Enum(NotifierCapacity, by_value=True, load_default=NotifierCapacity.TARGET)
    identity_checked = fields.Boolean(required=True)
    companion = fields.String(validate=validate.Length(1, 200), load_default=None)
    safe_contact = fields.String(validate=validate.Length(1, 200), load_default=None)


class NoticedBody(RequestSchema):
    person_ref = fields.String(required=True, validate=REFERENCE)
    function = fields.String(validate=validate.Length(1, 200), load_default=None)
    relation = fields.Enum(NoticedRelation, by_value=True, load_default=NoticedRelation.UNKNOWN)


class AffectedBody(RequestSchema):
    person_ref = fields.String(required=True, validate=REFERENCE)
    authorises = fields.Boolean(required=True)


class PlaceBody(StatePlace, RequestSchema):
    court_id = fields.UUID(required=True)
    degree = fields.Enum(CourtDegree, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)


class CircumstancesBody(RequestSchema):
    receiving_instance = fields.Enum(ReceivingInstance, by_value=True, required=True)
    channel = fields.Enum(NoticeChannel, by_value=True, required=True)
    priority_class = fields.Enum(PriorityClass, by_value=True, load_default=PriorityClass.PR4)
    adaptations = fields.List(fields.String(validate=validate.Length(1, 100)), load_default=list)


class NoticeBody(CommandSchema):
    """Everything at once: before the authorisation nothing may be sent here."""

    place = fields.Nested(PlaceBody, required=True)
    options_explained_at = Moment(required=True)
    scopes = fields.List(fields.Nested(AskedBody), required=True, validate=validate.Length(max=40))
    notifier = fields.Nested(NotifierBody, required=True)
    statement = fields.String(required=True, validate=validate.Length(1, 20_000))
    conduct_types = fields.List(
        fields.Enum(ConductType, by_value=True), required=True, validate=validate.Length(min=1, max=6)
    )
    grounds = fields.List(fields.Enum(DiscriminationGround, by_value=True), load_default=list)
    circumstances = fields.Nested(CircumstancesBody, required=True)
    noticed = fields.List(fields.Nested(NoticedBody), load_default=list, validate=validate.Length(max=20))
    affected = fields.Nested(AffectedBody, load_default=None)
    unit = fields.String(validate=validate.Length(1, 200), load_default=None)
    notifier_account = fields.String(validate=ACCOUNT, load_default=None)


class GrantBody(CommandSchema, AskedBody):
    """One more scope."""


class ScopeWithdrawalBody(CommandSchema):
    scope = fields.Enum(NoticeScope, by_value=True, required=True)
    parameter = fields.String(validate=PARAMETER, load_default=None)


class RoutingBody(CommandSchema):
    commission_id = fields.UUID(required=True)


class AttendingMemberBody(CommandSchema):
    account = fields.String(required=True, validate=ACCOUNT)


class TallyBody(RequestSchema):
    """The new number and nothing else (CONF-05)."""

    n = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))


class ContentFilters(RequestSchema):
    purpose = fields.String(validate=PURPOSE, load_default="attendance")


class DeliberationFilters(RequestSchema):
    commission = fields.UUID(required=True)
    purpose = fields.String(required=True, validate=PURPOSE)


class GrantAnswer(ma.Schema):
    grant_id = fields.UUID(required=True)
    scope = fields.Enum(NoticeScope, by_value=True, required=True)
    parameter = fields.String(allow_none=True, required=True)
    granted_at = fields.AwareDateTime(required=True)
    evidence = fields.Enum(ConsentEvidence, by_value=True, required=True)


class NoticeAnswer(ma.Schema):
    id = fields.UUID(required=True)
    public_ref = fields.String(required=True)
    status = fields.String(required=True)
    grants = fields.List(fields.Nested(GrantAnswer), required=True)
    commission_id = fields.UUID(allow_none=True, required=True)
    attending = fields.String(required=True)
    ruleset_version = fields.String(required=True)
    urgent_look_due_at = fields.AwareDateTime(required=True)
    deliberation_due_at = fields.AwareDateTime(required=True)
    deliberation_due_on = fields.Date(required=True)


class KnownAnswer(ma.Schema):
    notice_id = fields.UUID(required=True)
    public_ref = fields.String(required=True)
    status = fields.String(required=True)
    urgent_look_due_at = fields.AwareDateTime(required=True)
    deliberation_due_on = fields.Date(required=True)
    version = fields.Integer(required=True)


class ContentAnswer(ma.Schema):
    """What a notice says; an erased part is null and named in `erased`."""

    notifier: Any = fields.Dict(keys=fields.String(), allow_none=True, required=True)
    statement = fields.String(allow_none=True, required=True)
    conduct_types: Any = fields.List(fields.String(), allow_none=True, required=True)
    grounds: Any = fields.List(fields.String(), allow_none=True, required=True)
    circumstances: Any = fields.Dict(keys=fields.String(), allow_none=True, required=True)
    unit = fields.String(allow_none=True, required=True)
    noticed: Any = fields.List(fields.Dict(keys=fields.String()), allow_none=True, required=True)
    affected: Any = fields.Dict(keys=fields.String(), allow_none=True, required=True)
    erased = fields.List(fields.String(), required=True)


class ReadingAnswer(ma.Schema):
    access_id = fields.UUID(required=True)
    reader = fields.String(required=True)
    through = fields.String(required=True)
    purpose = fields.String(required=True)
    read_at = fields.AwareDateTime(required=True)


class TallyAnswer(ma.Schema):
    n = fields.Integer(required=True)


class NoticeErasureBody(CommandSchema):
    basis = fields.Enum(ErasureBasis, by_value=True, load_default=ErasureBasis.CONSENT_WITHDRAWN)


class NoticeHoldBody(CommandSchema):
    ground = fields.Enum(HoldGround, by_value=True, required=True)
