"""Lists of the same items are told apart in the API's document when one says something of the whole list."""

from __future__ import annotations

import marshmallow as ma

from infra.web.docs import SchemaNames
from infra.web.documentation import _page_schema
from infra.web.schemas import RequestSchema


class Item(ma.Schema):
    id = ma.fields.UUID()


class AboutAll(ma.Schema):
    status = ma.fields.String()


def test_each_list_has_a_name_of_its_own() -> None:
    names = SchemaNames()
    assert names(_page_schema(Item, RequestSchema)) == "ItemPage"
    assert names(_page_schema(Item, AboutAll)) == "ItemAboutAllPage"
