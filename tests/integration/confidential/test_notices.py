"""A notice over HTTP on the real database: recorded sealed, read on record, deliberated as long as it is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.composition import open_store
from infra.database import Database, connect
from infra.eventstore.keys import MasterKey, PostgresKeyStore
from infra.rebuild import rebuild
from infra.refusals import Gone, NotFound, Unavailable
from infra.sealed import AccessContext
from infra.world import now
from services.commissions.harassment import app as commissions_app
from services.commissions.harassment.store import STORE as COMMISSIONS
from services.intake.notices.application import composed
from services.intake.notices.store import STORE as NOTICES
from tests.http import Api
from tests.integration.confidential.conftest import Zone, notice_body
from tests.unit.notices.given import ACCOUNT, PLACE, SCOPES

PLACED = {"court_id": str(uuid4()), "degree": "first", "uf": "AM", "zone": "America/Manaus"}
REFUSALS = {404: NotFound, 410: Gone}


class InProcess:
    """The source of content that commissions asks, without a network between."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.token = zone.token("service", subject="urn:travessia:commissions")

    def content(self, notice_id: UUID, commission_id: UUID, reader: str, purpose: str, /) -> Mapping[str, Any]:
        path = f"/v1/notices/{notice_id}/deliberation-content?commission={commission_id}&purpose={purpose}"
        reply = self.zone.notices.get(path, self.token, **{"X-On-Behalf-Of": reader})
        if reply.status in REFUSALS:
            raise REFUSALS[reply.status]
        body: dict[str, Any] = reply.body
        return body


@pytest.fixture
def prefix() -> str:
    return f"p-{uuid4().hex[:8]}-"


def test_the_answer_has_both_clocks(zone: Zone) -> None:
    before = now()
    notice = zone.notice("ana", "n1", "x1")
    look = datetime.fromisoformat(notice.body["urgent_look_due_at"])
    assert before <= look - timedelta(hours=24) <= now()
    header = zone.notices.get(f"/v1/notices/{notice.id}", zone.member("ana"))
    assert header.body["deliberation_due_on"] == notice.body["deliberation_due_on"]
    assert header.version == 1
    assert len(header.body["public_ref"]) == 8


def test_nothing_of_it_is_in_clear_in_any_table(zone: Zone) -> None:
    body = notice_body("n-Zq81", "x-Wv92") | {"statement": "Kx-73 told in confidence", "unit": "Unit-Jb55"}
    body["conduct_types"] = ["MORAL_ORGANIZATIONAL"]
    body["grounds"] = ["refusal_of_adaptation"]
    assert zone.notices.post("/v1/notices", body, zone.member("ana")).status == 201
    with connect(zone.settings(["notices"], "job").stores["notices"].database("migrate")) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        text = "".join(
            str(row) for (name,) in tables for row in connection.execute(f'TABLE "{name}"'.encode()).fetchall()
        )
    # Each with a letter that base64 does not have: a short word stands in long ciphertexts by chance.
    for secret in (
        "n-Zq81",
        "x-Wv92",
        "Kx-73",
        "Unit-Jb55",
        "Fictional Notifier",
        "ORGANIZATIONAL",
        "refusal_of_adaptation",
    ):
        assert secret not in text


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"scopes": []}, 409, "notices-record-not-authorised"),
        ({"options_explained_at": "2199-01-01T00:00:00Z"}, 409, "notices-options-not-explained"),
        ({"noticed": []}, 409, "notices-noticed-person-missing"),
        ({"truthful": True}, 422, "validation"),
        ({"place": {**PLACED, "uf": "SP", "zone": "America/Sao_Paulo"}}, 403, "forbidden"),
        ({"place": {**PLACED, "zone": "America/Bahia"}}, 422, "validation"),
        ({"place": {**PLACED, "zone": "Mars/Olympus"}}, 422, "validation"),
        ({"occurred_at": "2019-01-01T00:00:00Z"}, 409, "notices-ruleset-not-available"),
    ],
)
def test_what_must_not_be_recorded_is_refused(zone: Zone, change: dict[str, Any], status: int, slug: str) -> None:
    reply = zone.notices.post("/v1/notices", notice_body("n1", "x1") | change, zone.member("ana"))
    assert (reply.status, reply.slug) == (status, slug)


def test_readings_are_on_record_for_the_notifier(zone: Zone, prefix: str) -> None:
    notice = zone.notice(f"{prefix}ana", "n1", "x1", notifier_account=f"{prefix}n1")
    path, notifier = f"/v1/notices/{notice.id}", zone.token("notifier", subject=f"{prefix}n1")
    assert zone.notices.get(f"{path}/content", zone.member(f"{prefix}ana")).body["statement"] == "Told in confidence."
    assert zone.notices.get(f"{path}/content?purpose=own_copy", notifier).status == 200
    readings = zone.notices.get(f"{path}/readings?limit=1", notifier)
    assert [reading["reader"] for reading in readings.body["items"]] == [f"{prefix}ana"]
    rest = zone.notices.get(readings.headers["Link"].split(">")[0].lstrip("<"), notifier)
    (own,) = rest.body["items"]
    assert f"{prefix}n1" not in own["reader"]  # the notifier stands in no table by name


