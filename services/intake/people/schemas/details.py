"""What the resources of corrections, contacts and accommodations read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.persons import AddressKind, ContactType, Disability
from infra.web.schemas import CommandSchema, Pattern
from services.intake.people.schemas.intake import NAME
from services.intake.people.schemas.telling import ADDRESS, CONTACT, OF_PERSON, declared

WORDS = validate.Length(1, 500)


class CorrectionBody(CommandSchema):
    civil_name = fields.String(validate=NAME)
    birth_date = fields.Date()


class SafeHoursBody(ma.Schema):
    begins = fields.String(
        required=True, validate=Pattern(r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), metadata={"example": "09:00"}
    )
    ends = fields.String(
        required=True, validate=Pattern(r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), metadata={"example": "17:30"}
    )


class ContactPointBody(CommandSchema):
    """Whether it is safe has to be asked: there is no answer of our own."""

    kind = fields.Enum(ContactType, by_value=True, required=True)
    value = fields.String(required=True, validate=validate.Length(1, 200))
    safe_to_contact = fields.Boolean(required=True, metadata={"example": True})
    safe_hours = fields.Nested(SafeHoursBody, allow_none=True, load_default=None)


class AddressBody(CommandSchema):
    kind = fields.Enum(AddressKind, by_value=True, required=True)
    municipality_ibge7 = fields.String(
        required=True, validate=Pattern(r"^[0-9]{7}$"), metadata={"format": "ibge-municipality"}
    )
    description = fields.String(allow_none=True, load_default=None, validate=WORDS)


class AccommodationsBody(CommandSchema):
    preferred_address = fields.String(allow_none=True, load_default=None, validate=NAME)
    languages = fields.List(
        fields.String(validate=Pattern(r"^[a-z]{2,3}$"), metadata={"example": "pt"}), load_default=[],
        validate=validate.Length(max=10),
    )  # fmt: skip
    disabilities = fields.List(
        fields.Enum(Disability, by_value=True), load_default=[], validate=validate.Length(max=len(Disability))
    )
    assistive_needs = fields.String(allow_none=True, load_default=None, validate=WORDS)


class ContactPointAnswer(ma.Schema):
    """`usable_now`: it is safe, and this is one of the safe hours at the office."""

    contact_point_id = fields.UUID(required=True)
    kind = fields.Enum(ContactType, by_value=True, required=True, metadata=OF_PERSON)
    value = fields.String(required=True, allow_none=True, metadata=CONTACT)
    safe_to_contact = fields.Boolean(required=True, metadata=OF_PERSON)
    safe_hours = fields.Nested(SafeHoursBody, required=True, allow_none=True, metadata=OF_PERSON)
    usable_now = fields.Boolean(required=True, metadata=OF_PERSON)


class AddressAnswer(ma.Schema):
    kind = fields.String(required=True, metadata=ADDRESS)
    municipality_ibge7 = fields.String(required=True, metadata=ADDRESS)
    description = fields.String(required=True, allow_none=True, metadata=ADDRESS)


class ContactsAnswer(ma.Schema):
    address = fields.Nested(AddressAnswer, required=True, allow_none=True)
    contact_points = fields.List(fields.Nested(ContactPointAnswer), required=True)


class AccommodationsAnswer(ma.Schema):
    preferred_address = fields.String(required=True, allow_none=True, metadata=declared("preferred_address"))
    languages = fields.List(fields.String(), required=True, allow_none=True, metadata=declared("languages"))
    disabilities = fields.List(fields.String(), required=True, allow_none=True, metadata=declared("disabilities"))
    assistive_needs = fields.String(required=True, allow_none=True, metadata=declared("assistive_needs"))
