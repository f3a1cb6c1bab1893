"""Personal fields from intake over HTTP, which checks the consent at that moment and writes who read what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import DataClass
from infra.refusals import Unavailable
from infra.web.client import Harmless, StoreClient


class IntakeFields:
    def __init__(self, intake: StoreClient) -> None:
        self.intake = intake

    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass], reader: str
    ) -> Mapping[str, Any]:
        """Raises Gone, Forbidden, NotFound, Unavailable."""
        query: dict[str, Harmless] = {"grant": grant_id, "recipient": recipient, "fields": tuple(fields)}
        answer = self.intake.get(
            "/v1/persons/{person}/shared-fields", query, on_behalf_of=reader, person=person_id
        ).body
        given = answer.get("fields") if isinstance(answer, dict) else None
        if not isinstance(given, dict):
            raise Unavailable("intake")
        return {data_class.value: given.get(data_class.value) for data_class in fields}
