"""Trainings, placements, credit and seals over HTTP; and what an erasure does to them (X07)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.erasure.order import Order
from infra.eventstore.mapper import to_recorded_event
from infra.settings import Settings
from services.referrals.cases.domain.erasure_answer import ErasureAnswer
from services.referrals.cases.erasures import ErasuresApplication
from tests.conftest import Token
from tests.integration.erasure.network import Node
from tests.integration.referrals.conftest import PLACE, Network
from tests.integration.referrals.work import TODAY, YESTERDAY, Work


@pytest.fixture
def work(network: Network, token: Token) -> Work:
    return Work.of(network, token)


@pytest.fixture
def node(settings: Callable[[Sequence[str], str], Settings]) -> Iterator[Node]:
    with closing(Node.open("referrals", settings(["referrals"], "job"))) as node:
        yield node


def own_work(work: Work, person: str, **changes: Any) -> dict[str, Any]:
    """A relative's workshop."""
    return {
        "person_id": person, "office_id": work.network.office, "client_type": "relative", "kind": "microenterprise",
        "setting": "self_employment", "occupation_code": "763010", "started_on": str(TODAY), **PLACE, **changes,
    }  # fmt: skip


def test_a_course_in_prison_leads_to_a_job_under_the_quota(work: Work) -> None:
    """Step 12 of the scenario."""
    person, training = str(uuid4()), work.training()
    enrolment = work.must(work.enrolled(training, person), 201).id
    done = work.does(f"/v1/enrolments/{enrolment}/completion", {"completed_on": str(YESTERDAY)}, 1)
    assert work.must(done).body["certificate"] is True
    assert work.reads(f"/v1/enrolments/{enrolment}").body["occupation_code"] == "725705"
    contract = work.must(work.contract(), 201)
    candidate = work.presented(contract.body["vacancies"][0], person)
    work.must(work.select(candidate))
    placed = work.must(work.placed(candidate, linked_enrolment_id=enrolment), 201)
    assert placed.headers["Location"].endswith(f"/v1/placements/{placed.id}")
    shown = work.reads(f"/v1/placements/{placed.id}").body
    assert (shown["contract_id"], shown["linked_enrolment_id"]) == (contract.id, enrolment)
    assert work.reads(f"/v1/quota-contracts/{contract.id}", work.employer).body["filled_slots"] == 1
    assert work.placed(candidate).slug == "referrals-placement-already-started"
    assert [line["status"] for line in work.of_office("/v1/enrolments")] == ["completed"]


def test_whom_an_office_has_to_ask_and_by_when(work: Work) -> None:
    person, started = str(uuid4()), TODAY - timedelta(days=28)
    made = work.must(work.does("/v1/placements", own_work(work, person, started_on=str(started))), 201)
    due = work.of_office("/v1/retention-checks")
    assert [line["mark"] for line in due] == ["30", "90", "180", "365"]
    soon = f"/v1/retention-checks?office_id={work.network.office}&until={TODAY + timedelta(days=9)}"
    assert [line["mark"] for line in work.reads(soon).body["items"]] == ["30"]
    path = f"/v1/placements/{made.id}"
    early = work.does(f"{path}/checks", {"mark": "90", "retained": True}, 1)
    assert early.slug == "referrals-retention-too-early"
    ended = work.must(work.does(f"{path}/end", {"ended_on": str(TODAY), "reason": "better_job"}, 1))
    assert work.of_office("/v1/retention-checks") == []
    assert work.of_office("/v1/placements")[0]["ended_on"] == str(TODAY)
    assert work.does(f"{path}/end", {"ended_on": str(TODAY), "reason": "moved"}, ended.version).status == 409


def test_an_old_placement_found_to_last_is_counted_so(work: Work) -> None:
    old = own_work(work, str(uuid4()), started_on=str(TODAY - timedelta(days=100)))
    made = work.must(work.does("/v1/placements", old), 201)
    work.must(work.does(f"/v1/placements/{made.id}/checks", {"mark": "90", "retained": True}, 1))
    assert work.of_office("/v1/placements")[0]["last_retained"] == 90
    assert [line["mark"] for line in work.of_office("/v1/retention-checks")] == ["180", "365"]


def test_another_office_has_no_part_in_it(work: Work, token: Token) -> None:
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    person = str(uuid4())
    placement = work.must(work.does("/v1/placements", own_work(work, person)), 201).id
    enrolment = work.must(work.enrolled(work.training(), person), 201).id
    assert work.does("/v1/placements", own_work(work, person), by=stranger).status == 404
    for path in (f"/v1/placements/{placement}", f"/v1/enrolments/{enrolment}"):
        assert work.reads(path, stranger).status == 404
    for path in ("/v1/placements", "/v1/retention-checks", "/v1/enrolments", "/v1/credits"):
        assert work.reads(f"{path}?office_id={work.network.office}", stranger).status == 404
    assert work.does(f"/v1/enrolments/{enrolment}/leaving", match=1, by=stranger).status == 404
    check = {"mark": "30", "retained": True}
    assert work.does(f"/v1/placements/{placement}/checks", check, 1, stranger).status == 404


