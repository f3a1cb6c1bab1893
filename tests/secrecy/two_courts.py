"""Notices of two courts in two states, in different numbers, told to members of two commissions of different sizes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from infra.deadlines.deadline import deadline_id
from infra.stores import CONFIDENTIAL
from scripts.demo.network import Network, User
from tests.secrecy.grouping import Groups, Row, rows
from tests.secrecy.scene import CASES, NOTICES, member, notice

RULES = {"notices": ("DL03", "DL04"), "commissions": ("DL04",)}


@dataclass
class Court:
    """A court with its commission, and what was told there: the id of each notice and of its case."""

    uf: str
    zone: str
    court_id: str = field(default_factory=lambda: str(uuid4()))
    commission: str = ""
    members: list[User] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> dict[str, str]:
        return {"court_id": self.court_id, "degree": "first", "uf": self.uf, "zone": self.zone}

    @property
    def words(self) -> set[str]:
        """What no row about a notice may say in clear."""
        return {self.court_id, self.commission, self.zone, self.uf, *(user.name for user in self.members)}


def constitute(network: Network, court: Court, seats: tuple[tuple[str, str, str], ...]) -> None:
    secretary = network.user("Court administration", "commission_secretary", uf=[court.uf])
    made = secretary.post(
        "/commissions/v1/commissions",
        {**court.place, "segment": "state", "size": "medium", "constituted_on": "2021-01-04"},
    )
    path, version = f"/commissions/v1/commissions/{made.id}", made.version
    for number, (category, basis, gender) in enumerate(seats):
        account = f"grouped-{court.uf.lower()}-{uuid4().hex[:8]}-{number}"
        version = secretary.post(f"{path}/members", member(account, category, basis, gender), version).version
        court.members.append(network.user(account, "commission_member", uf=[court.uf], commission=[made.id]))
    secretary.post(f"{path}/activation", {}, version)
    court.commission = str(made.id)


def tell(network: Network, court: Court) -> None:
    """One notice, sent to the court's commission, read there, and its case with the members."""
    attending = court.members[0]
    made = attending.post(NOTICES, {**notice(), "place": court.place}, at="2025-04-17T12:40:00Z")
    attending.get(f"{NOTICES}/{made.id}/content")
    routing = {"commission_id": court.commission}
    sent = network.eventually(
        lambda: attending.post(f"{NOTICES}/{made.id}/routing", routing, match=1, any_status=True).status,
        lambda status: status == 200,
    )
    assert sent == 200
    known = set(court.cases.values())
    found = network.eventually(lambda: {i["case_id"] for i in attending.get(CASES).body["items"]} - known, bool, 60)
    (court.cases[str(made.id)],) = found


def ids(notice_id: str, case_id: str) -> Iterator[str]:
    """By which rows of a notice can be told."""
    yield from (notice_id, case_id)
    for store, subject in (("notices", notice_id), ("commissions", case_id)):
        yield from (str(deadline_id(store, rule, UUID(subject))) for rule in RULES[store])


def seen(network: Network) -> set[str]:
    """Every row of the zone as text, to know later which are new."""
    return {_text(table, row) for store in sorted(CONFIDENTIAL) for table, row in everything(network, store)}


def everything(network: Network, store: str) -> Iterator[tuple[str, Row]]:
    """Of a store's database and of its key database, as a superuser."""
    for database in (store, f"{store}_keys"):
        with network.stack.postgres.connect(database) as connection:
            yield from ((f"{database}/{table}", row) for table, row in rows(connection))


def grouped(network: Network, courts: list[Court], before: set[str]) -> tuple[Groups, list[str]]:
    """The cells of all rows of the planted notices; and the text of everything that is new."""
    marks = {mark: n for court in courts for n, case in court.cases.items() for mark in ids(n, case)}
    groups, new = Groups(), []
    for store in sorted(CONFIDENTIAL):
        for table, row in everything(network, store):
            text = _text(table, row)
            if text not in before:
                new.append(text)
            groups.add(table, row, {matter for mark, matter in marks.items() if mark in text})
    return groups, new


def _text(table: str, row: Row) -> str:
    return f"{table} { {name: _readable(value) for name, value in row.items()} }"


def _readable(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        with suppress(UnicodeDecodeError):
            return bytes(value).decode()
        return bytes(value).hex()
    return value if isinstance(value, (dict, list)) else str(value)
