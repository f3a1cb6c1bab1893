"""Puts canaries into every store through its API, as people, offices and commissions would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from infra.stores import STORES
from scripts.demo.network import Network, Reply, User
from tests.canaries.searching import Blob
from tests.canaries.seeds import Canaries, Canary, Kind

PERSONS, NOTICES = 50, 20
REGULAR = (
    ("judge", "presidency", "MALE"),
    ("judge", "degree_vote", "FEMALE"),
    ("staff", "union_or_association", "FEMALE"),
    ("staff", "accessibility_commission", "MALE"),
    ("outsourced", "union_or_association", "FEMALE"),
)
GRANTED = {"granted_at": "2025-04-17T12:20:00Z", "evidence": "audio"}


@dataclass
class Planted:
    """What was made, by id, with the canaries that it holds; and what was refused, with its answers."""

    office: str
    staff: User
    member: User
    persons: dict[str, list[Canary]] = field(default_factory=dict)
    notices: dict[str, list[Canary]] = field(default_factory=dict)
    members: dict[str, Canary] = field(default_factory=dict)
    refused: list[Canary] = field(default_factory=list)
    problems: list[Blob] = field(default_factory=list)


def plant(network: Network, canaries: Canaries) -> Planted:
    """All of them: most are accepted and sealed, the others are in requests that each store refuses."""
    office, staff = _office(network)
    commission, member, members = _commission(network, canaries)
    planted = Planted(office, staff, member, members=members)
    for _ in range(PERSONS):
        _person(planted, canaries)
    _case(planted, canaries)
    for _ in range(NOTICES):
        _notice(planted, canaries, commission)
    network.eventually(lambda: member.get("/commissions/v1/cases").body["items"], lambda cases: len(cases) >= NOTICES)
    for canary in canaries.rest():
        planted.refused.append(canary)
        planted.problems.extend(_refusals(network, canary, STORES[canary.number % len(STORES)]))
    return planted


def _office(network: Network) -> tuple[str, User]:
    coordinator = network.user("Canary coordinator", "office_coordinator", uf=["AM"])
    body = {"name": "Porto", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}
    office = coordinator.post("/intake/v1/offices", body).id
    return office, network.user("Canary worker", "social_worker", uf=["AM"], office=[office])


def _person(planted: Planted, canaries: Canaries) -> None:
    """Registered, renamed, received, read."""
    civil, social = canaries.take(Kind.NAME), canaries.take(Kind.NAME)
    said = [canaries.take(kind) for kind in (Kind.NARRATIVE, Kind.DOCUMENT, Kind.TELEPHONE)]
    body = {
        "client_types": ["released"], "civil_name": civil.text, "birth_date": "1990-11-08",
        "accessibility_needs": " ".join(canary.text for canary in said),
    }  # fmt: skip
    staff = planted.staff
    person = staff.post("/intake/v1/persons", body)
    path = f"/intake/v1/persons/{person.id}"
    staff.post(f"{path}/social-name", {"social_name": social.text}, match=person.version)
    staff.post("/intake/v1/receptions", {"office_id": planted.office, "person_id": person.id})
    consent = {"scope": "SERVICE_RECORD", "granted_by": "legal_guardian", "evidence": "audio"}
    sealed = {"purpose_text": said[0].text, "evidence_ref": said[1].text, "guardian_ref": civil.text}
    staff.post(f"{path}/consents", consent | sealed)
    assert staff.get(path).body["display_name"] == social.text
    planted.persons[person.id] = [civil, social, *said]


def _case(planted: Planted, canaries: Canaries) -> None:
    """Somebody about to leave prison, opened by hand, and who is in a list."""
    name, number, reference = (canaries.take(kind) for kind in (Kind.NAME, Kind.DOCUMENT, Kind.DOCUMENT))
    said = {"name": name.text, "cpf": number.text, "reference": reference.text, "expected_release_on": "2026-09-01"}
    case = planted.staff.post("/intake/v1/pre-release-cases", {**said, "office_id": planted.office})
    assert planted.staff.get(f"/intake/v1/pre-release-cases/{case.id}").body["name"] == name.text
    announced = {"office_id": planted.office, "source": "prison", "rows": 1}
    taken = planted.staff.post("/intake/v1/pre-release-lists", announced)
    chunk = {"chunk": 1, "rows": [{"row": 1, **said}]}
    again = planted.staff.post(f"/intake/v1/pre-release-lists/{taken.id}/chunks", chunk)
    assert again.body["renewed"] == [{"row": 1, "case_id": case.id, "code": "listed-again"}]


def _commission(network: Network, canaries: Canaries) -> tuple[str, User, dict[str, Canary]]:
    """Active and regular; its members' registry references are canaries."""
    secretary = network.user("Canary administration", "commission_secretary", uf=["AM"])
    made = secretary.post(
        "/commissions/v1/commissions",
        {
            "court_id": str(uuid4()), "segment": "state", "size": "medium", "degree": "first", "uf": "AM",
            "zone": "America/Manaus", "constituted_on": "2021-01-04",
        },
    )  # fmt: skip
    path, members = f"/commissions/v1/commissions/{made.id}", {}
    last = secretary.post(f"{path}/secretariat", {"secretariat": "Fictional Unit"}, made.version)
    for number, (category, basis, gender) in enumerate(REGULAR):
        account, reference = f"canary-{uuid4().hex[:8]}-{number}", canaries.take(Kind.DOCUMENT)
        body = {
            "account": account, "member_ref": reference.text, "category": category, "basis": basis, "gender": gender,
            "seat_iii_qualifies": basis == "accessibility_commission", "since": "2025-01-07",
        }  # fmt: skip
        last = secretary.post(f"{path}/members", body, last.version)
        members[account] = reference
    secretary.post(f"{path}/activation", {}, last.version)
    return made.id, network.user(next(iter(members)), "commission_member", uf=["AM"], commission=[made.id]), members


