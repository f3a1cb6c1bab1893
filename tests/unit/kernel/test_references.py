"""Which records an event names, found without writing out what plainly names none; a batch in one statement."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from psycopg.adapt import PyFormat, Transformer

from infra.auditing.references import WRITTEN, CaseReferences, references
from infra.eventstore import arrays
from infra.eventstore.codec import business_fields, converter
from infra.metadata import Metadata
from tests.unit.kernel.toys import Everything, Parcel, Size, Stop

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)
OWN, ONE, TWO, FLOW = (UUID(int=n) for n in (1, 2, 3, 4))
COMMON: dict[str, Any] = {"originator_id": OWN, "originator_version": 1, "timestamp": NOON}
MADE = Everything.Made(
    **COMMON, originator_topic=Everything.TOPIC, text="a", number=1, flag=True, ident=ONE, day=NOON.date(), at=NOON,
    amount=Decimal(1), size=Size.SMALL, maybe=None, texts=(), sizes=(Size.SMALL,), stops=(), kinds=frozenset(),
    by_place={},
)  # fmt: skip


def changed(**values: Any) -> Any:
    event = object.__new__(Everything.Made)
    vars(event).update({**vars(MADE), **values})
    return event


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (MADE, {ONE}),
        (changed(maybe=TWO), {ONE, TWO}),
        (changed(ident=OWN), set()),
        (changed(text=str(TWO)), {ONE, TWO}),
        (changed(text=f"see {TWO}"), {ONE}),
        (changed(texts=("x", str(TWO))), {ONE, TWO}),
        (changed(stops=(Stop(str(TWO), date(2025, 4, 17)),)), {ONE, TWO}),
        (changed(by_place={str(TWO): 1}), {ONE, TWO}),
    ],
)
def test_they_are_what_a_search_of_everything_written_finds(event: Any, named: set[UUID]) -> None:
    written = json.dumps(converter.unstructure([getattr(event, n) for n in business_fields(type(event))]), default=str)
    assert set(references(event)) == {UUID(found) for found in WRITTEN.findall(written)} - {OWN} == named


def test_a_sealed_field_names_nobody() -> None:
    sent = Parcel.Sent(**COMMON, originator_topic=Parcel.TOPIC, sender_id=ONE, size=Size.SMALL, note=None)
    assert set(references(sent)) == {ONE}


def test_a_batch_makes_one_statement_with_a_row_for_each_reference() -> None:
    first, second = changed(maybe=TWO), changed(originator_version=2)
    flow = Metadata(correlation_id=FLOW.hex)
    (statement,) = CaseReferences().handle_all([(first, flow), (second, Metadata())])
    assert [column.content for column in statement.parameters] == [
        arrays.uuids([ONE, TWO, FLOW, ONE]).content,
        arrays.uuids([OWN] * 4).content,
        arrays.bigints([1, 1, 1, 2]).content,
        Transformer().get_dumper([True], PyFormat.BINARY).dump([False, False, True, False]),
    ]


def test_one_that_only_tells_who_looked_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Everything.Made, "TRACED", False)
    assert list(CaseReferences().handle_all([(MADE, Metadata()), (MADE, Metadata())])) == []


def test_one_event_is_a_batch_of_one() -> None:
    (alone,) = CaseReferences().handle(MADE, Metadata(correlation_id=ONE.hex))
    assert alone.parameters[0].content == arrays.uuids([ONE]).content
