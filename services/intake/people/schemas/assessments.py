"""What the resources of needs assessments read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import IdentityMarker, NeedDomain, NeedSituation
from contracts.vocabulary.network import AnsweredBy
from infra.web.schemas import CommandSchema, Instant, Pattern
from services.intake.people.schemas.telling import ASSESSED, DESCRIBED, FAMILY_MAP, SENSITIVE, STRENGTH

NARRATIVE = validate.Length(1, 8000)
SHORT = validate.Length(1, 1000)


def priority() -> fields.Integer:
    """From 1, what comes first, to 5."""
    return fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(1, 5))


class AssessmentBody(CommandSchema):
    person_id = fields.UUID(required=True)
    methodology = fields.String(
        required=True, validate=Pattern(r"^[a-z][a-z0-9-]{1,39}$"), metadata={"example": "singularization"}
    )
    answered_by = fields.Enum(AnsweredBy, by_value=True, load_default=AnsweredBy.SELF)


class DomainBody(CommandSchema):
    domain = fields.Enum(NeedDomain, by_value=True, required=True)
    situation = fields.Enum(NeedSituation, by_value=True, required=True)
    person_priority = priority()
    professional_priority = priority()
    narrative = fields.String(allow_none=True, load_default=None, validate=NARRATIVE)


class StrengthBody(CommandSchema):
    strength = fields.String(required=True, validate=SHORT)


class IdentityMarkerBody(CommandSchema):
    """In the person's own words."""

    marker = fields.Enum(IdentityMarker, by_value=True, required=True)
    description = fields.String(required=True, validate=SHORT)


class FamilyMapBody(CommandSchema):
    family_map = fields.String(required=True, validate=NARRATIVE)


class DomainAnswer(ma.Schema):
    domain = fields.Enum(NeedDomain, by_value=True, required=True, metadata=SENSITIVE)
    situation = fields.Enum(NeedSituation, by_value=True, required=True, metadata=ASSESSED)
    person_priority = fields.Integer(required=True, allow_none=True, metadata=ASSESSED)
    professional_priority = fields.Integer(required=True, allow_none=True, metadata=ASSESSED)
    narrative = fields.String(required=True, allow_none=True, metadata=ASSESSED)


class IdentityMarkerAnswer(ma.Schema):
    marker = fields.Enum(IdentityMarker, by_value=True, required=True, metadata=DESCRIBED)
    description = fields.String(required=True, metadata=DESCRIBED)


class AssessmentHeader(ma.Schema):
    assessment_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    methodology = fields.String(required=True)
    methodology_version = fields.String(required=True)
    professional = fields.String(required=True)
    status = fields.String(required=True)
    started_at = Instant(required=True)


class AssessmentAnswer(AssessmentHeader):
    answered_by = fields.Enum(AnsweredBy, by_value=True, required=True)
    domains = fields.List(fields.Nested(DomainAnswer), required=True)
    strengths = fields.List(fields.String(), required=True, metadata=STRENGTH)
    identity = fields.List(fields.Nested(IdentityMarkerAnswer), required=True)
    family_map = fields.String(required=True, allow_none=True, metadata=FAMILY_MAP)
    skipped_items = fields.List(fields.String(), required=True)


class ProposalAnswer(ma.Schema):
    """A need, and the address of the offers for it, the nearest first."""

    domain = fields.Enum(NeedDomain, by_value=True, required=True)
    offers = fields.String(required=True)


class ProposalsAnswer(ma.Schema):
    """In the person's own order; empty while the assessment is under way."""

    assessment_id = fields.UUID(required=True)
    status = fields.String(required=True)
    proposals = fields.List(fields.Nested(ProposalAnswer), required=True)


class MethodologyAnswer(ma.Schema):
    """One version of a methodology; every item can be skipped."""

    methodology = fields.String(required=True)
    methodology_version = fields.String(required=True)
    in_force_from = fields.Date(required=True)
    in_force_until = fields.Date(required=True, allow_none=True)
    items = fields.List(fields.String(), required=True)
