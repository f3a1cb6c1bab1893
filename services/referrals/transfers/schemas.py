"""What the API of transfers reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import UF
from contracts.vocabulary.transfers import TransferReason, TransferRefusalReason, TransferWithdrawalReason
from infra.web.schemas import CommandSchema, Instant, PageSchema
from services.referrals.transfers.views.transfers import SIDES

MOST_KEPT = 100
SAID = (TransferWithdrawalReason.OFFICE, TransferWithdrawalReason.PERSON)


class TransferBody(CommandSchema):
    """`grant_id` is the person's TRANSFER_OFFICE consent that names the receiving office."""

    person_id = fields.UUID(required=True)
    from_office_id = fields.UUID(required=True)
    to_office_id = fields.UUID(required=True)
    to_uf = fields.Enum(UF, by_value=True, required=True)
    reason = fields.Enum(TransferReason, by_value=True, required=True)
    grant_id = fields.UUID(required=True)


class TransferRefusalBody(CommandSchema):
    reason = fields.Enum(TransferRefusalReason, by_value=True, required=True)


class TransferWithdrawalBody(CommandSchema):
    reason = fields.String(required=True, validate=validate.OneOf([reason.value for reason in SAID]))


class PackageBody(CommandSchema):
    """`keep`: the open referrals that go on with their partner; all others are issued anew in the new territory."""

    keep = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=MOST_KEPT))


class TransferFilters(PageSchema):
    office_id = fields.UUID(required=True)
    side = fields.String(required=True, validate=validate.OneOf(list(SIDES)))
    open = fields.Boolean(load_default=True, metadata={"description": "Without those that are over"})


class ReissueAnswer(ma.Schema):
    old_id = fields.UUID(required=True)
    new_id = fields.UUID(required=True)


class TransferAnswer(ma.Schema):
    id = fields.UUID(required=True)
    status = fields.String(required=True)
    person_id = fields.UUID(required=True)
    from_office_id = fields.UUID(required=True)
    from_uf = fields.String(required=True)
    to_office_id = fields.UUID(required=True)
    to_uf = fields.String(required=True)
    requested_by = fields.UUID(required=True)
    reason = fields.String(required=True)
    grant_id = fields.UUID(required=True)
    refusal = fields.String(required=True, allow_none=True)
    withdrawal = fields.String(required=True, allow_none=True)
    keep = fields.List(fields.UUID(), required=True)
    reissued = fields.List(fields.Nested(ReissueAnswer), required=True)
    number = fields.Integer(required=True, allow_none=True, metadata={"description": "Which move of the case it was"})


class ListedTransferAnswer(ma.Schema):
    transfer_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    from_office_id = fields.UUID(required=True)
    to_office_id = fields.UUID(required=True)
    to_uf = fields.String(required=True)
    reason = fields.String(required=True)
    status = fields.String(required=True)
    requested_at = Instant(required=True)
    changed_at = Instant(required=True)
