"""Steps 11 to 13: a contract reserves ten places, a course in prison leads to work, a relative asks for a loan."""

from __future__ import annotations

from typing import Any

from scripts.demo.cast import Cast
from scripts.demo.chapters.office import DANDARA
from scripts.demo.chapters.referral import consent, join, slug
from scripts.demo.network import Network, Reply, User
from scripts.demo.stage import Stage

EMPLOYER, BANK, SCHOOL, CONTRACTOR = "PAR-5", "PAR-6", "PAR-7", "contracting body"
PARTNERS = {
    EMPLOYER: ("Refrigera Norte Ltda.", "employer"),
    BANK: ("Banco Semente", "financial_institution"),
    SCHOOL: ("Escola Oficina", "school"),
    CONTRACTOR: ("Justiça Federal Fictícia", "court"),
}
DAUGHTER = "daughter of PER-2"
REFRIGERATION = "725705"
WORK = {
    "occupation_code": REFRIGERATION, "setting": "external", "formal": True, "value_chain_role": "production",
    "regimes_accepted": ["semi_open", "open", "conditional_release", "released"], "pay_monthly_brl": "2100.00",
    "opens_on": "2025-04-17", "data_needed": ["display_name"],
}  # fmt: skip


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Work, before and after release")
    partners(stage, network, cast)
    contract, vacancies = quota(stage, cast)
    job(stage, network, cast, contract, vacancies[0])
    credit(stage, cast)


def partners(stage: Stage, network: Network, cast: Cast) -> None:
    manager = cast.users["network manager"]
    with stage.step("-", "before", "an employer, a bank and a school sign agreements"):
        for mark, (name, kind) in PARTNERS.items():
            cast.partners[mark] = join(manager, name, kind)
        for mark, role in ((EMPLOYER, "employer"), (BANK, "partner"), (SCHOOL, "partner")):
            cast.users[mark] = network.user(PARTNERS[mark][0], role, uf=["AM"], org=cast.partners[mark])


def quota(stage: Stage, cast: Cast) -> tuple[str, list[str]]:
    manager, employer = cast.users["network manager"], cast.users[EMPLOYER]
    with stage.step("11", "10:00 AM", "PAR-5 has a federal contract and 240 workers: 4 % of its places are reserved"):
        body = {
            "contract_no": "12/2025", "contracting_body": cast.partners[CONTRACTOR],
            "employer_id": cast.partners[EMPLOYER], "annual_value_brl": "1200000.00", "workforce": 240,
            "signed_on": "2025-03-14", "starts_on": "2025-04-01",
            "ends_on": "2026-03-31", **WORK,
        }  # fmt: skip
        made = manager.post("/referrals/v1/quota-contracts", body, at="2025-04-17T14:00:00Z")
        stage.check("exact slots", made.body["required_slots_exact"], "9.6")
        stage.check("slots rounded up", made.body["required_slots"], 10)
        open_ = employer.get("/referrals/v1/employer-vacancies").body["items"]
        reserved = [line for line in open_ if line["contract_id"] == made.id]
        stage.check("reserved vacancies", [line["reserved_kind"] for line in reserved], ["pnat"] * 10)
        shown = employer.get(f"/referrals/v1/quota-contracts/{made.id}").body
        stage.check("missing, and the list due", (shown["missing"], shown["month_due"]), (10, "2025-04"))
        small = {**body, "contract_no": "13/2025", "annual_value_brl": "330000.00"}
        refused = manager.post("/referrals/v1/quota-contracts", small, expect=409)
        stage.check("a contract of R$ 330,000.00", slug(refused), "referrals-quota-does-not-apply")
    return made.id, list(made.body["vacancies"])


def course(cast: Cast) -> str:
    """What PER-1 completed in prison."""
    lia, school = cast.users["social worker"], cast.users[SCHOOL]
    offered = {
        "provider_id": cast.partners[SCHOOL], "title": "Refrigeração", "hours": 160, "certificate": True,
        "stages": ["before_release", "after_release"], "occupation_code": REFRIGERATION, "places": 20,
    }  # fmt: skip
    training = school.post("/referrals/v1/trainings", offered, at="2025-01-20T13:00:00Z")
    body = {
        "training_id": training.id, "person_id": cast.persons[DANDARA], "office_id": cast.offices["OFF-AM"],
        "client_type": "pre_release", "stage": "before_release",
    }  # fmt: skip
    enrolment = lia.post("/referrals/v1/enrolments", body, at="2025-04-17T14:10:00Z")
    done = {"completed_on": "2025-04-11"}
    path = f"/referrals/v1/enrolments/{enrolment.id}"
    lia.post(f"{path}/completion", done, enrolment.version, "2025-04-17T14:11:00Z")
    return enrolment.id


