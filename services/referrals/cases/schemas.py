"""What the API of cases reads and answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import (
    CancelledBy,
    DeclineReason,
    InterruptionReason,
    ReferralMode,
    ReferralOutcome,
    Urgency,
)
from contracts.vocabulary.rights import DataClass
from infra import world
from infra.web.schemas import CommandSchema, Instant, PageSchema

FARTHEST_APPOINTMENT = timedelta(days=731)
LONGEST_LINK = 60  # days
LARGEST_GROUP = 20


class DraftBody(CommandSchema):
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    need_domain = fields.Enum(NeedDomain, by_value=True, required=True)
    urgency = fields.Enum(Urgency, by_value=True, load_default=Urgency.NORMAL)


class SendingBody(CommandSchema):
    """Without `grant_id`, the `legal_basis` of the command must carry it, and no field is shared."""

    offer_id = fields.UUID(required=True)
    mode = fields.Enum(ReferralMode, by_value=True, load_default=ReferralMode.WRITTEN)
    shared_fields = fields.List(
        fields.Enum(DataClass, by_value=True), load_default=[], validate=validate.Length(max=len(DataClass))
    )
    grant_id = fields.UUID(allow_none=True, load_default=None)


class DeclineBody(CommandSchema):
    reason = fields.Enum(DeclineReason, by_value=True, required=True)


class AppointmentBody(CommandSchema):
    at = fields.AwareDateTime(required=True)

    @ma.validates("at")
    def _within_sight(self, value: datetime, **_: object) -> None:
        if value > world.now() + FARTHEST_APPOINTMENT:
            raise ma.ValidationError("too-far-ahead")


class OutcomeBody(CommandSchema):
    outcome = fields.Enum(ReferralOutcome, by_value=True, required=True)


class InterruptionBody(CommandSchema):
    reason = fields.Enum(InterruptionReason, by_value=True, required=True)


class FeedbackBody(CommandSchema):
    score = fields.Integer(strict=True, required=True, validate=validate.Range(1, 5))


class GroupBody(CommandSchema):
    referrals = fields.List(fields.UUID(), required=True, validate=validate.Length(2, LARGEST_GROUP))
    lead = fields.UUID(required=True)


class GroupMemberBody(CommandSchema):
    referral_id = fields.UUID(required=True)


class CancellationBody(CommandSchema):
    by = fields.Enum(CancelledBy, by_value=True, required=True)


class AnswerLinkBody(CommandSchema):
    days = fields.Integer(strict=True, load_default=14, validate=validate.Range(1, LONGEST_LINK))


class AnswerLinkAnswer(ma.Schema):
    """`path` is below the address of the console."""

    path = fields.String(required=True)
    code = fields.String(required=True)
    expires_at = Instant(required=True)
    valid = fields.Boolean(required=True)
    tries_left = fields.Integer(required=True)


class AppointmentAnswer(ma.Schema):
    number = fields.Integer(required=True)
    at = Instant(required=True)
    status = fields.String(required=True)


class ReferralAnswer(ma.Schema):
    """The last seven members are for the office; the partner gets the rest."""

    id = fields.UUID(required=True)
    status = fields.String(required=True)
    office_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True, allow_none=True)
    offer_id = fields.UUID(required=True, allow_none=True)
    need_domain = fields.String(required=True)
    urgency = fields.String(required=True)
    mode = fields.String(required=True, allow_none=True)
    shared_fields = fields.List(fields.String(), required=True)
    response_due_at = Instant(required=True, allow_none=True)
    zone = fields.String(required=True, metadata={"description": "IANA zone of the partner; empty before the sending"})
    appointments = fields.List(fields.Nested(AppointmentAnswer), required=True)
    decline_reason = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    recall_due_at = Instant(required=True, allow_none=True)
    recall_confirmed = fields.Boolean(required=True)
    person_id = fields.UUID()
    grant_id = fields.UUID(allow_none=True)
    feedback = fields.Integer(allow_none=True)
    discrimination_reported = fields.Boolean()
    successor_id = fields.UUID(
        allow_none=True, metadata={"description": "The draft that stands for it since the person moved away"}
    )
    reissue_of = fields.UUID(allow_none=True, metadata={"description": "The referral before the person moved here"})
    old_due_at = Instant(allow_none=True, metadata={"description": "When that one was to be answered"})


class GroupMemberAnswer(ma.Schema):
    referral_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True, allow_none=True)
    need_domain = fields.String(required=True)
    status = fields.String(required=True)
    leads = fields.Boolean(required=True)


class GroupAnswer(ma.Schema):
    id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    lead = fields.UUID(required=True)
    members = fields.List(fields.Nested(GroupMemberAnswer), required=True)


class SharedFieldsAnswer(ma.Schema):
    values = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True, data_key="fields")


class InboundAnswer(ma.Schema):
    referral_id = fields.UUID(required=True)
    offer_id = fields.UUID(required=True)
    need_domain = fields.String(required=True)
    urgency = fields.String(required=True)
    mode = fields.String(required=True)
    shared_fields = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    sent_at = Instant(required=True)
    response_due_at = Instant(required=True)
    next_appointment_at = Instant(required=True, allow_none=True)
    recall_due_at = Instant(required=True, allow_none=True)
    reminded_at = Instant(required=True, allow_none=True)


class OpenAnswer(ma.Schema):
    referral_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    need_domain = fields.String(required=True)
    urgency = fields.String(required=True)
    status = fields.String(required=True)
    partner_id = fields.UUID(required=True, allow_none=True)
    response_due_at = Instant(required=True, allow_none=True)
    next_appointment_at = Instant(required=True, allow_none=True)
    overdue_since = Instant(required=True, allow_none=True)
    recall_overdue_since = Instant(required=True, allow_none=True)
    handover_made = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "Null where the mode has no hand-over"}
    )


class OfficeFilters(PageSchema):
    office_id = fields.UUID(required=True)


class OpenFilters(OfficeFilters):
    handover_due = fields.Boolean(
        load_default=False,
        metadata={"description": "Only those that a partner has accepted before anybody handed the person over"},
    )


class ToReplanAnswer(OpenAnswer):
    """One open referral that is to be planned anew. `replan_reason` is null where only the office closes."""

    replan_reason = fields.String(required=True, allow_none=True)


class ReplanningAbout(ma.Schema):
    """Null while the office does not close; the receiving office learns of nobody before the person's consent."""

    office_status = fields.String(required=True, allow_none=True)
    receiving_office_id = fields.UUID(required=True, allow_none=True)
