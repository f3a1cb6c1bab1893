"""Metadata as JSON text: written for every event, and the same bytes as the general codec gives."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from json.encoder import encode_basestring
from uuid import UUID

from infra.eventstore.codec import converter, dumps
from infra.metadata import Metadata, Tenant


def written(metadata: Metadata, occurred_at: datetime) -> bytes:
    """These circumstances of something that happened then; a test holds it to what `dumps` writes."""
    m = metadata
    before, between, after, end = _frame(
        m.actor, m.consent_refs, m.legal_basis, m.local_zone, m.origin, m.purpose, m.role, m.ruleset_version, m.tenant
    )
    return (
        f"{before}{_text(m.causation_id)}{between}{_text(m.correlation_id)}{after}{occurred_at.isoformat()}{end}"
    ).encode()


@lru_cache(maxsize=1024)
def _frame(
    actor: str, consent_refs: tuple[UUID, ...], legal_basis: str, local_zone: str, origin: str, purpose: str | None,
    role: str, ruleset_version: str | None, tenant: Tenant,
) -> tuple[str, str, str, str]:  # fmt: skip
    """The text around what differs from message to message."""
    return (
        f'{{"actor":{_text(actor)},"causation_id":',
        f',"consent_refs":{dumps([str(ref) for ref in consent_refs]).decode()},"correlation_id":',
        f',"legal_basis":{_text(legal_basis)},"local_zone":{_text(local_zone)},"occurred_at":"',
        (
            f'","origin":{_text(origin)},"purpose":{_text(purpose)},"role":{_text(role)},'
            f'"ruleset_version":{_text(ruleset_version)},"tenant":{dumps(converter.unstructure(tenant)).decode()}}}'
        ),
    )


def happened_at(metadata: bytes) -> datetime:
    """When the event of these stored circumstances happened."""
    return datetime.fromisoformat(json.loads(metadata)["occurred_at"])


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)
