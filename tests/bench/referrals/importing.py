"""A directory of others, imported as `travessia directory import` does it, and what checking it alone takes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx
from flask import Flask

from scripts.directories import importing, reading, reports
from scripts.importing.sending import Api as Sender
from services.referrals.network.directory.checking import faults

SERVICES_EACH, UF = 20, "AM"
Figures = list[tuple[str, str]]


def measured(app: Flask, token: str, services: int) -> Figures:
    """Services imported per second, the same file again, and the first as a ratio to checking its entries alone."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "directory.json"
        path.write_text(json.dumps([_organization() for _ in range(services // SERVICES_EACH)]))
        checking = _seconds_to_check(path)
        first = _seconds_to_import(app, token, path, "imported")
        again = _seconds_to_import(app, token, path, "unchanged")
    name = f"HSDS import of {services:,} services of {services // SERVICES_EACH:,} organisations"
    return [
        (f"{name}: services/s; the same file again", f"{services / first:.0f}; {services / again:.0f}"),
        (f"{name}: seconds, and how many times its checking alone", f"{first:.1f}; {first / checking:.1f}"),
    ]


def _seconds_to_check(path: Path) -> float:
    started = time.perf_counter()
    wrong = [fault for entry in reading.opened(path).entries for fault in faults(entry)]
    assert not wrong, wrong[:3]
    return time.perf_counter() - started


def _seconds_to_import(app: Flask, token: str, path: Path, outcome: str) -> float:
    headers = {"Authorization": f"Bearer {token}"}
    with (
        httpx.Client(transport=httpx.WSGITransport(app), base_url="http://referrals", headers=headers) as http,
        reports.writing(path.with_suffix(".csv")) as report,
    ):
        started = time.perf_counter()
        wanted = importing.Wanted("municipal", UF)
        counts = importing.run(Sender(http), reading.opened(path), wanted, report, lambda *_: None)
        seconds = time.perf_counter() - started
    assert counts[outcome] == counts["entries"], counts
    return seconds


def _organization() -> dict[str, Any]:
    """An organization with one place, and services there that have places left."""
    location = _one(
        location_type="physical", latitude=-3.1, longitude=-60.02,
        addresses=[_one(address_1="Rua Inventada, 10", city="Porto Sereno", state_province=UF, postal_code="69000000",
                        country="BR", address_type="physical")],
        schedules=[_one(freq="WEEKLY", byday="MO")],
    )  # fmt: skip
    services = [_service(location) for _ in range(SERVICES_EACH)]
    return _one(name="Casa Inventada", description="Acolhe", locations=[location], services=services)


def _service(location: dict[str, Any]) -> dict[str, Any]:
    unit = _one(name="bed")
    capacity = _one(unit=unit, available=3, maximum=10, updated="2026-03-01T10:00:00.000Z")
    at = _one(location=location)
    return _one(name="Albergue", status="active", minimum_age=18, capacities=[capacity], service_at_locations=[at])


def _one(**members: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), **members}
