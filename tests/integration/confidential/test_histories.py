"""Histories of the confidential zone: for its own auditors, pseudonymous, and for everybody else not there at all."""

from __future__ import annotations

from unittest.mock import ANY
from uuid import uuid4

import pytest

from tests.http import Api, Reply
from tests.integration.confidential.conftest import Zone

NEEDED = "histories-session-needed"
REASON = "Assignment 12 of the zone's own audit"


def auditor(zone: Zone, **changes: object) -> str:
    claims: dict[str, object] = {
        "role": "confidential_auditor",
        "subject": "zone-auditor",
        "uf": ["AM"],
        "person_ref": "TJ-DEMO-audit",
    }
    claims |= changes
    return zone.token(**claims)


def opened(api: Api, record: str, token: str) -> Reply:
    return api.post("/v1/history-sessions", {"case_id": record, "reason": REASON}, token)


def test_the_zones_auditor_sees_what_happened_and_nobodys_name(zone: Zone) -> None:
    notice = zone.notice("h-rosa", "h-notifier", "h-noticed")
    session = opened(zone.notices, notice.id, auditor(zone)).id
    reply = zone.notices.get(f"/v1/histories/{notice.id}?session={session}", auditor(zone))
    (event,) = reply.body["items"]
    assert (event["event"], event["actor"].startswith("actor-")) == ("notices.notice.recorded", True)
    assert (event["values"]["statement"], event["values"]["attending"]) == ("[sealed]", "[withheld]")
    for name in ("h-rosa", "h-notifier", "h-noticed", "Fictional", "Told in confidence"):
        assert name not in str(reply.body)
    state = zone.notices.get(f"/v1/histories/{notice.id}/explanation?session={session}&field=status", auditor(zone))
    assert state.body["set_by"]["actor"] == event["actor"]
    case = zone.notices.get(f"/v1/timelines/{notice.id}?session={session}", auditor(zone)).body
    assert [one["event"] for one in case["items"]] == ["notices.notice.recorded"]
    listed = zone.notices.get(f"/v1/histories?session={session}&case={notice.id}", auditor(zone)).body["items"]
    assert [one["stream"] for one in listed] == [notice.id]


def test_to_everybody_else_a_notice_has_no_history(zone: Zone) -> None:
    notice = zone.notice("h-ana", "h-notifier2", "h-noticed2")
    session = opened(zone.notices, notice.id, auditor(zone)).id
    strangers = {
        "an auditor of the open stores": zone.token("auditor", subject="open-auditor", uf=["AM"]),
        "the zone's auditor of another state": auditor(zone, uf=["TO"]),
        "the zone's auditor of no state": auditor(zone, uf=[]),
        "a member with an auditor's scope": zone.token("commission_member", scope="audit:replay", uf=["AM"]),
    }
    for who, token in strangers.items():
        for there, nowhere in zip(asked(notice.id, session), asked(str(uuid4()), session), strict=True):
            one, other = zone.notices.get(there, token), zone.notices.get(nowhere, token)
            assert (
                (one.status, one.body["detail"]) == (other.status, other.body["detail"]) == (404, one.body["detail"])
            ), who
        refused, unknown = opened(zone.notices, notice.id, token), opened(zone.notices, str(uuid4()), token)
        assert (refused.status, refused.body["detail"]) == (unknown.status, unknown.body["detail"]), who
        assert refused.status == 404


def asked(record: str, session: str) -> tuple[str, ...]:
    return (
        f"/v1/histories/{record}?session={session}",
        f"/v1/histories/{record}/explanation?session={session}&field=status",
        f"/v1/histories/{record}/difference?session={session}&from=1&to=1",
    )


def test_a_timeline_without_a_session_tells_nothing(zone: Zone) -> None:
    notice = zone.notice("h-bia", "h-notifier3", "h-noticed3")
    session = opened(zone.notices, notice.id, auditor(zone)).id
    stranger = zone.token("auditor", subject="open-auditor", uf=["AM"])
    for record in (notice.id, str(uuid4())):
        for path in (f"/v1/timelines/{record}?session={session}", f"/v1/histories?session={session}&case={record}"):
            assert zone.notices.get(path, stranger).slug == "not-found"
    assert zone.notices.get(f"/v1/timelines/{notice.id}?session={uuid4()}", auditor(zone)).slug == NEEDED


def test_a_case_of_a_commission_is_read_in_the_same_way(zone: Zone) -> None:
    prefix = f"{uuid4().hex[:8]}-"
    commission = zone.commission(prefix)
    notice = zone.notice(f"{prefix}jo", "h-notifier4", "h-noticed4")
    zone.route(f"{prefix}jo", notice, commission)
    (case,) = zone.cases(f"{prefix}jo")
    stranger = zone.token("auditor", subject="open-auditor", uf=["AM"])
    assert opened(zone.commissions, case["case_id"], stranger).status == 404
    mine = auditor(zone, uf=[], commission=[commission])
    session = opened(zone.commissions, case["case_id"], mine)
    reply = zone.commissions.get(f"/v1/histories/{case['case_id']}?session={session.id}", mine)
    assert reply.status == 200, reply.body
    assert reply.body["items"][0]["event"] == "commissions.notice-case.opened"
    assert prefix not in str(reply.body)


@pytest.mark.parametrize("party", ["c-notifier", "c-noticed"])
def test_a_party_of_a_notice_does_not_audit_it(zone: Zone, party: str) -> None:
    """The same answer as for an unknown id, however the reference is spelt."""
    notice = zone.notice("c-rosa", "c-notifier", "c-noticed")
    mine = auditor(zone, person_ref=f"tj demo {party.upper()}")
    refused, unknown = opened(zone.notices, notice.id, mine), opened(zone.notices, str(uuid4()), mine)
    assert (refused.status, refused.body["detail"]) == (unknown.status, unknown.body["detail"]) == (404, ANY)
    assert opened(zone.notices, notice.id, auditor(zone)).status == 201


def test_who_cannot_be_compared_with_the_parties_does_not_audit(zone: Zone) -> None:
    notice = zone.notice("d-rosa", "d-notifier", "d-noticed", notifier_account="d-notifier-account")
    nameless = zone.token("confidential_auditor", subject="zone-auditor", uf=["AM"])
    assert opened(zone.notices, notice.id, nameless).status == 404
    assert opened(zone.notices, notice.id, auditor(zone, subject="d-notifier-account")).status == 404


def test_a_party_does_not_audit_the_case_of_a_commission(zone: Zone) -> None:
    prefix = f"{uuid4().hex[:8]}-"
    commission = zone.commission(prefix)
    notice = zone.notice(f"{prefix}jo", f"{prefix}notifier", f"{prefix}noticed")
    zone.route(f"{prefix}jo", notice, commission)
    (case,) = zone.cases(f"{prefix}jo")
    for party in ("notifier", "noticed"):
        mine = auditor(zone, uf=[], commission=[commission], person_ref=f"TJ-DEMO-{prefix}{party}")
        assert opened(zone.commissions, case["case_id"], mine).status == 404
    assert opened(zone.commissions, case["case_id"], auditor(zone, uf=[], commission=[commission])).status == 201


def test_the_comparison_stands_among_the_readings(zone: Zone) -> None:
    notice = zone.notice("e-rosa", "e-notifier", "e-noticed")
    assert opened(zone.notices, notice.id, auditor(zone)).status == 201
    readings = zone.notices.get(f"/v1/notices/{notice.id}/readings", zone.member("e-rosa")).body["items"]
    assert [(one["reader"], one["purpose"]) for one in readings] == [("zone-auditor", "conflict-check")]
