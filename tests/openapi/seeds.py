"""Records that no request makes: what a reaction opens, and what exists as soon as it is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contracts.notices import NoticeSentToCommission
from contracts.vocabulary.notices import NoticeScope
from infra.metadata import Metadata, acting
from infra.web.host import EXTENSION, Host
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.domain.notice_case import NoticeCase

if TYPE_CHECKING:
    from tests.openapi.records import Records

AT = datetime(2025, 1, 10, 12, tzinfo=UTC)


def opened_case(records: Records) -> str:
    """What the message of a sent notice opens: its members are on the list, the caller among them."""
    host: Host = records.api.client.application.extensions[EXTENSION]
    cases: CasesApplication = host.application(CasesApplication)
    notice, commission = uuid4(), UUID(records.ids["commission_id"])
    with acting(Metadata(actor="urn:travessia:notices", role="reaction")):
        cases.open_case(
            NoticeSentToCommission(
                notice_id=notice, commission_id=commission, conflict_tokens=(), scopes=(NoticeScope.DELIBERATE,),
                received_at=AT, urgent_look_due_at=AT, deliberation_due_at=AT, deliberation_due_on=date(2025, 2, 10),
            )
        )  # fmt: skip
    return str(NoticeCase.create_id(notice, commission))


def counted_unit(records: Records) -> str:
    """The tally of a unit that the caller is a member of, in a period in which one reception was counted."""
    unit: str = records.known["commission_id"]
    records.ids["period"] = "2025-01"
    counted = records.api.put(f"/v1/tallies/{unit}/2025-01", {"n": 1}, records.token, match=0)
    assert counted.status == 200, counted.body
    return unit


def flagged_pair(records: Records) -> str:
    """Two people of the caller's office whom somebody takes for one."""
    people = [records.api.post("/v1/persons", {"client_types": ["released"]}, records.token).id for _ in range(2)]
    body = {"person_id": people[0], "other_id": people[1], "reason": "said_by_person"}
    flagged = records.api.post("/v1/duplicate-pairs", body, records.token)
    assert flagged.status == 201, flagged.body
    return flagged.id


def formed_group(records: Records) -> str:
    """Two referrals of one person by the caller's office."""
    body = {"person_id": str(uuid4()), "office_id": records.known["office_id"], "need_domain": "food"}
    members = [records.api.post("/v1/referrals", body, records.token).id for _ in range(2)]
    formed = records.api.post("/v1/referral-groups", {"referrals": members, "lead": members[0]}, records.token)
    assert formed.status == 201, formed.body
    return formed.id


def itself(name: str) -> Callable[[Records], str]:
    """A history is that of a record, and a case can be one."""
    return lambda records: str(records.ids[name])


def session_of_the_zone(name: str) -> Callable[[Records], str]:
    """The zone's own auditor opens a session by the account of the records, with a right that no operation names."""

    def seed(records: Records) -> str:
        token = records.issued("audit:replay audit:confidential")
        body = {"case_id": records.ids[name], "reason": "Bad input to histories"}
        opened = records.api.post("/v1/history-sessions", body, token)
        assert opened.status == 201, opened.body
        return opened.id

    return seed


# One kind of record of each store whose history is asked for.
RECORDS = {
    "intake": "office_id", "notices": "notice_id", "referrals": "partner_id", "commissions": "commission_id",
    "coordination": "meeting_id", "analytics": "run_id",
}  # fmt: skip

# Store and parameter name, to what must exist before, and how the record comes to be.
SEEDS: Mapping[tuple[str, str], tuple[tuple[str, ...], Callable[[Records], str]]] = {
    ("commissions", "case_id"): (("member_id",), opened_case),
    ("intake", "pair_id"): (("office_id", "person_id"), flagged_pair),
    ("referrals", "referral_group_id"): ((), formed_group),
    ("notices", "unit_id"): ((), counted_unit),
    ("analytics", "replayed_case_id"): (("run_id",), itself("run_id")),
    **{(store, "stream_id"): ((name,), itself(name)) for store, name in RECORDS.items()},
    **{(store, "timeline_case_id"): ((name,), itself(name)) for store, name in RECORDS.items()},
    **{(s, "history_session_id"): ((RECORDS[s],), session_of_the_zone(RECORDS[s])) for s in ("notices", "commissions")},
}
