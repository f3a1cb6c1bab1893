"""The seal of employers in requests and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import SealGround
from infra.web.schemas import CommandSchema, PageSchema


class ProofBody(CommandSchema):
    """`proof_id`: a placement with the employer, or an enrolment completed there. Which one is not kept."""

    ground = fields.Enum(SealGround, by_value=True, required=True)
    proof_id = fields.UUID(required=True)


class SealBody(ProofBody):
    employer_id = fields.UUID(required=True)


class SealAnswer(ma.Schema):
    seal_id = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    uf = fields.String(required=True)
    ground = fields.String(required=True)
    valid_until = fields.Date(required=True)


class WholeSealAnswer(SealAnswer):
    lapsed = fields.Boolean(required=True)


class ListedSealAnswer(SealAnswer):
    renewal_due = fields.Boolean(required=True)


class SealFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True)