def presented(cast: Cast, network: Network, vacancy: str) -> Reply:
    """Right after a consent was given, referrals may not know of it yet and asks to try again."""
    lia = cast.users["social worker"]
    grant = consent(cast, DANDARA, EMPLOYER, ["display_name"], "2025-04-17T14:15:00Z")
    body = {
        "vacancy_id": vacancy, "person_id": cast.persons[DANDARA], "office_id": cast.offices["OFF-AM"],
        "grant_id": grant, "shared_fields": ["display_name"],
    }  # fmt: skip
    path, at = "/referrals/v1/candidates", "2025-04-17T14:20:00Z"
    reply: Reply = network.eventually(lambda: lia.post(path, body, at=at, any_status=True), lambda r: r.status == 201)
    return reply


def job(stage: Stage, network: Network, cast: Cast, contract: str, vacancy: str) -> None:
    lia, employer = cast.users["social worker"], cast.users[EMPLOYER]
    with stage.step("12", "10:20 AM", "PER-1 completed refrigeration in prison; she is presented, selected and hired"):
        enrolment, candidate = course(cast), presented(cast, network, vacancy)
        path = f"/referrals/v1/candidates/{candidate.id}"
        stage.check(
            "the employer reads", employer.get(f"{path}/shared-fields").body["fields"], {"display_name": "Dandara"}
        )
        stage.check("pseudonym or office", sorted({"person_id", "office_id"} & employer.get(path).body.keys()), [])
        selected = employer.post(f"{path}/selection", {}, candidate.version, "2025-04-17T14:30:00Z")
        stage.check("candidate", selected.body["status"], "selected")
        hired = {
            "candidate_id": candidate.id, "client_type": "released", "kind": "formal_job",
            "started_on": "2025-04-17", "linked_enrolment_id": enrolment,
        }  # fmt: skip
        placement = lia.post("/referrals/v1/candidate-placements", hired, at="2025-04-17T14:40:00Z")
        shown = lia.get(f"/referrals/v1/placements/{placement.id}").body
        days = [check["due_on"] for check in shown["checks_due"]]
        stage.check("it is asked on", days, ["2025-05-19", "2025-07-16", "2025-10-14", "2026-04-17"])
        filled = employer.get(f"/referrals/v1/quota-contracts/{contract}").body
        stage.check("filled and missing", (filled["filled_slots"], filled["missing"]), (1, 9))
    seal(stage, cast, placement.id)


def seal(stage: Stage, cast: Cast, placement: str) -> None:
    manager = cast.users["network manager"]
    with stage.step("12", "10:30 AM", "who hires may bear the seal for a year"):
        body = {"employer_id": cast.partners[EMPLOYER], "ground": "hires", "proof_id": placement}
        granted = manager.post("/referrals/v1/employer-seals", body, at="2025-04-17T14:45:00Z")
        stage.check("valid until", granted.body["valid_until"], "2026-04-16")


def credit(stage: Stage, cast: Cast) -> None:
    lia, bank = cast.users["social worker"], cast.users[BANK]
    with stage.step("13", "10:40 AM", "PER-2's daughter asks Banco Semente for a loan for her own small business"):
        relative: dict[str, Any] = {"client_types": ["relative"], "social_name": "Celeste"}
        person = lia.post("/intake/v1/persons", relative, at="2025-04-17T14:35:00Z")
        cast.persons[DAUGHTER] = person.id
        body = {
            "person_id": person.id, "office_id": cast.offices["OFF-AM"], "lender_id": cast.partners[BANK],
            "client_type": "relative", "amount_band": "up_to_5000",
        }  # fmt: skip
        lia.post("/referrals/v1/credits", body, at="2025-04-17T14:40:00Z")
        asked(stage, bank)


def asked(stage: Stage, bank: User) -> None:
    (line,) = bank.get("/referrals/v1/lender-credits").body["items"]
    stage.check("the bank sees", sorted(line), ["amount_band", "credit_id", "requested_at"])
    path = f"/referrals/v1/credits/{line['credit_id']}"
    granted = bank.post(f"{path}/grant", {"amount_band": "up_to_5000"}, 1, "2025-04-17T18:00:00Z")
    stage.check("credit", granted.body["status"], "granted")
