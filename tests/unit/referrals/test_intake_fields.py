"""Asking intake over HTTP: what is asked, and what each of its answers means to the partner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from infra.refusals import Gone, Unavailable
from infra.web.client import StoreClient
from services.referrals.cases.intake_fields import IntakeFields
from tests.unit.referrals.house import GRANT, NEEDED, PERSON

PARTNER = uuid4()
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def fields(tmp_path: Path) -> Callable[[Answer], IntakeFields]:
    token = tmp_path / "token"
    token.write_text("secret\n")
    return lambda answer: IntakeFields(
        StoreClient("intake", "http://intake/intake", token, httpx.MockTransport(answer))
    )


def read(fields: IntakeFields) -> object:
    return fields.shared(PERSON, GRANT, PARTNER, NEEDED, "partner-user-7")


def test_intake_is_asked_for_exactly_these_fields_under_this_grant(
    fields: Callable[[Answer], IntakeFields],
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/intake/v1/persons/{PERSON}/shared-fields"
        wanted = "display_name,accessibility_needs"
        assert dict(request.url.params) == {"grant": str(GRANT), "recipient": str(PARTNER), "fields": wanted}
        assert request.headers["Authorization"] == "Bearer secret"
        assert request.headers["X-On-Behalf-Of"] == "partner-user-7"
        return httpx.Response(200, json={"fields": {"display_name": "Dandara", "civil_name": "never asked for"}})

    assert read(fields(answer)) == {"display_name": "Dandara", "accessibility_needs": None}


def test_a_consent_that_intake_knows_withdrawn_is_gone(fields: Callable[[Answer], IntakeFields]) -> None:
    with pytest.raises(Gone):
        read(fields(lambda _: httpx.Response(410, json={})))


@pytest.mark.parametrize(
    "response",
    [httpx.Response(503, json={}), httpx.Response(200, text="<html>"), httpx.Response(200, json={"fields": None})],
    ids=["down", "not json", "no fields"],
)
def test_an_intake_that_cannot_answer_is_away(
    fields: Callable[[Answer], IntakeFields], response: httpx.Response
) -> None:
    with pytest.raises(Unavailable):
        read(fields(lambda _: response))


def test_an_intake_that_cannot_be_reached_is_away(fields: Callable[[Answer], IntakeFields]) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Unavailable):
        read(fields(refuse))
