"""Commands and queries of offices beyond their opening: their steps, what they offer, and their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import OfficeChannel, TeamRole
from infra import territories
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from services.intake.people.applications.placing import save_under
from services.intake.people.domain.office import Office
from services.intake.people.domain.office_offer import Hours, Practice
from services.intake.people.domain.office_refusals import ReceivingOfficeDoesNotServe, VisitInAnotherState
from services.intake.people.methodologies import version_of
from services.intake.people.views.follow_up_plans import FollowUpPlans
from services.intake.people.views.office_receptions import OfficeReceptions
from services.intake.people.views.pre_release_cases import PreReleaseCases


class OfficesApplication(Application):
    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """An office is saved under itself."""
        save_under(unit, aggregate)

    def office(self, office_id: UUID) -> Office:
        with self.unit_of_work() as unit:
            return unit.get(Office, office_id)

    def agree(self, office_id: UUID, expected: int) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.agree())

    def install(self, office_id: UUID, expected: int) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.install())

    def suspend(self, office_id: UUID, expected: int) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.suspend())

    def resume(self, office_id: UUID, expected: int) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.resume())

    def begin_closing(self, office_id: UUID, expected: int, receiving_office_id: UUID | None) -> Office:
        """Raises OfficeStatusDiffers, ReceivingOfficeMissing, ReceivingOfficeDoesNotServe."""

        def decide(unit: UnitOfWork, office: Office) -> None:
            receiving = _receiving(unit, receiving_office_id) if receiving_office_id else None
            office.begin_closing(receiving, self._open_records(unit, office_id))

        return self._decide(office_id, expected, decide)

    def close(self, office_id: UUID, expected: int) -> Office:
        """Raises OfficeStatusDiffers, ReceivingOfficeMissing."""
        return self._decide(office_id, expected, lambda unit, office: office.close(self._open_records(unit, office_id)))

    def offer_channel(
        self, office_id: UUID, expected: int, channel: OfficeChannel, hours: Iterable[Hours], accessible: bool
    ) -> Office:
        said = tuple(hours)
        return self._decide(office_id, expected, lambda _, office: office.offer_channel(channel, said, accessible))

    def withdraw_channel(self, office_id: UUID, expected: int, channel: OfficeChannel) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.withdraw_channel(channel))

    def join_team(self, office_id: UUID, expected: int, professional: str, role: TeamRole) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.join_team(professional, role))

    def leave_team(self, office_id: UUID, expected: int, professional: str, role: TeamRole) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.leave_team(professional, role))

    def adopt_methodology(
        self, office_id: UUID, expected: int, methodology: str, version: str, tool_version: str | None
    ) -> Office:
        """Raises MethodologyNotInForce for a version that does not exist."""
        practice = Practice(version_of(methodology, version).id, version, tool_version)
        return self._decide(office_id, expected, lambda _, office: office.adopt_methodology(practice))

    def schedule_mobile_unit(
        self, office_id: UUID, municipality_ibge7: str, begins_at: datetime, ends_at: datetime
    ) -> tuple[Office, UUID]:
        """Raises VisitInAnotherState, VisitEndsBeforeItBegins, OfficeDoesNotServe."""
        with self.changing(Office, office_id) as office:
            if territories.municipality(municipality_ibge7).uf != office.uf:
                raise VisitInAnotherState
            visit_id = office.schedule_mobile_unit(municipality_ibge7, begins_at, ends_at)
        return office, visit_id

    def cancel_mobile_unit(self, office_id: UUID, expected: int, visit_id: UUID) -> Office:
        return self._decide(office_id, expected, lambda _, office: office.cancel_mobile_unit(visit_id))

    def _open_records(self, unit: UnitOfWork, office_id: UUID) -> int:
        """Plans, receptions and cases that somebody has to go on with."""
        plans = self.view(FollowUpPlans).under_way(unit, office_id)
        receptions = self.view(OfficeReceptions).under_way(unit, office_id)
        return plans + receptions + self.view(PreReleaseCases).awaited(unit, office_id)

    def _decide(self, office_id: UUID, expected: int, decision: Callable[[UnitOfWork, Office], Any]) -> Office:
        with self.unit_of_work() as unit:
            office = unit.get(Office, office_id, expected)
            decision(unit, office)
            save_under(unit, office)
        return office


def _receiving(unit: UnitOfWork, office_id: UUID) -> Office:
    """Raises ReceivingOfficeDoesNotServe, for one that does not exist too."""
    try:
        return unit.get(Office, office_id)
    except NotFound:
        raise ReceivingOfficeDoesNotServe from None
