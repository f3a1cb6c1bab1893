"""What the resources of offers read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import (
    Accessibility,
    CapacityPeriod,
    Cost,
    FamilySituation,
    IdentityDocument,
    Regime,
    Residence,
)
from contracts.vocabulary.persons import Gender
from contracts.vocabulary.rights import DataClass
from infra.web.schemas import CommandSchema, Instant, PageSchema, Pattern
from services.referrals.network.domain.offer_terms import Eligibility, Terms
from services.referrals.network.schemas.codes import settled, some
from services.referrals.network.schemas.days import of_this_age

SLOTS = validate.Range(0, 100_000)
AGE = validate.Range(0, 130)
LANGUAGE = Pattern(r"^[a-z]{2,3}$")
# Any language is one of at most some that a service is given in.
LANGUAGES = validate.Length(max=20)
LONGEST_WAIT = 3660


class EligibilityTerms(ma.Schema):
    """Whom an offer serves; what is empty excludes nobody."""

    age_from = fields.Integer(strict=True, allow_none=True, load_default=None, validate=AGE)
    age_to = fields.Integer(strict=True, allow_none=True, load_default=None, validate=AGE)
    genders = some(Gender)
    families = some(FamilySituation)
    documents = some(IdentityDocument)
    regimes = some(Regime)
    residence = fields.Enum(Residence, by_value=True, load_default=Residence.ANYWHERE)

    @ma.post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Eligibility:
        return Eligibility(**settled(data))


class OfferTerms(ma.Schema):
    """How somebody is served, at what cost and until when; and what the number of places counts."""

    eligibility = fields.Nested(EligibilityTerms, load_default=Eligibility)
    languages = fields.List(
        fields.String(validate=LANGUAGE, metadata={"example": "pt"}), load_default=[], validate=LANGUAGES
    )
    accessibility = some(Accessibility)
    cost = fields.Enum(Cost, by_value=True, allow_none=True, load_default=None)
    waiting_days = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(0, LONGEST_WAIT)
    )
    valid_until = fields.Date(allow_none=True, load_default=None, validate=of_this_age)
    period = fields.Enum(CapacityPeriod, by_value=True, load_default=CapacityPeriod.AT_A_TIME)
    waiting_list = fields.Boolean(load_default=False)

    @ma.post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Terms:
        return Terms(**settled(data))


class WhatItDoes(ma.Schema):
    need_domains = fields.List(
        fields.Enum(NeedDomain, by_value=True), required=True, validate=validate.Length(1, len(NeedDomain))
    )
    data_needed = some(DataClass)
    terms = fields.Nested(OfferTerms, load_default=Terms)


class OfferBody(WhatItDoes, CommandSchema):
    """Without `site_id` it is where the partner is."""

    partner_id = fields.UUID(required=True)
    site_id = fields.UUID(allow_none=True, load_default=None)
    slots = fields.Integer(strict=True, required=True, validate=SLOTS)


class OfferChangeBody(WhatItDoes, CommandSchema):
    """All of it: what is left out is as if it had never been said."""


class CapacityBody(CommandSchema):
    slots = fields.Integer(strict=True, required=True, validate=SLOTS)


class OfferAnswer(ma.Schema):
    id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True)
    site_id = fields.UUID(required=True, allow_none=True)
    need_domains = fields.List(fields.Enum(NeedDomain, by_value=True), required=True)
    data_needed = fields.List(fields.Enum(DataClass, by_value=True), required=True)
    terms = fields.Nested(OfferTerms, required=True)
    slots = fields.Integer(required=True)
    free = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    status = fields.String(required=True)
    pause_reason = fields.String(required=True, allow_none=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)


class ShownTerms(ma.Schema):
    """The terms of a listed offer, as they were published."""

    eligibility = fields.Dict(required=True)
    languages = fields.List(fields.String(), required=True)
    accessibility = fields.List(fields.String(), required=True)
    cost = fields.String(required=True, allow_none=True)
    waiting_days = fields.Integer(required=True, allow_none=True)
    valid_until = fields.String(required=True, allow_none=True)
    period = fields.String(required=True)
    waiting_list = fields.Boolean(required=True)


class OpenOfferAnswer(ma.Schema):
    offer_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True)
    site_id = fields.UUID(required=True, allow_none=True)
    need_domains = fields.List(fields.String(), required=True)
    data_needed = fields.List(fields.String(), required=True)
    free = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    terms = fields.Nested(ShownTerms, required=True)


class OfferFilters(PageSchema):
    need_domain = fields.Enum(NeedDomain, by_value=True)
    uf = fields.Enum(UF, by_value=True)
    near = fields.String(validate=Pattern(r"^[0-9]{7}$"))


class WaitingAnswer(ma.Schema):
    """A place in the list; nothing about who waits."""

    number = fields.Integer(required=True)
    referral_id = fields.UUID(required=True)
    since = Instant(required=True)
