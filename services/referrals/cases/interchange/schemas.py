"""What the exchange reads and answers: resources of FHIR R4, whose members are the standard's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from infra.web.schemas import CommandSchema
from services.referrals.cases.interchange import examples
from services.referrals.cases.interchange.answers import read_update
from services.referrals.cases.interchange.asking import asked
from services.referrals.cases.interchange.faults import tree
from services.referrals.cases.interchange.sheet import Unreadable


class BundleAnswer(ma.Schema):
    """A Bundle of type `collection`: ServiceRequest, Tasks, and who is to do it."""

    resource_type = fields.String(required=True, data_key="resourceType", attribute="resourceType")
    type = fields.String(required=True)
    entry = fields.List(fields.Dict(), required=True)


class ResourceBody(CommandSchema):
    """A resource as it is: its members are looked at by the standard, not by this schema."""

    class Meta:
        unknown = ma.INCLUDE


class TaskBody(ResourceBody):
    """A Task of profile SDOHCC-TaskForReferralManagement or SDOHCC-TaskForPatient."""

    resource_type = fields.String(required=True, validate=validate.Equal("Task"), data_key="resourceType")
    meta = fields.Dict(required=True, metadata={"example": examples.TASK["meta"]})
    status = fields.String(required=True, metadata={"example": examples.TASK["status"]})
    intent = fields.String(required=True, metadata={"example": examples.TASK["intent"]})
    code = fields.Dict(required=True, metadata={"example": examples.TASK["code"]})
    focus = fields.Dict(metadata={"example": examples.TASK["focus"]})
    subject = fields.Dict(required=True, data_key="for", metadata={"example": examples.TASK["for"]})
    authored_on = fields.String(required=True, data_key="authoredOn", metadata={"example": examples.TASK["authoredOn"]})
    requester = fields.Dict(required=True, metadata={"example": examples.TASK["requester"]})

    @ma.post_load(pass_original=True)
    def _read(self, _: Any, original: Any, **__: Any) -> dict[str, Any]:
        return {"update": _readable(read_update, original)}


class BundleBody(ResourceBody):
    """A ServiceRequest and the Task that asks an office to see to it."""

    resource_type = fields.String(required=True, validate=validate.Equal("Bundle"), data_key="resourceType")
    type = fields.String(required=True, metadata={"example": "collection"})
    entry = fields.List(fields.Dict(), required=True, metadata={"example": examples.BUNDLE["entry"]})

    @ma.post_load(pass_original=True)
    def _read(self, _: Any, original: Any, **__: Any) -> dict[str, Any]:
        return {"asked": _readable(asked, original)}


def _readable(read: Callable[[Any], Any], resource: Any) -> Any:
    try:
        return read(resource)
    except Unreadable as error:
        raise ma.ValidationError(tree(error.faults)) from error
