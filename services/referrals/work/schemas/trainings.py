"""Trainings and enrolments in requests and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import TrainingStage
from infra.web.schemas import CommandSchema, PageSchema, Pattern
from services.referrals.work.domain.training_offer import Course
from services.referrals.work.schemas.amounts import OccupationCode, in_living_memory

MEMBERS = ("title", "hours", "certificate", "stages", "occupation_code")


class TrainingBody(CommandSchema):
    provider_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=validate.Length(1, 200))
    hours = fields.Integer(strict=True, required=True, validate=validate.Range(1, 5000))
    certificate = fields.Boolean(required=True)
    stages = fields.List(
        fields.Enum(TrainingStage, by_value=True), required=True, validate=validate.Length(1, len(TrainingStage))
    )
    occupation_code = OccupationCode(allow_none=True, load_default=None)
    places = fields.Integer(strict=True, required=True, validate=validate.Range(1, 10_000))

    @ma.post_load
    def _with_course(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        data["stages"] = tuple(dict.fromkeys(data["stages"]))
        course = Course(*(data.pop(name) for name in MEMBERS))
        return {**data, "course": course}


class TrainingAnswer(ma.Schema):
    training_id = fields.UUID(required=True)
    provider_id = fields.UUID(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True)
    certificate = fields.Boolean(required=True)
    stages = fields.List(fields.String(), required=True)
    occupation_code = fields.String(required=True, allow_none=True)
    places = fields.Integer(required=True)
    free = fields.Integer(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    withdrawn = fields.Boolean(required=True)


class TrainingFilters(PageSchema):
    """`occupation`: a code or its first digits."""

    uf = fields.Enum(UF, by_value=True)
    stage = fields.Enum(TrainingStage, by_value=True)
    occupation = fields.String(validate=Pattern(r"^[0-9]{1,6}$"))


class EnrolmentBody(CommandSchema):
    """`continues_id`: the person's enrolment before release that this one goes on from."""

    training_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    client_type = fields.Enum(ClientType, by_value=True, required=True)
    stage = fields.Enum(TrainingStage, by_value=True, required=True)
    continues_id = fields.UUID(allow_none=True, load_default=None)


class CompletionBody(CommandSchema):
    completed_on = fields.Date(required=True, validate=in_living_memory)


class ListedEnrolmentAnswer(ma.Schema):
    enrolment_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    training_id = fields.UUID(required=True)
    stage = fields.String(required=True)
    status = fields.String(required=True)
    completed_on = fields.Date(required=True, allow_none=True)
    certificate = fields.Boolean(required=True)
    continues_id = fields.UUID(required=True, allow_none=True)


class EnrolmentAnswer(ListedEnrolmentAnswer):
    office_id = fields.UUID(required=True)
    client_type = fields.String(required=True)
    occupation_code = fields.String(required=True, allow_none=True)
