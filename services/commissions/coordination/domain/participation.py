"""Who takes part in a meeting: organisations by their kind, never people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.coordination import AuthorityReach
from contracts.vocabulary.network import OrganisationType


@dataclass(frozen=True)
class Participation:
    """One organisation at a meeting."""

    org_id: UUID
    org_type: OrganisationType


@dataclass(frozen=True)
class Authority:
    """An organisation that can remedy a problem, and how far its competence goes."""

    org_id: UUID
    org_type: OrganisationType
    reach: AuthorityReach