def test_a_lender_answers_for_a_relative_whom_it_does_not_know(work: Work, token: Token) -> None:
    """Step 13 of the scenario."""
    bank = work.partner("financial_institution")
    lender = token("partner", org=bank, uf=["AM"])
    body = {"person_id": str(uuid4()), "office_id": work.network.office, "lender_id": bank,
            "client_type": "relative", "amount_band": "up_to_5000"}  # fmt: skip
    credit = work.must(work.does("/v1/credits", body), 201).id
    asked = work.network.api.all("/v1/lender-credits", lender)
    assert [(line["credit_id"], line["amount_band"]) for line in asked] == [(credit, "up_to_5000")]
    path = f"/v1/credits/{credit}"
    assert not {"person_id", "office_id", "client_type"} & work.reads(path, lender).body.keys()
    assert work.does(f"{path}/grant", {"amount_band": "up_to_5000"}, 1, work.employer).status == 403
    other = token("partner", org=uuid4(), uf=["AM"])
    assert work.does(f"{path}/grant", {"amount_band": "up_to_5000"}, 1, other).status == 404
    work.must(work.does(f"{path}/grant", {"amount_band": "up_to_1000"}, 1, lender))
    assert work.network.api.all("/v1/lender-credits", lender) == []
    line = work.of_office("/v1/credits")[0]
    assert (line["status"], line["amount_band"], line["client_type"]) == ("granted", "up_to_1000", "relative")
    ngo = {**body, "lender_id": work.network.partner_id}
    assert work.does("/v1/credits", ngo).slug == "referrals-no-lender"


def test_who_has_hired_is_in_the_list_of_seals(work: Work, token: Token) -> None:
    candidate = work.presented(work.vacancy())
    work.must(work.select(candidate))
    placement = work.must(work.placed(candidate), 201).id
    body = {"employer_id": work.network.partner_id, "ground": "hires", "proof_id": placement}
    assert work.does("/v1/employer-seals", body, by=token("network_manager", uf=["BA"])).status == 404
    wrong = {**body, "proof_id": str(uuid4())}
    assert work.does("/v1/employer-seals", wrong, by=work.network.manager).slug == "referrals-seal-needs-proof"
    seal = work.must(work.does("/v1/employer-seals", body, by=work.network.manager), 201)
    listed = {line["seal_id"]: line for line in work.network.api.all("/v1/employer-seals?uf=AM", work.employer)}
    assert listed[seal.id]["valid_until"] == seal.body["valid_until"]
    renewal = {"ground": "hires", "proof_id": placement}
    early = work.does(f"/v1/employer-seals/{seal.id}/renewal", renewal, 1, work.network.manager)
    assert early.slug == "referrals-renewal-too-early"
    assert work.reads(f"/v1/employer-seals/{seal.id}").body["lapsed"] is False


def test_trainings_are_found_by_stage_and_occupation_while_a_place_is_left(work: Work, token: Token) -> None:
    training = work.training()

    def found(query: str) -> bool:
        lines = work.network.api.all(f"/v1/trainings?uf=AM&limit=200&{query}", work.network.staff)
        return training in [line["training_id"] for line in lines]

    assert found("stage=after_release&occupation=7257")
    assert not found("occupation=1")
    people = [work.must(work.enrolled(training, str(uuid4())), 201).id for _ in range(2)]
    assert not found("stage=before_release")
    work.must(work.does(f"/v1/enrolments/{people[0]}/leaving", match=1))
    assert found("stage=before_release")
    path = f"/v1/trainings/{training}"
    assert work.does(f"{path}/withdrawal", match=1, by=token("partner", org=uuid4())).status == 404
    work.must(work.does(f"{path}/withdrawal", match=work.reads(path).version, by=work.network.manager))
    assert (found("stage=before_release"), work.reads(path).body["withdrawn"]) == (False, True)


def test_an_erasure_knows_and_ends_what_is_under_way(work: Work, node: Node) -> None:
    """X07: a running placement is open work; it is followed no more, and the employer's slot stays filled."""
    person, store = str(uuid4()), work.network.worker.store
    contract = work.must(work.contract(), 201)
    waiting = work.presented(work.vacancy(), person)
    hired = work.presented(contract.body["vacancies"][0], person)
    work.must(work.select(hired))
    placement = work.must(work.placed(hired), 201).id
    enrolment = work.must(work.enrolled(work.training(), person), 201).id
    app, request = ErasuresApplication(store), uuid4()
    app.answer(request, UUID(person), 1)
    with store.begin() as unit:
        assert unit.get(ErasureAnswer, ErasureAnswer.create_id(request, 1)).open_records == 3
    app.follow(Order(UUID(person), request, "consent_withdrawn", ("dora", "davi"), "person"))

    def happened(record: str) -> list[str]:
        with store.begin() as unit:
            return [type(to_recorded_event(r).event).__name__ for r in unit.transaction.stream(UUID(record))]

    assert happened(waiting)[-2:] == ["Withdrawn", "SharedDataRecallSent"]
    assert happened(hired)[-1] == "SharedDataRecallSent"
    assert (happened(placement)[-1], happened(enrolment)[-1]) == ("FollowUpStopped", "Left")
    assert work.reads(f"/v1/quota-contracts/{contract.id}", work.employer).body["filled_slots"] == 1
    assert work.of_office("/v1/retention-checks") == []
    refused = work.enrolled(work.training(), person)
    assert (refused.status, refused.slug) == (410, "subject-erased")
    node.perform(person)  # or another test would find it to be done
    assert node.erasure(person).verified
