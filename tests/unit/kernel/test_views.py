"""A read model follows the events that it names, with statements on its own table."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed, SealedRef
from infra.views import OutdatedProcess, View, Views, handles, restored, stored
from tests.unit.kernel.toys import Parcel, SecretBox, Size


class OpenParcels(View):
    name = "open_parcels"
    version = 3
    columns = "id uuid PRIMARY KEY"

    @handles(Parcel.Sent)
    def sent(self, event: Parcel.Sent, metadata: Metadata) -> Statement:
        return self.statement("INSERT INTO {table} VALUES (%s)", event.size)

    @handles(Parcel.Stopped, Parcel.Weighed)
    def touched(self, event: Any, metadata: Metadata) -> Iterable[Statement]:
        return (self.statement("a"), self.statement("b", metadata.actor))


class Registry:
    """What the database says of its read models."""

    def __init__(self, *rows: tuple[Any, ...]) -> None:
        self.rows = list(rows)

    def query(self, sql: str, parameters: object = ()) -> list[tuple[Any, ...]]:
        return self.rows


def of(event_class: type, **values: Any) -> Any:
    event = event_class.__new__(event_class)
    vars(event).update(values)
    return event


def test_a_handler_answers_for_its_events_only() -> None:
    view, metadata = OpenParcels(generation=2), Metadata(actor="rosa")
    (statement,) = view.handle(of(Parcel.Sent, size=Size.SMALL), metadata)
    assert statement == Statement("INSERT INTO view_open_parcels_v3_g2 VALUES (%s)", (Size.SMALL,))
    assert [s.parameters for s in view.handle(of(Parcel.Weighed), metadata)] == [(), ("rosa",)]
    assert list(view.handle(of(SecretBox.Locked), metadata)) == []


def test_a_subclass_may_handle_an_event_otherwise() -> None:
    class Quiet(OpenParcels):
        @handles(Parcel.Sent)
        def sent(self, event: Parcel.Sent, metadata: Metadata) -> Statement:
            return self.statement("quiet")

    assert [s.sql for s in Quiet().handle(of(Parcel.Sent), Metadata())] == ["quiet"]


def test_the_current_generation_is_learnt() -> None:
    views = Views([OpenParcels()])
    views.refresh(Registry(("open_parcels", 3, 7, 4), ("another", 1, 1, 4)))
    assert (views.all[0].table, views.epoch) == ("view_open_parcels_v3_g7", 4)
    views.refresh(Registry(("open_parcels", 3, 6, 3)))
    assert (views.all[0].generation, views.epoch) == (7, 4), "an answer from before a later switch is too late"


@pytest.mark.parametrize("row", [("open_parcels", 4, 1, 1), ("another", 3, 1, 1), (None, None, None, 1)])
def test_another_version_in_use_stops_the_process(row: tuple[Any, ...]) -> None:
    with pytest.raises(OutdatedProcess, match="open_parcels: this process has version 3"):
        Views([OpenParcels()]).refresh(Registry(row))


def test_a_sealed_value_goes_into_a_view_as_its_place() -> None:
    value = Sealed(ref=SealedRef(UUID(int=1), 2, "note", UUID(int=3), "ab"))
    column = stored(value)
    assert column is not None
    assert restored(column.obj) == value
    assert stored(None) is restored(None) is None
    assert SimpleNamespace(**column.obj).version == 2
