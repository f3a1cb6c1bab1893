"""The search for somebody by a name as it was heard, over names that are kept sealed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from infra.application import Application
from infra.sealed import AccessContext
from services.intake.people.applications.identifiers import named
from services.intake.people.views.person_index import PersonIndex


class SearchApplication(Application):
    def search(
        self, office_id: UUID, name: str, opening: AccessContext, birth_date: date | None = None, limit: int = 20
    ) -> list[dict[str, Any]]:
        """Persons of an office whose names sound like `name`, by the name to call; each reading is on record."""
        born = birth_date.isoformat() if birth_date else None
        with self.unit_of_work() as unit:
            found = self.view(PersonIndex).sounding(unit, office_id, name, born, limit)
            return named(unit, found, opening)
