"""Which records of analytics are about whom: what an erasure has to look for."""

from __future__ import annotations

from infra.erasure.views import RecordsOfSubject
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import handles
from services.analytics.facts.domain.declaration import Declaration
from services.analytics.facts.domain.fact import Fact


class RecordsOfPerson(RecordsOfSubject):
    @handles(Fact.Recorded, Declaration.Recorded)
    def recorded(self, event: Fact.Recorded | Declaration.Recorded, metadata: Metadata) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)
