"""Who calls: the claims of a verified token, as access rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from infra.metadata import Tenant
from infra.sealed import AccessContext

SERVICE = "service:call"


@dataclass(frozen=True)
class Caller:
    """Scopes say which verbs, the other claims say on which territory. Empty territory is none at all.

    `on_behalf_of` is whom another service asks for: only a credential with SERVICE may say so. `credential` is the
    token itself, for what another store is asked in the caller's own name. `person_ref` is the registry reference of
    the person, for those who must not be a party of what they see. `only` is the one record that a guest was let in
    for: somebody without an account, whom no token speaks of.
    """

    subject: str
    role: str
    client_id: str
    scopes: frozenset[str] = frozenset()
    uf: tuple[str, ...] = ()
    ibge: tuple[str, ...] = ()
    offices: tuple[UUID, ...] = ()
    commissions: tuple[UUID, ...] = ()
    org: UUID | None = None
    on_behalf_of: str | None = None
    person_ref: str | None = None
    only: UUID | None = None
    credential: str = field(default="", repr=False, compare=False)

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> Caller:
        """Raises ValueError when a claim is not of the agreed shape."""
        org = claims.get("org")
        return cls(
            subject=_text(claims["sub"]),
            role=_text(claims.get("role", "none")),
            client_id=_text(claims["client_id"]),
            scopes=frozenset(_text(claims.get("scope", "-")).split()),
            uf=_texts(claims, "uf"),
            ibge=_texts(claims, "ibge"),
            offices=tuple(UUID(value) for value in _texts(claims, "office")),
            commissions=tuple(UUID(value) for value in _texts(claims, "commission")),
            org=UUID(_text(org)) if org else None,
            person_ref=_text(claims["person_ref"]) if "person_ref" in claims else None,
        )

    def opening(self, purpose: str, legal_basis: str) -> AccessContext:
        """In what context this caller opens sealed values."""
        return AccessContext(
            self.subject, self.role, purpose, legal_basis, self.institution, on_behalf_of=self.on_behalf_of
        )

    @property
    def institution(self) -> UUID | None:
        """Where the caller works, as far as the token leaves no choice."""
        return self.org or (self.offices[0] if len(self.offices) == 1 else None)

    @property
    def tenant(self) -> Tenant:
        """The territory an event of this caller belongs to, as far as the token leaves no choice."""
        return Tenant(
            uf=self.uf[0] if len(self.uf) == 1 else None,
            municipality_ibge7=self.ibge[0] if len(self.ibge) == 1 else None,
            org_id=self.org,
        )


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 4000:
        msg = "a claim must be a text"
        raise ValueError(msg)
    return value


def _texts(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = claims.get(name, [])
    if not isinstance(values, list):
        msg = "a territory claim must be a list"
        raise ValueError(msg)
    return tuple(_text(value) for value in values)
