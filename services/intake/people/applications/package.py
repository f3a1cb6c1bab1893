"""Package: what a person is given of the own data, machine-readable, with a digest that says exactly what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785

# Accounts of professionals are not the person's data.
ACCOUNTS = frozenset({"professional", "lead_professional", "opened_by", "issued_by", "approver", "authorised_by"})


@dataclass(frozen=True)
class Package:
    """`records` for access and portability, `sharings` for the information on sharing."""

    person_id: UUID
    records: Sequence[dict[str, Any]] = ()
    sharings: Sequence[dict[str, Any]] = ()

    @property
    def content(self) -> dict[str, Any]:
        return {"person_id": str(self.person_id), "records": [*self.records], "sharings": [*self.sharings]}

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form (RFC 8785) of the content, which anybody can compute again."""
        return hashlib.sha256(rfc8785.dumps(self.content)).hexdigest()
