"""The exchange over HTTP: a partner's system reads a Bundle and answers with Tasks; another system asks an office."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.checking import faults_of_bundle
from services.referrals.cases.interchange.examples import TASK, asking
from tests.conftest import Token
from tests.integration.referrals.conftest import Network


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found = (entry["resource"] for entry in bundle["entry"])
    return [resource for resource in found if resource["resourceType"] == kind]


def test_a_partners_system_reads_a_bundle_and_answers_with_tasks(network: Network, token: Token) -> None:
    referral = network.sent(network.offer())
    path = f"/v1/referrals/{referral}"
    read = network.must(network.api.get(f"{path}/fhir", network.partner))
    assert read.headers["Content-Type"] == systems.MEDIA
    assert faults_of_bundle(read.body) == []
    assert network.person not in str(read.body)
    task = {**resources(read.body, "Task")[0], "status": "accepted"}
    assert network.does(referral, "task-updates", read.version, task).body["errors"] == [
        {"pointer": "/businessStatus", "code": "statuses-contradict", "detail": "This value is not accepted."}
    ]
    del task["businessStatus"]
    accepted = network.must(network.does(referral, "task-updates", read.version, task))
    assert accepted.body["status"] == "accepted"
    assert network.does(referral, "task-updates", read.version, task).status == 412
    assert network.does(referral, "task-updates", accepted.version, task).slug == "referrals-already-answered"
    visit = _visit(datetime.now(UTC) + timedelta(days=1))
    agreed = network.must(network.does(referral, "task-updates", accepted.version, visit))
    for_office = network.must(network.api.get(f"{path}/fhir", network.staff))
    assert (for_office.version, len(resources(for_office.body, "Task"))) == (agreed.version, 2)
    assert resources(for_office.body, "ServiceRequest")[0]["subject"]["identifier"]["value"] == network.person
    other = {**task, "focus": {"reference": f"urn:uuid:{uuid4()}"}}
    assert network.does(referral, "task-updates", agreed.version, other).body["errors"][0]["pointer"] == "/focus"
    stranger = token("partner", org=uuid4(), uf=["AM"])
    assert network.api.get(f"{path}/fhir", stranger).status == 404
    assert network.api.post(f"{path}/task-updates", visit, stranger, match=agreed.version).status == 404
    assert network.api.post(f"{path}/task-updates", visit, network.staff, match=agreed.version).status == 404


def test_another_system_asks_an_office_which_has_a_draft_of_it(network: Network, token: Token) -> None:
    sent = asking(network.office)
    for entry in sent["entry"]:
        entry["resource"] = deepcopy(entry["resource"])
    sent["entry"][0]["resource"]["subject"]["identifier"]["value"] = network.person
    asked = network.must(network.api.post("/v1/referral-requests", sent, network.staff), 201)
    draft = network.must(network.api.get(f"/v1/referrals/{asked.id}", network.staff))
    assert [draft.body[name] for name in ("status", "person_id", "need_domain", "urgency")] == [
        "draft", network.person, "food", "week",
    ]  # fmt: skip
    again = network.must(network.api.get(f"/v1/referrals/{asked.id}/fhir", network.staff)).body
    assert network.api.post("/v1/referral-requests", again, network.staff).slug == "referrals-known-here"
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    assert network.api.post("/v1/referral-requests", sent, stranger).status == 404
    sent["entry"][1]["resource"]["intent"] = "wish"
    wrong = network.api.post("/v1/referral-requests", sent, network.staff)
    assert (wrong.status, wrong.body["errors"][0]["pointer"]) == (422, "/entry/1/resource/intent")


def _visit(at: datetime) -> dict[str, Any]:
    patient = {"type": "Patient", "display": "the person of this referral"}
    contact = {"type": systems.concept((systems.GUIDE_CODES, "contact-entity")), "valueReference": {"display": "us"}}
    return {
        **TASK, "meta": {"profile": [systems.PATIENT_TASK]}, "status": "ready", "priority": "routine",
        "code": systems.concept((systems.GUIDE_CODES, "make-contact")), "owner": patient, "description": "Come",
        "input": [contact], "restriction": {"period": {"start": at.isoformat()}},
    }  # fmt: skip
