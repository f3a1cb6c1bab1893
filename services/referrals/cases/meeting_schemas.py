"""What the API around an appointment reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.meetings import ContactAfterAbsence, HandoverContact, HandoverManner
from infra.web.schemas import CommandSchema, Instant


class HandoverBody(CommandSchema):
    manner = fields.Enum(HandoverManner, by_value=True, required=True)
    contact = fields.Enum(HandoverContact, by_value=True, required=True)


class HandoverAnswer(ma.Schema):
    """Roles and codes: nobody's name, and no word that was said."""

    manner = fields.String(required=True)
    contact = fields.String(required=True)
    made_at = Instant(required=True)


class ContactBody(CommandSchema):
    result = fields.Enum(ContactAfterAbsence, by_value=True, required=True)


class ToOfferAnswer(ma.Schema):
    """Under the person's id intake knows her contact points, each with its safe hours."""

    referral_id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    person_id = fields.UUID(required=True)
    since = Instant(required=True)