def _notice(planted: Planted, canaries: Canaries, commission: str) -> None:
    """Recorded, read, sent to the commission."""
    used = _Used(canaries)
    made = planted.member.post("/notices/v1/notices", _notice_body(used), at="2025-04-17T12:40:00Z")
    path = f"/notices/v1/notices/{made.id}"
    assert used.taken[0].text in planted.member.get(f"{path}/content").body["notifier"]["name"]
    sent = _until_known(planted.member, f"{path}/routing", {"commission_id": commission})
    assert sent.body["status"] == "sent_to_commission"
    planted.notices[made.id] = used.taken


def _until_known(member: User, path: str, body: dict[str, Any]) -> Reply:
    """Notices hears of a new commission within moments."""
    reply: Reply = member.network.eventually(
        lambda: member.post(path, body, match=1, any_status=True), lambda reply: reply.status == 200
    )
    return reply


class _Used:
    def __init__(self, canaries: Canaries) -> None:
        self.canaries, self.taken = canaries, list[Canary]()

    def __call__(self, kind: Kind) -> str:
        self.taken.append(self.canaries.take(kind))
        return self.taken[-1].text


def _notice_body(used: _Used) -> dict[str, Any]:
    return {
        "place": {"court_id": str(uuid4()), "degree": "first", "uf": "AM", "zone": "America/Manaus"},
        "options_explained_at": "2025-04-17T12:12:00Z",
        "scopes": [{"scope": scope, **GRANTED} for scope in ("RECORD", "DELIBERATE")],
        "notifier": {
            "name": used(Kind.NAME), "companion": used(Kind.NAME), "person_ref": used(Kind.DOCUMENT),
            "safe_contact": used(Kind.TELEPHONE), "identity_checked": True,
        },
        "statement": " ".join(used(kind) for kind in (Kind.NARRATIVE, Kind.DOCUMENT, Kind.TELEPHONE)),
        "conduct_types": ["MORAL"],
        "circumstances": {"receiving_instance": "COMMISSION", "channel": "phone"},
        "noticed": [{"person_ref": used(Kind.DOCUMENT), "function": used(Kind.NARRATIVE)}],
    }  # fmt: skip


REFUSING: dict[str, tuple[str, str, str]] = {
    "intake": ("/intake/v1/persons", "social_worker", "client_types"),
    "notices": ("/notices/v1/notices", "commission_member", "statement"),
    "referrals": ("/referrals/v1/partners", "network_manager", "org_type"),
    "commissions": ("/commissions/v1/commissions", "commission_secretary", "segment"),
    "coordination": ("/coordination/v1/problems", "meeting_participant", "domain"),
    "analytics": ("/analytics/v1/replay-sessions", "auditor", "case_store"),
}


def _refusals(network: Network, canary: Canary, store: str) -> Iterator[Blob]:
    """What each way of sending something wrong is answered: in a body, an unknown member, a query, a path."""
    path, role, member = REFUSING[store]
    user = network.user("Canary mistaken", role, uf=["AM"], office=[str(uuid4())])
    headers = {"Authorization": f"Bearer {user.token}", "Idempotency-Key": str(uuid4())}
    requests: Sequence[tuple[str, str, dict[str, Any]]] = (
        ("POST", path, {"json": {member: [canary.text]}}),
        ("POST", path, {"json": {canary.text: canary.text}}),
        ("POST", path, {"content": f'{{"{member}": "{canary.text}"', "headers": {"Content-Type": "application/json"}}),
        ("GET", path, {"params": {"q": canary.text, "cursor": canary.text}}),
        ("GET", f"{path}/{canary.text}", {}),
    )
    for number, (method, where, options) in enumerate(requests):
        sent = {**headers, **options.pop("headers", {})}
        answer = network.client.request(method, network.url(where), headers=sent, **options)
        assert 400 <= answer.status_code < 500, (store, number, answer.status_code)
        yield Blob("problem bodies", f"{store} {number}", str(answer.headers).encode() + answer.content)
