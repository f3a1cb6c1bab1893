"""What the resources of offline batches read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.offices import DiscardReason, OfflineEntryKind, QuarantineReason
from infra.web.schemas import CommandSchema, Instant, Moment, PageSchema

LAST = 2**53 - 1
# A week: more is no clock that runs wrong, but one that was never set.
WRONG_BY = 7 * 86_400


class Sequence(fields.Integer):
    """A number that the device counts up by one for each entry, from 1; a batch without entries ends before it."""

    def __init__(self, least: int = 1, **options: object) -> None:
        super().__init__(strict=True, validate=validate.Range(least, LAST), **options)  # type: ignore[arg-type]


class BatchBody(CommandSchema):
    """`device_time`: what the device's clock says as it sends this; so its error is measured."""

    office_id = fields.UUID(required=True)
    device_id = fields.UUID(required=True)
    first_seq = Sequence(required=True)
    device_time = Moment(required=True)


class SyncBody(CommandSchema):
    last_seq = Sequence(least=0, required=True)
    device_time = Moment(required=True)


class EntryBody(CommandSchema):
    """`content` is the body of the command of this kind. What it is about: an earlier number, or a known record.

    `device_occurred_at` and `device_recorded_at` are by the device's clock; `clock_offset_seconds` is what has to be
    added to it, where the device knows that its clock was set since.
    """

    seq = Sequence(required=True)
    kind = fields.Enum(OfflineEntryKind, by_value=True, required=True)
    device_occurred_at = Moment(required=True)
    device_recorded_at = Moment(required=True)
    clock_offset_seconds = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(-WRONG_BY, WRONG_BY)
    )
    about_seq = Sequence(allow_none=True, load_default=None)
    about_id = fields.UUID(allow_none=True, load_default=None)
    expected = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(0, LAST))
    content = fields.Dict(keys=fields.String(), load_default={})

    @ma.validates_schema(skip_on_field_errors=True)
    def _about_one(self, data: dict[str, object], **_: object) -> None:
        if data["about_seq"] is not None and data["about_id"] is not None:
            raise ma.ValidationError("either-number-or-record", "about_seq")


class DiscardBody(CommandSchema):
    seq = Sequence(required=True)
    reason = fields.Enum(DiscardReason, by_value=True, required=True)


class QuarantinedAnswer(ma.Schema):
    seq = fields.Integer(required=True)
    reason = fields.Enum(QuarantineReason, by_value=True, required=True)
    code = fields.String(required=True, allow_none=True)


class BatchAnswer(ma.Schema):
    """`missing`: numbers under which nothing has arrived."""

    id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    device_id = fields.UUID(required=True)
    status = fields.String(required=True)
    overdue = fields.Boolean(required=True)
    first_seq = fields.Integer(required=True)
    last_seq = fields.Integer(required=True, allow_none=True)
    clock_offset_seconds = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    discarded = fields.Integer(required=True)
    missing = fields.List(fields.Integer(), required=True)
    quarantined = fields.List(fields.Nested(QuarantinedAnswer), required=True)


class BatchesFilters(PageSchema):
    office_id = fields.UUID(required=True)


class BatchLineAnswer(ma.Schema):
    batch_id = fields.UUID(required=True)
    device_id = fields.UUID(required=True)
    opened_at = Instant(required=True)
    first_seq = fields.Integer(required=True)
    overdue = fields.Boolean(required=True)
