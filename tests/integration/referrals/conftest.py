"""A partner with an offer, an office and a person, over HTTP on the real databases; intake is played by a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.composition import close_store, open_store
from infra.kernel import NotFound
from infra.settings import Settings
from infra.web.host import EXTENSION
from services.referrals.app import make
from services.referrals.cases.application import CasesApplication
from services.referrals.store import STORE
from services.referrals.transfers.leading_offices import LeadingOffice
from tests.conftest import Token
from tests.http import Api, Reply

PLACE = {"uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}


class Intake:
    """Knows one person, or refuses as it is told to; everybody's case is led by the office that is named here."""

    refusal: Exception | None = None
    leads: UUID | None = None

    def leading(self, person_id: UUID) -> LeadingOffice:
        if self.leads is None:
            raise NotFound
        return LeadingOffice(self.leads, UF.AM)

    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass], reader: str
    ) -> Mapping[str, Any]:
        if self.refusal is not None:
            raise self.refusal
        return {field.value: "Dandara" for field in fields}


@dataclass
class Network:
    api: Api
    worker: CasesApplication
    intake: Intake
    manager: str
    partner_id: str
    partner: str
    office: str
    staff: str
    person: str

    def must(self, reply: Reply, status: int = 200) -> Reply:
        assert reply.status == status, reply.body
        return reply

    def offer(self, slots: int = 2) -> str:
        body = {
            "partner_id": self.partner_id,
            "need_domains": ["housing"],
            "data_needed": ["display_name"],
            "slots": slots,
        }
        return self.must(self.api.post("/v1/offers", body, self.manager), 201).id

    def consent(self) -> str:
        """What the worker learns from intake's message."""
        grant_id = uuid4()
        self.worker.learn_grant(
            grant_id, UUID(self.person), ConsentScope.SHARE_WITH_PARTNER, [UUID(self.partner_id)],
            [DataClass.DISPLAY_NAME], None,
        )  # fmt: skip
        return str(grant_id)

    def draft(self, **changes: Any) -> str:
        body = {"person_id": self.person, "office_id": self.office, "need_domain": "housing", "urgency": "same_day"}
        return self.must(self.api.post("/v1/referrals", {**body, **changes}, self.staff), 201).id

    def send(self, referral: str, offer: str, grant: str | None, **changes: Any) -> Reply:
        body = {"offer_id": offer, "grant_id": grant, "shared_fields": ["display_name"], **changes}
        return self.api.post(f"/v1/referrals/{referral}/sending", body, self.staff, match=1)

    def sent(self, offer: str, grant: str | None = None) -> str:
        referral = self.draft()
        self.must(self.send(referral, offer, grant or self.consent()))
        return referral

    def does(self, referral: str, step: str, match: int, body: Mapping[str, Any] | None = None) -> Reply:
        """The partner's next step."""
        return self.api.post(f"/v1/referrals/{referral}/{step}", dict(body or {}), self.partner, match=match)


@pytest.fixture
def network(settings: Callable[[Sequence[str], str], Settings], token: Token) -> Iterator[Network]:
    """An app and a worker's store of its own, closed behind the test: a server has so many connections and no more."""
    mine, intake = settings(["referrals"], "api"), Intake()
    app, store = make(mine, intake, intake), open_store(STORE, mine)
    api, manager = Api(app.test_client()), token("network_manager", uf=["AM"])
    body = {"legal_name": "Casa Travessia", "org_type": "ngo", **PLACE}
    partner = api.post("/v1/partners", body, manager).id
    clause = {"kind": "protocol", "signed_on": "2025-01-10", "data_sharing_clause": True}
    assert api.post(f"/v1/partners/{partner}/agreements", clause, manager, match=1).status == 200
    assert api.post(f"/v1/partners/{partner}/activation", {}, manager, match=2).body["funnel"] == "active"
    office = str(uuid4())
    intake.leads = UUID(office)
    yield Network(
        api=api,
        worker=CasesApplication(store),
        intake=intake,
        manager=manager,
        partner_id=partner,
        partner=token("partner", org=partner, uf=["AM"]),
        office=office,
        staff=token("social_worker", office=[office], uf=["AM"]),
        person=str(uuid4()),
    )
    for opened in (store, app.extensions[EXTENSION].store):
        close_store(opened)
