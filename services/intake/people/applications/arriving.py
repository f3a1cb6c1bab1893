"""What came over with a case: read by the team that leads it now, on the consent by which it came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import ConsentScope
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound, now
from infra.sealed import ERASED, AccessContext
from services.intake.people import access
from services.intake.people.applications.belonging import ledger_of, ledger_with
from services.intake.people.applications.placing import known_person
from services.intake.people.domain.belonging import Came
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.goal import Goal
from services.intake.people.domain.grant import Grant
from services.intake.people.domain.person import Person
from services.intake.people.views.follow_up_plans import FollowUpPlans, PlanLine


@dataclass(frozen=True)
class Consent:
    """`goes_on`: what the person allowed stays allowed; the consent to come here has done its work."""

    grant: Grant
    goes_on: bool


@dataclass(frozen=True)
class Arrival:
    """Plans that are under way, with each goal's text in clear, and the consents that stand."""

    came: Came
    plans: list[tuple[PlanLine, list[tuple[Goal, Any]]]]
    consents: list[Consent]


class ArrivingApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def arrival(self, person_id: UUID, opening: AccessContext) -> Arrival:
        """Raises NotFound for a case that never moved; Gone once the consent has ended, Forbidden for another one."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            came = person.came
            if came is None or came.grant_id is None:
                raise NotFound
            ledger = ledger_with(unit, person, came.grant_id)
            access.may_come_over(ledger, came.grant_id, person.office_id, reversal=came.reversal)
            reading = replace(opening, recipient=person.office_id, consent_refs=(came.grant_id,))
            return Arrival(came, self._plans(unit, person, reading), consents_of(unit, person))

    def _plans(
        self, unit: UnitOfWork, person: Person, reading: AccessContext
    ) -> list[tuple[PlanLine, list[tuple[Goal, Any]]]]:
        kept = self.view(FollowUpPlans)
        ids = [plan for one in person.records for plan in kept.under_way_of(unit, one)]
        plans = [unit.get(FollowUpPlan, one) for one in ids]
        sealed = [goal.text for plan in plans for goal in plan.goals.values()]
        texts = iter(unit.open_many(sealed, reading))
        return [(kept.line(unit, p.id), [(g, _clear(next(texts))) for g in p.goals.values()]) for p in plans]


def consents_of(unit: UnitOfWork, person: Person) -> list[Consent]:
    """What the person allows at this moment, under whichever record: a decision about oneself goes where one goes."""
    ledgers = [ledger for one in person.records if (ledger := ledger_of(unit, one))]
    standing = [grant for ledger in ledgers for grant in ledger.grants.values() if grant.holds(now())]
    return [Consent(grant, goes_on=not _used_up(grant, person.office_id)) for grant in standing]


def _used_up(grant: Grant, office_id: UUID) -> bool:
    return grant.scope is ConsentScope.TRANSFER_OFFICE and grant.recipients == (office_id,)


def _clear(value: Any) -> Any:
    return None if value is ERASED else value
