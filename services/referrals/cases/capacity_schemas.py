"""What the map of capacities reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.web.schemas import PageSchema


class CapacityFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True, required=True)
    need_domain = fields.Enum(NeedDomain, by_value=True)


class CapacityAnswer(ma.Schema):
    """Counts of offers and places, and of answers; `open`, `slots`, `free` and `waiting` of those that take people."""

    municipality_ibge7 = fields.String(required=True)
    need_domain = fields.String(required=True)
    offers = fields.Integer(required=True)
    open = fields.Integer(required=True)
    slots = fields.Integer(required=True)
    free = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    declined_for_capacity = fields.Integer(required=True)
