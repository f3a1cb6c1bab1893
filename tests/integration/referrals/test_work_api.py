"""Work over HTTP on the real databases: quotas, vacancies, candidates, and who sees what of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.work import CandidacyEnd
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.referrals.conftest import Network
from tests.integration.referrals.work import TODAY, YESTERDAY, Work

ELSEWHERE = {"uf": ["BA"]}


@pytest.fixture
def work(network: Network, token: Token) -> Work:
    return Work.of(network, token)


def mine(work: Work, path: str, **wanted: str) -> dict[str, Any]:
    """One line of an employer's list."""
    found = [line for line in work.network.api.all(path, work.employer) if wanted.items() <= line.items()]
    assert len(found) == 1, found
    return dict(found[0])


def test_a_contract_reserves_ten_vacancies_and_counts_by_numbers_alone(work: Work) -> None:
    """Step 11 of the scenario."""
    made = work.must(work.contract(), 201)
    assert (made.body["required_slots_exact"], made.body["required_slots"]) == ("9.6", 10)
    assert len(made.body["vacancies"]) == 10
    own = work.network.api.all("/v1/employer-vacancies?limit=200", work.employer)
    assert {v["vacancy_id"] for v in own if v["contract_id"] == made.id} == set(made.body["vacancies"])
    path = f"/v1/quota-contracts/{made.id}"
    month = f"{TODAY:%Y-%m}"
    listed = work.must(work.does(f"{path}/monthly-lists", {"month": month, "employed": 7}, 1, work.employer))
    assert listed.body["missing"] == 3
    shown = work.must(work.reads(path, work.employer)).body
    assert (shown["required_percent"], shown["listed"], shown["missing"]) == ("4", 7, 3)
    line = mine(work, "/v1/quota-contracts?short=true", contract_id=made.id)
    assert (line["listed_month"], line["missing"], line["required_slots_exact"]) == (month, 3, "9.6")
    waiver = {"reason": "nobody_available", "justification": "Nobody in the region was available."}
    work.must(work.does(f"{path}/waiver", waiver, listed.version, work.network.manager))
    assert mine(work, "/v1/quota-contracts", contract_id=made.id)["missing"] == 0


def test_the_contracts_of_a_state_come_with_the_most_missing_first(work: Work) -> None:
    work.must(work.contract(workforce=100), 201)
    work.must(work.contract(workforce=3000), 201)
    found = work.network.api.all("/v1/quota-contracts?uf=AM&short=true&limit=2", work.network.manager)
    missing = [line["missing"] for line in found]
    assert missing == sorted(missing, reverse=True)
    assert {180, 3} <= set(missing)
    assert len({line["contract_id"] for line in found}) == len(found)


def test_a_contract_is_its_employers_and_its_states_and_nobody_elses(work: Work, token: Token) -> None:
    made = work.must(work.contract(), 201)
    path = f"/v1/quota-contracts/{made.id}"
    manager, employer = token("network_manager", **ELSEWHERE), token("employer", org=uuid4(), uf=["AM"])
    for stranger in (manager, employer):
        assert work.reads(path, stranger).status == 404
        body = {"month": f"{TODAY:%Y-%m}", "employed": 1}
        assert work.does(f"{path}/monthly-lists", body, 1, stranger).status == 404
    assert work.reads("/v1/quota-contracts?uf=AM", manager).status == 404
    assert work.reads("/v1/quota-contracts", manager).status == 404
    assert work.network.api.all("/v1/quota-contracts", employer) == []
    assert work.reads(path, token("employer", uf=["AM"])).status == 404


def test_a_contract_below_the_limit_has_no_quota(work: Work) -> None:
    refused = work.must(work.contract(annual_value_brl="330000.00"), 409)
    assert refused.slug == "referrals-quota-does-not-apply"


@pytest.mark.parametrize("wrong", [{"annual_value_brl": "1e9"}, {"annual_value_brl": "1,5"}, {"workforce": 0}])
def test_numbers_say_exactly_what_they_say(work: Work, wrong: dict[str, Any]) -> None:
    assert work.contract(**wrong).status == 422


def test_vacancies_are_found_by_place_occupation_and_who_can_take_them(work: Work) -> None:
    vacancy = work.vacancy(outlook="growing", value_chain_role="production")

    def found(query: str) -> bool:
        lines = work.network.api.all(f"/v1/vacancies?uf=AM&limit=200&{query}", work.network.staff)
        return vacancy in [line["vacancy_id"] for line in lines]

    assert found("occupation=7257&regime=released&setting=external&municipality_ibge7=1399991")
    assert not found("occupation=9")
    assert not found("regime=closed")
    assert not found("setting=in_prison")
    work.must(work.does(f"/v1/vacancies/{vacancy}/closing", match=1, by=work.employer))
    assert not found("occupation=725705")
    shown = work.reads(f"/v1/vacancies/{vacancy}").body
    assert (shown["closed"], shown["outlook"], shown["value_chain_role"]) == (True, "growing", "production")
    assert mine(work, "/v1/employer-vacancies?limit=200", vacancy_id=vacancy)["pay_monthly_brl"] == "2100.00"


def test_a_vacancy_that_opens_later_or_is_over_is_not_offered(work: Work) -> None:
    over = work.vacancy(closes_on=str(YESTERDAY))
    ahead = work.vacancy(opens_on=f"{TODAY.year + 1}-12-01")
    lines = work.network.api.all("/v1/vacancies?uf=AM&limit=200", work.network.staff)
    assert not {over, ahead} & {line["vacancy_id"] for line in lines}


