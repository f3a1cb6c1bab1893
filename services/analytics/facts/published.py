"""Facts tells nobody anything but what it has erased: what arrives here was told to everybody by its owner."""

from __future__ import annotations

from typing import Any

from contracts import analytics as out
from infra.erasure.erasure import erasure_of
from infra.metadata import Metadata
from infra.publishing import publishes


@publishes(erasure_of("analytics").ErasureVerified)
def person_erased(event: Any, metadata: Metadata) -> out.PersonErased:
    rows = sum(purged.count for purged in event.places)
    return out.PersonErased(request_id=event.request_id, keys=event.keys, rows=rows)
