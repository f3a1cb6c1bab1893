"""A partner without a system: the office hands on link and code, the pages ask the real API, the office sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from infra.refusals import Gone
from infra.settings import Settings
from services.console.app import make
from tests.conftest import Token
from tests.integration.referrals.conftest import Network
from tests.unit.console.page import Page


@dataclass
class Phone:
    """What stands on the page now; each press sends back what the page's own form held."""

    client: FlaskClient
    path: str
    code: str
    page: TestResponse | None = None

    def opens(self) -> TestResponse:
        return self._sent({"code": self.code})

    def press(self, do: str, **chosen: str) -> TestResponse:
        assert self.page is not None
        inputs = Page.of(self.page.text).named("input")
        kept = [(str(e.attributes["name"]), str(e.attributes["value"])) for e in inputs if e.attributes.get("value")]
        key = next(value for name, value in kept if name == "key" and value.startswith(f"{do}-"))
        return self._sent({**dict(kept), "key": key, "do": do, **chosen})

    def _sent(self, form: dict[str, str]) -> TestResponse:
        self.page = self.client.post(f"{self.path}?lang=en", data=form)
        return self.page


@pytest.fixture
def phone(network: Network) -> Phone:
    """Of a partner that was sent a referral and a link to it."""
    return _phone(network, network.sent(network.offer()))


def _phone(network: Network, referral: str) -> Phone:
    given = f"/v1/referrals/{referral}/answer-link"
    network.must(network.api.post(given, {}, network.staff), 201)
    shown = network.must(network.api.get(given, network.staff)).body
    settings = Settings("test", timedelta(0), {}, {"referrals": "http://referrals"})
    console = make(settings, ["referrals"], httpx.WSGITransport(app=network.api.client.application))
    return Phone(console.test_client(), shown["path"], shown["code"])


def _referral(phone: Phone, network: Network) -> dict[str, object]:
    named = UUID(hex=phone.path.rpartition("/")[2].split(".")[0])
    body: dict[str, object] = network.must(network.api.get(f"/v1/referrals/{named}", network.staff)).body
    return body


def test_it_is_read_taken_and_completed_on_the_page(phone: Phone, network: Network) -> None:
    assert "Dandara" in phone.opens().text
    assert _referral(phone, network)["status"] == "received"
    assert phone.press("accept").status_code == 200
    assert phone.press("appoint", at="2099-01-02T09:00").status_code == 422  # farther than two years
    assert _referral(phone, network)["status"] == "accepted"
    assert phone.press("complete", outcome="service_received").status_code == 200
    assert (_referral(phone, network)["status"], _referral(phone, network)["outcome"]) == (
        "completed", "service_received",
    )  # fmt: skip


def test_a_button_pressed_twice_asks_once(phone: Phone, network: Network) -> None:
    first = phone.opens()
    assert phone.press("accept").status_code == 200
    phone.page = first
    assert "Done." in phone.press("accept").text
    assert _referral(phone, network)["status"] == "accepted"


def test_what_was_changed_meanwhile_is_told_beside_what_stands_now(phone: Phone, network: Network) -> None:
    phone.opens()
    before = phone.page
    phone.press("accept")
    phone.page = before
    answer = phone.press("decline", reason="no_capacity")
    assert answer.status_code in (409, 412)
    assert "Appointments" in answer.text


def test_a_withdrawn_consent_ends_the_reading_at_once(phone: Phone, network: Network) -> None:
    phone.opens()
    network.intake.refusal = Gone()
    assert "Dandara" not in phone.opens().text


def test_the_code_is_tried_five_times(phone: Phone, network: Network) -> None:
    right, phone.code = phone.code, f"{(int(phone.code) + 1) % 1_000_000:06}"
    assert [phone.opens().status_code for _ in range(5)] == [403] * 5
    phone.code = right
    assert phone.opens().status_code == 410
    assert _referral(phone, network)["status"] == "sent"


def test_a_link_opens_one_referral_and_no_list(phone: Phone, network: Network) -> None:
    credential = f"{phone.path.rpartition('/')[2]}~{phone.code}"
    other = network.sent(network.offer())
    assert network.api.get("/v1/inbox", credential).status == 404
    assert network.api.get(f"/v1/referrals/{other}", credential).status == 404
    assert network.api.get(f"/v1/referrals?office_id={network.office}", credential).status == 404
    assert network.api.get("/v1/partners", credential).status == 403


def test_links_of_another_office_do_not_exist(phone: Phone, network: Network, token: Token) -> None:
    referral = _referral(phone, network)["id"]
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    path = f"/v1/referrals/{referral}/answer-link"
    assert network.api.post(path, {}, stranger).status == 404
    assert network.api.get(path, stranger).status == 404
    assert network.api.post(f"{path}/revocation", {}, stranger, match=1).status == 404
    assert network.api.get(path, network.partner).status == 403


def test_a_revoked_link_is_over(phone: Phone, network: Network) -> None:
    path = f"/v1/referrals/{_referral(phone, network)['id']}/answer-link"
    assert network.must(network.api.post(f"{path}/revocation", {}, network.staff, match=1)).body["valid"] is False
    assert phone.opens().status_code == 410
    assert network.api.get(path, network.staff).body["valid"] is False


@pytest.mark.parametrize("days", [0, 61, -1, "14", 1.5, None])
def test_days_out_of_range_are_refused(network: Network, days: object) -> None:
    referral = network.sent(network.offer())
    reply = network.api.post(f"/v1/referrals/{referral}/answer-link", {"days": days}, network.staff)
    assert (reply.status, reply.slug) == (422, "validation")
