"""What the start page says about each service."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.console.language import mark as _

PURPOSES: Mapping[str, tuple[str, str]] = {
    "intake": (_("Intake"), _("Offices, people, consents and receptions.")),
    "referrals": (_("Referrals"), _("Partners, what they offer, and referrals followed to their end.")),
    "coordination": (_("Coordination"), _("Meetings of several bodies, the problems they find, what they commit to.")),
    "analytics": (_("Analytics"), _("Counted facts, indicators with protected small numbers, replays for auditors.")),
    "notices": (_("Notices"), _("Notices of harassment and discrimination, in strict secrecy.")),
    "commissions": (_("Commissions"), _("The commissions that handle notices, and their cases.")),
}


@dataclass(frozen=True)
class Service:
    """One line of the start page."""

    name: str
    title: str
    purpose: str
    docs: str
    ready: bool


def services(urls: Mapping[str, str], mounted: Collection[str], ready: Mapping[str, bool]) -> list[Service]:
    """In the order of the work; what is mounted beside the console is linked without a host."""
    known = [name for name in PURPOSES if name in urls]
    return [
        Service(name, *PURPOSES[name], docs=_docs(name, urls[name], mounted), ready=ready.get(name, False))
        for name in known
    ]


def _docs(name: str, url: str, mounted: Collection[str]) -> str:
    return f"/{name}/docs" if name in mounted else f"{url.rstrip('/')}/docs"
