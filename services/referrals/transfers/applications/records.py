"""Which records make up a person's case: those of the person, and of records that were merged into this one."""

from __future__ import annotations

from uuid import UUID

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.cases.views.records_of_subject import RecordsOfPerson


class RecordsOfCase:
    """Read before anything is decided, from rows of the same transaction."""

    def __init__(self, app: Application) -> None:
        self.app = app

    def of(self, unit: UnitOfWork, person_id: UUID) -> list[UUID]:
        """Referrals, groups, links of merged records, and work, of whatever office."""
        people = [person_id, *self.app.view(PersonLinks).merged_into(unit, person_id)]
        return [stream for person in people for stream in self.of_record(unit, person)]

    def of_record(self, unit: UnitOfWork, person_id: UUID) -> list[UUID]:
        """Those of one record, whatever it is part of."""
        return list(self.app.view(RecordsOfPerson).streams(unit, person_id))
