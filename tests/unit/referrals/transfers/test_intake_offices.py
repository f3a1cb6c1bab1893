"""Asking intake who leads a case over HTTP, and what each of its answers means to who asks for a transfer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from contracts.vocabulary.network import UF
from infra.refusals import Gone, NotFound, Unavailable
from infra.web.client import StoreClient, UnexpectedAnswer
from services.referrals.transfers.domain.refusals import RecordMergedAway
from services.referrals.transfers.intake_offices import IntakeOffices
from services.referrals.transfers.leading_offices import LeadingOffice, NobodyKnows
from tests.unit.referrals.house import OFFICE, PERSON

Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def offices(tmp_path: Path) -> Callable[[Answer], IntakeOffices]:
    token = tmp_path / "token"
    token.write_text("secret\n")
    return lambda answer: IntakeOffices(
        StoreClient("intake", "http://intake/intake", token, httpx.MockTransport(answer))
    )


def test_intake_says_which_office_leads(offices: Callable[[Answer], IntakeOffices]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/intake/v1/persons/{PERSON}/leading-office"
        return httpx.Response(200, json={"office_id": str(OFFICE), "uf": "AM", "more": 1})

    assert offices(answer).leading(PERSON) == LeadingOffice(OFFICE, UF.AM)


@pytest.mark.parametrize(
    ("status", "refusal"),
    [(404, NotFound), (409, RecordMergedAway), (410, Gone), (500, Unavailable), (422, UnexpectedAnswer)],
)
def test_what_intake_refuses_is_told_as_what_it_is(
    offices: Callable[[Answer], IntakeOffices], status: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        offices(lambda _: httpx.Response(status, json={})).leading(PERSON)


@pytest.mark.parametrize(
    "body",
    [{}, [], None, {"office_id": "x", "uf": "AM"}, {"office_id": str(uuid4()), "uf": "XX"}, {"office_id": 1, "uf": 2}],
)
def test_an_intake_that_says_nothing_that_helps_is_away(
    offices: Callable[[Answer], IntakeOffices], body: object
) -> None:
    with pytest.raises(Unavailable):
        offices(lambda _: httpx.Response(200, json=body)).leading(PERSON)


def test_where_nobody_can_be_asked_it_is_said_so() -> None:
    with pytest.raises(Unavailable):
        NobodyKnows().leading(PERSON)
