"""What an office's desk asks: how the day stands, and what there is of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.application import Application
from infra.kernel import now
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import called
from services.intake.people.applications.placing import known_person
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.views.assessments import Assessments
from services.intake.people.views.follow_up_plans import FollowUpPlans
from services.intake.people.views.office_receptions import OfficeReceptions, ReceptionLine
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.reception_queue import ReceptionQueue
from services.intake.people.views.subject_requests import SubjectRequests

LATEST = 10


class DeskApplication(Application):
    def person(self, person_id: UUID) -> Person:
        """Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def day(self, office_id: UUID) -> dict[str, Any]:
        """Today at the office's place. Raises NotFound."""
        with self.unit_of_work() as unit:
            office, moment = unit.get(Office, office_id), now()
            today = moment.astimezone(ZoneInfo(office.zone)).date()
            waiting = self.view(ReceptionQueue).by_class(unit, office_id)
            counted = self.view(OfficeReceptions).of_day(unit, office_id, today)
            requests, overdue = self.view(SubjectRequests).counted(unit, office_id)
            due, missed = self.view(FollowUpPlans).reviews(unit, office_id, today)
            return {
                "on": today,
                "waiting": [
                    {
                        "priority_class": c,
                        "waiting": n,
                        "longest_waiting_seconds": max(0, int((moment - since).total_seconds())),
                    }
                    for c, (n, since) in waiting.items()
                ],
                **vars(counted),
                "reviews_due": due,
                "reviews_missed": missed,
                "requests_open": requests,
                "requests_overdue": overdue,
                "pre_release_cases": self.view(PreReleaseCases).awaited(unit, office_id),
                "visits": [v for v in office.visits.values() if _on(v.begins_at, v.ends_at, office.zone, today)],
            }

    def receptions_of(self, person_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[ReceptionLine]:
        with self.unit_of_work() as unit:
            records = unit.get(Person, person_id).records
            return self.view(OfficeReceptions).of_person(unit, records, limit, after[0] if after else None)

    def page(self, person_id: UUID, scopes: frozenset[str], opening: AccessContext) -> dict[str, Any]:
        """One person at a glance: of what these scopes may read, the latest of each kind. Raises SubjectErased."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            name = unit.open(called(unit, person), opening)
            kinds: dict[str, Callable[..., list[Any]]] = {
                "receptions": self.view(OfficeReceptions).of_person,
                "plans": self.view(FollowUpPlans).of_person,
                "assessments": self.view(Assessments).of_person,
            }
            lists = {
                kind: latest(unit, person.records, LATEST, None) if f"{kind}:read" in scopes else None
                for kind, latest in kinds.items()
            }
        shown = None if name is ERASED else name
        return {"id": person.id, "display_name": shown, "client_types": person.client_types, **lists}


def _on(begins_at: Any, ends_at: Any, zone: str, day: Any) -> bool:
    """Whether a visit takes place on a day of the office."""
    first, last = (at.astimezone(ZoneInfo(zone)).date() for at in (begins_at, ends_at))
    return bool(first <= day <= last)
