"""What the resources of directories read and answer: entries in the form of HSDS 3.1, whose members are its own."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Directory
from infra.web.schemas import CommandSchema, PageSchema
from services.referrals.network.directory.checking import faults, told

EXAMPLE = {
    "id": "5d4a8f0e-6d3b-4c57-9d0c-1f8f4f1f2a10", "name": "Casa Aberta", "description": "Acolhe quem sai da prisão",
    "services": [{"id": "0b9f5a54-5e2e-4d6e-8a65-8d1d8c5b7c11", "name": "Albergue", "status": "active"}],
}  # fmt: skip


class OrganizationEntry(fields.Dict):
    """An organization with all that is nested in it; whatever is wrong with it is said with its place."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        found: dict[str, Any] = super()._deserialize(value, *arguments, **options)  # type: ignore[no-untyped-call]
        if wrong := faults(found):
            raise ma.ValidationError(dict(told(wrong)))
        return found


class EntryDetails(CommandSchema):
    """All of it: what is left out stands there no more."""

    organization = OrganizationEntry(required=True, metadata={"example": EXAMPLE})


class EntryBody(EntryDetails):
    """`uf`: the state whose directory it is; none for one of the whole country."""

    directory = fields.Enum(Directory, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, allow_none=True, load_default=None)


class EntryAnswer(ma.Schema):
    id = fields.UUID(required=True)
    directory = fields.Enum(Directory, by_value=True, required=True)
    organization_id = fields.UUID(required=True)
    uf = fields.Enum(UF, by_value=True, required=True, allow_none=True)
    stands = fields.Boolean(required=True)
    organization = fields.Dict(required=True)


class EntryFilters(PageSchema):
    directory = fields.Enum(Directory, by_value=True)
    uf = fields.Enum(UF, by_value=True)


class ListedEntryAnswer(ma.Schema):
    """`digest`: SHA-256 of the contents as an import sends them."""

    entry_id = fields.UUID(required=True)
    directory = fields.String(required=True)
    organization_id = fields.UUID(required=True)
    uf = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    stands = fields.Boolean(required=True)
    digest = fields.String(required=True)


class DirectoryFilters(PageSchema):
    """`history`: with what became of our own records, as `metadata`."""

    uf = fields.Enum(UF, by_value=True)
    history = fields.Boolean(load_default=False)


class DirectoryLineAnswer(ma.Schema):
    """`origin`: `travessia`, or the directory that it was imported from."""

    origin = fields.String(required=True)
    organization = fields.Dict(required=True)
