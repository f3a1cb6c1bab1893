"""X12 and X02 at the office: one that closes hands each person over with a consent of the person, and nobody else.

The office that takes over reads the history and goes on with what is under way; auditors replay both parts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network, Reply, User
from scripts.demo.reference import BAIA_CLARA
from tests.journeys.scene import TOO_EARLY, Scene

INTAKE, TRANSFERS = "/intake/v1", "/referrals/v1/transfers"
REASON = "Journey of an office that closes"


def followed(scene: Scene, person: str) -> str:
    return scene.staff.post(f"{INTAKE}/plans", {"person_id": person}).id


def allowed(scene: Scene, person: str, receiving: Scene) -> str:
    body = {"scope": "TRANSFER_OFFICE", "recipients": [receiving.office]}
    return scene.staff.post(f"{INTAKE}/persons/{person}/consents", body).id


def due(scene: Scene, office: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.staff.get(f"{INTAKE}/offices/{office}/hand-overs").body["items"]
    return items


def waiting(closing: Scene) -> list[str]:
    """Who has not gone yet."""
    return [line["person_id"] for line in due(closing, closing.office)]


def transferred(closing: Scene, receiving: Scene, line: dict[str, Any]) -> str:
    """One person of the list, by a transfer of her own."""
    body = {
        "person_id": line["person_id"], "from_office_id": closing.office, "to_office_id": receiving.office,
        "to_uf": "BA", "reason": "office_closes", "grant_id": line["grant_id"],
    }  # fmt: skip
    asked: Reply = closing.network.eventually(
        lambda: closing.staff.post(TRANSFERS, body, any_status=True),
        lambda answer: answer.status == 201 or slug(answer) != TOO_EARLY,
    )
    transfer = f"{TRANSFERS}/{asked.id}"
    receiving.staff.post(f"{transfer}/acceptance", {}, 1)
    closing.staff.post(f"{transfer}/package", {"keep": []}, 2)
    receiving.staff.post(f"{transfer}/completion", {}, 3)
    closing.network.eventually(lambda: waiting(closing), lambda people: line["person_id"] not in people)
    return transfer


def test_each_goes_with_a_consent_and_who_stays_is_told_where_to_go(network: Network) -> None:
    am, ba = Scene.opened(network), Scene.opened(network, BAIA_CLARA)
    goes, stays = am.person(social_name="Raimunda"), am.person(social_name="Dandara")
    received = am.received(goes)
    plans = {person: followed(am, person) for person in (goes, stays)}
    phone = {"kind": "phone", "value": "+55 92 0000-0000", "safe_to_contact": True}
    am.staff.post(f"{INTAKE}/persons/{goes}/contact-points", phone)
    own = {"scope": "TRANSFER_OFFICE", "recipients": [am.office]}
    refused = am.staff.post(f"{INTAKE}/persons/{goes}/consents", own, expect=409)
    assert slug(refused) == "intake-transfer-to-own-office"

    office = f"{INTAKE}/offices/{am.office}"
    closing = {"receiving_office_id": ba.office}
    am.coordinator.post(f"{office}/closing", closing, am.coordinator.get(office).version)
    assert [line["grant_id"] for line in due(am, am.office)] == [None, None]
    assert due(ba, am.office) == []
    grant = allowed(am, goes, ba)
    (line,) = due(ba, am.office)
    assert (line["person_id"], line["grant_id"], line["reachable"]) == (goes, grant, True)
    before = am.staff.get(f"{INTAKE}/plans/{plans[goes]}").body["review_due_at"]
    transferred(am, ba, line)

    assert waiting(am) == [stays]
    assert due(ba, am.office) == []
    _goes_on(am, ba, goes, plans[goes], before)
    assert ba.staff.get(f"{INTAKE}/receptions/{received}").body["office_id"] == am.office
    assert am.staff.get(f"{INTAKE}/receptions/{received}", expect=404).status == 404
    _arrives_late(am, goes)
    assert ba.staff.get(f"{INTAKE}/persons/{goes}").status == 200

    am.coordinator.post(f"{office}/closure", {}, am.coordinator.get(office).version)
    entry = ba.staff.get(f"{office}/entry").body
    assert (entry["status"], entry["channels"], entry["successor"]["id"]) == ("closed", [], ba.office)
    _replayed(network.user(f"Noemi {uuid4()}", "auditor", uf=["AM"]), goes)


def _goes_on(am: Scene, ba: Scene, person: str, plan: str, due_before: str) -> None:
    """The plan is at the new office, without a lead, due when it was; at the old one it does not exist."""
    shown = ba.staff.get(f"{INTAKE}/plans/{plan}").body
    assert (shown["office_id"], shown["lead_professional"], shown["review_due_at"]) == (ba.office, None, due_before)
    assert am.staff.get(f"{INTAKE}/plans/{plan}", expect=404).status == 404
    for scene, found in ((am, []), (ba, [person])):
        search = {"office_id": scene.office, "name": "Raimunda"}
        items = scene.staff.post(f"{INTAKE}/person-searches", search).body["items"]
        assert [one["id"] for one in items] == found
    arrived = ba.staff.get(f"{INTAKE}/persons/{person}/arrival").body
    assert (arrived["from_office_id"], [one["plan_id"] for one in arrived["plans"]]) == (am.office, [plan])
    version = ba.staff.get(f"{INTAKE}/plans/{plan}").version
    led = ba.staff.post(f"{INTAKE}/plans/{plan}/lead", {}, version)
    ba.staff.post(f"{INTAKE}/plans/{plan}/reviews", {}, led.version)
    assert ba.staff.get(f"{INTAKE}/plans/{plan}").body["lead_professional"] is not None


def _arrives_late(am: Scene, person: str) -> None:
    """What a device of the old office brings in afterwards waits with a code, and moves nothing."""
    shown = datetime.now(UTC) + am.network.shift
    opening = {"office_id": am.office, "device_id": str(uuid4()), "first_seq": 1, "device_time": shown.isoformat()}
    batch = am.staff.post(f"{INTAKE}/offline-batches", opening).id
    at = (shown - timedelta(hours=1)).isoformat()
    entry = {
        "seq": 1, "kind": "arrival", "content": {}, "about_id": person, "device_occurred_at": at,
        "device_recorded_at": at,
    }  # fmt: skip
    am.staff.post(f"{INTAKE}/offline-batches/{batch}/entries", entry)
    (kept,) = am.staff.get(f"{INTAKE}/offline-batches/{batch}").body["quarantined"]
    assert kept["code"] == "intake.case-led-elsewhere"


def _replayed(auditor: User, person: str) -> None:
    """The whole stream, before the move and after it, for the auditors of the state in which it began."""
    session = auditor.post(f"{INTAKE}/history-sessions", {"case_id": person, "reason": REASON}).id
    told = auditor.get(f"{INTAKE}/histories/{person}?session={session}").body["state"]
    assert told["custody_number"] == 1
