"""Personal fields from intake over HTTP, which checks the consent at that moment and writes who read what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary import DataClass
from infra.refusals import Unavailable
from infra.web.peer import Peer


class IntakeFields:
    def __init__(self, intake: Peer) -> None:
        self.intake = intake

    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass]
    ) -> Mapping[str, Any]:
        """Raises Gone, Forbidden, NotFound, Unavailable."""
        wanted = [data_class.value for data_class in fields]
        answer = self.intake.get(
            f"/v1/persons/{person_id}/shared-fields",
            {"grant": str(grant_id), "recipient": str(recipient), "fields": ",".join(wanted)},
        )
        given = answer.get("fields")
        if not isinstance(given, dict):
            raise Unavailable("intake")
        return {name: given.get(name) for name in wanted}
