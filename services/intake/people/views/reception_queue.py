"""Who waits at an office, in which order, and why in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import PriorityClass
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed
from infra.views import Query, View, handles, restored, stored
from services.intake.people.domain.person import Person
from services.intake.people.domain.reception import Reception


@dataclass(frozen=True)
class Waiting:
    """One place of the queue; `name` is the display name, still sealed."""

    reception_id: UUID
    person_id: UUID | None
    priority_class: PriorityClass
    arrived_at: datetime
    name: Sealed | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Where the next page begins."""
        return self.priority_class, self.arrived_at.isoformat(), str(self.reception_id)


class ReceptionQueue(View):
    name = "reception_queue"
    erased_by = ("person_id",)
    columns = """
        reception_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid,
        priority_class text NOT NULL COLLATE "C",
        arrived_at timestamptz NOT NULL"""

    @handles(Reception.Arrived)
    def arrived(self, event: Reception.Arrived, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.office_id,
            event.person_id,
            str(event.priority_class),
            event.timestamp,
        )

    @handles(Reception.PriorityRaised)
    def priority_raised(self, event: Reception.PriorityRaised, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET priority_class = %s WHERE reception_id = %s",
            str(event.priority_class), event.originator_id,
        )  # fmt: skip

    @handles(Reception.Started, Reception.LeftWithoutCare, Reception.VirtualContactReceived)
    def waits_no_more(
        self,
        event: Reception.Started | Reception.LeftWithoutCare | Reception.VirtualContactReceived,
        metadata: Metadata,
    ) -> Statement:
        return self.statement("DELETE FROM {table} WHERE reception_id = %s", event.originator_id)

    def before(self, source: Query, reception: Reception) -> int:
        """How many of the office are called before this reception, which may not be in the queue yet."""
        found = self.rows(
            source,
            "SELECT count(*) FROM {table} WHERE office_id = %s"
            " AND (priority_class, arrived_at, reception_id) < (%s, %s, %s)",
            reception.office_id, str(reception.priority_class), reception.created_on, reception.id,
        )  # fmt: skip
        return int(found[0][0])

    def by_class(self, source: Query, office_id: UUID) -> dict[PriorityClass, tuple[int, datetime]]:
        """How many of each class wait, and since when the first of them does."""
        rows = self.rows(
            source,
            "SELECT priority_class, count(*), min(arrived_at) FROM {table} WHERE office_id = %s"
            " GROUP BY priority_class ORDER BY priority_class",
            office_id,
        )
        return {PriorityClass(name): (count, since) for name, count, since in rows}

    def of_office(
        self, source: Query, office_id: UUID, names: DisplayNames, limit: int, after: tuple[Any, ...] | None
    ) -> list[Waiting]:
        """Who waits behind `after`: class first, then arrival."""
        rows = self.rows(
            source,
            "SELECT q.reception_id, q.person_id, q.priority_class, q.arrived_at, n.name FROM {table} q"
            f" LEFT JOIN LATERAL ({names.called}) n ON true WHERE q.office_id = %s"
            " AND (q.priority_class, q.arrived_at, q.reception_id) > (%s, %s::timestamptz, %s::uuid)"
            " ORDER BY q.priority_class, q.arrived_at, q.reception_id LIMIT %s",
            office_id,
            *(after or ("", "-infinity", UUID(int=0))),
            limit,
        )
        return [Waiting(r, p, PriorityClass(c), at, restored(name)) for r, p, c, at, name in rows]


class DisplayNames(View):
    """How each record's person is called: the social name as soon as there is one, and which record stands for it."""

    name = "display_names"
    version = 2
    erased_by = ("person_id",)
    columns = "person_id uuid PRIMARY KEY, name jsonb, social boolean NOT NULL, merged_into uuid"

    @property
    def ddl(self) -> str:
        return f"{super().ddl}; CREATE INDEX ON {self.table} (merged_into)"

    @property
    def called(self) -> str:
        """SQL: the name of the person `q.person_id`, a social one of any of the records before the record's own."""
        survivor = f"(SELECT coalesce(o.merged_into, o.person_id) FROM {self.table} o WHERE o.person_id = q.person_id)"
        return (
            f"SELECT c.name FROM {self.table} c WHERE c.name IS NOT NULL"
            f" AND (c.person_id = {survivor} OR c.merged_into = {survivor})"
            " ORDER BY c.social DESC, c.social AND c.merged_into IS NULL DESC, c.person_id = q.person_id DESC,"
            " c.merged_into IS NULL DESC, c.person_id LIMIT 1"
        )

    @handles(Person.Registered)
    def registered(self, event: Person.Registered, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, false)", event.originator_id, stored(event.civil_name)
        )

    @handles(Person.Merged)
    def merged(self, event: Person.Merged, metadata: Metadata) -> Statement:
        return self._under(event.originator_id, event.survivor_id)

    @handles(Person.MergeUndone)
    def merge_undone(self, event: Person.MergeUndone, metadata: Metadata) -> Statement:
        return self._under(event.originator_id, None)

    def _under(self, person_id: UUID, survivor_id: UUID | None) -> Statement:
        return self.statement("UPDATE {table} SET merged_into = %s WHERE person_id = %s", survivor_id, person_id)

    @handles(Person.SocialNameDeclared)
    def social_name_declared(self, event: Person.SocialNameDeclared, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET name = %s, social = true WHERE person_id = %s",
            stored(event.social_name),
            event.originator_id,
        )

    @handles(Person.DataCorrected)
    def data_corrected(self, event: Person.DataCorrected, metadata: Metadata) -> list[Statement]:
        if event.civil_name is None or not event.civil_name_shown:
            return []
        change = "UPDATE {table} SET name = %s WHERE person_id = %s"
        return [self.statement(change, stored(event.civil_name), event.originator_id)]
