"""Who waits at an office, in which order, and why in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary import PriorityClass
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
            f" LEFT JOIN {names.table} n USING (person_id) WHERE q.office_id = %s"
            " AND (q.priority_class, q.arrived_at, q.reception_id) > (%s, %s::timestamptz, %s::uuid)"
            " ORDER BY q.priority_class, q.arrived_at, q.reception_id LIMIT %s",
            office_id,
            *(after or ("", "-infinity", UUID(int=0))),
            limit,
        )
        return [Waiting(r, p, PriorityClass(c), at, restored(name)) for r, p, c, at, name in rows]


class DisplayNames(View):
    """How each person is called: the social name as soon as there is one."""

    name = "display_names"
    erased_by = ("person_id",)
    columns = "person_id uuid PRIMARY KEY, name jsonb"

    @handles(Person.Registered)
    def registered(self, event: Person.Registered, metadata: Metadata) -> Statement:
        return self.statement("INSERT INTO {table} VALUES (%s, %s)", event.originator_id, stored(event.civil_name))

    @handles(Person.SocialNameDeclared)
    def social_name_declared(self, event: Person.SocialNameDeclared, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET name = %s WHERE person_id = %s", stored(event.social_name), event.originator_id
        )

    @handles(Person.DataCorrected)
    def data_corrected(self, event: Person.DataCorrected, metadata: Metadata) -> list[Statement]:
        if event.civil_name is None or not event.civil_name_shown:
            return []
        change = "UPDATE {table} SET name = %s WHERE person_id = %s"
        return [self.statement(change, stored(event.civil_name), event.originator_id)]
