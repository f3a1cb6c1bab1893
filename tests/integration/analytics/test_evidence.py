"""A figure is followed down to the events it was computed from, and comes out the same again as of its cut-off."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.database import connect
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.domain.fact import FactKind
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.analytics.test_indicators_api import Feed, analytics, compute, facts, feed, publisher

__all__ = ["analytics", "facts", "feed", "publisher"]


class Desk:
    """An auditor with a session for one run."""

    def __init__(self, api: Api, token: str, run: str) -> None:
        self.api, self.token, self.run = api, token, run
        body = {"case_id": run, "reason": "Where does this figure come from?"}
        self.session = api.post("/v1/history-sessions", body, token).id

    def inputs(self, **query: Any) -> Reply:
        asked = "&".join(f"{name}={value}" for name, value in {"session": self.session, **query}.items())
        return self.api.get(f"/v1/indicator-runs/{self.run}/inputs?{asked}", self.token)


@pytest.fixture
def auditor(token: Token) -> str:
    return token("auditor", subject=f"auditor-{uuid4()}", uf=["AM"])


def test_a_figure_leads_to_the_events_it_was_computed_from(
    analytics: Api, publisher: str, feed: Feed, auditor: str
) -> None:
    feed.received("AM", "WHITE", "MALE", 14)
    feed.received("AM", "BLACK", "MALE", 3)
    run = compute(analytics, publisher, feed.period)
    found = Desk(analytics, auditor, run.id).inputs(cell="TOTAL,BLACK,MALE").body
    uses = [item["use"] for item in found["items"]]
    assert (uses.count("counted"), uses.count("declaration"), found["inputs"], found["withheld"]) == (3, 6, 9, 0)
    assert {item["source"] for item in found["items"]} == {"intake"}
    assert [i["position"] for i in found["items"]] == sorted(i["position"] for i in found["items"])
    for item in found["items"]:
        stream, version = item["event"].split(":")
        assert (UUID(stream).version, version, item["source_position"] > 0) == (4, "1", True)


def test_a_share_leads_to_what_achieved_it_and_to_its_places(
    analytics: Api, publisher: str, feed: Feed, auditor: str
) -> None:
    office, referral = uuid4(), uuid4()
    with feed.app.unit_of_work():
        feed.app.record_fact(
            FactKind.OFFICE_OPENED, feed.origin(), feed.month, office, office_id=office, uf="AM",
            codes={"municipality_ibge7": "1399991"},
        )  # fmt: skip
        for kind in (FactKind.REFERRAL_SENT, FactKind.REFERRAL_ACCEPTED):
            feed.app.record_fact(
                kind, feed.origin("referrals"), feed.month, referral, person_id=uuid4(), office_id=office
            )
    run = compute(analytics, publisher, feed.period, "E18")
    items = Desk(analytics, auditor, run.id).inputs().body["items"]
    assert sorted((item["use"], item["source"], item["source_position"]) for item in items) == [
        ("achieved", "referrals", 3), ("counted", "referrals", 2), ("place", "intake", 1),
    ]  # fmt: skip


def test_inputs_come_in_pages_and_only_of_ones_own_states(
    analytics: Api, publisher: str, feed: Feed, auditor: str
) -> None:
    feed.received("AM", "WHITE", "MALE", 2)
    feed.received("BA", "WHITE", "MALE", 1)
    desk = Desk(analytics, auditor, compute(analytics, publisher, feed.period).id)
    reply, seen = desk.inputs(limit=4), []
    seen += reply.body["items"]
    assert (reply.body["inputs"], reply.body["withheld"]) == (6, 3)
    following = reply.headers["Link"].split("<")[1].split(">")[0].removeprefix("/analytics")
    rest = analytics.get(following, auditor)
    seen += rest.body["items"]
    assert (len(seen), "Link" in rest.headers, {item["uf"] for item in seen}) == (6, False, {"AM"})
    assert len({(item["position"], item["use"]) for item in seen}) == 6


def test_a_run_recomputed_later_is_equal(analytics: Api, publisher: str, feed: Feed, auditor: str) -> None:
    people = feed.received("AM", "WHITE", "MALE", 40)
    run = compute(analytics, publisher, feed.period)
    feed.received("AM", "INDIGENOUS", "MALE", 3)
    with feed.app.unit_of_work():
        feed.declares(people[0], Attribute.RACE_COLOUR, "BLACK", hours=-1)
    for who in (auditor, publisher):
        found = analytics.get(f"/v1/indicator-runs/{run.id}/recomputation", who).body
        assert (found["equal"], found["facts"], found["inputs_hash"]) == (True, 40, run.body["inputs_hash"])
    assert compute(analytics, publisher, feed.period).body["inputs_hash"] != run.body["inputs_hash"]


def test_a_fact_that_was_changed_behind_our_back_is_found(
    analytics: Api, publisher: str, feed: Feed, auditor: str, facts: FactsApplication, settings: Any
) -> None:
    (person,) = feed.received("AM", "WHITE", "MALE", 1)
    run = compute(analytics, publisher, feed.period)
    with connect(settings(["analytics"], "migrate").stores["analytics"].database("migrate")) as owner:
        (table,) = owner.execute("SELECT layout FROM views WHERE name = 'demographics'").fetchone()
        owner.execute(
            f"UPDATE {table} SET code = to_jsonb('BLACK'::text) WHERE person_id = %s AND attribute = 'race_colour'",
            (person,),
        )
    found = analytics.get(f"/v1/indicator-runs/{run.id}/recomputation", auditor).body
    assert (found["equal"], found["same_inputs"], found["same_numbers"]) == (False, False, False)
    assert (found["same_totals"], found["erased_inputs"]) == (True, 0)


def test_inputs_are_for_auditors_in_a_session_for_the_run(
    analytics: Api, publisher: str, feed: Feed, auditor: str, token: Token
) -> None:
    feed.received("AM", "WHITE", "MALE", 3)
    desk = Desk(analytics, auditor, compute(analytics, publisher, feed.period).id)
    path = f"/v1/indicator-runs/{desk.run}"
    for who in (publisher, token("analyst", uf=["AM"])):
        assert analytics.get(f"{path}/inputs?session={desk.session}", who).status == 403
    assert analytics.get(f"{path}/recomputation", token("analyst")).status == 404
    elsewhere = Desk(analytics, auditor, str(uuid4()))
    assert desk.inputs(session=elsewhere.session).slug == "histories-session-needed"
    assert elsewhere.inputs().status == 404
    assert desk.inputs(cell="WHITE").slug == "analytics-cell-unknown"
    assert desk.inputs(cell="A,B,<C>").status == 422
    cursor = desk.inputs(limit=1).headers["Link"].split("cursor=")[1].split(">")[0]
    assert desk.inputs(limit=1, cell="AM,WHITE,MALE", cursor=cursor).slug == "invalid-cursor"
