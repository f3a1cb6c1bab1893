"""A notice is erased inside the confidential zone: two approvers, every party's key, the case too, no word outside."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from infra.composition import close_store, open_store
from infra.database import connect
from infra.erasure.application import ErasureApplication
from infra.erasure.erasure import erasure_id
from infra.erasure.hands import hands_of
from scripts.services import definition
from services.commissions.harassment.domain.notice_case import NoticeCase
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.notice_erasure import NoticeErasure
from tests.http import Reply
from tests.integration.confidential.conftest import Zone

Erasing = dict[str, ErasureApplication]


@pytest.fixture
def erasing(zone: Zone) -> Iterator[Erasing]:
    made: Erasing = {}
    for store in ("notices", "commissions"):
        settings = zone.settings([store], "worker")
        made[store] = ErasureApplication(open_store(definition(store), settings), hands_of(settings.stores[store]))
    yield made
    for app in made.values():
        close_store(app.store)


def officer(zone: Zone, account: str, uf: str = "AM") -> str:
    return zone.token("confidential_protection_officer", subject=account, uf=[uf])


def ask(zone: Zone, notice: str, account: str) -> Reply:
    return zone.notices.post(f"/v1/notices/{notice}/erasure", {}, zone.member(account))


def approve(zone: Zone, notice: str, token: str) -> Reply:
    return zone.notices.post(f"/v1/notices/{notice}/erasure/approvals", {}, token)


def test_a_sent_notice_goes_with_its_case(zone: Zone, erasing: Erasing) -> None:
    prefix = uuid4().hex[:6]
    commission = zone.commission(prefix)
    notice = zone.notice(f"{prefix}-at", f"{prefix}-n", f"{prefix}-o")
    zone.route(f"{prefix}-at", notice, commission)
    case = zone.cases(f"{prefix}jo")[0]["case_id"]
    assert ask(zone, notice.id, f"{prefix}-at").status == 201
    assert approve(zone, notice.id, officer(zone, "olga")).body["authorised"] is False
    assert approve(zone, notice.id, officer(zone, "otto")).body["authorised"] is True
    zone.carry()
    for store, subject in (("notices", notice.id), ("commissions", case)):
        found = erasure_id(store, UUID(subject))
        erasing[store].perform(found)
        assert erasing[store].check(found) == {}
    zone.carry()
    with erasing["notices"].store.begin() as unit:
        assert unit.get(Notice, UUID(notice.id)).status == "content_erased"
        assert unit.get(NoticeErasure, NoticeErasure.create_id(UUID(notice.id))).erased.keys() == {"commissions"}
    purged = erasing["notices"].state(UUID(notice.id)).purged
    assert (purged["published"], purged["read-model:notices_of_reader"]) == (1, 1)
    assert len(erasing["notices"].state(UUID(notice.id)).destroyed) == 2
    assert len(erasing["commissions"].state(UUID(case)).destroyed) == 1
    reader = zone.member(f"{prefix}-at")
    assert zone.notices.get(f"/v1/notices/{notice.id}", reader).status == 410
    assert zone.notices.get(f"/v1/notices/{notice.id}", zone.member("somebody")).status == 404
    assert zone.cases(f"{prefix}jo") == []
    assert zone.commissions.get(f"/v1/cases/{case}", zone.member(f"{prefix}jo")).status == 410
    with erasing["commissions"].store.begin() as unit:
        assert unit.get(NoticeCase, UUID(case)).status == "closed"


def test_what_is_told_about_it_is_on_no_open_channel(zone: Zone) -> None:
    prefix = uuid4().hex[:6]
    commission = zone.commission(prefix)
    zone.route(f"{prefix}-at", zone.notice(f"{prefix}-at", f"{prefix}-n", f"{prefix}-o"), commission)
    for store in ("notices", "commissions"):
        with connect(zone.settings([store], "job").stores[store].database("app")) as connection:
            channels = connection.execute("SELECT DISTINCT channel FROM published").fetchall()
        assert channels == [("confidential",)]
        assert zone.notices.get("/v1/erasures", zone.token("operator")).status == 404


def test_what_stands_in_the_way(zone: Zone) -> None:
    prefix = uuid4().hex[:6]
    notice = zone.notice(f"{prefix}-at", f"{prefix}-n", f"{prefix}-o").id
    path = f"/v1/notices/{notice}/erasure"
    olga, otto = officer(zone, "olga"), officer(zone, "otto")
    assert approve(zone, notice, olga).status == 404
    assert ask(zone, notice, "somebody").status == ask(zone, str(uuid4()), "somebody").status == 404
    assert ask(zone, notice, f"{prefix}-at").status == 201
    assert approve(zone, notice, officer(zone, "olga", "TO")).status == 404
    assert approve(zone, notice, zone.member(f"{prefix}-at")).status == 403
    own = zone.token("confidential_protection_officer", subject=f"{prefix}-at", uf=["AM"])
    assert approve(zone, notice, own).slug == "notices-requester-cannot-approve"
    assert zone.notices.post(f"{path}/holds", {"ground": "court_order"}, olga).status == 201
    assert approve(zone, notice, olga).slug == "notices-hold-in-force"
    assert zone.notices.post(f"{path}/holds/lifting", {}, olga).status == 201
    assert approve(zone, notice, olga).status == 201
    assert approve(zone, notice, olga).slug == "notices-approved-before"
    assert approve(zone, notice, otto).body["authorised"] is True
    assert approve(zone, notice, otto).slug == "notices-erasure-decided"
    assert zone.notices.post(f"{path}/holds", {"ground": "court_order"}, olga).slug == "notices-erasure-decided"
    assert ask(zone, notice, f"{prefix}-at").status == 410
