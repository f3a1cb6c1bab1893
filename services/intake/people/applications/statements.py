"""Follow-up statements: issued because the person wants it, read by who hands it over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import ConsentEvidence, LegalBasis
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import amended
from infra.sealed import ERASED, AccessContext
from services.intake.people import access
from services.intake.people.applications.belonging import called, civil_name, ledger_with
from services.intake.people.applications.papers import remember
from services.intake.people.applications.placing import known_person, leading_office, save_at, today_at
from services.intake.people.applications.plans import plan_of
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.office import Office
from services.intake.people.domain.paper_codes import PaperKind
from services.intake.people.domain.person import Person
from services.intake.people.domain.statement import Statement


@dataclass(frozen=True)
class Document:
    """What is written on a statement. The social name comes first; the civil name is what an authority looks up."""

    statement: Statement
    office: str
    display_name: Any
    civil_name: Any


class StatementsApplication(Application):
    def leading(self, plan_id: UUID) -> UUID:
        """As `PlansApplication.leading`."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id)
            return leading_office(unit, plan.person_id, plan.office_id)

    def issue(
        self, plan_id: UUID, issued_by: str, grant_id: UUID | None = None, evidence: ConsentEvidence | None = None
    ) -> tuple[FollowUpPlan, UUID]:
        """Raises StatementNeedsTheirWill, Gone for a grant that is not active, Forbidden for one of another purpose."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id)
            statement_id = plan.issue_statement(issued_by, today_at(unit, plan.office_id), grant_id, evidence)
            _refuse_without_grant(unit, plan, grant_id)
            relied_on = (grant_id,) if grant_id else ()
            with amended(legal_basis=str(LegalBasis.CONSENT), consent_refs=relied_on):
                save_at(unit, plan.office_id, plan)
            led_by = leading_office(unit, plan.person_id, plan.office_id)
            remember(unit, plan.person_id, PaperKind.FOLLOW_UP_STATEMENT, statement_id, led_by, plan.id)
        return plan, statement_id

    def document(self, plan_id: UUID, statement_id: UUID, access_context: AccessContext) -> Document:
        """A statement to hand over; not any more when the grant that it stands on was taken back. Raises Gone."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id)
            found = plan.statement(statement_id)
            _refuse_without_grant(unit, plan, found.grant_id)
            person = known_person(unit, plan.person_id)
            relied_on = (found.grant_id,) if found.grant_id else ()
            reading = replace(access_context, consent_refs=relied_on)
            names = unit.open_many([called(unit, person), civil_name(unit, person)], reading)
            office = unit.get(Office, plan.office_id).name
        display, civil = (None if name is ERASED else name for name in names)
        return Document(found, office, display, civil)


def _refuse_without_grant(unit: UnitOfWork, plan: FollowUpPlan, grant_id: UUID | None) -> None:
    """Raises Gone, Forbidden, NotFound. A person's own request needs no grant."""
    if grant_id is not None:
        access.may_state(ledger_with(unit, unit.get(Person, plan.person_id), grant_id), grant_id)
