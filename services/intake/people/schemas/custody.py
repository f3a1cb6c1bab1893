"""What the resources of custody answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.network import UF


class LeadingOfficeAnswer(ma.Schema):
    office_id = fields.UUID(required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
