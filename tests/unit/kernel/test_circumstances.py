"""Metadata are written by hand for speed, and must be what the general codec writes, byte for byte."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from infra.eventstore.circumstances import happened_at, written
from infra.eventstore.codec import converter, dumps
from infra.metadata import Metadata, Tenant, at_its_time
from tests.unit.kernel.test_codec import INSTANTS

MAYBE = st.none() | st.text()
TENANTS = st.builds(Tenant, country=st.text(), uf=MAYBE, municipality_ibge7=MAYBE, org_id=st.none() | st.uuids())
METADATA = st.builds(
    Metadata, actor=st.text(), role=st.text(), tenant=TENANTS, legal_basis=st.text(),
    consent_refs=st.lists(st.uuids(), max_size=3).map(tuple), ruleset_version=MAYBE, local_zone=st.text(),
    causation_id=MAYBE, correlation_id=MAYBE, origin=st.text(), purpose=MAYBE,
)  # fmt: skip
NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)


@given(metadata=METADATA, at=INSTANTS)
def test_they_are_written_as_the_codec_would(metadata: Metadata, at: datetime) -> None:
    general = dumps(converter.unstructure(replace(metadata, occurred_at=at)))
    assert written(metadata, at) == general
    assert happened_at(general) == at


def test_no_field_is_left_out() -> None:
    assert set(json.loads(written(Metadata(), NOON))) == {field.name for field in fields(Metadata)}


@given(metadata=METADATA, at=INSTANTS)
def test_the_same_at_another_time_is_a_copy(metadata: Metadata, at: datetime) -> None:
    before = replace(metadata)
    assert at_its_time(metadata, at) == replace(metadata, occurred_at=at)
    assert metadata == before
