"""What a partner without a system sees behind an answer link, and what each button asks of the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.unit.console.conftest import made
from tests.unit.console.page import Page
from tests.unit.console.partner import CODE, LINK, Partner, problem

PATH = f"/answers/{LINK}?lang=en"


@pytest.fixture
def partner() -> Partner:
    return Partner()


@pytest.fixture
def client(console: Callable[..., FlaskClient], partner: Partner) -> FlaskClient:
    return console(answer=partner)


def press(client: FlaskClient, do: str = "", code: str = CODE, **more: str) -> TestResponse:
    form = {"code": code, "version": '"7"', "key": "k1", "do": do, **more}
    return client.post(PATH, data=form)


def buttons(answer: TestResponse) -> list[str | None]:
    return [element.attributes.get("value") for element in Page.of(answer.text).named("button")]


def test_the_address_alone_shows_nothing_and_asks_nobody(client: FlaskClient, partner: Partner) -> None:
    answer = client.get(PATH)
    assert (answer.status_code, partner.asked) == (200, [])
    assert "Housing" not in answer.text
    assert [e.attributes.get("name") for e in Page.of(answer.text).named("input")] == ["code"]


def test_with_the_code_it_is_read_and_so_received(client: FlaskClient, partner: Partner) -> None:
    answer = press(client, code="204 816")
    page = Page.of(answer.text)
    assert {element.text for element in page.named("dd")} == {"Housing", "today", "2025-04-17 12:55", "Dandara"}
    assert (partner.commands, buttons(answer)) == (["/receipt"], ["accept", "wait", "decline"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_speaks_portuguese_first(client: FlaskClient) -> None:
    text = client.post(f"/answers/{LINK}", data={"code": CODE}).text
    assert "Moradia" in text
    assert "17/04/2025 12:55" in text


def test_a_referral_is_taken_met_and_completed(client: FlaskClient, partner: Partner) -> None:
    assert "Done. The office sees it." in press(client, "accept").text
    made = press(client, "appoint", at="2025-04-18T09:30", zone="America/Manaus")
    assert partner.referral["appointments"][0]["at"] == "2025-04-18T09:30:00-04:00"
    assert "2025-04-18 09:30" in made.text
    assert "The person came" in press(client, "came", number="1").text
    assert "This referral is completed" in press(client, "complete", outcome="service_received").text
    assert partner.commands[-4:] == ["/acceptance", "/appointments", "/appointments/1/attendance", "/completion"]


def test_who_waits_for_a_place_is_taken_later(client: FlaskClient, partner: Partner) -> None:
    answer = press(client, "wait")
    assert ("waits for a place" in answer.text, buttons(answer)) == (True, ["accept", "decline"])
    assert "Appointments" in press(client, "accept").text
    assert partner.commands == ["/waiting", "/acceptance"]


@pytest.mark.parametrize("status", ["declined", "completed", "interrupted", "expired", "cancelled", "suspended"])
def test_what_is_over_has_a_word_and_no_button(client: FlaskClient, partner: Partner, status: str) -> None:
    partner.referral["status"] = status
    answer = press(client)
    assert (answer.status_code, buttons(answer)) == (200, [])


def test_what_a_button_asks_carries_version_and_key(client: FlaskClient, partner: Partner) -> None:
    press(client, "accept")
    (asked,) = [request for request in partner.asked if request.url.path.endswith("/acceptance")]
    assert (asked.headers["If-Match"], asked.headers["Idempotency-Key"]) == ('"7"', "k1")
    assert CODE not in str(asked.url)


def test_a_refusal_is_told_beside_what_stands(client: FlaskClient) -> None:
    answer = press(client, "decline", reason="")
    assert (answer.status_code, buttons(answer)) == (422, ["accept", "wait", "decline"])
    alerts = [e.text for e in Page.of(answer.text).elements if e.attributes.get("role") == "alert"]
    assert alerts == ["Correct the members that are listed."]


def test_a_wrong_code_may_be_typed_again(client: FlaskClient) -> None:
    answer = press(client, code="000000")
    assert (answer.status_code, "These are not the six figures." in answer.text) == (403, True)
    assert "Housing" not in answer.text


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_link_that_is_over_says_whom_to_ask(client: FlaskClient, partner: Partner, status: int) -> None:
    partner.refusal = problem(status, "Gone.")
    answer = press(client)
    assert answer.status_code == status
    assert "Ask the office for a new one" in answer.text


def test_who_cannot_be_reached_is_said_so(console: Callable[..., FlaskClient]) -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away")

    answer = press(console(answer=away))
    assert (answer.status_code, "Nothing was lost" in answer.text) == (503, True)


@pytest.mark.parametrize("answered", [b"", b"[]", b"<html>"])
def test_an_answer_that_is_no_problem_document_is_told_in_general(
    client: FlaskClient, partner: Partner, answered: bytes
) -> None:
    partner.refusal = httpx.Response(500, content=answered)
    assert press(client).status_code == 500


def test_what_is_recalled_is_deleted_and_confirmed(client: FlaskClient, partner: Partner) -> None:
    partner.referral |= {"status": "suspended", "recall_due_at": "2025-04-25T02:00:00Z"}
    answer = press(client)
    assert (buttons(answer), "2025-04-24 22:00" in answer.text) == (["deleted"], True)
    assert "you keep nothing" in press(client, "deleted").text
    assert partner.commands == ["/recall-confirmation"]


@pytest.mark.parametrize("path", ["/answers/x", f"/answers/{LINK}/x", f"/answers/{LINK.upper()}", "/answers/"])
def test_what_is_no_link_is_no_page(client: FlaskClient, partner: Partner, path: str) -> None:
    assert (client.get(path).status_code, client.post(path, data={"code": CODE}).status_code) == (404, 404)
    assert partner.asked == []


def test_a_form_that_is_too_large_is_refused(client: FlaskClient, partner: Partner) -> None:
    assert (press(client, "appoint", at="9" * 20_000).status_code, partner.asked) == (413, [])


@given(
    form=st.fixed_dictionaries(
        {},
        optional={
            name: st.text(max_size=40)
            for name in ("code", "version", "key", "number", "at", "zone", "reason", "outcome")
        }
        | {"do": st.sampled_from(["accept", "decline", "appoint", "came", "missed", "complete", "deleted", "x"])},
    )
)
def test_no_form_breaks_the_page(form: dict[str, Any]) -> None:
    partner = Partner(refusal=problem(409, "No."))
    assert made(answer=partner).post(PATH, data={**form, "code": CODE}).status_code == 409
