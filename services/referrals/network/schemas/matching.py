"""What the matching of a need to offers reads and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import (
    Accessibility,
    FamilySituation,
    IdentityDocument,
    Regime,
    StageServed,
)
from contracts.vocabulary.persons import Gender
from infra import territories
from infra.web.places import MunicipalityCode
from infra.web.schemas import RequestSchema
from services.referrals.network.domain.conditions import Seeker
from services.referrals.network.schemas.codes import settled, some
from services.referrals.network.schemas.offers import AGE, LANGUAGE, LANGUAGES, ShownTerms

MOST = 50


class NeedBody(RequestSchema):
    """A need, and what is known of who has it: no name, no number. What is left out is not known, and is to be asked.

    `without`: offers that need not be proposed, such as those that have declined.
    """

    need_domain = fields.Enum(NeedDomain, by_value=True, required=True)
    municipality_ibge7 = MunicipalityCode(required=True)
    age = fields.Integer(strict=True, validate=AGE)
    gender = fields.Enum(Gender, by_value=True)
    family = fields.Enum(FamilySituation, by_value=True)
    documents = fields.List(
        fields.Enum(IdentityDocument, by_value=True), validate=validate.Length(max=len(IdentityDocument))
    )
    regime = fields.Enum(Regime, by_value=True)
    stage = fields.Enum(StageServed, by_value=True)
    languages = fields.List(
        fields.String(validate=LANGUAGE, metadata={"example": "pt"}), load_default=[], validate=LANGUAGES
    )
    accessibility = some(Accessibility)
    without = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=MOST))
    limit = fields.Integer(strict=True, load_default=20, validate=validate.Range(1, MOST))


class MatchAnswer(ma.Schema):
    """`reasons`: one code of each criterion, in the order in which they count. `to_ask`: what is not known yet."""

    rank = fields.Integer(required=True)
    offer_id = fields.UUID(required=True, attribute="offer.offer_id")
    partner_id = fields.UUID(required=True, attribute="offer.partner_id")
    site_id = fields.UUID(required=True, allow_none=True, attribute="offer.site_id")
    uf = fields.String(required=True, attribute="offer.uf")
    municipality_ibge7 = fields.String(required=True, attribute="offer.municipality_ibge7")
    free = fields.Integer(required=True, attribute="offer.free")
    waiting = fields.Integer(required=True, attribute="offer.waiting")
    data_needed = fields.List(fields.String(), required=True, attribute="offer.data_needed")
    terms = fields.Nested(ShownTerms, required=True, attribute="offer.terms")
    reasons = fields.List(fields.String(), required=True)
    to_ask = fields.List(fields.String(), required=True, attribute="verdict.to_ask")
    why_not = fields.List(fields.String(), required=True, attribute="verdict.why_not")


class MatchesAnswer(ma.Schema):
    """`considered`: how many offers were compared; `more`: whether others stand behind all of these."""

    eligible = fields.List(fields.Nested(MatchAnswer), required=True)
    not_eligible = fields.List(fields.Nested(MatchAnswer), required=True)
    considered = fields.Integer(required=True)
    more = fields.Boolean(required=True)


def seeker_of(body: dict[str, Any]) -> Seeker:
    """Takes what is known of who needs something out of a body."""
    need, known = ("need_domain", "without", "limit"), settled(body)
    facts = {name: value for name, value in known.items() if name not in need}
    return Seeker(uf=UF(territories.municipality(body["municipality_ibge7"]).uf), **facts)