def test_the_list_follows_who_attends(zone: Zone, prefix: str) -> None:
    ana, bia = zone.member(f"{prefix}ana"), zone.member(f"{prefix}bia")
    notice = zone.notice(f"{prefix}ana", "n1", "x1")
    path = f"/v1/notices/{notice.id}/attending-member"
    assert zone.notices.post(path, {"account": f"{prefix}bia"}, ana, match=1).status == 200
    assert zone.notices.get("/v1/notices", ana).body["items"] == []
    (item,) = zone.notices.get("/v1/notices", bia).body["items"]
    assert (item["notice_id"], item["version"], item["status"]) == (notice.id, 2, "recorded")


def test_a_case_from_opening_to_withdrawal(zone: Zone, prefix: str) -> None:
    commission, ana = zone.commission(prefix), f"{prefix}ana"
    member = zone.member(ana, commission)
    notice = zone.notice(ana, f"{prefix}n1", f"{prefix}x1")
    assert zone.route(ana, notice, commission).status == 200
    (listed,) = zone.cases(ana)
    assert listed["deliberation_due_on"] == notice.body["deliberation_due_on"]
    api = Api(commissions_app.make(zone.settings(["commissions"], "api"), InProcess(zone)).test_client())
    path = f"/v1/cases/{listed['case_id']}"
    assert api.get(f"{path}/notice", member).body["content"]["statement"] == "Told in confidence."
    assigned = api.post(f"{path}/rapporteur", {"account": f"{prefix}rui"}, member, match=1)
    decisions = {"present": [ana, f"{prefix}rui"], "decisions": ["support_only", "recommend_measures"]}
    assert api.post(f"{path}/deliberations", decisions, member, match=assigned.version).status == 200
    assert api.get(path, member).body["decisions"] == ["recommend_measures", "support_only"]
    readers = zone.notices.get(f"/v1/notices/{notice.id}/readings", member).body["items"]
    assert [(reading["reader"], reading["through"], reading["purpose"]) for reading in readers] == [
        (ana, "notices", "conflict-check"), (ana, "commissions", "deliberation"),
    ]  # fmt: skip
    assert zone.notices.post(f"/v1/notices/{notice.id}/withdrawal", {}, member, match=2).status == 200
    assert api.get(f"{path}/notice", member).status == 410
    zone.carry()
    assert api.get(path, member).body["status"] == "closed"


def test_content_for_deliberation_is_for_commissions_alone(zone: Zone) -> None:
    query = f"?commission={uuid4()}&purpose=deliberation"
    path = f"/v1/notices/{zone.notice('ana', 'n1', 'x1').id}/deliberation-content{query}"
    ana = {"X-On-Behalf-Of": "ana"}
    for store, behalf in (("intake", ana), ("commissions", {}), ("commissions", ana)):
        service = zone.token("service", subject=f"urn:travessia:{store}")
        assert zone.notices.get(path, service, **behalf).status == 404
    assert zone.notices.get(path, zone.member("ana")).status == 403


def test_filing_works_while_the_key_database_is_down_and_opening_does_not(zone: Zone) -> None:
    settings = zone.settings(["notices"], "api")
    store = open_store(NOTICES, settings)
    away = replace(settings.stores["notices"].database("keys"), port=1)
    assert settings.kek_file is not None
    store.vault.keys = PostgresKeyStore(Database(away, 1), MasterKey.from_file(settings.kek_file))
    app, _ = composed(settings.token_key_file)(store)
    explained = now() - timedelta(hours=1)
    scopes = [replace(scope, granted_at=explained + timedelta(minutes=1)) for scope in SCOPES]
    notice = app.record_notice(PLACE, ACCOUNT, explained, scopes, "ana")
    with pytest.raises(Unavailable):
        app.content("ana", notice.id, AccessContext("ana", "commission_member", "attendance", "LB_RES351_AUTH"))


@pytest.mark.parametrize("store", [NOTICES, COMMISSIONS], ids=lambda store: store.name)
def test_read_models_rebuilt_from_the_log_are_the_same(zone: Zone, store: Any) -> None:
    zone.commission(f"r-{uuid4().hex[:8]}-")
    owner = zone.settings([store.name], "job").stores[store.name].database("migrate")
    assert {view.name: rebuild(owner, view).differing for view in store.views} == {v.name: 0 for v in store.views}
