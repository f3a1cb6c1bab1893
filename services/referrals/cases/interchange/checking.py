"""Everything that is wrong with a resource or a bundle of them: by the standard's structure, then by the profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.profiles import against_profiles
from services.referrals.cases.interchange.structure import UNDERSTOOD_BY_NOBODY, misshapen

MOST_ENTRIES = 100
TYPES = ("collection", "transaction")
OF_BUNDLE = {
    "resourceType", "id", "meta", "language", "identifier", "type", "timestamp", "total", "link", "entry", "signature",
}  # fmt: skip
OF_ENTRY = {"id", "extension", "link", "fullUrl", "resource", "search", "request", "response"}


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
    if bundle.get("type") not in TYPES:
        yield Fault("/type", "unknown-code" if "type" in bundle else "required")
    yield from _unknown(bundle, OF_BUNDLE)


def _unknown(node: Mapping[str, Any], known: set[str]) -> Iterator[Fault]:
    for name in node.keys() - known:
        yield Fault(f"/{name}", "not-understood" if name in UNDERSTOOD_BY_NOBODY else "unknown-member")


def _of_entries(entries: list[Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        here = f"/entry/{number}"
        if not isinstance(entry, dict):
            yield Fault(here, "wrong-type")
            continue
        yield from (fault.below(here) for fault in _unknown(entry, OF_ENTRY))
        yield from (fault.below(f"{here}/resource") for fault in faults_of(entry.get("resource")))
        address = entry.get("fullUrl")
        if not isinstance(address, str) or address in seen:
            yield Fault(f"{here}/fullUrl", "required" if address is None else "duplicate-address")
        seen.add(str(address))
