"""Everything that is wrong with a resource or a bundle of them: by the standard's structure, then by the profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.profiles import against_profiles
from services.referrals.cases.interchange.structure import misshapen

MOST_ENTRIES = 100


def faults_of(resource: Any) -> list[Fault]:
    """Of what does not even have the form, nothing else is asked."""
    return misshapen(resource) or against_profiles(resource)


def faults_of_bundle(bundle: Any) -> list[Fault]:
    """Of the bundle itself, or of each entry with its number."""
    return list(_of_bundle(bundle)) or list(_of_entries(bundle["entry"]))


def _of_bundle(bundle: Any) -> Iterator[Fault]:
    if not isinstance(bundle, dict):
        yield Fault("", "wrong-type")
        return
    if bundle.get("resourceType") != "Bundle":
        yield Fault("/resourceType", "resource-not-taken")
    entries = bundle.get("entry")
    if not isinstance(entries, list) or not entries:
        yield Fault("/entry", "required")
    elif len(entries) > MOST_ENTRIES:
        yield Fault("/entry", "too-many")
    yield from (Fault(f"/{name}", "not-understood") for name in ("implicitRules",) if name in bundle)


def _of_entries(entries: list[Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        here = f"/entry/{number}"
        if not isinstance(entry, dict):
            yield Fault(here, "wrong-type")
            continue
        yield from (fault.below(f"{here}/resource") for fault in faults_of(entry.get("resource")))
        address = entry.get("fullUrl")
        if not isinstance(address, str) or address in seen:
            yield Fault(f"{here}/fullUrl", "required" if address is None else "duplicate-address")
        seen.add(str(address))
