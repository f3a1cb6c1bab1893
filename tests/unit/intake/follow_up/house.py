"""A store `intake` in memory with an office and a person, and short words for what is done with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, GrantedBy
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.following import Following
from infra.eventstore.store import EventStore
from infra.publishing import Publisher
from infra.sealed import AccessContext
from services.intake.people.applications.assessments import AssessmentsApplication
from services.intake.people.applications.consents import ConsentsApplication
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.applications.statements import StatementsApplication
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.grant import Allowed, Given
from services.intake.people.store import STORE

NOON = datetime(2025, 4, 17, 16, 0, tzinfo=UTC)
OPENING = AccessContext("lia", "social_worker", "follow-up", "LB_PUBLIC_POLICY")


@dataclass
class House:
    store: EventStore = field(
        default_factory=lambda: EventStore.in_memory(
            "intake", Publisher("intake", tuple(STORE.published)), Following("intake", STORE.deadlines)
        )
    )

    def __post_init__(self) -> None:
        self.people, self.assessments = IntakeApplication(self.store), AssessmentsApplication(self.store)
        self.consents = ConsentsApplication(self.store)
        self.plans, self.statements = PlansApplication(self.store), StatementsApplication(self.store)
        self.office = self.people.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
        self.person = self.somebody()

    def somebody(self) -> UUID:
        return self.people.register_person(self.office, [ClientType.RELEASED], civil_name="Fictional Person").id

    def plan(self, **values: Any) -> FollowUpPlan:
        return self.plans.open_plan(self.person, "lia", OPENING, **values)

    def goal(self, plan: FollowUpPlan) -> tuple[FollowUpPlan, UUID]:
        """An agreed one."""
        plan, goal_id = self.plans.propose_goal(plan.id, NeedDomain.HOUSING, "A room of my own", None)
        return self.plans.agree(plan.id, plan.version, goal_id), goal_id

    def consent(self, scope: ConsentScope) -> UUID:
        given = Given(ConsentEvidence.SIGNATURE, "pt", read_aloud=False, granted_by=GrantedBy.SELF)
        return self.consents.grant(self.person, Allowed(scope), given)[1]

    def review(self, review_id: UUID) -> Any:
        """The deadline of one review."""
        with self.store.unit_of_work() as unit:
            return unit.get(deadline("intake"), deadline_id("intake", "DL08", review_id))

    def erase_person(self) -> None:
        with self.store.unit_of_work() as unit:
            person = self.people.person(self.person)
            person.erase(uuid4())
            unit.save(person)
