"""Candidates in requests and answers. There is no member for a crime, a sentence or a prison, for anybody."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import NotSelectedReason
from infra.web.schemas import CommandSchema, Instant, PageSchema


class PresentationBody(CommandSchema):
    """`grant_id`: the person's consent that names the employer; without one nobody is presented."""

    vacancy_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    grant_id = fields.UUID(required=True)
    shared_fields = fields.List(
        fields.Enum(DataClass, by_value=True), load_default=[], validate=validate.Length(max=len(DataClass))
    )


class NotSelectedBody(CommandSchema):
    reason = fields.Enum(NotSelectedReason, by_value=True, required=True)


class ShownCandidateAnswer(ma.Schema):
    """What an employer sees of a candidate in its list: no pseudonym."""

    candidate_id = fields.UUID(required=True)
    vacancy_id = fields.UUID(required=True)
    shared_fields = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    presented_at = Instant(required=True)
    recall_due_at = Instant(required=True, allow_none=True)


class CandidateAnswer(ma.Schema):
    """What is not required is for the office alone."""

    candidate_id = fields.UUID(required=True)
    vacancy_id = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    status = fields.String(required=True)
    shared_fields = fields.List(fields.String(), required=True)
    recall_due_at = Instant(required=True, allow_none=True)
    recall_confirmed = fields.Boolean(required=True)
    person_id = fields.UUID()
    office_id = fields.UUID()
    grant_id = fields.UUID()
    reason = fields.String(allow_none=True)


class OfficeCandidateAnswer(ma.Schema):
    candidate_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    vacancy_id = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    status = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    recall_overdue_since = Instant(required=True, allow_none=True)


class CandidateFieldsAnswer(ma.Schema):
    values = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True, data_key="fields")


class OfOfficeFilters(PageSchema):
    office_id = fields.UUID(required=True)


class ShownFilters(PageSchema):
    vacancy_id = fields.UUID()
