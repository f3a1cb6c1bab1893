"""The port to who knows which office leads a person's case, for somebody whose case has never moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.refusals import Unavailable


@dataclass(frozen=True)
class LeadingOffice:
    office_id: UUID
    uf: UF


class LeadingOffices(Protocol):
    def leading(self, person_id: UUID) -> LeadingOffice:
        """Raises NotFound, Gone, RecordMergedAway, Unavailable."""
        ...


class NobodyKnows:
    """Where no address of intake is configured, such as in a worker."""

    def leading(self, person_id: UUID) -> LeadingOffice:
        raise Unavailable("intake")
