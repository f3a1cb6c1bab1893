"""Commands and queries of facts: record each message once, read up to a cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from infra.application import Application
from infra.erasure.application import ErasureApplication, is_erased
from infra.erasure.order import Order
from infra.kernel import Sealed
from infra.metadata import amended
from services.analytics.facts.domain.declaration import Attribute, Declaration
from services.analytics.facts.domain.fact import Fact, FactKind
from services.analytics.facts.domain.origin import Origin
from services.analytics.facts.views.facts import Facts, SourceLine
from services.analytics.facts.views.records_of_subject import RecordsOfPerson


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
                someone = None if person_id and is_erased(unit, person_id) else person_id
                unit.save(
                    Fact(
                        kind=kind, origin=origin, subject_id=subject_id, person_id=someone, office_id=office_id,
                        uf=uf, codes=codes or {},
                    )
                )  # fmt: skip

    def record_declaration(
        self, origin: Origin, occurred_at: datetime, person_id: UUID, attribute: Attribute, code: str
    ) -> None:
        """As `record_fact`. The code is sealed under the person's key, so that it can go without touching the log."""
        with self.unit_of_work() as unit, amended(occurred_at=occurred_at):
            if not unit.exists(Declaration, origin.fact_id) and not is_erased(unit, person_id):
                declared = Sealed.of(code)
                unit.save(
                    Declaration(origin=origin, person_id=person_id, attribute=attribute, code=None, declared=declared)
                )

    def follow_erasure(self, order: Order) -> None:
        """Whatever this store has of a person: declared codes lose their key, facts stay what they count."""
        with self.unit_of_work() as unit:
            streams = self.view(RecordsOfPerson).streams(unit, order.subject)
            ErasureApplication(self.store).authorise(replace(order, streams=streams))

    def sources(self) -> list[SourceLine]:
        with self.unit_of_work() as unit:
            return self.view(Facts).sources(unit)
