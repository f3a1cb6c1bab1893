"""X02 and X12 over HTTP: a case moves between two states with its referrals, and one office leads at each moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.rights import ConsentScope
from services.referrals.cases.domain.erasure_answer import ErasureAnswer
from services.referrals.cases.erasures import ErasuresApplication
from services.referrals.cases.links import LinksApplication
from services.referrals.cases.replanning import ReplanningApplication
from services.referrals.cases.views.records_of_subject import RecordsOfPerson
from services.referrals.transfers.domain.custody import Custody
from tests.conftest import Token
from tests.http import Api
from tests.integration.referrals.conftest import Network

PATH = "/v1/transfers"


class Offices:
    """The office that leads, the one that is asked, and what their teams do."""

    def __init__(self, network: Network, token: Token) -> None:
        self.network, self.api, self.old = network, network.api, network.staff
        self.office = str(uuid4())
        self.new = token("social_worker", office=[self.office], uf=["BA"])

    def agreed(self) -> str:
        """The consent as the worker learns it."""
        grant = uuid4()
        self.network.worker.learn_grant(
            grant, UUID(self.network.person), ConsentScope.TRANSFER_OFFICE, [UUID(self.office)], [], None
        )
        return str(grant)

    def body(self, **changes: Any) -> dict[str, Any]:
        return {
            "person_id": self.network.person, "from_office_id": self.network.office, "to_office_id": self.office,
            "to_uf": "BA", "reason": "person_moves", "grant_id": self.agreed(), **changes,
        }  # fmt: skip

    def requested(self, **changes: Any) -> str:
        return self.network.must(self.api.post(PATH, self.body(**changes), self.old), 201).id

    def does(self, transfer: str, step: str, match: int, **body: Any) -> Any:
        staff = self.old if step in ("package", "withdrawal") else self.new
        return self.network.must(self.api.post(f"{PATH}/{transfer}/{step}", body, staff, match=match)).body

    def listed(self, office: str, staff: str, side: str, query: str = "") -> list[str]:
        found = self.network.must(self.api.get(f"{PATH}?office_id={office}&side={side}{query}", staff)).body
        return [item["transfer_id"] for item in found["items"]]

    def open_referrals(self, office: str, staff: str) -> dict[str, str]:
        found = self.network.must(self.api.get(f"/v1/referrals?office_id={office}", staff)).body
        return {item["referral_id"]: item["status"] for item in found["items"]}


@pytest.fixture
def offices(network: Network, token: Token) -> Offices:
    return Offices(network, token)


def test_a_case_goes_from_one_state_to_another_with_its_referrals(network: Network, offices: Offices) -> None:
    api, merged = network.api, uuid4()
    offer = network.offer()
    kept, left = network.sent(offer), network.sent(offer)
    network.must(network.does(left, "acceptance", 2))
    LinksApplication(network.worker.store).follow_merge(merged, UUID(network.person), UUID(network.office))
    also = network.draft(person_id=str(merged))
    transfer = offices.requested()
    assert offices.listed(offices.office, offices.new, "incoming") == [transfer]
    assert offices.does(transfer, "acceptance", 1)["status"] == "accepted"
    late = {"person_id": network.person, "office_id": network.office, "need_domain": "food", "urgency": "week"}
    refused = api.post("/v1/referrals", late, network.staff)
    assert (refused.status, "accepted the case" in refused.body["detail"]) == (409, True)
    assert offices.does(transfer, "package", 2, keep=[kept])["status"] == "package_sent"
    assert api.get(f"/v1/referrals/{kept}", offices.new).status == 404
    assert offices.does(transfer, "completion", 3)["status"] == "completed"

    shown = network.must(api.get(f"{PATH}/{transfer}", offices.new)).body
    (reissued,) = shown["reissued"]
    assert (shown["status"], shown["number"], shown["keep"], reissued["old_id"]) == ("completed", 1, [kept], left)
    assert offices.open_referrals(network.office, network.staff) == {}
    assert offices.open_referrals(offices.office, offices.new) == {
        kept: "sent", reissued["new_id"]: "draft", also: "draft",
    }  # fmt: skip
    ended = network.must(api.get(f"/v1/referrals/{left}", offices.new)).body
    assert (ended["status"], ended["outcome"], ended["successor_id"]) == ("transferred", "moved", reissued["new_id"])
    again = network.must(api.get(f"/v1/referrals/{reissued['new_id']}", offices.new)).body
    assert (again["reissue_of"], again["old_due_at"]) == (left, ended["response_due_at"])
    assert network.must(api.get(f"/v1/referrals/{also}", offices.new)).body["person_id"] == network.person
    for referral in (kept, left):
        assert api.get(f"/v1/referrals/{referral}", network.staff).status == 404
    inbox = network.must(api.get("/v1/inbox", network.partner)).body["items"]
    assert [item["referral_id"] for item in inbox] == [kept]
    assert "successor_id" not in network.must(api.get(f"/v1/referrals/{left}", network.partner)).body
    assert offices.listed(network.office, network.staff, "outgoing") == []
    assert offices.listed(network.office, network.staff, "outgoing", "&open=false") == [transfer]

    assert offices.does(transfer, "reversal", 4)["status"] == "reversed"
    assert offices.open_referrals(network.office, network.staff).keys() == {kept, reissued["new_id"], also}
    assert offices.open_referrals(offices.office, offices.new) == {}


def test_of_an_acceptance_a_refusal_and_a_withdrawal_at_once_exactly_one_wins(
    network: Network, offices: Offices
) -> None:
    transfer, together = offices.requested(), Barrier(3)
    steps = {
        "acceptance": ({}, offices.new, "accepted"),
        "refusal": ({"reason": "no_capacity"}, offices.new, "refused"),
        "withdrawal": ({"reason": "person"}, offices.old, "withdrawn"),
    }

    def decide(step: str) -> tuple[str, int]:
        body, staff, _ = steps[step]
        api = Api(network.api.client.application.test_client())
        together.wait(timeout=30)
        return step, api.post(f"{PATH}/{transfer}/{step}", body, staff, match=1).status

    with ThreadPoolExecutor(len(steps)) as pool:
        answers = dict(pool.map(decide, steps))
    assert sorted(answers.values()) == [200, 412, 412]
    (winner,) = [step for step, status in answers.items() if status == 200]
    shown = network.must(network.api.get(f"{PATH}/{transfer}", offices.old)).body
    assert shown["status"] == steps[winner][2]
    with network.worker.store.unit_of_work() as unit:
        custody = unit.get(Custody, Custody.create_id(UUID(network.person)))
    assert str(custody.lead) == network.office
    assert (custody.open_transfer is None) == (winner != "acceptance")


def test_nobody_hears_of_a_transfer_that_is_not_the_offices(network: Network, offices: Offices, token: Token) -> None:
    """Nor asks for somebody of another office, unless it closes and has named who takes over its people (X12, PL35)."""
    api, transfer = network.api, offices.requested()
    stranger = token("social_worker", office=[str(uuid4())], uf=["AM"])
    assert api.get(f"{PATH}/{transfer}", stranger).status == 404
    for step in ("acceptance", "withdrawal"):
        body = {"reason": "person"} if step == "withdrawal" else {}
        assert api.post(f"{PATH}/{transfer}/{step}", body, stranger, match=1).status == 404
    assert api.post(f"{PATH}/{transfer}/acceptance", {}, offices.old, match=1).status == 404
    assert api.post(f"{PATH}/{transfer}/withdrawal", {"reason": "person"}, offices.new, match=1).status == 404
    assert api.get(f"{PATH}?office_id={network.office}&side=incoming", stranger).status == 404
    offices.does(transfer, "withdrawal", 1, reason="person")

    assert api.post(PATH, offices.body(), offices.new).status == 404
    ReplanningApplication(network.worker.store).announce(UUID(network.office), UUID(offices.office))
    assert api.post(PATH, offices.body(to_office_id=str(uuid4())), offices.new).status == 404
    network.intake.leads = None
    assert api.post(PATH, offices.body(), offices.new).status == 404
    network.intake.leads = UUID(network.office)
    asked = network.must(api.post(PATH, offices.body(reason="office_closes"), offices.new), 201).id
    assert network.must(api.get(f"{PATH}/{asked}", network.staff)).body["requested_by"] == offices.office
    said = api.post(PATH, offices.body(), offices.new)
    assert (said.status, "under way" in said.body["detail"]) == (409, True)


def test_a_transfer_that_is_under_way_is_told_to_who_wants_to_erase(network: Network, offices: Offices) -> None:
    app, request = ErasuresApplication(network.worker.store), uuid4()
    transfer = offices.requested()
    app.answer(request, UUID(network.person), 1)
    offices.does(transfer, "withdrawal", 1, reason="person")
    app.answer(request, UUID(network.person), 2)
    with network.worker.store.unit_of_work() as unit:
        told = [unit.get(ErasureAnswer, ErasureAnswer.create_id(request, number)).open_records for number in (1, 2)]
        records = app.view(RecordsOfPerson).streams(unit, UUID(network.person))
    assert told == [1, 0]
    assert {UUID(transfer), Custody.create_id(UUID(network.person))} <= set(records)
