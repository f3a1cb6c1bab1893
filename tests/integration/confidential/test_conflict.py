"""A noticed person who sits in the commission learns nothing (CONF-17, X03, scenario step 25)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import uuid4

import pytest

from contracts.notices import NoticeSentToCommission
from infra.application import repeated
from tests.http import Reply
from tests.integration.confidential.conftest import Zone

PER_REQUEST = ("X-Request-ID", "Date")


def comparable(reply: Reply) -> tuple[int, Mapping[str, object], Mapping[str, str]]:
    """An answer without what differs in every answer: the request's own ids."""
    body = {name: value for name, value in reply.body.items() if name not in ("trace_id", "instance")}
    return reply.status, body, {n: v for n, v in reply.headers.items() if n not in PER_REQUEST}


@pytest.fixture
def names() -> tuple[str, str]:
    """Prefixes of two commissions' accounts, new in each test."""
    return f"c1-{uuid4().hex[:8]}-", f"c2-{uuid4().hex[:8]}-"


def test_the_default_commission_is_not_told_and_another_one_is(zone: Zone, names: tuple[str, str]) -> None:
    c1, c2 = zone.commission(names[0]), zone.commission(names[1])
    x1, listener = f"{names[1]}ju", f"{names[0]}ana"
    before = zone.cases(x1), zone.commissions.get(f"/v1/commissions/{c2}", zone.member(x1, c2)).body
    notice = zone.notice(listener, f"{names[0]}n1", x1)
    refused = zone.route(listener, notice, c2)
    assert (refused.status, refused.slug) == (409, "notices-commission-not-suitable")
    assert zone.route(listener, notice, c1).body["status"] == "sent_to_commission"
    assert [case["commission_id"] for case in zone.cases(f"{names[0]}rui")] == [c1]
    assert (zone.cases(x1), zone.commissions.get(f"/v1/commissions/{c2}", zone.member(x1, c2)).body) == before


def test_a_commission_checks_again_by_its_own_truth(zone: Zone, names: tuple[str, str]) -> None:
    """The roster in notices may be behind: a member appointed meanwhile has a conflict."""
    c1, listener, late = zone.commission(names[0]), f"{names[0]}ana", f"{names[0]}late"
    notice = zone.notice(listener, f"{names[0]}n1", late)
    path = f"/v1/commissions/{c1}"
    version = zone.commissions.get(path, zone.secretary).version
    body = {
        "account": late, "member_ref": f"tj demo {late}", "category": "staff", "basis": "court_rule",
        "gender": "MALE", "since": "2025-01-07",
    }  # fmt: skip
    assert zone.commissions.post(f"{path}/members", body, zone.secretary, match=version).status == 200
    sent = zone.notices.post(f"/v1/notices/{notice.id}/routing", {"commission_id": c1}, zone.member(listener), match=1)
    assert sent.body["status"] == "sent_to_commission"
    for message in zone.published("notices"):
        if message["data"].get("notice_id") != notice.id:
            continue
        module, cases = zone.consumers["commissions"]
        sent_there = NoticeSentToCommission.parse(message["data"])
        repeated(cases.store, partial(module.on_notice_sent_to_commission, cases, sent_there, None))
    zone.carry()
    assert zone.cases(late) == zone.cases(f"{names[0]}rui") == []
    back = zone.notices.get(f"/v1/notices/{notice.id}", zone.member(listener))
    assert (back.body["status"], back.body["commission_id"]) == ("recorded", None)


def test_a_blocked_member_gets_the_answer_of_an_unknown_notice(zone: Zone, names: tuple[str, str]) -> None:
    listener, x1 = f"{names[0]}ana", zone.member(f"{names[0]}ju", str(uuid4()))
    notice = zone.notice(listener, f"{names[0]}n1", f"{names[0]}ju").id

    def answers(notice_id: str) -> list[object]:
        path = f"/v1/notices/{notice_id}"
        found = [zone.notices.get(f"{path}{part}", x1) for part in ("", "/content", "/readings")]
        for match in (1, 7):
            for part, body in (
                ("withdrawal", {}),
                ("routing", {"commission_id": str(uuid4())}),
                ("attending-member", {"account": "somebody"}),
                ("grants/withdrawal", {"scope": "DELIBERATE"}),
            ):
                found.append(zone.notices.post(f"{path}/{part}", body, x1, match=match))
        assert {reply.status for reply in found} == {404}
        return [comparable(reply) for reply in found]

    assert answers(notice) == answers(str(uuid4()))
    assert zone.notices.get("/v1/notices", x1).body["items"] == []


def test_a_blocked_member_gets_the_answer_of_an_unknown_case(zone: Zone, names: tuple[str, str]) -> None:
    c1, listener = zone.commission(names[0]), f"{names[0]}ana"
    zone.route(listener, zone.notice(listener, f"{names[0]}n1", f"{names[1]}x"), c1)
    (case,) = zone.cases(f"{names[0]}rui")
    x1 = zone.member(f"{names[1]}x", c1)

    def answers(case_id: str) -> list[object]:
        path = f"/v1/cases/{case_id}"
        found = [zone.commissions.get(f"{path}{part}", x1) for part in ("", "/notice")]
        for match in (1, 7):
            for part, body in (
                ("rapporteur", {"account": "somebody"}),
                ("need-to-know", {"account": "somebody"}),
                ("conflicts", {"account": "somebody"}),
                ("deliberations", {"present": ["somebody"], "decisions": ["support_only"]}),
                ("closure", {}),
            ):
                found.append(zone.commissions.post(f"{path}/{part}", body, x1, match=match))
        assert {reply.status for reply in found} == {404}
        return [comparable(reply) for reply in found]

    assert answers(case["case_id"]) == answers(str(uuid4()))
