"""Both confidential stores on their real databases; messages are carried by hand, as relay and worker would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from contracts.commissions import CommissionConstituted
from contracts.contract import Contract
from infra import world
from infra.application import Application, repeated
from infra.composition import StoreDefinition, open_store
from infra.database import connect
from infra.eventstore.veiling import unveiled_message
from infra.messaging import envelope
from infra.settings import Settings
from services.commissions.harassment import reactions as in_commissions
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.composing import composed as commissions_composed
from services.commissions.harassment.store import STORE as COMMISSIONS
from services.intake.notices import reactions as in_notices
from services.intake.notices.application import composed as notices_composed
from services.intake.notices.store import STORE as NOTICES
from tests.conftest import Token
from tests.http import Api, Reply

REGULAR = (
    ("jo", "judge", "presidency", "MALE"),
    ("ju", "judge", "degree_vote", "FEMALE"),
    ("ana", "staff", "union_or_association", "FEMALE"),
    ("rui", "staff", "accessibility_commission", "MALE"),
    ("bia", "outsourced", "union_or_association", "FEMALE"),
)


@dataclass
class Zone:
    """Two stores, one hand that carries messages, and people with tokens."""

    notices: Api
    commissions: Api
    token: Token
    settings: Callable[[Sequence[str], str], Settings]
    consumers: Mapping[str, tuple[Any, Application]]
    done: dict[str, int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    constituted: set[str] = field(default_factory=set)

    def member(self, account: str, *commissions: str) -> str:
        return self.token("commission_member", subject=account, uf=["AM"], commission=commissions)

    @property
    def secretary(self) -> str:
        return self.token("commission_secretary", subject="secretary", uf=["AM"])

    def published(self, store: str) -> list[dict[str, Any]]:
        """The messages since the last call."""
        with connect(self.settings([store], "job").stores[store].database("app")) as connection:
            rows = connection.execute(
                "SELECT position, message FROM published WHERE position > %s ORDER BY position",
                (self.done.get(store, 0),),
            ).fetchall()
        if rows:
            self.done[store] = rows[-1][0]
        return [unveiled_message(message) for _, message in rows]

    def carry(self) -> None:
        """Bring every new message of each store to the other."""
        for source, consumer in (("commissions", "notices"), ("notices", "commissions"), ("commissions", "notices")):
            module, application = self.consumers[consumer]
            for message in self.published(source):
                read = envelope.read(message, "confidential")
                if read.envelope.name == CommissionConstituted.TYPE:
                    self.constituted.add(message["data"]["commission_id"])
                if not self._ours(message["data"]):
                    continue
                contract = Contract.REGISTRY[(read.envelope.name, read.envelope.major)]
                for function in vars(module).values():
                    if getattr(function, "subscribes", None) is contract:
                        said = contract.parse(message["data"])
                        react = partial(function, application, said, read.envelope)
                        repeated(application.store, react)

    def _ours(self, data: Mapping[str, Any]) -> bool:
        """Tests of single operations open cases of notices that never were, and appoint members to commissions that
        they constituted before messages were carried: nobody carries word of those.
        """
        notice, commission = data.get("notice_id"), data.get("commission_id")
        return (notice is None or notice in self.made) and (commission is None or commission in self.constituted)

    def commission(self, prefix: str, *more: tuple[str, str, str, str], court: str | None = None) -> str:
        """An active, regular commission whose members' accounts begin with `prefix`."""
        body = {
            "court_id": court or str(uuid4()), "segment": "state", "size": "medium", "degree": "first", "uf": "AM",
            "zone": "America/Manaus", "constituted_on": "2021-01-04",
        }  # fmt: skip
        made = self._done(self.commissions.post("/v1/commissions", body, self.secretary))
        path = f"/v1/commissions/{made.id}"
        steps: list[tuple[str, dict[str, Any]]] = [("secretariat", {"secretariat": "Fictional Unit"})]
        steps += [("members", seat(f"{prefix}{account}", *rest)) for account, *rest in (*REGULAR, *more)]
        last = made
        for step, values in (*steps, ("activation", {})):
            last = self._done(self.commissions.post(f"{path}/{step}", values, self.secretary, match=last.version))
        assert last.body["violations"] == []
        self.carry()
        return made.id

    def notice(self, attending: str, notifier: str, noticed: str, **changes: Any) -> Reply:
        body = {**notice_body(notifier, noticed), **changes}
        made = self._done(self.notices.post("/v1/notices", body, self.member(attending)))
        self.made.add(made.id)
        return made

    def route(self, attending: str, notice: Reply, commission: str, match: int = 1) -> Reply:
        path = f"/v1/notices/{notice.id}/routing"
        reply = self.notices.post(path, {"commission_id": commission}, self.member(attending), match=match)
        self.carry()
        return reply

    def cases(self, account: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._done(self.commissions.get("/v1/cases", self.member(account))).body["items"]
        return items

    @staticmethod
    def _done(reply: Reply) -> Reply:
        assert reply.status in (200, 201), reply.body
        return reply


def seat(account: str, category: str, basis: str, gender: str) -> dict[str, Any]:
    return {
        "account": account, "member_ref": f"TJ-DEMO-{account}", "category": category, "basis": basis,
        "gender": gender, "seat_iii_qualifies": basis == "accessibility_commission", "since": "2025-01-07",
    }  # fmt: skip


def notice_body(notifier: str, noticed: str) -> dict[str, Any]:
    now = world.now()
    asked = {"granted_at": (now - timedelta(minutes=5)).isoformat(), "evidence": "witness"}
    return {
        "place": {"court_id": str(uuid4()), "degree": "first", "uf": "AM", "zone": "America/Manaus"},
        "options_explained_at": (now - timedelta(minutes=30)).isoformat(),
        "scopes": [{"scope": scope, **asked} for scope in ("RECORD", "DELIBERATE", "SHARE_HEALTH")],
        "notifier": {"person_ref": f"TJ-DEMO-{notifier}", "name": "Fictional Notifier", "identity_checked": True},
        "statement": "Told in confidence.",
        "conduct_types": ["MORAL", "DISCRIMINATION"],
        "grounds": ["race"],
        "circumstances": {"receiving_instance": "COMMISSION", "channel": "phone"},
        "noticed": [{"person_ref": f"TJ-DEMO-{noticed}", "relation": "hierarchical_superior"}],
    }


@pytest.fixture(scope="session")
def zone(api: Callable[[str], Api], token: Token, settings: Callable[[Sequence[str], str], Settings]) -> Zone:
    def application(definition: StoreDefinition, make: Callable[[Any], Sequence[Application]]) -> Sequence[Application]:
        return make(open_store(definition, settings([definition.name], "api")))

    of_notices = application(NOTICES, notices_composed(settings(["notices"], "api").token_key_file))
    of_commissions = application(COMMISSIONS, commissions_composed(settings(["commissions"], "api")))
    cases = next(one for one in of_commissions if isinstance(one, CasesApplication))
    consumers = {"notices": (in_notices, of_notices[0]), "commissions": (in_commissions, cases)}
    zone = Zone(api("notices"), api("commissions"), token, settings, consumers)
    for store in consumers:
        zone.published(store)
    return zone
