"""What the toy store is made of: parcels with a sealed note, a contract, and a read model in two versions."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from contracts.contract import Contract
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event
from infra.metadata import Metadata
from infra.publishing import publishes
from infra.sealed import AccessContext
from infra.views import View, handles, stored

OPENING = AccessContext(actor="rosa", role="social_worker", purpose="care", legal_basis="LB_PUBLIC_POLICY")


class Crate(Aggregate, store="kerneltoys"):
    class Sent(InitialEvent):
        sender_id: UUID
        note: Annotated[Sealed | None, Seal(Label.C2, subject="sender_id")]

    class Counted(Event):
        sender_id: UUID
        number: int

    @event(Sent)
    def __init__(self, sender_id: UUID, note: Sealed | None) -> None:
        self.sender_id, self.note = sender_id, note
        self.number = 0

    def count(self, number: int) -> None:
        self.trigger_event(self.Counted, sender_id=self.sender_id, number=number)

    @event(Counted)
    def _counted(self, number: int) -> None:
        self.number = number


class Diary(Aggregate, store="kerneltoys"):
    """Somebody's health, and a title that is less."""

    class Begun(InitialEvent):
        writer_id: UUID
        title: Annotated[Sealed, Seal(Label.C2, subject="writer_id")]
        entry: Annotated[Sealed, Seal(Label.C3, subject="writer_id")]

    @event(Begun)
    def __init__(self, writer_id: UUID, title: Sealed, entry: Sealed) -> None:
        self.writer_id, self.title, self.entry = writer_id, title, entry


class CrateCounted(Contract, type="kerneltoys.crate.counted"):
    number: int


@publishes(Crate.Counted)
def counted_sent(event: Crate.Counted, metadata: Metadata) -> CrateCounted:
    """Fails for a negative number, as a mapping with a bug would."""
    if event.number < 0:
        raise ArithmeticError
    return CrateCounted(number=event.number)


class ParcelsBySender(View):
    name = "parcels_by_sender"
    columns = "id uuid PRIMARY KEY, sender_id uuid NOT NULL, number int NOT NULL, at timestamptz NOT NULL, note jsonb"

    @handles(Crate.Sent)
    def sent(self, event: Crate.Sent, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, 0, %s, %s)",
            event.originator_id,
            event.sender_id,
            metadata.occurred_at,
            stored(event.note),
        )

    @handles(Crate.Counted)
    def counted(self, event: Crate.Counted, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET number = %s WHERE id = %s", event.number, event.originator_id)


class ParcelsBySenderNow(ParcelsBySender):
    """The next version of the same read model."""

    version = 2
    columns = ParcelsBySender.columns + ", seen int NOT NULL DEFAULT 0"

    @handles(Crate.Sent)
    def sent(self, event: Crate.Sent, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, 0, %s, %s, 1)",
            event.originator_id,
            event.sender_id,
            metadata.occurred_at,
            stored(event.note),
        )


class CountsOfParcels(View):
    """A row for each event, so that two writers of one version meet here before they meet in the log."""

    name = "counts_of_parcels"
    columns = "id uuid, version bigint, PRIMARY KEY (id, version)"

    @handles(Crate.Counted)
    def counted(self, event: Crate.Counted, metadata: Metadata) -> Statement:
        return self.statement("INSERT INTO {table} VALUES (%s, %s)", event.originator_id, event.originator_version)


def send(store: EventStore, note: str | None = None, sender_id: UUID | None = None) -> Crate:
    with store.unit_of_work() as unit:
        crate = Crate(sender_id=sender_id or uuid4(), note=Sealed.of(note) if note else None)
        unit.save(crate)
    return crate


def count(store: EventStore, crate_id: UUID, *numbers: int) -> None:
    with store.unit_of_work() as unit:
        crate = unit.get(Crate, crate_id)
        for number in numbers:
            crate.count(number)
        unit.save(crate)


def number(store: EventStore, crate_id: UUID) -> int:
    with store.begin() as unit:
        return unit.get(Crate, crate_id).number


def write(store: EventStore, count: int = 1, writer_id: UUID | None = None) -> list[Diary]:
    """As many diaries, each of its own writer unless one is named."""
    with store.unit_of_work() as unit:
        diaries = [
            Diary(writer_id=writer_id or uuid4(), title=Sealed.of("1"), entry=Sealed.of(f"entry {number}"))
            for number in range(count)
        ]
        unit.save(*diaries)
    return diaries


def entries(store: EventStore, *diaries: UUID, opening: AccessContext = OPENING) -> list[object]:
    """The diaries' entries, opened at once."""
    with store.begin() as unit:
        return unit.open_many([unit.get(Diary, diary).entry for diary in diaries], opening)


def note(store: EventStore, crate_id: UUID) -> object:
    """The crate's note, opened."""
    with store.begin() as unit:
        return unit.open(unit.get(Crate, crate_id).note, OPENING)
