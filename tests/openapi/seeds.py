"""Records that no request makes: what a reaction opens, and what exists as soon as it is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contracts.notices import NoticeSentToCommission
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import NoticeScope
from contracts.vocabulary.rights import ConsentScope, DataClass
from contracts.vocabulary.transfers import TransferReason
from infra.metadata import Metadata, acting
from infra.web.host import EXTENSION, Host
from infra.world import now
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.domain.notice_case import NoticeCase
from services.referrals.cases.application import CasesApplication as ReferralsApplication
from services.referrals.transfers.applications import TransfersApplication
from services.referrals.transfers.leading_offices import LeadingOffice

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


def issued_paper(records: Records) -> str:
    """A certificate that the person has of a reception at the caller's office."""
    api, token = records.api, records.token
    told = {"office_id": records.known["office_id"], "person_id": records.ids["person_id"]}
    path = f"/v1/receptions/{api.post('/v1/receptions', told, token).id}"
    assert api.post(f"{path}/start", {}, token, match=1).status == 200
    issued = api.post(f"{path}/certificates", {"evidence": "signature"}, token)
    assert issued.status == 201, issued.body
    return issued.id


def formed_group(records: Records) -> str:
    """Two referrals of one person by the caller's office."""
    body = {"person_id": str(uuid4()), "office_id": records.known["office_id"], "need_domain": "food"}
    members = [records.api.post("/v1/referrals", body, records.token).id for _ in range(2)]
    formed = records.api.post("/v1/referral-groups", {"referrals": members, "lead": members[0]}, records.token)
    assert formed.status == 201, formed.body
    return formed.id


def presented_candidate(records: Records) -> str:
    """Somebody who allowed that the caller's organisation sees a name: the consent comes as a message."""
    host: Host = records.api.client.application.extensions[EXTENSION]
    person, grant, employer = uuid4(), uuid4(), UUID(records.ids["partner_id"])
    host.application(ReferralsApplication).learn_grant(
        grant, person, ConsentScope.SHARE_WITH_PARTNER, [employer], [DataClass.DISPLAY_NAME], None
    )
    body = {
        "vacancy_id": records.ids["vacancy_id"], "person_id": str(person), "grant_id": str(grant),
        "office_id": records.known["office_id"], "shared_fields": [],
    }  # fmt: skip
    presented = records.api.post("/v1/candidates", body, records.token)
    assert presented.status == 201, presented.body
    return presented.id


def requested_transfer(records: Records) -> str:
    """Of somebody of an office that closes, to the caller's office, which asks for it and so is both sides here.

    Intake, which knows who leads a case, is not there: what it would say is told by hand.
    """
    host: Host = records.api.client.application.extensions[EXTENSION]
    person, grant, closing, office = uuid4(), uuid4(), uuid4(), UUID(records.known["office_id"])
    host.application(ReferralsApplication).learn_grant(grant, person, ConsentScope.TRANSFER_OFFICE, [office], [], None)
    with acting(Metadata(actor="dev-bad-input", role="social_worker")):
        transfer = host.application(TransfersApplication).request(
            LeadingOffice(closing, UF.AC), person, closing, office, UF.AC, TransferReason.OFFICE_CLOSES, grant, office
        )
    return str(transfer.id)


def granted_seal(records: Records) -> str:
    """Of the caller's organisation, where somebody has completed a course."""
    course = {"title": "Bakery", "hours": 40, "certificate": True, "stages": ["after_release"], "places": 2}
    provider = {"provider_id": records.ids["partner_id"]}
    training = records.api.post("/v1/trainings", {**course, **provider}, records.token).id
    body = {
        "training_id": training, "person_id": str(uuid4()), "office_id": records.known["office_id"],
        "client_type": "released", "stage": "after_release",
    }  # fmt: skip
    enrolment = records.api.post("/v1/enrolments", body, records.token).id
    day = {"completed_on": (now() - timedelta(days=1)).date().isoformat()}
    completed = records.api.post(f"/v1/enrolments/{enrolment}/completion", day, records.token, match=1)
    assert completed.status == 200, completed.body
    seal = {"employer_id": records.ids["partner_id"], "ground": "courses", "proof_id": enrolment}
    granted = records.api.post("/v1/employer-seals", seal, records.token)
    assert granted.status == 201, granted.body
    return granted.id


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
    ("intake", "paper_id"): (("person_id", "reception_id"), issued_paper),
    ("referrals", "referral_group_id"): ((), formed_group),
    ("referrals", "candidate_id"): (("vacancy_id",), presented_candidate),
    ("referrals", "transfer_id"): ((), requested_transfer),
    ("referrals", "seal_id"): (("partner_id", "training_id"), granted_seal),
    ("notices", "unit_id"): ((), counted_unit),
    ("analytics", "replayed_case_id"): (("run_id",), itself("run_id")),
    **{(store, "stream_id"): ((name,), itself(name)) for store, name in RECORDS.items()},
    **{(store, "timeline_case_id"): ((name,), itself(name)) for store, name in RECORDS.items()},
    **{(s, "history_session_id"): ((RECORDS[s],), session_of_the_zone(RECORDS[s])) for s in ("notices", "commissions")},
}
