"""A store `intake` in memory with an office, and short words for pre-release work."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import RaceCodeSystem
from contracts.vocabulary.release import ReleaseListSource, ReleaseProgramme
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.following import Following
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.store import EventStore
from infra.publishing import Publisher
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.pre_release import PreReleaseApplication
from services.intake.people.applications.pre_release_lists import PreReleaseListsApplication
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import PreReleaseList
from services.intake.people.store import STORE

BR = ReleaseProgramme.BR


class House:
    def __init__(self) -> None:
        self.store = EventStore.in_memory(
            "intake", Publisher("intake", tuple(STORE.published)), Following("intake", STORE.deadlines)
        )
        self.people = IntakeApplication(self.store)
        self.cases = PreReleaseApplication(self.store)
        self.lists = PreReleaseListsApplication(self.store)
        self.office = self.people.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id

    def case(self, expected: date, **said: Any) -> PreReleaseCase:
        return self.cases.open_case(self.office, BR, name="Fictional", expected_release_on=expected, **said)

    def opened_list(
        self, rows: int, system: RaceCodeSystem | None = None, codes: tuple[str, ...] = ()
    ) -> PreReleaseList:
        return self.lists.open_list(self.office, ReleaseListSource.SEEU_MDC, BR, rows, system, codes)

    def kept(self, rule: str, subject: UUID, key: str = "") -> Any:
        with self.store.unit_of_work() as unit:
            return unit.get(deadline("intake"), deadline_id("intake", rule, subject, key))

    def events(self, stream: UUID) -> list[Any]:
        with self.store.begin() as unit:
            return [to_recorded_event(record).event for record in unit.transaction.stream(stream)]


def row(number: int, **said: Any) -> dict[str, Any]:
    return {
        "row": number, "name": "Fictional", "expected_release_on": date(2025, 9, 1), "missing_documents": [],
        "reference": None, "birth_date": None, "prison_unit": None, "race_code": None, **said,
    }  # fmt: skip
