"""What the resources of custody answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.network import UF
from infra.web.schemas import Instant
from services.intake.people.schemas.consents import PurposeAnswer
from services.intake.people.schemas.plans import GoalAnswer, PlanHeader


class LeadingOfficeAnswer(ma.Schema):
    office_id = fields.UUID(required=True)
    uf = fields.Enum(UF, by_value=True, required=True)


class ArrivedPlanAnswer(PlanHeader):
    """A review that was due before the move is due when it was."""

    goals = fields.List(fields.Nested(GoalAnswer), required=True)


class StandingConsentAnswer(PurposeAnswer):
    """`goes_on` is false for the consent by which the case came: it has done its work."""

    grant_id = fields.UUID(required=True)
    valid_until = Instant(required=True, allow_none=True)
    goes_on = fields.Boolean(required=True)


class ArrivalAnswer(ma.Schema):
    transfer_id = fields.UUID(required=True)
    grant_id = fields.UUID(required=True)
    from_office_id = fields.UUID(required=True)
    moved_at = Instant(required=True)
    reversal = fields.Boolean(required=True)
    plans = fields.List(fields.Nested(ArrivedPlanAnswer), required=True)
    consents = fields.List(fields.Nested(StandingConsentAnswer), required=True)
