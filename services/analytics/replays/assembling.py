"""One timeline out of the parts that stores know: whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.kernel import DomainError, NotFound
from services.analytics.replays.case_stores import CaseStores, Frame, Part, Place

MOST_FLOWS = 300


class CaseTooWide(DomainError):
    code = "analytics.case-too-wide"
    detail = "Too many records or flows of work name this id: it is an institution or an account, and no case."
    fix = "Replay one record of it."


@dataclass(frozen=True)
class CasePage:
    """Events in the order in which they were recorded; `following` are the places of the next page, if there is one."""

    items: Sequence[dict[str, Any]]
    parts: Sequence[Part]
    following: tuple[Place, ...] | None


def assemble(stores: CaseStores, credential: str, frame: Frame, places: Sequence[Place], limit: int) -> CasePage:
    """Ask every store twice: which flows of work the case ran in, then for the events of the case and of these.

    Where the first page ended in each log, all later pages end too. Raises Unavailable as soon as one store is away,
    NotFound when no store knows anything that this credential may see, CaseTooWide.
    """
    heads = [stores.part(place, credential, frame, (), 1) for place in places]
    if not any(head.streams for head in heads):
        raise NotFound
    flows = sorted({flow for head in heads for flow in head.flows})
    if len(flows) > MOST_FLOWS:
        raise CaseTooWide
    cut = [replace(place, through=head.through) for place, head in zip(places, heads, strict=True)]
    parts = [stores.part(place, credential, frame, flows, limit) for place in cut]
    merged = sorted((item for part in parts for item in part.items), key=_moment)
    kept = [dict(item) for item in merged[:limit]]
    more = len(merged) > limit or any(part.next_after is not None for part in parts)
    return CasePage(kept, parts, tuple(_behind(place, kept) for place in cut) if more else None)


def _moment(item: Any) -> tuple[datetime, str, int]:
    return datetime.fromisoformat(item["recorded_at"]), item["store"], item["position"]


def _behind(place: Place, kept: Sequence[dict[str, Any]]) -> Place:
    """A store gives its events in order of its log, so the last one that was kept says where to go on."""
    mine = [item["position"] for item in kept if item["store"] == place.store]
    return replace(place, after=mine[-1]) if mine else place


def shown(page: CasePage) -> list[tuple[Part, tuple[UUID, ...], tuple[int, ...]]]:
    """Of each store: the records and positions that a page shows."""
    found = []
    for part in page.parts:
        mine = [item for item in page.items if item["store"] == part.store]
        streams = tuple(sorted({UUID(item["stream"]) for item in mine}))
        found.append((part, streams, tuple(item["position"] for item in mine)))
    return found
