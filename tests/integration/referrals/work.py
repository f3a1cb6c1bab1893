"""The network with the eyes of an employer: short words for work over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.world import now
from services.referrals.work.applications.candidates import CandidatesApplication
from tests.conftest import Token
from tests.http import Reply
from tests.integration.referrals.conftest import PLACE, Network

# Where the partners are: a day that has begun in Greenwich only would be in the future.
TODAY = now().astimezone(ZoneInfo(PLACE["zone"])).date()
YESTERDAY = TODAY - timedelta(days=1)


def _terms(**changes: Any) -> dict[str, Any]:
    usual = {
        "occupation_code": "725705", "setting": "external", "formal": True, "pay_monthly_brl": "2100.00",
        "regimes_accepted": ["semi_open", "released"], "opens_on": str(TODAY - timedelta(days=2)),
        "data_needed": ["display_name"],
    }  # fmt: skip
    return {**usual, **changes}


@dataclass
class Work:
    """`employer` is the credential of the organisation that the network knows as its partner."""

    network: Network
    token: Token
    employer: str

    @classmethod
    def of(cls, network: Network, token: Token) -> Work:
        return cls(network, token, token("employer", org=network.partner_id, uf=["AM"]))

    @property
    def worker(self) -> CandidatesApplication:
        """What hears of intake's messages."""
        return CandidatesApplication(self.network.worker.store)

    def must(self, reply: Reply, status: int = 200) -> Reply:
        return self.network.must(reply, status)

    def does(self, path: str, body: dict[str, Any] | None = None, match: int | None = None, by: str = "") -> Reply:
        """Somebody's command, the office's unless it is said whose."""
        return self.network.api.post(path, body or {}, by or self.network.staff, match=match)

    def reads(self, path: str, by: str = "") -> Reply:
        return self.network.api.get(path, by or self.network.staff)

    def partner(self, org_type: str) -> str:
        """Another active organisation."""
        api, manager = self.network.api, self.network.manager
        made = api.post("/v1/partners", {"legal_name": "Outra", "org_type": org_type, **PLACE}, manager).id
        clause = {"kind": "protocol", "signed_on": "2025-01-10", "data_sharing_clause": True}
        self.must(api.post(f"/v1/partners/{made}/agreements", clause, manager, match=1))
        self.must(api.post(f"/v1/partners/{made}/activation", {}, manager, match=2))
        return made

    def contract(self, **changes: Any) -> Reply:
        body = {
            "contract_no": f"12/{uuid4().hex[:6]}", "contracting_body": self.partner("court"), "workforce": 240,
            "employer_id": self.network.partner_id, "annual_value_brl": "1200000.00", "signed_on": "2025-03-01",
            "starts_on": "2025-04-01", "ends_on": str(TODAY + timedelta(days=365)), **_terms(), **changes,
        }  # fmt: skip
        return self.does("/v1/quota-contracts", body, by=self.network.manager)

    def vacancy(self, slots: int = 1, **changes: Any) -> str:
        body = {"employer_id": self.network.partner_id, "slots": slots, **_terms(), **changes}
        return self.must(self.does("/v1/vacancies", body, by=self.employer), 201).id

    def consent(self, person_id: str) -> str:
        grant = uuid4()
        self.network.worker.learn_grant(
            grant, UUID(person_id), ConsentScope.SHARE_WITH_PARTNER, [UUID(self.network.partner_id)],
            [DataClass.DISPLAY_NAME], None,
        )  # fmt: skip
        return str(grant)

    def presented(self, vacancy: str, person_id: str | None = None, grant: str | None = None) -> str:
        person_id = person_id or str(uuid4())
        body = {
            "vacancy_id": vacancy, "person_id": person_id, "office_id": self.network.office,
            "grant_id": grant or self.consent(person_id), "shared_fields": ["display_name"],
        }  # fmt: skip
        return self.must(self.does("/v1/candidates", body), 201).id

    def select(self, candidate: str, match: int = 1) -> Reply:
        return self.does(f"/v1/candidates/{candidate}/selection", match=match, by=self.employer)

    def placed(self, candidate: str, **changes: Any) -> Reply:
        body = {"candidate_id": candidate, "client_type": "released", "kind": "formal_job", "started_on": str(TODAY)}
        return self.does("/v1/candidate-placements", {**body, **changes})

    def enrolled(self, training: str, person_id: str, **changes: Any) -> Reply:
        body = {
            "training_id": training, "person_id": person_id, "office_id": self.network.office,
            "client_type": "pre_release", "stage": "before_release", **changes,
        }  # fmt: skip
        return self.does("/v1/enrolments", body)

    def training(self, provider: str | None = None) -> str:
        body = {
            "provider_id": provider or self.network.partner_id, "title": "Refrigeration", "hours": 160, "places": 2,
            "certificate": True, "stages": ["before_release", "after_release"], "occupation_code": "725705",
        }  # fmt: skip
        return self.must(self.does("/v1/trainings", body, by=self.network.manager), 201).id

    def of_office(self, path: str) -> list[dict[str, Any]]:
        return self.network.api.all(f"{path}?office_id={self.network.office}", self.network.staff)
