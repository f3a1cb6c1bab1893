"""A partner's site as a location of HSDS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from infra import territories
from infra.kernel import now
from services.referrals.network.directory.codes import part
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.place import Hours

# RFC 5545, from Monday on.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def location(site: PartnerSite) -> dict[str, Any]:
    """What is empty is left out, as the specification has it."""
    premises, made = site.premises, {"id": str(site.id), "location_type": "physical"}
    if premises.position:
        made |= {"latitude": premises.position.latitude, "longitude": premises.position.longitude}  # type: ignore[dict-item]
    parts = {
        "addresses": [_address(site)],
        "accessibility": [
            {"id": part(site.id, f"accessibility/{code}"), "description": code.value} for code in premises.accessibility
        ],
        "schedules": list(_schedules(site)),
        "phones": [{"id": part(site.id, "phone"), "number": premises.phone}] if premises.phone else [],
    }
    return {**made, **{name: rows for name, rows in parts.items() if rows}}


def _address(site: PartnerSite) -> dict[str, Any]:
    found = site.premises.address
    return {
        "id": part(site.id, "address"), "address_1": f"{found.street}, {found.number}", "address_2": found.district,
        "city": territories.municipality(site.municipality_ibge7).name, "state_province": site.uf.value,
        "postal_code": found.postal_code or "", "country": "BR", "address_type": "physical",
    }  # fmt: skip


def _schedules(site: PartnerSite) -> Iterator[dict[str, Any]]:
    """Hours with their distance from UTC: by the clock of the place, which changes with no season any more.

    With seconds, for the times of a data package have them.
    """
    distance = offset(site.zone)
    for hours in site.premises.opening_hours:
        yield {
            "id": part(site.id, f"hours/{hours.weekday}/{hours.begins}"), "freq": "WEEKLY", "interval": 1,
            "byday": _day(hours), "opens_at": f"{hours.begins}:00{distance}", "closes_at": f"{hours.ends}:00{distance}",
        }  # fmt: skip


def _day(hours: Hours) -> str:
    return DAYS[hours.weekday - 1]


def offset(zone: str) -> str:
    """Such as -04:00."""
    return now().astimezone(ZoneInfo(zone)).isoformat()[-6:]


def at(service_id: UUID, site: PartnerSite) -> dict[str, Any]:
    """That a service is offered there, with the place itself, as nesting has it."""
    return {"id": part(service_id, f"at/{site.id}"), "location": location(site)}
