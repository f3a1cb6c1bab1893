"""Base classes of the schemas that requests are read with; whoever sends an unknown member is told so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import marshmallow as ma
from marshmallow import validate

from infra import world
from infra.web.plain import instant

TOLERANCE = timedelta(seconds=60)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
ENVELOPE = ("occurred_at", "local_zone", "legal_basis", "purpose")


class Pattern(validate.Regexp):
    """The whole text matches: Python's `$` would let a line break through, and `\\Z` is unknown to JSON Schema."""

    def __call__(self, value: Any) -> Any:
        if "\n" in value:
            raise ma.ValidationError(self.error)
        return super().__call__(value)


class Instant(ma.fields.AwareDateTime):
    """An instant, written in UTC with `Z`."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else instant(value)


class Moment(ma.fields.AwareDateTime):
    """An instant in a request, in this century or its neighbours: the ends of the calendar exist in no other zone."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> datetime:
        found: datetime = super()._deserialize(value, *arguments, **options)
        if not EARLIEST <= found < LATEST:
            raise ma.ValidationError("out-of-range")
        return found


def _an_iana_name(value: str) -> None:
    if value not in zone_names():
        raise ma.ValidationError("unknown-zone")


@cache
def zone_names() -> frozenset[str]:
    """Every IANA name."""
    return frozenset(available_timezones())


class ZoneName(ma.fields.String):
    """The IANA name of a time zone."""

    def __init__(self, **options: Any) -> None:
        checks = (validate.Length(1, 64), _an_iana_name)
        super().__init__(validate=checks, metadata={"format": "iana-zone", "example": "America/Rio_Branco"}, **options)


class RequestSchema(ma.Schema):
    """Refuses unknown members."""

    class Meta:
        unknown = ma.RAISE


class CommandSchema(RequestSchema):
    """Base of all command bodies: when it happened, where, on what basis and what for, if not the default."""

    occurred_at = ma.fields.AwareDateTime()
    local_zone = ZoneName()
    legal_basis = ma.fields.String(validate=Pattern(r"^LB_[A-Z][A-Z_]{1,40}$"))
    purpose = ma.fields.String(validate=Pattern(r"^[A-Za-z][A-Za-z0-9_.-]{1,60}$"))

    @ma.validates("occurred_at")
    def _in_living_memory(self, value: datetime, **_: Any) -> None:
        if value < EARLIEST:
            raise ma.ValidationError("too-long-ago")
        if value > world.now() + TOLERANCE:
            raise ma.ValidationError("in-the-future")


class EmptyBody(CommandSchema):
    """A command that says it all by its address."""


class PageSchema(RequestSchema):
    """Base of the filters of a list: how many, and from where on."""

    limit = ma.fields.Integer(load_default=50, validate=validate.Range(1, 200))
    cursor = ma.fields.String(validate=validate.Length(1, 2000))


class WrongMemberSchema(ma.Schema):
    """One wrong member of a request."""

    pointer = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    detail = ma.fields.String(required=True)


class ProblemSchema(ma.Schema):
    """A problem document (RFC 9457)."""

    type = ma.fields.URL(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True)
    instance = ma.fields.String(required=True)
    trace_id = ma.fields.String(required=True)
    errors = ma.fields.List(ma.fields.Nested(WrongMemberSchema))
    successor = ma.fields.UUID(metadata={"description": "The record that stands for this one now"})
