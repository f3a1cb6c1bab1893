"""A case over all open stores as one timeline, in the auditor's own name, inside a session, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import CompetenceDomain, MeetingLevel, ReporterKind
from contracts.vocabulary.network import UF, Urgency
from infra.composition import open_store
from infra.metadata import Metadata, Tenant, acting
from infra.settings import Settings
from infra.web.client import StoreClient
from infra.web.edge import create_edge
from scripts.services import definition, room
from services.analytics import app as analytics
from services.analytics.replays.domain.replay_session import OPEN_STORES
from services.analytics.replays.stores_over_http import StoresOverHttp
from services.commissions.coordination.application import CoordinationApplication
from services.referrals.cases.application import CasesApplication
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.auditing.conftest import REASON, Late

Make = Callable[[Sequence[str], str], Settings]
AM = Tenant(uf="AM")


class Wire(httpx.BaseTransport):
    """All open stores on one edge, as in production; a store can be cut off, and what was asked is remembered."""

    def __init__(self) -> None:
        self.away: set[str] = set()
        self.asked: list[httpx.Request] = []
        self.edge: httpx.WSGITransport | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path.split("/")[1] in self.away:
            raise httpx.ConnectError("away", request=request)
        assert self.edge is not None
        return self.edge.handle_request(request)


@dataclass
class Desk:
    api: Api
    wire: Wire
    token: str

    def open(self, case: str, store: str = "intake", **frame: str) -> Reply:
        body = {"case_store": store, "case_stream": case, "reason": REASON, **frame}
        opened = self.api.post("/v1/replay-sessions", body, self.token)
        assert opened.status == 201, opened.body
        return opened

    def read(self, case: str, **query: Any) -> Reply:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.api.get(f"/v1/replays/{case}?{asked}", self.token)

    def whole(self, case: str, limit: int) -> list[dict[str, Any]]:
        reply, items = self.read(case, limit=limit), []
        while True:
            assert reply.status == 200, reply.body
            items += reply.body["items"]
            if "Link" not in reply.headers:
                return items
            reply = self.api.get(following(reply), self.token)


def following(reply: Reply) -> str:
    return reply.headers["Link"].split("<")[1].split(">")[0].removeprefix("/analytics")


@pytest.fixture(scope="module")
def wired(settings: Make) -> tuple[Api, Wire]:
    wire = Wire()
    clients = {name: StoreClient(name, f"http://open/{name}", transport=wire) for name in OPEN_STORES}
    apps = {name: room(name, "app").make(settings([name], "api")) for name in OPEN_STORES if name != "analytics"}
    apps["analytics"] = analytics.make(settings(["analytics"], "api"), StoresOverHttp(clients))
    wire.edge = httpx.WSGITransport(create_edge(apps, {}))
    return Api(apps["analytics"].test_client()), wire


@pytest.fixture
def desk(wired: tuple[Api, Wire], token: Token) -> Iterator[Desk]:
    api, wire = wired
    wire.asked.clear()
    yield Desk(api, wire, token("auditor", subject=f"auditor-{uuid4()}", uf=["AM"]))
    wire.away.clear()


@pytest.fixture(scope="module")
def case(settings: Make, late: Late) -> str:
    """The person of the late reception, referred, and an obstacle that was reported in the same flow of work."""
    person, flow = UUID(late.person), uuid4().hex
    referrals = CasesApplication(open_store(definition("referrals"), settings(["referrals"], "api")))
    coordination = CoordinationApplication(open_store(definition("coordination"), settings(["coordination"], "api")))
    with acting(Metadata(actor="rosa", role="social_worker", tenant=AM, correlation_id=flow)):
        referrals.draft_referral(person, uuid4(), NeedDomain.HOUSING, Urgency.SAME_DAY)
        coordination.report_problem(
            domain=CompetenceDomain.HOUSING, level=MeetingLevel.LOCAL, reporter_kind=ReporterKind.PRACTITIONER,
            text="No place is known on the day of release.", uf=UF.AM,
        )  # fmt: skip
    with acting(Metadata(actor="rui", role="social_worker", tenant=Tenant(uf="TO"))):
        referrals.draft_referral(person, uuid4(), NeedDomain.FOOD, Urgency.SAME_DAY)
    return late.person


EVENTS = [
    "intake.person.registered", "intake.reception.arrived", "intake.reception.started", "intake.reception.completed",
    "referrals.referral.drafted", "coordination.problem-item.reported",
]  # fmt: skip


@pytest.mark.parametrize("limit", [1, 2, 4, 50])
def test_a_case_is_one_timeline_in_pages_of_any_size(desk: Desk, case: str, limit: int) -> None:
    desk.open(case)
    items = desk.whole(case, limit)
    assert [item["event"] for item in items] == EVENTS
    assert [item["store"] for item in items] == ["intake"] * 4 + ["referrals", "coordination"]
    assert [item["recorded_at"] for item in items] == sorted(item["recorded_at"] for item in items)


def test_what_lies_elsewhere_is_told_as_missing(desk: Desk, case: str) -> None:
    desk.open(case)
    page = desk.read(case).body
    assert (page["complete"], {s["store"]: s["withheld"] for s in page["stores"]}) == (
        False, {"intake": 0, "referrals": 1, "coordination": 0, "analytics": 0},
    )  # fmt: skip
    assert "'rui'" not in str(page)


def test_the_session_says_as_of_when(desk: Desk, case: str, late: Late) -> None:
    desk.open(case, as_known_at=late.entered.isoformat())
    assert [item["event"] for item in desk.whole(case, 1)] == EVENTS[:2]
    desk.open(case, as_true_at=(late.nine + timedelta(hours=1)).isoformat())
    assert [item["event"] for item in desk.whole(case, 2)] == EVENTS[1:4]


def test_every_store_is_asked_in_the_name_of_the_auditor(desk: Desk, case: str) -> None:
    desk.open(case)
    desk.read(case)
    assert {request.headers["Authorization"] for request in desk.wire.asked} == {f"Bearer {desk.token}"}
    assert {request.url.path.split("/")[1] for request in desk.wire.asked} == set(OPEN_STORES)
    assert [request.method for request in desk.wire.asked].count("POST") == 4


def test_a_page_ends_where_the_logs_ended_when_the_reading_began(
    desk: Desk, case: str, settings: Make, late: Late
) -> None:
    own, token = str(uuid4()), desk.token
    referrals = CasesApplication(open_store(definition("referrals"), settings(["referrals"], "api")))
    with acting(Metadata(actor="rosa", tenant=AM)):
        for _ in range(2):
            referrals.draft_referral(UUID(own), uuid4(), NeedDomain.HOUSING, Urgency.SAME_DAY)
    desk.open(own, "referrals")
    first = desk.read(own, limit=1)
    with acting(Metadata(actor="rosa", tenant=AM)):
        referrals.draft_referral(UUID(own), uuid4(), NeedDomain.FOOD, Urgency.SAME_DAY)
    second = desk.api.get(following(first), token)
    assert (len(second.body["items"]), "Link" in second.headers) == (1, False)
    assert len(desk.read(own).body["items"]) == 3


def test_what_was_shown_is_on_record(desk: Desk, case: str) -> None:
    session = desk.open(case)
    items = desk.whole(case, 4)
    positions = {store: [i["position"] for i in items if i["store"] == store] for store in OPEN_STORES}
    known = Desk(desk.api, desk.wire, desk.token)
    told = known.api.post("/v1/history-sessions", {"case_id": session.id, "reason": "Who looked at what"}, desk.token)
    history = known.api.get(f"/v1/histories/{session.id}?session={told.id}", desk.token).body
    pages = [event["values"]["parts"] for event in history["items"] if event["event"].endswith("page-shown")]
    parts = [part for page in pages for part in page]
    shown = {store: [p for part in parts if part["store"] == store for p in part["positions"]] for store in positions}
    assert (len(pages), shown) == (2, positions)


def test_a_store_that_is_away_makes_no_partial_answer(desk: Desk, case: str) -> None:
    desk.open(case)
    for store in OPEN_STORES:
        desk.wire.away = {store}
        refused = desk.read(case)
        assert (refused.status, refused.slug, "Retry-After" in refused.headers) == (503, "unavailable", True)
    desk.wire.away = set()
    page = desk.read(case, limit=1)
    desk.wire.away = {"coordination"}
    assert desk.api.get(following(page), desk.token).status == 503


def test_without_an_open_session_of_ones_own_nothing_is_read(desk: Desk, case: str, token: Token) -> None:
    assert (desk.read(case).status, desk.read(case).slug) == (409, "analytics-replay-session-needed")
    assert "POST /v1/replay-sessions" in desk.read(case).body["detail"]
    session = desk.open(case)
    other = Desk(desk.api, desk.wire, token("auditor", subject="somebody else", uf=["AM"]))
    assert other.read(case).slug == "analytics-replay-session-needed"
    assert desk.read(str(uuid4())).slug == "analytics-replay-session-needed"
    first = desk.read(case, limit=1)
    desk.api.post(f"/v1/replay-sessions/{session.id}/closing", {}, desk.token, match=2)
    assert desk.read(case).slug == "analytics-replay-session-needed"
    desk.open(case)
    assert desk.api.get(following(first), desk.token).slug == "analytics-replay-session-needed"
    assert desk.api.get(f"/v1/replays/{case}", token("analyst", uf=["AM"])).status == 403


def test_a_case_that_nobody_may_know_of_is_not_found(desk: Desk, case: str, token: Token) -> None:
    unknown = str(uuid4())
    desk.open(unknown)
    assert desk.read(unknown).status == 404
    elsewhere = Desk(desk.api, desk.wire, token("auditor", subject=f"auditor-{uuid4()}", uf=["BA"]))
    elsewhere.open(case)
    assert elsewhere.read(case).body["detail"] == desk.read(unknown).body["detail"]


def test_the_cursor_of_another_case_is_refused(desk: Desk, case: str) -> None:
    other = str(uuid4())
    desk.open(case)
    desk.open(other)
    cursor = parse_qs(urlsplit(following(desk.read(case, limit=1))).query)["cursor"][0]
    assert desk.read(other, limit=1, cursor=cursor).slug == "invalid-cursor"


def test_an_institution_is_no_case(desk: Desk, settings: Make) -> None:
    office = uuid4()
    referrals = CasesApplication(open_store(definition("referrals"), settings(["referrals"], "api")))
    with acting(Metadata(actor="rosa", tenant=AM)), referrals.unit_of_work():
        for _ in range(501):
            referrals.draft_referral(uuid4(), office, NeedDomain.FOOD, Urgency.SAME_DAY)
    desk.open(str(office))
    assert desk.read(str(office)).slug == "analytics-case-too-wide"


def test_the_future_is_not_replayed(desk: Desk, case: str) -> None:
    body = {"case_store": "intake", "case_stream": case, "reason": REASON}
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    refused = desk.api.post("/v1/replay-sessions", {**body, "as_true_at": later}, desk.token)
    assert refused.slug == "analytics-replay-of-the-future"
