"""What one store shows of a record: what was known, what was true, what changed and why; and who may see it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from infra.database import connect
from infra.ledger.checkpoints import origin_of
from infra.ledger.records import latest, log_id
from infra.ledger.running import ledger_of
from infra.settings import Settings
from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Reply
from tests.integration.auditing.conftest import REASON, Desk, Late

Make = Callable[..., Settings]


def history(late: Late) -> str:
    return f"/v1/histories/{late.reception}"


def test_what_we_knew_and_what_was_true_differ(desk: Desk, late: Late) -> None:
    knew = desk.get(history(late), as_of_recorded=late.entered).body
    true = desk.get(history(late), as_of_occurred=late.nine + timedelta(hours=1)).body
    assert (knew["state"]["status"], [e["version"] for e in knew["items"]]) == ("waiting", [1])
    assert (true["state"]["status"], true["versions"]) == ("completed", 3)
    both = desk.get(history(late), as_of_recorded=late.entered, as_of_occurred=late.nine - timedelta(minutes=1)).body
    assert (both["state"], both["items"]) == (None, [])
    assert desk.get(history(late), as_of_recorded=2).body["state"]["status"] == "started"


def test_an_event_tells_who_what_why_and_both_times(desk: Desk, late: Late) -> None:
    first, *_ = desk.get(history(late)).body["items"]
    assert (first["event"], first["actor"], first["role"]) == ("intake.reception.arrived", "rosa", "receptionist")
    assert (first["purpose"], datetime.fromisoformat(first["occurred_at"])) == ("care", late.nine)
    assert datetime.fromisoformat(first["recorded_at"]) > late.nine


def test_pages_follow_each_other_and_carry_the_same_state(desk: Desk, late: Late) -> None:
    seen: list[int] = []
    reply = desk.get(history(late), limit=1)
    while True:
        seen += [event["version"] for event in reply.body["items"]]
        assert reply.body["state"]["status"] == "completed"
        if "Link" not in reply.headers:
            break
        reply = desk.api.get(following(reply), desk.token)
    assert seen == [1, 2, 3]


def following(reply: Reply) -> str:
    return reply.headers["Link"].split("<")[1].split(">")[0].removeprefix("/intake")


def test_the_cursor_of_another_query_is_refused(desk: Desk, late: Late) -> None:
    cursor = parse_qs(urlsplit(following(desk.get(history(late), limit=1))).query)["cursor"][0]
    assert desk.get(f"/v1/histories/{late.person}", limit=1, cursor=cursor).slug == "invalid-cursor"
    assert desk.get(history(late), limit=1, cursor=cursor, as_of_recorded=2).slug == "invalid-cursor"
    other = Desk(desk.api, desk.token).open(late.person)
    assert other.get(history(late), limit=1, cursor=cursor).slug == "invalid-cursor"


def test_sealed_values_stay_sealed(desk: Desk, late: Late) -> None:
    reply = desk.get(f"/v1/histories/{late.person}")
    assert reply.body["state"]["civil_name"] == "[sealed]"
    assert "Canária" not in str(reply.body)


def test_the_difference_between_two_moments(desk: Desk, late: Late) -> None:
    path = f"{history(late)}/difference"
    changes = {c["field"]: c for c in desk.get(path, from_=1, to=3).body["changes"]}
    assert (changes["status"]["before"], changes["status"]["after"]) == ("waiting", "completed")
    assert changes["status"]["set_by"]["event"] == "intake.reception.completed"
    assert changes["waiting_seconds"]["set_by"]["version"] == 2
    nothing = desk.get(path, axis="occurred", from_=late.nine + timedelta(hours=1), to=late.nine + timedelta(hours=1))
    assert nothing.body["changes"] == []
    since = desk.get(path, axis="occurred", from_=late.nine - timedelta(hours=1), to=late.nine)
    assert {"office_id", "status"} <= {c["field"] for c in since.body["changes"]}


def test_why_a_field_is_what_it_is(desk: Desk, late: Late) -> None:
    found = desk.get(f"{history(late)}/explanation", field="status").body
    assert (found["value"], found["set_by"]["actor"], found["set_by"]["version"]) == ("completed", "tome", 3)
    assert [event["version"] for event in found["before"]] == [1, 2]
    knew = desk.get(f"{history(late)}/explanation", field="status", as_of_recorded=late.entered).body
    assert (knew["value"], knew["set_by"]["actor"], knew["before"]) == ("waiting", "rosa", [])


def test_a_case_names_its_records(desk: Desk, late: Late) -> None:
    items = desk.get("/v1/histories", case=late.person).body["items"]
    assert {item["aggregate"]: item["stream"] for item in items} == {
        "intake.person": late.person, "intake.reception": late.reception,
    }  # fmt: skip
    page = desk.get("/v1/histories", case=late.person, limit=1)
    assert (len(page.body["items"]), "Link" in page.headers) == (1, True)


def test_a_timeline_follows_the_log_and_is_cut_where_it_was_cut(desk: Desk, late: Late) -> None:
    path = f"/v1/timelines/{late.person}"
    first = desk.get(path, limit=2).body
    rest = desk.get(path, limit=2, after=first["next_after"], through=first["through"]).body
    events = [event["event"] for event in first["items"] + rest["items"]]
    assert events == ["intake.person.registered"] + [
        f"intake.reception.{e}" for e in ("arrived", "started", "completed")
    ]
    assert (first["withheld"], len(first["flows"]), rest["through"]) == (0, 1, first["through"])
    known = desk.get(path, as_of_recorded=late.entered).body["items"]
    assert [event["version"] for event in known] == [1, 1]


def test_an_answer_names_the_checkpoint_that_it_rests_on(desk: Desk, late: Late, settings: Make) -> None:
    """Reading is recorded, so the end of the log is never signed yet; what was before is."""
    relay = settings(["intake"], "relay")
    with connect(relay.stores["intake"].database("relay"), autocommit=True) as connection:
        follower = ledger_of("intake", relay).follower
        follower.turn(connection)
        origin = origin_of("intake", log_id(connection))
        newest = latest(connection, origin)
    assert follower.stats.refused is None
    assert newest is not None
    signed = {"origin": origin, "size": newest.checkpoint.size, "root": b64encode(newest.checkpoint.root).decode()}
    found = desk.get(history(late)).body
    assert (found["checkpoint"], found["items"][-1]["position"] <= signed["size"]) == (signed, True)
    assert desk.get(history(late), as_of_occurred=late.nine - timedelta(minutes=1)).body["checkpoint"] is None
    explained = desk.get(f"{history(late)}/explanation", field="status").body
    differing = desk.get(f"{history(late)}/difference", **{"from": 1, "to": len(found["items"])}).body
    assert (explained["checkpoint"], differing["checkpoint"]) == (signed, signed)
    timeline = f"/v1/timelines/{late.person}"
    assert desk.get(timeline, through=signed["size"]).body["checkpoint"] == signed
    assert desk.get(timeline, through=signed["size"] + 1).body["checkpoint"] is None
    assert desk.get(timeline).body["checkpoint"] is None


@pytest.mark.parametrize(
    ("query", "status", "slug"),
    [
        ({"as_of_recorded": "yesterday"}, 422, "validation"),
        ({"as_of_recorded": "2025-04-17T12:00:00"}, 422, "validation"),
        ({"as_of_recorded": "0"}, 422, "validation"),
        ({"as_of_recorded": "1" * 40}, 422, "validation"),
        ({"as_of_occurred": "3"}, 422, "validation"),
        ({"as_of_recorded": "2999-01-01T00:00:00Z"}, 422, "validation"),
        ({"as_of_recorded": "2199-01-01T00:00:00Z"}, 409, "histories-moment-ahead"),
        ({"as_of_occurred": "2199-01-01T00:00:00Z"}, 409, "histories-moment-ahead"),
        ({"as_of_recorded": "4"}, 409, "histories-version-ahead"),
        ({"axis": "both"}, 422, "validation"),
        ({"session": "none"}, 422, "validation"),
        ({"session": str(uuid4())}, 403, "histories-session-needed"),
    ],
)  # fmt: skip
def test_moments_that_cannot_be_are_refused(
    desk: Desk, late: Late, query: dict[str, str], status: int, slug: str
) -> None:
    refused = desk.get(history(late), **query)
    assert (refused.status, refused.slug) == (status, slug)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ({"from_": 3, "to": 1}, "histories-moments-reversed"),
        ({"from_": 1, "to": 9}, "histories-version-ahead"),
        ({"from_": 1, "to": 2, "axis": "occurred"}, "validation"),
        ({"from_": 1}, "validation"),
        ({"from_": 1, "to": "2199-01-01T00:00:00Z"}, "histories-moment-ahead"),
    ],
)
def test_differences_that_cannot_be_are_refused(desk: Desk, late: Late, query: dict[str, Any], slug: str) -> None:
    assert desk.get(f"{history(late)}/difference", **query).slug == slug


def test_an_unknown_field_is_refused(desk: Desk, late: Late) -> None:
    path = f"{history(late)}/explanation"
    assert desk.get(path, field="nothing").slug == "histories-field-unknown"
    assert desk.get(path, field="_version; drop").status == 422
    assert desk.get(path).status == 422


def test_what_is_elsewhere_or_nowhere_is_not_found(desk: Desk, late: Late, token: Token) -> None:
    assert desk.get(f"/v1/histories/{uuid4()}").status == 404
    elsewhere = Desk(desk.api, token("auditor", subject="auditor-to", uf=["TO"])).open(late.person)
    assert elsewhere.get(history(late)).body["detail"] == desk.get(f"/v1/histories/{uuid4()}").body["detail"]
    assert elsewhere.get("/v1/histories", case=late.person).body["items"] == []
    withheld = elsewhere.get(f"/v1/timelines/{late.person}").body
    assert (withheld["items"], withheld["flows"], withheld["withheld"]) == ([], [], 2)
    nowhere = Desk(desk.api, token("auditor", subject="auditor-nowhere")).open(late.person)
    assert nowhere.get(history(late)).status == 404


def test_a_session_is_for_one_auditor_one_case_and_until_it_is_closed(desk: Desk, late: Late, token: Token) -> None:
    other = Desk(desk.api, token("auditor", subject="somebody else", uf=["AM"]), desk.session)
    assert other.get(history(late)).slug == "histories-session-needed"
    elsewhere = desk.open(str(uuid4()))
    assert elsewhere.get(history(late)).slug == "histories-session-needed"
    path = f"/v1/history-sessions/{desk.session}/closing"
    assert desk.api.post(path, {}, other.token, match=1).status == 404
    assert desk.api.post(path, {}, desk.token, match=1).status == 200
    assert desk.api.post(path, {}, desk.token, match=2).slug == "histories-session-closed"
    assert desk.get(history(late)).slug == "histories-session-needed"


def test_a_reason_is_needed_and_names_nobody(desk: Desk, late: Late) -> None:
    body = {"case_id": late.person, "reason": "Complaint of CPF 529.982.247-25"}
    assert desk.api.post("/v1/history-sessions", body, desk.token).slug == "histories-reason-names-somebody"
    assert desk.api.post("/v1/history-sessions", {**body, "reason": "because"}, desk.token).status == 422


def test_who_has_no_business_with_histories_is_refused(desk: Desk, late: Late, token: Token) -> None:
    body = {"case_id": late.person, "reason": REASON}
    for role in ("social_worker", "operator", "indicator_publisher", "service"):
        assert desk.api.post("/v1/history-sessions", body, token(role, uf=["AM"])).status == 403
        assert desk.api.get(f"{history(late)}?session={desk.session}", token(role, uf=["AM"])).status == 403


def test_every_answer_is_on_record_before_it_is_given(desk: Desk, late: Late, stack: Stack) -> None:
    desk.get(history(late), limit=2)
    desk.get(f"{history(late)}/explanation", field="status")
    desk.get(f"/v1/timelines/{late.person}")
    rows = readings(stack, desk.session)
    assert [shown for shown, _, _ in rows] == ["history", "explanation", "timeline"]
    assert [len(positions) for _, _, positions in rows] == [2, 3, 4]
    assert rows[0][1] == late.reception
    desk.get(history(late), as_of_recorded=99)
    assert len(readings(stack, desk.session)) == 3


def readings(stack: Stack, session: str) -> list[tuple[str, str, list[int]]]:
    with stack.postgres.connect("intake") as connection:
        found = connection.execute(
            "SELECT convert_from(state, 'UTF8')::jsonb FROM stored_events"
            " WHERE topic = 'intake.history-reading.recorded'"
            " AND convert_from(state, 'UTF8')::jsonb ->> 'session_id' = %s"
            " ORDER BY notification_id",
            (session,),
        ).fetchall()
    return [(state["shown"], state["record_id"], state["positions"]) for (state,) in found]
