"""What the resources of receptions, beyond the queue, read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.offices import EntryDoor, ReceptionChannel, ReceptionOutcome
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.rights import ConsentEvidence
from infra.web.schemas import CommandSchema, Instant
from services.intake.people.schemas.assessments import AssessmentHeader
from services.intake.people.schemas.intake import CODE, ReasonAnswer
from services.intake.people.schemas.plans import PlanHeader
from services.intake.people.schemas.telling import ADAPTATIONS, INTERPRETER, OF_PERSON, display_name


class ContactBody(CommandSchema):
    office_id = fields.UUID(required=True)
    person_id = fields.UUID(allow_none=True, load_default=None)
    channel = fields.Enum(ReceptionChannel, by_value=True, required=True, metadata={"example": "phone"})
    entry_door = fields.Enum(EntryDoor, by_value=True, load_default=EntryDoor.SPONTANEOUS)
    adaptations = fields.List(fields.String(validate=CODE), load_default=[], validate=validate.Length(max=20))
    companion_present = fields.Boolean(load_default=False)


class CertificateBody(CommandSchema):
    """How the person's own request is on record; without one none is issued."""

    evidence = fields.Enum(ConsentEvidence, by_value=True, allow_none=True, load_default=None)


class CertificateAnswer(ma.Schema):
    """`display_name` null: a line to be filled in by hand."""

    certificate_id = fields.UUID(required=True)
    office = fields.String(required=True)
    on = fields.Date(required=True)
    display_name = display_name()
    text = fields.Nested(ReasonAnswer, required=True)


class AdaptationsAnswer(ma.Schema):
    adaptations = fields.List(fields.String(), required=True, metadata=ADAPTATIONS)
    interpreter = fields.String(required=True, allow_none=True, metadata=INTERPRETER)


class ReceptionHeader(ma.Schema):
    reception_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    day = fields.Date(required=True)
    arrived_at = Instant(required=True)
    channel = fields.Enum(ReceptionChannel, by_value=True, required=True)
    entry_door = fields.Enum(EntryDoor, by_value=True, required=True)
    professional = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    outcome = fields.Enum(ReceptionOutcome, by_value=True, required=True, allow_none=True)


class PersonPageAnswer(ma.Schema):
    """At a glance, the latest first. A list is null when the credential has no scope to read what is in it."""

    id = fields.UUID(required=True)
    display_name = display_name()
    client_types = fields.List(fields.Enum(ClientType, by_value=True), required=True, metadata=OF_PERSON)
    receptions = fields.List(fields.Nested(ReceptionHeader), required=True, allow_none=True)
    plans = fields.List(fields.Nested(PlanHeader), required=True, allow_none=True)
    assessments = fields.List(fields.Nested(AssessmentHeader), required=True, allow_none=True)
