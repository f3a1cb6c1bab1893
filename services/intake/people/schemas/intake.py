"""What people's API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import (
    EntryDoor,
    OfficeLevel,
    OfficeStatus,
    Power,
    PriorityClass,
    ReceptionChannel,
    ReceptionOutcome,
)
from contracts.vocabulary.persons import ClientType, DeclarationSource, GenderIdentity, RaceColour
from contracts.vocabulary.rights import DataClass
from infra.web.places import MunicipalPlace
from infra.web.schemas import CommandSchema, Pattern, RequestSchema
from services.intake.people.schemas.telling import CIVIL_NAME, OF_PERSON, OWN, SENSITIVE, SHARED, display_name

NAME = validate.Length(1, 200)
# A word of a list, such as `libras`: these stand unsealed, so there is no room in them to tell of somebody.
CODE = Pattern(r"^[a-z][a-z0-9_-]{1,39}$")


class OfficeBody(MunicipalPlace, CommandSchema):
    name = fields.String(required=True, validate=NAME)
    level = fields.Enum(OfficeLevel, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)


class ManagingPartyBody(CommandSchema):
    org_id = fields.UUID(required=True)
    power = fields.Enum(Power, by_value=True, required=True)


class OfficeAnswer(ma.Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    level = fields.Enum(OfficeLevel, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
    municipality_ibge7 = fields.String(required=True)
    zone = fields.String(required=True)
    status = fields.Enum(OfficeStatus, by_value=True, required=True)


class PersonBody(CommandSchema):
    client_types = fields.List(fields.Enum(ClientType, by_value=True), required=True, validate=validate.Length(1, 5))
    civil_name = fields.String(validate=NAME)
    social_name = fields.String(validate=NAME)
    birth_date = fields.Date()
    accessibility_needs = fields.String(validate=validate.Length(1, 500))


class SocialNameBody(CommandSchema):
    social_name = fields.String(required=True, validate=NAME)


class RaceColourBody(CommandSchema):
    race_colour = fields.Enum(RaceColour, by_value=True, required=True)
    source = fields.Enum(DeclarationSource, by_value=True, load_default=DeclarationSource.SELF_DECLARED)


class GenderBody(CommandSchema):
    gender_identity = fields.Enum(GenderIdentity, by_value=True, required=True)


class PersonAnswer(ma.Schema):
    id = fields.UUID(required=True)
    display_name = display_name()
    client_types = fields.List(fields.Enum(ClientType, by_value=True), required=True, metadata=OF_PERSON)
    merged_into = fields.UUID(
        allow_none=True, metadata={**OF_PERSON, "description": "The surviving record, where you work there"}
    )
    joined = fields.List(fields.UUID(), metadata={**OF_PERSON, "description": "Records that belong to this person too"})


class CivilNameAnswer(ma.Schema):
    """For screens that need the civil name, such as the issue of documents (CONF-35)."""

    civil_name = fields.String(required=True, allow_none=True, metadata=CIVIL_NAME)


class SharedFieldsFilters(RequestSchema):
    grant = fields.UUID(required=True)
    recipient = fields.UUID(required=True)
    fields_wanted = fields.String(
        required=True, data_key="fields", validate=validate.Length(1, 200), metadata={"example": "display_name"}
    )


class SharedFieldsAnswer(ma.Schema):
    fields_shared = fields.Dict(
        keys=fields.Enum(DataClass, by_value=True),
        values=fields.String(allow_none=True),
        required=True,
        data_key="fields",
        metadata=SHARED,
    )


class DisclosureAnswer(ma.Schema):
    """One reading: no account of a reader, for the institution answers for it."""

    disclosure_id = fields.UUID(required=True)
    read_at = fields.AwareDateTime(required=True)
    institution = fields.UUID(required=True, allow_none=True)
    recipient = fields.UUID(required=True, allow_none=True)
    role = fields.String(required=True)
    purpose = fields.String(required=True)
    legal_basis = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True, metadata=OWN)


class CircumstancesBody(CommandSchema):
    """What bears on the order; it decides the class and is not kept."""

    danger_to_life = fields.Boolean(load_default=False)
    age = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(0, 130))
    disability = fields.Boolean(load_default=False)
    pregnant_or_with_small_children = fields.Boolean(load_default=False)
    threatened = fields.Boolean(load_default=False)


class ArrivalBody(CircumstancesBody):
    office_id = fields.UUID(required=True)
    person_id = fields.UUID(allow_none=True, load_default=None)
    channel = fields.Enum(ReceptionChannel, by_value=True, load_default=ReceptionChannel.IN_PERSON)
    entry_door = fields.Enum(EntryDoor, by_value=True, load_default=EntryDoor.SPONTANEOUS)
    adaptations = fields.List(fields.String(validate=CODE), load_default=[], validate=validate.Length(max=20))
    companion_present = fields.Boolean(load_default=False)


class StartBody(CommandSchema):
    interpreter = fields.String(allow_none=True, load_default=None, validate=CODE)


class UrgentNeedBody(CommandSchema):
    need = fields.Enum(UrgentNeed, by_value=True, required=True)


class CompletionBody(CommandSchema):
    outcome = fields.Enum(ReceptionOutcome, by_value=True, required=True)
    options_explained = fields.Boolean(load_default=True)


class ReceptionAnswer(ma.Schema):
    id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True, allow_none=True)
    channel = fields.Enum(ReceptionChannel, by_value=True, required=True)
    entry_door = fields.Enum(EntryDoor, by_value=True, required=True)
    companion_present = fields.Boolean(required=True)
    priority_class = fields.Enum(PriorityClass, by_value=True, required=True)
    status = fields.String(required=True)
    urgent_needs = fields.List(fields.Enum(UrgentNeed, by_value=True), required=True, metadata=SENSITIVE)
    waiting_seconds = fields.Integer(required=True, allow_none=True)
    outcome = fields.Enum(ReceptionOutcome, by_value=True, required=True, allow_none=True)
    options_explained = fields.Boolean(required=True, allow_none=True)


class ReasonAnswer(ma.Schema):
    """One sentence, by language."""

    en = fields.String(required=True)
    pt = fields.String(required=True)


class QueueAnswer(ma.Schema):
    reception_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True, allow_none=True)
    display_name = display_name()
    priority_class = fields.Enum(PriorityClass, by_value=True, required=True)
    explanation = fields.String(required=True)
    explanations = fields.Nested(ReasonAnswer, required=True)
    waiting_seconds = fields.Integer(required=True)
    arrived_at = fields.AwareDateTime(required=True)
