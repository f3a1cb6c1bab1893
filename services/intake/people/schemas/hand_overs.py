"""What the resources of an office that closes answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.care import PlanStatus
from infra.web.schemas import Instant
from services.intake.people.schemas.intake import OfficeAnswer
from services.intake.people.schemas.offices import ChannelAnswer
from services.intake.people.schemas.telling import OF_PERSON


class HandOverAnswer(ma.Schema):
    """A transfer is requested at referrals with `grant_id`; null: the person is still to be asked."""

    plan_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    status = fields.Enum(PlanStatus, by_value=True, required=True)
    lead_professional = fields.String(required=True, allow_none=True)
    review_due_at = Instant(required=True, allow_none=True)
    grant_id = fields.UUID(required=True, allow_none=True)
    reachable = fields.Boolean(required=True, metadata=OF_PERSON)
    usable_now = fields.Boolean(required=True, metadata=OF_PERSON)


class ReachedOfficeAnswer(OfficeAnswer):
    """A closed office has no channels."""

    channels = fields.List(fields.Nested(ChannelAnswer), required=True)


class OfficeEntryAnswer(ReachedOfficeAnswer):
    """`successor`: the office that receives the people of one that closes or has closed."""

    successor = fields.Nested(ReachedOfficeAnswer, required=True, allow_none=True)
