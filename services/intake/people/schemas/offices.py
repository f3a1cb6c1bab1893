"""What the resources of offices, beyond their opening, read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.offices import OfficeChannel, PriorityClass, TeamRole
from infra.web.places import MunicipalityCode
from infra.web.schemas import CommandSchema, Instant, Moment, Pattern
from services.intake.people.domain.office_offer import Hours
from services.intake.people.schemas.intake import OfficeAnswer

TIME = Pattern(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
ACCOUNT = Pattern(r"^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$")
WEEK = 7 * 3


class ClosingBody(CommandSchema):
    """While somebody is still followed up, received or awaited, the office that takes over is named."""

    receiving_office_id = fields.UUID(allow_none=True, load_default=None)


class HoursBody(ma.Schema):
    """1 is Monday."""

    weekday = fields.Integer(strict=True, required=True, validate=validate.Range(1, 7))
    begins = fields.String(required=True, validate=TIME, metadata={"example": "08:00"})
    ends = fields.String(required=True, validate=TIME, metadata={"example": "17:30"})

    @ma.post_load
    def _made(self, data: dict[str, object], **_: object) -> Hours:
        return Hours(**data)  # type: ignore[arg-type]


class ChannelBody(CommandSchema):
    """No hours: whenever somebody answers. Whether it is accessible has to be said."""

    channel = fields.Enum(OfficeChannel, by_value=True, required=True)
    hours = fields.List(fields.Nested(HoursBody), load_default=[], validate=validate.Length(max=WEEK))
    accessible = fields.Boolean(required=True)


class ChannelRemovalBody(CommandSchema):
    channel = fields.Enum(OfficeChannel, by_value=True, required=True)


class TeamBody(CommandSchema):
    """`professional`: the account."""

    professional = fields.String(required=True, validate=ACCOUNT, metadata={"example": "dev-social-worker"})
    role = fields.Enum(TeamRole, by_value=True, required=True)


class PracticeBody(CommandSchema):
    methodology = fields.String(
        required=True, validate=Pattern(r"^[a-z][a-z0-9-]{1,39}$"), metadata={"example": "singularization"}
    )
    version = fields.String(required=True, validate=Pattern(r"^[0-9]{1,4}$"), metadata={"example": "1"})
    tool_version = fields.String(
        allow_none=True, load_default=None, validate=Pattern(r"^[a-z0-9][a-z0-9.-]{0,39}$"), metadata={"example": "2.1"}
    )


class VisitBody(CommandSchema):
    municipality_ibge7 = MunicipalityCode(required=True)
    begins_at = Moment(required=True, metadata={"example": "2125-04-17T12:00:00Z"})
    ends_at = Moment(required=True, metadata={"example": "2125-04-17T20:00:00Z"})


class ChannelAnswer(ma.Schema):
    channel = fields.Enum(OfficeChannel, by_value=True, required=True)
    hours = fields.List(fields.Nested(HoursBody), required=True)
    accessible = fields.Boolean(required=True)


class TeamAnswer(ma.Schema):
    professional = fields.String(required=True)
    role = fields.Enum(TeamRole, by_value=True, required=True)


class PracticeAnswer(ma.Schema):
    methodology = fields.String(required=True)
    version = fields.String(required=True)
    tool_version = fields.String(required=True, allow_none=True)


class VisitAnswer(ma.Schema):
    visit_id = fields.UUID(required=True)
    municipality_ibge7 = fields.String(required=True)
    begins_at = Instant(required=True)
    ends_at = Instant(required=True)


class WholeOfficeAnswer(OfficeAnswer):
    """`visits`: those that are not over."""

    receiving_office_id = fields.UUID(required=True, allow_none=True)
    channels = fields.List(fields.Nested(ChannelAnswer), required=True)
    team = fields.List(fields.Nested(TeamAnswer), required=True)
    methodologies = fields.List(fields.Nested(PracticeAnswer), required=True)
    visits = fields.List(fields.Nested(VisitAnswer), required=True)


class ClassAnswer(ma.Schema):
    priority_class = fields.Enum(PriorityClass, by_value=True, required=True)
    waiting = fields.Integer(required=True)
    longest_waiting_seconds = fields.Integer(required=True)


class OfficeDayAnswer(ma.Schema):
    """Numbers of one office and one day at its place; no name and no id of anybody."""

    on = fields.Date(required=True)
    waiting = fields.List(fields.Nested(ClassAnswer), required=True)
    arrived = fields.Integer(required=True)
    by_contact = fields.Integer(required=True)
    being_received = fields.Integer(required=True)
    completed = fields.Integer(required=True)
    left_without_care = fields.Integer(required=True)
    reviews_due = fields.Integer(required=True)
    reviews_missed = fields.Integer(required=True)
    requests_open = fields.Integer(required=True)
    requests_overdue = fields.Integer(required=True)
    pre_release_cases = fields.Integer(required=True)
    visits = fields.List(fields.Nested(VisitAnswer), required=True)
