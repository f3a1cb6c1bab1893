"""Who may see what of a release: its tables are protected, so every holder of the scope sees the same."""

from __future__ import annotations

from infra.web.caller import Caller
from services.analytics.releases.domain.release import Version


def late_entries(caller: Caller, version: Version) -> int | None:
    """How many came in is for those who publish and for auditors: it is near to a total that may be hidden."""
    return version.late_entries if {"indicators:write", "audit:replay"} & caller.scopes else None
