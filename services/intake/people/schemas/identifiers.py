"""What the resources of identifiers, lookups and searches read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.persons import IdentifierSystem
from infra.web.schemas import CommandSchema, Pattern, RequestSchema
from services.intake.people.applications.registers import canonical, country_fits
from services.intake.people.domain.name_sounds import skeletons
from services.intake.people.schemas.telling import IDENTIFIER, OF_PERSON, display_name

VALUE = {"example": "529.982.247-25"}


class _Identifier(ma.Schema):
    """The number is checked against its register's own rule, and kept in one form."""

    system = fields.Enum(IdentifierSystem, by_value=True, required=True, metadata={"example": "cpf"})
    value = fields.String(required=True, validate=validate.Length(1, 40), metadata=VALUE)
    country = fields.String(
        load_default=None, allow_none=True, validate=Pattern(r"^[A-Z]{2}$"), metadata={"example": None}
    )

    @ma.post_load
    def _canonical(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        value = canonical(data["system"], data["value"])
        if value is None:
            raise ma.ValidationError(f"invalid-{data['system']}", "value")
        if not country_fits(data["system"], data["country"]):
            raise ma.ValidationError("country-of-the-register", "country")
        return {**data, "value": value}


class IdentifierBody(_Identifier, CommandSchema):
    pass


class LookupBody(_Identifier, RequestSchema):
    office_id = fields.UUID(required=True)


class SearchBody(RequestSchema):
    """A name as it was heard: one word or more, of the civil or the social name."""

    office_id = fields.UUID(required=True)
    name = fields.String(required=True, validate=validate.Length(2, 200), metadata={"example": "Luiz Souza"})
    birth_date = fields.Date(allow_none=True, load_default=None)
    limit = fields.Integer(strict=True, load_default=20, validate=validate.Range(1, 50))

    @ma.post_load
    def _has_a_word(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if not skeletons(data["name"]):
            raise ma.ValidationError("no-word-of-a-name", "name")
        return data


class IdentifierAnswer(ma.Schema):
    identifier_id = fields.UUID(required=True)
    system = fields.Enum(IdentifierSystem, by_value=True, required=True, metadata=OF_PERSON)
    country = fields.String(required=True, allow_none=True, metadata=OF_PERSON)
    value = fields.String(required=True, allow_none=True, metadata=IDENTIFIER)


class IdentifiersAnswer(ma.Schema):
    items = fields.List(fields.Nested(IdentifierAnswer), required=True)


class NamedPersonAnswer(ma.Schema):
    """Somebody by the name to call; nothing that another name could be told from."""

    id = fields.UUID(required=True)
    display_name = display_name()


class PersonsFoundAnswer(ma.Schema):
    items = fields.List(fields.Nested(NamedPersonAnswer), required=True)
