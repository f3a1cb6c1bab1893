"""What happens to one person at a simulated office, from the door to the end of the follow-up: real commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from contracts.vocabulary.care import NeedDomain, NeedSituation, PlanClosureReason, UrgentNeed
from contracts.vocabulary.network import AnsweredBy
from contracts.vocabulary.offices import ReceptionOutcome
from contracts.vocabulary.persons import DeclarationSource
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, GrantedBy
from infra.metadata import Metadata, acting, amended
from infra.sealed import AccessContext
from scripts.simulating.people import Somebody
from scripts.simulating.places import Place
from services.intake.people.applications.assessments import AssessmentsApplication
from services.intake.people.applications.consents import ConsentsApplication
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.grant import Allowed, Given
from services.intake.people.domain.priority import Circumstances

# Shares of our own guess: who lets a plan be made, in whose plan a goal is reached, who stops coming.
ASSESSED, PLANNED, REACHED, LOST, URGENT, COMES_BACK, LATE = 0.6, 0.45, 0.4, 0.25, 0.12, 0.35, 0.1
DISABLED, ALOUD = 0.08, 0.2
LONGEST_VISIT = timedelta(hours=2)
NEEDS = tuple(NeedDomain)[:12]
SITUATIONS = (NeedSituation.CRITICAL, NeedSituation.UNMET, NeedSituation.PARTLY_MET, NeedSituation.MET)
REVIEWS = (28, 56, 84, 170, 255, 340)


@dataclass(frozen=True)
class Desk:
    """The applications that an office works with."""

    intake: IntakeApplication
    consents: ConsentsApplication
    assessments: AssessmentsApplication
    plans: PlansApplication


@dataclass
class Life:
    """One person. `now` goes on with what happens; nothing happens after `until`."""

    desk: Desk
    random: Random
    place: Place
    now: datetime
    until: datetime

    def __post_init__(self) -> None:
        self.professional = self.place.professional(self.random)
        self.opening = AccessContext(self.professional, "social_worker", "follow-up", "LB_PUBLIC_POLICY")

    def live(self, somebody: Somebody) -> None:
        """The whole of it, in the unit of work at hand."""
        with acting(Metadata(actor=self.professional, role="social_worker", local_zone=self.place.zone)):
            person = self._registered(somebody)
            self._received(person)
            if self.random.random() < ASSESSED:
                assessment = self._assessed(person)
                if self.random.random() < PLANNED / ASSESSED:
                    self._followed(person, assessment)
            elif self.random.random() < COMES_BACK:
                self._later(days=self.random.randrange(5, 120))
                if self.now + LONGEST_VISIT < self.until:
                    self._received(person)

    def _registered(self, somebody: Somebody) -> UUID:
        intake = self.desk.intake
        with self._at(minutes=3):
            person = intake.register_person(self.place.office_id, **somebody.registered)
            declared = intake.declare_race_colour(
                person.id, person.version, somebody.race_colour, DeclarationSource.SELF_DECLARED
            )
            intake.declare_gender(person.id, declared.version, somebody.gender)
            given = Given(
                ConsentEvidence.SIGNATURE, "pt", read_aloud=self.random.random() < ALOUD, granted_by=GrantedBy.SELF
            )
            self.desk.consents.grant(person.id, Allowed(ConsentScope.SERVICE_RECORD), given)
        return person.id

    def _received(self, person: UUID) -> None:
        intake = self.desk.intake
        said = Circumstances(disability=self.random.random() < DISABLED)
        with self._at(minutes=self.random.randrange(5, 60)):
            reception = intake.register_arrival(self.place.office_id, said, self.opening, person)
        with self._at(minutes=10):
            reception = intake.start_reception(reception.id, reception.version, self.professional)
            if self.random.random() < URGENT:
                need = self.random.choice(tuple(UrgentNeed))
                reception = intake.identify_urgent_need(reception.id, reception.version, need)
        with self._at(minutes=20):
            intake.complete_reception(reception.id, reception.version, ReceptionOutcome.ORIENTED)

    def _assessed(self, person: UUID) -> UUID:
        assessments = self.desk.assessments
        with self._at(minutes=1):
            assessment = assessments.start(person, "singularization", AnsweredBy.SELF, self.professional)
        with self._at(minutes=40):
            for domain in self.random.sample(NEEDS, self.random.randrange(3, 7)):
                assessment = assessments.assess(
                    assessment.id, assessment.version, domain, situation=self.random.choice(SITUATIONS),
                    person_priority=self.random.randrange(1, 6), professional_priority=None, narrative=None,
                )  # fmt: skip
            assessments.complete(assessment.id, assessment.version)
        return assessment.id

    def _followed(self, person: UUID, assessment: UUID) -> None:
        plans = self.desk.plans
        with self._at(minutes=5):
            plan = plans.open_plan(person, self.professional, self.opening, assessment)
            goals = [*plan.goals][:3]
            for goal in goals:
                plan = plans.agree(plan.id, plan.version, goal)
        began = self.now
        for days in REVIEWS:
            late = self.random.randrange(12) if self.random.random() < LATE else 0
            self.now = began + timedelta(days=days - self.random.randrange(3) + late)
            if self.now >= self.until:
                return
            if self.random.random() < LOST / len(REVIEWS):
                self._ended(plan, PlanClosureReason.LOST_CONTACT)
                return
            plan = self._reviewed(plan, goals)
            if not goals:
                self._ended(plan, PlanClosureReason.GOALS_MET)
                return

    def _reviewed(self, plan: FollowUpPlan, goals: list[UUID]) -> FollowUpPlan:
        """One conversation: what has moved, and what was reached."""
        plans = self.desk.plans
        with self._at(minutes=30):
            if goals:
                plan = plans.progress(plan.id, plan.version, goals[0])
                if self.random.random() < REACHED:
                    plan = plans.achieve(plan.id, plan.version, goals.pop(0))
            return plans.review(plan.id, plan.version)

    def _ended(self, plan: FollowUpPlan, reason: PlanClosureReason) -> None:
        with self._at(minutes=5):
            self.desk.plans.close(plan.id, plan.version, reason)

    def _later(self, days: int) -> None:
        self.now += timedelta(days=days)

    @contextmanager
    def _at(self, minutes: int) -> Iterator[None]:
        """What is decided now happens at the life's own time, which then goes on."""
        with amended(occurred_at=self.now):
            yield
        self.now += timedelta(minutes=minutes)
