"""What facts' API answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields


class SourceAnswer(ma.Schema):
    source = fields.String(required=True)
    facts = fields.Integer(required=True)
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class SourcesAnswer(ma.Schema):
    sources = fields.List(fields.Nested(SourceAnswer), required=True)
