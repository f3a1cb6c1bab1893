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
    return (
        f'{{"actor":{_text(m.actor)},"causation_id":{_text(m.causation_id)},"consent_refs":{_refs(m.consent_refs)},'
        f'"correlation_id":{_text(m.correlation_id)},"legal_basis":{_text(m.legal_basis)},'
        f'"local_zone":{_text(m.local_zone)},"occurred_at":"{occurred_at.isoformat()}","origin":{_text(m.origin)},'
        f'"purpose":{_text(m.purpose)},"role":{_text(m.role)},"ruleset_version":{_text(m.ruleset_version)},'
        f'"tenant":{_tenant(m.tenant)}}}'
    ).encode()


def happened_at(metadata: bytes) -> datetime:
    """When the event of these stored circumstances happened."""
    return datetime.fromisoformat(json.loads(metadata)["occurred_at"])


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def _refs(refs: tuple[UUID, ...]) -> str:
    return dumps([str(ref) for ref in refs]).decode() if refs else "[]"


@lru_cache(maxsize=1024)
def _tenant(tenant: Tenant) -> str:
    return dumps(converter.unstructure(tenant)).decode()
