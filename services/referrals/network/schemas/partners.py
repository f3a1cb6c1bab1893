"""What the resources of partners read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Directory, Funnel, Sphere, StageServed
from infra.web.places import MunicipalPlace
from infra.web.schemas import CommandSchema, Instant, PageSchema
from services.referrals.network.registers import canonical_cnpj
from services.referrals.network.schemas.codes import some
from services.referrals.network.schemas.days import of_this_age

NAME = validate.Length(1, 200)
PARTIES = validate.Length(max=20)


class Cnpj(fields.String):
    """The number of an organisation in the federal register, with or without its separators."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        found = canonical_cnpj(super()._deserialize(value, *arguments, **options))
        if found is None:
            raise ma.ValidationError("invalid-cnpj")
        return found


class PartnerBody(MunicipalPlace, CommandSchema):
    """Data of the organisation only: nothing about who works there."""

    legal_name = fields.String(required=True, validate=NAME)
    org_type = fields.Enum(OrganisationType, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
    cnpj = Cnpj(allow_none=True, load_default=None, validate=validate.Length(14, 18))
    sphere = fields.Enum(Sphere, by_value=True, allow_none=True, load_default=None)
    serves = some(StageServed)


class ContactBody(CommandSchema):
    channel = fields.Enum(ContactChannel, by_value=True, required=True)


class ProfileBody(CommandSchema):
    """What is left out is unknown from now on. `safeguarding_contact`: the address of a role, never of somebody."""

    sphere = fields.Enum(Sphere, by_value=True, allow_none=True, load_default=None)
    serves = some(StageServed)
    safeguarding_contact = fields.Email(allow_none=True, load_default=None, validate=validate.Length(max=254))


class AgreementBody(CommandSchema):
    """`parties`: organisations that sign beside the partner. `dpo_contact`: the address of a role."""

    kind = fields.Enum(AgreementKind, by_value=True, required=True)
    signed_on = fields.Date(required=True, validate=of_this_age)
    ends_on = fields.Date(allow_none=True, load_default=None, validate=of_this_age)
    data_sharing_clause = fields.Boolean(required=True)
    parties = fields.List(fields.String(validate=NAME), load_default=[], validate=PARTIES)
    dpo_contact = fields.Email(allow_none=True, load_default=None, validate=validate.Length(max=254))


class CopyBody(CommandSchema):
    """The day on which the national council was sent its copy of the instrument."""

    sent_on = fields.Date(required=True, validate=of_this_age)


class ClosureBody(CommandSchema):
    """Today, unless it was some days ago."""

    effective_on = fields.Date(allow_none=True, load_default=None, validate=of_this_age)


class DirectoryEntryBody(CommandSchema):
    """Where the organisation stands in another directory, and when that was compared."""

    directory = fields.Enum(Directory, by_value=True, required=True)
    address = fields.URL(required=True, schemes={"https", "http"}, validate=validate.Length(max=500))
    seen_on = fields.Date(required=True, validate=of_this_age)


class AgreementAnswer(ma.Schema):
    agreement_id = fields.UUID(required=True)
    kind = fields.Enum(AgreementKind, by_value=True, required=True)
    signed_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    data_sharing_clause = fields.Boolean(required=True)
    parties = fields.List(fields.String(), required=True)
    dpo_contact = fields.String(required=True, allow_none=True)
    copy_sent_on = fields.Date(required=True, allow_none=True)


class DirectoryEntryAnswer(ma.Schema):
    directory = fields.String(required=True)
    address = fields.String(required=True)
    seen_on = fields.Date(required=True)


class PartnerAnswer(ma.Schema):
    id = fields.UUID(required=True)
    legal_name = fields.String(required=True)
    org_type = fields.String(required=True)
    cnpj = fields.String(required=True, allow_none=True)
    sphere = fields.String(required=True, allow_none=True)
    serves = fields.List(fields.String(), required=True)
    safeguarding_contact = fields.String(required=True, allow_none=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    zone = fields.String(required=True)
    funnel = fields.String(required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    agreements = fields.List(fields.Nested(AgreementAnswer), required=True)
    directory_entries = fields.List(fields.Nested(DirectoryEntryAnswer), required=True)


class ListedPartnerAnswer(ma.Schema):
    partner_id = fields.UUID(required=True)
    legal_name = fields.String(required=True)
    org_type = fields.String(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    funnel = fields.String(required=True)


class PartnerFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True)
    funnel = fields.Enum(Funnel, by_value=True)


class PartnerStepAnswer(ma.Schema):
    """`by`: the account that recorded it."""

    step = fields.Integer(required=True)
    what = fields.String(required=True)
    at = Instant(required=True)
    by = fields.String(required=True)


class AgreementFilters(PageSchema):
    """`missing`: only those that still lack a copy at the national council, or a renewal 60 days before the end."""

    uf = fields.Enum(UF, by_value=True, required=True)
    missing = fields.String(validate=validate.OneOf(("copy", "renewal")))


class ListedAgreementAnswer(ma.Schema):
    partner_id = fields.UUID(required=True)
    agreement_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    signed_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    data_sharing_clause = fields.Boolean(required=True)
    copy_sent_on = fields.Date(required=True, allow_none=True)
    to_renew_since = Instant(required=True, allow_none=True)
    expired = fields.Boolean(required=True)
