"""Consents over HTTP, on the real databases: evidence sealed, refusals kept, the end brought by the worker's timer."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from infra.deadlines.running import StoreTimer
from infra.web.host import EXTENSION, Host
from infra.world import now
from tests.conftest import Token
from tests.integration.intake.test_follow_up import Office
from tests.integration.intake.test_follow_up import office as office


@pytest.fixture
def path(office: Office) -> str:
    return f"/v1/persons/{office.person}/consents"


def ring(office: Office) -> None:
    """As the worker does every second."""
    host: Host = office.api.client.application.extensions[EXTENSION]
    timer = StoreTimer("intake")
    timer.open(host.store, host.applications)
    timer.turn(host.applications[0])


def test_a_consent_with_all_that_it_stands_on(office: Office, path: str, token: Token) -> None:
    body = {
        "scope": "CONTACT", "channel": "phone", "evidence": "audio", "language": "tkn", "read_aloud": True,
        "granted_by": "legal_guardian", "guardian_ref": "Guardianship 7/2024", "evidence_ref": "Recording 12",
        "purpose_text": "So that we may call about the appointment",
    }  # fmt: skip
    grant = office.post(path, body, status=201).id
    (shown,) = office.get(path).body["grants"]
    assert (shown["grant_id"], shown["status"], shown["language"]) == (grant, "active", "tkn")
    assert not {"purpose_text", "evidence_ref", "guardian_ref"} & shown.keys()
    evidence = f"{path}/{grant}/evidence"
    assert office.get(evidence).body == {
        "purpose_text": body["purpose_text"], "evidence_ref": "Recording 12", "guardian_ref": "Guardianship 7/2024",
    }  # fmt: skip
    desk = token("receptionist", office=[office.id], uf=["AM"])
    there = token("social_worker", office=[uuid4()], uf=["AM"])
    assert (office.get(evidence, desk).status, office.get(evidence, there).status) == (403, 404)
    assert office.get(f"{path}/{uuid4()}/evidence").status == 404


def test_the_person_reads_her_ledger_and_takes_back_what_she_allowed(office: Office, path: str, token: Token) -> None:
    herself = token("person", subject=f"urn:travessia:person:{office.person}")
    assert office.get(path, herself).body == {"grants": [], "refusals": []}
    grant = office.post(path, {"scope": "SERVICE_RECORD"}, status=201).id
    office.post(f"/v1/persons/{office.person}/consent-refusals", {"scope": "RESEARCH_CONTACT"}, status=201)
    assert office.api.post(f"{path}/{grant}/withdrawal", {}, herself).status == 201
    read = office.get(path, herself).body
    assert [one["status"] for one in read["grants"]] == ["withdrawn"]
    assert [one["scope"] for one in read["refusals"]] == ["RESEARCH_CONTACT"]
    somebody = token("person", subject=f"urn:travessia:person:{uuid4()}")
    assert office.get(path, somebody).status == 404
    assert office.api.post(path, {"scope": "SERVICE_RECORD"}, herself).status == 404


def test_a_consent_under_pressure_is_void(office: Office, path: str) -> None:
    grant = office.post(path, {"scope": "SERVICE_RECORD"}, status=201).id
    office.post(f"{path}/{grant}/invalidation", {}, status=201)
    assert [one["status"] for one in office.get(path).body["grants"]] == ["invalid"]
    assert office.api.post(f"{path}/{grant}/withdrawal", {}, office.staff).slug == "intake-grant-not-active"


def test_refused_before_anything_is_written(office: Office, path: str) -> None:
    wrong = {
        "intake-consent-needs-recipient": {"scope": "CONTACT"},
        "intake-guardian-needs-document": {"scope": "SERVICE_RECORD", "granted_by": "legal_guardian"},
        "intake-consent-over-before-given": {"scope": "SERVICE_RECORD", "valid_until": "2020-01-01T00:00:00Z"},
    }
    for slug, body in wrong.items():
        answer = office.api.post(path, body, office.staff)
        assert (answer.status, answer.slug) == (409, slug)
    assert office.get(path).body["grants"] == []


def test_the_timer_announces_the_end_and_brings_it(office: Office, path: str, token: Token) -> None:
    """Recorded late, so that both moments have come already."""
    partner, given_at, until = str(uuid4()), now() - timedelta(days=40), now() - timedelta(days=1)
    body = {
        "scope": "SHARE_WITH_PARTNER", "recipients": [partner], "data_classes": ["display_name"],
        "valid_until": until.isoformat(), "occurred_at": given_at.isoformat(),
    }  # fmt: skip
    ended = office.post(path, body, status=201).id
    soon = {**body, "valid_until": (now() + timedelta(days=3)).isoformat()}
    ends_soon = office.post(path, soon, status=201).id
    ring(office)
    shown = {one["grant_id"]: (one["status"], one["ends_soon"]) for one in office.get(path).body["grants"]}
    assert shown == {ended: ("expired", False), ends_soon: ("active", True)}
    service = token("service", subject="urn:travessia:referrals")
    for grant, status in ((ended, 410), (ends_soon, 200)):
        shared = f"/v1/persons/{office.person}/shared-fields?grant={grant}&recipient={partner}&fields=display_name"
        assert office.api.get(shared, service, **{"X-On-Behalf-Of": "partner-user-7"}).status == status
