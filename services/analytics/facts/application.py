"""Commands and queries of facts: record each message once, read up to a cut-off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from infra.application import Application
from infra.metadata import amended
from services.analytics.facts.domain.declaration import Attribute, Declaration
from services.analytics.facts.domain.fact import Fact, FactKind
from services.analytics.facts.domain.origin import Origin
from services.analytics.facts.views.facts import Facts, SourceLine


class FactsApplication(Application):
    def record_fact(
        self,
        kind: FactKind,
        origin: Origin,
        occurred_at: datetime,
        subject_id: UUID,
        person_id: UUID | None = None,
        office_id: UUID | None = None,
        uf: str | None = None,
        codes: dict[str, str] | None = None,
    ) -> None:
        """A message that was told before changes nothing."""
        with self.unit_of_work() as unit, amended(occurred_at=occurred_at):
            if not unit.exists(Fact, origin.fact_id):
                unit.save(
                    Fact(
                        kind=kind, origin=origin, subject_id=subject_id, person_id=person_id, office_id=office_id,
                        uf=uf, codes=codes or {},
                    )
                )  # fmt: skip

    def record_declaration(
        self, origin: Origin, occurred_at: datetime, person_id: UUID, attribute: Attribute, code: str
    ) -> None:
        """As `record_fact`."""
        with self.unit_of_work() as unit, amended(occurred_at=occurred_at):
            if not unit.exists(Declaration, origin.fact_id):
                unit.save(Declaration(origin=origin, person_id=person_id, attribute=attribute, code=code))

    def sources(self) -> list[SourceLine]:
        with self.unit_of_work() as unit:
            return self.view(Facts).sources(unit)
