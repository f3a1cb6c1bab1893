"""What coordination's API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.coordination import (
    AuthorityReach,
    CommitmentRole,
    CompetenceDomain,
    DisplayCalendar,
    MeetingFormat,
    MeetingLevel,
    MeetingTopic,
    ReporterKind,
)
from contracts.vocabulary.network import UF, OrganisationType
from infra.web.schemas import CommandSchema, Moment, PageSchema, Pattern, ZoneName

TEXT = validate.Length(1, 2000)
CODE = Pattern(r"^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$")
COUNTRY = Pattern(r"^[A-Z]{2}$")


class MeetingBody(CommandSchema):
    level = fields.Enum(MeetingLevel, by_value=True, required=True)
    country = fields.String(load_default="BR", validate=COUNTRY)
    uf = fields.Enum(UF, by_value=True)
    hosts = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 20))
    organisers = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 20))
    format = fields.Enum(MeetingFormat, by_value=True, load_default=MeetingFormat.WORKING_MEETING)
    topics = fields.List(fields.Enum(MeetingTopic, by_value=True), load_default=list, validate=validate.Length(0, 9))
    strategy_code = fields.String(validate=CODE)
    plan_activity_code = fields.String(validate=CODE)
    planned_for = Moment(required=True)
    zone = ZoneName(required=True)
    display_calendar = fields.Enum(DisplayCalendar, by_value=True, load_default=DisplayCalendar.GREGORIAN)


class ParticipationBody(ma.Schema):
    org_id = fields.UUID(required=True)
    org_type = fields.Enum(OrganisationType, by_value=True, required=True)


class HoldingBody(CommandSchema):
    participants = fields.List(fields.Nested(ParticipationBody), required=True, validate=validate.Length(1, 500))
    held_at = Moment()


class ConclusionBody(CommandSchema):
    text = fields.String(required=True, validate=TEXT)


class EscalationBody(CommandSchema):
    to_level = fields.Enum(MeetingLevel, by_value=True, required=True)
    to_meeting = fields.UUID()


class MeetingFilters(PageSchema):
    level = fields.Enum(MeetingLevel, by_value=True)
    uf = fields.Enum(UF, by_value=True)
    status = fields.String(validate=validate.OneOf(["planned", "held"]))


class MeetingLineAnswer(ma.Schema):
    meeting_id = fields.UUID(required=True)
    level = fields.String(required=True)
    country = fields.String(required=True)
    uf = fields.String(allow_none=True)
    plan_activity_code = fields.String(allow_none=True)
    status = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    zone = fields.String(required=True)
    local_date = fields.Date(required=True)
    display_calendar = fields.String(required=True)
    display_date = fields.String(required=True)
    organisations = fields.Integer(required=True)


class ConclusionAnswer(ma.Schema):
    conclusion_id = fields.UUID(required=True)
    text = fields.String(required=True)
    escalated_to = fields.Enum(MeetingLevel, by_value=True, allow_none=True)


class ParticipationAnswer(ma.Schema):
    org_id = fields.UUID(required=True)
    org_type = fields.Enum(OrganisationType, by_value=True, required=True)


class MeetingAnswer(ma.Schema):
    id = fields.UUID(required=True)
    level = fields.Enum(MeetingLevel, by_value=True, required=True)
    country = fields.String(required=True)
    uf = fields.Enum(UF, by_value=True, allow_none=True)
    hosts = fields.List(fields.UUID(), required=True)
    organisers = fields.List(fields.UUID(), required=True)
    format = fields.Enum(MeetingFormat, by_value=True, required=True)
    topics = fields.List(fields.Enum(MeetingTopic, by_value=True), required=True)
    strategy_code = fields.String(allow_none=True)
    plan_activity_code = fields.String(allow_none=True)
    planned_for = fields.AwareDateTime(required=True)
    held_at = fields.AwareDateTime(allow_none=True)
    zone = fields.String(required=True)
    display_calendar = fields.Enum(DisplayCalendar, by_value=True, required=True)
    display_date = fields.String(required=True)
    participants = fields.List(fields.Nested(ParticipationAnswer), required=True)
    conclusions = fields.List(fields.Nested(ConclusionAnswer), required=True)


class ProblemBody(CommandSchema):
    domain = fields.Enum(CompetenceDomain, by_value=True, required=True)
    level = fields.Enum(MeetingLevel, by_value=True, required=True)
    country = fields.String(load_default="BR", validate=COUNTRY)
    uf = fields.Enum(UF, by_value=True)
    reporter_kind = fields.Enum(ReporterKind, by_value=True, required=True)
    text = fields.String(required=True, validate=TEXT)
    meeting_id = fields.UUID()


class AssignmentBody(CommandSchema):
    authority_id = fields.UUID(required=True)
    authority_type = fields.Enum(OrganisationType, by_value=True, required=True)
    reach = fields.Enum(AuthorityReach, by_value=True, required=True)
    due_on = fields.Date()


class AnalysisBody(CommandSchema):
    finding = fields.String(required=True, validate=TEXT)


class ProblemFilters(PageSchema):
    domain = fields.Enum(CompetenceDomain, by_value=True)
    level = fields.Enum(MeetingLevel, by_value=True)
    status = fields.String(validate=validate.OneOf(["reported", "assigned", "analysed"]))


class ProblemAnswer(ma.Schema):
    problem_id = fields.UUID(required=True)
    domain = fields.String(required=True)
    level = fields.String(required=True)
    country = fields.String(required=True)
    uf = fields.String(allow_none=True)
    reporter_kind = fields.String(required=True)
    text = fields.String(required=True)
    meeting_id = fields.UUID(allow_none=True)
    status = fields.String(required=True)
    authority_id = fields.UUID(allow_none=True)
    due_on = fields.Date(allow_none=True)


class GroupBody(CommandSchema):
    objective_code = fields.String(required=True, validate=CODE)
    level = fields.Enum(MeetingLevel, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True)
    meeting_id = fields.UUID()


class CommitmentBody(CommandSchema):
    role = fields.Enum(CommitmentRole, by_value=True, required=True)
    org_id = fields.UUID(required=True)
    text = fields.String(required=True, validate=TEXT)
    zone = ZoneName(required=True)
    due_on = fields.Date()


class ProgressBody(CommandSchema):
    note = fields.String(required=True, validate=TEXT)


class DropBody(CommandSchema):
    reason = fields.String(required=True, validate=TEXT)


class CommitmentLineAnswer(ma.Schema):
    commitment_id = fields.UUID(required=True)
    group_id = fields.UUID(required=True)
    objective_code = fields.String(required=True)
    role = fields.String(required=True)
    org_id = fields.UUID(required=True)
    text = fields.String(required=True)
    due_on = fields.Date(allow_none=True)
    status = fields.String(required=True)
    on_time = fields.Boolean(allow_none=True)
    overdue = fields.Boolean(required=True)


class GroupAnswer(ma.Schema):
    id = fields.UUID(required=True)
    objective_code = fields.String(required=True)
    level = fields.Enum(MeetingLevel, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, allow_none=True)
    meeting_id = fields.UUID(allow_none=True)
    commitments = fields.List(fields.Nested(CommitmentLineAnswer), required=True)


class CommitmentAnswer(ma.Schema):
    id = fields.UUID(required=True)
    group_id = fields.UUID(required=True)
    objective_code = fields.String(required=True)
    role = fields.Enum(CommitmentRole, by_value=True, required=True)
    org_id = fields.UUID(required=True)
    text = fields.String(required=True)
    due_on = fields.Date(allow_none=True)
    status = fields.String(required=True)
