"""Queries about an office that closes: whose transfer is due, and where people go instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.offices import OfficeStatus
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import now
from services.intake.people.applications.belonging import ledger_of
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.contact_details import ContactDetails
from services.intake.people.domain.hand_over import HandOver, grant_to_move, reach
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.views.follow_up_plans import FollowUpPlans, PlanLine

CLOSING = (OfficeStatus.CLOSING, OfficeStatus.CLOSED)


class HandOversApplication(Application):
    def office(self, office_id: UUID) -> Office:
        with self.unit_of_work() as unit:
            return unit.get(Office, office_id)

    def due(
        self, office: Office, limit: int, after: tuple[Any, ...] | None = None, *, consented: bool
    ) -> list[HandOver]:
        """Plan by plan in the order of their opening; nothing while the office goes on. `consented`: of those alone."""
        if office.status not in CLOSING or office.receiving_office_id is None:
            return []
        found: list[HandOver] = []
        with self.unit_of_work() as unit:
            for line in self._plans(unit, office.id, limit, after[0] if after else None):
                due = _hand_over(unit, line, office, office.receiving_office_id)
                if due.grant_id is not None or not consented:
                    found.append(due)
                if len(found) == limit:
                    break
        return found

    def successor(self, office: Office) -> Office | None:
        """Who receives the people of an office that closes, and of the receiving one if that has closed since."""
        seen, found = {office.id}, office
        with self.unit_of_work() as unit:
            while found.receiving_office_id is not None and found.receiving_office_id not in seen:
                found = unit.get(Office, found.receiving_office_id)
                seen.add(found.id)
        return None if found is office else found

    def _plans(self, unit: UnitOfWork, office_id: UUID, limit: int, after: UUID | None) -> Iterator[PlanLine]:
        """Page by page, each with all that is to be said of its persons read at once."""
        while lines := self.lines(unit, office_id, limit, after):
            _fetch(unit, lines)
            yield from lines
            after = lines[-1].plan_id

    def lines(self, unit: UnitOfWork, office_id: UUID, limit: int, after: UUID | None) -> Sequence[PlanLine]:
        return self.view(FollowUpPlans).under_way_at(unit, office_id, limit, after)


def _hand_over(unit: UnitOfWork, line: PlanLine, office: Office, receiving: UUID) -> HandOver:
    moment, records = now(), unit.get(Person, line.person_id).records
    ledgers = [ledger for one in records if (ledger := ledger_of(unit, one))]
    details = [points for one in records if (points := unit.find(ContactDetails, ContactDetails.create_id(one)))]
    reachable, usable = reach(details, moment.astimezone(ZoneInfo(office.zone)).strftime("%H:%M"))
    return HandOver(
        line.plan_id, line.person_id, line.status, line.lead_professional, line.review_due_at,
        grant_to_move(ledgers, receiving, moment), reachable, usable,
    )  # fmt: skip


def _fetch(unit: UnitOfWork, lines: Sequence[PlanLine]) -> None:
    persons = {line.person_id for line in lines}
    unit.fetch((Person, one) for one in persons)
    unit.fetch((ConsentLedger, ConsentLedger.create_id(one)) for one in persons)
    unit.fetch((ContactDetails, ContactDetails.create_id(one)) for one in persons)
