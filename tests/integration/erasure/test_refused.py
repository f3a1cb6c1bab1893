"""What stands in the way of an erasure, each with its own answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from services.referrals.cases.application import CasesApplication
from tests.http import Reply
from tests.integration.erasure.network import Network


@pytest.fixture
def person(net: Network) -> str:
    return net.person(civil_name="Canária Recusada").id


def said(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.slug


def hold(net: Network, person: str, **values: object) -> Reply:
    path = f"/v1/persons/{person}/retention-holds"
    return net.intake.post(path, {"ground": "court_order", **values}, net.officer())


def test_the_same_person_does_not_approve_twice(net: Network, person: str) -> None:
    request = net.checked(person)
    assert net.step(request, "approvals", {}, net.officer("dora")).status == 200
    assert said(net.step(request, "approvals", {}, net.officer("dora"))) == (409, "intake-approved-before")


def test_who_brought_it_in_does_not_approve(net: Network, person: str) -> None:
    request = net.checked(person)
    assert said(net.step(request, "approvals", {}, net.officer("lia"))) == (409, "intake-requester-cannot-approve")


def test_a_hold_in_force_stops_the_check_and_each_approval_and_is_shown(net: Network, person: str) -> None:
    request = net.checked(person)
    assert net.step(request, "approvals", {}, net.officer("dora")).status == 200
    placed = hold(net, person)
    assert placed.status == 201, placed.body
    assert said(net.step(request, "approvals", {}, net.officer("davi"))) == (409, "intake-hold-in-force")
    assert said(net.step(request, "legal-check", {"basis": "purpose_ended"}, net.officer())) == (
        409, "intake-hold-in-force",
    )  # fmt: skip
    shown = net.intake.get(f"/v1/erasure-requests/{request}", net.worker).body["holds"]
    assert [(h["hold_id"], h["ground"]) for h in shown] == [(placed.id, "court_order")]
    path = f"/v1/persons/{person}/retention-holds"
    assert net.intake.post(f"{path}/{placed.id}/lifting", {}, net.officer()).status == 201
    assert said(net.intake.post(f"{path}/{placed.id}/lifting", {}, net.officer()))[0] == 404
    assert net.step(request, "approvals", {}, net.officer("davi")).body["status"] == "authorised"
    assert said(hold(net, person)) == (410, "subject-erased")


def test_a_hold_that_has_run_out_holds_nothing(net: Network, person: str) -> None:
    assert hold(net, person, until=(datetime.now(UTC) - timedelta(minutes=1)).isoformat()).status == 201
    net.checked(person)


def test_nobody_is_erased_while_being_received(net: Network, person: str) -> None:
    body = {"office_id": net.office, "person_id": person}
    assert net.intake.post("/v1/receptions", body, net.worker).status == 201
    request = net.requested(person)
    assert net.step(request, "identity-check", {"method": "document"}, net.worker).status == 200
    net.carry()
    reply = net.step(request, "legal-check", {"basis": "purpose_ended"}, net.officer())
    assert said(reply) == (409, "intake-something-under-way")


def test_an_open_referral_stands_in_the_way_until_it_is_ended(net: Network, person: str) -> None:
    cases = net.nodes["referrals"].app(CasesApplication)
    referral = cases.draft_referral(person_id=UUID(person), office_id=UUID(net.office),
                                    need_domain=NeedDomain.HOUSING, urgency=Urgency.NORMAL)  # fmt: skip
    request = net.requested(person)
    net.step(request, "identity-check", {"method": "document"}, net.worker)
    reply = net.step(request, "legal-check", {"basis": "purpose_ended"}, net.officer())
    assert said(reply) == (409, "intake-answers-missing")
    net.carry()
    reply = net.step(request, "legal-check", {"basis": "purpose_ended"}, net.officer())
    assert said(reply) == (409, "intake-something-under-way")
    cases.discard_referral(referral.id, referral.version)
    assert net.step(request, "inquiry", {}, net.worker).status == 200
    net.carry()
    assert net.step(request, "legal-check", {"basis": "purpose_ended"}, net.officer()).status == 200


def test_the_steps_have_an_order(net: Network, person: str) -> None:
    request = net.requested(person)
    officer = net.officer()
    early = [
        net.step(request, "legal-check", {"basis": "purpose_ended"}, officer),
        net.step(request, "inquiry", {}, net.worker),
    ]
    assert [said(reply) for reply in early] == [(409, "intake-identity-not-checked")] * 2
    assert said(net.step(request, "approvals", {}, officer)) == (409, "intake-not-legally-checked")
    assert net.step(request, "identity-check", {"method": "document"}, net.worker).status == 200
    again = net.step(request, "identity-check", {"method": "document"}, net.worker)
    assert said(again) == (409, "intake-identity-already-checked")


def test_one_request_at_a_time_and_none_after_it_is_over(net: Network, person: str) -> None:
    request = net.requested(person)
    body = {"person_id": person}
    again = net.intake.post("/v1/erasure-requests", body, net.worker)
    assert said(again) == (409, "intake-erasure-already-requested")
    assert net.step(request, "refusal", {"ground": "not_entitled"}, net.officer()).status == 200
    over = net.step(request, "refusal", {"ground": "not_entitled"}, net.officer())
    assert said(over) == (409, "intake-erasure-request-over")
    assert net.intake.get(f"/v1/erasure-requests/{request}", net.worker).body["ground"] == "not_entitled"
    net.requested(person)


def test_a_request_that_is_authorised_is_not_taken_back(net: Network, person: str) -> None:
    request = net.authorised(person)
    reply = net.step(request, "refusal", {"ground": "taken_back"}, net.officer())
    assert said(reply) == (409, "intake-erasure-request-over")


def test_unknown_and_foreign_ones_do_not_exist(net: Network, person: str) -> None:
    request = net.checked(person)
    foreign = net.token("data_protection_officer", subject="zoe", uf=["TO"])
    stranger = net.token("social_worker", subject="bia", office=[uuid4()], uf=["TO"])
    path = f"/v1/erasure-requests/{request}"
    replies = [
        net.intake.get(f"/v1/erasure-requests/{uuid4()}", net.officer()),
        net.intake.get(path, foreign),
        net.intake.get(path, stranger),
        net.intake.post(f"{path}/approvals", {}, foreign, match=4),
        net.intake.post(f"{path}/legal-check", {"basis": "purpose_ended"}, foreign, match=4),
        net.intake.post(f"{path}/refusal", {"ground": "not_entitled"}, foreign, match=4),
        net.intake.post(f"{path}/inquiry", {}, stranger, match=4),
        net.intake.post("/v1/erasure-requests", {"person_id": person}, stranger),
        net.intake.post("/v1/erasure-requests", {"person_id": str(uuid4())}, net.worker),
        net.intake.post(f"/v1/persons/{person}/retention-holds", {"ground": "court_order"}, foreign),
    ]
    assert [reply.status for reply in replies] == [404] * len(replies)
    assert [line["request_id"] for line in net.intake.get("/v1/erasure-requests", foreign).body["items"]] == []


def test_each_step_has_a_scope(net: Network, person: str) -> None:
    request = net.requested(person)
    path = f"/v1/erasure-requests/{request}"
    replies = [
        net.intake.post(f"{path}/approvals", {}, net.worker, match=1),
        net.intake.post(f"{path}/legal-check", {"basis": "purpose_ended"}, net.worker, match=1),
        net.intake.post(f"{path}/refusal", {"ground": "not_entitled"}, net.worker, match=1),
        net.intake.get("/v1/erasure-requests", net.worker),
        net.intake.post("/v1/erasure-requests", {"person_id": person}, net.officer()),
        net.intake.get("/v1/erasures", net.worker),
    ]
    assert [reply.status for reply in replies] == [403] * len(replies)


def test_the_lists_show_what_there_is(net: Network, person: str) -> None:
    request = net.requested(person)
    found, path = [], "/v1/erasure-requests?limit=200"
    reply = net.intake.get(path, net.officer())
    found += [line["request_id"] for line in reply.body["items"]]
    while "Link" in reply.headers:
        reply = net.intake.get(reply.headers["Link"].split(">")[0].strip("<"), net.officer())
        found += [line["request_id"] for line in reply.body["items"]]
    assert request in found
    assert net.intake.get("/v1/erasures", net.token("operator")).status == 200
