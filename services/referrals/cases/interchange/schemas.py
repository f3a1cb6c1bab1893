"""What the exchange reads and answers: resources of FHIR R4, whose members are the standard's own."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields


class BundleAnswer(ma.Schema):
    """A Bundle of type `collection`: ServiceRequest, Tasks, and who is to do it."""

    resource_type = fields.String(required=True, data_key="resourceType", attribute="resourceType")
    type = fields.String(required=True)
    entry = fields.List(fields.Dict(), required=True)
