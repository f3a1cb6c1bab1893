"""What the resources of data subjects' requests read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.rights import (
    AnswerMeans,
    IdentityMethod,
    RequestedBy,
    SubjectRequestKind,
    SubjectRequestRefusal,
)
from infra.web.schemas import CommandSchema, Instant, PageSchema, Pattern
from services.intake.people.schemas.telling import OF_PERSON, PACKAGE


class SubjectRequestBody(CommandSchema):
    person_id = fields.UUID(required=True)
    kind = fields.Enum(SubjectRequestKind, by_value=True, required=True)
    requested_by = fields.Enum(RequestedBy, by_value=True, load_default=RequestedBy.SELF)


class RequesterBody(CommandSchema):
    method = fields.Enum(IdentityMethod, by_value=True, required=True)


class SubjectAnswerBody(CommandSchema):
    """`digest` of the package that was given, none after a correction; `reference` says where the receipt lies."""

    means = fields.Enum(AnswerMeans, by_value=True, required=True)
    digest = fields.String(allow_none=True, load_default=None, validate=Pattern(r"^[0-9a-f]{64}$"))
    reference = fields.String(allow_none=True, load_default=None, validate=validate.Length(1, 200))


class SubjectRefusalBody(CommandSchema):
    ground = fields.Enum(SubjectRequestRefusal, by_value=True, required=True)


class SubjectRequestAnswer(ma.Schema):
    id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    kind = fields.Enum(SubjectRequestKind, by_value=True, required=True)
    requested_by = fields.Enum(RequestedBy, by_value=True, required=True)
    status = fields.String(required=True)
    overdue = fields.Boolean(required=True)
    means = fields.Enum(AnswerMeans, by_value=True, required=True, allow_none=True)
    digest = fields.String(required=True, allow_none=True)
    ground = fields.Enum(SubjectRequestRefusal, by_value=True, required=True, allow_none=True)


class PackageAnswer(ma.Schema):
    """`digest`: SHA-256 over the canonical JSON (RFC 8785) of the other three members."""

    digest = fields.String(required=True)
    person_id = fields.UUID(required=True)
    records = fields.List(fields.Dict(keys=fields.String()), required=True, metadata=PACKAGE)
    sharings = fields.List(fields.Dict(keys=fields.String()), required=True, metadata=OF_PERSON)


class RequestsDueFilters(PageSchema):
    office_id = fields.UUID(required=True)


class RequestDueAnswer(ma.Schema):
    request_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    kind = fields.Enum(SubjectRequestKind, by_value=True, required=True)
    opened_at = Instant(required=True)
    due_at = Instant(required=True)
    overdue = fields.Boolean(required=True)
