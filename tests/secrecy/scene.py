"""A notice at a commission, and the people who must not learn of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from scripts.demo.network import Network, User

SEATS = (
    ("judge", "presidency", "MALE"),
    ("judge", "degree_vote", "FEMALE"),
    ("staff", "union_or_association", "FEMALE"),
    ("staff", "accessibility_commission", "MALE"),
    ("outsourced", "union_or_association", "FEMALE"),
)
GRANTED = {"granted_at": "2025-04-17T12:20:00Z", "evidence": "audio"}
NOTICES, CASES = "/notices/v1/notices", "/commissions/v1/cases"


@dataclass(frozen=True)
class Question:
    """One request of somebody outside, about an id: `path` has a place for it."""

    name: str
    user: User
    path: str
    known: str
    body: dict[str, Any] | None = None


@dataclass(frozen=True)
class Scene:
    """A notice and its case. The noticed person works at the court and may use the platform; so may the members who
    have a conflict: one was recused, one came later and was never put on the list."""

    notice: str
    case: str
    noticed: User
    recused: User
    newcomer: User
    stranger: User

    def questions(self) -> Iterator[Question]:
        """All that the API lets them ask about an id, in either store."""
        for who, user in (("noticed person", self.noticed), ("stranger", self.stranger), ("recused", self.recused)):
            for path in (f"{NOTICES}/{{}}", f"{NOTICES}/{{}}/content", f"{NOTICES}/{{}}/readings"):
                yield Question(f"{who} GET {path}", user, path, self.notice)
            yield Question(f"{who} POST withdrawal", user, f"{NOTICES}/{{}}/withdrawal", self.notice, {})
        for who, user in (("noticed person", self.noticed), ("recused", self.recused), ("newcomer", self.newcomer)):
            for path in (f"{CASES}/{{}}", f"{CASES}/{{}}/notice"):
                yield Question(f"{who} GET {path}", user, path, self.case)
            yield Question(f"{who} POST closure", user, f"{CASES}/{{}}/closure", self.case, {})


def _commission(network: Network, secretary: User) -> tuple[str, int, list[User]]:
    """A commission, its version, and its members."""
    made = secretary.post(
        "/commissions/v1/commissions",
        {
            "court_id": str(uuid4()), "segment": "state", "size": "medium", "degree": "first", "uf": "AM",
            "zone": "America/Manaus", "constituted_on": "2021-01-04",
        },
    )  # fmt: skip
    path, users = f"/commissions/v1/commissions/{made.id}", list[User]()
    last = secretary.post(f"{path}/secretariat", {"secretariat": "Fictional Unit"}, made.version)
    for number, (category, basis, gender) in enumerate(SEATS):
        account = f"secret-{uuid4().hex[:8]}-{number}"
        last = secretary.post(f"{path}/members", member(account, category, basis, gender), last.version)
        users.append(network.user(account, "commission_member", uf=["AM"], commission=[made.id]))
    return made.id, secretary.post(f"{path}/activation", {}, last.version).version, users


def member(account: str, category: str, basis: str, gender: str) -> dict[str, Any]:
    return {
        "account": account, "member_ref": f"TJ-{account}", "category": category, "basis": basis, "gender": gender,
        "seat_iii_qualifies": basis == "accessibility_commission", "since": "2025-01-07",
    }  # fmt: skip


def play(network: Network) -> Scene:
    """Record a notice, send it, recuse one member, let another one join."""
    secretary = network.user("Court administration", "commission_secretary", uf=["AM"])
    commission, version, users = _commission(network, secretary)
    attending, recused = users[2], users[4]
    made = attending.post(NOTICES, notice(), at="2025-04-17T12:40:00Z")
    routing = {"commission_id": commission}
    sent = network.eventually(
        lambda: attending.post(f"{NOTICES}/{made.id}/routing", routing, match=1, any_status=True).status,
        lambda status: status == 200,
    )
    assert sent == 200
    (case,) = network.eventually(lambda: attending.get(CASES).body["items"], bool)
    one = f"{CASES}/{case['case_id']}"
    attending.post(f"{one}/conflicts", {"account": recused.name}, match=attending.get(one).version)
    newcomer = f"secret-{uuid4().hex[:8]}-9"
    joined = member(newcomer, "staff", "degree_vote", "FEMALE")
    secretary.post(f"/commissions/v1/commissions/{commission}/members", joined, version)
    return Scene(
        made.id, case["case_id"],
        noticed=network.user(f"secret-{uuid4().hex[:8]}-x", "commission_member", uf=["AM"], commission=[commission]),
        recused=recused,
        newcomer=network.user(newcomer, "commission_member", uf=["AM"], commission=[commission]),
        stranger=network.user(f"secret-{uuid4().hex[:8]}-s", "commission_member", uf=["AM"]),
    )  # fmt: skip


def notice() -> dict[str, Any]:
    return {
        "place": {"court_id": str(uuid4()), "degree": "first", "uf": "AM", "zone": "America/Manaus"},
        "options_explained_at": "2025-04-17T12:12:00Z",
        "scopes": [{"scope": scope, **GRANTED} for scope in ("RECORD", "DELIBERATE")],
        "notifier": {"name": "Fictional Notifier", "person_ref": f"N-{uuid4().hex[:6]}", "identity_checked": True},
        "statement": "Told in confidence.",
        "conduct_types": ["MORAL"],
        "circumstances": {"receiving_instance": "COMMISSION", "channel": "phone"},
        "noticed": [{"person_ref": f"X-{uuid4().hex[:6]}"}],
    }