def test_an_employer_publishes_for_itself_alone(work: Work, token: Token) -> None:
    vacancy, other = work.vacancy(), token("employer", org=uuid4(), uf=["AM"])
    body = {"employer_id": work.network.partner_id, "slots": 1, "occupation_code": "725705", "setting": "external",
            "formal": True, "regimes_accepted": ["released"], "opens_on": str(TODAY)}  # fmt: skip
    assert work.does("/v1/vacancies", body, by=other).status == 404
    assert work.does(f"/v1/vacancies/{vacancy}/closing", match=1, by=other).status == 404
    assert (
        work.does(f"/v1/vacancies/{vacancy}/closing", match=1, by=token("network_manager", **ELSEWHERE)).status == 404
    )
    assert work.must(work.does("/v1/vacancies", body, by=work.network.manager), 201).version == 1


def test_office_and_employer_see_their_own_side_of_a_candidate(work: Work) -> None:
    person = str(uuid4())
    candidate = work.presented(work.vacancy(), person)
    path = f"/v1/candidates/{candidate}"
    for_employer, for_office = work.reads(path, work.employer).body, work.reads(path).body
    assert not {"person_id", "office_id", "grant_id", "reason"} & for_employer.keys()
    assert {**for_office, **for_employer} == for_office
    assert for_office["person_id"] == person
    line = mine(work, "/v1/employer-candidates", candidate_id=candidate)
    assert (line["status"], line["shared_fields"]) == ("presented", ["display_name"])
    assert [c["person_id"] for c in work.of_office("/v1/candidates")] == [person]
    assert work.reads(f"{path}/shared-fields", work.employer).body == {"fields": {"display_name": "Dandara"}}
    assert work.reads(f"{path}/shared-fields").status == 404


def test_who_has_no_part_in_a_candidacy_learns_nothing_of_it(work: Work, token: Token) -> None:
    path = f"/v1/candidates/{work.presented(work.vacancy())}"
    employer, office = token("employer", org=uuid4(), uf=["AM"]), token("social_worker", office=[uuid4()], uf=["AM"])
    for stranger in (employer, office):
        assert work.reads(path, stranger).status == 404
        assert work.reads(f"{path}/shared-fields", stranger).status == 404
    assert work.does(f"{path}/selection", match=1, by=employer).status == 404
    assert work.does(f"{path}/non-selection", {"reason": "other"}, 1, employer).status == 404
    assert work.does(f"{path}/withdrawal", match=1, by=office).status == 404
    assert work.does(f"{path}/selection", match=1).status == 403
    assert work.network.api.all("/v1/employer-candidates", employer) == []
    assert work.reads(f"/v1/candidates?office_id={work.network.office}", office).status == 404


def test_two_at_once_for_the_last_position_and_exactly_one_wins(work: Work) -> None:
    vacancy = work.vacancy()
    candidates = [work.presented(vacancy) for _ in range(6)]
    app = work.network.api.client.application

    def select(candidate: str) -> Reply:
        return Api(app.test_client()).post(f"/v1/candidates/{candidate}/selection", {}, work.employer, match=1)

    with ThreadPoolExecutor(len(candidates)) as together:
        replies = list(together.map(select, candidates))
    assert sorted(reply.status for reply in replies) == [200, *[409] * 5]
    assert {reply.slug for reply in replies if reply.status == 409} == {"referrals-no-position-left"}
    assert work.reads(f"/v1/vacancies/{vacancy}").body["free"] == 0


def test_a_withdrawn_consent_ends_the_candidacy_and_closes_the_fields(work: Work) -> None:
    person = str(uuid4())
    grant = work.consent(person)
    candidate = work.presented(work.vacancy(), person, grant)
    path = f"/v1/candidates/{candidate}"
    work.worker.follow_withdrawal(UUID(grant), CandidacyEnd.CONSENT_WITHDRAWN)
    assert work.reads(f"{path}/shared-fields", work.employer).status == 410
    line = mine(work, "/v1/employer-candidates", candidate_id=candidate)
    assert (line["status"], line["recall_due_at"] is not None) == ("withdrawn", True)
    work.worker.escalate_recall(UUID(candidate))
    assert work.of_office("/v1/candidates")[0]["recall_overdue_since"] is not None
    version = work.reads(path, work.employer).version
    work.must(work.does(f"{path}/recall-confirmation", match=version, by=work.employer))
    assert work.network.api.all("/v1/employer-candidates", work.employer) == []
    office = work.of_office("/v1/candidates")[0]
    assert (office["reason"], office["recall_overdue_since"]) == ("consent_withdrawn", None)


def test_an_employer_that_closes_leaves_nobody_waiting(work: Work) -> None:
    """PL12: vacancies close, candidates end, and what was shown is to be deleted."""
    vacancy = work.vacancy(slots=2)
    waiting, hired = work.presented(vacancy), work.presented(vacancy)
    work.must(work.select(hired))
    work.must(work.does(f"/v1/partners/{work.network.partner_id}/closure", match=3, by=work.network.manager))
    assert work.reads(f"/v1/vacancies/{vacancy}").body["closed"] is True
    assert {c["candidate_id"]: c["status"] for c in work.of_office("/v1/candidates")} == {
        waiting: "not_selected", hired: "selected",
    }  # fmt: skip
    lines = work.network.api.all("/v1/employer-candidates", work.employer)
    assert {line["candidate_id"] for line in lines if line["recall_due_at"]} == {waiting, hired}
    assert work.reads(f"/v1/candidates/{hired}/shared-fields", work.employer).status == 410


def test_without_a_consent_nobody_is_presented(work: Work) -> None:
    body = {"vacancy_id": work.vacancy(), "person_id": str(uuid4()), "office_id": work.network.office,
            "grant_id": str(uuid4())}  # fmt: skip
    assert work.does("/v1/candidates", body).slug == "referrals-grant-not-known-yet"
