"""What the resources of papers read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from infra.web.schemas import CommandSchema, PageSchema
from services.intake.people.domain.paper_codes import OutdatedReason, PaperKind, PaperOutcome


class SettlementBody(CommandSchema):
    outcome = fields.Enum(PaperOutcome, by_value=True, required=True)


class PaperFilters(PageSchema):
    office_id = fields.UUID(required=True)


class OutdatedPaperAnswer(ma.Schema):
    """Pseudonyms and codes: the name that is right now is read where the paper is issued again."""

    paper_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    kind = fields.Enum(PaperKind, by_value=True, required=True)
    record_id = fields.UUID(required=True)
    issued_at = fields.AwareDateTime(required=True)
    outdated_since = fields.AwareDateTime(required=True)
    reason = fields.Enum(OutdatedReason, by_value=True, required=True)
