"""Operators list, show, retry and dismiss parked messages over HTTP, and see no content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Token
from tests.http import Api
from tests.integration.operations.conftest import WITHDRAWN, Park

Apis = Callable[[str], Api]


@pytest.fixture
def referrals(api: Apis) -> Api:
    return api("referrals")


@pytest.fixture
def operator(token: Token) -> str:
    return token("operator")


def test_an_operator_reads_where_it_stands_but_not_what_it_says(referrals: Api, operator: str, park: Park) -> None:
    number = park()
    shown = referrals.get(f"/v1/parked/{number}", operator)
    assert (shown.status, shown.body["reason"], shown.body["dismissible"]) == (200, "refused: toy", True)
    listed = referrals.all("/v1/parked?limit=200", operator)
    assert number in [item["id"] for item in listed]
    assert "canary-9" not in str(shown.body) + str(listed)


def test_a_retry_is_marked_for_the_worker(referrals: Api, operator: str, park: Park) -> None:
    number = park()
    reply = referrals.post(f"/v1/parked/{number}/retry", {}, operator)
    assert (reply.status, reply.headers["Location"].endswith(f"/v1/parked/{number}")) == (202, True)
    assert referrals.get(f"/v1/parked/{number}", operator).body["retry_requested_at"] is not None


def test_a_dismissal_is_recorded_and_happens_once(referrals: Api, operator: str, park: Park) -> None:
    number = park()
    body, key = {"reason": "sent by mistake"}, f"dismiss-{number}"
    first = referrals.post(f"/v1/parked/{number}/dismissal", body, operator, key=key)
    again = referrals.post(f"/v1/parked/{number}/dismissal", body, operator, key=key)
    assert (first.status, again.status, again.headers["Idempotency-Replayed"]) == (201, 201, "true")
    assert referrals.get(f"/v1/parked/{number}", operator).body["state"] == "dismissed"
    other = referrals.post(f"/v1/parked/{number}/dismissal", body, operator)
    assert (other.status, other.slug) == (409, "not-parked")
    late = referrals.post(f"/v1/parked/{number}/retry", {}, operator)
    assert (late.status, late.slug) == (409, "not-parked")


def test_what_a_right_hangs_on_is_not_dismissed(referrals: Api, operator: str, park: Park) -> None:
    reply = referrals.post(f"/v1/parked/{park(WITHDRAWN)}/dismissal", {"reason": "inconvenient"}, operator)
    assert (reply.status, reply.slug) == (409, "cannot-be-dismissed")


@pytest.mark.parametrize(
    ("body", "status"), [({}, 422), ({"reason": ""}, 422), ({"reason": "x" * 501}, 422), ({"reason": "a@b.org"}, 409)]
)
def test_a_reason_is_needed_and_names_nobody(
    referrals: Api, operator: str, park: Park, body: dict[str, str], status: int
) -> None:
    assert referrals.post(f"/v1/parked/{park()}/dismissal", body, operator).status == status


def test_only_the_scope_opens_it(referrals: Api, token: Token, park: Park) -> None:
    number, reader = park(), token("operator", scope="operations:read")
    assert referrals.get("/v1/parked", token("social_worker")).status == 403
    assert referrals.get(f"/v1/parked/{number}", reader).status == 200
    assert referrals.post(f"/v1/parked/{number}/retry", {}, reader).status == 403
    assert referrals.post(f"/v1/parked/{number}/dismissal", {"reason": "why"}, reader).status == 403


def test_a_number_that_does_not_exist(referrals: Api, operator: str) -> None:
    assert referrals.get("/v1/parked/999999999", operator).status == 404
    assert referrals.post("/v1/parked/999999999/retry", {}, operator).status == 404


@pytest.mark.parametrize("store", ["intake", "notices", "commissions", "coordination", "analytics"])
def test_every_store_has_it(api: Apis, operator: str, store: str) -> None:
    assert api(store).get("/v1/parked", operator).status == 200
