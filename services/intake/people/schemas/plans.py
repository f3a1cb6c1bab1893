"""What the resources of follow-up plans and statements read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import GoalStatus, NeedDomain, PlanClosureReason, PlanStatus
from contracts.vocabulary.rights import ConsentEvidence
from infra.web.schemas import CommandSchema, Instant, PageSchema
from services.intake.people.schemas.telling import CIVIL_NAME, GOAL, SENSITIVE, display_name

TEXT = validate.Length(1, 1000)


class PlanBody(CommandSchema):
    """Without an assessment the goals are proposed one by one. Reviews are due by DL08 unless the plan says else."""

    person_id = fields.UUID(required=True)
    assessment_id = fields.UUID(allow_none=True, load_default=None)
    review_every_days = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(7, 365))


class GoalBody(CommandSchema):
    domain = fields.Enum(NeedDomain, by_value=True, required=True)
    text = fields.String(allow_none=True, load_default=None, validate=TEXT)
    target_date = fields.Date(allow_none=True, load_default=None)


class GoalChangeBody(CommandSchema):
    text = fields.String(allow_none=True, load_default=None, validate=TEXT)
    target_date = fields.Date(allow_none=True, load_default=None)


class ServedByBody(CommandSchema):
    referral_id = fields.UUID(required=True)


class ClosureBody(CommandSchema):
    reason = fields.Enum(PlanClosureReason, by_value=True, required=True)


class StatementBody(CommandSchema):
    """One of the two: the grant, or how the person's own request is on record."""

    grant_id = fields.UUID(allow_none=True, load_default=None)
    evidence = fields.Enum(ConsentEvidence, by_value=True, allow_none=True, load_default=None)


class PlansDueFilters(PageSchema):
    office_id = fields.UUID(required=True)
    until = fields.Date(load_default=None)


class CaseloadFilters(PageSchema):
    office_id = fields.UUID(required=True)


class GoalAnswer(ma.Schema):
    goal_id = fields.UUID(required=True)
    domain = fields.Enum(NeedDomain, by_value=True, required=True, metadata=SENSITIVE)
    text = fields.String(required=True, allow_none=True, metadata=GOAL)
    target_date = fields.Date(required=True, allow_none=True)
    status = fields.Enum(GoalStatus, by_value=True, required=True)


class PlanHeader(ma.Schema):
    plan_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    lead_professional = fields.String(required=True, allow_none=True)
    status = fields.Enum(PlanStatus, by_value=True, required=True)
    opened_on = fields.Date(required=True)
    review_due_on = fields.Date(required=True, allow_none=True)
    review_due_at = Instant(required=True, allow_none=True)
    review_missed = fields.Boolean(required=True)


class PlanAnswer(PlanHeader):
    assessment_id = fields.UUID(required=True, allow_none=True)
    closure_reason = fields.Enum(PlanClosureReason, by_value=True, required=True, allow_none=True)
    goals = fields.List(fields.Nested(GoalAnswer), required=True)
    statements = fields.List(fields.UUID(), required=True)


class CaseloadAnswer(ma.Schema):
    """What one professional has to care for; null: plans that came over, and that nobody leads yet."""

    professional = fields.String(required=True, allow_none=True)
    open_plans = fields.Integer(required=True)
    paused_plans = fields.Integer(required=True)
    missed_reviews = fields.Integer(required=True)


class PeriodAnswer(ma.Schema):
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)


class StatementAnswer(ma.Schema):
    """To be handed to the person: the name to call comes first, then the one in the civil registry."""

    statement_id = fields.UUID(required=True)
    display_name = display_name()
    civil_name = fields.String(required=True, allow_none=True, metadata=CIVIL_NAME)
    office = fields.String(required=True)
    periods = fields.List(fields.Nested(PeriodAnswer), required=True)
    days = fields.Integer(required=True)
